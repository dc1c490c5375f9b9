/*
 * Profiles: named sets of the choices that SemVer leaves to a project. The choices are data in rules/profiles.yaml.
 */
#ifndef BG_RULES_PROFILE_H
#define BG_RULES_PROFILE_H

#include "base/error.h"
#include "rules/policy.h"
#include "rules/vocabulary.h"

struct bg_profile {
    struct bg_slice name;
    struct bg_slice summary;    /* one line: for whom it is */
    enum bg_rule_profile rules; /* whose levels the rules take */
    struct bg_version_policy version;
    const struct bg_evidence_rule *evidence; /* what a release is held to besides its version */
    size_t evidence_count;
    struct bg_notice notice;
};

/* In order of their names. Generated at build time by tools/rules.c. */
extern const struct bg_profile bg_builtin_profiles[];
extern const size_t bg_builtin_profile_count;

/* That of who has not chosen one: neither by a command nor in a configuration, and no layout has for them. */
const struct bg_profile *bg_profile_default(void);

/* The profile with this name; NULL if there is none. */
const struct bg_profile *bg_profile_find(struct bg_slice name);

/* The same for a name that somebody wrote: without one, false, and a message with the nearest name. */
bool bg_profile_choose(struct bg_slice name, struct bg_place at, const struct bg_profile **out,
                       struct bg_error *err) BG_MUST_CHECK;

/* All profiles, in order of their names. */
const struct bg_profile *bg_profile_list(size_t *count);

/* What an id of evidence comes to under these rules, which may call it by a former name. */
enum bg_evidence_effect bg_evidence_effect_of(const struct bg_evidence_rule *rules, size_t count, enum bg_id id);
enum bg_evidence_effect bg_evidence_effect_on(const struct bg_evidence_rule *rules, size_t count,
                                              const struct bg_word *word);

/* The days for the connector of this name; 0: none are asked for. */
long bg_notice_days(struct bg_notice notice, struct bg_slice name);

/* The words of the configuration: "minor-breaks". */
extern const char *const bg_pre_1_0_names[BG_PRE_1_0_COUNT];
const char *bg_pre_1_0_name(enum bg_pre_1_0 policy);
bool bg_pre_1_0_read(struct bg_slice name, enum bg_pre_1_0 *out) BG_MUST_CHECK;

#endif
