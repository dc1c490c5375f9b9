/* The inputs of the action: in a step of a workflow they stand for options that were not given. */
#ifndef BG_CLI_INPUTS_H
#define BG_CLI_INPUTS_H

#include "cli/options.h"

/* Options that are still unset take the action's inputs of the same name: --base that of INPUT_BASE. An empty input is
 * none. Lists are split at blanks and line ends, and freed as those of bg_options_parse; their texts by
 * bg_inputs_finish. */
bool bg_inputs_take(const struct bg_option_group *groups, struct bg_error *err) BG_MUST_CHECK;

/* The input `connectors`, the arguments of those commands that take some. */
void bg_inputs_take_connectors(struct bg_texts *arguments);

void bg_inputs_finish(void);

#endif
