/* What a candidate takes back that only candidates of the same release had. */
#ifndef BG_RUN_CANDIDATES_H
#define BG_RUN_CANDIDATES_H

#include "layout/discover.h"
#include "release/last_stable.h"
#include "release/moment.h"
#include "rules/finding.h"
#include "rules/policy.h"

struct bg_findings {
    struct bg_finding *items;
    size_t count;
};

/*
 * Users have the last stable release. Where a finding asks for more than the difference from there does, a candidate
 * takes back what only candidates had: then what counts is the whole difference from the last stable release, and what
 * only candidates had is a patch. Nothing happens where there is no last stable release, or it cannot be read.
 */
void bg_candidates_settle(const struct bg_policy *policy, const struct bg_moment *moment,
                          const struct bg_touched *touched, const struct bg_last_stable *stable,
                          struct bg_findings *findings);

#endif
