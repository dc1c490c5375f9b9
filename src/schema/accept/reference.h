/*
 * Where a `$ref` leads. Nothing is fetched: a reference stays inside its document, with the documents that are bundled
 * in it, or cannot be followed. Identifiers and anchors count where schemas stand, and nowhere else; what one of them
 * is called is said by the draft.
 *
 * Dynamic references (`$dynamicRef`, `$recursiveRef`) may lead on to another bundled document: the first one that
 * evaluation came through and that has the anchor too. What it came through is a scope.
 */
#ifndef BG_SCHEMA_ACCEPT_REFERENCE_H
#define BG_SCHEMA_ACCEPT_REFERENCE_H

#include "base/memo.h"
#include "text/node.h"

/* A name and the schema that has it: an address, or an anchor below one. */
struct bg_named_schema {
    struct bg_slice address; /* without a fragment; "" for a document that has none */
    struct bg_slice anchor;  /* {NULL, 0}: the whole */
    const struct bg_node *schema;
    bool is_ambiguous; /* another one has the name as well */
    bool is_dynamic;   /* by `$dynamicAnchor`; of a whole: by `$recursiveAnchor` */
    bool has_dynamic;  /* of a whole: it or an anchor in it is dynamic */
};

/* The documents that evaluation came through, as far as they have dynamic anchors; NULL: none. Equal ones are one. */
struct bg_scope {
    const struct bg_named_schema *whole;
    const struct bg_scope *outer;
};

struct bg_references {
    struct bg_arena *arena;
    const struct bg_node *document;
    /* private: found by a walk at the first question */
    bool is_walked;
    bool is_scanned;
    bool is_static;        /* no anchor in it is dynamic */
    bool is_unclear;       /* too large, or one schema stands in documents of two addresses */
    bool has_parts;        /* documents are bundled in it: addresses of references differ */
    size_t dynamic_wholes; /* documents with dynamic anchors: with one of them every reference leads to one place */
    size_t steps;
    struct bg_memo addresses; /* schema to the document it stands in, a struct bg_named_schema */
    struct bg_memo scopes;
    struct {
        struct bg_named_schema **items;
        size_t count;
        size_t room;
    } names;
};

/* The schema that `text` names where it stands in `from`: "#", "#/pointer", "#anchor", or an address before these. NULL
 * if it leads out of the document or nowhere, or if that cannot be told. */
const struct bg_node *bg_reference_find(struct bg_references *references, const struct bg_node *from,
                                        struct bg_slice text);

/* The scope inside of `schema`, come to in `scope`. */
const struct bg_scope *bg_scope_enter(struct bg_references *references, const struct bg_scope *scope,
                                      const struct bg_node *schema);

/* The same for the value of `$dynamicRef` (2020-12, core 8.2.3.2) or, if `is_recursive`, `$recursiveRef` (2019-09, core
 * 8.2.4.2.1), met in a scope. */
const struct bg_node *bg_reference_find_dynamic(struct bg_references *references, const struct bg_scope *scope,
                                                const struct bg_node *from, struct bg_slice text, bool is_recursive);

/* Whether other documents are bundled in this one. */
bool bg_references_have_parts(struct bg_references *references);

#endif
