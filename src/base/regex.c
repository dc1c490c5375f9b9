/*
 * Patterns: rewritten from ECMA-262 to PCRE2 token by token where the two differ, then compiled and kept. `$` is the
 * end of the text only, `.` and `\s` are those of ECMA-262, `\d` and `\w` are ASCII. Of what ECMA-262 does not have,
 * `\A`, `\Z`, `\z` and `(?i)` are taken, which all others read alike; the rest (recursion, callouts, verbs) is refused.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/regex.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/vector.h"
#include "base/visible.h"

#include <pcre2.h>

/* Characters of `\s` (ECMA-262, 12.2 and 12.3), as the inside of a class; and of `.`, negated. */
#define SPACES "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define LINE_ENDS "\\n\\r\\x{2028}\\x{2029}"

struct bg_regexes {
    struct bg_arena *arena;
    struct bg_table by_pattern; /* struct compiled */
    pcre2_match_context *limits;
};

struct compiled {
    pcre2_code *code; /* NULL: refused */
    pcre2_match_data *match;
};

/* A pattern being rewritten. */
struct rewriting {
    struct bg_slice pattern;
    size_t at;
    bool in_class;
    struct bg_buffer out;
};

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The byte `ahead` of the current one; NUL past the end. */
static char peek(const struct rewriting *r, size_t ahead) {
    return r->at + ahead < r->pattern.len ? r->pattern.at[r->at + ahead] : '\0';
}

static bool read_hex(struct rewriting *r, size_t digits, unsigned *out) {
    unsigned value = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = hex_digit(peek(r, i));
        if (digit < 0) {
            return false;
        }
        value = value * 16 + (unsigned)digit;
    }
    r->at += digits;
    *out = value;
    return true;
}

/* What follows `\u`: four digits, a surrogate pair as two of them, or any number in braces. */
static bool read_unicode(struct rewriting *r, unsigned *out) {
    if (peek(r, 0) == '{') {
        unsigned value = 0;
        r->at++;
        do {
            int digit = hex_digit(peek(r, 0));
            if (digit < 0 || value > 0x10ffff) {
                return false;
            }
            value = value * 16 + (unsigned)digit;
            r->at++;
        } while (peek(r, 0) != '}');
        r->at++;
        *out = value;
        return value <= 0x10ffff;
    }
    if (!read_hex(r, 4, out)) {
        return false;
    }
    if (*out >= 0xd800 && *out < 0xdc00 && peek(r, 0) == '\\' && peek(r, 1) == 'u') {
        unsigned low;
        r->at += 2;
        if (!read_hex(r, 4, &low) || low < 0xdc00 || low > 0xdfff) {
            return false;
        }
        *out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
    }
    return *out < 0xd800 || *out > 0xdfff;
}

static void add_code_point(struct rewriting *r, unsigned code_point) {
    bg_buffer_printf(&r->out, "\\x{%x}", code_point);
}

static void add_spaces(struct rewriting *r, bool is_negated) {
    if (!r->in_class) {
        bg_buffer_add_text(&r->out, is_negated ? "[^" SPACES "]" : "[" SPACES "]");
    } else {
        bg_buffer_add_text(&r->out, is_negated ? "\\S" : SPACES);
    }
}

/* The name of a property as PCRE2 knows it: a general category by its one or two letters, or a script. Longer names
 * mean something else in other runtimes, or nothing. */
static bool find_property(struct bg_slice name, struct bg_slice *out) {
    static const char *const prefixes[] = {"General_Category=", "gc=", "Script=", "sc="};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        struct bg_slice prefix = bg_slice_of(prefixes[i]);
        if (bg_slice_starts(name, prefix)) {
            *out = bg_slice_from(name, prefix.len);
            bool is_word = out->len > 0;
            for (size_t k = 0; k < out->len; k++) {
                is_word = is_word && (is_letter(out->at[k]) || out->at[k] == '_');
            }
            return is_word && (i >= 2) == (out->len > 2);
        }
    }
    *out = name;
    return (name.len == 1 || name.len == 2) && is_letter(name.at[0]) && is_letter(name.at[name.len - 1]);
}

