/*
 * Waivers: findings that a person has accepted, with a reason and an end. A waived finding stays in every report and
 * demands no more than a patch. A waiver that is not right is a problem of its own and covers nothing.
 *
 *   - rule: field-removed            # and/or fingerprint: 3f2c1aa09b7e, which may also stand under `rule`
 *     connector: source-github       # these three narrow it down
 *     stream: users
 *     path: /properties/legacy_id
 *     reason: never filled since 2021
 *     until: 2027-01-01              # the last day; and/or below: 2.0.0
 */
#ifndef BG_RULES_WAIVE_H
#define BG_RULES_WAIVE_H

#include "base/problems.h"
#include "text/fields.h"
#include "rules/rules.h"
#include "rules/finding.h"

/* Absent texts are {NULL, 0}. */
struct bg_waiver {
    struct bg_slice rule;
    struct bg_slice fingerprint;
    struct bg_slice connector;
    struct bg_slice stream;
    struct bg_slice path;
    struct bg_slice reason;
    struct bg_slice until; /* YYYY-MM-DD */
    struct bg_slice below;
    struct bg_place at;
    bool is_new;     /* not in the configuration at base */
    bool is_judged;  /* a connector that it speaks of was judged */
    bool is_matched; /* a finding was like it */
    bool is_outrun;  /* the version of a judged connector is not below `below` */
};

struct bg_waivers {
    struct bg_waiver *items;
    size_t count;
    struct bg_slice today; /* YYYY-MM-DD */
};

/* The table that reads one of them. */
extern const struct bg_fields bg_waiver_fields;

/*
 * Reads the section of the configuration at head; `base_section` is that at base. Either may be NULL: no waivers. Rule
 * ids must be known. Points into the documents and `arena`.
 */
bool bg_waivers_read(struct bg_waivers *out, struct bg_arena *arena, const struct bg_node *section,
                     const struct bg_node *base_section, const struct bg_rules *rules, struct bg_slice today,
                     struct bg_error *err) BG_MUST_CHECK;

/*
 * Marks the findings of one connector that are waived, lowers their level to patch, and sorts them again. `version` is
 * that of the connector at head. Reasons are not copied.
 */
void bg_waivers_apply(struct bg_waivers *waivers, struct bg_slice connector, struct bg_slice version,
                      struct bg_finding *findings, size_t count);

/*
 * After the last connector: adds a problem for every waiver without a reason, past its end, or that matched nothing.
 * The last is only said of waivers that are new, or whose connector was judged: others had nothing to match.
 */
void bg_waivers_report(const struct bg_waivers *waivers, struct bg_problems *problems);

#endif
