/* The section of a release in CHANGELOG.md beside the connector, where its layout knows no documentation pages: written
 * if the file is there, and never asked for. */
#include "release/changelog.h"
#include "release/changelog_merge.h"
#include "release/planning.h"
#include "layout/expand.h"

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (layout->docs_at.at == NULL) {
        struct bg_slice path = bg_path_join(out->arena, about->root, BG_LITERAL("CHANGELOG.md"));
        bg_artefact_places_add(out, (struct bg_artefact_place){.path = path});
    }
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err;
    struct bg_source *source = bg_planning_open(planning, place->path, &err);
    struct bg_changelog_entry entry = planning->query->entry;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (source == NULL) {
        return true;
    }
    enum bg_changelog_style style = bg_changelog_style_of(planning->arena, source->text);
    entry.version = planning->plan->to;
    if (bg_changelog_add_section(planning->arena, source, style, &entry, &edit, &refusal)) {
        bg_planning_take(planning, source, &edit, false);
        return true;
    }
    if (refusal.id == BG_ID_NO_SECTION) {
        bg_planning_leave(planning, place->path, "it has no section to follow");
        return true;
    }
    return bg_planning_refuse_edit(planning, &refusal);
}

const struct bg_artefact bg_artefact_changelog_section = {
    .id = "changelog-section",
    .find = find,
    .check = NULL,
    .turn = BG_TURN_FOLLOWS,
    .write = write,
    .merge = bg_changelog_merge, /* some keep a table in it */
};
