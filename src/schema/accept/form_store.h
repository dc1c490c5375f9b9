/* The inside of the store of forms: for form.c and form_combine.c only. */
#ifndef BG_SCHEMA_ACCEPT_FORM_STORE_H
#define BG_SCHEMA_ACCEPT_FORM_STORE_H

#include "base/buffer.h"
#include "schema/accept/form.h"

struct bg_form_node {
    struct bg_form form;
    bg_literal literal;
    bg_literal target; /* of a REFERENCE */
    bool has_target;
    bool is_recursive;    /* it is a reference, or has one in it */
    bool is_apart;        /* an ALL whose negation is one of branches that exclude each other */
    uint32_t same_as;     /* the first node that is known to say the same: see form_settle.c */
    unsigned possible[2]; /* types of values that satisfy it, that violate it */
};

struct bg_forms {
    struct bg_arena *arena;
    struct bg_form_node **nodes;
    size_t count;
    size_t room;
    struct bg_table by_key;
    struct bg_buffer key; /* scratch */
    size_t reference_count;
    struct bg_value *values;
    size_t value_count;
    size_t value_room;
    struct bg_table by_value;
    bg_literal overflow;
    bool is_full;
};

/* Adds a text that is the same for equal contents. */
void bg_form_write_key(const struct bg_forms *forms, const struct bg_form *form, struct bg_buffer *out);

/* The node with exactly these contents, without simplification. */
bg_literal bg_form_intern(struct bg_forms *forms, const struct bg_form *form);

#endif
