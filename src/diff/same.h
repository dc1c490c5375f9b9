/*
 * Equality of large shared trees. A schema may be expanded from few nodes to millions, and a diff asks for the equality
 * of a node, then of each of its parts: what was found for a pair of nodes is remembered, so that all questions
 * together cost no more than one walk over the pairs that occur.
 */
#ifndef BG_DIFF_SAME_H
#define BG_DIFF_SAME_H

#include "base/memo.h"
#include "text/node.h"

struct bg_same {
    struct bg_memo memo; /* its arena must be set */
};

/* bg_node_equal, also for NULL: "not there" is equal to itself only. */
bool bg_same_node(struct bg_same *same, const struct bg_node *a, const struct bg_node *b);

#endif
