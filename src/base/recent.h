/*
 * What was used last: a map from slice to value that holds no more than a weight. What was not asked for the longest
 * goes first. Whoever puts something in gives it away; keys are copied.
 */
#ifndef BG_BASE_RECENT_H
#define BG_BASE_RECENT_H

#include "base/slice.h"

struct bg_recent_entry;

/* Starts zeroed but for the first two. */
struct bg_recent {
    size_t most;               /* weight of all values together */
    void (*free)(void *value); /* of one that goes */
    /* private */
    size_t weight;
    size_t count;
    size_t slot_count;
    struct bg_recent_entry **slots; /* chains by hash */
    struct bg_recent_entry *newest;
    struct bg_recent_entry *oldest;
};

/* The value under `key`, which is the newest from here on, or NULL. Good until the next one is put in. */
void *bg_recent_get(struct bg_recent *recent, struct bg_slice key);

/* Puts in a value that is not there. One that is too heavy goes at once: true says that it has stayed. */
bool bg_recent_put(struct bg_recent *recent, struct bg_slice key, void *value, size_t weight);

/* Accepts a zeroed one. */
void bg_recent_finish(struct bg_recent *recent);

#endif
