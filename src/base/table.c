/* Tables: open addressing over an entry array. The hash is seeded per process against chosen keys. */
#include "base/table.h"

#include "base/arena.h"
#include "base/portable.h"
#include "base/vector.h"

#include <stdlib.h>

static uint64_t seed(void) {
    static uint64_t value;
    if (value == 0) {
        if (getentropy(&value, sizeof value) != 0) {
            value = (uint64_t)(uintptr_t)&value;
        }
        value |= 1;
    }
    return value;
}

static uint64_t mix(uint64_t h) {
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}

uint64_t bg_slice_hash(struct bg_slice key) {
    uint64_t h = seed() ^ key.len;
    size_t at = 0;
    for (; at + 8 <= key.len; at += 8) {
        uint64_t word;
        memcpy(&word, key.at + at, 8);
        h = mix(h ^ word);
    }
    uint64_t tail = 0;
    if (at < key.len) {
        memcpy(&tail, key.at + at, key.len - at);
    }
    return mix(h ^ tail);
}

void bg_table_finish(struct bg_table *table) {
    if (table != NULL) {
        free(table->entries);
        free(table->slots);
        *table = (struct bg_table){0};
    }
}

/* The slot that holds `key`, or the free one where it belongs. There is always a free one. */
static size_t slot_of(const struct bg_table *table, struct bg_slice key, uint64_t hash) {
    size_t slot = (size_t)hash & (table->slot_count - 1);
    while (table->slots[slot] != 0) {
        const struct bg_table_entry *entry = &table->entries[table->slots[slot] - 1];
        if (entry->hash == hash && bg_slice_equal(entry->key, key)) {
            break;
        }
        slot = (slot + 1) & (table->slot_count - 1);
    }
    return slot;
}

static void grow(struct bg_table *table) {
    table->entries = bg_vector_reserve(NULL, table->entries, table->count, &table->room, sizeof table->entries[0]);
    table->slot_count = table->room * 2; /* a power of two, as all room is */
    table->slots = bg_realloc_array(table->slots, table->slot_count, sizeof table->slots[0]);
    memset(table->slots, 0, table->slot_count * sizeof table->slots[0]);
    for (size_t i = 0; i < table->count; i++) {
        table->slots[slot_of(table, table->entries[i].key, table->entries[i].hash)] = (uint32_t)i + 1;
    }
}

void *bg_table_get(const struct bg_table *table, struct bg_slice key) {
    if (table->count == 0) {
        return NULL;
    }
    uint32_t found = table->slots[slot_of(table, key, bg_slice_hash(key))];
    return found == 0 ? NULL : table->entries[found - 1].value;
}

bool bg_table_put(struct bg_table *table, struct bg_slice key, void *value) {
    uint64_t hash = bg_slice_hash(key);
    if (table->count > 0) {
        uint32_t found = table->slots[slot_of(table, key, hash)];
        if (found != 0) {
            table->entries[found - 1].value = value;
            return false;
        }
    }
    if (table->count == table->room) {
        grow(table);
    }
    table->entries[table->count] = (struct bg_table_entry){.key = key, .value = value, .hash = hash};
    table->count++;
    table->slots[slot_of(table, key, hash)] = (uint32_t)table->count;
    return true;
}
