/*
 * Patterns as PCRE2 matches them after rewriting: where ECMA-262 and PCRE2 differ, what is refused, and that limits end
 * what would take for ever. What both read alike is PCRE2's business.
 */
#include "base/regex.h"

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
    {"\\Aa", "a", BG_MATCH_UNKNOWN},
    {"a\\Z", "a", BG_MATCH_UNKNOWN},
    {"\\h", " ", BG_MATCH_UNKNOWN},
    {"(?R)", "a", BG_MATCH_UNKNOWN},
    {"(?s).", "\n", BG_MATCH_UNKNOWN},
    {"(*UCP)\\d", "1", BG_MATCH_UNKNOWN},
    {"(a", "a", BG_MATCH_UNKNOWN},
    {"[a", "a", BG_MATCH_UNKNOWN},
    {"a\\", "a", BG_MATCH_UNKNOWN},
    {"\\u12", "a", BG_MATCH_UNKNOWN},
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
