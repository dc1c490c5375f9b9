/* The making of a merge: see merging.h. */
#include "release/merging.h"

#include "release/scheme.h"
#include "release/settle.h"
#include "repo/text_merge.h"

/* Put upon what does not have the release that it comes after: a commit that was moved before another one, or onto an
 * older line. Its number counts from there, which nobody has named. */
static bool is_out_of_order(const struct bg_merging *merging, const struct bg_settle_query *query) {
    return merging->tip_is_ours && !bg_slice_equal(query->own, query->base) &&
           bg_scheme_is_above(query->policy, query->base, query->tip);
}

struct bg_slice bg_merging_version(const struct bg_merging *merging, const struct bg_merge_sides *versions) {
    const struct bg_merge_sides *known = &merging->versions;
    bool is_of_connector = known->mine.at != NULL && bg_slice_equal(known->mine, versions->mine);
    struct bg_settle_query query = {
        .policy = merging->policy,
        .base = is_of_connector && known->base.at != NULL ? known->base : versions->base,
        .own = versions->mine,
        .tip = is_of_connector && known->tip.at != NULL ? known->tip : versions->tip,
    };
    return is_out_of_order(merging, &query) ? BG_NO_SLICE : bg_settle(merging->arena, &query).version;
}

bool bg_merging_go_on(const struct bg_merging *merging, const struct bg_merge_sides *texts, struct bg_slice *out,
                      bool *is_clean, struct bg_error *err) {
    if (merging->step_count > 0) {
        const struct bg_merge_step *step = merging->steps;
        struct bg_merging rest = *merging;
        rest.steps++;
        rest.step_count--;
        rest.versions = step->versions.mine.at != NULL ? step->versions : rest.versions;
        return step->artefact->merge(&rest, &step->place, texts, out, is_clean, err);
    }
    const struct bg_slice *ours = merging->tip_is_ours ? &texts->tip : &texts->mine;
    const struct bg_slice *theirs = merging->tip_is_ours ? &texts->mine : &texts->tip;
    return bg_text_merge(merging->arena, &texts->base, ours, theirs, merging->marker_size, out, is_clean, err);
}
