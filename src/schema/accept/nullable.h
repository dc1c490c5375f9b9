/* OpenAPI 3.0 has a word of its own for "or null": here it becomes JSON Schema's. */
#ifndef BG_SCHEMA_ACCEPT_NULLABLE_H
#define BG_SCHEMA_ACCEPT_NULLABLE_H

#include "base/arena.h"
#include "text/node.h"

/*
 * The schema with every `nullable: true` beside a `type` as a type "null" beside that one (OpenAPI 3.0.3, Schema
 * Object: without a `type` it says nothing, and `enum` has to list null for itself). What has none is the same node;
 * new ones have the place of the old ones.
 */
const struct bg_node *bg_schema_from_nullable(struct bg_arena *arena, const struct bg_node *schema);

#endif
