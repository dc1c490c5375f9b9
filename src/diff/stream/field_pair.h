/*
 * Two versions of a node inside a field, at the same place, and what the files field*.c share to compare them: the
 * parts of an object or array, and the alternatives of a choice.
 */
#ifndef BG_DIFF_STREAM_FIELD_PAIR_H
#define BG_DIFF_STREAM_FIELD_PAIR_H

#include "diff/stream/field.h"

struct bg_field_pair {
    struct bg_field_side base;
    struct bg_field_side head;
    struct bg_slice path;
    struct bg_slice name; /* "order.lines[].price" */
    bool is_nested;
};

/* A change of the pair, with its places. */
struct bg_change *bg_field_add(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                               enum bg_change_kind kind, enum bg_change_how how);

/* A nested pair at `path`, called as `pair` is with `joint` and `name` behind; its sides are to be filled. */
struct bg_field_pair bg_field_below(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                                    struct bg_slice path, const char *joint, struct bg_slice name);

/* All that differs at and below a pair; at least one change unless the two are the same. Recursive through the two
 * functions below; the depth is that of the trees. */
void bg_field_compare(const struct bg_field_sink *sink, const struct bg_field_pair *pair);

/* What objects and arrays hold: properties, elements, the values of maps. `has_columns`: of a stream's schema,
 * whose properties are columns and compared as those. */
void bg_field_compare_parts(const struct bg_field_sink *sink, const struct bg_field_pair *pair, bool has_columns);

/* Does the keyword give a schema to all that is not named one by one, other than one that takes everything? */
bool bg_field_declares_rest(const struct bg_node *schema, const char *keyword);

/* The alternatives and parts of oneOf, anyOf and allOf, whatever stands beside them. A member whose properties are
 * `columns` (may be NULL) is left out. */
void bg_field_compare_choices(const struct bg_field_sink *sink, const struct bg_field_pair *pair,
                              const struct bg_node *base_columns, const struct bg_node *head_columns);

/* The pair without a choice of one member that only one side has, if the member and what stands around it agree. */
struct bg_field_pair bg_field_unwrap(const struct bg_field_sink *sink, const struct bg_field_pair *pair);

/* Nothing but notes, limits and wording differs between the two. */
bool bg_field_is_alike(const struct bg_field_sink *sink, const struct bg_node *base, const struct bg_node *head);

/* Does the `type` of a schema name this type? */
bool bg_field_type_names(const struct bg_node *schema, const char *word);

/* No key of it makes a column or holds what is inside: whatever it asks for, records keep their shape. */
bool bg_field_is_shapeless(const struct bg_node *schema);

#endif
