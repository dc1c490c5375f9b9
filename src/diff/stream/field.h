/*
 * Two versions of one field of a stream: does its column change, what changes inside it, and what changes that makes no
 * column.
 */
#ifndef BG_DIFF_STREAM_FIELD_H
#define BG_DIFF_STREAM_FIELD_H

#include "base/limits.h"
#include "diff/protocol.h"
#include "diff/same.h"

/* Where the changes of one stream go. */
struct bg_field_sink {
    const struct bg_protocol *protocol;
    struct bg_changes *out;
    struct bg_same *same; /* of all streams of the two connectors */
    struct bg_slice stream;
    size_t *trials; /* fields compared only to tell whether they are alike: BG_LIMIT_FIELD_TRIALS */
};

/* One version of a field, or of something inside it. */
struct bg_field_side {
    const struct bg_node *schema;
    struct bg_place at;
};

/* No more changes are taken: bg_diff_streams says so in one of its own. */
static inline bool bg_field_is_full(const struct bg_field_sink *sink) {
    return sink->out->count >= BG_LIMIT_CHANGES;
}

/* A change of this stream. */
struct bg_change *bg_field_change(const struct bg_field_sink *sink, enum bg_change_kind kind, enum bg_change_how how,
                                  struct bg_slice path, struct bg_slice subject);

/* `path` is the pointer of the field at head, `name` its own name. Both stay in use by the changes. */
void bg_diff_field(const struct bg_field_sink *sink, struct bg_field_side base, struct bg_field_side head,
                   struct bg_slice path, struct bg_slice name);

#endif
