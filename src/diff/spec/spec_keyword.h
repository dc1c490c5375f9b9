/*
 * What each JSON Schema keyword is to the comparison of two specs: a value, a place for more schemas, a constraint that
 * is only judged as a whole, or a note that refuses nothing. Every other keyword is an annotation.
 */
#ifndef BG_DIFF_SPEC_SPEC_KEYWORD_H
#define BG_DIFF_SPEC_SPEC_KEYWORD_H

#include "schema/accept/position.h"

enum bg_spec_role {
    BG_SPEC_VALUE,       /* asserts something about the value itself */
    BG_SPEC_STRUCTURE,   /* compared member by member */
    BG_SPEC_CONSTRAINT,  /* compared as text and judged by containment */
    BG_SPEC_NOTE,        /* refuses nothing, but has a rule of its own */
    BG_SPEC_DEFINITIONS, /* seen only through references */
    BG_SPEC_ANNOTATION,  /* everything else */
};

struct bg_spec_keyword {
    const char *name;
    enum bg_spec_role role;
};

/* In order of the names. */
extern const struct bg_spec_keyword bg_spec_keywords[];
extern const size_t bg_spec_keyword_count;

/* The entry of that name, or one of role ANNOTATION. */
const struct bg_spec_keyword *bg_spec_keyword_find(struct bg_slice name);

/* The schemas under its value that are compared where they stand: those of definitions are seen only through
 * references. */
enum bg_schemas bg_spec_schemas(const struct bg_spec_keyword *keyword);

/* Whether a switch of a schema, "airbyte_secret" or "airbyte_hidden", is on. The text "true" stands in a real spec and
 * is read as true. */
bool bg_spec_is_on(const struct bg_node *schema, const char *keyword);

#endif
