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

#endif
