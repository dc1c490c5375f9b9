/*
 * Merges what two pull requests of one connector always have in common: the line of the version, and the top of the
 * changelog table. Whether a file is one of those is said by the layout: by its path below a connector, or as the page
 * of one. Everything else is merged as git does.
 */
#ifndef BG_RELEASE_MERGE_H
#define BG_RELEASE_MERGE_H

#include "layout/discover.h"
#include "release/artefact.h"
#include "repo/tip.h"
#include "repo/tree.h"
#include "rules/profile.h"

struct bg_merge_query {
    struct bg_tree *tree;           /* whose connectors are asked */
    const struct bg_layout *layout; /* NULL: merge as git does */
    const struct bg_artefacts *artefacts;
    const struct bg_version_policy *policy;
    struct bg_slice path;            /* in the repository */
    const struct bg_touched *owners; /* whose file it may be; NULL: found as for a change of that file alone */
    size_t owner_count;
    struct bg_slice base; /* texts */
    struct bg_slice ours;
    struct bg_slice theirs;
    struct bg_tree
        *base_tree;           /* of the whole commits, so that all places of a release are settled as one; NULL where */
    struct bg_tree *tip_tree; /* they are not known */
    struct bg_tree *mine_tree;
    enum bg_tip_side
        tip;         /* which side is the base branch; where that is not known and makes a difference, as git does */
    bool is_release; /* the base branch gets the result: a release that git asks only half about is a conflict */
    unsigned marker_size; /* of conflicts; 0: seven */
};

/* The text, in the arena; *is_clean becomes false if there are conflicts in it. False if the tree cannot be read. */
bool bg_merge(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out, bool *is_clean,
              struct bg_error *err) BG_MUST_CHECK;

#endif
