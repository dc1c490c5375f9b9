/* A run and what its result points into; private to the pipeline. */
#ifndef BG_RUN_RUN_H
#define BG_RUN_RUN_H

#include "run/context.h"
#include "run/judge.h"
#include "layout/census.h"
#include "repo/range.h"
#include "report/result.h"

struct bg_whole_run {
    struct bg_run run; /* first: the caller sees only this */
    struct bg_context context;
    struct bg_range range;
    struct bg_census census;
    struct bg_slice layout; /* the id of the one that it was counted by */
    struct bg_moment moment;
    struct bg_seen seen; /* by the layout of the policy that counts */
    struct bg_seen also_seen;
    struct bg_seen other_seen;
    struct bg_judgement judgement;
};

#endif
