/*
 * The expressions of templates that depend on one known scope alone: texts, numbers, keys and .get() of it, `or and not
 * if-else in == != + ~`, and a few filters. Whatever needs more is opaque, never guessed. For template.c only.
 */
#ifndef BG_SOURCE_MANIFEST_TEMPLATE_EXPRESSION_H
#define BG_SOURCE_MANIFEST_TEMPLATE_EXPRESSION_H

#include "source/manifest/template.h"

struct bg_template_cursor {
    struct bg_arena *arena;
    struct bg_slice rest; /* what is left of the template */
    struct bg_template_scope scope;
    const struct bg_node *like;
    unsigned depth; /* private */
};

/* What an expression stands for: a node, or nothing (which renders as no text). */
struct bg_template_value {
    const struct bg_node *node;
    bool is_undefined;
};

/* `{{` has been taken; takes the expression and `}}`. False if it is opaque. */
bool bg_template_expression(struct bg_template_cursor *cursor, struct bg_template_value *out);

/* Takes the word if it stands there, blanks before it included. */
bool bg_template_take(struct bg_template_cursor *cursor, struct bg_slice word);

#endif
