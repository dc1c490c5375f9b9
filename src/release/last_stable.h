/*
 * The last stable version of a connector whose version is a prerelease: its changes are measured from there, since the
 * candidates between belong to the release that they prepare.
 */
#ifndef BG_RELEASE_LAST_STABLE_H
#define BG_RELEASE_LAST_STABLE_H

#include "model/connector.h"
#include "rules/profile.h"
#include "repo/repo.h"

struct bg_last_stable {
    struct bg_slice version; /* in the arena; {NULL, 0}: there is none */
    struct bg_oid commit;    /* the last one that has it */
};

/*
 * Looked up in the first-parent history of `commit`, in the file in which `connector` (as it stands there) has its
 * version; a version that is no prerelease itself costs nothing. None if it is no prerelease, or
 * the history does not tell: it is cut by a shallow clone, or too long (base/limits.h).
 */
struct bg_last_stable bg_last_stable_find(struct bg_arena *arena, struct bg_repo *repo, const struct bg_oid *commit,
                                          const struct bg_version_policy *policy, const struct bg_connector *connector);

#endif
