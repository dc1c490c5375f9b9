/* The files of built-in layouts, between layout.c and layout_read.c. */
#ifndef BG_LAYOUT_LAYOUT_FILE_H
#define BG_LAYOUT_LAYOUT_FILE_H

#include "base/error.h"
#include "text/node.h"

/* The document of the built-in layout `id`; `at` is where it is asked for. */
bool bg_layout_document(struct bg_arena *arena, struct bg_slice id, struct bg_place at, const struct bg_node **out,
                        struct bg_error *err) BG_MUST_CHECK;

#endif
