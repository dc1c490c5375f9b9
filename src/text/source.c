/*
 * Sources: see source.h. The tables are built once, at the first question: most files are never asked. On long lines
 * characters are counted by blocks, since a minified file has all its places on one.
 */
#include "text/source.h"

/* Bytes of a block, and of a line that is worth counting by blocks. */
enum { BLOCK = 256, LONG_LINE = 1024 };

struct bg_source *bg_source_new(struct bg_arena *arena, struct bg_slice path, struct bg_slice text) {
    struct bg_source *source = bg_arena_alloc(arena, sizeof *source);
    *source = (struct bg_source){.path = path, .text = text, .arena = arena};
    return source;
}

/* The byte after the next line end from `at` on, or 0 if there is none. */
static size_t next_line(struct bg_slice text, size_t at) {
    const char *end = at < text.len ? memchr(text.at + at, '\n', text.len - at) : NULL;
    return end == NULL ? 0 : (size_t)(end - text.at) + 1;
}

static bool is_character(char c) {
    return ((unsigned char)c & 0xc0) != 0x80;
}

static void index_blocks(struct bg_source *source) {
    source->block_characters =
        bg_arena_array(source->arena, source->text.len / BLOCK + 1, sizeof source->block_characters[0]);
    uint32_t characters = 0;
    for (size_t i = 0; i < source->text.len; i++) {
        if (i % BLOCK == 0) {
            source->block_characters[i / BLOCK] = characters;
        }
        characters += is_character(source->text.at[i]);
    }
    if (source->text.len % BLOCK == 0) {
        source->block_characters[source->text.len / BLOCK] = characters;
    }
}

/* Characters before the byte at offset `at`. */
static uint32_t characters_before(struct bg_source *source, size_t at) {
    if (source->block_characters == NULL) {
        index_blocks(source);
    }
    uint32_t characters = source->block_characters[at / BLOCK];
    for (size_t i = at - at % BLOCK; i < at; i++) {
        characters += is_character(source->text.at[i]);
    }
    return characters;
}

static void index_lines(struct bg_source *source) {
    uint32_t count = 1;
    for (size_t at = next_line(source->text, 0); at > 0; at = next_line(source->text, at)) {
        count++;
    }
    source->line_at = bg_arena_array(source->arena, count, sizeof source->line_at[0]);
    source->line_count = count;
    uint32_t line = 1;
    for (size_t at = next_line(source->text, 0); at > 0; at = next_line(source->text, at)) {
        source->line_at[line++] = (uint32_t)at;
    }
}

/* Bytes of a UTF-8 byte order mark at the start of the text. */
static size_t mark_len(struct bg_slice text) {
    return bg_slice_starts(text, BG_LITERAL("\xef\xbb\xbf")) ? 3 : 0;
}

struct bg_place bg_source_place(struct bg_source *source, size_t at) {
    if (source->line_at == NULL) {
        index_lines(source);
    }
    if (at > source->text.len) {
        at = source->text.len;
    }
    uint32_t low = 0;
    uint32_t high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_at[middle] <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t from = source->line_at[low] + (low == 0 ? mark_len(source->text) : 0);
    uint32_t column = 1;
    if (at > from + LONG_LINE) {
        column += characters_before(source, at) - characters_before(source, from);
    } else {
        for (size_t i = from; i < at; i++) {
            column += is_character(source->text.at[i]);
        }
    }
    return (struct bg_place){source->path, source->lines_before + low + 1, column};
}

struct bg_slice bg_source_line(struct bg_source *source, uint32_t line) {
    if (source->line_at == NULL) {
        index_lines(source);
    }
    if (line == 0 || line > source->line_count) {
        return BG_NO_SLICE;
    }
    size_t from = source->line_at[line - 1];
    size_t to = line == source->line_count ? source->text.len : source->line_at[line] - 1;
    if (to > from && source->text.at[to - 1] == '\r') {
        to--;
    }
    return bg_slice_range(source->text, from, to);
}
