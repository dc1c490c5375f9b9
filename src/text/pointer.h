/* JSON Pointers (RFC 6901). */
#ifndef BG_TEXT_POINTER_H
#define BG_TEXT_POINTER_H

#include "text/node.h"

/* parent + "/" + key with ~ and / escaped, in the arena. */
struct bg_slice bg_pointer_add(struct bg_arena *arena, struct bg_slice parent, struct bg_slice key);
struct bg_slice bg_pointer_add_index(struct bg_arena *arena, struct bg_slice parent, size_t index);

/* The node that `pointer` names below `root`, or NULL. */
const struct bg_node *bg_pointer_find(const struct bg_node *root, struct bg_slice pointer);

/* One unescaped reference token from the front of *rest (which starts with "/" or is empty). False at the end. */
bool bg_pointer_next(struct bg_arena *arena, struct bg_slice *rest, struct bg_slice *token);

#endif
