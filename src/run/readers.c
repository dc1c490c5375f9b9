/*
 * Files that are read from elsewhere: see readers.h. Nobody is read to find out: a connector is asked only if a link of
 * its own leads to a changed file, or if a text of its own names a path upwards and the changed file may be a schema.
 */
#include "run/readers.h"

#include "base/vector.h"

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

/* The search for those who read a changed file elsewhere. */
struct reader_search {
    const struct bg_moment *moment;
    const struct bg_layout *layout;
    struct bg_seen *seen;
    struct bg_change_list changed;
    struct bg_arena *arena;
    struct bg_table known; /* roots that are touched, or were looked at */
    bool has_schemas;      /* a reference can lead to one of the changed files */
    struct touched_list out;
};

/* Whether the file may be JSON by its first byte, or because nobody can tell. */
static bool may_be_json(struct bg_tree *tree, struct bg_slice path) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice text = BG_NO_SLICE;
    bool is_hidden = bg_tree_read(tree, path, &scratch, &text, NULL, NULL) == BG_FILE_UNREADABLE;
    text = bg_slice_trim(bg_slice_starts(text, BG_LITERAL("\xef\xbb\xbf")) ? bg_slice_from(text, 3) : text);
    bool is_open = text.len > 0 && (text.at[0] == '{' || text.at[0] == '[');
    bg_arena_finish(&scratch);
    return is_hidden || is_open;
}

/* Whether it is a file of a connector on both sides. */
static bool is_owned(const struct reader_search *search, struct bg_slice path) {
    struct bg_touched owner;
    return bg_discover_owner(search->moment->base, search->moment->head, search->layout, path, search->arena, &owner) &&
           owner.base_root.at != NULL && owner.head_root.at != NULL;
}

/* Whether a reference from another folder may lead to the file, which source/schema_files.h says: to JSON anywhere, to
 * YAML of no other connector. */
static bool may_be_schema(const struct reader_search *search, struct bg_slice path) {
    bool is_json = bg_slice_ends(path, BG_LITERAL(".json")) || may_be_json(search->moment->base, path) ||
                   may_be_json(search->moment->head, path);
    return is_json || (bg_path_is_yaml(path) && !is_owned(search, path));
}

/* Whether a reference can lead to one of the changed files. */
static bool has_schemas(const struct reader_search *search) {
    for (size_t i = 0; i < search->changed.count; i++) {
        struct bg_slice path = search->changed.items[i].path;
        if (bg_exits_may_hold(path) && may_be_schema(search, path)) {
            return true;
        }
    }
    return false;
}

static bool has_links(const struct bg_change_list *changed) {
    for (size_t i = 0; i < changed->count; i++) {
        if (changed->items[i].base_kind == BG_ENTRY_LINK || changed->items[i].head_kind == BG_ENTRY_LINK) {
            return true;
        }
    }
    return false;
}

static int compare_path(const void *item, const void *key) {
    const struct bg_changed *changed = item;
    return bg_slice_compare(changed->path, *(const struct bg_slice *)key);
}

/* Whether what stands at `path`, or something below it, changed. */
static bool is_changed(const struct bg_change_list *changed, struct bg_slice path) {
    size_t at = bg_vector_find(changed->items, changed->count, sizeof changed->items[0], &path, compare_path);
    for (; at < changed->count && bg_slice_starts(changed->items[at].path, path); at++) {
        struct bg_slice found = changed->items[at].path;
        if (found.len == path.len || path.len == 0 || found.at[path.len] == '/') {
            return true;
        }
    }
    return false;
}

/* Where the link leads; it may be another one on the way that changed. */
static bool leads_to_change(const struct reader_search *search, struct bg_slice link) {
    return has_links(&search->changed) || is_changed(&search->changed, bg_tree_real_path(search->moment->head, link)) ||
           is_changed(&search->changed, bg_tree_real_path(search->moment->base, link));
}

/* One that both sides have is touched if the head would answer otherwise what it asked outside of its folder. */
static void look_at(struct reader_search *search, const struct bg_touched *owner) {
    struct bg_slice root = bg_touched_root(owner);
    if (!bg_table_put(&search->known, root, NULL)) {
        return;
    }
    bool is_on_both = owner->base_root.at != NULL && owner->head_root.at != NULL;
    if (is_on_both) {
        const struct bg_moment *moment = search->moment;
        const struct bg_view *view = bg_seen_get(search->seen, moment->base, search->layout, root);
        if (!bg_view_differs_elsewhere(view, moment->head, search->layout, root)) {
            return;
        }
    }
    BG_VECTOR_ADD(search->arena, &search->out, *owner);
}

/* The connector that an exit belongs to; the exit may be its folder itself. */
static void look_at_owner(struct reader_search *search, struct bg_slice path) {
    struct bg_touched owner;
    struct bg_slice inside = bg_arena_printf(search->arena, "%.*s/.", BG_ARGS(path));
    if (bg_discover_owner(search->moment->base, search->moment->head, search->layout, inside, search->arena, &owner)) {
        look_at(search, &owner);
    }
}

/* The folder that all roots of a pattern are in: what comes before its first placeholder. */
static struct bg_slice folder_of(struct bg_slice pattern) {
    size_t end = 0;
    for (size_t i = 0; i < pattern.len && pattern.at[i] != '*' && pattern.at[i] != '{' && pattern.at[i] != '?' &&
                       pattern.at[i] != '[';
         i++) {
        end = pattern.at[i] == '/' ? i : end;
    }
    return bg_slice_range(pattern, 0, end);
}

