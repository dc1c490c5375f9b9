/* How many connectors a layout knows: see census.h. */
#include "layout/census.h"

#include "base/buffer.h"
#include "base/vector.h"
#include "layout/discover.h"
#include "layout/expand.h"
#include "layout/metadata.h"

struct counting {
    struct bg_tree *tree;
    const struct bg_layout *layout;
    struct bg_arena *arena;
    struct bg_slice *known; /* roots, in order: what has a marker, be it a file or not */
    size_t known_count;
};

static int compare_roots(const void *root, const void *key) {
    return bg_slice_compare(*(const struct bg_slice *)root, *(const struct bg_slice *)key);
}

/* The known root that is `path` or comes next in order; {NULL, 0} if there is none. */
static struct bg_slice next_known(const struct counting *counting, struct bg_slice path) {
    size_t at = bg_vector_find(counting->known, counting->known_count, sizeof counting->known[0], &path, compare_roots);
    return at < counting->known_count ? counting->known[at] : BG_NO_SLICE;
}

/* Also where the known one is below, as in a folder of a group. */
static bool is_or_holds_known(const struct counting *counting, struct bg_slice root) {
    struct bg_slice below = bg_arena_printf(counting->arena, "%.*s/", BG_ARGS(root));
    return bg_slice_equal(next_known(counting, root), root) || bg_slice_starts(next_known(counting, below), below);
}

static bool has_any(const struct counting *counting, struct bg_slice root, const struct bg_slice *templates,
                    size_t count, const struct bg_layout_names *names) {
    for (size_t i = 0; i < count; i++) {
        struct bg_slice pattern = bg_layout_fill(counting->arena, templates[i], names);
        if (templates[i].at != NULL && bg_expand_any(counting->tree, counting->arena, root, pattern)) {
            return true;
        }
    }
    return false;
}

static bool has_surface(const struct counting *counting, struct bg_slice root, struct bg_slice name) {
    struct bg_layout_names names = bg_layout_names_of(counting->arena, counting->layout, name);
    for (size_t v = 0; v < counting->layout->variant_count; v++) {
        const struct bg_layout_variant *variant = &counting->layout->variants[v];
        if (has_any(counting, root, variant->has.items, variant->has.count, &names) ||
            has_any(counting, root, &variant->manifest, 1, &names) ||
            has_any(counting, root, variant->spec.items, variant->spec.count, &names)) {
            return true;
        }
    }
    return false;
}

