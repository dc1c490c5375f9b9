/* Profiles: see profile.h. */
#include "policy/profile.h"

#define FLOOR_ZERO                                                                                                     \
    { "0.0.0", 5 }

static const struct bg_profile profiles[] = {
    {{"airbyte", 7},
     BG_RULE_PROFILE_AIRBYTE,
     {.candidates_keep_core = true, .forbids_major_candidate = true, .forbids_build = true, .new_floor = FLOOR_ZERO}},
    {{"default", 7}, BG_RULE_PROFILE_AIRBYTE, {.scheme = BG_SCHEME_SEMVER}},
    {{"estuary", 7},
     BG_RULE_PROFILE_AIRBYTE,
     {.scheme = BG_SCHEME_INTEGER, .pre_1_0 = BG_PRE_1_0_STRICT, .has_v = true}},
    {{"faros", 5}, BG_RULE_PROFILE_AIRBYTE, {.has_v = true}},
    {{"lenient", 7}, BG_RULE_PROFILE_LENIENT, {.scheme = BG_SCHEME_SEMVER}},
    {{"singer", 6}, BG_RULE_PROFILE_AIRBYTE, {.has_v = true}},
    {{"strict", 6}, BG_RULE_PROFILE_STRICT, {.scheme = BG_SCHEME_SEMVER}},
};

static const char *const pre_1_0_names[] = {
    [BG_PRE_1_0_MINOR_BREAKS] = "minor-breaks",
    [BG_PRE_1_0_STRICT] = "strict",
    [BG_PRE_1_0_CARGO] = "cargo",
    [BG_PRE_1_0_FREE] = "free",
};

const struct bg_profile *bg_profile_find(struct bg_slice name) {
    for (size_t p = 0; p < sizeof profiles / sizeof profiles[0]; p++) {
        if (bg_slice_equal(profiles[p].name, name)) {
            return &profiles[p];
        }
    }
    return NULL;
}

const struct bg_profile *bg_profile_list(size_t *count) {
    *count = sizeof profiles / sizeof profiles[0];
    return profiles;
}

const char *bg_pre_1_0_name(enum bg_pre_1_0 policy) {
    return pre_1_0_names[policy];
}

bool bg_pre_1_0_read(struct bg_slice name, enum bg_pre_1_0 *out) {
    for (size_t p = 0; p < sizeof pre_1_0_names / sizeof pre_1_0_names[0]; p++) {
        if (bg_slice_is(name, pre_1_0_names[p])) {
            *out = (enum bg_pre_1_0)p;
            return true;
        }
    }
    return false;
}
