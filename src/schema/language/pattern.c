/* The parser of patterns: recursive descent over the grammar of ECMA-262, 21.2.1, with the leniency of its annex B. */
#include "schema/language/pattern_private.h"

#include "base/limits.h"
#include "base/slice.h"
#include "base/vector.h"

struct parts {
    struct bg_arena *arena;
    const struct bg_pattern **items;
    size_t count;
    size_t room;
};

const struct bg_pattern *bg_pattern_node(struct bg_arena *arena, struct bg_pattern pattern) {
    struct bg_pattern *copy = bg_arena_alloc(arena, sizeof *copy);
    *copy = pattern;
    return copy;
}

static void parts_add(struct parts *parts, const struct bg_pattern *part) {
    BG_VECTOR_ADD(parts->arena, parts, part);
}

static const struct bg_pattern *of_parts(enum bg_pattern_kind kind, struct parts parts) {
    if (parts.count == 1) {
        return parts.items[0];
    }
    if (parts.count == 0) {
        return bg_pattern_node(parts.arena, (struct bg_pattern){.kind = BG_PATTERN_EMPTY});
    }
    return bg_pattern_node(parts.arena,
                           (struct bg_pattern){.kind = kind, .parts = parts.items, .part_count = parts.count});
}

static const struct bg_pattern *around_one(struct bg_arena *arena, struct bg_pattern outer,
                                           const struct bg_pattern *inner) {
    struct parts parts = {.arena = arena};
    parts_add(&parts, inner);
    outer.parts = parts.items;
    outer.part_count = 1;
    return bg_pattern_node(arena, outer);
}

uint32_t bg_code_point(struct bg_slice text, size_t *len) {
    unsigned char first = (unsigned char)text.at[0];
    size_t more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    uint32_t code_point = more == 0 ? first : more == 1 ? first & 0x1fu : more == 2 ? first & 0x0fu : first & 0x07u;
    for (size_t i = 1; i <= more && i < text.len; i++) {
        code_point = (code_point << 6) | ((unsigned char)text.at[i] & 0x3fu);
    }
    *len = more + 1 < text.len ? more + 1 : text.len;
    return code_point;
}

const struct bg_pattern *bg_pattern_refuse(struct bg_pattern_parser *parser) {
    parser->is_refused = true;
    return bg_pattern_node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_EMPTY});
}

/* Refuses what is above a limit, and names it. */
static const struct bg_pattern *refuse_for(struct bg_pattern_parser *parser, const char *what, unsigned limit) {
    if (!parser->is_refused) {
        parser->why = bg_arena_printf(parser->arena, "a pattern %s (the limit is %u)", what, limit);
    }
    return bg_pattern_refuse(parser);
}

bool bg_pattern_is_at_end(const struct bg_pattern_parser *parser) {
    return parser->is_refused || parser->at >= parser->text.len;
}

bool bg_pattern_accept(struct bg_pattern_parser *parser, const char *token) {
    struct bg_slice slice = bg_slice_of(token);
    if (!bg_slice_starts(bg_slice_from(parser->text, parser->at), slice)) {
        return false;
    }
    parser->at += slice.len;
    return true;
}

uint32_t bg_pattern_next_code_point(struct bg_pattern_parser *parser) {
    size_t len;
    uint32_t code_point = bg_code_point(bg_slice_from(parser->text, parser->at), &len);
    parser->at += len;
    return code_point;
}

static const struct bg_pattern *parse_alternatives(struct bg_pattern_parser *parser);

static const struct bg_pattern *parse_group(struct bg_pattern_parser *parser) {
    static const struct {
        const char *opening;
        enum bg_pattern_kind kind; /* EMPTY: only a group */
        bool is_negated;
    } openings[] = {
        {"?:", BG_PATTERN_EMPTY, false},   {"?=", BG_PATTERN_AHEAD, false},  {"?!", BG_PATTERN_AHEAD, true},
        {"?<=", BG_PATTERN_BEHIND, false}, {"?<!", BG_PATTERN_BEHIND, true},
    };
    enum bg_pattern_kind kind = BG_PATTERN_EMPTY;
    bool is_negated = false;
    bool ignored_case = parser->ignores_case;
    if (bg_pattern_accept(parser, "?i)")) { /* up to the end of the group around it */
        parser->ignores_case = true;
        return bg_pattern_node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_EMPTY});
    }
    parser->ignores_case = bg_pattern_accept(parser, "?i:") || ignored_case;
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (bg_pattern_accept(parser, openings[i].opening)) {
            kind = openings[i].kind;
            is_negated = openings[i].is_negated;
            break;
        }
    }
    if (bg_pattern_accept(parser, "?<") || bg_pattern_accept(parser, "?P<")) { /* a name */
        while (!bg_pattern_is_at_end(parser) && parser->text.at[parser->at] != '>') {
            parser->at++;
        }
        if (!bg_pattern_accept(parser, ">")) {
            return bg_pattern_refuse(parser);
        }
    }
    const struct bg_pattern *inner = parse_alternatives(parser);
    parser->ignores_case = ignored_case;
    if (!bg_pattern_accept(parser, ")")) {
        return bg_pattern_refuse(parser);
    }
    return kind == BG_PATTERN_EMPTY
               ? inner
               : around_one(parser->arena, (struct bg_pattern){.kind = kind, .is_negated = is_negated}, inner);
}

