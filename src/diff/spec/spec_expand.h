/*
 * A configuration schema with its local references replaced by what they name, so that moving a part to `definitions`
 * and back is no change of any part. A reference inside what it names stays as it is: whatever changes in such a
 * definition is seen where it was first reached.
 */
#ifndef BG_DIFF_SPEC_SPEC_EXPAND_H
#define BG_DIFF_SPEC_SPEC_EXPAND_H

#include "text/node.h"

/*
 * The expanded document in `arena`, sharing what it can with `root`; `definitions` and `$defs` stay at the root for
 * the references that are left. What stands beside a reference and says something is kept around what the reference
 * names, if `keeps_words`: loaders of streams drop it. NULL if the document would grow beyond BG_LIMIT_SPEC_WEIGHT, or
 * if a reference goes in a circle through documents that are bundled in it.
 */
const struct bg_node *bg_spec_expand(struct bg_arena *arena, const struct bg_node *root, bool keeps_words);

#endif
