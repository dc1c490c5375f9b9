/*
 * Discovery: see discover.h. Paths of one connector are neighbours in the order of paths, so its files are one run of
 * the changed ones. Pages are found by the name that most of them have; only a page that no name explains is looked for
 * in the metadata of all connectors, and there by its bytes first.
 */
#include "layout/discover.h"

#include "layout/expand.h"
#include "layout/moved.h"
#include "layout/page_index.h"
#include "layout/about.h"
#include "base/buffer.h"
#include "base/glob.h"
#include "base/table.h"
#include "base/vector.h"

#include <stdlib.h>

struct presence {
    bool in_base;
    bool in_head;
};

struct changes {
    struct bg_changed *items;
    size_t count;
    size_t room;
};

struct found {
    struct bg_slice root;
    struct presence presence;
    struct changes files;
    struct changes docs;
    bool is_joined;       /* it is the other end of one that moved */
    struct found *origin; /* what it was, if it is new and moved */
};

struct discover_search {
    struct bg_tree *base;
    struct bg_tree *head;
    const struct bg_layout *layout;
    struct bg_arena *arena;
    struct bg_table presences; /* root -> struct presence */
    struct bg_table roots;     /* root -> struct found, in order of discovery */
    struct bg_table pages;     /* as bg_page_index has it */
    bool has_pages;            /* it was asked for */
    bool has_failed;           /* a folder could not be listed */
    struct bg_error *err;
};

static void changes_add(struct bg_arena *arena, struct changes *changes, const struct bg_changed *changed) {
    BG_VECTOR_ADD(arena, changes, *changed);
}

static bool has_marker(const struct discover_search *search, struct bg_tree *tree, struct bg_slice root) {
    return bg_layout_marker_at(tree, search->layout, root, search->arena, NULL) == BG_ENTRY_FILE;
}

static const struct presence *presence_of(struct discover_search *search, struct bg_slice root) {
    struct presence *presence = bg_table_get(&search->presences, root);
    if (presence == NULL) {
        presence = bg_arena_alloc(search->arena, sizeof *presence);
        presence->in_base = has_marker(search, search->base, root);
        presence->in_head = has_marker(search, search->head, root);
        (void)bg_table_put(&search->presences, root, presence);
    }
    return presence;
}

static bool is_connector(struct discover_search *search, struct bg_slice root) {
    const struct presence *presence = presence_of(search, root);
    return presence->in_base || presence->in_head;
}

/* The root of the connector that `path` belongs to, or {NULL, 0}. */
static struct bg_slice root_of(struct discover_search *search, struct bg_slice path) {
    for (size_t i = 0; i < search->layout->roots.count; i++) {
        size_t matched = 0;
        struct bg_slice name;
        if (!bg_layout_match(search->layout->roots.items[i], path, &matched, &name)) {
            continue;
        }
        struct bg_slice root = matched == 0 ? BG_LITERAL("") : bg_slice_range(path, 0, matched);
        bool is_below =
            matched == 0 || path.len > matched + 1 || (path.len == matched && bg_layout_has_files(search->layout));
        bool is_taken = name.at == NULL || bg_layout_takes(search->layout, name);
        if (is_below && is_taken && is_connector(search, root)) {
            return root;
        }
    }
    return BG_NO_SLICE;
}

static struct found *found_at(struct discover_search *search, struct bg_slice root) {
    struct found *found = bg_table_get(&search->roots, root);
    if (found == NULL) {
        found = bg_arena_alloc(search->arena, sizeof *found);
        *found = (struct found){.root = root};
        found->presence = *presence_of(search, root);
        (void)bg_table_put(&search->roots, root, found);
    }
    return found;
}

/* Patterns with their {names} as wildcards, but for {name} if `name` is known. */
static struct bg_slice as_glob(struct bg_arena *arena, struct bg_slice pattern, struct bg_slice name) {
    struct bg_buffer out = {0};
    struct bg_slice rest = pattern;
    while (rest.len > 0) {
        size_t plain = bg_slice_find(rest, BG_LITERAL("{"));
        bg_buffer_add(&out, bg_slice_range(rest, 0, plain));
        rest = bg_slice_from(rest, plain);
        if (rest.len == 0) {
            break;
        }
        size_t end = bg_slice_find(rest, BG_LITERAL("}"));
        bool is_name = name.at != NULL && bg_slice_is(bg_slice_range(rest, 0, end + 1), "{name}");
        bg_buffer_add(&out, is_name ? bg_glob_quote(arena, name) : BG_LITERAL("*"));
        rest = bg_slice_from(rest, end + 1);
    }
    struct bg_slice glob = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return glob;
}

