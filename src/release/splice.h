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

/* The text with all splices applied, in the arena. They stand in ascending order and do not overlap. */
struct bg_slice bg_splice_apply(struct bg_arena *arena, struct bg_slice text, const struct bg_splice *splices,
                                size_t count);

#endif
