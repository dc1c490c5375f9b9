/* What many commands share: the common options, the range options, and the way to the library's options. */
#ifndef BG_CLI_COMMON_H
#define BG_CLI_COMMON_H

#include "cli/command.h"

struct bg_common {
    const char *repo;
    const char *config;
    const char *profile;
    const char *rules;
    struct bg_texts formats; /* of a run: NAME or NAME:FILE */
    const char *format;      /* of anything else */
    const char *color;
    bool is_quiet;
    bool is_verbose;
    bool trusts_owner;
    bool wants_help;
    struct bg_options options; /* of the run, as far as they are known */
    struct bg_where *where;    /* of the command */
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

/* A command names those that it uses: struct bg_option_group, only. */
extern const struct bg_option bg_common_options[];
extern const struct bg_option bg_range_options[];

/* Words for options, for their tables. */
const char *bg_word_level(size_t i);
const char *bg_word_profile(size_t i);
const char *bg_word_text_or_json(size_t i);

/* --format of a command with one report: that, else "text". */
const char *bg_common_format(void);

/* Whether that is one of the words; else `refusal` is the message. Before the work is done. */
bool bg_format_is(const char *format, const char *(*word)(size_t i), const char *refusal,
                  struct bg_error *err) BG_MUST_CHECK;

/* Options for the library out of both; a checkout of GitHub is trusted. Fails if they contradict each other. */
bool bg_common_to_options(struct bg_options *out, const struct bg_texts *connectors,
                          struct bg_error *err) BG_MUST_CHECK;

/* Whether standard output gets colour: --color, NO_COLOR, TERM, and whether it is a terminal. */
bool bg_wants_color(struct bg_error *err, bool *out) BG_MUST_CHECK;

/* "bumpgate: message" with place on stderr; the status that the error means. */
enum bg_status bg_report_error(const struct bg_error *err);

/* `text`, as a line to print has it: with control characters made visible. It lives as long as `room`. */
const char *bg_shown(const char *text, struct bg_error *room);

#endif
