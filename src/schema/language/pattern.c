/* The parser of patterns: recursive descent over the grammar of ECMA-262, 21.2.1, with the leniency of its annex B. */
#include "schema/language/pattern.h"

#include "base/limits.h"
#include "base/regex.h"
#include "base/slice.h"
#include "base/vector.h"

#include <stdlib.h>

struct parser {
    struct bg_arena *arena;
    struct bg_slice text;
    size_t at;
    unsigned depth;
    bool ignores_case; /* by `(?i)` before, in the same group */
    bool is_refused;
};

/* A growing set of ranges, in any order until it is finished. */
struct ranges {
    struct bg_arena *arena;
    struct bg_code_range *items;
    size_t count;
    size_t room;
};

struct parts {
    struct bg_arena *arena;
    const struct bg_pattern **items;
    size_t count;
    size_t room;
};

static const struct bg_code_range digit_ranges[] = {{'0', '9'}};
const struct bg_code_range bg_word_ranges[4] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
static const struct bg_code_range space_ranges[] = {
    {'\t', '\r'},     {' ', ' '},       {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
    {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
static const struct bg_code_range line_end_ranges[] = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

static void ranges_add(struct ranges *ranges, uint32_t first, uint32_t last) {
    BG_VECTOR_ADD(ranges->arena, ranges, (struct bg_code_range){first, last});
}

static void ranges_add_all(struct ranges *ranges, const struct bg_code_range *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ranges_add(ranges, items[i].first, items[i].last);
    }
}

static int by_first(const void *a, const void *b) {
    const struct bg_code_range *left = a;
    const struct bg_code_range *right = b;
    return (left->first > right->first) - (left->first < right->first);
}

static void ranges_sort(struct ranges *ranges) {
    if (ranges->count == 0) {
        return;
    }
    qsort(ranges->items, ranges->count, sizeof ranges->items[0], by_first);
    size_t kept = 0;
    for (size_t i = 1; i < ranges->count; i++) {
        struct bg_code_range *last = &ranges->items[kept];
        if (ranges->items[i].first <= last->last + 1) {
            last->last = ranges->items[i].last > last->last ? ranges->items[i].last : last->last;
        } else {
            ranges->items[++kept] = ranges->items[i];
        }
    }
    ranges->count = kept + 1;
}

/* Sorted ranges become everything else. */
static struct ranges complement(struct ranges ranges) {
    struct ranges others = {.arena = ranges.arena};
    uint32_t next = 0;
    ranges_sort(&ranges);
    for (size_t i = 0; i < ranges.count; i++) {
        if (ranges.items[i].first > next) {
            ranges_add(&others, next, ranges.items[i].first - 1);
        }
        next = ranges.items[i].last + 1;
    }
    if (next <= BG_LAST_CODE_POINT) {
        ranges_add(&others, next, BG_LAST_CODE_POINT);
    }
    return others;
}

static const struct bg_pattern *node(struct bg_arena *arena, struct bg_pattern pattern) {
    struct bg_pattern *copy = bg_arena_alloc(arena, sizeof *copy);
    *copy = pattern;
    return copy;
}

static const struct bg_pattern *class_of(struct ranges ranges) {
    ranges_sort(&ranges);
    return node(ranges.arena,
                (struct bg_pattern){.kind = BG_PATTERN_CLASS, .ranges = ranges.items, .range_count = ranges.count});
}

static void parts_add(struct parts *parts, const struct bg_pattern *part) {
    BG_VECTOR_ADD(parts->arena, parts, part);
}

static const struct bg_pattern *of_parts(enum bg_pattern_kind kind, struct parts parts) {
    if (parts.count == 1) {
        return parts.items[0];
    }
    if (parts.count == 0) {
        return node(parts.arena, (struct bg_pattern){.kind = BG_PATTERN_EMPTY});
    }
    return node(parts.arena, (struct bg_pattern){.kind = kind, .parts = parts.items, .part_count = parts.count});
}

static const struct bg_pattern *around_one(struct bg_arena *arena, struct bg_pattern outer,
                                           const struct bg_pattern *inner) {
    struct parts parts = {.arena = arena};
    parts_add(&parts, inner);
    outer.parts = parts.items;
    outer.part_count = 1;
    return node(arena, outer);
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

static const struct bg_pattern *refuse(struct parser *parser) {
    parser->is_refused = true;
    return node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_EMPTY});
}

static bool is_at_end(const struct parser *parser) {
    return parser->is_refused || parser->at >= parser->text.len;
}

static bool accept(struct parser *parser, const char *token) {
    struct bg_slice slice = bg_slice_of(token);
    if (!bg_slice_starts(bg_slice_from(parser->text, parser->at), slice)) {
        return false;
    }
    parser->at += slice.len;
    return true;
}

static uint32_t next_code_point(struct parser *parser) {
    size_t len;
    uint32_t code_point = bg_code_point(bg_slice_from(parser->text, parser->at), &len);
    parser->at += len;
    return code_point;
}

/* Hexadecimal digits: `least` to `most` of them. */
static bool read_hex(struct parser *parser, size_t least, size_t most, uint32_t *out) {
    size_t count = 0;
    *out = 0;
    while (count < most && parser->at < parser->text.len) {
        char c = parser->text.at[parser->at];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            break;
        }
        *out = *out * 16 + (uint32_t)digit;
        parser->at++;
        count++;
    }
    return count >= least;
}

