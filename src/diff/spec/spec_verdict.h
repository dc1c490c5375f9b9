/* What the changes of a schema do to saved configurations: the containment verdict, joined to the change it is about.
 */
#ifndef BG_DIFF_SPEC_SPEC_VERDICT_H
#define BG_DIFF_SPEC_SPEC_VERDICT_H

#include "diff/spec/spec_pair.h"

/*
 * Asks whether every configuration of the base is one of the head, and fills verdict, witness and reason of every
 * change that can refuse one. A refusal that no change explains becomes a change of its own, and so
 * does an answer that could not be found.
 */
void bg_spec_judge(struct bg_spec_diff *diff);

#endif
