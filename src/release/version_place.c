/* A version at one place, and the first of the artefacts: the place that counts. See version_place.h. */
#include "release/version_place.h"

#include "release/merging.h"
#include "release/planning.h"
#include "layout/read_site.h"

struct bg_artefact_place bg_version_place(struct bg_arena *arena, const struct bg_layout *layout,
                                          const struct bg_about *about, const struct bg_layout_site *site) {
    return (struct bg_artefact_place){.path = bg_site_file(arena, layout, about->root, about->name, site),
                                      .site = bg_site_of(arena, layout, about->name, site)};
}

static bool write_version(struct bg_arena *arena, const struct bg_artefact_place *place, struct bg_slice version,
                          struct bg_slice *text) {
    struct bg_edit edit;
    struct bg_refusal refusal;
    struct bg_source *source = bg_source_new(arena, place->path, *text);
    if (!bg_edit_site(arena, source, place->site, version, &edit, &refusal)) {
        return false;
    }
    *text = edit.result;
    return true;
}

static struct bg_slice read_version(struct bg_arena *arena, const struct bg_artefact_place *place,
                                    struct bg_slice text) {
    return bg_read_site(arena, bg_source_new(arena, place->path, text), place->site, NULL);
}

bool bg_version_place_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                            const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                            struct bg_error *err) {
    struct bg_arena *arena = merging->arena;
    struct bg_merge_sides versions = {.base = read_version(arena, place, texts->base),
                                      .tip = read_version(arena, place, texts->tip),
                                      .mine = read_version(arena, place, texts->mine)};
    bool is_there = versions.base.at != NULL && versions.tip.at != NULL && versions.mine.at != NULL;
    struct bg_slice merged = is_there ? bg_merging_version(merging, &versions) : BG_NO_SLICE;
    struct bg_merge_sides settled = *texts;
    bool is_settled = merged.at != NULL && write_version(arena, place, merged, &settled.base) &&
                      write_version(arena, place, merged, &settled.tip) &&
                      write_version(arena, place, merged, &settled.mine);
    bool is_half = is_there && merging->may_be_half && !merging->has_page &&
                   bg_slice_equal(versions.tip, versions.mine) && !bg_slice_equal(versions.tip, versions.base);
    struct bg_merging rest = *merging; /* who comes next sees the numbers no more */
    rest.versions = is_there && rest.versions.mine.at == NULL ? versions : rest.versions;
    bool is_merged = bg_merging_go_on(&rest, is_settled ? &settled : texts, out, is_clean, err);
    *is_clean = is_merged && *is_clean && !is_half;
    return is_merged;
}

/* Of several places that a layout names, that which has the version. */
static const struct bg_layout_site *place_of(const struct bg_layout *layout, const struct bg_about *about) {
    return about->version_site != NULL ? about->version_site : &layout->version;
}

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (!about->is_tagged) {
        bg_artefact_places_add(out, bg_version_place(out->arena, layout, about, place_of(layout, about)));
    }
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *source = bg_planning_open(planning, place->path, &err);
    struct bg_refusal refusal;
    struct bg_edit edit;
    if (source == NULL) {
        return bg_planning_refuse(planning, BG_ID_NOT_FOUND, BG_OUTCOME_UNJUDGED,
                                  err.code != BG_ERROR_NONE ? bg_arena_copy(planning->arena, bg_slice_of(err.message))
                                                            : BG_LITERAL("the file with the version is not there"),
                                  (struct bg_place){.file = place->path});
    }
    if (!bg_edit_site(planning->arena, source, place->site, planning->plan->to, &edit, &refusal)) {
        return bg_planning_refuse_edit(planning, &refusal);
    }
    bg_planning_take(planning, source, &edit, false);
    return true;
}

const struct bg_artefact bg_artefact_version = {
    .id = "version",
    .find = find,
    .check = NULL,
    .turn = BG_TURN_VERSION,
    .write = write,
    .merge = bg_version_place_merge,
};
