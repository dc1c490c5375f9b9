/*
 * The label of a pull request beside what was found. It is of the change as a whole, so that it is compared with all
 * verdicts at once; what it says never makes a level.
 */
#ifndef BG_RUN_LABELS_H
#define BG_RUN_LABELS_H

#include "run/judge.h"

/* Notes a label without a break, and breaks that neither label nor title announces. Nothing where labels are not known.
 */
void bg_labels_note(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_judgement *judgement);

#endif
