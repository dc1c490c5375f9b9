/* Pages by their addresses: see page_index.h. The bytes of the metadata are searched for what every address begins
 * with, which is a tenth of the work of reading the document. */
#include "layout/page_index.h"

#include "base/vector.h"
#include "layout/discover.h"
#include "layout/expand.h"

static void add_root(struct bg_arena *arena, struct bg_table *table, struct bg_slice address, struct bg_slice root) {
    struct bg_page_roots *roots = bg_table_get(table, address);
    if (roots == NULL) {
        roots = bg_arena_alloc(arena, sizeof *roots);
        *roots = (struct bg_page_roots){0};
        (void)bg_table_put(table, bg_arena_copy(arena, address), roots);
    }
    if (roots->count == 0 || !bg_slice_equal(roots->items[roots->count - 1], root)) {
        BG_VECTOR_ADD(arena, roots, root);
    }
}

/* The path at the front of a text, up to where the address ends or goes on with what names no page. */
static struct bg_slice path_at(struct bg_slice text) {
    size_t len = 0;
    while (len < text.len && strchr(" \t\r\n\"'#?", text.at[len]) == NULL) {
        len++;
    }
    while (len > 0 && text.at[len - 1] == '/') {
        len--;
    }
    return bg_slice_range(text, 0, len);
}

static void index_text(const struct bg_layout *layout, struct bg_arena *arena, struct bg_slice root,
                       struct bg_slice text, struct bg_table *out) {
    struct bg_slice rest = text;
    for (;;) {
        size_t at = bg_slice_find(rest, layout->docs_strip);
        if (at == rest.len) {
            return;
        }
        rest = bg_slice_from(rest, at + layout->docs_strip.len);
        struct bg_slice path = path_at(rest);
        if (path.len > 0) {
            add_root(arena, out, path, root);
        }
        rest = bg_slice_from(rest, layout->docs_strip.len == 0 ? path.len + 1 : 0);
    }
}

bool bg_page_index(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena, struct bg_table *out,
                   struct bg_error *err) {
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    if (!bg_discover_all(tree, layout, arena, &roots, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_arena scratch = BG_ARENA_EMPTY;
        struct bg_slice text;
        struct bg_slice path = bg_path_join(&scratch, roots[i], layout->metadata);
        if (bg_tree_read(tree, path, &scratch, &text, NULL, NULL) == BG_FILE_READ) {
            index_text(layout, arena, roots[i], text, out);
        }
        bg_arena_finish(&scratch);
    }
    return true;
}
