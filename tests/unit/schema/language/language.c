/*
 * Languages of patterns: what text is found, or that there is none. Every text found is held against PCRE2, which knows
 * nothing of derivatives; that none is reported where there is one, only the rows can show.
 */
#include "schema/language/language.h"

#include "base/buffer.h"
#include "base/regex.h"
#include "base/slice.h"
#include "support/document.h"
#include "support/unit.h"
#include "support/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

struct row {
    const char *name;
    const char *matches[3];
    const char *refuses[3];
    size_t least;
    size_t most;          /* 0: any */
    const char *expected; /* the text, "(none)" or "(unknown)" */
};

static const struct row rows[] = {
    {"anything", {NULL}, {NULL}, 0, 0, ""},
    {"of a length", {NULL}, {NULL}, 3, 0, "aaa"},
    {"lengths that exclude each other", {NULL}, {NULL}, 3, 2, "(none)"},
    {"unanchored", {"b"}, {NULL}, 0, 0, "b"},
    {"from the beginning", {"^ab"}, {NULL}, 3, 0, "aba"},
    {"to the end", {"ab$"}, {NULL}, 3, 0, "aab"},
    {"both ends", {"^a$"}, {NULL}, 2, 0, "(none)"},
    {"anchors twice", {"^^a$$"}, {NULL}, 0, 0, "a"},
    {"anchors in a branch", {"^a|b$"}, {"^a", "b$"}, 0, 0, "(none)"},
    {"an anchor in the middle", {"a^b"}, {NULL}, 0, 0, "(none)"},
    {"an optional part before an anchor", {"x*^a"}, {NULL}, 0, 0, "a"},
    {"optional", {"^ab?c$"}, {"b"}, 0, 0, "ac"},
    {"counted", {"^a{2,4}$"}, {"^a{2}$", "^a{4}$"}, 0, 0, "aaa"},
    {"counted without an end", {"^(ab){2,}$"}, {"^(ab){2}$"}, 0, 0, "ababab"},
    {"a brace that counts nothing", {"^a{,2}$"}, {NULL}, 0, 0, "a{,2}"},
    {"lazy is greedy", {"^a+?$"}, {"^a+$"}, 0, 0, "(none)"},
    {"classes", {"^[a-c]$"}, {"[ab]"}, 0, 0, "c"},
    {"negated classes", {"^[^a-y]$"}, {NULL}, 0, 0, "z"},
    {"digits", {"^\\d+$"}, {"^[0-9]*$"}, 0, 0, "(none)"},
    {"word characters", {"^\\w$"}, {"[a-zA-Z0-9]"}, 0, 0, "_"},
    {"spaces", {"^\\s$"}, {"[ \\t]"}, 0, 0, "\xc2\xa0"},
    {"no spaces in a class", {"^[\\S]$"}, {"^\\S$"}, 0, 0, "(none)"},
    {"a dash at the end of a class", {"^[a-]$"}, {"a"}, 0, 0, "-"},
    {"everything and nothing", {"^[^]$", "^[\\s\\S]$"}, {"[]"}, 0, 0, "a"},
    {"escapes", {"^\\x41\\u0042\\u{43}\\.\\/$"}, {NULL}, 0, 0, "ABC./"},
    {"escapes before a digit",
     {"^\\x414\\u00422\\uD83D\\uDE00e\\u{00004a}b$"},
     {NULL},
     0,
     0,
     "A4B2\xf0\x9f\x98\x80"
     "eJb"},
    {"an escape of seven digits", {"^\\u{000004a}$"}, {NULL}, 0, 0, "(unknown)"},
    {"control characters", {"^\\cC$"}, {NULL}, 0, 0, "\x03"},
    {"beyond the basic plane", {"^\\uD83D\\uDE00$"}, {NULL}, 0, 0, "\xf0\x9f\x98\x80"},
    {"one character each", {"^.{2}$"}, {"[a-z]", "[ -~]"}, 0, 0, "\xc2\x80\xc2\x80"},
    {"named groups", {"^(?<year>a)$"}, {NULL}, 0, 0, "a"},
    {"looking ahead", {"^(?=ab)a.c$"}, {NULL}, 0, 0, "abc"},
    {"not ahead", {"^(?!ab)a.$"}, {NULL}, 0, 0, "aa"},
    {"ahead and to the end", {"^(?!.*bad)b.*d$"}, {NULL}, 3, 3, "bbd"},
    {"in every step", {"^(?:(?!ab).)*$"}, {"^[b-z]*$", "^a"}, 0, 0, "0"},
    {"behind", {"(?<=a)b$"}, {NULL}, 0, 0, "ab"},
    {"not behind", {"(?<!a)b$"}, {"^b"}, 0, 0, "cb"},
    {"ahead and behind", {"(?<!a)b(?=c)"}, {NULL}, 0, 0, "(unknown)"},
    {"back-references", {"^(.)\\1$"}, {NULL}, 0, 0, "(unknown)"},
    {"a word begins", {"\\bab"}, {"^ab"}, 0, 0, "-ab"},
    {"a word ends", {"ab\\b"}, {"ab$"}, 0, 0, "ab-"},
    {"no word begins", {"\\Bb"}, {"ab"}, 0, 0, "bb"},
    {"whole words", {"^\\w+\\b.\\b\\w+$"}, {NULL}, 0, 0, "a-a"},
    {"a boundary between two letters", {"a\\bb"}, {NULL}, 0, 0, "(none)"},
    {"boundaries in a loop", {"^(?:\\ba\\b-?)+$"}, {"^a$"}, 0, 0, "a-"},
    {"a boundary where nothing is", {"^\\b$"}, {NULL}, 0, 0, "(none)"},
    {"no boundary where nothing is", {"^\\B$"}, {NULL}, 0, 0, ""},
    {"a boundary ahead", {"^(?=\\w+\\b-)"}, {"^a"}, 0, 0, "b-"},
    {"a boundary seen from behind", {"(?<=-\\b)a"}, {NULL}, 0, 0, "-a"},
    {"anchors of Python", {"\\Aab?\\Z"}, {"^a$"}, 0, 0, "ab"},
    {"an anchor of Java", {"ab?\\z"}, {"a$"}, 0, 0, "ab"},
    {"nothing is said of line ends beside an anchor of Python",
     {"^a"},
     {"\\Aa\\Z|^a[^\\n\\r\\u2028\\u2029]"},
     0,
     0,
     "(unknown)"},
    {"upper case", {"(?i)^ab$"}, {"^ab$"}, 0, 0, "aB"},
    {"upper case in a group", {"^(?i:a)a$"}, {"^a"}, 0, 0, "Aa"},
    {"to the end of the group", {"^((?i)a)b$"}, {"^a"}, 0, 0, "Ab"},
    {"upper case of a class", {"(?i)^[a-c]$"}, {"[a-cA]"}, 0, 0, "B"},
    {"upper case of none of a class", {"(?i)^[^a-z]$"}, {"[^A-Z]"}, 0, 0, "(none)"},
    {"no case beyond ASCII", {"(?i)^\xc3\xa9$"}, {NULL}, 0, 0, "(unknown)"},
    {"possessive", {"^a++$"}, {NULL}, 0, 0, "(unknown)"},
    {"flags", {"(?s)a"}, {NULL}, 0, 0, "(unknown)"},
    {"properties of characters", {"^\\p{L}$"}, {"[a-z]"}, 0, 0, "A"},
    {"other properties", {"^\\P{L}[\\p{Nd}_]$"}, {"^[0-9]"}, 0, 0, "-0"},
    {"properties that are not read alike", {"\\p{Alpha}"}, {NULL}, 0, 0, "(unknown)"},
    {"no pattern", {"(a"}, {NULL}, 0, 0, "(unknown)"},
    {"counts above the limit", {"a{2000}"}, {NULL}, 0, 0, "(unknown)"},
    {"too long", {NULL}, {NULL}, 1000000, 0, "(unknown)"},
    {"too many states", {"^(a|b)*a(a|b){14}$"}, {"^(a|b)*b(a|b){14}$"}, 0, 0, "(unknown)"},
    {"line ends are avoided", {"^[\\n-a]$"}, {NULL}, 0, 0, "a"},
    {"unless they are meant", {"^a\\nb$"}, {NULL}, 0, 0, "a\nb"},
    {"but nothing is said of them beside a dot", {NULL}, {"."}, 1, 0, "(unknown)"},
    {"dates", {"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, {"^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$"}, 0, 0, "0000-00-00"},
    {"addresses", {"^https?://[^/]+$"}, {"^https"}, 0, 0, "http://a"},
};

static size_t slices_of(const char *const *texts, struct bg_slice *out) {
    size_t count = 0;
    while (count < 3 && texts[count] != NULL) {
        out[count] = bg_slice_of(texts[count]);
        count++;
    }
    return count;
}

static void check_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_languages *languages = bg_languages_new(&arena);
    struct bg_regexes *regexes = bg_regexes_new(&arena);
    struct bg_slice matches[3];
    struct bg_slice refuses[3];
    struct bg_text_question question = {.matches = matches, .refuses = refuses, .least = row->least};
    question.match_count = slices_of(row->matches, matches);
    question.refuse_count = slices_of(row->refuses, refuses);
    question.most = row->most == 0 ? SIZE_MAX : row->most;
    struct bg_slice text = BG_NO_SLICE;
    enum bg_text_answer answer = bg_language_find(languages, &question, &text);
    for (size_t i = 0; answer == BG_TEXT_FOUND && i < question.match_count; i++) {
        assert_int_equal(bg_regex_search(regexes, matches[i], text), BG_MATCH_YES);
    }
    for (size_t i = 0; answer == BG_TEXT_FOUND && i < question.refuse_count; i++) {
        assert_int_equal(bg_regex_search(regexes, refuses[i], text), BG_MATCH_NO);
    }
    const char *got = answer == BG_TEXT_NONE      ? "(none)"
                      : answer == BG_TEXT_UNKNOWN ? "(unknown)"
                                                  : bg_arena_printf(&arena, "%.*s", BG_ARGS(text)).at;
    document_expect(row->name, got, row->expected);
    bg_regexes_finish(regexes);
    bg_languages_finish(languages);
    bg_arena_finish(&arena);
}

/* Excluded texts come one after the other, and end with the finite language. */
static void test_excluded(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_languages *languages = bg_languages_new(&arena);
    struct bg_slice pattern = BG_LITERAL("^[ab]{1,2}$");
    struct bg_slice found[8];
    size_t count = 0;
    struct bg_text_question question = {.matches = &pattern, .match_count = 1, .excluded = found, .most = SIZE_MAX};
    while (count < 8 && bg_language_find(languages, &question, &found[count]) == BG_TEXT_FOUND) {
        question.excluded_count = ++count;
    }
    static const char *const expected[] = {"a", "b", "aa", "ab", "ba", "bb"};
    assert_int_equal(count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_true(bg_slice_is(found[i], expected[i]));
    }
    bg_languages_finish(languages);
    bg_arena_finish(&arena);
}

/* One character each: what the two readers of patterns, who share nothing, must agree on. */
static const char *const atoms[] = {
    "a",
    "\xc3\xa9",
    ".",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\t",
    "\\n",
    "\\r",
    "\\f",
    "\\v",
    "\\0",
    "\\x41",
    "\\x7a",
    "\\x4A",
    "\\xAf",
    "\\u0041",
    "\\u00e9",
    "\\u{e9}",
    "\\u{61}",
    "\\u{10FFFF}",
    "\\u{10000}",
    "\\uD83D\\uDE00",
    "\\uD800\\uDC00",
    "\\cA",
    "\\cz",
    "\\cJ",
    "\\ca",
    "\\cZ",
    "\\.",
    "\\/",
    "\\-",
    "\\\\",
    "\\^",
    "\\$",
    "\\\xc3\xa9",
    "[a-c]",
    "[^a-c]",
    "[a-]",
    "[-a]",
    "[a\\-c]",
    "[\\d-]",
    "[\\w.]",
    "[^\\w]",
    "[\\s\\S]",
    "[^\\s]",
    "[\\b]",
    "[\\x41-\\x43]",
    "[\\u0041-\\u{43}]",
    "[\xc3\xa0-\xc3\xbf]",
    "[^]",
    "[]",
    "[.]",
    "[*+]",
    "[a^]",
    "[\\]]",
    "[\\D1]",
    "[\\cA-\\cC]",
    "[\\0-\\t]",
    "[\\n-\\r]",
    "[a-cb-d]",
    "[c-ca-a]",
    "[^^]",
    "[0-9A-F]",
    "[^\\d\\s]",
    "[\\W_]",
    "[^\\W\\d]",
    "[a-c-e]",
    "[\\x00-\\u{10ffff}]",
    "[^\\x00-\\u{10fffe}]",
    "[\\xfe-\\u0100]",
    "(?:a|b)",
    "(?:[a-c]|[e-g])",
    "(?:a|)",
    "[\\t\\n\\v\\f\\r]",
    "[!-~]",
    "(?=[ab])[bc]",
    "(?![ab])[bc]",
    "[bc](?<=[ab])",
    "[bc](?<![ab])",
    "(?i:k)",
    "(?i)[^a-z]",
    ".\\b",
};

/* What one of them refuses, the other must refuse as well. */
static const char *const no_atoms[] = {
    "\\a",
    "\\e",
    "\\x4",
    "\\x",
    "\\xg1",
    "\\x/0",
    "\\x:0",
    "\\x@0",
    "\\xG0",
    "\\x`0",
    "\\u004",
    "\\u{}",
    "\\u{110000}",
    "\\u{41",
    "\\uD800\\u0041",
    "\\uD800\\uE000",
    "\\uD800\\uDBFF",
    "\\01",
    "\\09",
    "\\c1",
    "\\c@",
    "\\c[",
    "\\c`",
    "\\c{",
    "[b-a]",
    "[a",
    "(a",
    "a)",
    "*",
    "\\",
    "\\p",
    "\\p{",
    "\\p{Letter}",
    "\\p{L",
    "[\\A]",
    "(?s)a",
};

static const uint32_t borders[] = {0x180,   0x167f,  0x1680,  0x1681,  0x1fff,   0x2000,  0x200a, 0x200b, 0x2027,
                                   0x2028,  0x2029,  0x202a,  0x202e,  0x202f,   0x2030,  0x205e, 0x205f, 0x2060,
                                   0x2fff,  0x3000,  0x3001,  0xd7ff,  0xe000,   0xfefe,  0xfeff, 0xff00, 0xffff,
                                   0x10000, 0x1f5ff, 0x1f600, 0x1f601, 0x10fffe, 0x10ffff};

static enum bg_text_answer find_both(struct bg_arena *arena, const char *pattern, uint32_t code) {
    struct bg_languages *languages = bg_languages_new(arena);
    struct bg_slice matches[] = {bg_arena_printf(arena, "^(?:%s)$", pattern),
                                 bg_arena_printf(arena, "^\\u{%x}$", (unsigned)code)};
    struct bg_text_question question = {.matches = matches, .match_count = 2, .most = SIZE_MAX};
    struct bg_slice text;
    enum bg_text_answer answer = bg_language_find(languages, &question, &text);
    bg_languages_finish(languages);
    return answer;
}

static enum bg_match search_in(struct bg_arena *arena, const char *pattern, uint32_t code) {
    unsigned char bytes[4];
    size_t len = utf8_encode(code, bytes);
    struct bg_regexes *regexes = bg_regexes_new(arena);
    enum bg_match match = bg_regex_search(regexes, bg_arena_printf(arena, "^(?:%s)$", pattern),
                                          (struct bg_slice){(const char *)bytes, len});
    bg_regexes_finish(regexes);
    return match;
}

static void compare_readings(const char *pattern, uint32_t code, unsigned *unknown) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    enum bg_text_answer answer = find_both(&arena, pattern, code);
    enum bg_match match = search_in(&arena, pattern, code);
    assert_int_not_equal(match, BG_MATCH_UNKNOWN);
    if (answer == BG_TEXT_UNKNOWN) {
        ++*unknown;
    } else if ((answer == BG_TEXT_FOUND) != (match == BG_MATCH_YES)) {
        fail_msg("%s and U+%04X: %d, %d", pattern, (unsigned)code, (int)answer, (int)match);
    }
    bg_arena_finish(&arena);
}

