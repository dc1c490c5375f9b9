/* The properties of one object: which came, went, were renamed or moved, and which must be set. */
#ifndef BG_DIFF_SPEC_SPEC_PROPERTIES_H
#define BG_DIFF_SPEC_SPEC_PROPERTIES_H

#include "diff/spec/spec_pair.h"

/* Reports all but what differs inside a property that both sides have. */
void bg_spec_compare_properties(struct bg_spec_diff *diff, const struct bg_spec_pair *pair);

#endif
