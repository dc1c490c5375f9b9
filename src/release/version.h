/*
 * Is the declared version enough, and what is the lowest one that would be? Pure functions of texts and a level; what
 * level is needed, and whether a connector is new, others have found out.
 */
#ifndef BG_RELEASE_VERSION_H
#define BG_RELEASE_VERSION_H

#include "base/arena.h"
#include "rules/profile.h"
#include "base/semver.h"
#include "release/reason.h"

/* Why a version passes or not. The ids in reports are stable: bg_version_code_id. */
enum bg_version_code {
    BG_VERSION_OK,
    BG_VERSION_NEW,
    BG_VERSION_REMOVED,
    BG_VERSION_REPAIRED,  /* base unreadable, head readable, no bump needed */
    BG_VERSION_OPTED_OUT, /* not enough, but the connector wants no increments; never for a breaking change */
    BG_VERSION_NOT_BUMPED,
    BG_VERSION_INSUFFICIENT,
    BG_VERSION_DECREASED,
    BG_VERSION_STALE_BASE,         /* raised, but not above the tip of the base branch */
    BG_VERSION_RC_CORE_CHANGED,    /* two consecutive candidates with different X.Y.Z */
    BG_VERSION_MAJOR_RC_FORBIDDEN, /* a candidate of X.0.0 */
    BG_VERSION_BUILD_FORBIDDEN,
    BG_VERSION_NEW_BELOW_FLOOR,
    BG_VERSION_INVALID_BEFORE,
    BG_VERSION_INVALID_AFTER,
    BG_VERSION_INVALID_BASE, /* the tip of the base branch, or what a next version is asked for, is no version */
};

enum bg_id bg_version_code_id(enum bg_version_code code);

/* Passed, rejected, or unjudged where a version cannot be read. */
enum bg_outcome bg_version_code_outcome(enum bg_version_code code);

/* Whether an id is that of a version that is read and too low, or else not the one to come. */
bool bg_version_id_rejects(enum bg_id id);

struct bg_version_query {
    const struct bg_version_policy *policy;
    struct bg_slice base; /* at the merge base; {NULL, 0}: the connector is new. An empty text is no version */
    struct bg_slice head; /* {NULL, 0}: the connector is gone */
    struct bg_slice tip;  /* on the tip of the base branch; {NULL, 0} if it is not known or not there */
    struct bg_slice
        last_stable; /* latest version without prerelease: the level is measured from it; may be {NULL, 0} */
    enum bg_level required;
    bool is_opted_out; /* the connector asks not to be forced to increments */
};

struct bg_version_answer {
    enum bg_version_code code;
    enum bg_outcome outcome;
    enum bg_declared declared;
    enum bg_level carried;   /* the largest change that head can carry under the policy; none unless it is above base */
    struct bg_slice message; /* one line; names the minimum if the version does not pass */
    struct bg_slice minimum; /* the lowest version that would pass; {NULL, 0} if there is none */
};

/* Texts of the answer live in `arena`, or are those of the query. */
struct bg_version_answer bg_version_check(struct bg_arena *arena, const struct bg_version_query *query);

/* A version that is kept in a second place of the connector: it agrees as text or not at all (mirror-mismatch). */

struct bg_version_copy {
    struct bg_slice file; /* or any other name of the place */
    struct bg_slice text;
};

/* {NULL, 0} if both places agree, else one line that names both. In the arena. */
struct bg_slice bg_version_compare_copies(struct bg_arena *arena, const struct bg_version_copy *primary,
                                          const struct bg_version_copy *mirror);

#endif
