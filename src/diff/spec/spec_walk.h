/* Walks two configuration schemas in parallel and reports what differs, node by node. */
#ifndef BG_DIFF_SPEC_SPEC_WALK_H
#define BG_DIFF_SPEC_SPEC_WALK_H

#include "diff/spec/spec_pair.h"

/* Compares the roots of `diff`. What it could not look at is left to the verdict: see bg_spec_step. */
void bg_spec_walk(struct bg_spec_diff *diff);

#endif
