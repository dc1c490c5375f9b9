/* Primary key and cursor of a manifest's stream, as the catalog shows them. */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_KEYS_H
#define BG_SOURCE_MANIFEST_MANIFEST_KEYS_H

#include "text/node.h"

/*
 * The key as a list of paths, or NULL for none. *warning becomes a code if it was written in a way that the runtime
 * reads differently in its versions or refuses, else NULL.
 */
const struct bg_node *bg_manifest_primary_key(struct bg_arena *arena, const struct bg_node *written,
                                              const char **warning);

struct bg_manifest_cursor {
    const struct bg_node *field; /* text; NULL without a cursor */
    bool is_opaque;              /* `field` is a template that needs a configuration */
    bool is_empty;               /* there is a cursor, but its field is empty */
    bool is_catalog_defined;     /* the catalog may name another field */
};

/* What `incremental_sync` says; `component` may be NULL or no mapping (no cursor). */
struct bg_manifest_cursor bg_manifest_cursor_of(struct bg_arena *arena, const struct bg_node *component);

/* The text of a field that the runtime interpolates with the component's own parameters; as written if that is opaque,
 * NULL if `written` is NULL or null. */
const struct bg_node *bg_manifest_interpolate(struct bg_arena *arena, const struct bg_node *component,
                                              const struct bg_node *written, bool *is_opaque);

#endif
