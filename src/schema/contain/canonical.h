/*
 * Canonical forms of the schemas of two documents, for comparing them part by part: equal numbers mean that two schemas
 * say the same in other words (annotations, order of keys and branches, `["string"]` for "string", references
 * followed). Different numbers mean nothing: ask bg_schema_relate. A schema that contains itself equals only itself.
 */
#ifndef BG_SCHEMA_CONTAIN_CANONICAL_H
#define BG_SCHEMA_CONTAIN_CANONICAL_H

#include "base/arena.h"
#include "text/node.h"

struct bg_canonical;

/* Compares parts of these two documents, in which their `#/...` references resolve. Work memory is in `arena`. */
struct bg_canonical *bg_canonical_new(struct bg_arena *arena, const struct bg_node *base_document,
                                      const struct bg_node *head_document);
/* Accepts NULL. */
void bg_canonical_finish(struct bg_canonical *canonical);

/* The number of a schema that stands in the base (head) document. NULL is the schema that accepts everything. */
uint32_t bg_canonical_of_base(struct bg_canonical *canonical, const struct bg_node *schema);
uint32_t bg_canonical_of_head(struct bg_canonical *canonical, const struct bg_node *schema);

/* More parts were looked at than BG_LIMIT_FORMS: from then on equal numbers mean nothing. */
bool bg_canonical_is_full(const struct bg_canonical *canonical);

#endif
