/* Merges: see merge.h. The connectors that the file belongs to are found as for a change of that file alone. */
#include "release/merge.h"

#include "release/merging.h"
#include "layout/discover.h"

/* The artefacts of one connector that stand in the file. */
static void add_steps(struct bg_arena *arena, const struct bg_merge_query *query, const struct bg_touched *touched,
                      struct bg_merging *merging) {
    struct bg_artefact_places places = {.arena = arena};
    struct bg_about about;
    (void)bg_about_load(query->tree, query->layout, touched->head_root, arena, NULL, &about);
    for (size_t a = 0; a < query->artefacts->count; a++) {
        size_t before = places.count;
        const struct bg_artefact *artefact = query->artefacts->items[a];
        artefact->find(query->layout, &about, &places);
        struct bg_merge_step *steps =
            bg_arena_array(arena, merging->step_count + places.count - before, sizeof steps[0]);
        if (merging->step_count > 0) {
            memcpy(steps, merging->steps, merging->step_count * sizeof steps[0]);
        }
        merging->steps = steps;
        for (size_t p = before; p < places.count; p++) {
            if (artefact->merge != NULL && bg_slice_equal(places.items[p].path, query->path)) {
                steps[merging->step_count++] = (struct bg_merge_step){artefact, places.items[p]};
            }
        }
    }
}

/* A page that several connectors share is merged as that of the first. */
static bool find_steps(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_merging *merging,
                       struct bg_error *err) {
    struct bg_changed changed = {.path = query->path, .base_kind = BG_ENTRY_FILE, .head_kind = BG_ENTRY_FILE};
    struct bg_touched *touched;
    size_t count;
    if (query->layout == NULL) {
        return true;
    }
    if (!bg_discover(query->tree, query->tree, &changed, 1, query->layout, arena, &touched, &count, err)) {
        return false;
    }
    for (size_t t = 0; t < count && merging->step_count == 0; t++) {
        add_steps(arena, query, &touched[t], merging);
    }
    return true;
}

/* Where only one side changed anything, its text is the result, whatever stands in it. */
static const struct bg_slice *only_change(const struct bg_merge_sides *texts) {
    if (bg_slice_equal(texts->base, texts->tip)) {
        return &texts->mine;
    }
    return bg_slice_equal(texts->base, texts->mine) ? &texts->tip : NULL;
}

bool bg_merge(struct bg_arena *arena, const struct bg_merge_query *query, struct bg_slice *out, bool *is_clean,
              struct bg_error *err) {
    struct bg_merging merging = {
        .arena = arena, .policy = query->policy, .tip_is_ours = query->tip_is_ours, .marker_size = query->marker_size};
    struct bg_merge_sides texts = {query->base, query->tip_is_ours ? query->ours : query->theirs,
                                   query->tip_is_ours ? query->theirs : query->ours};
    const struct bg_slice *only = only_change(&texts);
    if (only != NULL) {
        *out = bg_arena_copy(arena, *only);
        *is_clean = true;
        return true;
    }
    return find_steps(arena, query, &merging, err) && bg_merging_go_on(&merging, &texts, out, is_clean, err);
}
