/* Pages: see page.h. */
#include "layout/page.h"

bool bg_page_is_of_another(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice name,
                           struct bg_slice page) {
    struct bg_slice stem = page;
    struct bg_slice rest = page;
    while (rest.at != NULL) {
        stem = bg_slice_cut(&rest, '/');
    }
    stem = bg_slice_range(stem, 0, bg_slice_find(stem, BG_LITERAL(".")));
    struct bg_slice slug = name;
    struct bg_slice type = bg_slice_cut(&slug, '-');
    if (slug.at == NULL || bg_slice_equal(stem, slug) || !bg_slice_ends(root, name)) {
        return false;
    }
    struct bg_slice parent = bg_slice_range(root, 0, root.len - name.len);
    struct bg_slice other = bg_arena_printf(arena, "%.*s%.*s-%.*s", BG_ARGS(parent), BG_ARGS(type), BG_ARGS(stem));
    return bg_tree_stat(tree, other).kind == BG_ENTRY_FOLDER;
}
