/* Settings that requests of a manifest read, and that its specification does not have. */
#ifndef BG_AIRBYTE_CONFIG_READS_H
#define BG_AIRBYTE_CONFIG_READS_H

#include "diff/change.h"
#include "source/declaration.h"

/*
 * Appends each `{{ config['x'] }}` of the head that its specification does not declare, and that was not so on the base
 * already. Nothing where a migration, a transformation or code may write it, where OAuth does, or where the
 * specification cannot be seen as a whole. A reading with `get` or with a filter may do without the setting.
 */
void bg_config_reads_diff(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *out);

#endif
