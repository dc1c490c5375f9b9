/* What the commands bump and draft share: their options, and the way from a run to written files. */
#ifndef BG_CLI_BUMPING_H
#define BG_CLI_BUMPING_H

#include "cli/command.h"

struct bg_bumping_choice {
    const char *to;
    const char *pr;
    const char *title;
    const char *date;
    const char *repository;
    const char *onto;
    const char *message;
    const char *rows;
    bool wants_candidate;
    bool allows_placeholder;
    bool is_dry_run;
    bool wants_patch;
    bool is_check;
    bool is_backport;
    bool wants_commit;
};

/* Filled by the option tables, and read by nobody but the commands. */
extern struct bg_bumping_choice bg_bumping_choice;

/* Options of both commands. */
extern const struct bg_option bg_bumping_options[];

/* Judges, plans, writes, and prints what was done. */
enum bg_status bg_bumping_run(const struct bg_command *command, const struct bg_texts *connectors, bool is_draft);

#endif
