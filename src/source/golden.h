/*
 * Streams that code makes, known from what the connector's own tests keep of its discovery: a fallback, and labelled.
 * The files hold JSON, one list or one value after another between lines of text; which keys say what is data.
 */
#ifndef BG_SOURCE_GOLDEN_H
#define BG_SOURCE_GOLDEN_H

#include "source/manifest/manifest.h"
#include "source/surface.h"

/*
 * Adds a stream for every mapping with a name and a schema, in the order of the files. False after a fatal problem: a
 * file cannot be read.
 */
bool bg_golden_streams(struct bg_tree *tree, const struct bg_surface *surface, struct bg_arena *arena,
                       struct bg_problems *problems, struct bg_stream_list *out);

#endif
