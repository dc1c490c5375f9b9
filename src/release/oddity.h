/* What passes and is worth a word all the same: a version that looks like a slip. */
#ifndef BG_RELEASE_ODDITY_H
#define BG_RELEASE_ODDITY_H

#include "base/arena.h"
#include "rules/profile.h"

struct bg_oddity {
    enum bg_id id;           /* BG_ID_VERSION_SKIPPED, BG_ID_VERSION_OF_BUILD, or none */
    struct bg_slice message; /* one line, in the arena */
};

/*
 * The version `head`, which comes after `before`, the highest of base and tip ({NULL, 0} for a new connector). It is
 * odd if it is none of the next patch, minor and major (SemVer, clauses 6 to 8), or if it is marked as a development
 * build: such tags are made when an image is published, and never stand in a file.
 */
struct bg_oddity bg_version_oddity(struct bg_arena *arena, const struct bg_version_policy *policy,
                                   struct bg_slice before, struct bg_slice head);

#endif
