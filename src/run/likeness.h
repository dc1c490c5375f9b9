/*
 * How much of a connector that is gone one that is new still says, by passages of words. Only what goes and what comes
 * in one change is held against each other: that a third one, which nobody touched, says the same explains nothing.
 */
#ifndef BG_RUN_LIKENESS_H
#define BG_RUN_LIKENESS_H

#include "base/table.h"
#include "layout/discover.h"
#include "release/moment.h"
#include "rules/policy.h"

/* Private. */
struct bg_passage {
    uint32_t hash;
    uint32_t owner; /* as `touched` has it */
};

/* Private. */
struct bg_passages {
    struct bg_passage *items; /* in order */
    size_t count;
    size_t room;
};

/* Starts zeroed. */
struct bg_likeness {
    const struct bg_touched *touched;
    size_t count;
    struct bg_arena arena;
    struct bg_table common;  /* words */
    struct bg_passages come; /* of all that are new */
    size_t *shared;          /* of each, with the one that is looked at */
    uint64_t steps;
};

/* Reads those that are new, if some are gone. `touched` must outlive it. */
void bg_likeness_begin(struct bg_likeness *likeness, const struct bg_policy *policy, const struct bg_moment *moment,
                       const struct bg_touched *touched, size_t count);
void bg_likeness_finish(struct bg_likeness *likeness);

/* The new one that says most of what the one that is gone said, if that is a fourth; NULL if there is none. *is_told
 * becomes false if there were too many to compare. */
const struct bg_touched *bg_likeness_of(struct bg_likeness *likeness, const struct bg_policy *policy,
                                        const struct bg_moment *moment, const struct bg_touched *gone, bool *is_told);

#endif
