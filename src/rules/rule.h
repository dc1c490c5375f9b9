/*
 * A rule: which facts of the diff it claims, what they demand under each profile, and the words for it. Rules are data
 * (rules/GROUP/ID.yaml); the built-in ones are compiled into the binary as constant tables, those of a user are read at
 * run time, both by rule_read.c.
 */
#ifndef BG_RULES_RULE_H
#define BG_RULES_RULE_H

#include "diff/change.h"
#include "diff/harm.h"

/* X(constant, name): what kind of claim a rule makes. */
#define BG_RULE_CLASSES(X)                                                                                             \
    X(REJECTS, "rejects")       /* a stored configuration may be refused: needs a proof */                             \
    X(WIDENS, "widens")         /* more than before */                                                                 \
    X(POLICY, "policy")         /* nothing is refused, but users must act or their data changes */                     \
    X(ANNOTATION, "annotation") /* no effect on running connections */

enum bg_rule_class {
#define X(constant, name) BG_RULE_##constant,
    BG_RULE_CLASSES(X)
#undef X
        BG_RULE_CLASS_COUNT,
};

/* X(constant, name). */
#define BG_RULE_PROFILES(X)                                                                                            \
    X(AIRBYTE, "airbyte") /* what Airbyte's handbook says, and its definition of breaking where it is silent */        \
    X(STRICT, "strict")   /* all that any of Airbyte's pages or checks calls breaking */                               \
    X(LENIENT, "lenient") /* refused configurations, lost data and incompatible types only */

enum bg_rule_profile {
#define X(constant, name) BG_RULE_PROFILE_##constant,
    BG_RULE_PROFILES(X)
#undef X
        BG_RULE_PROFILE_COUNT,
};

/* Longest texts of a rule, in bytes: what fits a line of a report. */
enum { BG_RULE_ID_MAX = 64, BG_RULE_TITLE_MAX = 120, BG_RULE_TEXT_MAX = 240 };

struct bg_rule {
    struct bg_slice id;
    struct bg_slice group; /* the folder below rules/; {NULL, 0} for a user's rule */
    struct bg_slice title;
    struct bg_slice since;
    const struct bg_slice *was; /* former ids, by which configurations may still name it */
    size_t was_count;
    enum bg_rule_class class;
    enum bg_harm hurts;
    /* Declarative: the facts it claims. */
    enum bg_change_kind kind;
    uint32_t hows;                   /* a set: 1u << enum bg_change_how */
    unsigned flag_mask;              /* flags that it looks at */
    unsigned flag_values;            /* and what they must be */
    const struct bg_slice *subjects; /* globs, of which one must match the subject; none: any subject */
    size_t subject_count;
    enum bg_level levels[BG_RULE_PROFILE_COUNT];
    /* Words. */
    struct bg_slice message; /* a template: see match.h */
    struct bg_slice why;
    struct bg_slice fix;
    struct bg_slice see;
    struct bg_slice examples; /* YAML text of the mapping {examples: [...]}: see example.h; empty without any */
};

/* By their values. */
extern const char *const bg_rule_class_names[BG_RULE_CLASS_COUNT];
extern const char *const bg_rule_profile_names[BG_RULE_PROFILE_COUNT];
const char *bg_rule_profile_name(enum bg_rule_profile profile);

/* Whether the fact is one of those that `rule` claims. */
bool bg_rule_claims(const struct bg_rule *rule, const struct bg_change *change);

/* Whether some fact could be claimed by both. Subjects count as apart if no pattern of one matches a pattern of the
 * other as a text, or if only one rule has any: that one is asked first. */
bool bg_rule_overlaps(const struct bg_rule *rule, const struct bg_rule *other);

#endif
