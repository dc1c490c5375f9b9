/*
 * Under which keywords schemas stand. Everywhere else - in listed values, defaults, examples, under unknown words -
 * what looks like a schema is a value.
 */
#ifndef BG_SCHEMA_ACCEPT_POSITION_H
#define BG_SCHEMA_ACCEPT_POSITION_H

#include "text/node.h"

/* Which of a keyword's values are schemas. */
enum bg_schemas {
    BG_SCHEMAS_NONE,
    BG_SCHEMAS_ONE,
    BG_SCHEMAS_LIST,
    BG_SCHEMAS_MAP, /* by names, which are no keywords */
    BG_SCHEMAS_ONE_OR_LIST,
};

/* By all drafts together. A value of another form than the keyword's holds no schema, nor does a list in a map. */
enum bg_schemas bg_schemas_under(struct bg_slice keyword);

/* How many values under a keyword's value may be schemas, and each of them. */
size_t bg_schemas_count(enum bg_schemas schemas, const struct bg_node *value);
const struct bg_node *bg_schemas_at(const struct bg_node *value, enum bg_schemas schemas, size_t index);

#endif