static bool read_unicode_escape(struct parser *parser, uint32_t *out) {
    if (accept(parser, "{")) {
        return read_hex(parser, 1, 6, out) && accept(parser, "}") && *out <= BG_LAST_CODE_POINT;
    }
    if (!read_hex(parser, 4, 4, out)) {
        return false;
    }
    if (*out >= 0xd800 && *out < 0xdc00 && accept(parser, "\\u")) {
        uint32_t low;
        if (!read_hex(parser, 4, 4, &low) || low < 0xdc00 || low > 0xdfff) {
            return false;
        }
        *out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
    }
    return true;
}

static const struct {
    char letter;
    uint32_t code_point;
} control_escapes[] = {{'t', '\t'}, {'n', '\n'}, {'r', '\r'}, {'f', '\f'}, {'v', '\v'}, {'0', 0}};

/* `{NAME}` or one letter after `\p` or `\P`: adds the characters. Refuses a name that not all readers know. */
static void read_property(struct parser *parser, struct ranges *out) {
    struct bg_slice name = bg_slice_range(parser->text, parser->at, parser->at + 1);
    if (accept(parser, "{")) {
        size_t start = parser->at;
        while (parser->at < parser->text.len && parser->text.at[parser->at] != '}') {
            parser->at++;
        }
        name = bg_slice_range(parser->text, start, parser->at);
    }
    const uint32_t *borders = NULL;
    size_t count = 0;
    if (parser->at >= parser->text.len || !bg_regex_property(parser->arena, name, &borders, &count)) {
        (void)refuse(parser);
        return;
    }
    parser->at++;
    for (size_t i = 0; i < count; i += 2) {
        ranges_add(out, borders[i], borders[i + 1] - 1);
    }
}

/* Adds a range as it is written, and under `(?i)` the other case. Runtimes agree on that for ASCII, where two signs
 * look like letters to most of them: the long s and the sign of Kelvin. */
static void ranges_add_written(struct parser *parser, struct ranges *out, uint32_t first, uint32_t last) {
    ranges_add(out, first, last);
    if (!parser->ignores_case) {
        return;
    }
    if (last >= 0x80) {
        (void)refuse(parser);
    }
    for (uint32_t c = first; c <= last && c < 0x80; c++) {
        bool is_upper = c >= 'A' && c <= 'Z';
        if (is_upper || (c >= 'a' && c <= 'z')) {
            uint32_t other = is_upper ? c + 0x20 : c - 0x20;
            ranges_add(out, other, other);
        }
        if (c == 'k' || c == 'K') {
            ranges_add(out, 0x212a, 0x212a);
        } else if (c == 's' || c == 'S') {
            ranges_add(out, 0x17f, 0x17f);
        }
    }
}

/* What follows a backslash and stands for a set: adds it. */
static bool read_class_escape(struct parser *parser, struct ranges *out) {
    struct ranges set = {.arena = parser->arena};
    char letter = parser->at < parser->text.len ? parser->text.at[parser->at] : '\0';
    switch (letter) {
    case 'd':
    case 'D':
        ranges_add_all(&set, digit_ranges, sizeof digit_ranges / sizeof digit_ranges[0]);
        break;
    case 'w':
    case 'W':
        ranges_add_all(&set, bg_word_ranges, sizeof bg_word_ranges / sizeof bg_word_ranges[0]);
        break;
    case 's':
    case 'S':
        ranges_add_all(&set, space_ranges, sizeof space_ranges / sizeof space_ranges[0]);
        break;
    case 'p':
    case 'P':
        parser->at++;
        read_property(parser, &set);
        parser->at--;
        break;
    default:
        return false;
    }
    parser->at++;
    if (letter >= 'A' && letter <= 'Z') {
        set = complement(set);
    }
    ranges_add_all(out, set.items, set.count);
    return true;
}

