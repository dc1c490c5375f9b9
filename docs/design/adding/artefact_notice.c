/*
 * An example of an artefact: a file NOTICE beside the connector, for packagers, that is nothing but the version. A
 * connector without the file owes nothing.
 */
#include "layout/expand.h"
#include "release/planning.h"
#include "release/release.h"

extern const struct bg_artefact bg_artefact_notice; /* stands in the header of the platform's artefacts */

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    (void)layout;
    bg_artefact_places_add(
        out, (struct bg_artefact_place){.path = bg_path_join(out->arena, about->root, BG_LITERAL("NOTICE"))});
}

static bool says(const struct bg_source *notice, struct bg_slice version) {
    return bg_slice_equal(bg_slice_trim(notice->text), version);
}

static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_source *notice = bg_release_open(release, release->query->head_tree, place->path);
    struct bg_slice version = release->query->head->about.version.text;
    if (notice != NULL && !says(notice, version)) {
        bg_reasons_add(&release->reasons, BG_ID_MIRROR_MISMATCH, (struct bg_place){place->path, 1, 1},
                       "NOTICE is not of `%.*s`", BG_ARGS(version));
    }
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err;
    struct bg_source *notice = bg_planning_open(planning, place->path, &err);
    if (notice != NULL && !says(notice, planning->plan->to)) {
        struct bg_splice *splice = bg_arena_array(planning->arena, 1, sizeof *splice);
        *splice = (struct bg_splice){0, notice->text.len,
                                     bg_arena_printf(planning->arena, "%.*s\n", BG_ARGS(planning->plan->to))};
        struct bg_edit edit = {.splices = splice, .count = 1, .result = splice->text};
        bg_planning_take(planning, notice, &edit, false);
    }
    return true;
}

const struct bg_artefact bg_artefact_notice = {
    .id = "notice",
    .find = find,
    .check = check,
    .turn = BG_TURN_FOLLOWS,
    .write = write,
};
