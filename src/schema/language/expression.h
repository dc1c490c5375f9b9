/*
 * Regular expressions with intersection, complement and anchors, hash-consed. Equal expressions have equal numbers;
 * unions and intersections are flat, sorted sets, so a pattern has finitely many derivatives (Brzozowski 1964,
 * theorem 5.2).
 *
 * Anchors make it matter where in the text an expression stands: whether it accepts the empty text there is a question
 * with four cases (at the beginning or not, at the end or not).
 */
#ifndef BG_SCHEMA_LANGUAGE_EXPRESSION_H
#define BG_SCHEMA_LANGUAGE_EXPRESSION_H

#include "schema/language/pattern.h"

enum bg_expression_kind {
    BG_EXPRESSION_CLASS,  /* one code point of `ranges`; without ranges: no text at all */
    BG_EXPRESSION_EMPTY,  /* the empty text */
    BG_EXPRESSION_CONCAT, /* parts[0], then parts[1] */
    BG_EXPRESSION_REPEAT, /* parts[0], from `least` to `most` times */
    BG_EXPRESSION_UNION,
    BG_EXPRESSION_BOTH, /* intersection */
    BG_EXPRESSION_NOT,
    BG_EXPRESSION_BEGIN,
    BG_EXPRESSION_END,
    BG_EXPRESSION_LOOP, /* stands for the expression that bg_expression_set_loop gives: it may contain itself */
};

typedef uint32_t bg_expression;

#define BG_EXPRESSION_NONE ((bg_expression)0)
#define BG_EXPRESSION_ANY ((bg_expression)1) /* every text */

struct bg_expressions;

struct bg_expressions *bg_expressions_new(struct bg_arena *arena);
void bg_expressions_finish(struct bg_expressions *expressions);
/* More than BG_LIMIT_LANGUAGE_NODES were made: from then on results are wrong. */
bool bg_expressions_are_full(const struct bg_expressions *expressions);

bg_expression bg_expression_class(struct bg_expressions *expressions, const struct bg_code_range *ranges, size_t count);
bg_expression bg_expression_simple(struct bg_expressions *expressions,
                                   enum bg_expression_kind kind); /* EMPTY, BEGIN, END */
bg_expression bg_expression_concat(struct bg_expressions *expressions, bg_expression first, bg_expression then);
bg_expression bg_expression_repeat(struct bg_expressions *expressions, bg_expression inner, uint32_t least,
                                   uint32_t most);
bg_expression bg_expression_union(struct bg_expressions *expressions, const bg_expression *parts, size_t count);
bg_expression bg_expression_both(struct bg_expressions *expressions, const bg_expression *parts, size_t count);
bg_expression bg_expression_not(struct bg_expressions *expressions, bg_expression inner);
bg_expression bg_expression_loop(struct bg_expressions *expressions);
/* `inner` must take at least a character before it comes to the loop again, and hold no anchor. */
void bg_expression_set_loop(struct bg_expressions *expressions, bg_expression loop, bg_expression inner);

/* Does it accept the empty text where it stands? */
bool bg_expression_is_nullable(const struct bg_expressions *expressions, bg_expression expression, bool at_begin,
                               bool at_end);

/* What may follow `code_point`. */
bg_expression bg_expression_derive(struct bg_expressions *expressions, bg_expression expression, uint32_t code_point,
                                   bool at_begin);

/* The code points from which on derivatives may differ, ascending, 0 first; valid until the next call. */
const uint32_t *bg_expression_borders(struct bg_expressions *expressions, bg_expression expression, bool at_begin,
                                      size_t *count);

#endif
