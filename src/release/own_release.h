/*
 * The release of a change whose version file does not show it. A merge asks nobody about a file that both sides changed
 * in the same way: two pull requests that take one number leave it as it is, while the changelog, or a mirror beside
 * another change, went on. What was declared stands there still.
 */
#ifndef BG_RELEASE_OWN_RELEASE_H
#define BG_RELEASE_OWN_RELEASE_H

#include "release/planning.h"

struct bg_own_release {
    struct bg_slice version; /* {NULL, 0}: nothing but the version file declares one */
    struct bg_slice base;    /* where it began, as far as the changelog tells */
};

/* Only where the version is that of the base. Texts live in the arena of the planning. */
struct bg_own_release bg_own_release_find(struct bg_planning *planning);

struct bg_own_row {
    struct bg_slice line; /* all of it; {NULL, 0}: there is none */
    struct bg_slice version;
};

/* The one row that this change added to the table of `page`; of several, that of `version`. */
struct bg_own_row bg_own_release_row(struct bg_planning *planning, struct bg_source *page, struct bg_slice version);

/* Whether a row that a branch has added to this page, from `base` to `head`, is in the page of `tip` as it is: then it
 * has landed, and what the branch declared with it is out. */
bool bg_own_row_has_landed(struct bg_arena *arena, struct bg_tree *base, struct bg_tree *head, struct bg_tree *tip,
                           struct bg_slice page);

#endif
