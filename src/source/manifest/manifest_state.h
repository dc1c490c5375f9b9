/*
 * What decides whether the state that a stream has saved can be read by the next version: the shape of the state, the
 * cursor with its formats, how records are partitioned, and the migrations. Facts only; what a difference means is for
 * rules to say.
 */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_STATE_H
#define BG_SOURCE_MANIFEST_MANIFEST_STATE_H

#include "base/memo.h"
#include "text/node.h"

/*
 * The facts of a declarative stream (types and parameters filled in) as a mapping with the keys shape, cursor_field,
 * format, input_formats, partitions, parent_state, migrations and class, each where it applies. `memo` keeps what
 * was read of routers, which streams share. NULL if routers nest deeper than can be read.
 */
const struct bg_node *bg_manifest_state(struct bg_arena *arena, const struct bg_node *stream, struct bg_memo *memo);

#endif
