/* What many commands share: the common options, the range options, and the way to the library's options. */
#ifndef BG_CLI_COMMON_H
#define BG_CLI_COMMON_H

#include "cli/command.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "run/check.h"

struct bg_common {
    const char *repo;
    const char *config;
    const char *profile;
    const char *rules;
    struct bg_texts formats; /* NAME or NAME:FILE */
    const char *color;
    bool is_quiet;
    bool is_verbose;
    bool trusts_owner;
    bool wants_help;
    struct bg_arena arena; /* of texts that were no arguments; finished after the command */
};

struct bg_range_choice {
    const char *base;
    const char *head;
    bool is_staged;
    bool is_worktree;
};

/* Filled by the option tables below, and read by nobody but the commands. */
extern struct bg_common bg_common;
extern struct bg_range_choice bg_range_choice;

extern const struct bg_option bg_common_options[];
extern const struct bg_option bg_range_options[];

/* Options for the library out of both; a checkout of GitHub is trusted. Fails if they contradict each other. */
bool bg_common_to_options(struct bg_options *out, const struct bg_texts *connectors,
                          struct bg_error *err) BG_MUST_CHECK;

/* Writes all of `text` to standard output. False with *err if that failed. */
bool bg_write_stdout(struct bg_slice text, struct bg_error *err) BG_MUST_CHECK;

/* Whether standard output gets colour: --color, NO_COLOR, TERM, and whether it is a terminal. */
bool bg_wants_color(struct bg_error *err, bool *out) BG_MUST_CHECK;

/* "bumpgate: message" with place on stderr; the status that the error means. */
enum bg_status bg_report_error(const struct bg_error *err);

#endif
