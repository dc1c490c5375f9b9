/* What a layout knows in a tree, as a list for people: names, versions, and how much of each connector can be read. */
#ifndef BG_RUN_INVENTORY_H
#define BG_RUN_INVENTORY_H

#include "base/buffer.h"
#include "layout/layout.h"
#include "repo/repo.h"

/* Adds a line for each connector, the first ones where there are many, and a last one that counts what can be read.
 * Versions that are tags are those of the last commit. *roots (in `arena`) becomes their folders. False if a folder
 * cannot be listed. */
bool bg_inventory_add(struct bg_buffer *out, struct bg_repo *repo, struct bg_tree *tree, const struct bg_layout *layout,
                      struct bg_arena *arena, struct bg_slices *roots, struct bg_error *err) BG_MUST_CHECK;

#endif
