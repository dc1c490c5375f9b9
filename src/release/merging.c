/* The making of a merge: see merging.h. */
#include "release/merging.h"

#include "release/next.h"
#include "release/version.h"
#include "repo/text_merge.h"

struct bg_slice bg_merging_version(const struct bg_merging *merging, const struct bg_merge_sides *versions) {
    const struct bg_version_policy *policy = merging->policy;
    struct bg_arena *arena = merging->arena;
    if (bg_slice_equal(versions->mine, versions->base)) {
        return versions->tip;
    }
    if (bg_slice_equal(versions->tip, versions->base)) {
        return versions->mine;
    }
    struct bg_version_query raised = {.policy = policy, .base = versions->base, .head = versions->mine};
    struct bg_version_answer step = bg_version_check(arena, &raised);
    if (step.outcome != BG_OUTCOME_PASSED || step.carried == BG_LEVEL_NONE) {
        return BG_NO_SLICE;
    }
    struct bg_next_query next = {.policy = policy,
                                 .base = versions->tip,
                                 .required = step.carried,
                                 .allows_major = true}; /* whoever raised it has decided */
    struct bg_version_query kept = {
        .policy = policy, .base = versions->tip, .head = versions->mine, .required = step.carried};
    return bg_version_check(arena, &kept).outcome == BG_OUTCOME_PASSED ? versions->mine
                                                                       : bg_version_next(arena, &next).version;
}

bool bg_merging_go_on(const struct bg_merging *merging, const struct bg_merge_sides *texts, struct bg_slice *out,
                      bool *is_clean, struct bg_error *err) {
    if (merging->step_count > 0) {
        const struct bg_merge_step *step = merging->steps;
        struct bg_merging rest = *merging;
        rest.steps++;
        rest.step_count--;
        return step->artefact->merge(&rest, &step->place, texts, out, is_clean, err);
    }
    const struct bg_slice *ours = merging->tip_is_ours ? &texts->tip : &texts->mine;
    const struct bg_slice *theirs = merging->tip_is_ours ? &texts->mine : &texts->tip;
    return bg_text_merge(merging->arena, &texts->base, ours, theirs, merging->marker_size, out, is_clean, err);
}
