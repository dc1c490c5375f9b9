/*
 * Glob patterns for paths and dotted keys. The whole text must match. Time is bounded by pattern length times text
 * length whatever the pattern is, so patterns may come from anybody.
 *
 *   *       any run of characters without "/"        ?      one character, not "/"
 *   **      any run of characters, "/" included      [a-z]  one of these characters; [!a-z] one of the others, not "/"
 *   **\/    any number of folders, none included     {a,b}  one of these patterns; they nest
 *   \x      x itself                                        (the backslash after ** above only keeps C happy)
 */
#ifndef BG_BASE_GLOB_H
#define BG_BASE_GLOB_H

#include "base/arena.h"

/* What is wrong with `pattern` (one clause), or NULL if it is a pattern. */
const char *bg_glob_fault(struct bg_slice pattern);

/* False also for a pattern with a fault. */
bool bg_glob_match(struct bg_slice pattern, struct bg_slice text);

/* The pattern that matches `text` alone. */
struct bg_slice bg_glob_quote(struct bg_arena *arena, struct bg_slice text);

/* Whether one of the patterns matches. */
bool bg_glob_match_any(const struct bg_slice *patterns, size_t count, struct bg_slice text);

#endif