/* What follows `\p` or `\P`: a letter, or a name in braces. */
static bool rewrite_property(struct rewriting *r, char letter) {
    struct bg_slice rest = bg_slice_from(r->pattern, r->at);
    size_t len = peek(r, 0) == '{' ? bg_slice_find(rest, BG_LITERAL("}")) : 1;
    bool is_braced = peek(r, 0) == '{';
    struct bg_slice name = bg_slice_range(rest, is_braced ? 1 : 0, len);
    if (len >= rest.len + (is_braced ? 0u : 1u) || !find_property(name, &name)) {
        return false;
    }
    bg_buffer_printf(&r->out, "\\%c{%.*s}", letter, BG_ARGS(name));
    r->at += len + (is_braced ? 1u : 0u);
    return true;
}

/* What follows a backslash. */
static bool rewrite_escape(struct rewriting *r) {
    char c = peek(r, 0);
    unsigned code_point = 0;
    r->at++;
    if (c == 's' || c == 'S') {
        add_spaces(r, c == 'S');
        return true;
    }
    if (c == 'p' || c == 'P') {
        return rewrite_property(r, c);
    }
    if (!r->in_class && (c == 'A' || c == 'Z' || c == 'z')) {
        bg_buffer_add_text(&r->out, c == 'A' ? "\\A" : "\\z");
        return true;
    }
    if (c == 'v') {
        add_code_point(r, 0x0b);
        return true;
    }
    if (c == 'c' && is_letter(peek(r, 0))) {
        add_code_point(r, (unsigned char)peek(r, 0) & 31u);
        r->at++;
        return true;
    }
    if (c == 'x' || c == 'u') {
        bool is_read = c == 'x' ? read_hex(r, 2, &code_point) : read_unicode(r, &code_point);
        if (is_read) {
            add_code_point(r, code_point);
        }
        return is_read;
    }
    if (c == '0' && !is_digit(peek(r, 0))) {
        add_code_point(r, 0);
        return true;
    }
    bool is_known = r->in_class ? strchr("dDwWtnrfb", c) != NULL : strchr("dDwWtnrfbBk123456789", c) != NULL;
    if (c == '\0' || ((is_letter(c) || is_digit(c)) && !is_known)) {
        return false;
    }
    if ((unsigned char)c < 0x80) {
        bg_buffer_add_char(&r->out, '\\');
    }
    bg_buffer_add_char(&r->out, c);
    return true;
}

