/*
 * A title as the text of a cell: on one line, and so that nothing of it is markup. Pages are read as Markdown and as
 * MDX, in which an angle bracket or a brace outside of code begins an element or an expression, and one that does not
 * end stops the build of a whole site.
 */
#ifndef BG_RELEASE_CELL_TEXT_H
#define BG_RELEASE_CELL_TEXT_H

#include "base/arena.h"

/* White space in runs becomes one blank, none at the ends, and so do control characters, line separators and what turns
 * the direction of a text around; bytes that are no UTF-8 become U+FFFD. In the arena. */
struct bg_slice bg_cell_line(struct bg_arena *arena, struct bg_slice title);

/* The same, and pipes, and `<`, `{` and `}` outside of code spans, get a backslash unless they have one, which Markdown
 * shows as the character alone. In the arena. */
struct bg_slice bg_cell_text(struct bg_arena *arena, struct bg_slice title);

#endif
