/*
 * Races: two releases of one connector that began at the same version, of which one is on the base branch already. The
 * other keeps the level that its author declared, counted from there; a number that is still above it stays, so that
 * to settle twice is to settle once. What only a person can know is not settled.
 */
#ifndef BG_RELEASE_SETTLE_H
#define BG_RELEASE_SETTLE_H

#include "base/arena.h"
#include "rules/profile.h"

struct bg_settle_query {
    const struct bg_version_policy *policy;
    struct bg_slice base; /* where the pull request began */
    struct bg_slice own;  /* what it declares */
    struct bg_slice tip;  /* where the base branch is now */
};

struct bg_settlement {
    struct bg_slice version; /* {NULL, 0}: it is for a person to decide */
    struct bg_slice why;     /* then: one line */
};

/*
 * Without a release of its own the tip's version, without one at the tip the own. A candidate goes on as a candidate
 * and a promotion stays one. Not settled: what is no version, one that was lowered, and what would release a candidate
 * of the base branch, or go on with one that it has released. Texts live in `arena`, or are those of the query.
 */
struct bg_settlement bg_settle(struct bg_arena *arena, const struct bg_settle_query *query);

/*
 * A change that goes to an older line of releases, which the tip is: the next patch there, also where it was released
 * under a higher number elsewhere. Not settled where the line is past what was declared, and so has the change already.
 */
struct bg_settlement bg_settle_backport(struct bg_arena *arena, const struct bg_settle_query *query);

#endif
