/* Memos: see memo.h. Open addressing over pointers; tables that were outgrown stay in the arena until it ends. */
#include "base/memo.h"

/* Small first: each file of schemas has memos of its own, and most hold a few entries. */
enum { FIRST_SLOTS = 16 };

struct bg_memo_entry {
    struct bg_memo_key key;
    const void *value;
};

static size_t mix(size_t hash, const void *pointer) {
    hash = (hash ^ (size_t)(uintptr_t)pointer) * (size_t)0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

static struct bg_memo_entry *slot_of(const struct bg_memo *memo, struct bg_memo_key key) {
    size_t slot = mix(mix(mix(mix(0, key.first), key.second), key.third), key.fourth) & (memo->slot_count - 1);
    for (;; slot = (slot + 1) & (memo->slot_count - 1)) {
        struct bg_memo_entry *entry = &memo->slots[slot];
        bool is_same = entry->key.first == key.first && entry->key.second == key.second &&
                       entry->key.third == key.third && entry->key.fourth == key.fourth;
        if (is_same || entry->key.first == NULL) {
            return entry;
        }
    }
}

static void grow(struct bg_memo *memo) {
    struct bg_memo before = *memo;
    memo->slot_count = before.slot_count == 0 ? FIRST_SLOTS : before.slot_count * 4;
    memo->slots = bg_arena_array(memo->arena, memo->slot_count, sizeof *memo->slots);
    for (size_t i = 0; i < before.slot_count; i++) {
        if (before.slots[i].key.first != NULL) {
            *slot_of(memo, before.slots[i].key) = before.slots[i];
        }
    }
}

const void **bg_memo_at(struct bg_memo *memo, struct bg_memo_key key) {
    if (memo->count >= memo->slot_count / 2) {
        grow(memo);
    }
    struct bg_memo_entry *entry = slot_of(memo, key);
    if (entry->key.first == NULL) {
        entry->key = key;
        memo->count++;
    }
    return &entry->value;
}
