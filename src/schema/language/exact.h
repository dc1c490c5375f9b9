/*
 * Exact numbers: JSON's decimals and their quotients, of any size within base/limits.h. Doubles cannot do this: schemas
 * hold steps of 1e-25, and every multiple of 3 is one of 0.3. Numbers live in the arena they were made in and never
 * change; arithmetic is GMP's.
 */
#ifndef BG_SCHEMA_LANGUAGE_EXACT_H
#define BG_SCHEMA_LANGUAGE_EXACT_H

#include "base/arena.h"

struct bg_exact;

/* The number that JSON number text denotes; NULL if it is no number or over the limits. */
const struct bg_exact *bg_exact_read(struct bg_arena *arena, struct bg_slice text);
const struct bg_exact *bg_exact_of(struct bg_arena *arena, long value);

/* JSON text, the same for equal numbers: "10", "0.25", "1e-25". Only for finite decimals. */
struct bg_slice bg_exact_text(struct bg_arena *arena, const struct bg_exact *number);

/* Below 0, 0 or above 0. */
int bg_exact_compare(const struct bg_exact *a, const struct bg_exact *b);
int bg_exact_sign(const struct bg_exact *a);
bool bg_exact_is_integer(const struct bg_exact *a);
/* `step` is above 0. */
bool bg_exact_is_multiple(const struct bg_exact *a, const struct bg_exact *step);
/* A whole number from 0 to `limit`; `limit` if it is larger or no such number. */
size_t bg_exact_size(const struct bg_exact *a, size_t limit);

const struct bg_exact *bg_exact_add(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b);
const struct bg_exact *bg_exact_subtract(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b);
const struct bg_exact *bg_exact_multiply(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b);
/* The smallest whole k with k * step >= a, and the largest with k * step <= a. `step` is above 0. */
const struct bg_exact *bg_exact_ceiling(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *step);
const struct bg_exact *bg_exact_floor(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *step);
/* The smallest number above 0 that is a multiple of both; NULL if it is over the limits. Both are above 0. */
const struct bg_exact *bg_exact_common_multiple(struct bg_arena *arena, const struct bg_exact *a,
                                                const struct bg_exact *b);

#endif
