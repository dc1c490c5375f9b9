/* What the commands in a report have to say, so that they do what they say where they are pasted. */
#ifndef BG_RUN_PASTED_H
#define BG_RUN_PASTED_H

#include "release/moment.h"
#include "repo/range.h"

struct bg_options;

/* Fills in the base as a person would name it in a command, and the checkout. In a step of a workflow the commands are
 * for a clone elsewhere, of which nothing is known. Needs the arena and the repository of the moment. */
void bg_pasted_name(struct bg_moment *moment, const struct bg_range *range, const struct bg_options *options);

#endif
