/* The keywords that say something about a value itself: type, enum, const, pattern, bounds, uniqueItems. */
#ifndef BG_DIFF_SPEC_SPEC_VALUES_H
#define BG_DIFF_SPEC_SPEC_VALUES_H

#include "diff/spec/spec_pair.h"

/* Reports types that have nothing but null in common; then nothing else can be compared, and it returns true. */
bool bg_spec_compare_kinds(struct bg_spec_diff *diff, const struct bg_spec_pair *pair);

/* Everything else about the value, also types that overlap. */
void bg_spec_compare_values(struct bg_spec_diff *diff, const struct bg_spec_pair *pair);

#endif
