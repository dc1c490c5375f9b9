/*
 * What a package in Python does to the specification of its file: whether it defines `spec`, and which values that
 * method adds to choices of the file. Code is not run; a choice is recognised where the method names it in full,
 * connectionSpecification["properties"]["unit"]["enum"], and adds a list that is written out.
 */
#ifndef BG_SOURCE_CODE_SPEC_VALUES_H
#define BG_SOURCE_CODE_SPEC_VALUES_H

#include "base/vector.h"
#include "text/node.h"

struct bg_added_values {
    struct bg_slice pointer;      /* of the enum, inside the configuration's schema */
    const struct bg_node *values; /* a list; NULL if they are not written out */
};

struct bg_spec_values {
    struct bg_added_values *items;
    size_t count;
    size_t room; /* private */
};

/* Whether the module defines `spec`, and where; adds what it does there to choices, in its order. */
bool bg_python_spec_values(struct bg_arena *arena, struct bg_source *source, struct bg_spec_values *out,
                           struct bg_place *at);

/* The schema with the values in it; those of a choice that the schema does not have are left out. */
const struct bg_node *bg_spec_values_put(struct bg_arena *arena, const struct bg_node *schema,
                                         const struct bg_spec_values *added);

#endif
