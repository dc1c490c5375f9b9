/*
 * Options as data: one array a command (or a group of commands) parses, prints the help, and names what it knows to a
 * mistyped word.
 */
#ifndef BG_CLI_OPTIONS_H
#define BG_CLI_OPTIONS_H

#include "base/error.h"

enum bg_option_type {
    BG_OPTION_FLAG, /* into: bool */
    BG_OPTION_TEXT, /* into: const char *; at most once */
    BG_OPTION_LIST, /* into: struct bg_texts; repeatable */
};

struct bg_texts {
    const char **at;
    size_t count;
};

struct bg_option {
    const char *name; /* without the hyphens */
    char letter;      /* for a short form, else 0 */
    enum bg_option_type type;
    const char *argument; /* what the help calls it: "REV"; NULL for a flag */
    const char *help;     /* one line */
    void *into;
};

/* A table of options under one heading of the help; ends with a nameless option. */
struct bg_option_group {
    const char *title;
    const struct bg_option *options;
};

/*
 * Reads `arguments` by the groups (a list that ends with a NULL title). "--" ends the options; "--name=value" and
 * "--name value" are the same. *rest becomes the other arguments, in order; freed by the caller with free, as are
 * lists.
 */
bool bg_options_parse(const struct bg_option_group *groups, int count, char **arguments, struct bg_texts *rest,
                      struct bg_error *err) BG_MUST_CHECK;

#endif
