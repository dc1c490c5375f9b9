/*
 * Mirrors: further places that show the version, so that packages and images carry the same number. One that is not
 * there, or holds no version, owes nothing.
 */
#include "release/planning.h"
#include "release/release.h"
#include "release/version.h"
#include "release/version_place.h"
#include "layout/read_site.h"

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    for (size_t m = 0; m < layout->mirror_count; m++) {
        bg_artefact_places_add(out, bg_version_place(out->arena, layout, about, &layout->mirrors[m]));
    }
}

static struct bg_version_copy read_copy(struct bg_release_view *release, struct bg_tree *tree, struct bg_slice path,
                                        const struct bg_layout_site *site, struct bg_place *at) {
    struct bg_source *source = bg_release_open(release, tree, path);
    return (struct bg_version_copy){path, bg_read_site(release->reasons.arena, source, site, at)};
}

/* Whether mirror and version differed in the same way before. */
static bool is_old(struct bg_release_view *release, const struct bg_artefact_place *place,
                   const struct bg_version_copy *primary, const struct bg_version_copy *mirror) {
    const struct bg_release_query *query = release->query;
    if (query->base == NULL) {
        return false;
    }
    struct bg_artefact_place old =
        bg_version_place(release->reasons.arena, query->layout, &query->base->about, place->site);
    struct bg_version_copy before = read_copy(release, query->base_tree, old.path, old.site, NULL);
    return before.text.at != NULL && bg_slice_equal(before.text, mirror->text) &&
           bg_slice_equal(query->base->about.version.text, primary->text);
}

static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_version_site *version = &release->query->head->about.version;
    struct bg_version_copy primary = {version->at.file, version->text};
    struct bg_place at = {0};
    struct bg_version_copy mirror = read_copy(release, release->query->head_tree, place->path, place->site, &at);
    if (mirror.text.at == NULL) {
        return;
    }
    struct bg_slice message = bg_version_compare_copies(release->reasons.arena, &primary, &mirror);
    if (message.at != NULL && !is_old(release, place, &primary, &mirror)) {
        bg_reasons_add(&release->reasons, BG_ID_MIRROR_MISMATCH, at, "%.*s", BG_ARGS(message));
    }
}

/* Whether the file shows the version at another place that the layout names. */
static bool is_shown_beside(struct bg_planning *planning, struct bg_source *source,
                            const struct bg_artefact_place *place) {
    struct bg_artefact_places all = {.arena = planning->arena};
    bool is_shown = false;
    find(planning->query->layout, &planning->about, &all);
    for (size_t p = 0; p < all.count; p++) {
        is_shown |= bg_slice_equal(all.items[p].path, place->path) &&
                    bg_read_site(planning->arena, source, all.items[p].site, NULL).at != NULL;
    }
    return is_shown;
}

static bool is_left(const struct bg_planning *planning, struct bg_slice path) {
    bool is_left = false;
    for (size_t u = 0; u < planning->plan->untouched_count; u++) {
        is_left |= bg_slice_equal(planning->plan->untouched[u].file, path);
    }
    return is_left;
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *source = bg_planning_open(planning, place->path, &err);
    struct bg_refusal refusal;
    struct bg_edit edit;
    if (source == NULL && err.code == BG_ERROR_NONE) {
        return true;
    }
    if (source == NULL) {
        return bg_planning_refuse(planning, BG_ID_NOT_FOUND, BG_OUTCOME_UNJUDGED,
                                  bg_arena_copy(planning->arena, bg_slice_of(err.message)),
                                  (struct bg_place){.file = place->path});
    }
    if (bg_edit_site(planning->arena, source, place->site, planning->plan->to, &edit, &refusal)) {
        bg_planning_take(planning, source, &edit, false);
        return true;
    }
    if (refusal.id == BG_ID_NOT_FOUND) {
        bool is_selected = place->site->select.at != NULL;
        if (is_shown_beside(planning, source, place) || is_left(planning, place->path)) {
            return true;
        }
        bg_planning_leave(planning, place->path,
                          is_selected ? "it has no entry for this connector with a version" : "it holds no version");
        return true;
    }
    return bg_planning_refuse_edit(planning, &refusal);
}

const struct bg_artefact bg_artefact_mirror = {
    .id = "mirror",
    .find = find,
    .check = check,
    .turn = BG_TURN_FOLLOWS,
    .write = write,
    .merge = bg_version_place_merge,
};
