/* Options as data: see options.h. */
#include "cli/options.h"

#include "base/arena.h"
#include "base/nearest.h"

static const struct bg_option *find_long(const struct bg_option_group *groups, struct bg_slice name) {
    for (; groups->title != NULL; groups++) {
        for (const struct bg_option *option = groups->options; option->name != NULL; option++) {
            if (bg_slice_is(name, option->name)) {
                return option;
            }
        }
    }
    return NULL;
}

static const struct bg_option *find_short(const struct bg_option_group *groups, char letter) {
    for (; groups->title != NULL; groups++) {
        for (const struct bg_option *option = groups->options; option->name != NULL; option++) {
            if (option->letter == letter) {
                return option;
            }
        }
    }
    return NULL;
}

static bool refuse_unknown(const struct bg_option_group *groups, struct bg_slice name, struct bg_error *err) {
    struct bg_nearest nearest = bg_nearest_start(name);
    for (; groups->title != NULL; groups++) {
        for (const struct bg_option *option = groups->options; option->name != NULL; option++) {
            bg_nearest_offer(&nearest, bg_slice_of(option->name));
        }
    }
    return bg_fail(err, BG_ERROR_USAGE, "there is no option --%.*s%s", BG_ARGS(name), bg_nearest_hint(&nearest));
}

static void push(struct bg_texts *texts, const char *text) {
    texts->at = bg_realloc(texts->at, (texts->count + 1) * sizeof texts->at[0]);
    texts->at[texts->count++] = text;
}

static bool store(const struct bg_option *option, const char *value, struct bg_error *err) {
    switch (option->type) {
    case BG_OPTION_FLAG:
        *(bool *)option->into = true;
        return true;
    case BG_OPTION_TEXT:
        if (*(const char **)option->into != NULL) {
            return bg_fail(err, BG_ERROR_USAGE, "--%s was given twice", option->name);
        }
        *(const char **)option->into = value;
        return true;
    case BG_OPTION_LIST:
        push(option->into, value);
        return true;
    }
    return true;
}

/* One option at arguments[*at]; moves *at past a separate value. */
static bool take_option(const struct bg_option_group *groups, int count, char **arguments, int *at,
                        struct bg_error *err) {
    const char *word = arguments[*at];
    const char *value = NULL;
    const struct bg_option *option;
    if (word[1] == '-') {
        struct bg_slice name = bg_slice_of(word + 2);
        const char *equals = strchr(word, '=');
        if (equals != NULL) {
            name.len = (size_t)(equals - word) - 2;
            value = equals + 1;
        }
        option = find_long(groups, name);
        if (option == NULL) {
            return refuse_unknown(groups, name, err);
        }
    } else {
        option = find_short(groups, word[1]);
        if (option == NULL) {
            return bg_fail(err, BG_ERROR_USAGE, "there is no option -%c", word[1]);
        }
        value = word[2] != '\0' ? word + 2 : NULL;
    }
    if (option->type == BG_OPTION_FLAG) {
        return value == NULL ? store(option, NULL, err)
                             : bg_fail(err, BG_ERROR_USAGE, "--%s takes no value", option->name);
    }
    if (value == NULL) {
        if (*at + 1 >= count) {
            return bg_fail(err, BG_ERROR_USAGE, "--%s needs a value (%s)", option->name, option->argument);
        }
        value = arguments[++*at];
    }
    return store(option, value, err);
}

bool bg_options_parse(const struct bg_option_group *groups, int count, char **arguments, struct bg_texts *rest,
                      struct bg_error *err) {
    bool is_over = false;
    for (int at = 0; at < count; at++) {
        if (!is_over && strcmp(arguments[at], "--") == 0) {
            is_over = true;
        } else if (is_over || arguments[at][0] != '-' || arguments[at][1] == '\0') {
            push(rest, arguments[at]);
        } else if (!take_option(groups, count, arguments, &at, err)) {
            return false;
        }
    }
    return true;
}
