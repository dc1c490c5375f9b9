/* Profiles: see profile.h. The table is generated from rules/profiles.yaml; profile_read.c reads that. */
#include "policy/profile.h"

const struct bg_profile *bg_profile_find(struct bg_slice name) {
    for (size_t p = 0; p < bg_builtin_profile_count; p++) {
        if (bg_slice_equal(bg_builtin_profiles[p].name, name)) {
            return &bg_builtin_profiles[p];
        }
    }
    return NULL;
}

const struct bg_profile *bg_profile_list(size_t *count) {
    *count = bg_builtin_profile_count;
    return bg_builtin_profiles;
}
