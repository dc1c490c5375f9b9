/*
 * A command: one file, one row of the table in command.c. The file holds its usage, its options and its function.
 */
#ifndef BG_CLI_COMMAND_H
#define BG_CLI_COMMAND_H

#include "cli/options.h"
#include "cli/status.h"

/* A command of a command: `version next`. Its options say that it uses them. */
struct bg_verb {
    const char *name;
    enum bg_status (*run)(const struct bg_texts *arguments);
};

struct bg_command {
    const char *name;
    const char *arguments;                /* after the name in the usage line: "[CONNECTOR...]" */
    const char *summary;                  /* one line */
    const char *examples;                 /* whole lines, two blanks in front of each; NULL if there are none */
    const char *statuses;                 /* exit statuses, lines like the examples; NULL: the usual ones */
    const struct bg_option_group *groups; /* ends with a NULL title */
    /* Arguments without the options, which are stored already; NULL if the first argument is a verb. */
    enum bg_status (*run)(const struct bg_texts *arguments);
    const struct bg_verb *verbs; /* ends with a NULL name. They get the arguments after them */
    const char *verbs_missing;   /* what to say without one */
    /* What a run leaves that ended early: the reports that were asked for. NULL: it has none. */
    void (*leave)(const struct bg_error *why);
};

/* In order of their names. */
extern const struct bg_command *const bg_commands[];
extern const size_t bg_command_count;

/* Each in cmd_<name>.c. */
extern const struct bg_command bg_command_audit;
extern const struct bg_command bg_command_bump;
extern const struct bg_command bg_command_check;
extern const struct bg_command bg_command_diff;
extern const struct bg_command bg_command_draft;
extern const struct bg_command bg_command_explain;
extern const struct bg_command bg_command_init;
extern const struct bg_command bg_command_land;
extern const struct bg_command bg_command_merge;
extern const struct bg_command bg_command_rules;
extern const struct bg_command bg_command_snapshot;
extern const struct bg_command bg_command_subschema;
extern const struct bg_command bg_command_version;
extern const struct bg_command bg_command_waive;

/* Parses the options of the command, answers --help, runs it. */
enum bg_status bg_command_run(const struct bg_command *command, int count, char **arguments);

/* The end of a run that could not be: it leaves the reports of the command, and two lines on stderr, what was wrong and
 * how to get help. `command` NULL: of the program. Returns the status. */
enum bg_status bg_command_refuse(const struct bg_command *command, const struct bg_error *err);

#endif
