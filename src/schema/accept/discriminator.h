/* Discriminators: the property that tells the branches of a oneOf apart. */
#ifndef BG_SCHEMA_ACCEPT_DISCRIMINATOR_H
#define BG_SCHEMA_ACCEPT_DISCRIMINATOR_H

#include "schema/accept/reference.h"

struct bg_discriminator {
    struct bg_slice key;
    const struct bg_node *const *values; /* one for each branch: its const, or the one value of its enum */
};

/*
 * Is there a property that has one fixed value in every branch of the list `branches`, a different one in each? The
 * first such property in the order of the first branch. References of branches and properties are followed; a single
 * branch is discriminated by its first fixed property. Required or not does not matter.
 */
bool bg_discriminator_find(struct bg_references *references, const struct bg_node *branches,
                           struct bg_discriminator *out);

#endif
