/*
 * A draft-07 validator: boolean schemas, type, enum, const, the keywords of objects, arrays, numbers and strings,
 * combinators, if/then/else, dependencies and local references. What lies outside is said, never guessed.
 */
#ifndef BG_SCHEMA_ACCEPT_VALIDATE_H
#define BG_SCHEMA_ACCEPT_VALIDATE_H

#include "base/arena.h"
#include "text/node.h"

enum bg_validity { BG_VALID, BG_INVALID, BG_UNSUPPORTED };

struct bg_validation {
    enum bg_validity validity;
    struct bg_slice schema_at;   /* INVALID: JSON Pointer of the keyword in the schema that refused */
    struct bg_slice instance_at; /* INVALID: JSON Pointer of the value in the instance */
    struct bg_slice reason;      /* UNSUPPORTED: what lies outside the fragment, or which limit was passed */
};

struct bg_validate_options {
    bool assert_formats;
};

/* Texts live in `arena`. `schema` is a whole document. */
struct bg_validation bg_schema_validate(struct bg_arena *arena, const struct bg_node *schema,
                                        const struct bg_node *instance, struct bg_validate_options options);

/* The same for many instances of one schema: patterns and references are prepared once. */
struct bg_validator;

struct bg_validator *bg_validator_new(struct bg_arena *arena, const struct bg_node *schema,
                                      struct bg_validate_options options);
/* Accepts NULL. */
void bg_validator_finish(struct bg_validator *validator);
struct bg_validation bg_validator_check(struct bg_validator *validator, const struct bg_node *instance);

#endif