/* Escapes that take no character. `\A` and `\Z` are Python's and Java's, `\z` is Java's and Python's of late. */
static const struct {
    const char *escape;
    struct bg_pattern pattern;
} assertions[] = {
    {"\\A", {.kind = BG_PATTERN_BEGIN}},
    {"\\B", {.kind = BG_PATTERN_BOUNDARY, .is_negated = true}},
    {"\\Z", {.kind = BG_PATTERN_END, .is_disputed = true}},
    {"\\b", {.kind = BG_PATTERN_BOUNDARY}},
    {"\\z", {.kind = BG_PATTERN_END}},
};

static const struct bg_pattern *parse_atom(struct bg_pattern_parser *parser) {
    if (bg_pattern_accept(parser, "(")) {
        return parse_group(parser);
    }
    if (bg_pattern_accept(parser, "[")) {
        return bg_pattern_parse_class(parser);
    }
    if (bg_pattern_accept(parser, ".")) {
        return bg_pattern_parse_any(parser);
    }
    if (bg_pattern_accept(parser, "^")) {
        return bg_pattern_node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_BEGIN});
    }
    if (bg_pattern_accept(parser, "$")) {
        return bg_pattern_node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_END});
    }
    for (size_t i = 0; i < sizeof assertions / sizeof assertions[0]; i++) {
        if (bg_pattern_accept(parser, assertions[i].escape)) {
            return bg_pattern_node(parser->arena, assertions[i].pattern);
        }
    }
    if (bg_pattern_accept(parser, "\\")) {
        return bg_pattern_parse_escape(parser);
    }
    char c = parser->text.at[parser->at];
    if (c == '*' || c == '+' || c == '?') {
        return bg_pattern_refuse(parser); /* nothing to repeat */
    }
    return bg_pattern_parse_character(parser);
}

static bool read_count(struct bg_pattern_parser *parser, uint32_t *out) {
    size_t start = parser->at;
    uint32_t value = 0;
    while (parser->at < parser->text.len && parser->text.at[parser->at] >= '0' && parser->text.at[parser->at] <= '9') {
        value = value > BG_LIMIT_REPEAT ? value : value * 10 + (uint32_t)(parser->text.at[parser->at] - '0');
        parser->at++;
    }
    *out = value;
    return parser->at > start;
}

/* `{n}`, `{n,}` or `{n,m}`; a brace that opens none of these is a character (annex B). */
static bool accept_counts(struct bg_pattern_parser *parser, uint32_t *least, uint32_t *most) {
    size_t start = parser->at;
    if (!bg_pattern_accept(parser, "{") || !read_count(parser, least)) {
        parser->at = start;
        return false;
    }
    *most = *least;
    if (bg_pattern_accept(parser, ",") && !read_count(parser, most)) {
        *most = BG_UNBOUNDED;
    }
    if (!bg_pattern_accept(parser, "}")) {
        parser->at = start;
        return false;
    }
    return true;
}

static bool accept_quantifier(struct bg_pattern_parser *parser, uint32_t *least, uint32_t *most) {
    *least = 0;
    *most = BG_UNBOUNDED;
    if (bg_pattern_accept(parser, "*")) {
        return true;
    }
    if (bg_pattern_accept(parser, "+")) {
        *least = 1;
        return true;
    }
    if (bg_pattern_accept(parser, "?")) {
        *most = 1;
        return true;
    }
    return accept_counts(parser, least, most);
}

