/* Merges: see merge.h. The connectors that the file belongs to are found as for a change of that file alone. */
#include "release/merge.h"

#include "layout/page.h"
#include "release/merging.h"

/* Of which of these places git asks nobody, since both sides have the same file: one of them, or perhaps one. */
static bool may_be_half(struct bg_arena *arena, const struct bg_merge_query *query,
                        const struct bg_artefact_places *places) {
    bool is_known = query->tip_tree != NULL && query->mine_tree != NULL;
    bool is_half = !is_known;
    for (size_t p = 0; is_known && p < places->count && !is_half; p++) {
        struct bg_slice tip = bg_tree_text(query->tip_tree, places->items[p].path, arena);
        struct bg_slice mine = bg_tree_text(query->mine_tree, places->items[p].path, arena);
        is_half = tip.at != NULL && mine.at != NULL && bg_slice_equal(tip, mine);
    }
    return is_half;
}

static void add_step(struct bg_arena *arena, struct bg_merging *merging, struct bg_merge_step step) {
    struct bg_merge_step *steps = bg_arena_array(arena, merging->step_count + 1, sizeof steps[0]);
    if (merging->step_count > 0) {
        memcpy(steps, merging->steps, merging->step_count * sizeof steps[0]);
    }
    steps[merging->step_count++] = step;
    merging->steps = steps;
}

/* The file is a page that is named after another connector. */
static bool is_guest(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice root) {
    struct bg_about about;
    return bg_about_load(query->tree, query->layout, root, arena, NULL, &about) &&
           bg_slice_equal(about.doc_path, query->path) &&
           bg_page_is_of_another(query->tree, arena, root, about.name, query->path);
}

/* The artefacts of one connector that stand in the file. A page that several connectors share is merged as that of the
 * first; a place that selects what is the connector's own is that of each. */
static void add_steps(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice root,
                      struct bg_merging *merging) {
    struct bg_artefact_places places = {.arena = arena};
    struct bg_about about;
    bool is_first = merging->step_count == 0;
    struct bg_merge_sides numbers = {.base = bg_about_version(query->base_tree, query->layout, root, arena),
                                     .tip = bg_about_version(query->tip_tree, query->layout, root, arena),
                                     .mine = bg_about_version(query->mine_tree, query->layout, root, arena)};
    (void)bg_about_load(query->tree, query->layout, root, arena, NULL, &about);
    for (size_t a = 0; a < query->artefacts->count; a++) {
        const struct bg_artefact *artefact = query->artefacts->items[a];
        places.count = 0;
        artefact->find(query->layout, &about, &places);
        for (size_t p = 0; p < places.count; p++) {
            const struct bg_artefact_place *place = &places.items[p];
            bool is_own = is_first || (place->site != NULL && place->site->select.at != NULL);
            if (artefact->merge != NULL && is_own && bg_slice_equal(place->path, query->path)) {
                add_step(arena, merging, (struct bg_merge_step){artefact, *place, numbers});
            }
        }
    }
    if (!is_first) {
        return;
    }
    struct bg_artefact_places versions = {.arena = arena};
    bg_artefact_version.find(query->layout, &about, &versions);
    bg_artefact_mirror.find(query->layout, &about, &versions);
    merging->has_page = query->layout->docs_at.at != NULL && about.doc_path.at != NULL &&
                        bg_tree_stat(query->tree, about.doc_path).kind == BG_ENTRY_FILE;
    merging->may_be_half = query->is_release && may_be_half(arena, query, &versions);
}

static bool find_steps(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_merging *merging,
                       struct bg_error *err) {
    struct bg_changed changed = {.path = query->path, .base_kind = BG_ENTRY_FILE, .head_kind = BG_ENTRY_FILE};
    struct bg_touched *touched;
    size_t count;
    if (query->layout == NULL || query->tip == BG_TIP_UNKNOWN) {
        return true;
    }
    if (query->owners == NULL &&
        !bg_discover(query->tree, query->tree, &changed, 1, query->layout, arena, &touched, &count, err)) {
        return false;
    }
    const struct bg_touched *owners = query->owners == NULL ? touched : query->owners;
    count = query->owners == NULL ? count : query->owner_count;
    size_t first = 0;
    while (first + 1 < count && is_guest(arena, query, owners[first].head_root)) {
        first++;
    }
    for (size_t t = 0; t < count; t++) {
        add_steps(arena, query, owners[(first + t) % count].head_root, merging);
    }
    return true;
}

/* Where only one side changed anything, its text is the result, whatever stands in it; unless the number of the pull
 * request is taken, as may be seen elsewhere in its connector. */
static const struct bg_slice *only_change(const struct bg_merge_sides *texts, bool is_whole) {
    if (!is_whole && bg_slice_equal(texts->base, texts->tip)) {
        return &texts->mine;
    }
    return bg_slice_equal(texts->base, texts->mine) ? &texts->tip : NULL;
}

static bool merge_with_tip(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out,
                           bool *is_clean, struct bg_error *err) {
    bool tip_is_ours = query->tip == BG_TIP_OURS;
    struct bg_merging merging = {.arena = arena,
                                 .policy = query->policy,
                                 .layout = query->layout,
                                 .tip_is_ours = tip_is_ours,
                                 .marker_size = query->marker_size};
    struct bg_merge_sides texts = {query->base, tip_is_ours ? query->ours : query->theirs,
                                   tip_is_ours ? query->theirs : query->ours};
    bool is_whole = query->base_tree != NULL && query->tip_tree != NULL && query->mine_tree != NULL;
    const struct bg_slice *only = only_change(&texts, is_whole);
    if (only != NULL) {
        *out = bg_arena_copy(arena, *only);
        *is_clean = true;
        return true;
    }
    return find_steps(arena, query, &merging, err) && bg_merging_go_on(&merging, &texts, out, is_clean, err);
}

/* Whichever side is the tip: what comes out the same for both. */
static bool merge_with_either(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out,
                              bool *is_clean, bool *is_same, struct bg_error *err) {
    struct bg_merge_query asked = *query;
    struct bg_slice other;
    bool is_other_clean;
    asked.base_tree = asked.tip_tree = asked.mine_tree = NULL;
    asked.tip = BG_TIP_OURS;
    if (!merge_with_tip(arena, &asked, out, is_clean, err)) {
        return false;
    }
    asked.tip = BG_TIP_THEIRS;
    if (!merge_with_tip(arena, &asked, &other, &is_other_clean, err)) {
        return false;
    }
    *is_same = *is_clean && is_other_clean && bg_slice_equal(*out, other);
    return true;
}

bool bg_merge(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out, bool *is_clean,
              struct bg_error *err) {
    bool is_same = query->tip != BG_TIP_UNKNOWN;
    bool is_done = is_same ? merge_with_tip(arena, query, out, is_clean, err)
                           : merge_with_either(arena, query, out, is_clean, &is_same, err);
    return is_done && (is_same || merge_with_tip(arena, query, out, is_clean, err));
}
