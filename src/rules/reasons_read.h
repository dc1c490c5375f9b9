/* Reads rules/reasons.yaml; the build does, so that the program finds the words as a table. */
#ifndef BG_RULES_REASONS_READ_H
#define BG_RULES_REASONS_READ_H

#include "rules/reasons.h"

/* The reasons of one file, in order of their ids. Texts point into the source or live in `arena`. A mistake is an error
 * with its place. */
bool bg_reasons_read(struct bg_arena *arena, struct bg_source *source, struct bg_reason_words **out, size_t *count,
                     struct bg_error *err) BG_MUST_CHECK;

#endif
