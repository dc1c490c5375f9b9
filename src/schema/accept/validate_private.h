/* The inside of the validator: for validate*.c only. */
#ifndef BG_SCHEMA_ACCEPT_VALIDATE_PRIVATE_H
#define BG_SCHEMA_ACCEPT_VALIDATE_PRIVATE_H

#include "base/regex.h"
#include "schema/accept/dialect.h"
#include "schema/accept/reference.h"
#include "schema/accept/validate.h"

#define BG_UNMATCHED "a pattern cannot be read, or takes too many steps (the limit is 100000)"

/* The way to a place, as a chain of frames on the stack: a JSON Pointer is made of it when something is refused. */
struct bg_trail {
    const struct bg_trail *parent; /* NULL at the root or where a reference landed */
    struct bg_slice start;         /* the pointer there */
    struct bg_slice key;
    size_t index;
    bool is_index;
};

struct bg_validator {
    struct bg_arena *arena;
    struct bg_references references;
    enum bg_dialect dialect;
    struct bg_validate_options options;
    struct bg_regexes *regexes;
    const struct bg_scope *scope; /* of the schema that is looked at */
    unsigned depth;
    size_t steps;
    bool is_trial; /* a branch is tried: its refusal is not the reason */
    struct bg_validation result;
};

/* One keyword of one schema against one value. */
struct bg_check {
    struct bg_validator *validator;
    const struct bg_node *schema;
    const struct bg_node *keyword; /* the keyword's value */
    const struct bg_node *instance;
    const struct bg_trail *schema_trail; /* ends with the keyword */
    const struct bg_trail *instance_trail;
};

typedef enum bg_validity bg_checker(const struct bg_check *check);

/* INVALID, with the place noted unless a branch is only tried. */
enum bg_validity bg_check_refuse(const struct bg_check *check);
/* UNSUPPORTED, with the first reason noted. */
enum bg_validity bg_check_unsupported(const struct bg_check *check, const char *reason);
/* The instance itself, or a part of it, against a schema inside the keyword. */
enum bg_validity bg_check_schema(const struct bg_check *check, const struct bg_node *schema,
                                 const struct bg_trail *schema_trail, const struct bg_node *instance,
                                 const struct bg_trail *instance_trail);
/* The same, without noting a refusal. */
enum bg_validity bg_check_try(const struct bg_check *check, const struct bg_node *schema,
                              const struct bg_trail *schema_trail, const struct bg_node *instance,
                              const struct bg_trail *instance_trail);
/* The schema that the keyword, a reference of any kind, leads to from here; NULL if there is none. */
const struct bg_node *bg_check_target(const struct bg_check *check, const char *name, const struct bg_node *reference);
/* INVALID beats UNSUPPORTED beats VALID. */
enum bg_validity bg_validity_and(enum bg_validity a, enum bg_validity b);
/* The value of a sibling keyword that the dialect knows, or NULL. */
const struct bg_node *bg_check_sibling(const struct bg_check *check, const char *name);

/* Keywords that look at a number, a text or the value as a whole: validate_scalar.c. */
bg_checker bg_check_type, bg_check_enum, bg_check_const, bg_check_minimum, bg_check_maximum, bg_check_exclusive_minimum,
    bg_check_exclusive_maximum, bg_check_multiple_of, bg_check_min_length, bg_check_max_length, bg_check_pattern,
    bg_check_format;
/* Keywords of arrays and objects: validate_parts.c. */
bg_checker bg_check_items, bg_check_prefix_items, bg_check_contains, bg_check_min_items, bg_check_max_items,
    bg_check_unique, bg_check_required, bg_check_properties, bg_check_pattern_properties,
    bg_check_additional_properties, bg_check_property_names, bg_check_min_properties, bg_check_max_properties,
    bg_check_dependencies;
/* Keywords about what no other one has looked at: validate_unevaluated.c. */
bg_checker bg_check_unevaluated_items, bg_check_unevaluated_properties;

/* Is the key covered by `properties` or `patternProperties` of the schema? */
enum bg_match bg_check_is_covered(const struct bg_check *check, const struct bg_node *schema, struct bg_slice key);

#endif
