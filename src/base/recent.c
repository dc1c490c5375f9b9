/* What was used last: see recent.h. Entries stand in chains by hash, and in one list by their last use. */
#include "base/recent.h"

#include "base/arena.h"
#include "base/table.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

struct bg_recent_entry {
    struct bg_recent_entry *same; /* the next of its chain */
    struct bg_recent_entry *newer;
    struct bg_recent_entry *older;
    void *value;
    size_t weight;
    uint64_t hash;
    size_t len;
    char key[];
};

static struct bg_recent_entry **chain_of(const struct bg_recent *recent, uint64_t hash) {
    return &recent->slots[(size_t)hash & (recent->slot_count - 1)];
}

/* Out of the list by use. */
static void unlink_entry(struct bg_recent *recent, struct bg_recent_entry *entry) {
    *(entry->newer == NULL ? &recent->newest : &entry->newer->older) = entry->older;
    *(entry->older == NULL ? &recent->oldest : &entry->older->newer) = entry->newer;
}

static void link_newest(struct bg_recent *recent, struct bg_recent_entry *entry) {
    entry->newer = NULL;
    entry->older = recent->newest;
    *(recent->newest == NULL ? &recent->oldest : &recent->newest->newer) = entry;
    recent->newest = entry;
}

static void drop_oldest(struct bg_recent *recent) {
    struct bg_recent_entry *entry = recent->oldest;
    struct bg_recent_entry **at = chain_of(recent, entry->hash);
    while (*at != entry) {
        at = &(*at)->same;
    }
    *at = entry->same;
    unlink_entry(recent, entry);
    recent->weight -= entry->weight;
    recent->count--;
    recent->free(entry->value);
    free(entry);
}

static void grow(struct bg_recent *recent) {
    size_t count = recent->slot_count == 0 ? FIRST_SLOTS : recent->slot_count * 2;
    free(recent->slots);
    recent->slots = bg_realloc_array(NULL, count, sizeof(struct bg_recent_entry *));
    recent->slot_count = count;
    memset(recent->slots, 0, count * sizeof recent->slots[0]);
    for (struct bg_recent_entry *entry = recent->newest; entry != NULL; entry = entry->older) {
        struct bg_recent_entry **chain = chain_of(recent, entry->hash);
        entry->same = *chain;
        *chain = entry;
    }
}

void *bg_recent_get(struct bg_recent *recent, struct bg_slice key) {
    uint64_t hash = bg_slice_hash(key);
    struct bg_recent_entry *entry = recent->slot_count == 0 ? NULL : *chain_of(recent, hash);
    while (entry != NULL && !(entry->hash == hash && bg_slice_equal((struct bg_slice){entry->key, entry->len}, key))) {
        entry = entry->same;
    }
    if (entry == NULL) {
        return NULL;
    }
    if (entry != recent->newest) {
        unlink_entry(recent, entry);
        link_newest(recent, entry);
    }
    return entry->value;
}

bool bg_recent_put(struct bg_recent *recent, struct bg_slice key, void *value, size_t weight) {
    if (weight > recent->most) {
        recent->free(value);
        return false;
    }
    while (recent->weight > recent->most - weight) {
        drop_oldest(recent);
    }
    if (recent->count == recent->slot_count) {
        grow(recent);
    }
    struct bg_recent_entry *entry = bg_realloc(NULL, sizeof *entry + key.len);
    uint64_t hash = bg_slice_hash(key);
    struct bg_recent_entry **chain = chain_of(recent, hash);
    *entry = (struct bg_recent_entry){.same = *chain, .value = value, .weight = weight, .hash = hash, .len = key.len};
    if (key.len > 0) {
        memcpy(entry->key, key.at, key.len);
    }
    *chain = entry;
    link_newest(recent, entry);
    recent->weight += weight;
    recent->count++;
    return true;
}

void bg_recent_finish(struct bg_recent *recent) {
    while (recent->oldest != NULL) {
        drop_oldest(recent);
    }
    free(recent->slots);
    recent->slots = NULL;
    recent->slot_count = 0;
}
