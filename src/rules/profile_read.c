/* Reading profiles: see profile_read.h. Every key but `new_above` and `evidence` is required, so that no choice is made
 * by silence. */
#include "rules/profile_read.h"

#include "base/glob.h"
#include "base/limits.h"
#include "base/semver.h"
#include "text/keys.h"
#include "text/read.h"

#include <stdlib.h>

enum { SUMMARY_MAX = 120 };

static const char *const scheme_words[] = {[BG_SCHEME_SEMVER] = "semver", [BG_SCHEME_INTEGER] = "integer"};
static const char *const rule_words[] = {
    [BG_RULE_PROFILE_AIRBYTE] = "airbyte",
    [BG_RULE_PROFILE_STRICT] = "strict",
    [BG_RULE_PROFILE_LENIENT] = "lenient",
};
static const char *const pre_1_0_words[] = {
    [BG_PRE_1_0_MINOR_BREAKS] = "minor-breaks",
    [BG_PRE_1_0_STRICT] = "strict",
    [BG_PRE_1_0_CARGO] = "cargo",
    [BG_PRE_1_0_FREE] = "free",
};
/* The second word is the true one. */
static const char *const candidate_words[] = {"free", "keep-release"};
static const char *const major_candidate_words[] = {"allow", "forbid"};
static const char *const build_words[] = {"ignore", "forbid"};
static const char *const effect_words[] = {
    [BG_EVIDENCE_IGNORE] = "ignore", [BG_EVIDENCE_WARN] = "warn", [BG_EVIDENCE_REJECT] = "reject"};
static const char *const v_words[] = {"forbid", "allow"};

const char *bg_pre_1_0_name(enum bg_pre_1_0 policy) {
    return pre_1_0_words[policy];
}

bool bg_pre_1_0_read(struct bg_slice name, enum bg_pre_1_0 *out) {
    for (size_t p = 0; p < sizeof pre_1_0_words / sizeof pre_1_0_words[0]; p++) {
        if (bg_slice_is(name, pre_1_0_words[p])) {
            *out = (enum bg_pre_1_0)p;
            return true;
        }
    }
    return false;
}

static bool read_flag(const struct bg_node *node, const char *name, const char *const words[2], bool *out,
                      struct bg_error *err) {
    size_t index;
    if (!bg_keys_word(node, name, words, 2, &index, err)) {
        return false;
    }
    *out = index == 1;
    return true;
}

static bool read_new_above(const struct bg_node *node, struct bg_slice *out, struct bg_error *err) {
    struct bg_semver version;
    *out = bg_node_text(node);
    return node == NULL || bg_semver_read(*out, &version, NULL) ||
           bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`new_above` is no semantic version");
}

static bool is_pattern(struct bg_slice glob, struct bg_place at, struct bg_error *err) {
    const char *fault = bg_glob_fault(glob);
    return fault == NULL || bg_fail_at(err, BG_ERROR_USAGE, at, "`%.*s` is no pattern: %s", BG_ARGS(glob), fault);
}

/* A mapping from globs to what they come to. */
static bool read_effects(struct bg_arena *arena, const struct bg_node *map, const struct bg_evidence_rule **out,
                         size_t *count, struct bg_error *err) {
    struct bg_evidence_rule *rules = bg_arena_array(arena, map->count, sizeof rules[0]);
    for (size_t m = 0; m < map->count; m++) {
        const struct bg_member *member = &map->as.members[m];
        size_t effect;
        rules[m].glob = bg_slice_is(member->key, "deadline") ? BG_LITERAL("bc-deadline-too-soon") : member->key;
        if (!is_pattern(rules[m].glob, bg_member_place(member), err) ||
            !bg_keys_word(member->value, "evidence", effect_words, sizeof effect_words / sizeof effect_words[0],
                          &effect, err)) {
            return false;
        }
        rules[m].effect = (enum bg_evidence_effect)effect;
    }
    *out = rules;
    *count = map->count;
    return true;
}