/* "(" and what makes it special. Only groups that ECMA-262 or Python have, and only the flag that changes no class. */
static bool rewrite_group(struct rewriting *r) {
    static const char *const openings[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<", "(?P<", "(?i)", "(?i:"};
    if (peek(r, 1) != '?' && peek(r, 1) != '*') {
        bg_buffer_add_char(&r->out, '(');
        r->at++;
        return true;
    }
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        struct bg_slice opening = bg_slice_of(openings[i]);
        if (bg_slice_starts(bg_slice_from(r->pattern, r->at), opening)) {
            bg_buffer_add(&r->out, opening);
            r->at += opening.len;
            return true;
        }
    }
    return false;
}

/* "[" outside a class. `[]` matches nothing and `[^]` everything. */
static void rewrite_class_start(struct rewriting *r) {
    if (peek(r, 1) == ']') {
        bg_buffer_add_text(&r->out, "(?!)");
        r->at += 2;
    } else if (peek(r, 1) == '^' && peek(r, 2) == ']') {
        bg_buffer_add_text(&r->out, "[\\s\\S]");
        r->at += 3;
    } else {
        bg_buffer_add_char(&r->out, '[');
        r->at++;
        r->in_class = true;
        if (peek(r, 0) == '^') {
            bg_buffer_add_char(&r->out, '^');
            r->at++;
        }
    }
}

/* "{" outside a class. Where it begins no quantifier it is text, in ECMA-262 without the flag u as in PCRE2 before 10.43. */
static void rewrite_brace(struct rewriting *r) {
    size_t end = 1;
    while (is_digit(peek(r, end))) {
        end++;
    }
    bool has_count = end > 1;
    if (peek(r, end) == ',') {
        end++;
        while (is_digit(peek(r, end))) {
            end++;
        }
    }
    bg_buffer_add_text(&r->out, has_count && peek(r, end) == '}' ? "{" : "\\{");
    r->at++;
}

static bool rewrite(struct rewriting *r) {
    while (r->at < r->pattern.len) {
        char c = peek(r, 0);
        if (c == '\\') {
            r->at++;
            if (!rewrite_escape(r)) {
                return false;
            }
        } else if (r->in_class && c == '[') {
            bg_buffer_add_text(&r->out, "\\[");
            r->at++;
        } else if (r->in_class) {
            r->in_class = c != ']';
            bg_buffer_add_char(&r->out, c);
            r->at++;
        } else if (c == '[') {
            rewrite_class_start(r);
        } else if (c == '(') {
            if (!rewrite_group(r)) {
                return false;
            }
        } else if (c == '{') {
            rewrite_brace(r);
        } else if (c == '.') {
            bg_buffer_add_text(&r->out, "[^" LINE_ENDS "]");
            r->at++;
        } else {
            bg_buffer_add_char(&r->out, c);
            r->at++;
        }
    }
    return !r->in_class;
}

static struct compiled *compile(struct bg_regexes *regexes, struct bg_slice pattern) {
    struct compiled *compiled = bg_arena_alloc(regexes->arena, sizeof *compiled);
    struct rewriting rewriting = {.pattern = pattern};
    if (pattern.len <= BG_LIMIT_PATTERN && rewrite(&rewriting)) {
        int code;
        PCRE2_SIZE at;
        struct bg_slice text = bg_buffer_slice(&rewriting.out);
        compiled->code = pcre2_compile(
            (PCRE2_SPTR)text.at, text.len,
            PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C, &code, &at, NULL);
    }
    bg_buffer_finish(&rewriting.out);
    if (compiled->code != NULL) {
        compiled->match = pcre2_match_data_create_from_pattern(compiled->code, NULL);
        if (compiled->match == NULL) {
            pcre2_code_free(compiled->code);
            compiled->code = NULL;
        }
    }
    (void)bg_table_put(&regexes->by_pattern, bg_arena_copy(regexes->arena, pattern), compiled);
    return compiled;
}

struct bg_regexes *bg_regexes_new(struct bg_arena *arena) {
    struct bg_regexes *regexes = bg_arena_alloc(arena, sizeof *regexes);
    regexes->arena = arena;
    return regexes;
}

void bg_regexes_finish(struct bg_regexes *regexes) {
    if (regexes == NULL) {
        return;
    }
    for (size_t i = 0; i < regexes->by_pattern.count; i++) {
        struct compiled *compiled = regexes->by_pattern.entries[i].value;
        pcre2_match_data_free(compiled->match);
        pcre2_code_free(compiled->code);
    }
    bg_table_finish(&regexes->by_pattern);
    pcre2_match_context_free(regexes->limits);
    regexes->limits = NULL;
}

static pcre2_match_context *limits_of(struct bg_regexes *regexes) {
    if (regexes->limits == NULL) {
        regexes->limits = pcre2_match_context_create(NULL);
        if (regexes->limits != NULL) {
            (void)pcre2_set_match_limit(regexes->limits, BG_LIMIT_MATCH_STEPS);
            (void)pcre2_set_depth_limit(regexes->limits, BG_LIMIT_MATCH_DEPTH);
            (void)pcre2_set_heap_limit(regexes->limits, BG_LIMIT_MATCH_HEAP);
        }
    }
    return regexes->limits;
}

enum bg_match bg_regex_search(struct bg_regexes *regexes, struct bg_slice pattern, struct bg_slice text) {
    struct compiled *compiled = bg_table_get(&regexes->by_pattern, pattern);
    if (compiled == NULL) {
        compiled = compile(regexes, pattern);
    }
    pcre2_match_context *limits = limits_of(regexes);
    if (compiled->code == NULL || limits == NULL) {
        return BG_MATCH_UNKNOWN;
    }
    int found = pcre2_match(compiled->code, (PCRE2_SPTR)(text.len == 0 ? "" : text.at), text.len, 0, 0, compiled->match,
                            limits);
    if (found == PCRE2_ERROR_NOMATCH) {
        return BG_MATCH_NO;
    }
    return found >= 0 ? BG_MATCH_YES : BG_MATCH_UNKNOWN;
}

/* All code points but the surrogates. Where a whole block is alike (private use, nothing assigned), one is asked. */
static const struct {
    uint32_t first;
    uint32_t last;
    bool is_alike;
} blocks[] = {
    {0, 0xd7ff, false},         {0xe000, 0xf8ff, true},     {0xf900, 0x323af, false}, {0x323b0, 0xdffff, true},
    {0xe0000, 0xe01ff, false},  {0xe0200, 0xeffff, true},   {0xf0000, 0xffffd, true}, {0xffffe, 0xfffff, true},
    {0x100000, 0x10fffd, true}, {0x10fffe, 0x10ffff, true},
};

/* Borders of ranges being collected: each first, and the one after each last. */
struct borders {
    struct bg_arena *arena;
    uint32_t *items;
    size_t count;
    size_t room;
};

static void add_range(struct borders *borders, uint32_t first, uint32_t after) {
    if (borders->count > 0 && borders->items[borders->count - 1] == first) {
        borders->items[borders->count - 1] = after;
        return;
    }
    BG_VECTOR_ADD(borders->arena, borders, first);
    BG_VECTOR_ADD(borders->arena, borders, after);
}

/* Adds the code points of the block that the pattern, one or more of a property, matches. */
static void add_block(struct borders *borders, size_t block, const pcre2_code *pattern, pcre2_match_data *match) {
    struct bg_buffer text = {0};
    uint32_t last = blocks[block].is_alike ? blocks[block].first : blocks[block].last;
    for (uint32_t c = blocks[block].first; c <= last; c++) {
        bg_buffer_add_code_point(&text, c);
    }
    size_t from = 0;
    while (pcre2_match(pattern, (PCRE2_SPTR)text.at, text.len, from, PCRE2_NO_UTF_CHECK, match, NULL) > 0) {
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(match);
        from = ends[1];
        size_t len;
        struct bg_slice all = bg_buffer_slice(&text);
        add_range(borders, bg_utf8_decode(bg_slice_from(all, ends[0]), &len),
                  from < all.len ? bg_utf8_decode(bg_slice_from(all, from), &len) : blocks[block].last + 1);
    }
    bg_buffer_finish(&text);
}

bool bg_regex_property(struct bg_arena *arena, struct bg_slice name, const uint32_t **borders, size_t *count) {
    struct bg_slice known;
    int code;
    PCRE2_SIZE at;
    if (!find_property(name, &known)) {
        return false;
    }
    struct bg_slice text = bg_arena_printf(arena, "\\p{%.*s}+", BG_ARGS(known));
    pcre2_code *pattern = pcre2_compile((PCRE2_SPTR)text.at, text.len, PCRE2_UTF, &code, &at, NULL);
    pcre2_match_data *match = pattern == NULL ? NULL : pcre2_match_data_create_from_pattern(pattern, NULL);
    struct borders found = {.arena = arena};
    for (size_t i = 0; match != NULL && i < sizeof blocks / sizeof blocks[0]; i++) {
        add_block(&found, i, pattern, match);
    }
    bool is_found = match != NULL;
    pcre2_match_data_free(match);
    pcre2_code_free(pattern);
    *borders = found.items;
    *count = found.count;
    return is_found;
}
