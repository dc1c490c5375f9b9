/* What is wrong with a release. */
#ifndef BG_RELEASE_REASON_H
#define BG_RELEASE_REASON_H

#include "base/arena.h"

/* Why a connector was rejected or could not be judged. */
struct bg_reason {
    enum bg_id id;
    struct bg_slice message;
    struct bg_place at;
};

/* A growing list in an arena; starts zeroed but for `arena`. */
struct bg_reasons {
    struct bg_arena *arena;
    struct bg_reason *items;
    size_t count;
    size_t room; /* private */
};

/* `id` is one that rules/ has words for. */
void bg_reasons_add(struct bg_reasons *reasons, enum bg_id id, struct bg_place at, const char *format, ...)
    BG_PRINTF(4, 5);

#endif