/* Roots in `tree` for one name ({NULL, 0}: all). */
static bool roots_in(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice name, struct bg_arena *arena,
                     struct bg_table *out, struct bg_error *err) {
    for (size_t i = 0; i < layout->roots.count; i++) {
        bool is_whole = bg_slice_is(layout->roots.items[i], ".");
        struct bg_slice pattern = is_whole ? BG_LITERAL("") : as_glob(arena, layout->roots.items[i], name);
        for (size_t m = 0; m < layout->marker.count; m++) {
            const struct bg_slice *found = NULL;
            size_t count = 0;
            struct bg_slice marker = layout->marker.items[m];
            if (!bg_expand(tree, arena, BG_LITERAL(""), bg_path_join(arena, pattern, marker), &found, &count, err)) {
                return false;
            }
            for (size_t k = 0; k < count; k++) {
                bool is_file = bg_slice_is(marker, ".");
                size_t length = is_file ? found[k].len + 1 : found[k].len - marker.len;
                struct bg_slice root = bg_slice_range(found[k], 0, length > 0 ? length - 1 : 0);
                struct bg_slice shown = bg_metadata_name(tree, layout, root, arena);
                if (is_whole || bg_layout_takes(layout, shown)) {
                    (void)bg_table_put(out, root, NULL);
                }
            }
        }
    }
    return true;
}

static int compare_slices(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

/* The keys of a table, in order of their bytes; the table is finished. */
static void take_keys(struct bg_table *roots, struct bg_arena *arena, const struct bg_slice **out, size_t *count) {
    struct bg_slice *sorted = bg_arena_array(arena, roots->count, sizeof *sorted);
    for (size_t i = 0; i < roots->count; i++) {
        sorted[i] = roots->entries[i].key;
    }
    if (roots->count > 0) {
        qsort(sorted, roots->count, sizeof *sorted, compare_slices);
    }
    *out = sorted;
    *count = roots->count;
    bg_table_finish(roots);
}

bool bg_discover_all(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                     const struct bg_slice **out, size_t *count, struct bg_error *err) {
    struct bg_table roots = {0};
    bool is_listed = roots_in(tree, layout, BG_NO_SLICE, arena, &roots, err);
    take_keys(&roots, arena, out, count);
    return is_listed;
}

bool bg_discover_folders(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                         const struct bg_slice **out, size_t *count, struct bg_error *err) {
    struct bg_table folders = {0};
    bool is_listed = true;
    for (size_t i = 0; i < layout->roots.count && is_listed; i++) {
        const struct bg_slice *found = NULL;
        size_t found_count = 0;
        bool is_whole = bg_slice_is(layout->roots.items[i], ".");
        struct bg_slice pattern = as_glob(arena, layout->roots.items[i], BG_NO_SLICE);
        is_listed = is_whole || bg_expand(tree, arena, BG_LITERAL(""), pattern, &found, &found_count, err);
        for (size_t k = 0; k < found_count; k++) {
            (void)bg_table_put(&folders, found[k], NULL);
        }
    }
    take_keys(&folders, arena, out, count);
    return is_listed;
}

bool bg_discover_root(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice name,
                      struct bg_arena *arena, struct bg_slice *out, struct bg_error *err) {
    struct bg_table roots = {0};
    bool is_listed = roots_in(tree, layout, name, arena, &roots, err);
    *out = BG_NO_SLICE;
    for (size_t i = 0; i < roots.count && out->at == NULL; i++) {
        if (bg_slice_equal(bg_metadata_name(tree, layout, roots.entries[i].key, arena), name)) {
            *out = roots.entries[i].key;
        }
    }
    bg_table_finish(&roots);
    return is_listed;
}

/* Adds the page to the connector at `root` if its metadata, on either side, says that it is its page or guide. */
static bool claim_page(struct discover_search *search, struct bg_slice root, const struct bg_changed *page) {
    const struct presence *presence = presence_of(search, root);
    struct bg_tree *trees[] = {presence->in_head ? search->head : NULL, presence->in_base ? search->base : NULL};
    bool is_claimed = false;
    for (size_t i = 0; i < sizeof trees / sizeof *trees && !is_claimed; i++) {
        struct bg_arena scratch = BG_ARENA_EMPTY;
        struct bg_about about = {0};
        is_claimed = trees[i] != NULL && bg_about_load(trees[i], search->layout, root, &scratch, NULL, &about) &&
                     (bg_slice_equal(about.doc_path, page->path) || bg_slice_equal(about.guide_path, page->path));
        bg_arena_finish(&scratch);
    }
    if (is_claimed) {
        changes_add(search->arena, &found_at(search, root)->docs, page);
    }
    return is_claimed;
}

static bool claim_by_name(struct discover_search *search, struct bg_slice template, const struct bg_changed *page) {
    struct bg_layout_names names;
    if (!bg_layout_unfill(search->arena, template, page->path, &names) || names.name.at == NULL ||
        !bg_layout_takes(search->layout, names.name)) {
        return false;
    }
    struct bg_table roots = {0};
    search->has_failed = search->has_failed ||
                         !roots_in(search->head, search->layout, names.name, search->arena, &roots, search->err) ||
                         !roots_in(search->base, search->layout, names.name, search->arena, &roots, search->err);
    bool is_claimed = false;
    for (size_t i = 0; i < roots.count; i++) {
        is_claimed = claim_page(search, roots.entries[i].key, page) || is_claimed;
    }
    bg_table_finish(&roots);
    return is_claimed;
}

static void claim_by_search(struct discover_search *search, const struct bg_changed *page) {
    struct bg_layout_names names;
    if (search->has_failed || search->layout->metadata.at == NULL ||
        !bg_layout_unfill(search->arena, search->layout->docs_file, page->path, &names)) {
        return;
    }
    if (!search->has_pages) {
        search->has_pages = true;
        search->has_failed = !bg_page_index(search->head, search->layout, search->arena, &search->pages, search->err);
    }
    const struct bg_page_roots *roots = bg_table_get(&search->pages, names.path);
    for (size_t i = 0; roots != NULL && i < roots->count; i++) {
        (void)claim_page(search, roots->items[i], page);
    }
}

static void add_page(struct discover_search *search, const struct bg_changed *page) {
    if (!claim_by_name(search, search->layout->guide, page) &&
        !claim_by_name(search, search->layout->docs_guess, page)) {
        claim_by_search(search, page);
    }
}

static void sort_paths(struct discover_search *search, const struct bg_changed *changed, size_t count) {
    struct found *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (last != NULL && bg_path_below(changed[i].path, last->root).at != NULL) {
            changes_add(search->arena, &last->files, &changed[i]);
            continue;
        }
        struct bg_slice root = root_of(search, changed[i].path);
        if (root.at == NULL) {
            add_page(search, &changed[i]);
            continue;
        }
        last = found_at(search, root);
        changes_add(search->arena, &last->files, &changed[i]);
    }
}

