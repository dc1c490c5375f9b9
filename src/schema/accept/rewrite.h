/* A schema and all that are in it, each rewritten: where a runtime means by a keyword another thing than JSON Schema.
 */
#ifndef BG_SCHEMA_ACCEPT_REWRITE_H
#define BG_SCHEMA_ACCEPT_REWRITE_H

#include "base/arena.h"
#include "text/node.h"

/* One schema, a mapping whose inner ones are rewritten already; the same node if it stays. */
typedef const struct bg_node *(*bg_rewrite)(struct bg_arena *arena, const struct bg_node *schema);

/* Only where schemas stand: a default or an example may hold a keyword as a key. What stays is the same node; new ones
 * have the place of the old ones. */
const struct bg_node *bg_schema_rewrite(struct bg_arena *arena, const struct bg_node *schema, bg_rewrite one);

#endif
