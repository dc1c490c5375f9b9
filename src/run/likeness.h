/*
 * How much of a connector another one still says, by lines, as git tells what was renamed. What other connectors of the
 * repository say as well (a template, a licence, the form of a manifest) speaks for nobody.
 */
#ifndef BG_RUN_LIKENESS_H
#define BG_RUN_LIKENESS_H

#include "layout/discover.h"
#include "release/moment.h"
#include "rules/policy.h"

/* Private. */
struct bg_lines {
    struct bg_line *items; /* in order */
    size_t count;
    size_t room;
    size_t bytes;
};

/* Starts zeroed. */
struct bg_likeness {
    const struct bg_touched *touched;
    size_t count;
    struct bg_arena arena;
    struct bg_lines common; /* of some that are on both sides */
    struct bg_lines *new;   /* of each that is new, as `touched` has them; empty for others */
    uint64_t steps;
};

/* Reads those that are new, if some are gone. `touched` must outlive it. */
void bg_likeness_begin(struct bg_likeness *likeness, const struct bg_policy *policy, const struct bg_moment *moment,
                       const struct bg_touched *touched, size_t count);
void bg_likeness_finish(struct bg_likeness *likeness);

/*
 * The new one that says most of what the one that is gone said: half of its own lines or, where it has hardly any, half
 * of all as git counts them. NULL if there is none. *is_told becomes false if there were too many to compare.
 */
const struct bg_touched *bg_likeness_of(struct bg_likeness *likeness, const struct bg_policy *policy,
                                        const struct bg_moment *moment, const struct bg_touched *gone, bool *is_told);

#endif
