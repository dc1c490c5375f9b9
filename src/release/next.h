/* Which version comes next for a level, or why a person has to decide. */
#ifndef BG_RELEASE_NEXT_H
#define BG_RELEASE_NEXT_H

#include "base/arena.h"
#include "rules/profile.h"

enum bg_next_code {
    BG_NEXT_NOOP,               /* head satisfies already */
    BG_NEXT_BUMPED,             /* a new version was computed */
    BG_NEXT_NEEDS_HUMAN,        /* a breaking release is never made by itself */
    BG_NEXT_PROMOTE_FIRST,      /* the candidate line cannot carry the level and may not move to another X.Y.Z */
    BG_NEXT_UNKNOWN_PRERELEASE, /* there is no counter to raise */
    BG_NEXT_FORBIDDEN,          /* a candidate of X.0.0 was asked for, and the policy has none */
    BG_NEXT_INVALID_BASE,
};

enum bg_id bg_next_code_id(enum bg_next_code code);

struct bg_next_query {
    const struct bg_version_policy *policy;
    struct bg_slice base;        /* on the tip of the base branch */
    struct bg_slice head;        /* what is declared so far; {NULL, 0}: the same as base */
    struct bg_slice last_stable; /* latest version without prerelease, if base is one; may be {NULL, 0} */
    enum bg_level required;
    bool wants_candidate; /* the next version shall be a release candidate */
    bool allows_major;    /* a person has allowed a breaking release */
};

struct bg_next_answer {
    enum bg_next_code code;
    enum bg_outcome outcome; /* passed, rejected, or unjudged if base cannot be read */
    struct bg_slice version; /* {NULL, 0} if it was refused */
    struct bg_slice message; /* one line */
};

/* Texts of the answer live in `arena`, or are those of the query. */
struct bg_next_answer bg_version_next(struct bg_arena *arena, const struct bg_next_query *query);

#endif
