/* A finished run: everything a report needs. Built by run/, read by anybody. What it points to lives until bg_run_free.
 */
#ifndef BG_REPORT_RESULT_H
#define BG_REPORT_RESULT_H

#include "release/verdict_result.h"

enum { BG_OUTCOME_COUNT = BG_OUTCOME_UNJUDGED + 1 };

/* Everything a report needs. Built by bg_run_new, read by anybody. */
struct bg_run {
    struct bg_slice base_rev;
    struct bg_slice base_commit; /* 40 hexadecimal digits; {NULL, 0} if there is no base */
    struct bg_slice tip_commit;
    struct bg_slice head_rev;
    struct bg_slice head_commit;
    enum bg_head_kind head_kind;
    struct bg_slice profile;
    struct bg_slice layout; /* its id, and how many connectors it knows, changed or not */
    size_t connector_count;
    enum bg_outcome outcome;
    const struct bg_verdict *verdicts; /* in order of their roots */
    size_t verdict_count;
    size_t outcome_counts[BG_OUTCOME_COUNT];
    const struct bg_problem *problems;
    size_t problem_count;
    uint64_t milliseconds;
    bool has_plans;              /* bg_run_bump was called: every verdict has a plan */
    bool has_named;              /* connectors were named for it: each is told, whatever becomes of it */
    bool is_planned_only;        /* it was told to write nothing */
    struct bg_slice bump_commit; /* what it has committed; {NULL, 0} if nothing */
    /* The bytes of a file of the base or the head, in the arena; {NULL, 0} if it cannot be read. NULL where no file
     * can: in a run that ended before there was one. */
    struct bg_slice (*read)(const struct bg_run *run, bool is_base, struct bg_slice file, struct bg_arena *arena);
};

#endif
