/* Foreign text in our sentences: one line, and nothing in it that a terminal would obey. */
#ifndef BG_BASE_VISIBLE_H
#define BG_BASE_VISIBLE_H

#include "base/buffer.h"

/*
 * Adds `text` with line ends and other control characters as \n, \t, \x1b; marks that reorder or hide text (Unicode
 * Bidi_Control, zero-width characters, line and paragraph separators) as \u202e; and bytes that are no UTF-8 as \xff.
 * After `max` bytes of output it ends with "..." (SIZE_MAX: never).
 */
void bg_visible_add(struct bg_buffer *out, struct bg_slice text, size_t max);

/* Whether it is a character that is made visible. */
bool bg_is_hidden(uint32_t code);

/* The character at the front of `text`, which starts with well-formed UTF-8, and its length in bytes. */
uint32_t bg_utf8_decode(struct bg_slice text, size_t *len);

#endif
