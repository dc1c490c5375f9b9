/* The inputs of the action: see inputs.h. */
#include "cli/inputs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Copies of inputs that were split. */
static char **copies;
static size_t copy_count;

static char *copy_of(const char *text) {
    size_t size = (copy_count + 1) * sizeof copies[0];
    char **grown = realloc(copies, size);
    char *copy = strdup(text);
    if (grown == NULL || copy == NULL) {
        bg_out_of_memory(size);
    }
    copies = grown;
    copies[copy_count++] = copy;
    return copy;
}

/* INPUT_ and the name in capitals; hyphens stay. NULL if it is empty. */
static const char *input_of(const char *name) {
    char key[64] = "INPUT_";
    size_t len = strlen(key);
    for (; *name != '\0' && len + 1 < sizeof key; name++) {
        key[len++] = (char)toupper((unsigned char)*name);
    }
    key[len] = '\0';
    const char *value = getenv(key);
    return value == NULL || value[0] == '\0' ? NULL : value;
}

static void split(struct bg_texts *out, const char *list) {
    char *rest = NULL;
    for (char *word = strtok_r(copy_of(list), " \t\r\n", &rest); word != NULL;
         word = strtok_r(NULL, " \t\r\n", &rest)) {
        bg_texts_push(out, word);
    }
}

static bool take_flag(const struct bg_option *option, const char *input, struct bg_error *err) {
    bool is_true = strcmp(input, "true") == 0;
    if (!is_true && strcmp(input, "false") != 0) {
        return bg_fail(err, BG_ERROR_USAGE, "the input %s takes true or false, not \"%s\"", option->name, input);
    }
    *(bool *)option->into |= is_true;
    return true;
}

static bool take_input(const struct bg_option *option, const char *input, struct bg_error *err) {
    switch (option->type) {
    case BG_OPTION_FLAG:
        return take_flag(option, input, err);
    case BG_OPTION_TEXT:
        if (strcmp(option->name, "format") == 0 && input[strcspn(input, " \t\r\n")] != '\0') {
            return bg_fail(err, BG_ERROR_USAGE, "the input format takes one report of this command, not \"%s\"", input);
        }
        if (*(const char **)option->into == NULL) {
            *(const char **)option->into = input;
        }
        return true;
    case BG_OPTION_LIST:
        if (((struct bg_texts *)option->into)->count == 0) {
            split(option->into, input);
        }
        return true;
    }
    return true;
}

bool bg_inputs_take(const struct bg_option_group *groups, struct bg_error *err) {
    const struct bg_option *option = NULL;
    bool is_ok = true;
    struct bg_error later;
    while (bg_where_is_workflow() && (option = bg_options_next(&groups, option)) != NULL) {
        const char *input = input_of(option->name);
        if (input != NULL && !take_input(option, input, is_ok ? err : &later)) {
            is_ok = false;
        }
    }
    return is_ok;
}

void bg_inputs_take_connectors(struct bg_texts *arguments) {
    const char *input = bg_where_is_workflow() ? input_of("connectors") : NULL;
    if (input != NULL && arguments->count == 0) {
        split(arguments, input);
    }
}

void bg_inputs_finish(void) {
    while (copy_count > 0) {
        free(copies[--copy_count]);
    }
    free(copies);
    copies = NULL;
}
