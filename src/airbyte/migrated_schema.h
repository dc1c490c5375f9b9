/*
 * What config migrations make of all saved configurations at once: the schema that these are valid under, rewritten as
 * the migrations rewrite a configuration. A migration under a condition splits it in two, one for the configurations
 * that it concerns and one for the others.
 *
 * Followed are literal values, copies of one setting, values that are mapped, fields that are taken away, and
 * conditions that ask whether settings are there. A setting that is there and empty, which Jinja takes for none, is
 * none. Whatever needs more is not followed.
 */
#ifndef BG_AIRBYTE_MIGRATED_SCHEMA_H
#define BG_AIRBYTE_MIGRATED_SCHEMA_H

#include "base/arena.h"
#include "text/node.h"

/* So many schemas at most; a migration that would make more is not followed. */
enum { BG_MIGRATED_MOST = 16 };

struct bg_migrated {
    const struct bg_node *schemas[BG_MIGRATED_MOST]; /* each configuration is valid under one of them after migration */
    size_t count;
};

/* `rules` is the config_normalization_rules of a manifest. False if one of its migrations or transformations is not
 * followed. Everything lives in `arena` or is shared with `schema`. */
bool bg_migrated_schema(struct bg_arena *arena, const struct bg_node *schema, const struct bg_node *rules,
                        struct bg_migrated *out);

#endif
