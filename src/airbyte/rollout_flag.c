/*
 * The flag that tells the platform to roll a candidate out to some users first. It goes with the version: a candidate
 * has it, and a release that is none has it no more, unless the platform promotes by itself.
 */
#include "airbyte/artefacts.h"
#include "base/semver.h"
#include "layout/expand.h"
#include "release/mapping.h"
#include "release/merging.h"
#include "release/planning.h"
#include "release/release.h"
#include "text/read.h"

#define FLAG "enableProgressiveRollout"

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (layout->metadata.at != NULL && layout->rollout.at != NULL) {
        struct bg_slice path = bg_path_join(out->arena, about->root, layout->metadata);
        bg_artefact_places_add(out, (struct bg_artefact_place){.path = path});
    }
}

static bool is_autopilot(const struct bg_node *rollout) {
    return bg_node_is_text(bg_node_at(rollout, "defaultRolloutMode"), "autopilot");
}

/* A release that is neither a candidate nor another prerelease still has the flag. */
static bool is_left_over(const struct bg_node *rollout, const struct bg_semver *version) {
    return bg_node_is_true(bg_node_at(rollout, FLAG)) && !is_autopilot(rollout) && !bg_semver_is_prerelease(version);
}

static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    const struct bg_release_query *query = release->query;
    const struct bg_about *head = &query->head->about;
    const struct bg_node *rollout = bg_metadata_at(head->metadata, query->layout->rollout);
    const struct bg_node *flag = bg_node_at(rollout, FLAG);
    struct bg_semver version;
    bool is_same = query->base != NULL && bg_slice_equal(query->base->about.version.text, head->version.text);
    (void)place;
    if (is_same || !bg_semver_read(head->version.text, &version, NULL)) {
        return;
    }
    if (flag == NULL && bg_semver_is_candidate(&version)) {
        struct bg_slice at = bg_metadata_shown(query->layout->metadata_below, query->layout->rollout);
        bg_reasons_add(&release->reasons, BG_ID_ROLLOUT_FLAG_MISSING, head->version.at,
                       "the candidate `%.*s` needs %.*s." FLAG, BG_ARGS(head->version.text), BG_ARGS(at));
    }
    if (is_left_over(rollout, &version)) {
        bg_reasons_add(&release->reasons, BG_ID_ROLLOUT_FLAG_WITHOUT_CANDIDATE, bg_node_place(flag),
                       FLAG " is true, and `%.*s` is no candidate", BG_ARGS(head->version.text));
    }
}

static bool set_flag(struct bg_arena *arena, struct bg_slice at, struct bg_source *metadata, struct bg_slice value,
                     struct bg_edit *out, struct bg_refusal *refusal) {
    struct bg_layout_site site = {.kind = BG_LITERAL("yaml"), .at = bg_arena_printf(arena, "%.*s." FLAG, BG_ARGS(at))};
    return bg_edit_site(arena, metadata, &site, value, out, refusal);
}

/* The flag at `at` as the version needs it, made with the keys on the way if it is missing. */
static bool edit_flag(struct bg_arena *arena, struct bg_slice at, struct bg_source *metadata,
                      const struct bg_semver *version, struct bg_edit *out, struct bg_refusal *refusal) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    const struct bg_node *root;
    if (!bg_read_yaml(arena, metadata, NULL, &root, &err)) {
        return bg_refuse(arena, refusal, BG_ID_PARSE_ERROR, (struct bg_place){metadata->path, err.line, err.column},
                         "%s", err.message);
    }
    const struct bg_node *rollout = bg_metadata_at(root, at);
    const struct bg_node *flag = bg_node_at(rollout, FLAG);
    *out = (struct bg_edit){.result = metadata->text};
    if (!bg_semver_is_candidate(version)) {
        return !is_left_over(rollout, version) || set_flag(arena, at, metadata, BG_LITERAL("false"), out, refusal);
    }
    if (flag != NULL) {
        return bg_node_is_true(flag) || set_flag(arena, at, metadata, BG_LITERAL("true"), out, refusal);
    }
    struct bg_mapping_entry entry = {at, BG_LITERAL(FLAG), BG_LITERAL(FLAG ": true\n")};
    return bg_mapping_add(arena, metadata, &entry, out, refusal);
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_error err;
    struct bg_source *metadata = bg_planning_open(planning, place->path, &err);
    struct bg_semver version;
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (metadata == NULL || !bg_semver_read(planning->plan->to, &version, NULL)) {
        return true;
    }
    if (!edit_flag(planning->arena, planning->query->layout->rollout, metadata, &version, &edit, &refusal)) {
        return bg_planning_refuse_edit(planning, &refusal);
    }
    bg_planning_take(planning, metadata, &edit, false);
    return true;
}

/* A release that is none of a candidate, above a candidate of the tip: git would leave it the flag of that one. */
static bool merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                  const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean, struct bg_error *err) {
    const struct bg_merge_sides *versions = &merging->versions;
    bool is_raised = versions->mine.at != NULL && !bg_slice_equal(versions->mine, versions->base);
    struct bg_semver version;
    struct bg_refusal refusal;
    struct bg_edit edit;
    if (!bg_merging_go_on(merging, texts, out, is_clean, err)) {
        return false;
    }
    struct bg_slice settled = is_raised ? bg_merging_version(merging, versions) : BG_NO_SLICE;
    if (*is_clean && settled.at != NULL && bg_semver_read(settled, &version, NULL) &&
        !bg_semver_is_prerelease(&version) &&
        edit_flag(merging->arena, merging->layout->rollout, bg_source_new(merging->arena, place->path, *out), &version,
                  &edit, &refusal)) {
        *out = edit.result;
    }
    return true;
}

const struct bg_artefact bg_artefact_rollout_flag = {
    .id = "rollout-flag",
    .find = find,
    .check = check,
    .turn = BG_TURN_VERSION,
    .write = write,
    .merge = merge,
};