/* Whether one of the texts in it has a path upwards. */
static bool leads_out(const struct bg_node *node) {
    bool is_out = node->kind == BG_NODE_STRING && bg_slice_find(node->as.text, BG_LITERAL("..")) < node->as.text.len;
    bool is_list = node->kind == BG_NODE_LIST;
    for (size_t i = 0; (is_list || node->kind == BG_NODE_MAP) && i < node->count && !is_out; i++) {
        is_out = leads_out(is_list ? node->as.items[i] : node->as.members[i].value);
    }
    return is_out;
}

/* Whether the layout itself sends readers out of the folders, or to a manifest that is not looked into. */
static bool layout_leads_out(const struct bg_layout *layout) {
    bool is_out = leads_out(layout->document);
    for (size_t i = 0; i < layout->variant_count && !is_out; i++) {
        struct bg_slice manifest = layout->variants[i].manifest;
        is_out = manifest.at != NULL && !bg_exits_may_hold(manifest);
    }
    return is_out;
}

static bool look_at_all(struct reader_search *search, struct bg_error *err) {
    const struct bg_slice *roots;
    size_t count;
    if (!bg_discover_all(search->moment->head, search->layout, search->arena, &roots, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        look_at_owner(search, roots[i]);
    }
    return true;
}

static void look_at_exits(struct reader_search *search, struct bg_slice folder) {
    const struct bg_slice *paths;
    size_t count;
    bg_exits_find(&search->seen->exits, search->moment->head, folder, BG_EXIT_LINK, search->arena, &paths, &count);
    for (size_t i = 0; i < count; i++) {
        if (leads_to_change(search, paths[i])) {
            look_at_owner(search, paths[i]);
        }
    }
    count = 0;
    if (search->has_schemas) {
        bg_exits_find(&search->seen->exits, search->moment->head, folder, BG_EXIT_UPWARDS, search->arena, &paths,
                      &count);
    }
    for (size_t i = 0; i < count; i++) {
        look_at_owner(search, paths[i]);
    }
}

/* Whether an earlier pattern has its roots in that folder, too. */
static bool is_covered(const struct bg_slices *roots, size_t index, struct bg_slice folder) {
    for (size_t i = 0; i < index; i++) {
        struct bg_slice earlier = folder_of(roots->items[i]);
        bool is_whole = bg_slice_is(roots->items[i], ".");
        if (!is_whole && (bg_slice_equal(folder, earlier) || bg_path_below(folder, earlier).at != NULL)) {
            return true;
        }
    }
    return false;
}

/* A connector that is the whole repository reads nothing elsewhere. */
static bool look_everywhere(struct reader_search *search, struct bg_error *err) {
    const struct bg_slices *roots = &search->layout->roots;
    bool is_open = layout_leads_out(search->layout);
    search->has_schemas = has_schemas(search);
    for (size_t i = 0; i < roots->count && !is_open; i++) {
        struct bg_slice folder = folder_of(roots->items[i]);
        is_open = !bg_slice_equal(bg_tree_real_path(search->moment->head, folder), folder);
        if (!is_open && !bg_slice_is(roots->items[i], ".") && !is_covered(roots, i, folder)) {
            look_at_exits(search, folder);
        }
    }
    return !is_open || look_at_all(search, err);
}

/* A link that came, went or changed may be the folder of a connector. */
static void look_at_links(struct reader_search *search) {
    for (size_t i = 0; i < search->changed.count; i++) {
        const struct bg_changed *file = &search->changed.items[i];
        if (file->base_kind == BG_ENTRY_LINK || file->head_kind == BG_ENTRY_LINK) {
            look_at_owner(search, file->path);
        }
    }
}

bool bg_readers_add(const struct bg_moment *moment, const struct bg_layout *layout, struct bg_seen *seen,
                    struct bg_change_list changed, struct bg_arena *arena, struct bg_touched **touched, size_t *count,
                    struct bg_error *err) {
    struct reader_search search = {
        .moment = moment, .layout = layout, .seen = seen, .changed = changed, .arena = arena};
    for (size_t i = 0; i < *count; i++) {
        const struct bg_touched *one = &(*touched)[i];
        BG_VECTOR_ADD(arena, &search.out, *one);
        (void)bg_table_put(&search.known, bg_touched_root(one), NULL);
    }
    look_at_links(&search);
    bool is_ok = changed.count == 0 || look_everywhere(&search, err);
    bg_table_finish(&search.known);
    bg_touched_sort(search.out.items, search.out.count);
    *touched = search.out.items;
    *count = search.out.count;
    return is_ok;
}

/* The metadata is compared by itself, as that in the folder is. */
static bool is_read(const struct bg_view *view, struct bg_slice path) {
    return view != NULL && ((bg_reads_leave(&view->reads) && bg_reads_include(&view->reads, path)) ||
                            (bg_reads_leave(&view->copies) && bg_reads_include(&view->copies, path)));
}

static bool leaves(const struct bg_view *view) {
    return view != NULL && (bg_reads_leave(&view->reads) || bg_reads_leave(&view->copies));
}

struct bg_touched bg_readers_files(const struct bg_touched *touched, struct bg_change_list changed,
                                   const struct bg_view *base, const struct bg_view *head, struct bg_arena *arena) {
    struct bg_touched out = *touched;
    struct read_files files = {0};
    bool is_open = leaves(base) || leaves(head);
    for (size_t i = 0; is_open && i < touched->file_count; i++) {
        BG_VECTOR_ADD(arena, &files, touched->files[i]);
    }
    for (size_t i = 0; is_open && i < changed.count; i++) {
        struct bg_slice path = changed.items[i].path;
        bool is_own = bg_path_below(path, touched->base_root).at != NULL ||
                      bg_path_below(path, touched->head_root).at != NULL ||
                      bg_slice_equal(path, bg_touched_root(touched));
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
