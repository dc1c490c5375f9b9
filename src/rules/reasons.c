/* Reasons in words: see reasons.h. */
#include "rules/reasons.h"

const struct bg_reason_words *bg_reasons_find(struct bg_slice id) {
    for (size_t r = 0; r < bg_builtin_reason_count; r++) {
        if (bg_slice_equal(bg_builtin_reasons[r].id, id)) {
            return &bg_builtin_reasons[r];
        }
    }
    return NULL;
}

const struct bg_reason_words *bg_reasons_list(size_t *count) {
    *count = bg_builtin_reason_count;
    return bg_builtin_reasons;
}

void bg_reasons_offer(struct bg_nearest *nearest) {
    for (size_t r = 0; r < bg_builtin_reason_count; r++) {
        bg_nearest_offer(nearest, bg_builtin_reasons[r].id);
    }
}
