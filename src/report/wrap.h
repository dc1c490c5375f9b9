/* Texts in lines of 80 columns, for terminals. */
#ifndef BG_REPORT_WRAP_H
#define BG_REPORT_WRAP_H

#include "base/buffer.h"

/* Columns of a line, where nothing that must stay whole is longer. */
enum { BG_WRAP_COLUMNS = 80 };

/* Adds `text`, made visible, as lines that begin with `indent` spaces and end with a line end. It is broken between
 * words alone, and never inside a pair of backticks: a path, an id or a command stays whole. Nothing for no text. */
void bg_wrap_add(struct bg_buffer *out, size_t indent, struct bg_slice text);

/* Columns that visible text takes; well-formed UTF-8. */
size_t bg_wrap_columns(struct bg_slice text);

#endif
