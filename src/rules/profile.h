/*
 * Profiles: named sets of the choices that SemVer leaves to a project. The choices are data in rules/profiles.yaml.
 */
#ifndef BG_RULES_PROFILE_H
#define BG_RULES_PROFILE_H

#include "base/error.h"
#include "rules/rule.h"

/* What may carry a breaking change below 1.0.0, where SemVer (clause 4) allows anything. */
enum bg_pre_1_0 {
    BG_PRE_1_0_MINOR_BREAKS, /* the minor version may */
    BG_PRE_1_0_STRICT,       /* only 1.0.0 may */
    BG_PRE_1_0_CARGO,        /* the leftmost part that is not 0 acts as the major version */
    BG_PRE_1_0_FREE,         /* any increase may */
};

enum bg_version_scheme {
    BG_SCHEME_SEMVER,
    BG_SCHEME_INTEGER, /* a number that only breaking changes raise */
};

struct bg_version_policy {
    enum bg_version_scheme scheme;
    enum bg_pre_1_0 pre_1_0;
    bool candidates_keep_core;    /* two consecutive candidates share X.Y.Z */
    bool forbids_major_candidate; /* no candidate of X.0.0, X above 0 */
    bool forbids_build;           /* no build metadata */
    bool has_v;                   /* SemVer: one leading v may stand; integers: it must */
    struct bg_slice new_floor;    /* a new connector must be above it; {NULL, 0} if there is no floor */
};

/* What it takes for evidence that is missing. */
enum bg_evidence_effect {
    BG_EVIDENCE_IGNORE,
    BG_EVIDENCE_WARN,   /* said in every report */
    BG_EVIDENCE_REJECT, /* the release is rejected */
};

/* One line of `evidence`. Of those that fit an id the last one counts; where none does, it is ignored. */
struct bg_evidence_rule {
    struct bg_slice glob; /* of ids of release/evidence */
    enum bg_evidence_effect effect;
};

struct bg_profile {
    struct bg_slice name;
    struct bg_slice summary;    /* one line: for whom it is */
    enum bg_rule_profile rules; /* whose levels the rules take */
    struct bg_version_policy version;
    const struct bg_evidence_rule *evidence; /* what a release is held to besides its version */
    size_t evidence_count;
};

/* In order of their names. Generated at build time by src/../tools/rules.c. */
extern const struct bg_profile bg_builtin_profiles[];
extern const size_t bg_builtin_profile_count;

/* The profile with this name; NULL if there is none. */
const struct bg_profile *bg_profile_find(struct bg_slice name);

/* The same for a name that somebody wrote: without one, false, and a message with the nearest name. */
bool bg_profile_choose(struct bg_slice name, struct bg_place at, const struct bg_profile **out,
                       struct bg_error *err) BG_MUST_CHECK;

/* All profiles, in order of their names. */
const struct bg_profile *bg_profile_list(size_t *count);

/* What an id of evidence comes to under these rules. */
enum bg_evidence_effect bg_evidence_effect_of(const struct bg_evidence_rule *rules, size_t count, struct bg_slice id);

/* The word of the configuration: "minor-breaks". */
const char *bg_pre_1_0_name(enum bg_pre_1_0 policy);
bool bg_pre_1_0_read(struct bg_slice name, enum bg_pre_1_0 *out) BG_MUST_CHECK;

#endif
