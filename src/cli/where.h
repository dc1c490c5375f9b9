/*
 * Where the program runs decides what stands for an option that was not given: in an action of GitHub its inputs and
 * the event, in a hook of pre-commit the index or the pushed range. What was given always wins.
 */
#ifndef BG_CLI_WHERE_H
#define BG_CLI_WHERE_H

#include "cli/options.h"
#include "base/arena.h"
#include "run/check.h"

/* Whether this is a step of a GitHub workflow. */
bool bg_where_is_actions(void);

/* Options that are still unset take the action's inputs of the same name: --base that of INPUT_BASE. An empty input is
 * none. Lists are split at blanks and line ends. Texts live in `arena`, lists are freed as those of bg_options_parse.
 */
bool bg_where_take_inputs(const struct bg_option_group *groups, struct bg_arena *arena,
                          struct bg_error *err) BG_MUST_CHECK;

/* The input `connectors`, the arguments of those commands that take some. */
void bg_where_take_connectors(struct bg_texts *arguments, struct bg_arena *arena);

/* The checkout of a workflow belongs to another user than the one an action's container runs as: accept it, and nothing
 * but it. */
bool bg_where_trusts(const char *repo);

/* Base and head. Texts live in `arena`. Changes nothing elsewhere. */
bool bg_where_complete(struct bg_options *options, struct bg_arena *arena, struct bg_error *err) BG_MUST_CHECK;

#endif
