/* Patterns against a tree: see expand.h. */
#include "layout/expand.h"

#include "base/glob.h"
#include "base/limits.h"
#include "base/vector.h"

struct expand_search {
    struct bg_tree *tree;
    struct bg_arena *arena;
    size_t wanted; /* stop after so many */
    struct bg_slice *found;
    size_t count;
    size_t room;
    bool has_failed;
    struct bg_error *err;
};

struct bg_slice bg_path_join(struct bg_arena *arena, struct bg_slice parent, struct bg_slice child) {
    if (bg_slice_is(child, ".")) {
        return parent;
    }
    if (parent.len == 0 || child.len == 0) {
        return parent.len == 0 ? child : parent;
    }
    struct bg_slice parts[] = {parent, BG_LITERAL("/"), child};
    return bg_arena_join(arena, parts, 3);
}

static bool has_wildcard(struct bg_slice component) {
    for (size_t i = 0; i < component.len; i++) {
        if (strchr("*?[{\\", component.at[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static void keep(struct expand_search *search, struct bg_slice path) {
    search->found =
        bg_vector_reserve(search->arena, search->found, search->count, &search->room, sizeof search->found[0]);
    search->found[search->count++] = path;
}

static void look(struct expand_search *search, struct bg_slice folder, struct bg_slice pattern, unsigned depth);

static void look_at(struct expand_search *search, struct bg_slice path, struct bg_slice rest, unsigned depth) {
    if (rest.at != NULL) {
        look(search, path, rest, depth + 1);
    } else if (bg_tree_stat(search->tree, path).kind != BG_ENTRY_NONE) {
        keep(search, path);
    }
}

static void look(struct expand_search *search, struct bg_slice folder, struct bg_slice pattern, unsigned depth) {
    struct bg_slice rest = pattern;
    struct bg_slice component = bg_slice_cut(&rest, '/');
    if (depth > BG_LIMIT_FOLDER_DEPTH) {
        return;
    }
    if (!has_wildcard(component)) {
        look_at(search, bg_path_join(search->arena, folder, component), rest, depth);
        return;
    }
    struct bg_entry *entries = NULL;
    size_t count = 0;
    if (!bg_tree_list(search->tree, folder, search->arena, &entries, &count, search->err)) {
        search->has_failed = true;
        return;
    }
    for (size_t i = 0; i < count && search->count < search->wanted && !search->has_failed; i++) {
        if (bg_glob_match(component, entries[i].name)) {
            look_at(search, bg_path_join(search->arena, folder, entries[i].name), rest, depth);
        }
    }
}

bool bg_expand(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice pattern,
               const struct bg_slice **out, size_t *count, struct bg_error *err) {
    struct expand_search search = {.tree = tree, .arena = arena, .wanted = BG_LIMIT_MEMBERS, .err = err};
    look(&search, root, pattern, 0);
    *out = search.found;
    *count = search.count;
    return !search.has_failed;
}

bool bg_expand_any(struct bg_tree *tree, struct bg_arena *arena, struct bg_slice root, struct bg_slice pattern) {
    struct expand_search search = {.tree = tree, .arena = arena, .wanted = 1};
    look(&search, root, pattern, 0);
    return search.count > 0;
}
