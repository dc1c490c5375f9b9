/* The documentation page of a connector: whose it is when two connectors name the same one. */
#ifndef BG_LAYOUT_PAGE_H
#define BG_LAYOUT_PAGE_H

#include "repo/tree.h"

/*
 * Whether `page` belongs to another connector than the one of this name at `root`: it is not named after this one, and
 * beside it, or in a folder above, stands the folder of the connector that it is named after. Twins share a page, and
 * only one of them writes in it.
 */
bool bg_page_is_of_another(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice name,
                           struct bg_slice page);

#endif
