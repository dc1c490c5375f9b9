/* Rollout flags: see rollout.h. */
#include "release/rollout.h"

#include "release/mapping.h"
#include "text/read.h"

#define FOLDER "data.releases.rolloutConfiguration"
#define FLAG "enableProgressiveRollout"

static bool set_flag(struct bg_arena *arena, struct bg_source *metadata, struct bg_slice value, struct bg_edit *out,
                     struct bg_refusal *refusal) {
    struct bg_site_query query = {0};
    bg_site_path(arena, BG_LITERAL(FOLDER "." FLAG), &query);
    return bg_edit_version(arena, bg_site_kind_find(BG_LITERAL("yaml")), metadata, &query, 1, value, out, refusal);
}

bool bg_rollout_edit(struct bg_arena *arena, struct bg_source *metadata, const struct bg_semver *version,
                     struct bg_edit *out, struct bg_refusal *refusal) {
    const struct bg_node *root;
    struct bg_error err = {.code = BG_ERROR_NONE};
    if (!bg_read_yaml(arena, metadata, NULL, &root, &err)) {
        return bg_refuse(arena, refusal, "parse-error", (struct bg_place){metadata->path, err.line, err.column}, "%s",
                         err.message);
    }
    const struct bg_node *rollout = bg_node_path(root, "data", "releases", "rolloutConfiguration", NULL);
    const struct bg_node *flag = bg_node_at(rollout, FLAG);
    bool is_autopilot = bg_node_is_text(bg_node_at(rollout, "defaultRolloutMode"), "autopilot");
    *out = (struct bg_edit){.result = metadata->text};
    if (!bg_semver_is_candidate(version)) {
        bool is_left_over = bg_node_is_true(flag) && !bg_semver_is_prerelease(version) && !is_autopilot;
        return !is_left_over || set_flag(arena, metadata, BG_LITERAL("false"), out, refusal);
    }
    if (flag != NULL) {
        return bg_node_is_true(flag) || set_flag(arena, metadata, BG_LITERAL("true"), out, refusal);
    }
    struct bg_mapping_entry entry = {BG_LITERAL(FOLDER), BG_LITERAL(FLAG), BG_LITERAL(FLAG ": true\n")};
    return bg_mapping_add(arena, metadata, &entry, out, refusal);
}
