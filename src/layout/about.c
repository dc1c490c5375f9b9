/* What a connector says about itself: see about.h. */
#include "layout/about.h"

#include "layout/expand.h"
#include "layout/read_site.h"
#include "site/site.h"
#include "text/read.h"

struct about_loading {
    struct bg_tree *tree;
    const struct bg_layout *layout;
    struct bg_arena *arena;
    struct bg_problems *problems;
    struct bg_about *out;
};

static struct bg_source *open_file(struct about_loading *loading, struct bg_slice path, bool is_needed) {
    struct bg_slice text;
    struct bg_error err = {0};
    switch (bg_tree_read(loading->tree, path, loading->arena, &text, NULL, &err)) {
    case BG_FILE_READ:
        return bg_source_new(loading->arena, path, text);
    case BG_FILE_ABSENT:
        if (is_needed) {
            bg_problem_add(loading->problems, BG_ID_METADATA_MISSING, true, (struct bg_place){.file = path},
                           "the file is not there");
        }
        return NULL;
    case BG_FILE_UNREADABLE:
        bg_problem_add_error(loading->problems, BG_ID_METADATA_UNREADABLE, &err);
        return NULL;
    }
    return NULL;
}

static void read_breaking(struct about_loading *loading) {
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

/* What says nothing of a registry may be in it. */
static bool is_unlisted(const struct bg_layout *layout, const struct bg_node *metadata) {
    for (size_t i = 0; i < layout->registries.count; i++) {
        const struct bg_node *value = bg_metadata_at(metadata, layout->registries.items[i]);
        if (!bg_node_is(value, BG_NODE_BOOL) || bg_node_is_true(value)) {
            return false;
        }
    }
    return layout->registries.count > 0;
}

static bool read_metadata(struct about_loading *loading) {
    struct bg_about *out = loading->out;
    struct bg_slice path = bg_path_join(loading->arena, out->root, loading->layout->metadata);
    struct bg_source *source = open_file(loading, path, true);
    struct bg_error err = {0};
    if (source == NULL) {
        return false;
    }
    if (!bg_read_yaml(loading->arena, source, loading->problems, &out->metadata, &err)) {
        bg_problem_add_error(loading->problems, BG_ID_METADATA_UNREADABLE, &err);
        return false;
    }
    if (out->metadata->kind != BG_NODE_MAP) {
        bg_problem_add(loading->problems, BG_ID_METADATA_UNREADABLE, true, bg_node_place(out->metadata),
                       "the metadata is not a mapping");
        return false;
    }
    out->is_archived = bg_metadata_holds(out->metadata, &loading->layout->archived);
    out->is_unlisted = is_unlisted(loading->layout, out->metadata);
    out->is_opted_out = bg_metadata_holds(out->metadata, &loading->layout->opted_out);
    struct bg_slice title = bg_slice_trim(bg_metadata_text(out->metadata, loading->layout->title));
    out->title = loading->layout->title.at != NULL && title.len > 0 ? title : out->name;
    read_breaking(loading);
    return true;
}

/* The attribute `a.b.__version__` of a module, in its file: a/b.py or a/b/__init__.py, below src/ or not. */
static struct bg_layout_site attribute(struct about_loading *loading, struct bg_slice name) {
    static const char *const ends[] = {"/__init__.py", ".py"};
    struct bg_layout_site site = {.kind = BG_LITERAL("py-attr")};
    char *module = bg_arena_alloc(loading->arena, name.len + 1);
    memcpy(module, name.len == 0 ? "" : name.at, name.len);
    module[name.len] = '\0';
    char *last = strrchr(module, '.');
    if (last == NULL) {
        return site;
    }
    *last = '\0';
    site.at = bg_slice_of(last + 1);
    for (char *c = module; *c != '\0'; c++) {
        *c = *c == '.' ? '/' : *c;
    }
    for (size_t f = 0; f < 2 * sizeof ends / sizeof ends[0] && site.file.at == NULL; f++) {
        const char *below = f % 2 == 0 ? "" : "src/";
        struct bg_slice file = bg_arena_printf(loading->arena, "%s%s%s", below, module, ends[f / 2]);
        bool is_there =
            bg_tree_stat(loading->tree, bg_path_join(loading->arena, loading->out->root, file)).kind == BG_ENTRY_FILE;
        site.file = is_there ? file : BG_NO_SLICE;
    }
    return site;
}

/* Where a value leads to, by the word that the layout has for it: a kind of file; the attribute of a module; or what
 * setuptools makes of setup.cfg, `attr: MODULE.NAME` or `file: PATH` (its "Configuring with setup.cfg"). */
static struct bg_layout_site lead(struct about_loading *loading, struct bg_slice word, struct bg_slice value) {
    struct bg_slice attr = BG_LITERAL("attr:");
    struct bg_slice file = BG_LITERAL("file:");
    if (bg_slice_is(word, "module")) {
        return attribute(loading, value);
    }
    if (!bg_slice_is(word, "setuptools")) {
        return (struct bg_layout_site){.file = bg_arena_copy(loading->arena, value), .kind = word};
    }
    if (bg_slice_starts(value, attr)) {
        return attribute(loading, bg_slice_trim(bg_slice_from(value, attr.len)));
    }
    bool is_file = bg_slice_starts(value, file);
    struct bg_slice path = is_file ? bg_slice_trim(bg_slice_from(value, file.len)) : BG_LITERAL("");
    return (struct bg_layout_site){.file = bg_arena_copy(loading->arena, path), .kind = BG_LITERAL("plain")};
}

/* The place that the value of `site` leads to; false if it leads to none in the connector. */
static bool follow(struct about_loading *loading, struct bg_slice value, const struct bg_layout_site **site) {
    struct bg_layout_site *next = bg_arena_alloc(loading->arena, sizeof *next);
    *next = lead(loading, (*site)->then, value);
    value = next->file;
    bool is_inside = value.len > 0 && value.at[0] != '/' && bg_slice_find(value, BG_LITERAL("..")) == value.len &&
                     bg_slice_find(value, BG_LITERAL("{")) == value.len;
    *site = next;
    return is_inside && bg_site_kind_find(next->kind) != NULL;
}

/* The version at one place; *is_there: its file is. Without a version the place of the file is kept for the message. */
static bool read_version_at(struct about_loading *loading, const struct bg_layout_site *site, bool *is_there) {
    struct bg_about *out = loading->out;
    struct bg_slice path = bg_site_file(loading->arena, loading->layout, out->root, out->name, site);
    site = bg_site_of(loading->arena, loading->layout, out->name, site);
    struct bg_source *source = open_file(loading, path, false);
    struct bg_place at = {.file = path};
    struct bg_slice text = source == NULL ? BG_NO_SLICE : bg_read_site(loading->arena, source, site, &at);
    *is_there = source != NULL;
    if (text.len > 0 && site->then.at != NULL) {
        bool is_next_there;
        return follow(loading, text, &site) && read_version_at(loading, site, &is_next_there);
    }
    out->version_site = site;
    out->version.at = at;
    out->version.text = text;
    return text.len > 0;
}

/* The version usually stands in the metadata, which has been read already. */
static void read_version(struct about_loading *loading) {
    const struct bg_layout *layout = loading->layout;
    const struct bg_layout_site *site = &layout->version;
    struct bg_about *out = loading->out;
    out->version_site = site;
    out->is_tagged = bg_versions_are_tags(loading->tree, layout, loading->arena, &out->version.at);
    if (out->is_tagged) {
        return;
    }
    if (out->metadata != NULL && bg_slice_equal(site->file, layout->metadata)) {
        const struct bg_node *node = bg_metadata_at(out->metadata, site->at);
        out->version.text = bg_metadata_text(out->metadata, site->at);
        out->version.at = node != NULL ? bg_node_place(node) : (struct bg_place){.file = out->metadata->source->path};
        return;
    }
    bool is_there;
    bool is_read = read_version_at(loading, site, &is_there);
    struct bg_slice first = is_there ? bg_site_file(loading->arena, layout, out->root, out->name, site) : BG_NO_SLICE;
    for (size_t i = 0; i < layout->version_else_count && !is_read; i++) {
        struct bg_about before = *out;
        bool is_next_there;
        is_read = read_version_at(loading, &layout->version_else[i], &is_next_there);
        /* A file of many connectors, which has no entry for this one, says nothing of where its version should be. */
        is_next_there = is_next_there && (is_read || layout->version_else[i].select.at == NULL);
        if (!is_read && (is_there || layout->version_else[i].select.at != NULL)) {
            *out = before;
        }
        if (!is_there && is_next_there) {
            first = bg_site_file(loading->arena, layout, out->root, out->name, &layout->version_else[i]);
        }
        is_there = is_there || is_next_there;
    }
    out->version_by = is_read && !bg_slice_equal(first, out->version.at.file) ? first : BG_NO_SLICE;
}

bool bg_about_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root, struct bg_arena *arena,
                   struct bg_problems *problems, struct bg_about *out) {
    struct about_loading loading = {.tree = tree, .layout = layout, .arena = arena, .problems = problems, .out = out};
    *out = (struct bg_about){.root = root, .layout = layout->id, .metadata_below = layout->metadata_below};
    out->name = bg_metadata_name(tree, layout, root, arena);
    struct bg_layout_names names = bg_layout_names_of(arena, layout, out->name);
    if (layout->guide.at != NULL) {
        out->guide_path = bg_layout_fill_whole(arena, layout->guide, &names);
    }
    out->title = out->name;
    if (layout->metadata.at != NULL && !read_metadata(&loading)) {
        return false;
    }
    out->doc_path = bg_metadata_docs(arena, layout, out->metadata, &names);
    read_version(&loading);
    return true;
}

struct bg_slice bg_about_version(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena) {
    struct bg_about about = {0};
    bool is_there = tree != NULL && bg_about_load(tree, layout, root, arena, NULL, &about);
    return is_there ? about.version.text : BG_NO_SLICE;
}
