/* Values of JSON: their type as JSON Schema sees it, and a text that is the same for equal values. */
#ifndef BG_SCHEMA_ACCEPT_VALUE_H
#define BG_SCHEMA_ACCEPT_VALUE_H

#include "base/buffer.h"
#include "text/node.h"

/* Types of values, with numbers split into whole ones and others. */
enum bg_type {
    BG_TYPE_OBJECT = 1,
    BG_TYPE_STRING = 2,
    BG_TYPE_INTEGER = 4,
    BG_TYPE_FRACTION = 8,
    BG_TYPE_BOOLEAN = 16,
    BG_TYPE_ARRAY = 32,
    BG_TYPE_NULL = 64,
};
#define BG_TYPES_NUMBER ((unsigned)BG_TYPE_INTEGER | (unsigned)BG_TYPE_FRACTION)
#define BG_TYPES_ANY 127u

/* One enum bg_type; 1.0 is whole (draft-06 on). A number over the limits is a fraction. */
enum bg_type bg_value_type(struct bg_arena *arena, const struct bg_node *node);

/* The types that `name` names, as `type` does; 0 if it is no name of a type. */
unsigned bg_value_types_named(const struct bg_node *name);

/* Adds the JSON text with sorted keys and normalised numbers: equal values have equal texts (JSON Schema draft-07, core
 * 4.2.3). False if a number is over the limits. */
bool bg_value_write(struct bg_arena *arena, struct bg_buffer *out, const struct bg_node *node) BG_MUST_CHECK;

#endif