static struct bg_slice identity_of(struct discover_search *search, struct bg_tree *tree, struct bg_slice root,
                                   struct bg_arena *arena) {
    struct bg_about about = {0};
    if (search->layout->identity.at == NULL || !bg_about_load(tree, search->layout, root, arena, NULL, &about)) {
        return BG_NO_SLICE;
    }
    return bg_metadata_text(about.metadata, search->layout->identity);
}

static void report(struct discover_search *search, const struct found *found, struct bg_touched *out) {
    bool is_gone = !found->presence.in_head;
    *out = (struct bg_touched){
        .name = bg_metadata_name(is_gone ? search->base : search->head, search->layout, found->root, search->arena),
        .base_root = found->presence.in_base ? found->root : BG_NO_SLICE,
        .head_root = is_gone ? BG_NO_SLICE : found->root,
        .state = is_gone                   ? BG_STATE_REMOVED
                 : found->presence.in_base ? BG_STATE_CHANGED
                                           : BG_STATE_ADDED,
        .files = found->files.items,
        .file_count = found->files.count,
        .docs = found->docs.items,
        .doc_count = found->docs.count,
    };
}

/* Joins one that is gone to the one that it has become. */
static void report_moved(struct discover_search *search, struct found *gone, struct found *come,
                         struct bg_touched *out) {
    struct changes files = gone->files;
    struct changes docs = gone->docs;
    for (size_t i = 0; i < come->files.count; i++) {
        changes_add(search->arena, &files, &come->files.items[i]);
    }
    for (size_t i = 0; i < come->docs.count; i++) {
        changes_add(search->arena, &docs, &come->docs.items[i]);
    }
    come->files = files;
    come->docs = docs;
    report(search, come, out);
    out->base_root = gone->root;
    out->state = BG_STATE_MOVED;
    gone->is_joined = true;
}

