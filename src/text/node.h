/*
 * The document tree: one model for YAML and JSON, with the byte position of everything.
 *
 * Nodes are immutable once built and live in the arena of their reader; trees made from them (references resolved,
 * parameters applied) share subtrees freely. Never compare pointers to decide equality of values: use bg_node_equal.
 */
#ifndef BG_TEXT_NODE_H
#define BG_TEXT_NODE_H

#include "text/source.h"

enum bg_node_kind { BG_NODE_NULL, BG_NODE_BOOL, BG_NODE_INT, BG_NODE_FLOAT, BG_NODE_STRING, BG_NODE_LIST, BG_NODE_MAP };

/* How a scalar was written, for edits in place. JSON strings count as double-quoted. */
enum bg_node_style { BG_STYLE_PLAIN, BG_STYLE_SINGLE, BG_STYLE_DOUBLE, BG_STYLE_BLOCK };

struct bg_node;

struct bg_member {
    struct bg_slice key;
    const struct bg_node *value;
    struct bg_source *source; /* of the key */
    uint32_t key_at;          /* byte offset of the key in its source */
};

struct bg_node {
    enum bg_node_kind kind;
    enum bg_node_style style;
    struct bg_source *source; /* NULL for a node that stands in no file */
    uint32_t at;              /* byte range [at, end) of the value as written, quotes included */
    uint32_t end;
    uint32_t weight; /* nodes in the tree below, this one included, shared ones counted each time; saturates */
    uint32_t depth;  /* levels below, this one included: a scalar has 1 */
    size_t count;    /* items of a list, members of a map */
    union {
        bool boolean;
        struct bg_slice text; /* a string's value; a number as JSON text (an infinity or NaN is a null instead) */
        const struct bg_node *const *items;
        const struct bg_member *members; /* in document order; keys are unique */
    } as;
    const uint32_t *by_key; /* private: members in order of their keys, for large maps */
};

/* The value under `key` of a map; NULL if there is none or `map` is NULL or no map. */
const struct bg_node *bg_node_get(const struct bg_node *map, struct bg_slice key);
const struct bg_node *bg_node_at(const struct bg_node *map, const char *key);
const struct bg_member *bg_node_member(const struct bg_node *map, struct bg_slice key);

/* Tests that accept NULL. */
bool bg_node_is(const struct bg_node *node, enum bg_node_kind kind);
bool bg_node_is_text(const struct bg_node *node, const char *text);
bool bg_node_is_true(const struct bg_node *node);
bool bg_node_is_number(const struct bg_node *node);

/* A string's value, or {NULL, 0} if `node` is NULL or no string. */
struct bg_slice bg_node_text(const struct bg_node *node);

/* Follows keys, NULL-terminated: bg_node_path(root, "data", "dockerImageTag", NULL). */
const struct bg_node *bg_node_path(const struct bg_node *node, const char *key, ...) __attribute__((sentinel));

/*
 * Equal as JSON values: order of members does not matter, 1 equals 1.0 (JSON Schema draft-07, core 4.3.1 and 6.1.3).
 * Linear in the smaller tree; equal pointers end at once.
 */
bool bg_node_equal(const struct bg_node *a, const struct bg_node *b);

/* Where the value stands; no place for NULL or a node of no file. */
struct bg_place bg_node_place(const struct bg_node *node);
struct bg_place bg_member_place(const struct bg_member *member);

/* Python's truth: null, false, 0, 0.0, "", [] and {} are false. NULL is false. */
bool bg_node_is_truthy(const struct bg_node *node);

#endif
