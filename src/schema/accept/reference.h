/* Where a `$ref` leads. Nothing is fetched: a reference stays inside its document or cannot be followed. */
#ifndef BG_SCHEMA_ACCEPT_REFERENCE_H
#define BG_SCHEMA_ACCEPT_REFERENCE_H

#include "base/arena.h"
#include "text/node.h"

struct bg_references {
    struct bg_arena *arena;
    const struct bg_node *document;
    /* private: found by a walk at the first question */
    bool is_walked;
    bool has_parts; /* schemas with an identifier of their own lie inside: bases of references differ */
    size_t steps;
};

/* The schema that `text` names: "#", "#/pointer", "#anchor", or the document's own identifier before these. NULL if it
 * leads out of the document or nowhere. */
const struct bg_node *bg_reference_find(struct bg_references *references, struct bg_slice text);

#endif
