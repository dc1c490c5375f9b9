/* Files that are read from elsewhere: see readers.h. */
#include "run/readers.h"

#include "base/vector.h"
#include "layout/metadata.h"

struct read_files {
    struct bg_changed *items;
    size_t count;
    size_t room;
};

struct touched_list {
    struct bg_touched *items;
    size_t count;
    size_t room;
};

/* Whether some changed file is neither in the folder of a touched connector nor the page of one. */
static bool has_strays(const struct bg_touched *touched, size_t count, size_t changed_count) {
    struct bg_table pages = {0};
    size_t owned = 0;
    for (size_t i = 0; i < count; i++) {
        owned += touched[i].file_count;
        for (size_t d = 0; d < touched[i].doc_count; d++) {
            owned += bg_table_put(&pages, touched[i].docs[d].path, NULL);
        }
    }
    bg_table_finish(&pages);
    return owned < changed_count;
}

/* A connector whose folder did not change: touched if the head would answer otherwise what it asked outside of it. */
static void look_at(const struct bg_moment *moment, const struct bg_layout *layout, struct bg_seen *seen,
                    struct bg_slice root, struct bg_arena *arena, struct touched_list *out) {
    const struct bg_view *view = bg_seen_get(seen, moment->base, layout, root);
    if (bg_reads_leave(&view->reads) && !bg_view_holds(view, moment->head, layout, root)) {
        struct bg_touched touched = {
            .name = bg_metadata_name(moment->head, layout, root, arena),
            .base_root = root,
            .head_root = root,
            .state = BG_STATE_CHANGED,
        };
        BG_VECTOR_ADD(arena, out, touched);
    }
}

bool bg_readers_add(const struct bg_moment *moment, const struct bg_layout *layout, struct bg_seen *seen,
                    struct bg_change_list changed, struct bg_arena *arena, struct bg_touched **touched, size_t *count,
                    struct bg_error *err) {
    const struct bg_slice *roots;
    size_t root_count;
    if (!has_strays(*touched, *count, changed.count)) {
        return true;
    }
    if (!bg_discover_all(moment->head, layout, arena, &roots, &root_count, err)) {
        return false;
    }
    struct bg_table known = {0};
    struct touched_list all = {0};
    for (size_t i = 0; i < *count; i++) {
        BG_VECTOR_ADD(arena, &all, (*touched)[i]);
        (void)bg_table_put(&known, (*touched)[i].head_root, &(*touched)[i]);
    }
    for (size_t i = 0; i < root_count; i++) {
        if (bg_table_get(&known, roots[i]) == NULL) {
            look_at(moment, layout, seen, roots[i], arena, &all);
        }
    }
    bg_table_finish(&known);
    bg_touched_sort(all.items, all.count);
    *touched = all.items;
    *count = all.count;
    return true;
}

static bool is_read(const struct bg_view *view, struct bg_slice path) {
    return view != NULL && bg_reads_leave(&view->reads) && bg_reads_include(&view->reads, path);
}

struct bg_touched bg_readers_files(const struct bg_touched *touched, struct bg_change_list changed,
                                   const struct bg_view *base, const struct bg_view *head, struct bg_arena *arena) {
    struct bg_touched out = *touched;
    struct read_files files = {0};
    bool leaves = (base != NULL && bg_reads_leave(&base->reads)) || (head != NULL && bg_reads_leave(&head->reads));
    for (size_t i = 0; leaves && i < touched->file_count; i++) {
        BG_VECTOR_ADD(arena, &files, touched->files[i]);
    }
    for (size_t i = 0; leaves && i < changed.count; i++) {
        struct bg_slice path = changed.items[i].path;
        bool is_own =
            bg_path_below(path, touched->base_root).at != NULL || bg_path_below(path, touched->head_root).at != NULL;
        if (!is_own && (is_read(base, path) || is_read(head, path))) {
            BG_VECTOR_ADD(arena, &files, changed.items[i]);
        }
    }
    if (files.count > 0) {
        out.files = files.items;
        out.file_count = files.count;
    }
    return out;
}
