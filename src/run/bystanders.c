/* Bystanders: see bystanders.h. */
#include "run/bystanders.h"

#include "base/glob.h"
#include "base/table.h"
#include "base/vector.h"
#include "layout/census.h"
#include "layout/unmarked.h"

struct change_vector {
    struct bg_changed *items;
    size_t count;
    size_t room;
};

static void add_place(struct bg_table *places, struct bg_slice path, const struct bg_touched *touched) {
    if (path.at != NULL) {
        (void)bg_table_put(places, path, (void *)(uintptr_t)touched);
    }
}

/* Whether the path or a folder that it is in stands in the table. */
static bool is_in(const struct bg_table *roots, const struct bg_table *pages, struct bg_slice path) {
    bool is_found = bg_table_get(pages, path) != NULL || bg_table_get(roots, BG_LITERAL("")) != NULL;
    for (size_t i = path.len; i > 0 && !is_found; i--) {
        is_found = path.at[i - 1] == '/' && bg_table_get(roots, bg_slice_range(path, 0, i - 1)) != NULL;
    }
    return is_found;
}

struct bg_change_list bg_bystanders_of(struct bg_change_list changed, const struct bg_touched *touched, size_t count,
                                       struct bg_arena *arena) {
    struct bg_table roots = {0};
    struct bg_table pages = {0};
    struct change_vector found = {0};
    for (size_t i = 0; i < count; i++) {
        add_place(&roots, touched[i].base_root, &touched[i]);
        add_place(&roots, touched[i].head_root, &touched[i]);
        for (size_t d = 0; d < touched[i].doc_count; d++) {
            add_place(&pages, touched[i].docs[d].path, &touched[i]);
        }
    }
    for (size_t i = 0; i < changed.count; i++) {
        if (!is_in(&roots, &pages, changed.items[i].path)) {
            struct bg_changed copy = changed.items[i];
            copy.path = bg_arena_copy(arena, copy.path);
            BG_VECTOR_ADD(arena, &found, copy);
        }
    }
    bg_table_finish(&roots);
    bg_table_finish(&pages);
    return (struct bg_change_list){found.items, found.count};
}

static void say_unmarked(const struct bg_layout *layout, const struct bg_unmarked *folder, struct bg_arena *arena,
                         struct bg_problems *problems) {
    struct bg_place at = {.file = bg_arena_copy(problems->arena, folder->root)};
    struct bg_slice markers = bg_census_words(arena, &layout->marker);
    if (folder->misspelt.at != NULL) {
        bg_problem_add(problems, BG_ID_CONNECTOR_UNMARKED, true, at,
                       "it changed and was not judged: it has `%.*s`, and the layout %.*s looks for %.*s; rename the "
                       "file",
                       BG_ARGS(folder->misspelt), BG_ARGS(layout->id), BG_ARGS(markers));
    } else {
        bg_problem_add(problems, BG_ID_CONNECTOR_UNMARKED, false, at,
                       "it changed and was not judged: it looks like a connector, and has no %.*s, by which the "
                       "layout %.*s knows one",
                       BG_ARGS(markers), BG_ARGS(layout->id));
    }
}

bool bg_bystanders_without_marker(const struct bg_policy *policy, const struct bg_moment *moment,
                                  struct bg_change_list files, struct bg_problems *problems, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice *paths = bg_arena_array(&arena, files.count, sizeof *paths);
    struct bg_unmarked *found = NULL;
    size_t count = 0;
    size_t path_count = 0;
    for (size_t i = 0; i < files.count; i++) {
        paths[path_count] = files.items[i].path;
        path_count += files.items[i].head_kind != BG_ENTRY_NONE;
    }
    bool is_found = bg_unmarked_find(moment->head, policy->layout, paths, path_count, &arena, &found, &count, err);
    for (size_t i = 0; is_found && i < count; i++) {
        say_unmarked(policy->layout, &found[i], &arena, problems);
    }
    bg_arena_finish(&arena);
    return is_found;
}

static bool ships(const struct bg_layout *layout, const struct bg_touched *touched) {
    struct bg_slice root = bg_touched_root(touched);
    for (size_t i = 0; i < touched->file_count; i++) {
        struct bg_slice path = touched->files[i].path;
        struct bg_slice below = bg_path_below(path, root);
        if (below.at == NULL || !bg_glob_match_any(layout->never_ships.items, layout->never_ships.count, below)) {
            return true;
        }
    }
    return false;
}

/* Whether it is a connector, and has not gone as a whole. */
static bool is_there(const struct bg_layout *layout, const struct bg_moment *moment, const struct bg_touched *touched) {
    struct bg_slice root = bg_touched_root(touched);
    bool is_nameless = root.len == 0 && bg_slice_is(touched->name, BG_METADATA_NAMELESS);
    bool is_gone = root.len > 0 && bg_tree_stat(moment->head, root).kind == BG_ENTRY_NONE;
    return !is_nameless && !is_gone && ships(layout, touched);
}

bool bg_bystanders_by(const struct bg_layout *other, const struct bg_moment *moment, struct bg_change_list files,
                      struct bg_problems *problems, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_touched *touched = NULL;
    size_t count = 0;
    bool is_found =
        bg_discover(moment->base, moment->head, files.items, files.count, other, &arena, &touched, &count, err);
    for (size_t i = 0; is_found && i < count; i++) {
        struct bg_slice root = bg_touched_root(&touched[i]);
        if (is_there(other, moment, &touched[i])) {
            bg_problem_add(problems, BG_ID_CONNECTOR_OF_OTHER_LAYOUT, true,
                           (struct bg_place){.file = bg_arena_copy(problems->arena, root)},
                           "the connector `%.*s` changed and was not judged: only the layout %.*s knows it; judge it "
                           "in a run of its own, with --config and a file that says layouts: %.*s",
                           BG_ARGS(touched[i].name), BG_ARGS(other->id), BG_ARGS(other->id));
        }
    }
    bg_arena_finish(&arena);
    return is_found;
}
