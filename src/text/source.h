/* A file as it was read: its path, its bytes, and the way from byte offsets to lines and columns. */
#ifndef BG_TEXT_SOURCE_H
#define BG_TEXT_SOURCE_H

#include "base/arena.h"

struct bg_source {
    struct bg_slice path; /* as reports name it: relative to the root of the repository */
    struct bg_slice text;
    uint32_t lines_before; /* if the text is only a part of the file: how many lines come before it */
    /* private: line starts, and characters before each block of the text; built at the first question */
    struct bg_arena *arena;
    uint32_t *line_at;
    uint32_t line_count;
    uint32_t *block_characters;
};

/* A source in `arena`; path and text are not copied and must outlive it. */
struct bg_source *bg_source_new(struct bg_arena *arena, struct bg_slice path, struct bg_slice text);

/* Line and column (in characters, a byte order mark not counted) of the byte at offset `at`. */
struct bg_place bg_source_place(struct bg_source *source, size_t at);

/* The line (from 1) without its line end. Empty if there is no such line. */
struct bg_slice bg_source_line(struct bg_source *source, uint32_t line);

#endif
