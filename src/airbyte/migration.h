/* Saved configurations that the connector rewrites before it reads them. */
#ifndef BG_AIRBYTE_MIGRATION_H
#define BG_AIRBYTE_MIGRATION_H

#include "diff/change.h"

/*
 * Sets the flag MIGRATED on the changes from `first` on whose place in a configuration is written by a config migration
 * of `rules` (config_normalization_rules of the head, or NULL). Only the paths are compared: what is written there is a
 * template that nobody evaluates here, so the flag is for people and changes no level.
 */
void bg_migration_mark(const struct bg_node *rules, struct bg_changes *changes, size_t first);

#endif
