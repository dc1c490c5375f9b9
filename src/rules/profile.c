/* Profiles: see profile.h. The table is generated from rules/profiles.yaml; profile_read.c reads that. */
#include "rules/profile.h"

#include "base/glob.h"
#include "base/nearest.h"

const struct bg_profile *bg_profile_find(struct bg_slice name) {
    for (size_t p = 0; p < bg_builtin_profile_count; p++) {
        if (bg_slice_equal(bg_builtin_profiles[p].name, name)) {
            return &bg_builtin_profiles[p];
        }
    }
    return NULL;
}

const struct bg_profile *bg_profile_default(void) {
    return bg_profile_find(BG_LITERAL("airbyte"));
}

bool bg_profile_choose(struct bg_slice name, struct bg_place at, const struct bg_profile **out, struct bg_error *err) {
    *out = bg_profile_find(name);
    if (*out != NULL) {
        return true;
    }
    struct bg_nearest nearest = bg_nearest_start(name);
    for (size_t p = 0; p < bg_builtin_profile_count; p++) {
        bg_nearest_offer(&nearest, bg_builtin_profiles[p].name);
    }
    return bg_fail_at(err, BG_ERROR_USAGE, at, "there is no profile `%.*s`%s", BG_ARGS(name),
                      bg_nearest_hint(&nearest));
}

const struct bg_profile *bg_profile_list(size_t *count) {
    *count = bg_builtin_profile_count;
    return bg_builtin_profiles;
}

static bool is_meant(struct bg_slice glob, const struct bg_word *word) {
    bool is_meant = bg_glob_match(glob, word->id);
    for (size_t w = 0; w < word->was_count && !is_meant; w++) {
        is_meant = bg_glob_match(glob, word->was[w]);
    }
    return is_meant;
}

enum bg_evidence_effect bg_evidence_effect_on(const struct bg_evidence_rule *rules, size_t count,
                                              const struct bg_word *word) {
    while (count > 0) {
        count--;
        if (is_meant(rules[count].glob, word)) {
            return rules[count].effect;
        }
    }
    return BG_EVIDENCE_IGNORE;
}

enum bg_evidence_effect bg_evidence_effect_of(const struct bg_evidence_rule *rules, size_t count, enum bg_id id) {
    return bg_evidence_effect_on(rules, count, bg_vocabulary_of(id));
}

long bg_notice_days(struct bg_notice notice, struct bg_slice name) {
    while (notice.count > 0) {
        notice.count--;
        if (bg_glob_match(notice.rules[notice.count].glob, name)) {
            return notice.rules[notice.count].days;
        }
    }
    return 0;
}
