/*
 * Nearest words by edit distance with swaps (optimal string alignment). Words over 64 bytes get no suggestion: no name
 * of ours is that long, and it bounds the work.
 */
#include "base/nearest.h"

#include <stdio.h>

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t distance_of(struct bg_slice a, struct bg_slice b) {
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0]; /* the row before the previous one */
    size_t *previous = rows[1];
    size_t *current = rows[2];
    for (size_t j = 0; j <= b.len; j++) {
        before[j] = previous[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        current[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t replaced = previous[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            current[j] = least(replaced, least(previous[j], current[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
                current[j] = least(current[j], before[j - 2] + 1);
            }
        }
        size_t *free_row = before;
        before = previous;
        previous = current;
        current = free_row;
    }
    return previous[b.len];
}

struct bg_nearest bg_nearest_start(struct bg_slice word) {
    return (struct bg_nearest){.word = word, .distance = (word.len + 2) / 3 + 1};
}

void bg_nearest_offer(struct bg_nearest *nearest, struct bg_slice candidate) {
    size_t longer = nearest->word.len > candidate.len ? nearest->word.len : candidate.len;
    if (longer > WORD_MAX || longer - least(nearest->word.len, candidate.len) >= nearest->distance) {
        return; /* too long, or further by its length alone */
    }
    size_t distance = distance_of(nearest->word, candidate);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = candidate;
    }
}

const char *bg_nearest_hint(struct bg_nearest *nearest) {
    nearest->hint[0] = '\0';
    if (nearest->best.at != NULL) {
        (void)snprintf(nearest->hint, sizeof nearest->hint, "; did you mean `%.*s`?", BG_ARGS(nearest->best));
    }
    return nearest->hint;
}
