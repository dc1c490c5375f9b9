/* Release tags: which release a commit is, and which one it builds upon. */
#ifndef BG_REPO_TAGS_H
#define BG_REPO_TAGS_H

#include "repo/repo.h"

struct bg_release {
    struct bg_slice tag;     /* {NULL, 0}: there is none */
    struct bg_slice version; /* the part of its name that is the version */
    struct bg_oid commit;
    bool may_be_hidden; /* the clone lacks history or tags, in which a later release may be */
};

/*
 * `name` is what release tags are called, with {version} in it: "v{version}". Tags whose version is no semantic
 * version, or a prerelease, are passed over; of several the one of highest precedence counts. Texts live in `arena`.
 * False if the repository cannot be read.
 *
 * The release that `commit` is; and the last one that `commit` has among its ancestors, itself not counted. In a
 * shallow clone only what is there is seen.
 */
bool bg_release_at(struct bg_repo *repo, struct bg_slice name, const struct bg_oid *commit, struct bg_arena *arena,
                   struct bg_release *out, struct bg_error *err) BG_MUST_CHECK;
bool bg_release_before(struct bg_repo *repo, struct bg_slice name, const struct bg_oid *commit, struct bg_arena *arena,
                       struct bg_release *out, struct bg_error *err) BG_MUST_CHECK;

/* What the release tag of a version is called. */
struct bg_slice bg_release_tag(struct bg_arena *arena, struct bg_slice name, struct bg_slice version);

#endif
