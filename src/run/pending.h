/*
 * What an earlier bump has written into the work tree and nobody has committed: `bump --commit` makes the commit of it,
 * too. A file gets into that commit only if nothing in it differs from HEAD but what the bump of that version writes.
 */
#ifndef BG_RUN_PENDING_H
#define BG_RUN_PENDING_H

#include "run/run.h"
#include "release/plan.h"

/* The versions of HEAD, and what is written above them already. */
struct bg_pending {
    struct bg_tree *committed; /* NULL: nothing is looked for */
    struct bg_slice *items;      /* paths of files */
    size_t count;
    size_t room; /* private */
};

bool bg_pending_open(struct bg_whole_run *whole, struct bg_pending *out, struct bg_error *err) BG_MUST_CHECK;

/*
 * Where the work tree has the version that the connector should get, and HEAD another one: the plan from HEAD. What of
 * it is still missing goes to `files`, what stands there already to `pending`; a file that has more to it refuses the
 * connector. NULL where there is nothing of that kind, and the connector is planned as ever.
 */
const struct bg_plan *bg_pending_plan(struct bg_pending *pending, const struct bg_plan_query *query,
                                      const struct bg_verdict *verdict, struct bg_plan_files *files);

#endif
