/* Which connectors say in their metadata that a page is theirs: read once, whatever the number of pages. */
#ifndef BG_LAYOUT_PAGE_INDEX_H
#define BG_LAYOUT_PAGE_INDEX_H

#include "base/table.h"
#include "layout/layout.h"

/* Roots of connectors, in order. */
struct bg_page_roots {
    struct bg_slice *items;
    size_t count;
    size_t room;
};

/* Address, as the layout's docs_file has it, to struct bg_page_roots: of all connectors of `tree` that hold it anywhere
 * in their metadata. Whether it is what they call their page is for the caller to see. False if a folder cannot be
 * listed. */
bool bg_page_index(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena, struct bg_table *out,
                   struct bg_error *err) BG_MUST_CHECK;

#endif
