/* Folders where a layout looks for connectors, and in which something changed that it passes over. */
#ifndef BG_LAYOUT_UNMARKED_H
#define BG_LAYOUT_UNMARKED_H

#include "layout/layout.h"

struct bg_unmarked {
    struct bg_slice root;
    struct bg_slice misspelt; /* the name of a file that must have been meant as its marker, or {NULL, 0} */
};

/*
 * The folders of `paths`, which belong to no connector, that look like connectors of the layout in `tree` and lack its
 * marker; once each, in the arena. False if a folder cannot be listed.
 */
bool bg_unmarked_find(struct bg_tree *tree, const struct bg_layout *layout, const struct bg_slice *paths, size_t count,
                      struct bg_arena *arena, struct bg_unmarked **out, size_t *out_count,
                      struct bg_error *err) BG_MUST_CHECK;

#endif