static void test_characters(void **state) {
    (void)state;
    for (size_t a = 0; a < sizeof atoms / sizeof atoms[0]; a++) {
        unsigned unknown = 0;
        for (uint32_t code = 0; code < 0x180; code++) {
            compare_readings(atoms[a], code, &unknown);
        }
        for (size_t b = 0; b < sizeof borders / sizeof borders[0]; b++) {
            compare_readings(atoms[a], borders[b], &unknown);
        }
        /* Of line ends beside a dot nothing is said, and there are four. */
        if (unknown > (atoms[a][0] == '.' ? 4u : 0u)) {
            fail_msg("%s has %u characters without an answer", atoms[a], unknown);
        }
    }
    for (size_t n = 0; n < sizeof no_atoms / sizeof no_atoms[0]; n++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        if (find_both(&arena, no_atoms[n], 'a') != BG_TEXT_UNKNOWN ||
            search_in(&arena, no_atoms[n], 'a') != BG_MATCH_UNKNOWN) {
            fail_msg("%s was read", no_atoms[n]);
        }
        bg_arena_finish(&arena);
    }
}

/* The same numbers on every machine. */
static unsigned below(uint64_t *state, unsigned limit) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % limit;
}

static struct bg_slice random_pattern(struct bg_arena *arena, uint64_t *state) {
    static const char *const tokens[] = {"a",   "b",   "a",   "b",   "0",    "^",     "$",    ".",    "|",   "(",
                                         ")",   "*",   "+",   "?",   "{2}",  "{1,2}", "[ab]", "[^a]", "\\d", "\\w",
                                         "\\S", "(?:", "(?=", "(?!", "(?<=", "(?<!",  "a*?",  "[a-",  "]",   "-",
                                         "\\b", "\\b", "\\B", "\\A", "\\Z",  "(?i)",  "(?i:", "A"};
    struct bg_buffer text = {0};
    for (unsigned i = 1 + below(state, 7); i > 0; i--) {
        bg_buffer_add_text(&text, tokens[below(state, sizeof tokens / sizeof tokens[0])]);
    }
    for (unsigned open = 0, i = 0; i < text.len || open > 0; i++) { /* groups mostly close */
        if (i >= text.len) {
            bg_buffer_add_char(&text, ')');
            open--;
        } else {
            open += text.at[i] == '(' ? 1u : 0u;
            open -= text.at[i] == ')' && open > 0 ? 1u : 0u;
        }
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return copy;
}

/* Is there a short text that shows the opposite of "none"? */
static const char *counterexample(struct bg_regexes *regexes, struct bg_slice matches, struct bg_slice refuses) {
    static const char letters[] = "ab0 A";
    static char text[5];
    for (unsigned length = 0; length < 5; length++) {
        unsigned codes = 1;
        for (unsigned i = 0; i < length; i++) {
            codes *= 5;
        }
        for (unsigned code = 0; code < codes; code++) {
            for (unsigned i = 0, rest = code; i < length; i++, rest /= 5) {
                text[i] = letters[rest % 5];
            }
            text[length] = '\0';
            if (bg_regex_search(regexes, matches, bg_slice_of(text)) == BG_MATCH_YES &&
                bg_regex_search(regexes, refuses, bg_slice_of(text)) == BG_MATCH_NO) {
                return text;
            }
        }
    }
    return NULL;
}

/* Random pairs of patterns: what is found must match, and where nothing is found no short text may. */
static void test_random(void **state) {
    (void)state;
    enum { PAIRS = 600, LEAST_DECIDED = 100 };
    const char *seed = getenv("BUMPGATE_SEED");
    uint64_t random = seed == NULL ? 42 : strtoull(seed, NULL, 10);
    unsigned decided = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_languages *languages = bg_languages_new(&arena);
        struct bg_regexes *regexes = bg_regexes_new(&arena);
        struct bg_slice matches = random_pattern(&arena, &random);
        struct bg_slice refuses = random_pattern(&arena, &random);
        struct bg_text_question question = {
            .matches = &matches, .match_count = 1, .refuses = &refuses, .refuse_count = 1, .most = SIZE_MAX};
        struct bg_slice text = BG_NO_SLICE;
        enum bg_text_answer answer = bg_language_find(languages, &question, &text);
        decided += answer == BG_TEXT_UNKNOWN ? 0u : 1u;
        if (answer == BG_TEXT_FOUND && (bg_regex_search(regexes, matches, text) == BG_MATCH_NO ||
                                        bg_regex_search(regexes, refuses, text) == BG_MATCH_YES)) {
            fail_msg("%.*s without %.*s: not %.*s", BG_ARGS(matches), BG_ARGS(refuses), BG_ARGS(text));
        }
        const char *missed = answer == BG_TEXT_NONE ? counterexample(regexes, matches, refuses) : NULL;
        if (missed != NULL) {
            fail_msg("%.*s without %.*s: missed \"%s\"", BG_ARGS(matches), BG_ARGS(refuses), missed);
        }
        bg_regexes_finish(regexes);
        bg_languages_finish(languages);
        bg_arena_finish(&arena);
    }
    assert_true(decided >= LEAST_DECIDED);
}

enum { ROWS = sizeof rows / sizeof rows[0] };

UNIT(schema_language_language) {
    struct CMUnitTest tests[ROWS + 3];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const void *in;
            void *out;
        } row = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = check_row, .initial_state = row.out};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_excluded);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(test_random);
    tests[ROWS + 2] = (struct CMUnitTest)cmocka_unit_test(test_characters);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
