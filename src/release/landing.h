/*
 * The releases of a branch, settled with the tip that it is to be brought up to date with: for every connector whose
 * version the branch has raised, one version (settle.h), and the merged text of every file that shows it.
 */
#ifndef BG_RELEASE_LANDING_H
#define BG_RELEASE_LANDING_H

#include "release/artefact.h"
#include "repo/join.h"
#include "repo/tree.h"
#include "rules/profile.h"

struct bg_landing_query {
    struct bg_tree *base; /* where the branch began */
    struct bg_tree *tip;
    struct bg_tree *head; /* of the branch */
    const struct bg_layout *layout;
    const struct bg_artefacts *artefacts;
    const struct bg_version_policy *policy;
};

struct bg_landed {
    struct bg_slice name;
    struct bg_slice declared;
    struct bg_slice version; /* {NULL, 0}: it is for a person to decide */
    struct bg_slice why;     /* then */
};

/* Growing lists in an arena; start zeroed but for `arena`. */
struct bg_landing {
    struct bg_arena *arena;
    struct bg_landed *items; /* in order of the connectors' folders */
    size_t count;
    size_t room; /* private */
    struct bg_landing_files {
        struct bg_join_file *items;
        size_t count;
        size_t room; /* private */
    } files;
};

/* False if a tree cannot be read. */
bool bg_landing_settle(const struct bg_landing_query *query, struct bg_landing *out,
                       struct bg_error *err) BG_MUST_CHECK;

#endif
