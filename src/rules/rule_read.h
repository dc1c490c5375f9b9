/*
 * One rule file to one rule, strictly: unknown keys, kinds, directions, flags, levels and placeholders are errors with
 * file, line, column and the nearest known name. The build uses it for rules/, the program for a user's rules.
 */
#ifndef BG_RULES_RULE_READ_H
#define BG_RULES_RULE_READ_H

#include "text/fields.h"
#include "rules/rule.h"

/* A whole file. Its name must be ID.yaml. With `is_builtin` every text and an example are required, and the group is
 * the name of its folder. The rule points into the source and `arena`. */
bool bg_rule_read_file(struct bg_arena *arena, struct bg_source *source, bool is_builtin, struct bg_rule *out,
                       struct bg_error *err) BG_MUST_CHECK;

/* The table that reads one. */
extern const struct bg_fields bg_rule_fields;

/* A mapping in a larger document, as under `rules:` in the configuration. */
bool bg_rule_read(struct bg_arena *arena, const struct bg_node *node, struct bg_rule *out,
                  struct bg_error *err) BG_MUST_CHECK;

#endif
