/*
 * A layout for a repository that none of the built-in ones fits: its connectors are of a known form, in folders of
 * their own (rules/forms.yaml).
 */
#ifndef BG_LAYOUT_PROPOSE_H
#define BG_LAYOUT_PROPOSE_H

#include "layout/layout.h"

/* The lines of a layout, for the configuration, and the layout that they are; both in `arena`. *lines is {NULL, 0}
 * where no folder is of a known form. False if a folder cannot be listed. */
bool bg_layout_propose(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice *lines,
                       const struct bg_layout **layout, struct bg_error *err) BG_MUST_CHECK;

#endif
