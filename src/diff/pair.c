/* The sequence of comparisons: see pair.h. */
#include "diff/pair.h"

#include "diff/files.h"
#include "diff/metadata.h"
#include "diff/spec/spec.h"
#include "diff/stream/streams.h"

void bg_diff_pair(const struct bg_pair_diff *diff, struct bg_changes *out) {
    const struct bg_pair *pair = diff->pair;
    if (!pair->has_base || !pair->has_head) {
        return;
    }
    if (pair->is_compared && !bg_problems_are_fatal(&pair->problems)) {
        bg_diff_spec(diff->protocol, &pair->base.declared.spec, &pair->head.declared.spec, out);
        bg_diff_streams(diff->protocol, &pair->base.declared, &pair->head.declared, out);
    }
    bg_diff_metadata(&pair->base, &pair->head, out);
    if (diff->touched != NULL) {
        bg_diff_files(diff->touched, &diff->never_ships, 1, diff->metadata, out);
    }
}
