/*
 * Merges what two pull requests of one connector always have in common: the line of the version, and the top of the
 * changelog table. Everything else is merged as git does.
 *
 * The version becomes that of the tip, raised once more by what the pull request had raised it. In the table the tip's
 * rows stay, and the row of the pull request stands above them, with its number raised likewise.
 */
#ifndef BG_RELEASE_MERGE_H
#define BG_RELEASE_MERGE_H

#include "layout/layout.h"
#include "rules/profile.h"

struct bg_merge_query {
    const struct bg_layout *layout; /* NULL: merge as git does */
    const struct bg_version_policy *policy;
    struct bg_slice path; /* in the repository: says which version is in the file */
    struct bg_slice base; /* texts */
    struct bg_slice ours;
    struct bg_slice theirs;
    bool tip_is_ours;     /* the pull request is theirs, as in a rebase; else it is ours */
    unsigned marker_size; /* of conflicts; 0: seven */
};

/* The text, in the arena; *is_clean becomes false if there are conflicts in it. */
bool bg_merge(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out, bool *is_clean,
              struct bg_error *err) BG_MUST_CHECK;

#endif
