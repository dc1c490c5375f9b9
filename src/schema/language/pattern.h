/*
 * Patterns parsed: the regular expressions of ECMA-262 as trees, as far as they denote regular languages, and what
 * Python and Java read beyond them (`\A`, `\Z`, `(?i)`): no reader that takes those reads them otherwise. Texts of code
 * points; groups are gone, lazy and greedy are the same.
 */
#ifndef BG_SCHEMA_LANGUAGE_PATTERN_H
#define BG_SCHEMA_LANGUAGE_PATTERN_H

#include "base/arena.h"

enum bg_pattern_kind {
    BG_PATTERN_EMPTY,
    BG_PATTERN_CLASS,  /* one code point of `ranges` */
    BG_PATTERN_CONCAT, /* `parts` one after the other */
    BG_PATTERN_EITHER, /* one of `parts` */
    BG_PATTERN_REPEAT, /* parts[0], from `least` to `most` times */
    BG_PATTERN_BEGIN,
    BG_PATTERN_END,
    BG_PATTERN_AHEAD, /* parts[0] follows, or, if `is_negated`, does not; takes nothing */
    BG_PATTERN_BEHIND,
    BG_PATTERN_BOUNDARY, /* a word begins or ends here, or, if `is_negated`, does not */
};

struct bg_code_range {
    uint32_t first;
    uint32_t last;
};

#define BG_LAST_CODE_POINT 0x10ffffu
#define BG_UNBOUNDED UINT32_MAX

struct bg_pattern {
    enum bg_pattern_kind kind;
    bool is_negated;
    bool is_disputed; /* written as `.` or `\Z`: runtimes read these differently where lines end */
    uint32_t least;
    uint32_t most;
    const struct bg_code_range *ranges; /* ascending, apart from each other */
    size_t range_count;
    const struct bg_pattern *const *parts;
    size_t part_count;
};

/* The characters of a word: ECMA-262's `\w`. */
extern const struct bg_code_range bg_word_ranges[4];

/* The tree of `text`, in the arena; NULL if it is no pattern or not a regular one: back-references, possessive
 * quantifiers, other flags, characters beyond ASCII under `(?i)`, or if it is above a limit. *why says which. */
const struct bg_pattern *bg_pattern_parse(struct bg_arena *arena, struct bg_slice text, struct bg_slice *why);

/* The tree that matches the reversed texts. */
const struct bg_pattern *bg_pattern_reverse(struct bg_arena *arena, const struct bg_pattern *pattern);

bool bg_pattern_has(const struct bg_pattern *pattern, enum bg_pattern_kind kind);
bool bg_pattern_is_disputed(const struct bg_pattern *pattern);

/* The code point at the front of UTF-8 text, and its length in bytes; text.len is above 0. */
uint32_t bg_code_point(struct bg_slice text, size_t *len);

#endif
