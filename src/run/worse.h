/* One judgement of two: where two layouts judge a change, each connector gets the worse verdict. */
#ifndef BG_RUN_WORSE_H
#define BG_RUN_WORSE_H

#include "run/judge.h"

/* What `all` becomes together with `more`; both live in `arena`. Of equal verdicts that of `all` stays, and a problem
 * is said once. What one of them says is gone is not judged, if it may be what the other one says is new. */
void bg_judgement_worsen(struct bg_judgement *all, struct bg_judgement *more, struct bg_arena *arena);

/* The verdict on the connector at this root; NULL if there is none. */
const struct bg_verdict *bg_judgement_find(const struct bg_judgement *judgement, struct bg_slice root);

#endif
