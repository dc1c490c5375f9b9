/* The characters of patterns: classes, escapes and what stands for itself. */
#include "schema/language/pattern_private.h"

#include "base/regex.h"
#include "base/slice.h"
#include "base/vector.h"

#include <stdlib.h>

/* A growing set of ranges, in any order until it is finished. */
struct ranges {
    struct bg_arena *arena;
    struct bg_code_range *items;
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

static const struct bg_pattern *class_of(struct ranges ranges) {
    ranges_sort(&ranges);
    return bg_pattern_node(
        ranges.arena,
        (struct bg_pattern){.kind = BG_PATTERN_CLASS, .ranges = ranges.items, .range_count = ranges.count});
}

/* Hexadecimal digits: `least` to `most` of them. */
static bool read_hex(struct bg_pattern_parser *parser, size_t least, size_t most, uint32_t *out) {
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

static bool read_unicode_escape(struct bg_pattern_parser *parser, uint32_t *out) {
    if (bg_pattern_accept(parser, "{")) {
        return read_hex(parser, 1, 6, out) && bg_pattern_accept(parser, "}") && *out <= BG_LAST_CODE_POINT;
    }
    if (!read_hex(parser, 4, 4, out)) {
        return false;
    }
    if (*out >= 0xd800 && *out < 0xdc00 && bg_pattern_accept(parser, "\\u")) {
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
static void read_property(struct bg_pattern_parser *parser, struct ranges *out) {
    struct bg_slice name = bg_slice_range(parser->text, parser->at, parser->at + 1);
    if (bg_pattern_accept(parser, "{")) {
        size_t start = parser->at;
        while (parser->at < parser->text.len && parser->text.at[parser->at] != '}') {
            parser->at++;
        }
        name = bg_slice_range(parser->text, start, parser->at);
    }
    const uint32_t *borders = NULL;
    size_t count = 0;
    if (parser->at >= parser->text.len || !bg_regex_property(parser->arena, name, &borders, &count)) {
        (void)bg_pattern_refuse(parser);
        return;
    }
    parser->at++;
    for (size_t i = 0; i < count; i += 2) {
        ranges_add(out, borders[i], borders[i + 1] - 1);
    }
}

/* Adds a range as it is written, and under `(?i)` the other case. Runtimes agree on that for ASCII, where two signs
 * look like letters to most of them: the long s and the sign of Kelvin. */
static void ranges_add_written(struct bg_pattern_parser *parser, struct ranges *out, uint32_t first, uint32_t last) {
    ranges_add(out, first, last);
    if (!parser->ignores_case) {
        return;
    }
    if (last >= 0x80) {
        (void)bg_pattern_refuse(parser);
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
static bool read_class_escape(struct bg_pattern_parser *parser, struct ranges *out) {
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
static bool read_character_escape(struct bg_pattern_parser *parser, bool in_class, uint32_t *out) {
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
    if (bg_pattern_accept(parser, "x")) {
        return read_hex(parser, 2, 2, out);
    }
    if (bg_pattern_accept(parser, "u")) {
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
    *out = bg_pattern_next_code_point(parser);
    return true;
}

/* One member of a class. `is_set` if it stands for several code points, which are added to `out` already. */
static uint32_t read_class_atom(struct bg_pattern_parser *parser, struct ranges *out, bool *is_set) {
    uint32_t code_point = 0;
    *is_set = false;
    if (!bg_pattern_accept(parser, "\\")) {
        return bg_pattern_next_code_point(parser);
    }
    if (read_class_escape(parser, out)) {
        *is_set = true;
    } else if (!read_character_escape(parser, true, &code_point)) {
        (void)bg_pattern_refuse(parser);
    }
    return code_point;
}

const struct bg_pattern *bg_pattern_parse_class(struct bg_pattern_parser *parser) {
    struct ranges ranges = {.arena = parser->arena};
    bool is_negated = bg_pattern_accept(parser, "^");
    while (!bg_pattern_is_at_end(parser) && parser->text.at[parser->at] != ']') {
        bool is_set;
        bool is_last_set = false;
        uint32_t first = read_class_atom(parser, &ranges, &is_set);
        uint32_t last = first;
        bool has_dash = !bg_pattern_is_at_end(parser) && parser->text.at[parser->at] == '-' &&
                        parser->at + 1 < parser->text.len && parser->text.at[parser->at + 1] != ']';
        if (has_dash && !is_set) {
            parser->at++;
            last = read_class_atom(parser, &ranges, &is_last_set);
            if (is_last_set) { /* `a-\d` is the three of them (annex B) */
                ranges_add(&ranges, '-', '-');
                last = first;
            }
        }
        if (last < first) {
            return bg_pattern_refuse(parser);
        }
        if (!is_set) {
            ranges_add_written(parser, &ranges, first, last);
        }
    }
    if (!bg_pattern_accept(parser, "]")) {
        return bg_pattern_refuse(parser);
    }
    return class_of(is_negated ? complement(ranges) : ranges);
}

const struct bg_pattern *bg_pattern_parse_any(const struct bg_pattern_parser *parser) {
    struct ranges ranges = {.arena = parser->arena};
    ranges_add_all(&ranges, line_end_ranges, sizeof line_end_ranges / sizeof line_end_ranges[0]);
    ranges = complement(ranges);
    return bg_pattern_node(parser->arena, (struct bg_pattern){.kind = BG_PATTERN_CLASS,
                                                              .is_disputed = true,
                                                              .ranges = ranges.items,
                                                              .range_count = ranges.count});
}

static const struct bg_pattern *of_character(struct bg_pattern_parser *parser, uint32_t code_point) {
    struct ranges ranges = {.arena = parser->arena};
    ranges_add_written(parser, &ranges, code_point, code_point);
    return class_of(ranges);
}

const struct bg_pattern *bg_pattern_parse_escape(struct bg_pattern_parser *parser) {
    struct ranges ranges = {.arena = parser->arena};
    uint32_t code_point;
    if (read_class_escape(parser, &ranges)) {
        return class_of(ranges);
    }
    return read_character_escape(parser, false, &code_point) ? of_character(parser, code_point)
                                                             : bg_pattern_refuse(parser);
}

const struct bg_pattern *bg_pattern_parse_character(struct bg_pattern_parser *parser) {
    return of_character(parser, bg_pattern_next_code_point(parser));
}
