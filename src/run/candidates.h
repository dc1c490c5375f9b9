/* Candidates and the release that they become: what users get is measured from the last stable release. */
#ifndef BG_RUN_CANDIDATES_H
#define BG_RUN_CANDIDATES_H

#include "diff/pair.h"
#include "release/last_stable.h"
#include "release/moment.h"
#include "rules/finding.h"
#include "rules/policy.h"

struct bg_findings {
    struct bg_finding *items;
    size_t count;
};

/* One change of a connector, and the release that its users come from. */
struct bg_candidates {
    const struct bg_policy *policy;
    const struct bg_moment *moment;
    const struct bg_touched *touched;
    const struct bg_pair *pair;
    struct bg_last_stable stable;
    struct bg_effort *effort; /* of the run; NULL: there is no bound */
};

/*
 * Users have the last stable release. Where the version becomes that of a release, or a finding asks for more than the
 * difference from the last one does (a candidate takes back what only candidates had), what counts is the whole
 * difference from there, and its findings say so; what only candidates had is a patch. Nothing happens where there is
 * no last stable release, or it cannot be read: of a release the coverage then says so.
 */
void bg_candidates_settle(const struct bg_candidates *candidates, struct bg_findings *findings,
                          struct bg_coverage *coverage);

#endif
