/* The rules that `rules` and `explain` speak of: the built-in ones and those of
 * the folder they are called in. */
#ifndef BG_CLI_RULE_SET_H
#define BG_CLI_RULE_SET_H

#include "rules/rules.h"

/*
 * Built-in rules, those of --rules, and rules and levels of --config, else of
 * .bumpgate.yaml in --repo or here, if there is one. *profile is that of
 * --profile, else of the configuration, else airbyte. Lives in `arena`.
 */
bool bg_rule_set_read(struct bg_arena *arena, struct bg_rules *out, enum bg_rule_profile *profile,
                      struct bg_error *err) BG_MUST_CHECK;

#endif
