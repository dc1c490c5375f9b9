/*
 * Patterns as PCRE2 matches them after rewriting: where ECMA-262 and PCRE2 differ, what is refused, and that limits end
 * what would take for ever. What both read alike is PCRE2's business.
 */
#include "base/regex.h"

#include "base/limits.h"

#include "base/slice.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const struct {
    const char *pattern;
    const char *text;
    enum bg_match expected;
} rows[] = {
    {"b", "abc", BG_MATCH_YES},
    {"^b", "abc", BG_MATCH_NO},
    {"a$", "a\n", BG_MATCH_NO},
    {"^a{2}$", "aa", BG_MATCH_YES},
    {"^a{1,}$", "aaa", BG_MATCH_YES},
    {"^a{1,2}$", "aaa", BG_MATCH_NO},
    {"^a{,2}$", "aa", BG_MATCH_NO},
    {"^a{,2}$", "a{,2}", BG_MATCH_YES},
    {"^a{ 2 }$", "a{ 2 }", BG_MATCH_YES},
    {"^a{1, 2}$", "a{1, 2}", BG_MATCH_YES},
    {"^a{}$", "a{}", BG_MATCH_YES},
    {"^a{2$", "a{2", BG_MATCH_YES},
    {"^[{2}]+$", "{2}", BG_MATCH_YES},
    {"^\\{2}$", "{2}", BG_MATCH_YES},
    {"^a$", "b\na", BG_MATCH_NO},
    {"^.$", "\n", BG_MATCH_NO},
    {"^.$", "\r", BG_MATCH_NO},
    {"^.$", "\xe2\x80\xa8", BG_MATCH_NO},
    {"^.$", "\xf0\x9f\x98\x80", BG_MATCH_YES},
    {"^\\d$", "\xd9\xa3", BG_MATCH_NO},
    {"^\\w$", "\xc3\xa9", BG_MATCH_NO},
    {"^\\s$", "\xc2\xa0", BG_MATCH_YES},
    {"^\\S$", "\xc2\xa0", BG_MATCH_NO},
    {"^[\\s]$", "\xef\xbb\xbf", BG_MATCH_YES},
    {"^\\v$", "\v", BG_MATCH_YES},
    {"^\\v$", "\n", BG_MATCH_NO},
    {"^\\cC$", "\x03", BG_MATCH_YES},
    {"^\\x41\\u0042$", "AB", BG_MATCH_YES},
    {"^\\u{1F600}$", "\xf0\x9f\x98\x80", BG_MATCH_YES},
    {"^\\uD83D\\uDE00$", "\xf0\x9f\x98\x80", BG_MATCH_YES},
    {"^[^]$", "\n", BG_MATCH_YES},
    {"[]", "a", BG_MATCH_NO},
    {"^[[]$", "[", BG_MATCH_YES},
    {"^[[:alpha:]]$", "a", BG_MATCH_NO},
    {"^\\/\\-$", "/-", BG_MATCH_YES},
    {"^(.)\\1$", "aa", BG_MATCH_YES},
    {"^(?:a|b)(?=c)", "bc", BG_MATCH_YES},
    {"^(?<n>a)$", "a", BG_MATCH_YES},
    {"^(?P<n>a)$", "a", BG_MATCH_YES},
    {"\\Ab", "ab", BG_MATCH_NO},
    {"\\Aa\\Z", "a", BG_MATCH_YES},
    {"a\\Z", "a\n", BG_MATCH_NO},
    {"a\\z", "ab", BG_MATCH_NO},
    {"[\\A]", "A", BG_MATCH_UNKNOWN},
    {"^\\p{Lu}\\P{L}$", "A1", BG_MATCH_YES},
    {"^\\p{gc=Lu}\\p{Script=Greek}[\\p{sc=Greek}]$", "A\xce\xb1\xce\xb1", BG_MATCH_YES},
    {"\\p{Alpha}", "a", BG_MATCH_UNKNOWN},
    {"\\p{Lu", "A", BG_MATCH_UNKNOWN},
    {"\\p{Script=}", "A", BG_MATCH_UNKNOWN},
    {"\\p{gc=Letter}", "A", BG_MATCH_UNKNOWN},
    {"\\p{Zz9}", "A", BG_MATCH_UNKNOWN},
    {"\\p", "A", BG_MATCH_UNKNOWN},
    {"\\h", " ", BG_MATCH_UNKNOWN},
    {"(?R)", "a", BG_MATCH_UNKNOWN},
    {"(?s).", "\n", BG_MATCH_UNKNOWN},
    {"(*UCP)\\d", "1", BG_MATCH_UNKNOWN},
    {"(a", "a", BG_MATCH_UNKNOWN},
    {"[a", "a", BG_MATCH_UNKNOWN},
    {"a\\", "a", BG_MATCH_UNKNOWN},
    {"\\u12", "a", BG_MATCH_UNKNOWN},
    /* Digits of hexadecimal numbers, at both ends of each range and beside them. */
    {"^\\x3a\\x3F\\x4f\\x49\\x40$", ":?OI@", BG_MATCH_YES},
    {"\\x4/", "a", BG_MATCH_UNKNOWN},
    {"\\x4:", "a", BG_MATCH_UNKNOWN},
    {"\\x4@", "a", BG_MATCH_UNKNOWN},
    {"\\x4G", "a", BG_MATCH_UNKNOWN},
    {"\\x4`", "a", BG_MATCH_UNKNOWN},
    {"\\x4g", "a", BG_MATCH_UNKNOWN},
    {"\\x4", "a", BG_MATCH_UNKNOWN},
    {"\\x", "a", BG_MATCH_UNKNOWN},
    {"\\u004", "a", BG_MATCH_UNKNOWN},
    {"^[\\x41-\\x43]{3}$", "ABC", BG_MATCH_YES},
    /* Numbers in braces: the highest, one more, none, one that does not end. */
    {"^\\u{10FFFF}$", "\xf4\x8f\xbf\xbf", BG_MATCH_YES},
    {"^\\u{0041}$", "A", BG_MATCH_YES},
    {"\\u{110000}", "a", BG_MATCH_UNKNOWN},
    {"\\u{10FFFF0}", "a", BG_MATCH_UNKNOWN},
    {"\\u{}", "a", BG_MATCH_UNKNOWN},
    {"\\u{41", "a", BG_MATCH_UNKNOWN},
    /* Surrogates: the first and last pair, halves, and pairs that are none. */
    {"^\\uD800\\uDC00$", "\xf0\x90\x80\x80", BG_MATCH_YES},
    {"^\\uDBFF\\uDFFF$", "\xf4\x8f\xbf\xbf", BG_MATCH_YES},
    {"^\\uD7FF\\uE000$", "\xed\x9f\xbf\xee\x80\x80", BG_MATCH_YES},
    {"\\uD800", "a", BG_MATCH_UNKNOWN},
    {"\\uDFFF", "a", BG_MATCH_UNKNOWN},
    {"\\uDC00\\uDC00", "a", BG_MATCH_UNKNOWN},
    {"\\uD800\\uDBFF", "a", BG_MATCH_UNKNOWN},
    {"\\uD800\\uE000", "a", BG_MATCH_UNKNOWN},
    {"\\uD800\\n", "a", BG_MATCH_UNKNOWN},
    {"\\uD800\\uDC0", "a", BG_MATCH_UNKNOWN},
    /* Control letters, both cases and beside them; and the NUL, which is no octal number. */
    {"^\\ca\\cZ\\cz\\cA$", "\x01\x1a\x1a\x01", BG_MATCH_YES},
    {"\\c@", "a", BG_MATCH_UNKNOWN},
    {"\\c[", "a", BG_MATCH_UNKNOWN},
    {"\\c`", "a", BG_MATCH_UNKNOWN},
    {"\\c{", "a", BG_MATCH_UNKNOWN},
    {"\\c", "a", BG_MATCH_UNKNOWN},
    {"^a\\0?b$", "ab", BG_MATCH_YES},
    {"\\00", "a", BG_MATCH_UNKNOWN},
    {"\\09", "a", BG_MATCH_UNKNOWN},
    /* Escapes that mean something outside of a class only, and in one. */
    {"^\\bab\\b$", "ab", BG_MATCH_YES},
    {"^a\\Bb$", "ab", BG_MATCH_YES},
    {"^[\\b]$", "\b", BG_MATCH_YES},
    {"[\\B]", "a", BG_MATCH_UNKNOWN},
    {"[\\1]", "a", BG_MATCH_UNKNOWN},
    {"^[\\d\\-\\]]+$", "1-]", BG_MATCH_YES},
    {"^[\\S]$", " ", BG_MATCH_NO},
    {"^[^\\s]$", "a", BG_MATCH_YES},
    {"^[^a]$", "a", BG_MATCH_NO},
    {"^[^a[]$", "[", BG_MATCH_NO},
    {"^[a^]$", "^", BG_MATCH_YES},
    {"^[.]$", "a", BG_MATCH_NO},
    {"^[(]$", "(", BG_MATCH_YES},
    {"^[]$", "", BG_MATCH_NO},
    {"^[^][^]$", "a\n", BG_MATCH_YES},
    {"^\\\xc3\xa9$", "\xc3\xa9", BG_MATCH_YES},
    {"^\\S$", "a", BG_MATCH_YES},
    {"^\\s$", "a", BG_MATCH_NO},
    {"^\\D\\W$", "a-", BG_MATCH_YES},
    {"^\\pL\\PL$", "a1", BG_MATCH_YES},
    {"^\\t\\n\\r\\f$", "\t\n\r\f", BG_MATCH_YES},
    {"\\a", "a", BG_MATCH_UNKNOWN},
    {"\\e", "a", BG_MATCH_UNKNOWN},
    {"\\8", "a", BG_MATCH_UNKNOWN},
    /* Groups. */
    {"^(?i)A$", "a", BG_MATCH_YES},
    {"^(?i:A)b$", "ab", BG_MATCH_YES},
    {"^(?i:A)B$", "ab", BG_MATCH_NO},
    {"^a(?!b)", "ab", BG_MATCH_NO},
    {"(?<=a)b$", "ab", BG_MATCH_YES},
    {"(?<!a)b$", "ab", BG_MATCH_NO},
    {"^(?<n>a)\\k<n>$", "aa", BG_MATCH_YES},
    {"(?>a)", "a", BG_MATCH_UNKNOWN},
    {"(?#a)", "a", BG_MATCH_UNKNOWN},
    {"(*ACCEPT)", "a", BG_MATCH_UNKNOWN},
    {"(", "a", BG_MATCH_UNKNOWN},
    {"^()$", "", BG_MATCH_YES},
    {"^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", BG_MATCH_UNKNOWN},
};

