/*
 * Which files differ between two trees. Our own walk: it compares ids and descends only where they differ, which costs
 * a twentieth of the library's tree diff in a monorepo. A submodule is one entry, which differs where it stands on
 * another commit, and so is a folder that is nested deeper than BG_LIMIT_FOLDER_DEPTH.
 */
#ifndef BG_REPO_WALK_H
#define BG_REPO_WALK_H

#include "repo/tree.h"

struct bg_changed {
    struct bg_slice path;
    enum bg_entry_kind base_kind; /* FILE, LINK, SUBMODULE or NONE */
    enum bg_entry_kind head_kind;
    struct bg_oid base_id; /* zero if it is not there */
    struct bg_oid head_id;
};

/* In order of path bytes, in the arena. Fails if a tree object is missing. */
bool bg_walk(struct bg_tree *base, struct bg_tree *head, struct bg_arena *arena, struct bg_changed **out, size_t *count,
             struct bg_error *err) BG_MUST_CHECK;

#endif
