/* The inside of the parser of patterns: for pattern*.c only. */
#ifndef BG_SCHEMA_LANGUAGE_PATTERN_PRIVATE_H
#define BG_SCHEMA_LANGUAGE_PATTERN_PRIVATE_H

#include "schema/language/pattern.h"

struct bg_pattern_parser {
    struct bg_arena *arena;
    struct bg_slice text;
    size_t at;
    unsigned depth;
    bool ignores_case; /* by `(?i)` before, in the same group */
    bool is_refused;
    struct bg_slice why; /* it is refused, if it is */
};

/* A copy of `pattern` in the arena. */
const struct bg_pattern *bg_pattern_node(struct bg_arena *arena, struct bg_pattern pattern);

/* The text is no pattern, or no regular one. Returns a pattern to go on with. */
const struct bg_pattern *bg_pattern_refuse(struct bg_pattern_parser *parser);

bool bg_pattern_is_at_end(const struct bg_pattern_parser *parser);

/* Steps over `token` if it comes next. */
bool bg_pattern_accept(struct bg_pattern_parser *parser, const char *token);

/* Steps over a code point; there must be one. */
uint32_t bg_pattern_next_code_point(struct bg_pattern_parser *parser);

/* What follows `[`, with its end. */
const struct bg_pattern *bg_pattern_parse_class(struct bg_pattern_parser *parser);

/* What follows a backslash outside a class. */
const struct bg_pattern *bg_pattern_parse_escape(struct bg_pattern_parser *parser);

/* A character that stands for itself. */
const struct bg_pattern *bg_pattern_parse_character(struct bg_pattern_parser *parser);

/* What `.` stands for. */
const struct bg_pattern *bg_pattern_parse_any(const struct bg_pattern_parser *parser);

#endif