static void test_rows(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_regexes *regexes = bg_regexes_new(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum bg_match match = bg_regex_search(regexes, bg_slice_of(rows[i].pattern), bg_slice_of(rows[i].text));
        if (match != rows[i].expected) {
            fail_msg("%s in row %zu: %d", rows[i].pattern, i, (int)match);
        }
    }
    bg_regexes_finish(regexes);
    bg_arena_finish(&arena);
}

/* A pattern may be as long as the limit says; it is kept, and found again among others. */
static void test_limits(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_regexes *regexes = bg_regexes_new(&arena);
    static char pattern[BG_LIMIT_PATTERN + 1];
    memset(pattern, 'a', sizeof pattern);
    pattern[1] = '|';
    for (int again = 0; again < 2; again++) {
        assert_int_equal(bg_regex_search(regexes, (struct bg_slice){pattern, BG_LIMIT_PATTERN}, BG_LITERAL("a")),
                         BG_MATCH_YES);
        assert_int_equal(bg_regex_search(regexes, (struct bg_slice){pattern, BG_LIMIT_PATTERN + 1}, BG_LITERAL("a")),
                         BG_MATCH_UNKNOWN);
        assert_int_equal(bg_regex_search(regexes, (struct bg_slice){pattern, 1}, BG_LITERAL("b")), BG_MATCH_NO);
    }
    assert_int_equal(bg_regex_search(regexes, (struct bg_slice){"a\0b", 3}, (struct bg_slice){"a\0b", 3}),
                     BG_MATCH_YES);
    assert_int_equal(bg_regex_search(regexes, BG_LITERAL("a"), BG_LITERAL("\xff")), BG_MATCH_UNKNOWN);
    bg_regexes_finish(regexes);
    bg_arena_finish(&arena);
}

