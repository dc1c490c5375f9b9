/*
 * Tables: maps from slice to pointer that remember the order of insertion. Keys and values are not copied.
 * A zeroed table is empty; bg_table_finish frees the table itself, never what it points to.
 */
#ifndef BG_BASE_TABLE_H
#define BG_BASE_TABLE_H

#include "base/slice.h"

struct bg_table_entry {
    struct bg_slice key;
    void *value;
    uint64_t hash; /* private */
};

struct bg_table {
    struct bg_table_entry *entries; /* in order of insertion */
    size_t count;
    /* private */
    size_t room;
    uint32_t *slots; /* index into entries plus 1; 0 is free */
    size_t slot_count;
};

/* A hash seeded per process: colliding keys cannot be chosen in advance. Never stored or printed. */
uint64_t bg_slice_hash(struct bg_slice key);

/* Accepts NULL and a zeroed table. */
void bg_table_finish(struct bg_table *table);

/* The value under `key`, or NULL. */
void *bg_table_get(const struct bg_table *table, struct bg_slice key);

/* Adds the pair, or replaces the value under an equal key (which keeps its place). True if the key is new. */
bool bg_table_put(struct bg_table *table, struct bg_slice key, void *value);

#endif