/* source-x beside source-y. */
static bool is_named_alike(const struct counting *counting, struct bg_slice name) {
    struct bg_slice rest = name;
    struct bg_slice type = bg_slice_cut(&rest, '-');
    for (size_t i = 0; i < counting->known_count && rest.at != NULL; i++) {
        struct bg_slice other = bg_metadata_name(counting->tree, counting->layout, counting->known[i], counting->arena);
        struct bg_slice other_rest = other;
        if (bg_slice_equal(bg_slice_cut(&other_rest, '-'), type) && other_rest.at != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_taken(const struct counting *counting, struct bg_slice root) {
    return bg_layout_takes(counting->layout, bg_metadata_name(counting->tree, counting->layout, root, counting->arena));
}

static bool looks_like_connector(const struct counting *counting, struct bg_slice root) {
    struct bg_slice name = bg_metadata_name(counting->tree, counting->layout, root, counting->arena);
    return bg_tree_stat(counting->tree, root).kind == BG_ENTRY_FOLDER && is_taken(counting, root) &&
           (has_surface(counting, root, name) || is_named_alike(counting, name));
}

/* One that is the whole repository has no name that a layout could refuse. */
static void add_known(struct counting *counting, struct bg_slice root, struct bg_census *out) {
    enum bg_entry_kind marker = bg_layout_marker_at(counting->tree, counting->layout, root, counting->arena, NULL);
    if (marker != BG_ENTRY_NONE && (root.len == 0 || is_taken(counting, root))) {
        counting->known[counting->known_count++] = root;
        out->known += marker == BG_ENTRY_FILE;
    }
}

static bool is_whole(const struct bg_layout *layout) {
    for (size_t i = 0; i < layout->roots.count; i++) {
        if (bg_slice_is(layout->roots.items[i], ".")) {
            return true;
        }
    }
    return false;
}

/* What is known in the tree. */
static bool find_known(struct counting *counting, const struct bg_slice **folders, size_t *count, struct bg_census *out,
                       struct bg_error *err) {
    if (!bg_discover_folders(counting->tree, counting->layout, counting->arena, folders, count, err)) {
        return false;
    }
    counting->known = bg_arena_array(counting->arena, *count + 1, sizeof counting->known[0]);
    if (is_whole(counting->layout)) {
        add_known(counting, BG_LITERAL(""), out);
    }
    for (size_t i = 0; i < *count; i++) {
        add_known(counting, (*folders)[i], out);
    }
    return true;
}

static bool count_in(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                     struct bg_census *out, struct bg_error *err) {
    struct counting counting = {.tree = tree, .layout = layout, .arena = arena};
    const struct bg_slice *folders = NULL;
    size_t count = 0;
    *out = (struct bg_census){0};
    if (!find_known(&counting, &folders, &count, out, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_or_holds_known(&counting, folders[i]) && looks_like_connector(&counting, folders[i])) {
            out->example = folders[i];
            out->lacking++;
        }
    }
    return true;
}

bool bg_census_doubts(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                      const struct bg_slice *roots, size_t count, bool *out, struct bg_error *err) {
    struct counting counting = {.tree = tree, .layout = layout, .arena = arena};
    const struct bg_slice *folders = NULL;
    size_t folder_count = 0;
    struct bg_census ignored = {0};
    if (count > 0 && !find_known(&counting, &folders, &folder_count, &ignored, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = !is_or_holds_known(&counting, roots[i]) && looks_like_connector(&counting, roots[i]);
    }
    return true;
}

bool bg_census_take(struct bg_tree *base, struct bg_tree *head, const struct bg_layout *layout, struct bg_arena *arena,
                    struct bg_census *out, struct bg_error *err) {
    struct bg_census before;
    if (!count_in(head, layout, arena, out, err)) {
        return false;
    }
    if (out->known > 0 || base == NULL || base == head) {
        return true;
    }
    if (!count_in(base, layout, arena, &before, err)) {
        return false;
    }
    *out = before.known > 0 ? before : *out;
    return true;
}

struct bg_slice bg_census_words(struct bg_arena *arena, const struct bg_slices *texts) {
    struct bg_buffer out = {0};
    for (size_t i = 0; i < texts->count; i++) {
        bg_buffer_add_text(&out, i == 0 ? "" : i + 1 == texts->count ? " or " : ", ");
        bg_buffer_add(&out, texts->items[i]);
    }
    struct bg_slice words = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return words;
}

/* What the layout looked for: "connectors/{name} with metadata.yaml, of a name like source-*". */
static struct bg_slice wanted(struct bg_arena *arena, const struct bg_layout *layout) {
    const char *before = layout->names.count > 0 ? ", of a name like " : "";
    return bg_arena_printf(arena, "%.*s with %.*s%s%.*s", BG_ARGS(bg_census_words(arena, &layout->roots)),
                           BG_ARGS(bg_census_words(arena, &layout->marker)), before,
                           BG_ARGS(bg_census_words(arena, &layout->names)));
}

bool bg_census_suffices(const struct bg_census *census, const struct bg_layout *layout, const char *file,
                        struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    if (census->known == 0) {
        (void)bg_fail(
            err, BG_ERROR_JUDGE,
            "no connectors were found: the layout %.*s fits, but nothing is %.*s; correct it, or describe the "
            "repository, under layouts: in %s",
            BG_ARGS(layout->id), BG_ARGS(wanted(&arena, layout)), file);
    } else if (census->lacking > census->known) {
        (void)bg_fail(err, BG_ERROR_JUDGE,
                      "most folders that look like connectors would be passed over: the layout %.*s knows %zu, and %zu "
                      "more, %.*s for one, have no %.*s; add it to them, or correct the layout under layouts: in "
                      "%s",
                      BG_ARGS(layout->id), census->known, census->lacking, BG_ARGS(census->example),
                      BG_ARGS(bg_census_words(&arena, &layout->marker)), file);
    }
    bg_arena_finish(&arena);
    return census->known > 0 && census->lacking <= census->known;
}
