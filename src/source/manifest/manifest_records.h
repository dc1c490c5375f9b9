/*
 * What a manifest does to the records of a stream after they were fetched: the schema stays, and a column may be filled
 * no more.
 */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_RECORDS_H
#define BG_SOURCE_MANIFEST_MANIFEST_RECORDS_H

#include "text/node.h"

/*
 * A map of what is there, or NULL: `removed` and `filled`, lists of paths that transformations take out of every record
 * or put into it; `filter`, the condition that a record must fulfil, and `keeps_nothing` if none can; `others`, how
 * many transformations are of another kind or depend on the record; `normalization`.
 */
const struct bg_node *bg_manifest_records(struct bg_arena *arena, const struct bg_node *stream);

#endif