/* The characters of a property: ranges that no other one touches, and what is in them matches. */
static void test_properties(void **state) {
    (void)state;
    static const struct {
        const char *name;
        uint32_t member; /* 0: the name is not known */
        uint32_t other;
    } properties[] = {
        {"Lu", 'A', 'a'},           {"L", 0x4e00, '1'},   {"Nd", '7', 0x2160}, {"Script=Greek", 0x3b1, 'a'},
        {"Co", 0x10fffd, 0x10ffff}, {"Alphabetic", 0, 0}, {"", 0, 0},          {"Qq", 0, 0},
    };
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const uint32_t *borders = NULL;
        size_t count = 0;
        bool is_known = bg_regex_property(&arena, bg_slice_of(properties[i].name), &borders, &count);
        assert_int_equal(is_known, properties[i].member != 0);
        bool has_member = false;
        for (size_t k = 0; is_known && k < count; k += 2) {
            assert_true(borders[k] < borders[k + 1] && (k == 0 || borders[k - 1] < borders[k]));
            has_member = has_member || (borders[k] <= properties[i].member && properties[i].member < borders[k + 1]);
            assert_false(borders[k] <= properties[i].other && properties[i].other < borders[k + 1]);
        }
        assert_int_equal(has_member, is_known);
        bg_arena_finish(&arena);
    }
}

static void test_empty(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_regexes *regexes = bg_regexes_new(&arena);
    assert_int_equal(bg_regex_search(regexes, BG_LITERAL(""), BG_NO_SLICE), BG_MATCH_YES);
    assert_int_equal(bg_regex_search(regexes, BG_LITERAL("^$"), BG_LITERAL("")), BG_MATCH_YES);
    bg_regexes_finish(regexes);
    bg_regexes_finish(NULL);
    bg_arena_finish(&arena);
}

UNIT(base_regex) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_empty),
                                       cmocka_unit_test(test_properties), cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
