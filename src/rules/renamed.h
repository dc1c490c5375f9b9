/* Former names in a configuration: they work as before, and every report says what the new ones are. */
#ifndef BG_RULES_RENAMED_H
#define BG_RULES_RENAMED_H

#include "base/problems.h"
#include "rules/config.h"
#include "rules/rules.h"

/* Adds a problem for each name under `levels`, `waivers` and `evidence` that a rule or an id of the vocabulary had
 * formerly. Texts live in the arena of the problems. */
void bg_renamed_report(const struct bg_config *config, const struct bg_rules *rules, struct bg_problems *problems);

#endif