bool bg_profile_read_evidence(struct bg_arena *arena, const struct bg_node *node, const struct bg_evidence_rule **out,
                              size_t *count, struct bg_error *err) {
    const struct bg_slice *globs;
    if (bg_node_is(node, BG_NODE_MAP)) {
        return read_effects(arena, node, out, count, err);
    }
    if (!bg_keys_lines(arena, node, "evidence", BG_LIMIT_GLOB, &globs, count, err)) {
        return false;
    }
    struct bg_evidence_rule *rules = bg_arena_array(arena, *count, sizeof rules[0]);
    for (size_t g = 0; g < *count; g++) {
        rules[g] = (struct bg_evidence_rule){globs[g], BG_EVIDENCE_REJECT};
        if (!is_pattern(globs[g], bg_node_place(node), err)) {
            return false;
        }
    }
    *out = rules;
    return true;
}

static bool read_profile(struct bg_arena *arena, const struct bg_member *member, struct bg_profile *out,
                         struct bg_error *err) {
    const struct bg_node *summary, *rules, *scheme, *pre_1_0, *candidates, *major, *build, *leading_v, *new_above,
        *evidence;
    const struct bg_key keys[] = {
        {"summary", true, &summary},      {"rules", true, &rules},           {"scheme", true, &scheme},
        {"pre_1_0", true, &pre_1_0},      {"candidates", true, &candidates}, {"major_candidates", true, &major},
        {"build_metadata", true, &build}, {"leading_v", true, &leading_v},   {"new_above", false, &new_above},
        {"evidence", false, &evidence},
    };
    struct bg_version_policy *version = &out->version;
    size_t rule_index = 0;
    size_t scheme_index = 0;
    size_t pre_index = 0;
    out->name = member->key;
    if (!bg_keys_read(member->value, "the profile", keys, sizeof keys / sizeof keys[0], err) ||
        !bg_keys_line(summary, "summary", SUMMARY_MAX, &out->summary, err) ||
        !bg_keys_word(rules, "rules", rule_words, BG_RULE_PROFILE_COUNT, &rule_index, err) ||
        !bg_keys_word(scheme, "scheme", scheme_words, sizeof scheme_words / sizeof scheme_words[0], &scheme_index,
                      err) ||
        !bg_keys_word(pre_1_0, "pre_1_0", pre_1_0_words, sizeof pre_1_0_words / sizeof pre_1_0_words[0], &pre_index,
                      err) ||
        !read_flag(candidates, "candidates", candidate_words, &version->candidates_keep_core, err) ||
        !read_flag(major, "major_candidates", major_candidate_words, &version->forbids_major_candidate, err) ||
        !read_flag(build, "build_metadata", build_words, &version->forbids_build, err) ||
        !read_flag(leading_v, "leading_v", v_words, &version->has_v, err) ||
        !read_new_above(new_above, &version->new_floor, err) ||
        !bg_profile_read_evidence(arena, evidence, &out->evidence, &out->evidence_count, err)) {
        return false;
    }
    out->rules = (enum bg_rule_profile)rule_index;
    version->scheme = (enum bg_version_scheme)scheme_index;
    version->pre_1_0 = (enum bg_pre_1_0)pre_index;
    return true;
}

static int by_name(const void *profile, const void *other) {
    return bg_slice_compare(((const struct bg_profile *)profile)->name, ((const struct bg_profile *)other)->name);
}

bool bg_profiles_read(struct bg_arena *arena, struct bg_source *source, struct bg_profile **out, size_t *count,
                      struct bg_error *err) {
    struct bg_problems problems = {.arena = arena};
    const struct bg_node *root;
    if (!bg_read_yaml(arena, source, &problems, &root, err)) {
        return false;
    }
    if (problems.count > 0) {
        return bg_fail_at(err, BG_ERROR_USAGE, problems.items[0].at, "%.*s", BG_ARGS(problems.items[0].message));
    }
    if (!bg_node_is(root, BG_NODE_MAP)) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(root), "the profiles are no mapping from names");
    }
    *count = root->count;
    *out = bg_arena_array(arena, root->count, sizeof(*out)[0]);
    for (size_t m = 0; m < root->count; m++) {
        if (!read_profile(arena, &root->as.members[m], &(*out)[m], err)) {
            return false;
        }
    }
    qsort(*out, *count, sizeof(*out)[0], by_name);
    return true;
}
