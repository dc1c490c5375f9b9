/*
 * Adds what a release owes to a changelog: one row of a table, or one section. Nothing else in the file changes, a
 * second time nothing at all, and what cannot be done safely is refused.
 */
#ifndef BG_RELEASE_CHANGELOG_H
#define BG_RELEASE_CHANGELOG_H

#include "layout/about.h"
#include "release/edit.h"

enum bg_changelog_style {
    BG_CHANGELOG_SINGER, /* a heading for each version, bullets with links */
    BG_CHANGELOG_DATED,  /* a heading for each day, entries by category */
    BG_CHANGELOG_KEEP,   /* Keep a Changelog: pending notes become the release */
};

struct bg_changelog_entry {
    struct bg_slice version;
    struct bg_slice date; /* YYYY-MM-DD */
    struct bg_slice pr;   /* digits; {NULL, 0} if the number is not known */
    struct bg_slice subject;
    /* Where pull requests are said to be, as pull_link.h has addresses; {NULL, 0}: where the links of the entries
     * around lead, and where there are none, to `pulls_else`. */
    struct bg_slice pulls;
    struct bg_slice pulls_else;
    struct bg_slice renumber_from; /* the version that this pull request's row has; {NULL, 0}: it has none yet */
    struct bg_slice
        renumber_line;        /* then: all of that row, where its number may be missing; {NULL, 0}: found by both */
    struct bg_slice category; /* for sections; {NULL, 0} is Changed */
    bool allows_placeholder;  /* without a number, write one that `check` refuses later */
    bool is_of_batch;         /* its number is said by a file, and by no option */
};

/* What stands for an unknown number; so that a release with it does not go unnoticed, evidence rules refuse it. */
#define BG_PR_PLACEHOLDER "*PR_NUMBER_PLACEHOLDER*"

/*
 * The row of the table; where it is there and the number of its pull request is still to be filled in, that. Refusals:
 * `no-table`, `no-delimiter`, `no-subject-column`, `no-pr`, `no-repository`, `unsupported-style` where the row would
 * not be found again, and for a renumbering `row-not-found` or `row-not-unique`.
 */
bool bg_changelog_add_row(struct bg_arena *arena, struct bg_source *source, const struct bg_changelog_entry *entry,
                          struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

/* Whether the row of a release of this connector has to name its pull request: it has a table of its own, with a column
 * for that. */
bool bg_changelog_wants_number(const struct bg_layout *layout, const struct bg_about *about, struct bg_tree *head,
                               struct bg_arena *arena);

/* Whether the row of this version is there and names another pull request than this one, which is known. */
bool bg_changelog_row_is_of_another(struct bg_arena *arena, struct bg_slice text,
                                    const struct bg_changelog_entry *entry);

/* The section. Refusals: `no-section` if there is none to follow, `no-pr`, `no-repository`, `unsupported-style` where
 * it would not be found again (a comment that is left open). */
bool bg_changelog_add_section(struct bg_arena *arena, struct bg_source *source, enum bg_changelog_style style,
                              const struct bg_changelog_entry *entry, struct bg_edit *out,
                              struct bg_refusal *refusal) BG_MUST_CHECK;

/* The style by its name: singer, dated or kac. */
bool bg_changelog_style_read(struct bg_slice name, enum bg_changelog_style *out) BG_MUST_CHECK;

/* Their names; NULL after the last one. */
const char *bg_changelog_style_name(size_t style);

/* The style of this file, as its headings show it. */
enum bg_changelog_style bg_changelog_style_of(struct bg_arena *arena, struct bg_slice text);

#endif
