/* The alternatives of oneOf and anyOf: which is which on the other side, and which came, went or changed its key. */
#ifndef BG_DIFF_SPEC_SPEC_BRANCHES_H
#define BG_DIFF_SPEC_SPEC_BRANCHES_H

#include "diff/spec/spec_pair.h"

/*
 * Reports branches that were added, removed, put in another order, or given another discriminator value. `keyword` must
 * be a list on both sides. *out becomes the pairs that are the same branch, for comparing what is in them.
 */
size_t bg_spec_compare_branches(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, const char *keyword,
                                struct bg_spec_pair **out);

#endif
