/*
 * Arenas: memory with two lifetimes, the run and the connector. Nothing in an arena is freed by itself.
 * Out of memory ends in a handler that does not return; no caller tests for it.
 */
#ifndef BG_BASE_ARENA_H
#define BG_BASE_ARENA_H

#include "base/slice.h"

struct bg_arena_block;

struct bg_arena {
    /* private */
    struct bg_arena_block *blocks;
    char *next;
    size_t left;
    size_t total;
};

#define BG_ARENA_EMPTY ((struct bg_arena){0})

/* Frees everything; the arena can be used again. Accepts a zeroed arena. */
void bg_arena_finish(struct bg_arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL, also for size 0. */
void *bg_arena_alloc(struct bg_arena *arena, size_t size);

/* Zeroed room for `count` elements of `size` bytes; ends the program when the product overflows. */
void *bg_arena_array(struct bg_arena *arena, size_t count, size_t size);

/* A copy in the arena, followed by a NUL that does not count. Keeps {NULL, 0} as it is. */
struct bg_slice bg_arena_copy(struct bg_arena *arena, struct bg_slice slice);

/* The parts one behind the other, whatever bytes they have; followed by a NUL that does not count. */
struct bg_slice bg_arena_join(struct bg_arena *arena, const struct bg_slice *parts, size_t count);

/* Formatted text in the arena, followed by a NUL that does not count. For words: a slice ends at its first NUL there,
 * so contents of files are joined. */
struct bg_slice bg_arena_printf(struct bg_arena *arena, const char *format, ...) BG_PRINTF(2, 3);

/* Bytes handed out since the last finish. */
size_t bg_arena_total(const struct bg_arena *arena);

/* malloc, realloc that never fail; for growing buffers. */
void *bg_realloc(void *old, size_t size);
/* The same for `count` elements; also ends the program when the product overflows. */
void *bg_realloc_array(void *old, size_t count, size_t size);

/* Called with the size that could not be had; NULL: abort. Set by bg_set_out_of_memory, before anything is allocated.
 */
extern void (*bg_on_out_of_memory)(size_t size);

#endif
