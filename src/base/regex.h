/*
 * Patterns of JSON Schema: regular expressions as ECMA-262 writes them, found anywhere in a text. Matched by PCRE2 with
 * limits; what cannot be decided within them, or is written in a way that the dialects understand differently, is
 * unknown. A cache keeps what was compiled.
 */
#ifndef BG_BASE_REGEX_H
#define BG_BASE_REGEX_H

#include "base/arena.h"

enum bg_match { BG_MATCH_NO, BG_MATCH_YES, BG_MATCH_UNKNOWN };

struct bg_regexes;

/* A cache in `arena`; patterns are copied. */
struct bg_regexes *bg_regexes_new(struct bg_arena *arena);
/* Accepts NULL. */
void bg_regexes_finish(struct bg_regexes *regexes);

/* Is `pattern` found somewhere in `text`? Both are UTF-8. */
enum bg_match bg_regex_search(struct bg_regexes *regexes, struct bg_slice pattern, struct bg_slice text);

/*
 * The characters that have a Unicode property: a general category ("L", "Lu", "gc=Lu") or a script ("Script=Greek").
 * *borders: the first of each range and the one after its last, ascending, in the arena. False if the name is not
 * known, or not read alike by all runtimes. Surrogates have none.
 */
bool bg_regex_property(struct bg_arena *arena, struct bg_slice name, const uint32_t **borders, size_t *count);

#endif
