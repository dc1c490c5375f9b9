/*
 * Python literals: the runtime reads every rendered template back as one, so `None` becomes null, `12` a number and
 * `['a']` a list, while plain words stay text (Python 3 reference, 2.4 "Literals").
 */
#ifndef BG_SOURCE_CODE_PYTHON_LITERAL_H
#define BG_SOURCE_CODE_PYTHON_LITERAL_H

#include "text/node.h"

/*
 * The value that `text` is a literal of, or `text` itself as a string node if it is none. Tuples become lists.
 * `like` gives the place. Not read: sets, complex numbers, bytes, raw, long and adjacent strings; they stay text.
 */
const struct bg_node *bg_python_literal(struct bg_arena *arena, struct bg_slice text, const struct bg_node *like);

/* How Python's str() writes a scalar: None, True, 12, the text itself. {NULL, 0} for lists and maps. */
struct bg_slice bg_python_text(const struct bg_node *node);

#endif
