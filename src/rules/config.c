/* The configuration: see config.h. */
#include "rules/config.h"

#include "base/glob.h"
#include "base/limits.h"
#include "text/keys.h"
#include "text/read.h"
#include "rules/profile_read.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool read_profile(const struct bg_node *node, struct bg_config *out, struct bg_error *err) {
    return node == NULL || bg_profile_choose(bg_node_text(node), bg_node_place(node), &out->profile, err);
}

static bool read_pre_1_0(const struct bg_node *node, struct bg_config *out, struct bg_error *err) {
    const char *names[BG_PRE_1_0_FREE + 1];
    for (size_t i = 0; i < COUNT(names); i++) {
        names[i] = bg_pre_1_0_name((enum bg_pre_1_0)i);
    }
    size_t index;
    if (node == NULL) {
        return true;
    }
    if (!bg_keys_word(node, "pre_1_0", names, COUNT(names), &index, err)) {
        return false;
    }
    out->has_pre_1_0 = true;
    out->pre_1_0 = (enum bg_pre_1_0)index;
    return true;
}

static bool read_never_ships(struct bg_arena *arena, const struct bg_node *node, struct bg_config *out,
                             struct bg_error *err) {
    if (!bg_keys_lines(arena, node, "never_ships", BG_LIMIT_GLOB, &out->never_ships, &out->never_ships_count, err)) {
        return false;
    }
    for (size_t i = 0; i < out->never_ships_count; i++) {
        const char *fault = bg_glob_fault(out->never_ships[i]);
        if (fault != NULL) {
            return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`%.*s` is no pattern: %s",
                              BG_ARGS(out->never_ships[i]), fault);
        }
    }
    return true;
}

bool bg_config_read(struct bg_config *out, struct bg_arena *arena, struct bg_source *source, struct bg_error *err) {
    *out = (struct bg_config){.layouts = NULL};
    struct bg_problems problems = {.arena = arena};
    const struct bg_node *root;
    if (!bg_read_yaml(arena, source, &problems, &root, err)) {
        err->code = BG_ERROR_USAGE;
        return false;
    }
    if (problems.count > 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, problems.items[0].at, "%.*s", BG_ARGS(problems.items[0].message));
    }
    if (root->kind == BG_NODE_NULL) {
        return true;
    }
    const struct bg_node *evidence;
    const struct bg_node *never_ships;
    const struct bg_node *pre_1_0;
    const struct bg_node *profile;
    const struct bg_key keys[] = {
        {"evidence", false, &evidence},       {"layouts", false, &out->layouts}, {"levels", false, &out->levels},
        {"never_ships", false, &never_ships}, {"pre_1_0", false, &pre_1_0},      {"profile", false, &profile},
        {"rules", false, &out->rules},        {"waivers", false, &out->waivers},
    };
    if (!bg_keys_read(root, "the configuration", keys, COUNT(keys), err)) {
        return false;
    }
    out->has_evidence = evidence != NULL;
    out->adds_evidence = bg_node_is(evidence, BG_NODE_MAP);
    return read_profile(profile, out, err) && read_pre_1_0(pre_1_0, out, err) &&
           bg_profile_read_evidence(arena, evidence, &out->evidence, &out->evidence_count, err) &&
           read_never_ships(arena, never_ships, out, err);
}
