/*
 * A configuration schema without `allOf` where that says no more than its members written in place: so that what is
 * inside is compared as any other part, and wrapping a part and unwrapping it is no change of any.
 */
#ifndef BG_DIFF_SPEC_SPEC_FLATTEN_H
#define BG_DIFF_SPEC_SPEC_FLATTEN_H

#include "text/node.h"

/*
 * The same values are accepted by the result, which shares what it can with `root`. A member stays in `allOf` if it
 * and what stands beside it say different things with one keyword, or if one of them speaks of all that the other does
 * not name. References have been replaced before: see spec_expand.h.
 */
const struct bg_node *bg_spec_flatten(struct bg_arena *arena, const struct bg_node *root);

#endif
