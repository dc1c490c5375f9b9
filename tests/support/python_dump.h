/*
 * A tree of Python as one line: names and constants as they are, texts as 'hexadecimal bytes', anything else as
 * (kind sign text a b c [items] [body] [rest] [final]). What a reader could not tell has a question mark.
 */
#ifndef TESTS_SUPPORT_PYTHON_DUMP_H
#define TESTS_SUPPORT_PYTHON_DUMP_H

#include "base/buffer.h"
#include "source/code/python/tree.h"

void python_dump(struct bg_buffer *out, const struct bg_py_node *node);

#endif
