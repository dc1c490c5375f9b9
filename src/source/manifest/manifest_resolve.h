/*
 * References of low-code manifests, as the runtime resolves them (facts: lookup is on the raw document, a mapping with
 * `$ref` is its target overlaid one level deep, every text that begins with "#/" is a reference).
 */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_RESOLVE_H
#define BG_SOURCE_MANIFEST_MANIFEST_RESOLVE_H

#include "base/error.h"
#include "text/node.h"

/*
 * *out becomes the document without references; subtrees without any are shared with `root`, and what is referred to
 * often is there once. Fails as the runtime would, with the place of the reference: a target that is not there, a
 * circle. Fails also when the document written out would pass BG_LIMIT_EXPANDED or BG_LIMIT_DEPTH.
 */
bool bg_manifest_resolve(struct bg_arena *arena, const struct bg_node *root, const struct bg_node **out,
                         struct bg_error *err) BG_MUST_CHECK;

#endif
