/* What a connector says about itself: see about.h. */
#include "layout/about.h"

#include "layout/expand.h"
#include "layout/read_site.h"
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
    out->is_opted_out = bg_metadata_holds(out->metadata, &loading->layout->opted_out);
    struct bg_slice title = bg_slice_trim(bg_metadata_text(out->metadata, loading->layout->title));
    out->title = loading->layout->title.at != NULL && title.len > 0 ? title : out->name;
    read_breaking(loading);
    return true;
}

/* The version usually stands in the metadata, which has been read already. */
static void read_version(struct about_loading *loading) {
    const struct bg_layout_site *site = &loading->layout->version;
    struct bg_about *out = loading->out;
    if (out->metadata != NULL && bg_slice_equal(site->file, loading->layout->metadata)) {
        const struct bg_node *node = bg_metadata_at(out->metadata, site->at);
        out->version.text = bg_metadata_text(out->metadata, site->at);
        out->version.at = node != NULL ? bg_node_place(node) : (struct bg_place){.file = out->metadata->source->path};
        return;
    }
    if (site->file.at == NULL) {
        return;
    }
    struct bg_slice path = bg_site_file(loading->arena, loading->layout, out->root, out->name, site);
    struct bg_source *source = open_file(loading, path, false);
    if (source != NULL) {
        out->version.at = (struct bg_place){.file = source->path};
        out->version.text = bg_read_site(loading->arena, source, site, &out->version.at);
    }
}

bool bg_about_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root, struct bg_arena *arena,
                   struct bg_problems *problems, struct bg_about *out) {
    struct about_loading loading = {.tree = tree, .layout = layout, .arena = arena, .problems = problems, .out = out};
    *out = (struct bg_about){.root = root, .layout = layout->id, .metadata_below = layout->metadata_below};
    out->name = bg_metadata_name(tree, layout, root, arena);
    struct bg_layout_names names = bg_layout_names_of(arena, layout, out->name);
    if (layout->guide.at != NULL) {
        out->guide_path = bg_layout_fill(arena, layout->guide, &names);
    }
    out->title = out->name;
    if (layout->metadata.at != NULL && !read_metadata(&loading)) {
        return false;
    }
    out->doc_path = bg_metadata_docs(arena, layout, out->metadata, &names);
    read_version(&loading);
    return true;
}
