/* Metadata: see metadata.h. */
#include "connector/metadata.h"

#include "connector/expand.h"
#include "text/read.h"
#include "site/site.h"

struct loading {
    struct bg_tree *tree;
    const struct bg_layout *layout;
    struct bg_arena *arena;
    struct bg_problems *problems;
    struct bg_connector *out;
};

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

static bool test_holds(const struct bg_layout_test *test, const struct bg_node *metadata) {
    return test->at.at != NULL && bg_slice_equal(bg_metadata_text(metadata, test->at), test->is);
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
        return bg_layout_fill(arena, layout->docs_guess, names);
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

/* The text at a site in `source`, or {NULL, 0}. */
static struct bg_slice read_site(struct bg_arena *arena, struct bg_source *source, const struct bg_layout_site *site,
                                 struct bg_place *at) {
    const struct bg_site_kind *kind = bg_site_kind_find(site->kind);
    struct bg_site_query query = {0};
    struct bg_site found;
    struct bg_refusal refusal;
    bg_site_path(arena, site->at, &query);
    if (kind == NULL || !bg_site_find(arena, kind, source, &query, &found, &refusal)) {
        return BG_NO_SLICE;
    }
    *at = bg_source_place(source, found.at);
    return bg_site_text(source, &found);
}

struct bg_slice bg_metadata_name(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena) {
    struct bg_slice rest = root;
    struct bg_slice name = root;
    while (rest.at != NULL) {
        name = bg_slice_cut(&rest, '/');
    }
    if (name.len > 0 || layout->name.file.at == NULL) {
        return name.len > 0 ? name : BG_LITERAL("connector");
    }
    struct bg_slice text;
    if (bg_tree_read(tree, layout->name.file, arena, &text, NULL, NULL) != BG_FILE_READ) {
        return BG_LITERAL("connector");
    }
    struct bg_place at;
    rest = read_site(arena, bg_source_new(arena, layout->name.file, text), &layout->name, &at);
    while (rest.at != NULL) {
        name = bg_slice_cut(&rest, '/');
    }
    return name.len > 0 ? name : BG_LITERAL("connector");
}

static struct bg_source *open_file(struct loading *loading, struct bg_slice name, bool is_needed) {
    struct bg_slice path = bg_path_join(loading->arena, loading->out->root, name);
    struct bg_slice text;
    struct bg_error err = {0};
    switch (bg_tree_read(loading->tree, path, loading->arena, &text, NULL, &err)) {
    case BG_FILE_READ:
        return bg_source_new(loading->arena, path, text);
    case BG_FILE_ABSENT:
        if (is_needed) {
            bg_problem_add(loading->problems, "metadata-missing", true, (struct bg_place){.file = path},
                           "the file is not there");
        }
        return NULL;
    case BG_FILE_UNREADABLE:
        bg_problem_add_error(loading->problems, "metadata-unreadable", &err);
        return NULL;
    }
    return NULL;
}

static void read_breaking(struct loading *loading) {
    const struct bg_node *entries = bg_metadata_at(loading->out->metadata, loading->layout->breaking);
    if (loading->layout->breaking.at == NULL || !bg_node_is(entries, BG_NODE_MAP)) {
        return;
    }
    loading->out->breaking = bg_arena_array(loading->arena, entries->count, sizeof *loading->out->breaking);
    loading->out->breaking_count = entries->count;
    for (size_t i = 0; i < entries->count; i++) {
        const struct bg_member *member = &entries->as.members[i];
        loading->out->breaking[i] =
            (struct bg_breaking_entry){.version = member->key, .entry = member->value, .at = bg_member_place(member)};
    }
}

static bool read_metadata(struct loading *loading) {
    struct bg_connector *out = loading->out;
    struct bg_source *source = open_file(loading, loading->layout->metadata, true);
    struct bg_error err = {0};
    if (source == NULL) {
        return false;
    }
    if (!bg_read_yaml(loading->arena, source, loading->problems, &out->metadata, &err)) {
        bg_problem_add_error(loading->problems, "metadata-unreadable", &err);
        return false;
    }
    if (out->metadata->kind != BG_NODE_MAP) {
        bg_problem_add(loading->problems, "metadata-unreadable", true, bg_node_place(out->metadata),
                       "the metadata is not a mapping");
        return false;
    }
    out->is_archived = test_holds(&loading->layout->archived, out->metadata);
    out->is_opted_out = test_holds(&loading->layout->opted_out, out->metadata);
    read_breaking(loading);
    return true;
}

/* The version usually stands in the metadata, which has been read already. */
static void read_version(struct loading *loading) {
    const struct bg_layout_site *site = &loading->layout->version;
    struct bg_connector *out = loading->out;
    if (out->metadata != NULL && bg_slice_equal(site->file, loading->layout->metadata)) {
        const struct bg_node *node = bg_metadata_at(out->metadata, site->at);
        out->version.text = bg_metadata_text(out->metadata, site->at);
        out->version.at = node != NULL ? bg_node_place(node) : (struct bg_place){.file = out->metadata->source->path};
        return;
    }
    struct bg_source *source = site->file.at == NULL ? NULL : open_file(loading, site->file, false);
    if (source != NULL) {
        out->version.at = (struct bg_place){.file = source->path};
        out->version.text = read_site(loading->arena, source, site, &out->version.at);
    }
}

bool bg_metadata_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                      struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out) {
    struct loading loading = {.tree = tree, .layout = layout, .arena = arena, .problems = problems, .out = out};
    *out = (struct bg_connector){.root = root, .layout = layout->id};
    out->name = bg_metadata_name(tree, layout, root, arena);
    struct bg_layout_names names = bg_layout_names_of(arena, layout, out->name);
    if (layout->guide.at != NULL) {
        out->guide_path = bg_layout_fill(arena, layout->guide, &names);
    }
    if (layout->metadata.at != NULL && !read_metadata(&loading)) {
        return false;
    }
    out->doc_path = bg_metadata_docs(arena, layout, out->metadata, &names);
    read_version(&loading);
    return true;
}
