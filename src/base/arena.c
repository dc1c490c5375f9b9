/*
 * Arenas: blocks that double up to 1 MiB, handed out front to back. Under AddressSanitizer every allocation is a
 * block of its own, so that a read past its end is seen.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_EACH true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_EACH true
#endif
#endif
#ifndef ONE_BLOCK_EACH
#define ONE_BLOCK_EACH false
#endif

/* Small first: an audit keeps thousands of arenas that hold a few words each. */
enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 1024 * 1024 };

struct bg_arena_block {
    struct bg_arena_block *previous;
    alignas(max_align_t) char bytes[];
};

void (*bg_on_out_of_memory)(size_t size) = NULL;

static _Noreturn void out_of_memory(size_t size) {
    if (bg_on_out_of_memory != NULL) {
        bg_on_out_of_memory(size);
    }
    abort(); /* nobody above could go on */
}

void *bg_realloc(void *old, size_t size) {
    void *fresh = realloc(old, size == 0 ? 1 : size);
    if (fresh == NULL) {
        out_of_memory(size);
    }
    return fresh;
}

void *bg_realloc_array(void *old, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        out_of_memory(SIZE_MAX);
    }
    return bg_realloc(old, count * size);
}

static char *block_add(struct bg_arena *arena, size_t size) {
    if (size > SIZE_MAX - sizeof(struct bg_arena_block)) {
        out_of_memory(size);
    }
    struct bg_arena_block *block = calloc(1, sizeof *block + size);
    if (block == NULL) {
        out_of_memory(size);
    }
    block->previous = arena->blocks;
    arena->blocks = block;
    return block->bytes;
}

void bg_arena_finish(struct bg_arena *arena) {
    if (arena == NULL) {
        return;
    }
    for (struct bg_arena_block *block = arena->blocks; block != NULL;) {
        struct bg_arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
    *arena = BG_ARENA_EMPTY;
}

static void *alloc_aligned(struct bg_arena *arena, size_t size, size_t align) {
    size = size == 0 ? 1 : size;
    arena->total += size;
    if (ONE_BLOCK_EACH || size > LARGEST_BLOCK / 4) {
        return block_add(arena, size);
    }
    size_t gap = (align - (uintptr_t)arena->next % align) % align;
    if (arena->left < gap + size) {
        size_t room = arena->total < FIRST_BLOCK ? FIRST_BLOCK : arena->total;
        room = room > LARGEST_BLOCK ? LARGEST_BLOCK : room;
        arena->next = block_add(arena, room);
        arena->left = room;
        gap = 0;
    }
    void *result = arena->next + gap;
    arena->next += gap + size;
    arena->left -= gap + size;
    return result;
}

void *bg_arena_alloc(struct bg_arena *arena, size_t size) {
    return alloc_aligned(arena, size, alignof(max_align_t));
}

void *bg_arena_array(struct bg_arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        out_of_memory(SIZE_MAX);
    }
    return bg_arena_alloc(arena, count * size);
}

struct bg_slice bg_arena_copy(struct bg_arena *arena, struct bg_slice slice) {
    if (slice.at == NULL) {
        return slice;
    }
    char *copy = alloc_aligned(arena, slice.len + 1, 1);
    memcpy(copy, slice.at, slice.len);
    return (struct bg_slice){copy, slice.len};
}

struct bg_slice bg_arena_join(struct bg_arena *arena, const struct bg_slice *parts, size_t count) {
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += parts[i].len;
    }
    char *text = alloc_aligned(arena, len + 1, 1);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0) {
            memcpy(text + at, parts[i].at, parts[i].len);
        }
        at += parts[i].len;
    }
    return (struct bg_slice){text, len};
}

struct bg_slice bg_arena_printf(struct bg_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0) {
        return BG_LITERAL("");
    }
    char *text = bg_arena_alloc(arena, (size_t)len + 1);
    va_start(args, format);
    (void)vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return (struct bg_slice){text, (size_t)len};
}

size_t bg_arena_total(const struct bg_arena *arena) {
    return arena->total;
}
