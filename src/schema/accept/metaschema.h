/* The schemas of schemas that every validator has built in: documents may refer to them by their addresses. */
#ifndef BG_SCHEMA_ACCEPT_METASCHEMA_H
#define BG_SCHEMA_ACCEPT_METASCHEMA_H

#include "base/arena.h"
#include "text/node.h"

/* What the drafts 04, 06 and 07 accept as a schema, by the address of the draft's metaschema without a fragment; NULL
 * for every other address. The later drafts need dynamic references, which nobody follows here. */
const struct bg_node *bg_metaschema_find(struct bg_arena *arena, struct bg_slice address);

#endif
