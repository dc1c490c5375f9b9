/* Witnesses: confirming a value that shows the difference of two schemas, and making it readable. */
#ifndef BG_SCHEMA_ACCEPT_WITNESS_H
#define BG_SCHEMA_ACCEPT_WITNESS_H

#include "schema/accept/validate.h"

struct bg_witness {
    struct bg_arena *arena;
    struct bg_validator *base;
    struct bg_validator *head;
    struct bg_slice fails_at; /* of the last confirmed value: where the head refuses it */
    struct bg_slice reason;   /* of the last unconfirmed one: why, if the validator says so */
};

/* Does the base accept the value and the head refuse it? */
bool bg_witness_is_confirmed(struct bg_witness *witness, const struct bg_node *value);

/*
 * The confirmed value, with examples and defaults of the base schema in place of made-up texts and numbers. Every step
 * is confirmed again, so the place that makes the difference keeps its made-up value where it has to; fails_at is that
 * of the result.
 */
const struct bg_node *bg_witness_improve(struct bg_witness *witness, const struct bg_node *base,
                                         const struct bg_node *value);

#endif