static const struct bg_pattern *parse_term(struct bg_pattern_parser *parser) {
    const struct bg_pattern *atom = parse_atom(parser);
    uint32_t least;
    uint32_t most;
    if (bg_pattern_is_at_end(parser) || !accept_quantifier(parser, &least, &most)) {
        return atom;
    }
    bool is_anchor =
        atom->kind == BG_PATTERN_BEGIN || atom->kind == BG_PATTERN_END || atom->kind == BG_PATTERN_BOUNDARY;
    bool is_over_limit = least > BG_LIMIT_REPEAT || (most != BG_UNBOUNDED && most > BG_LIMIT_REPEAT);
    if (is_over_limit) {
        return refuse_for(parser, "repeats something too often", BG_LIMIT_REPEAT);
    }
    if (is_anchor || least > most) {
        return bg_pattern_refuse(parser);
    }
    (void)bg_pattern_accept(parser, "?");
    if (!bg_pattern_is_at_end(parser) && strchr("*+?", parser->text.at[parser->at]) != NULL) {
        return bg_pattern_refuse(parser); /* possessive, or repeated twice */
    }
    return around_one(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_REPEAT, .least = least, .most = most},
                      atom);
}

static const struct bg_pattern *parse_alternatives(struct bg_pattern_parser *parser) {
    struct parts alternatives = {.arena = parser->arena};
    if (++parser->depth > BG_LIMIT_PATTERN_DEPTH) {
        return refuse_for(parser, "is nested too deep", BG_LIMIT_PATTERN_DEPTH);
    }
    do {
        struct parts terms = {.arena = parser->arena};
        while (!bg_pattern_is_at_end(parser) && parser->text.at[parser->at] != '|' &&
               parser->text.at[parser->at] != ')') {
            parts_add(&terms, parse_term(parser));
        }
        parts_add(&alternatives, of_parts(BG_PATTERN_CONCAT, terms));
    } while (!bg_pattern_is_at_end(parser) && bg_pattern_accept(parser, "|"));
    parser->depth--;
    return of_parts(BG_PATTERN_EITHER, alternatives);
}

const struct bg_pattern *bg_pattern_parse(struct bg_arena *arena, struct bg_slice text, struct bg_slice *why) {
    struct bg_pattern_parser parser = {
        .arena = arena, .text = text, .why = BG_LITERAL("a pattern is not a regular language")};
    const struct bg_pattern *pattern = NULL;
    if (text.len > BG_LIMIT_PATTERN) {
        (void)refuse_for(&parser, "has too many bytes", BG_LIMIT_PATTERN);
    } else {
        pattern = parse_alternatives(&parser);
    }
    *why = parser.why;
    return parser.is_refused || parser.at < text.len ? NULL : pattern;
}

const struct bg_pattern *bg_pattern_reverse(struct bg_arena *arena, const struct bg_pattern *pattern) {
    struct bg_pattern reversed = *pattern;
    static const enum bg_pattern_kind mirrored[] = {
        [BG_PATTERN_EMPTY] = BG_PATTERN_EMPTY,   [BG_PATTERN_CLASS] = BG_PATTERN_CLASS,
        [BG_PATTERN_CONCAT] = BG_PATTERN_CONCAT, [BG_PATTERN_EITHER] = BG_PATTERN_EITHER,
        [BG_PATTERN_REPEAT] = BG_PATTERN_REPEAT, [BG_PATTERN_BEGIN] = BG_PATTERN_END,
        [BG_PATTERN_END] = BG_PATTERN_BEGIN,     [BG_PATTERN_AHEAD] = BG_PATTERN_BEHIND,
        [BG_PATTERN_BEHIND] = BG_PATTERN_AHEAD,  [BG_PATTERN_BOUNDARY] = BG_PATTERN_BOUNDARY,
    };
    reversed.kind = mirrored[pattern->kind];
    const struct bg_pattern **parts = bg_arena_array(arena, pattern->part_count, sizeof *parts);
    for (size_t i = 0; i < pattern->part_count; i++) {
        size_t to = pattern->kind == BG_PATTERN_CONCAT ? pattern->part_count - 1 - i : i;
        parts[to] = bg_pattern_reverse(arena, pattern->parts[i]);
    }
    reversed.parts = parts;
    return bg_pattern_node(arena, reversed);
}

bool bg_pattern_has(const struct bg_pattern *pattern, enum bg_pattern_kind kind) {
    if (pattern->kind == kind) {
        return true;
    }
    for (size_t i = 0; i < pattern->part_count; i++) {
        if (bg_pattern_has(pattern->parts[i], kind)) {
            return true;
        }
    }
    return false;
}

bool bg_pattern_is_disputed(const struct bg_pattern *pattern) {
    bool is_disputed = pattern->is_disputed;
    for (size_t i = 0; i < pattern->part_count && !is_disputed; i++) {
        is_disputed = bg_pattern_is_disputed(pattern->parts[i]);
    }
    return is_disputed;
}
