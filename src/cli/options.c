/* Options as data: see options.h. */
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 64, HINT_ROOM = 160 };

_Noreturn void bg_out_of_memory(size_t size) {
    (void)fprintf(stderr, "bumpgate: out of memory (%zu bytes)\n", size);
    exit(3);
}

void bg_texts_push(struct bg_texts *texts, const char *text) {
    size_t size = (texts->count + 1) * sizeof texts->at[0];
    const char **grown = realloc(texts->at, size);
    if (grown == NULL) {
        bg_out_of_memory(size);
    }
    texts->at = grown;
    texts->at[texts->count++] = text;
}

bool bg_options_names(const char *list, const char *name) {
    size_t len = strlen(name);
    for (; *list != '\0'; list += strcspn(list, " "), list += strspn(list, " ")) {
        if (strncmp(list, name, len) == 0 && (list[len] == ' ' || list[len] == '\0')) {
            return true;
        }
    }
    return false;
}

const struct bg_option *bg_options_next(const struct bg_option_group **group, const struct bg_option *previous) {
    const struct bg_option *option = previous == NULL ? (*group)->options : previous + 1;
    while ((*group)->title != NULL) {
        for (; option->name != NULL; option++) {
            if ((*group)->only == NULL || bg_options_names((*group)->only, option->name)) {
                return option;
            }
        }
        option = (++*group)->options;
    }
    return NULL;
}

void bg_option_describe(const struct bg_option *option, char *out, size_t room) {
    const char *mark = option->word == NULL ? NULL : strstr(option->help, "%s");
    int len = snprintf(out, room, "%.*s", mark == NULL ? (int)room : (int)(mark - option->help), option->help);
    for (size_t i = 0; mark != NULL && option->word(i) != NULL && (size_t)len < room; i++) {
        const char *between = i == 0 ? "" : option->word(i + 1) == NULL ? " or " : ", ";
        len += snprintf(out + len, room - (size_t)len, "%s%s", between, option->word(i));
    }
    if (mark != NULL && (size_t)len < room) {
        (void)snprintf(out + len, room - (size_t)len, "%s", mark + 2);
    }
}

/* By its name of `len` bytes; the letter counts if there is no name. */
static const struct bg_option *find(const struct bg_option_group *groups, const char *name, size_t len, char letter) {
    const struct bg_option *option = NULL;
    while ((option = bg_options_next(&groups, option)) != NULL) {
        bool is_named = name != NULL && strncmp(option->name, name, len) == 0 && option->name[len] == '\0';
        if (name == NULL ? option->letter == letter : is_named) {
            return option;
        }
    }
    return NULL;
}

/* `word` with its dashes, and perhaps a value. */
static bool refuse_unknown(const struct bg_option_group *groups, const char *word, struct bg_error *err) {
    const char *known[OPTIONS_MAX];
    size_t count = 0;
    char name[HINT_ROOM];
    char hint[HINT_ROOM];
    int len = (int)strcspn(word, "=");
    int dashes = (int)strspn(word, "-");
    const struct bg_option *option = NULL;
    while ((option = bg_options_next(&groups, option)) != NULL && count < OPTIONS_MAX) {
        known[count++] = option->name;
    }
    (void)snprintf(name, sizeof name, "%.*s", len - dashes, word + dashes);
    bg_hint(hint, sizeof hint, name, known, count);
    size_t opening = strcspn(hint, "`");
    const char *rest = hint[opening] == '\0' ? "" : hint + opening + 1;
    return bg_fail(err, BG_ERROR_USAGE, "there is no option %.*s%.*s%s%s", len, word, (int)opening, hint,
                   hint[opening] == '\0' ? "" : "`--", rest);
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
        bg_texts_push(option->into, value);
        return true;
    }
    return true;
}

/* The option that a word names; *value becomes what stands in the same word, or NULL. */
static bool find_option(const struct bg_option_group *groups, const char *word, const struct bg_option **option,
                        const char **value, struct bg_error *err) {
    if (word[1] != '-') {
        *option = find(groups, NULL, 0, word[1]);
        *value = word[2] != '\0' ? word + 2 : NULL;
        return *option != NULL || refuse_unknown(groups, word, err);
    }
    size_t len = strcspn(word + 2, "=");
    *option = find(groups, word + 2, len, 0);
    *value = word[2 + len] == '=' ? word + 2 + len + 1 : NULL;
    return *option != NULL || refuse_unknown(groups, word, err);
}

/* One option at arguments[*at]; moves *at past a separate value. */
static bool take_option(const struct bg_option_group *groups, int count, char **arguments, int *at,
                        struct bg_texts *given, struct bg_error *err) {
    const struct bg_option *option;
    const char *value;
    if (!find_option(groups, arguments[*at], &option, &value, err) || option == NULL) {
        return false;
    }
    bg_texts_push(given, option->name);
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
                      struct bg_texts *given, struct bg_error *err) {
    bool is_over = false;
    bool is_ok = true;
    struct bg_error later;
    for (int at = 0; at < count; at++) {
        if (!is_over && strcmp(arguments[at], "--") == 0) {
            is_over = true;
        } else if (is_over || arguments[at][0] != '-' || arguments[at][1] == '\0') {
            bg_texts_push(rest, arguments[at]);
        } else if (!take_option(groups, count, arguments, &at, given, is_ok ? err : &later)) {
            is_ok = false;
        }
    }
    return is_ok;
}

bool bg_options_fit(const struct bg_option_group *groups, const struct bg_texts *given, const char *command,
                    const char *verb, struct bg_error *err) {
    for (size_t i = 0; i < given->count; i++) {
        const struct bg_option *option = find(groups, given->at[i], strlen(given->at[i]), 0);
        if (option->verbs != NULL && !bg_options_names(option->verbs, verb)) {
            return bg_fail(err, BG_ERROR_USAGE, "%s %s does not use --%s", command, verb, option->name);
        }
    }
    return true;
}
