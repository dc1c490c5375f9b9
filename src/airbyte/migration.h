/* Saved configurations that the connector rewrites before it reads them. */
#ifndef BG_AIRBYTE_MIGRATION_H
#define BG_AIRBYTE_MIGRATION_H

#include "diff/change.h"

/*
 * Sets the flag MIGRATED on the changes from `first` on whose place in a configuration is written by a config migration
 * of the head: only the paths are compared. Where all migrations and transformations can be followed, and what they
 * make of every configuration that is valid under `base` is valid under the schema of the head, the changes that would
 * refuse one, and those whose value is written to its new place, get the flag COVERED as well.
 */
void bg_migration_mark(const struct bg_node *base, const struct bg_spec *head, struct bg_changes *changes,
                       size_t first);

#endif
