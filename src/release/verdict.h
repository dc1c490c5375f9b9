/* Findings and versions to a verdict: what is required, what is declared, and whether that is enough. */
#ifndef BG_RELEASE_VERDICT_H
#define BG_RELEASE_VERDICT_H

#include "model/connector.h"
#include "rules/profile.h"
#include "release/verdict_result.h"

struct bg_verdict_query {
    enum bg_state state;
    const struct bg_connector *base; /* NULL if it was not there */
    const struct bg_connector *head; /* NULL if it is gone */
    const struct bg_about *exempt;   /* the metadata whose opt-outs count: of the base, of a new connector its own */
    struct bg_slice version_tip;     /* {NULL, 0} if the connector is not on the tip */
    struct bg_slice last_stable;     /* before the base, if that is a prerelease; {NULL, 0} if it is not known */
    const struct bg_version_policy *policy;
    const struct bg_finding *findings; /* worst first; they belong to the run */
    size_t finding_count;
    const struct bg_problem *problems; /* of this connector; a fatal one keeps it from being judged */
    size_t problem_count;
    struct bg_coverage coverage;
    enum bg_level floor;      /* what the title asks for, where files do not say otherwise */
    struct bg_slice floor_by; /* why, in words; {NULL, 0} without a floor */
    bool is_tagged;           /* releases are marked by tags: a version that stays is no release yet */
    bool is_emptied;          /* all that ships was removed, and the version stays */
    bool surface_is_hidden;   /* what ships changed, and a part of the surface cannot be seen from files */
};

/* All texts of *out are copied to `arena`, but for those of the findings and the coverage. */
void bg_verdict_reach(struct bg_arena *arena, const struct bg_verdict_query *query, struct bg_verdict *out);

#endif
