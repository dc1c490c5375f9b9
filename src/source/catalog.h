/*
 * Catalogs: {"streams": [...]}, as a connector's discovery prints them (AirbyteCatalog), as a connection keeps them
 * (ConfiguredAirbyteCatalog, where every entry wraps its stream), or as `bumpgate snapshot` prints a connector, read
 * into the model of declaration.h.
 */
#ifndef BG_SOURCE_CATALOG_H
#define BG_SOURCE_CATALOG_H

#include "base/problems.h"
#include "source/declaration.h"

/* One stream object, in the arena. Keys that the model has no place for end up in `rest`. False if it is no mapping or
 * has no name. */
bool bg_catalog_stream(struct bg_arena *arena, const struct bg_node *node, struct bg_stream *out);

/*
 * All streams of the catalog, in its order, and its dynamic streams if it is a snapshot, into *out, which gets nothing
 * else; in the arena, nodes are shared with `catalog`. An entry without a name is a fatal problem `bad-catalog` and
 * left out. False, with a place, if there is no list of streams.
 */
bool bg_catalog_read(struct bg_arena *arena, const struct bg_node *catalog, struct bg_problems *problems,
                     struct bg_declaration *out, struct bg_error *err) BG_MUST_CHECK;

#endif
