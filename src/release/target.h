/* Which version a connector shall get: the one that a person named, or the next one that is enough. */
#ifndef BG_RELEASE_TARGET_H
#define BG_RELEASE_TARGET_H

#include "rules/profile.h"
#include "base/arena.h"
#include "release/verdict_result.h"

struct bg_target_query {
    const struct bg_verdict *verdict;
    const struct bg_version_policy *policy;
    struct bg_slice to;       /* a level, "breaking", "promote" or a version; {NULL, 0}: none was named */
    struct bg_slice tag;      /* what release tags are called, where they are the versions; {NULL, 0}: files hold them */
    struct bg_slice own;      /* what the change declares beside its version file (own_release.h), and where that */
    struct bg_slice own_base; /* began; {NULL, 0}: nothing */
    struct bg_slice highest;  /* the highest version that a mirror shows at head; {NULL, 0} if there is none */
    bool is_draft;            /* a breaking release: one that is declared already stays, else the next major */
    bool wants_candidate;
    bool is_ordered;  /* the connector was named: what is asked for is written whether it changed or not, or refused */
    bool is_backport; /* then: the next patch of the line that the base branch is, and no other */
    bool only_taken;  /* settle.h: the declared level counted from the tip of the base branch, and nothing else */
};

struct bg_target {
    struct bg_slice version; /* {NULL, 0}: nothing is to be written */
    enum bg_id id;           /* why: noop if nothing is owed, else why it is refused */
    struct bg_slice message; /* of a version that is written, what the check will say of it */
    struct bg_place at; /* what it is about, where that is not the version */
    enum bg_outcome outcome;
};

/* Texts live in `arena`, or are those of the query. */
struct bg_target bg_target_choose(struct bg_arena *arena, const struct bg_target_query *query);

#endif
