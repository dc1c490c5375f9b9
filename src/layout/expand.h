/* Patterns against a tree: which paths are there. */
#ifndef BG_LAYOUT_EXPAND_H
#define BG_LAYOUT_EXPAND_H

#include "repo/tree.h"

/*
 * The paths below `root` that match `pattern`, whole, in order of their bytes, in the arena. A component without a
 * wildcard costs one look-up; one with a wildcard lists its folder. `**` is not understood. False if a folder cannot be
 * listed.
 */
bool bg_expand(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice pattern,
               const struct bg_slice **out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

/* Whether there is one. A folder that cannot be listed holds none. */
bool bg_expand_any(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice pattern);

/* parent + "/" + child in the arena; an empty one is left out, and "." as a child is the parent. */
struct bg_slice bg_path_join(struct bg_arena *arena, struct bg_slice parent, struct bg_slice child);

#endif
