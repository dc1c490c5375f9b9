/* Lists that grow: see vector.h. */
#include "base/vector.h"

enum { FIRST_ROOM = 8 };

void *bg_vector_reserve(struct bg_arena *arena, void *items, size_t count, size_t *room, size_t size) {
    if (count < *room) {
        return items;
    }
    size_t more = count < FIRST_ROOM ? FIRST_ROOM : count * 2;
    *room = more;
    if (arena == NULL) {
        return bg_realloc_array(items, more, size);
    }
    char *moved = bg_arena_array(arena, more, size);
    if (count > 0) {
        memcpy(moved, items, count * size);
    }
    return moved;
}

void bg_vector_open(void *items, size_t count, size_t index, size_t size) {
    char *at = (char *)items + index * size;
    memmove(at + size, at, (count - index) * size);
}

size_t bg_vector_find(const void *items, size_t count, size_t size, const void *key,
                      int (*compare)(const void *item, const void *key)) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare((const char *)items + middle * size, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
