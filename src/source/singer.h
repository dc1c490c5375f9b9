/* Singer: catalogs as a tap's discovery prints them, into the model of declaration.h. */
#ifndef BG_SOURCE_SINGER_H
#define BG_SOURCE_SINGER_H

#include "source/declaration.h"

/* Whether a member of a catalog's `streams` has Singer's form. */
bool bg_singer_is_stream(const struct bg_node *node);

/*
 * One entry (keys tap_stream_id, stream, schema, key_properties, metadata) to a stream, in the arena. Keys and
 * replication come from the entry itself or from its metadata of the empty breadcrumb (Singer's specification,
 * "Metadata"). The schema becomes what targets make of it: a choice between null and one type is that type, which may
 * be null, and a field that the tap does not support is none. A SCHEMA message is an entry as well, with
 * bookmark_properties. False if it has no name.
 */
bool bg_singer_stream(struct bg_arena *arena, const struct bg_node *node, struct bg_stream *out);

#endif
