/*
 * Languages: is there a text that matches these patterns, none of those, and has a length within bounds? By derivatives
 * of regular expressions (Brzozowski 1964): the states of the search are expressions, so intersection and complement
 * are as cheap as union. The text found is a shortest one, of readable characters where there is a choice.
 */
#ifndef BG_SCHEMA_LANGUAGE_LANGUAGE_H
#define BG_SCHEMA_LANGUAGE_LANGUAGE_H

#include "base/arena.h"

struct bg_languages;

/* A store of expressions and parsed patterns, for many questions. */
struct bg_languages *bg_languages_new(struct bg_arena *arena);
/* Accepts NULL. */
void bg_languages_finish(struct bg_languages *languages);

/* States that all questions together have looked at. */
size_t bg_languages_states(const struct bg_languages *languages);

struct bg_text_question {
    const struct bg_slice *matches; /* patterns, found somewhere in the text */
    size_t match_count;
    const struct bg_slice *refuses; /* patterns, not found */
    size_t refuse_count;
    const struct bg_slice *excluded; /* texts */
    size_t excluded_count;
    size_t least; /* characters */
    size_t most;
};

enum bg_text_answer { BG_TEXT_FOUND, BG_TEXT_NONE, BG_TEXT_UNKNOWN };

/* *out: the text, in the arena, or, if unknown, the reason. Guards are counters (base/limits.h). */
enum bg_text_answer bg_language_find(struct bg_languages *languages, const struct bg_text_question *question,
                                     struct bg_slice *out);

#endif
