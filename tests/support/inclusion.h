/*
 * Cases of inclusion in the conformance sets: "is every value of one schema a value of the other?", with the peer's
 * answer. One row of a file can ask both ways.
 */
#ifndef TESTS_SUPPORT_INCLUSION_H
#define TESTS_SUPPORT_INCLUSION_H

#include "text/node.h"

struct inclusion {
    struct bg_slice id;
    const char *way; /* "forwards" or "backwards" */
    const struct bg_node *base;
    const struct bg_node *head;
    bool is_included;
    bool is_disputed;
};

struct inclusion_set {
    const char *name; /* of the file below conformance/, without its ending */
    struct inclusion *cases;
    size_t count;
};

/* The names of the sets, NULL-terminated. */
extern const char *const inclusion_sets[];

/* Reads a set; the schemas get the dialect of their row if they state none, and OpenAPI's `nullable` becomes a type.
 * False, with a line on stdout, without the file. */
bool inclusion_read(struct bg_arena *arena, const char *name, struct inclusion_set *out);

#endif
