/* A stream as data: the form that `snapshot` prints, and in which the template of dynamic streams is compared. */
#ifndef BG_SOURCE_STREAM_MODEL_H
#define BG_SOURCE_STREAM_MODEL_H

#include "source/declaration.h"

/* What a key or a cursor is called that cannot be known. */
#define BG_UNSEEN "?"

const struct bg_node *bg_stream_model(struct bg_arena *arena, const struct bg_stream *stream);

#endif
