/*
 * Refusals: why a file cannot be edited safely, or what is not edited at all. A stable id, one line, and the place.
 */
#ifndef BG_BASE_REFUSAL_H
#define BG_BASE_REFUSAL_H

#include "base/arena.h"

struct bg_refusal {
    enum bg_id id;
    struct bg_slice message;
    struct bg_place at;
};

/* Fills *refusal, the message in `arena`, and returns false, so that a caller can `return bg_refuse(...)`. */
bool bg_refuse(struct bg_arena *arena, struct bg_refusal *refusal, enum bg_id id, struct bg_place at,
               const char *format, ...) BG_PRINTF(5, 6);

#endif
