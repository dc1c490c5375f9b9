/*
 * The nearest known word to a mistyped one, for every message that refuses a name: commands, options, keys, rules.
 * Offer the known words one by one; nothing is allocated, words must outlive the search.
 */
#ifndef BG_BASE_NEAREST_H
#define BG_BASE_NEAREST_H

#include "base/slice.h"

struct bg_nearest {
    struct bg_slice word;
    struct bg_slice best; /* {NULL, 0} while nothing is near enough */
    /* private */
    size_t distance;
    char hint[160];
};

struct bg_nearest bg_nearest_start(struct bg_slice word);

/* Keeps `candidate` if it is nearer than the best so far: fewer inserted, deleted, replaced or swapped bytes, at most a
 * third of the word. The first of two equally near words stays. */
void bg_nearest_offer(struct bg_nearest *nearest, struct bg_slice candidate);

/* "; did you mean `best`?", or "" if nothing is near. Lives in *nearest. */
const char *bg_nearest_hint(struct bg_nearest *nearest);

#endif
