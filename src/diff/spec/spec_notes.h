/* Keywords that refuse nothing: default, format, secret, hidden, the dialect, and all that people or forms read. */
#ifndef BG_DIFF_SPEC_SPEC_NOTES_H
#define BG_DIFF_SPEC_SPEC_NOTES_H

#include "diff/spec/spec_pair.h"

void bg_spec_compare_notes(struct bg_spec_diff *diff, const struct bg_spec_pair *pair);

#endif
