/*
 * The heading of a release in a changelog, in whatever form people and tools give it: `1.2.3`, `v1.2.3`, `[1.2.3] -
 * 2026-01-01`, `**1.2.3** (2026-01-01)`, `Version 1.2.3`, `tap-x 1.2.3`, `[tap-x-v1.2.3](link) (date)`, `2026-01-01:
 * 1.2.3`. Forms are recognised, not guessed: a title that says more is of a release, but no model for a new one.
 */
#ifndef BG_RELEASE_CHANGELOG_HEADING_H
#define BG_RELEASE_CHANGELOG_HEADING_H

#include "base/buffer.h"

struct bg_heading {
    struct bg_slice title;
    struct bg_slice version; /* without a `v`; {NULL, 0} if this is no heading of one release */
    struct bg_slice date;    /* year, month and day in figures; {NULL, 0} if there is none */
    struct bg_slice link;    /* the address behind `](`; {NULL, 0} if there is none */
    bool is_bracketed;       /* the version stands in brackets without an address of its own */
    bool is_plain;           /* nothing else is said: a new heading may look the same */
};

/* Reads the title of a heading. All slices point into it. */
struct bg_heading bg_heading_read(struct bg_slice title);

/* Whether a title is the date of a day and nothing else. */
bool bg_heading_is_day(struct bg_slice title);

/* Whether a title is of what is not released yet: `[Unreleased]`, `Unreleased`, `Upcoming`. */
bool bg_heading_is_pending(struct bg_slice title);

/* The offset of the first date in figures, YYYY-MM-DD (or with `/` or `.` between them), or text.len. */
size_t bg_heading_date_at(struct bg_slice text);

/* A title like that of `model`, of the new version and date. A link that compares two releases, or names the model's,
 * is that of the new one, compared with `previous`; any other is left out. */
void bg_heading_add_like(struct bg_buffer *out, const struct bg_heading *model, struct bg_slice previous,
                         struct bg_slice version, struct bg_slice date);

/* `address`, which is of the release `from`, for the release `to`: a comparison is of `previous` and `to`, and any
 * other address names `to`. False, with nothing added, if `from` does not stand in it where it is known to. */
bool bg_heading_add_address(struct bg_buffer *out, struct bg_slice address, struct bg_slice from,
                            struct bg_slice previous, struct bg_slice to) BG_MUST_CHECK;

#endif
