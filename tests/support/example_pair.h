/* Runs the diff on the two documents of a rule's example, by what kind of documents they are. */
#ifndef TESTS_SUPPORT_EXAMPLE_PAIR_H
#define TESTS_SUPPORT_EXAMPLE_PAIR_H

#include "diff/change.h"
#include "rules/example.h"

/* Everything lives in the arena of `out` or belongs to the documents. Fails the test if a document cannot be read. */
void example_pair_diff(enum bg_example_kind kind, const struct bg_node *base, const struct bg_node *head,
                       struct bg_changes *out);

#endif
