/* Rules: see rule.h. */
#include "rules/rule.h"

#include "base/glob.h"

const char *const bg_rule_class_names[BG_RULE_CLASS_COUNT] = {
#define X(constant, name) name,
    BG_RULE_CLASSES(X)
#undef X
};

const char *const bg_rule_profile_names[BG_RULE_PROFILE_COUNT] = {
#define X(constant, name) name,
    BG_RULE_PROFILES(X)
#undef X
};

const char *bg_rule_profile_name(enum bg_rule_profile profile) {
    return bg_rule_profile_names[profile];
}

bool bg_rule_claims(const struct bg_rule *rule, const struct bg_change *change) {
    return rule->kind == change->kind && (rule->hows >> change->how & 1) != 0 &&
           (change->flags & rule->flag_mask) == rule->flag_values &&
           (rule->subject_count == 0 || bg_glob_match_any(rule->subjects, rule->subject_count, change->subject));
}

static bool subjects_overlap(const struct bg_rule *rule, const struct bg_rule *other) {
    if (rule->subject_count == 0 || other->subject_count == 0) {
        return rule->subject_count == other->subject_count;
    }
    for (size_t i = 0; i < rule->subject_count; i++) {
        for (size_t k = 0; k < other->subject_count; k++) {
            if (bg_glob_match(rule->subjects[i], other->subjects[k]) ||
                bg_glob_match(other->subjects[k], rule->subjects[i])) {
                return true;
            }
        }
    }
    return false;
}

bool bg_rule_overlaps(const struct bg_rule *rule, const struct bg_rule *other) {
    return rule->kind == other->kind && (rule->hows & other->hows) != 0 &&
           ((rule->flag_values ^ other->flag_values) & rule->flag_mask & other->flag_mask) == 0 &&
           subjects_overlap(rule, other);
}