/* Those that are on the one side alone, and what each is known by. */
struct movers {
    struct found **items;
    struct bg_movers known;
};

static struct movers movers_of(struct discover_search *search, bool in_head) {
    struct bg_tree *tree = in_head ? search->head : search->base;
    struct movers movers = {.items = bg_arena_array(search->arena, search->roots.count, sizeof *movers.items)};
    movers.known.items = bg_arena_array(search->arena, search->roots.count, sizeof *movers.known.items);
    for (size_t i = 0; i < search->roots.count; i++) {
        struct found *found = search->roots.entries[i].value;
        if (found->presence.in_head == in_head && found->presence.in_base != in_head) {
            struct bg_arena scratch = BG_ARENA_EMPTY;
            movers.items[movers.known.count] = found;
            movers.known.items[movers.known.count++] = (struct bg_mover){
                .name = bg_arena_copy(search->arena, bg_metadata_name(tree, search->layout, found->root, &scratch)),
                .identity = bg_arena_copy(search->arena, identity_of(search, tree, found->root, &scratch)),
                .files = found->files.items,
                .file_count = found->files.count,
            };
            bg_arena_finish(&scratch);
        }
    }
    return movers;
}

/* Writes down where each that is new comes from. */
static void find_origins(struct discover_search *search) {
    struct movers gone = movers_of(search, false);
    struct movers come = movers_of(search, true);
    size_t *origins = bg_arena_array(search->arena, come.known.count, sizeof *origins);
    if (!bg_moved_match(&gone.known, &come.known, origins, search->err)) {
        search->has_failed = true;
        return;
    }
    for (size_t c = 0; c < come.known.count; c++) {
        come.items[c]->origin = origins[c] < gone.known.count ? gone.items[origins[c]] : NULL;
    }
}

static int compare_touched(const void *a, const void *b) {
    const struct bg_touched *left = a;
    const struct bg_touched *right = b;
    return bg_slice_compare(bg_touched_root(left), bg_touched_root(right));
}

void bg_touched_sort(struct bg_touched *touched, size_t count) {
    if (count > 0) {
        qsort(touched, count, sizeof *touched, compare_touched);
    }
}

static void report_all(struct discover_search *search, struct bg_touched **out, size_t *out_count) {
    struct bg_touched *touched = bg_arena_array(search->arena, search->roots.count, sizeof *touched);
    size_t count = 0;
    find_origins(search);
    for (size_t i = 0; i < search->roots.count; i++) {
        struct found *found = search->roots.entries[i].value;
        if (found->presence.in_head) {
            if (found->origin != NULL) {
                report_moved(search, found->origin, found, &touched[count++]);
            } else {
                report(search, found, &touched[count++]);
            }
        }
    }
    for (size_t i = 0; i < search->roots.count; i++) {
        const struct found *found = search->roots.entries[i].value;
        if (!found->presence.in_head && !found->is_joined) {
            report(search, found, &touched[count++]);
        }
    }
    bg_touched_sort(touched, count);
    *out = touched;
    *out_count = count;
}

bool bg_discover_owner(struct bg_tree *base, struct bg_tree *head, const struct bg_layout *layout, struct bg_slice path,
                       struct bg_arena *arena, struct bg_touched *out) {
    struct discover_search search = {.base = base, .head = head, .layout = layout, .arena = arena};
    struct bg_slice root = root_of(&search, path);
    if (root.at != NULL) {
        report(&search, found_at(&search, root), out);
    }
    bg_table_finish(&search.presences);
    bg_table_finish(&search.roots);
    return root.at != NULL;
}

bool bg_discover(struct bg_tree *base, struct bg_tree *head, const struct bg_changed *changed, size_t count,
                 const struct bg_layout *layout, struct bg_arena *arena, struct bg_touched **out, size_t *out_count,
                 struct bg_error *err) {
    struct discover_search search = {.base = base, .head = head, .layout = layout, .arena = arena, .err = err};
    sort_paths(&search, changed, count);
    report_all(&search, out, out_count);
    bg_table_finish(&search.presences);
    bg_table_finish(&search.pages);
    bg_table_finish(&search.roots);
    return !search.has_failed;
}
