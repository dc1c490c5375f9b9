/* What metadata says by a layout: see metadata.h. */
#include "layout/metadata.h"

#include "layout/read_site.h"

const struct bg_node *bg_metadata_at(const struct bg_node *metadata, struct bg_slice key) {
    const struct bg_node *node = metadata;
    struct bg_slice rest = key;
    while (rest.at != NULL && node != NULL) {
        node = bg_node_get(node, bg_slice_cut(&rest, '.'));
    }
    return node;
}

struct bg_slice bg_metadata_text(const struct bg_node *metadata, struct bg_slice key) {
    const struct bg_node *node = bg_metadata_at(metadata, key);
    if (node == NULL || node->kind == BG_NODE_LIST || node->kind == BG_NODE_MAP || node->kind == BG_NODE_NULL) {
        return BG_NO_SLICE;
    }
    return node->kind == BG_NODE_STRING ? node->as.text : bg_slice_range(node->source->text, node->at, node->end);
}

bool bg_metadata_holds(const struct bg_node *metadata, const struct bg_layout_test *test) {
    const struct bg_node *value = test->at.at == NULL ? NULL : bg_metadata_at(metadata, test->at);
    if (bg_node_is(value, BG_NODE_BOOL) || bg_node_is(test->is, BG_NODE_BOOL)) {
        return value != NULL && bg_node_equal(value, test->is);
    }
    return value != NULL && bg_slice_equal(bg_metadata_text(metadata, test->at), bg_node_text(test->is));
}

struct bg_slice bg_metadata_shown(struct bg_slice below, struct bg_slice key) {
    bool is_below = below.len > 0 && key.len > below.len && bg_slice_starts(key, below) && key.at[below.len] == '.';
    return is_below ? bg_slice_from(key, below.len + 1) : key;
}

bool bg_metadata_has_tag(const struct bg_layout *layout, const struct bg_node *metadata, struct bg_slice tag) {
    const struct bg_node *tags = bg_metadata_at(metadata, layout->tags);
    for (size_t i = 0; bg_node_is(tags, BG_NODE_LIST) && i < tags->count; i++) {
        if (bg_slice_equal(bg_node_text(tags->as.items[i]), tag)) {
            return true;
        }
    }
    return false;
}

static bool is_inside(struct bg_slice path) {
    struct bg_slice rest = path;
    while (rest.at != NULL) {
        if (bg_slice_is(bg_slice_cut(&rest, '/'), "..")) {
            return false;
        }
    }
    return true;
}

struct bg_slice bg_metadata_docs(struct bg_arena *arena, const struct bg_layout *layout, const struct bg_node *metadata,
                                 const struct bg_layout_names *names) {
    if (layout->docs_at.at == NULL) {
        return BG_NO_SLICE;
    }
    struct bg_slice address = bg_node_text(bg_metadata_at(metadata, layout->docs_at));
    struct bg_layout_names filled = *names;
    if (!bg_slice_starts(address, layout->docs_strip)) {
        return bg_layout_fill_whole(arena, layout->docs_guess, names);
    }
    struct bg_slice rest = bg_slice_from(address, layout->docs_strip.len);
    rest = bg_slice_cut(&rest, '#');
    rest = bg_slice_cut(&rest, '?');
    while (bg_slice_ends(rest, BG_LITERAL("/"))) {
        rest.len--;
    }
    filled.path = rest;
    return rest.len > 0 && is_inside(rest) ? bg_layout_fill(arena, layout->docs_file, &filled) : BG_NO_SLICE;
}

/* The last part of what stands there: a repository of images has its name before. */
static struct bg_slice name_at(struct bg_tree *tree, const struct bg_layout_site *site, struct bg_arena *arena) {
    struct bg_slice name = BG_NO_SLICE;
    struct bg_slice text;
    if (bg_tree_read(tree, site->file, arena, &text, NULL, NULL) != BG_FILE_READ) {
        return name;
    }
    struct bg_slice rest = bg_read_site(arena, bg_source_new(arena, site->file, text), site, NULL);
    while (rest.at != NULL) {
        name = bg_slice_cut(&rest, '/');
    }
    return name;
}

/* What the pattern says of it: without the ending. */
static struct bg_slice name_of_file(const struct bg_layout *layout, struct bg_slice root) {
    for (size_t i = 0; i < layout->roots.count; i++) {
        size_t matched;
        struct bg_slice name;
        if (bg_layout_match(layout->roots.items[i], root, &matched, &name) && matched == root.len && name.len > 0) {
            return name;
        }
    }
    return bg_path_name(root);
}

struct bg_slice bg_metadata_name(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena) {
    struct bg_slice name = bg_layout_has_files(layout) ? name_of_file(layout, root) : bg_path_name(root);
    if (name.len == 0 && layout->name.file.at != NULL) {
        name = name_at(tree, &layout->name, arena);
    }
    for (size_t i = 0; i < layout->name_else_count && name.len == 0; i++) {
        name = name_at(tree, &layout->name_else[i], arena);
    }
    return name.len > 0 ? name : BG_LITERAL(BG_METADATA_NAMELESS);
}
