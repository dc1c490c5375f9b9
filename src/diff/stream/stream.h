/* Two versions of one stream: its attributes in the catalog, and its schema. */
#ifndef BG_DIFF_STREAM_STREAM_H
#define BG_DIFF_STREAM_STREAM_H

#include "diff/protocol.h"
#include "diff/same.h"

/* How a stream is called in changes: "name", or "namespace.name". */
struct bg_slice bg_stream_label(struct bg_arena *arena, const struct bg_stream *stream);

/* Everything but name and namespace. */
void bg_diff_stream(const struct bg_protocol *protocol, const struct bg_stream *base, const struct bg_stream *head,
                    struct bg_same *same, struct bg_changes *out);

#endif
