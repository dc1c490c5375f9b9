/* Splices: byte ranges of a text and what stands there instead. Everything outside of them stays as it is. */
#ifndef BG_RELEASE_SPLICE_H
#define BG_RELEASE_SPLICE_H

#include "base/arena.h"

/* The bytes [at, end) become `text`; at equal to end inserts. */
struct bg_splice {
    size_t at;
    size_t end;
    struct bg_slice text;
};

/* The text with all splices applied, in the arena. False, and nothing is made, unless they stand in ascending order
 * within the text and do not overlap. */
bool bg_splice_apply(struct bg_arena *arena, struct bg_slice text, const struct bg_splice *splices, size_t count,
                     struct bg_slice *out) BG_MUST_CHECK;

/* Puts them into ascending order; those of one place stay in theirs. */
void bg_splice_sort(struct bg_splice *splices, size_t count);

#endif
