/*
 * Types and `$parameters` of manifest components, as the runtime fills them in: a component without `type` gets the one
 * its place implies, and parameters become fields of every typed component below them.
 */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_PARAMETERS_H
#define BG_SOURCE_MANIFEST_MANIFEST_PARAMETERS_H

#include "base/error.h"
#include "text/node.h"

/*
 * *out becomes the part of the manifest that is read: `spec`, `streams` and `dynamic_streams`, with types and
 * parameters filled in. `root` is a mapping with its references resolved. Shared subtrees stay shared. Fails if a
 * `$parameters` is no mapping, or a limit is passed.
 */
bool bg_manifest_push(struct bg_arena *arena, const struct bg_node *root, const struct bg_node **out,
                      struct bg_error *err) BG_MUST_CHECK;

/*
 * The same once more for one finished stream of a parametrized list, as a root of its own. With `outer_wins`, outer
 * parameters win over inner ones.
 */
bool bg_manifest_push_stream(struct bg_arena *arena, const struct bg_node *stream, bool outer_wins,
                             const struct bg_node **out, struct bg_error *err) BG_MUST_CHECK;

#endif
