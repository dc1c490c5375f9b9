/*
 * The executable examples of a rule: pairs of documents with the complete list of findings that must come out. Tests
 * run them, `bumpgate explain` and the manual print them.
 */
#ifndef BG_RULES_EXAMPLE_H
#define BG_RULES_EXAMPLE_H

#include "text/fields.h"

/* X(constant, name): what base and head are. */
#define BG_EXAMPLE_KINDS(X)                                                                                            \
    X(SPEC, "spec")         /* connectionSpecification schemas */                                                      \
    X(ENVELOPE, "envelope") /* ConnectorSpecifications */                                                              \
    X(CATALOG, "catalog")   /* {streams: [...]} */                                                                     \
    X(MANIFEST, "manifest") /* declarative manifests, whole: for what only they say, such as saved state */            \
    X(METADATA, "metadata") /* metadata.yaml documents */                                                              \
    X(FILES, "files")       /* {PATH: TEXT} below the connector's folder */

enum bg_example_kind {
#define X(constant, name) BG_EXAMPLE_##constant,
    BG_EXAMPLE_KINDS(X)
#undef X
};

struct bg_example {
    struct bg_slice name;
    enum bg_example_kind kind;
    const struct bg_node *base;
    const struct bg_node *head;
    const struct bg_slice *expect; /* "LEVEL ID [STREAM] PATH", all findings under the profile airbyte */
    size_t expect_count;
    const struct bg_node *witness; /* NULL without one */
};

/* Reads the list under `examples:`. Everything points into the nodes or lives in `arena`. */
bool bg_examples_read(const struct bg_field_reader *reader, const struct bg_node *list, const struct bg_example **out,
                      size_t *count) BG_MUST_CHECK;

/* Reads struct bg_rule's text. No examples are no failure. */
bool bg_examples_parse(struct bg_arena *arena, struct bg_slice text, const struct bg_example **out, size_t *count,
                       struct bg_error *err) BG_MUST_CHECK;

#endif
