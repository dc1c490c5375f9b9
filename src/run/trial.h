/* The gate, tried on the last commits of a history, before it says anything to anybody. */
#ifndef BG_RUN_TRIAL_H
#define BG_RUN_TRIAL_H

#include "bumpgate.h"
#include "base/buffer.h"

/* Adds a line or two on what became of the last commits by the configuration in `options`; where that cannot be told,
 * they say why. */
void bg_trial_add(struct bg_buffer *out, const struct bg_options *options, bool is_shallow);

#endif
