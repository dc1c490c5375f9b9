/* What a change makes of its own policy, in words: each key that it changes, and what the verdicts would be with it. */
#ifndef BG_RUN_POLICY_CHANGES_H
#define BG_RUN_POLICY_CHANGES_H

#include "run/context.h"
#include "run/judge.h"

/* Adds them to the problems of the judgement that counts. `other` is that by the other policy, `also` that by the
 * layout of the head alone; NULL where there is none. */
void bg_policy_changes_report(const struct bg_context *context, const struct bg_judgement *other,
                              const struct bg_judgement *also, struct bg_judgement *counts);

#endif
