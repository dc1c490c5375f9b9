/*
 * The static part of Jinja templates in manifests: text mixed with expressions (template_expression.h) that depend on
 * one known scope alone. Everything that would need a configuration, state or a macro is opaque: it cannot be known
 * from files.
 */
#ifndef BG_SOURCE_MANIFEST_TEMPLATE_H
#define BG_SOURCE_MANIFEST_TEMPLATE_H

#include "text/node.h"

/* The one name that has values: "parameters" or "components_values". `values` is a mapping or NULL (empty). */
struct bg_template_scope {
    const char *name;
    const struct bg_node *values;
};

/*
 * *out becomes what the text of `node` (any scalar) renders to, read back as a Python literal, as the runtime does even
 * for text without any template. A template that is one expression keeps mappings and lists. False if it is opaque.
 */
bool bg_template_render(struct bg_arena *arena, const struct bg_node *node, struct bg_template_scope scope,
                        const struct bg_node **out);

/* Whether `text` holds a template at all. */
bool bg_template_is(struct bg_slice text);

#endif
