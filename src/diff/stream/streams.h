/*
 * The streams of two connectors. A stream is the same stream if namespace and name are, wherever its schema is kept.
 */
#ifndef BG_DIFF_STREAM_STREAMS_H
#define BG_DIFF_STREAM_STREAMS_H

#include "diff/protocol.h"

/*
 * Appends what differs. Streams that cannot be seen on one side are no differences of their own: that they are out of
 * sight is one change. Texts of the changes live in the arena of `out` or belong to the connectors.
 */
void bg_diff_streams(const struct bg_protocol *protocol, const struct bg_declaration *base,
                     const struct bg_declaration *head, struct bg_changes *out);

#endif
