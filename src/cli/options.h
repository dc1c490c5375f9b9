/*
 * Options as data: one array a command (or a group of commands) parses, prints the help, feeds the completions and the
 * manual, and names what it knows to a mistyped word. What a command does not use is not in its array.
 */
#ifndef BG_CLI_OPTIONS_H
#define BG_CLI_OPTIONS_H

#include "bumpgate.h"

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
    const char *help;     /* one line; %s stands for the words */
    void *into;
    const char *(*word)(size_t i); /* the words that it takes, NULL after the last; NULL: any text */
    const char *verbs;             /* of a command with verbs: those that use it, blanks between; NULL: all */
};

/* A table of options under one heading of the help; ends with a nameless option. */
struct bg_option_group {
    const char *title;
    const struct bg_option *options;
    const char *only; /* names of those that the command uses, blanks between; NULL: all */
};

/* Every option of the groups (a list that ends with a NULL title), in order: the one after `previous`, the first after
 * NULL; NULL after the last. *group is where to begin, and becomes the group that it is in. */
const struct bg_option *bg_options_next(const struct bg_option_group **group, const struct bg_option *previous);

/* Whether `name` is one of the words of a list with blanks between them. */
bool bg_options_names(const char *list, const char *name);

/* Room for the help of any option. */
enum { BG_HELP_ROOM = 512 };

/* The help of an option with its words in it: "colour the text report: auto, always or never". Cut at `room` bytes. */
void bg_option_describe(const struct bg_option *option, char *out, size_t room);

/*
 * Reads `arguments` by the groups. "--" ends the options; "--name=value" and "--name value" are the same. *rest becomes
 * the other arguments, in order, and *given the names of the options. After a mistake, which *err is about, what
 * follows it is read all the same: it may name a report. Lists are freed by the caller with free, also after a failure.
 */
bool bg_options_parse(const struct bg_option_group *groups, int count, char **arguments, struct bg_texts *rest,
                      struct bg_texts *given, struct bg_error *err) BG_MUST_CHECK;

/* Whether the verb uses every option that was given. */
bool bg_options_fit(const struct bg_option_group *groups, const struct bg_texts *given, const char *command,
                    const char *verb, struct bg_error *err) BG_MUST_CHECK;

/* One more at the end of a list. */
void bg_texts_push(struct bg_texts *texts, const char *text);

/* What to do when memory has run out: say so, and end the program. */
_Noreturn void bg_out_of_memory(size_t size);

#endif