/* What follows a backslash and stands for one code point. False if it is anything else. */
static bool read_character_escape(struct parser *parser, bool in_class, uint32_t *out) {
    if (parser->at >= parser->text.len) {
        return false;
    }
    char c = parser->text.at[parser->at];
    if (c == '0' && parser->at + 1 < parser->text.len && parser->text.at[parser->at + 1] >= '0' &&
        parser->text.at[parser->at + 1] <= '9') {
        return false;
    }
    for (size_t i = 0; i < sizeof control_escapes / sizeof control_escapes[0]; i++) {
        if (control_escapes[i].letter == c) {
            parser->at++;
            *out = control_escapes[i].code_point;
            return true;
        }
    }
    if (accept(parser, "x")) {
        return read_hex(parser, 2, 2, out);
    }
    if (accept(parser, "u")) {
        return read_unicode_escape(parser, out);
    }
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == 'c' && parser->at + 1 < parser->text.len) {
        char letter = parser->text.at[parser->at + 1];
        parser->at += 2;
        *out = (unsigned char)letter & 31u;
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }
    if (c == 'b' && in_class) {
        parser->at++;
        *out = '\b';
        return true;
    }
    if (is_letter || (c >= '1' && c <= '9')) {
        return false;
    }
    *out = next_code_point(parser);
    return true;
}

/* One member of a class. `is_set` if it stands for several code points, which are added to `out` already. */
static uint32_t read_class_atom(struct parser *parser, struct ranges *out, bool *is_set) {
    uint32_t code_point = 0;
    *is_set = false;
    if (!accept(parser, "\\")) {
        return next_code_point(parser);
    }
    if (read_class_escape(parser, out)) {
        *is_set = true;
    } else if (!read_character_escape(parser, true, &code_point)) {
        (void)refuse(parser);
    }
    return code_point;
}

static const struct bg_pattern *parse_class(struct parser *parser) {
    struct ranges ranges = {.arena = parser->arena};
    bool is_negated = accept(parser, "^");
    while (!is_at_end(parser) && parser->text.at[parser->at] != ']') {
        bool is_set;
        bool is_last_set = false;
        uint32_t first = read_class_atom(parser, &ranges, &is_set);
        uint32_t last = first;
        bool has_dash = !is_at_end(parser) && parser->text.at[parser->at] == '-' && parser->at + 1 < parser->text.len &&
                        parser->text.at[parser->at + 1] != ']';
        if (has_dash && !is_set) {
            parser->at++;
            last = read_class_atom(parser, &ranges, &is_last_set);
            if (is_last_set) { /* `a-\d` is the three of them (annex B) */
                ranges_add(&ranges, '-', '-');
                last = first;
            }
        }
        if (last < first) {
            return refuse(parser);
        }
        if (!is_set) {
            ranges_add_written(parser, &ranges, first, last);
        }
    }
    if (!accept(parser, "]")) {
        return refuse(parser);
    }
    return class_of(is_negated ? complement(ranges) : ranges);
}

static const struct bg_pattern *parse_alternatives(struct parser *parser);

