/*
 * Memos: what has been computed for a combination of pointers, so that a node that is shared a million times is worked
 * on once. A zeroed memo with its arena set is empty and ready; its memory belongs to the arena.
 */
#ifndef BG_BASE_MEMO_H
#define BG_BASE_MEMO_H

#include "base/arena.h"

struct bg_memo_key {
    const void *first; /* never NULL */
    const void *second;
    const void *third;
    const void *fourth;
};

struct bg_memo {
    struct bg_arena *arena;
    /* private */
    struct bg_memo_entry *slots;
    size_t slot_count;
    size_t count;
};

/* Where the value for `key` is kept, NULL if it is new. Valid until the next call. */
const void **bg_memo_at(struct bg_memo *memo, struct bg_memo_key key);

#endif
