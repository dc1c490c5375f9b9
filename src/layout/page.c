/* Pages: see page.h. */
#include "layout/page.h"

#include "layout/expand.h"

static bool has_connector(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice folder, struct bg_slice type,
                          struct bg_slice stem) {
    struct bg_slice name = bg_arena_printf(arena, "%.*s-%.*s", BG_ARGS(type), BG_ARGS(stem));
    return bg_tree_stat(tree, bg_path_join(arena, folder, name)).kind == BG_ENTRY_FOLDER;
}

/* Connectors of third parties stand below the others, and are named in their own way: the page's folder says what it is
 * about. */
static bool has_connector_above(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice folder,
                                struct bg_slice page, struct bg_slice stem) {
    struct bg_slice type = bg_path_name(bg_path_folder(page));
    bool is_found = false;
    if (!bg_slice_ends(type, BG_LITERAL("s"))) {
        return false;
    }
    type.len--;
    while (folder.len > 0 && !is_found) {
        folder = bg_path_folder(folder);
        is_found = has_connector(tree, arena, folder, type, stem);
    }
    return is_found;
}

bool bg_page_is_of_another(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice name,
                           struct bg_slice page) {
    struct bg_slice stem = bg_path_name(page);
    stem = bg_slice_range(stem, 0, bg_slice_find(stem, BG_LITERAL(".")));
    struct bg_slice slug = name;
    struct bg_slice type = bg_slice_cut(&slug, '-');
    if (slug.at == NULL || bg_slice_equal(stem, slug) || !bg_slice_equal(bg_path_name(root), name)) {
        return false;
    }
    struct bg_slice folder = bg_path_folder(root);
    return has_connector(tree, arena, folder, type, stem) || has_connector_above(tree, arena, folder, page, stem);
}
