/* Folders without a marker: see unmarked.h. */
#include "layout/unmarked.h"

#include "base/nearest.h"
#include "base/table.h"
#include "layout/census.h"

/* The folder below the layout's roots that the path stands in, of a name that the layout takes; or {NULL, 0}. */
static struct bg_slice folder_of(const struct bg_layout *layout, struct bg_slice pattern, struct bg_slice path) {
    size_t matched = 0;
    struct bg_slice name;
    bool is_below = bg_layout_match(pattern, path, &matched, &name) && matched > 0 && path.len > matched + 1;
    bool is_taken = name.at == NULL || bg_layout_takes(layout, name);
    return is_below && is_taken ? bg_slice_range(path, 0, matched) : BG_NO_SLICE;
}

static struct bg_slice lower(struct bg_arena *arena, struct bg_slice text) {
    char *bytes = bg_arena_alloc(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        bytes[i] = bg_ascii_lower(text.at[i]);
    }
    return (struct bg_slice){bytes, text.len};
}

static struct bg_slice misspelt_in(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                   struct bg_arena *arena) {
    struct bg_entry *entries;
    size_t count = 0;
    if (!bg_tree_list(tree, root, arena, &entries, &count, NULL)) {
        return BG_NO_SLICE;
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_nearest nearest = bg_nearest_start(lower(arena, entries[i].name));
        for (size_t m = 0; m < layout->marker.count; m++) {
            bg_nearest_offer(&nearest, lower(arena, layout->marker.items[m]));
        }
        if (nearest.best.at != NULL && entries[i].kind != BG_ENTRY_FOLDER) {
            return entries[i].name;
        }
    }
    return BG_NO_SLICE;
}

bool bg_unmarked_find(struct bg_tree *tree, const struct bg_layout *layout, const struct bg_slice *paths, size_t count,
                      struct bg_arena *arena, struct bg_unmarked **out, size_t *out_count, struct bg_error *err) {
    struct bg_table folders = {0};
    for (size_t i = 0; i < count; i++) {
        for (size_t r = 0; r < layout->roots.count; r++) {
            struct bg_slice root = folder_of(layout, layout->roots.items[r], paths[i]);
            if (root.at != NULL && bg_tree_stat(tree, root).kind == BG_ENTRY_FOLDER) {
                (void)bg_table_put(&folders, root, NULL);
            }
        }
    }
    struct bg_slice *roots = bg_arena_array(arena, folders.count, sizeof *roots);
    bool *looks = bg_arena_array(arena, folders.count, sizeof *looks);
    for (size_t i = 0; i < folders.count; i++) {
        roots[i] = folders.entries[i].key;
    }
    bool is_counted = bg_census_doubts(tree, layout, arena, roots, folders.count, looks, err);
    *out = bg_arena_array(arena, folders.count, sizeof **out);
    *out_count = 0;
    for (size_t i = 0; i < folders.count && is_counted; i++) {
        struct bg_slice misspelt = misspelt_in(tree, layout, roots[i], arena);
        if (looks[i] || misspelt.at != NULL) {
            (*out)[(*out_count)++] = (struct bg_unmarked){roots[i], misspelt};
        }
    }
    bg_table_finish(&folders);
    return is_counted;
}
