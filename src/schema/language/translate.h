/* Patterns as expressions. */
#ifndef BG_SCHEMA_LANGUAGE_TRANSLATE_H
#define BG_SCHEMA_LANGUAGE_TRANSLATE_H

#include "schema/language/expression.h"

/* The texts in which the pattern is found. False if that cannot be said: a look-behind (reverse the pattern), an anchor
 * in a long repetition, a loop in a loop with look-arounds. */
bool bg_pattern_translate(struct bg_expressions *expressions, const struct bg_pattern *pattern,
                          bg_expression *out) BG_MUST_CHECK;

#endif
