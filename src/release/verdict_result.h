/* The verdict on one connector, as reports show it. All that it points to belongs to the run. */
#ifndef BG_RELEASE_VERDICT_RESULT_H
#define BG_RELEASE_VERDICT_RESULT_H

#include "base/semver.h"
#include "layout/state.h"
#include "model/coverage.h"
#include "release/reason.h"
#include "release/plan_result.h"
#include "release/way.h"
#include "rules/finding.h"

struct bg_policy;

struct bg_verdict {
    struct bg_slice name;
    struct bg_slice root;      /* at head, or at base if it was removed; no trailing slash */
    struct bg_slice base_root; /* differs from root only if the connector moved */
    enum bg_state state;
    struct bg_slice version_base; /* the texts as they stand in the files; {NULL, 0} if there is none */
    struct bg_slice version_head;
    struct bg_slice version_tip;
    struct bg_slice last_stable; /* before version_base, if that is a prerelease; {NULL, 0} if it is not known */
    struct bg_place version_at;  /* the version at head */
    enum bg_declared declared;
    enum bg_level required;
    struct bg_slice minimum; /* the lowest version that would pass; {NULL, 0} if there is none */
    bool is_too_high;        /* it declares a major, and the minimum is below it */
    bool is_exempt;          /* nothing is asked of it: it is archived, or no registry carries it */
    bool version_is_enough;  /* what is missing is something else: see the reasons */
    struct bg_slice pre_1_0; /* the policy for versions below 1.0.0 */
    enum bg_outcome outcome;
    struct bg_slice summary; /* why there is nothing to do, if there is nothing: "only documentation changed" */
    const struct bg_reason *reasons;
    size_t reason_count;
    const struct bg_way *ways; /* out of a rejection, in order of the reasons */
    size_t way_count;
    const struct bg_finding *findings; /* worst first, then by file and place */
    size_t finding_count;
    struct bg_coverage coverage;
    const struct bg_policy *policy; /* by which it was reached; NULL where nobody judged */
    const struct bg_plan *plan;     /* NULL unless bg_run_bump was asked */
};

#endif