static const struct bg_pattern *parse_group(struct parser *parser) {
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
    if (accept(parser, "?i)")) { /* up to the end of the group around it */
        parser->ignores_case = true;
        return node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_EMPTY});
    }
    parser->ignores_case = accept(parser, "?i:") || ignored_case;
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (accept(parser, openings[i].opening)) {
            kind = openings[i].kind;
            is_negated = openings[i].is_negated;
            break;
        }
    }
    if (accept(parser, "?<") || accept(parser, "?P<")) { /* a name */
        while (!is_at_end(parser) && parser->text.at[parser->at] != '>') {
            parser->at++;
        }
        if (!accept(parser, ">")) {
            return refuse(parser);
        }
    }
    const struct bg_pattern *inner = parse_alternatives(parser);
    parser->ignores_case = ignored_case;
    if (!accept(parser, ")")) {
        return refuse(parser);
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

static const struct bg_pattern *parse_atom(struct parser *parser) {
    struct ranges ranges = {.arena = parser->arena};
    uint32_t code_point;
    if (accept(parser, "(")) {
        return parse_group(parser);
    }
    if (accept(parser, "[")) {
        return parse_class(parser);
    }
    if (accept(parser, ".")) {
        ranges_add_all(&ranges, line_end_ranges, sizeof line_end_ranges / sizeof line_end_ranges[0]);
        ranges = complement(ranges);
        return node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_CLASS,
                                                       .is_disputed = true,
                                                       .ranges = ranges.items,
                                                       .range_count = ranges.count});
    }
    if (accept(parser, "^")) {
        return node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_BEGIN});
    }
    if (accept(parser, "$")) {
        return node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_END});
    }
    for (size_t i = 0; i < sizeof assertions / sizeof assertions[0]; i++) {
        if (accept(parser, assertions[i].escape)) {
            return node(parser->arena, assertions[i].pattern);
        }
    }
    if (accept(parser, "\\")) {
        if (read_class_escape(parser, &ranges)) {
            return class_of(ranges);
        }
        if (!read_character_escape(parser, false, &code_point)) {
            return refuse(parser);
        }
    } else {
        char c = parser->text.at[parser->at];
        if (c == '*' || c == '+' || c == '?') {
            return refuse(parser); /* nothing to repeat */
        }
        code_point = next_code_point(parser);
    }
    ranges_add_written(parser, &ranges, code_point, code_point);
    return class_of(ranges);
}

static bool read_count(struct parser *parser, uint32_t *out) {
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
static bool accept_counts(struct parser *parser, uint32_t *least, uint32_t *most) {
    size_t start = parser->at;
    if (!accept(parser, "{") || !read_count(parser, least)) {
        parser->at = start;
        return false;
    }
    *most = *least;
    if (accept(parser, ",") && !read_count(parser, most)) {
        *most = BG_UNBOUNDED;
    }
    if (!accept(parser, "}")) {
        parser->at = start;
        return false;
    }
    return true;
}

static bool accept_quantifier(struct parser *parser, uint32_t *least, uint32_t *most) {
    *least = 0;
    *most = BG_UNBOUNDED;
    if (accept(parser, "*")) {
        return true;
    }
    if (accept(parser, "+")) {
        *least = 1;
        return true;
    }
    if (accept(parser, "?")) {
        *most = 1;
        return true;
    }
    return accept_counts(parser, least, most);
}

static const struct bg_pattern *parse_term(struct parser *parser) {
    const struct bg_pattern *atom = parse_atom(parser);
    uint32_t least;
    uint32_t most;
    if (is_at_end(parser) || !accept_quantifier(parser, &least, &most)) {
        return atom;
    }
    bool is_anchor =
        atom->kind == BG_PATTERN_BEGIN || atom->kind == BG_PATTERN_END || atom->kind == BG_PATTERN_BOUNDARY;
    bool is_over_limit = least > BG_LIMIT_REPEAT || (most != BG_UNBOUNDED && most > BG_LIMIT_REPEAT);
    if (is_anchor || is_over_limit || least > most) {
        return refuse(parser);
    }
    (void)accept(parser, "?");
    if (!is_at_end(parser) && strchr("*+?", parser->text.at[parser->at]) != NULL) {
        return refuse(parser); /* possessive, or repeated twice */
    }
    return around_one(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_REPEAT, .least = least, .most = most},
                      atom);
}

static const struct bg_pattern *parse_alternatives(struct parser *parser) {
    struct parts alternatives = {.arena = parser->arena};
    if (++parser->depth > BG_LIMIT_PATTERN_DEPTH) {
        return refuse(parser);
    }
    do {
        struct parts terms = {.arena = parser->arena};
        while (!is_at_end(parser) && parser->text.at[parser->at] != '|' && parser->text.at[parser->at] != ')') {
            parts_add(&terms, parse_term(parser));
        }
        parts_add(&alternatives, of_parts(BG_PATTERN_CONCAT, terms));
    } while (!is_at_end(parser) && accept(parser, "|"));
    parser->depth--;
    return of_parts(BG_PATTERN_EITHER, alternatives);
}

const struct bg_pattern *bg_pattern_parse(struct bg_arena *arena, struct bg_slice text) {
    if (text.len > BG_LIMIT_PATTERN) {
        return NULL;
    }
    struct parser parser = {.arena = arena, .text = text};
    const struct bg_pattern *pattern = parse_alternatives(&parser);
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
    return node(arena, reversed);
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
