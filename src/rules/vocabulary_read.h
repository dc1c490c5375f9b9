/* Reads rules/vocabulary.yaml; the build does, so that the program finds the words as a table. */
#ifndef BG_RULES_VOCABULARY_READ_H
#define BG_RULES_VOCABULARY_READ_H

#include "base/arena.h"
#include "rules/vocabulary.h"
#include "text/node.h"

/* The words of one file, which stand in order of their ids. Texts point into the source or live in `arena`. A mistake
 * is an error with its place. */
bool bg_vocabulary_read(struct bg_arena *arena, struct bg_source *source, struct bg_word **out, size_t *count,
                        struct bg_error *err) BG_MUST_CHECK;

#endif
