/*
 * Markdown by lines: which lines are text at all (not inside fenced code or an HTML comment), and which are headings.
 * Enough for changelogs and migration guides; no more of Markdown is understood.
 */
#ifndef BG_TEXT_MARKDOWN_H
#define BG_TEXT_MARKDOWN_H

#include "base/arena.h"

struct bg_md_line {
    size_t at; /* byte range [at, end) without the line end, in the text */
    size_t end;
    size_t next; /* where the next line begins */
    bool is_text;
};

/* All lines of the text, in the arena. A byte order mark at its start belongs to none. */
struct bg_md_line *bg_md_lines(struct bg_arena *arena, struct bg_slice text, size_t *count);

/* The level of an ATX heading (`## Title`, CommonMark 4.2) and its title; 0 if the line is none or no text. */
unsigned bg_md_heading(struct bg_slice text, const struct bg_md_line *line, struct bg_slice *title);

/* The bytes of the line, without its end. */
static inline struct bg_slice bg_md_text(struct bg_slice text, const struct bg_md_line *line) {
    return bg_slice_range(text, line->at, line->end);
}

/* "\n", "\r\n", or "" for a last line that does not end. */
static inline struct bg_slice bg_md_line_end(struct bg_slice text, const struct bg_md_line *line) {
    return bg_slice_range(text, line->end, line->next);
}

#endif
