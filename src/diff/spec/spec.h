/*
 * Two specs to facts: the configuration schema node by node, the envelope around it, the rules that rewrite saved
 * configurations, and whether there is anything to read at all.
 */
#ifndef BG_DIFF_SPEC_SPEC_H
#define BG_DIFF_SPEC_SPEC_H

#include "diff/protocol.h"

/*
 * Appends every difference to `out`; all texts live in out->arena or in the documents. Two specs that differ anywhere
 * yield at least one change. Paths of spec-* changes are pointers into the connectionSpecification with its references
 * replaced by what they name, those of connspec-* changes are pointers into the envelope.
 */
void bg_diff_spec(const struct bg_protocol *protocol, const struct bg_spec *base, const struct bg_spec *head,
                  struct bg_changes *out);

#endif
