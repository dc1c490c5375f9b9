/* A runtime that fills defaults before it looks at a configuration: what is required and has one is missed by nobody.
 */
#ifndef BG_SCHEMA_ACCEPT_FILLED_H
#define BG_SCHEMA_ACCEPT_FILLED_H

#include "base/arena.h"
#include "text/node.h"

/*
 * The schema with no name in `required` whose property has a `default`. A property of one value tells the options of a
 * union apart, and is asked for before anything is filled: it stays. What has none is the same node.
 */
const struct bg_node *bg_schema_with_defaults(struct bg_arena *arena, const struct bg_node *schema);

#endif
