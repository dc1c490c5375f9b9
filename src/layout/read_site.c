/* Places that a layout names: see read_site.h. */
#include "layout/read_site.h"

#include "layout/expand.h"

struct bg_slice bg_site_file(struct bg_arena *arena, const struct bg_layout *layout, struct bg_slice root,
                             struct bg_slice name, const struct bg_layout_site *site) {
    struct bg_layout_names names = bg_layout_names_of(arena, layout, name);
    struct bg_slice file = bg_layout_fill(arena, site->file, &names);
    bool is_of_repository = bg_slice_starts(file, BG_LITERAL("/"));
    return is_of_repository ? bg_slice_from(file, 1) : bg_path_join(arena, root, file);
}

const struct bg_layout_site *bg_site_of(struct bg_arena *arena, const struct bg_layout *layout, struct bg_slice name,
                                        const struct bg_layout_site *site) {
    struct bg_layout_names names = bg_layout_names_of(arena, layout, name);
    if (site->select.at == NULL) {
        return site;
    }
    struct bg_layout_site *own = bg_arena_alloc(arena, sizeof *own);
    *own = *site;
    own->select = bg_layout_fill(arena, site->select, &names);
    return own;
}

const struct bg_site_kind *bg_site_query_of(struct bg_arena *arena, const struct bg_layout_site *site,
                                            struct bg_site_query *query) {
    *query = (struct bg_site_query){0};
    bg_site_path(arena, site->at, query);
    query->select_value = site->select;
    query->select_key = site->select.at == NULL ? BG_NO_SLICE : bg_slice_cut(&query->select_value, '=');
    return bg_site_kind_find(site->kind);
}

struct bg_slice bg_read_site(struct bg_arena *arena, struct bg_source *source, const struct bg_layout_site *site,
                             struct bg_place *at) {
    struct bg_site_query query;
    struct bg_site found;
    struct bg_refusal refusal;
    const struct bg_site_kind *kind = bg_site_query_of(arena, site, &query);
    if (source == NULL || kind == NULL || !bg_site_find(arena, kind, source, &query, &found, &refusal)) {
        return BG_NO_SLICE;
    }
    if (at != NULL) {
        *at = bg_source_place(source, found.at);
    }
    return bg_site_text(source, &found);
}

bool bg_site_is_sign(struct bg_tree *tree, const struct bg_layout_site *sign, struct bg_arena *arena,
                     struct bg_place *at) {
    struct bg_slice text;
    struct bg_site_query query;
    struct bg_site found;
    struct bg_refusal refusal;
    struct bg_error err = {0};
    if (bg_tree_read(tree, sign->file, arena, &text, NULL, &err) != BG_FILE_READ) {
        return false;
    }
    struct bg_source *source = bg_source_new(arena, sign->file, text);
    const struct bg_site_kind *kind = bg_site_query_of(arena, sign, &query);
    query.takes_any = true;
    if (kind == NULL || !bg_site_find(arena, kind, source, &query, &found, &refusal) ||
        (sign->is.at != NULL && !bg_slice_equal(bg_site_text(source, &found), sign->is))) {
        return false;
    }
    if (at != NULL) {
        *at = bg_source_place(source, found.at);
    }
    return true;
}

bool bg_versions_are_tags(struct bg_tree *tree, const struct bg_layout *layout, struct bg_arena *arena,
                          struct bg_place *at) {
    bool is_tagged = layout->version.file.at == NULL;
    for (size_t s = 0; s < layout->tagged_count && !is_tagged; s++) {
        is_tagged = bg_site_is_sign(tree, &layout->tagged[s], arena, at);
    }
    return is_tagged;
}
