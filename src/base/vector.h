/*
 * Lists that grow: any struct with `items`, `count` and `room`, all zero at first. Room doubles, so that adding n items
 * costs no more than copying 2n. With an arena the items live there; with arena NULL they are the caller's to free().
 *
 *   struct names { struct bg_slice *items; size_t count; size_t room; };
 *   BG_VECTOR_ADD(arena, &names, name);
 *
 * A pointer into `items` is good until the next item is added.
 */
#ifndef BG_BASE_VECTOR_H
#define BG_BASE_VECTOR_H

#include "base/arena.h"

/* Adds one item at the end; `list` is evaluated more than once. */
#define BG_VECTOR_ADD(arena, list, ...)                                                                                \
    (BG_VECTOR_RESERVE(arena, list), (void)((list)->items[(list)->count++] = (__VA_ARGS__)))

/* Puts one item before the one at `index`, which is at most `count`: what follows moves on. */
#define BG_VECTOR_INSERT(arena, list, index, ...)                                                                      \
    (BG_VECTOR_RESERVE(arena, list), bg_vector_open((list)->items, (list)->count++, (index), sizeof(list)->items[0]),  \
     (void)((list)->items[index] = (__VA_ARGS__)))

/* Room for one item more, for lists whose items are filled in place. */
#define BG_VECTOR_RESERVE(arena, list)                                                                                 \
    ((list)->items = bg_vector_reserve((arena), (list)->items, (list)->count, &(list)->room, sizeof(list)->items[0]))

/* `items` if it holds more than `count` elements of `size` bytes, else what takes its place; *room is kept. Room that
 * is new holds zeros in an arena and anything without one. Ends the program when there is no memory. */
void *bg_vector_reserve(struct bg_arena *arena, void *items, size_t count, size_t *room, size_t size) BG_MUST_CHECK;

/* Moves the elements [index, count) on by one. There is room for it. */
void bg_vector_open(void *items, size_t count, size_t index, size_t size);

/* Where `key` stands in sorted items, or belongs: the first that is not below it. compare(item, key) is below, 0 or
 * above 0, as for bsearch. */
size_t bg_vector_find(const void *items, size_t count, size_t size, const void *key,
                      int (*compare)(const void *item, const void *key));

#endif
