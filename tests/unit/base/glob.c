/* Globs: each row says whether the whole text matches. The timing row can only show that nothing explodes. */
#include "base/glob.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *pattern;
    const char *text;
    bool is_match;
};

static const struct row rows[] = {
    {"a literal", "icon.svg", "icon.svg", true},
    {"a literal is anchored at the end", "icon.svg", "icon.svg.bak", false},
    {"a literal is anchored at the start", "icon.svg", "an-icon.svg", false},
    {"a star stays in its folder", "src/*.py", "src/a/b.py", false},
    {"a star may be empty", "src/*.py", "src/.py", true},
    {"both sides of a star do not overlap", "ab*ba", "aba", false},
    {"both sides of a star may touch", "ab*ba", "abba", true},
    {"a star between others stays in its folder", "a*b", "a/b", false},
    {"a star at the end stays in its folder", "a*", "a/b", false},
    {"a star takes more where the rest does not fit", "*-a-*", "x-a-a-", true},
    {"stars of two folders", "a*/*b", "ax/yb", true},
    {"no star takes what the next folder lacks", "a*/b", "ax/b/b", false},
    {"a star takes wide characters", "a*b",
     "a\xc3\xa9"
     "b",
     true},
    {"half a wide character is not the whole", "a\xc3*", "a\xc3\xa9", false},
    {"a star in the middle of a name", "src/test*/**", "src/test-integration/a/b.kt", true},
    {"a folder pattern does not match the folder", "unit_tests/**", "unit_tests", false},
    {"a run crosses folders", "unit_tests/**", "unit_tests/a/b.py", true},
    {"a run needs its folder", "unit_tests/**", "my_unit_tests/a.py", false},
    {"folders may be none", "**/*.md", "README.md", true},
    {"folders may be many", "**/*.md", "a/b/README.md", true},
    {"folders end at a slash", "**/b.md", "ab.md", false},
    {"folders in the middle, none", "a/**/b", "a/b", true},
    {"folders in the middle, two", "a/**/b", "a/x/y/b", true},
    {"folders in the middle do not glue", "a/**/b", "a/xb", false},
    {"a run glued to a name", "a**b", "a/x/b", true},
    {"folders inside braces", "{**/*.md,x}", "README.md", true},
    {"a question mark is one character", "a?c",
     "a\xc3\xa9"
     "c",
     true},
    {"a question mark is no slash", "a?c", "a/c", false},
    {"braces", "spec.{json,yaml}", "spec.yaml", true},
    {"braces hold all", "spec.{json,yaml}", "spec.yml", false},
    {"braces nest", "a{b{c,d},e}f", "abdf", true},
    {"braces nest and end", "a{b{c,d},e}f", "aef", true},
    {"braces nest and refuse", "a{b{c,d},e}f", "abf", false},
    {"an empty alternative", "a{,b}c", "ac", true},
    {"a star inside braces", "docker-compose{,.*}.yml", "docker-compose.dev.yml", true},
    {"a class", "v[0-9a]", "v7", true},
    {"a class refuses", "v[0-9a]", "vb", false},
    {"a negated class", "v[!0-9]", "vb", true},
    {"a negated class never takes a slash", "v[!0-9]b", "v/b", false},
    {"a closing bracket first is itself", "[]]", "]", true},
    {"a class of wide characters", "[\xc3\xa0-\xc3\xbf]", "\xc3\xa9", true},
    {"a backslash", "a\\*b", "a*b", true},
    {"a backslash takes the meaning away", "a\\*b", "axb", false},
    {"dots are crossed by a star", "data.registryOverrides.*.enabled", "data.registryOverrides.oss.enabled", true},
    {"a comma outside of braces is itself", "a,b", "a,b", true},
    {"broken text is matched by bytes", "a?c",
     "a\xff"
     "c",
     true},
    {"a faulty pattern matches nothing", "a[b", "a[b", false},
    {"many stars are quick", "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
};

static void test_match(void **state) {
    const struct row *row = *state;
    assert_int_equal(bg_glob_match(bg_slice_of(row->pattern), bg_slice_of(row->text)), row->is_match);
}

static void test_faults(void **state) {
    (void)state;
    static const struct {
        const char *pattern;
        const char *fault;
    } faults[] = {
        {"a/**", NULL},
        {"", "it is empty"},
        {"a[b", "it has a `[` without `]`"},
        {"a{b", "it has a `{` without `}`"},
        {"a\\", "it ends with a backslash"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        const char *fault = bg_glob_fault(bg_slice_of(faults[i].pattern));
        if (faults[i].fault == NULL) {
            assert_null(fault);
        } else {
            assert_non_null(fault);
            assert_string_equal(fault, faults[i].fault);
        }
    }
    char large[600];
    memset(large, 'a', sizeof large);
    assert_string_equal(bg_glob_fault((struct bg_slice){large, sizeof large}), "it is too long");
}

/* The pattern of a text matches that text, and not what the text would match as a pattern. */
static void test_quote(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *other;
    } texts[] = {
        {"source-[ab]", "source-a"},
        {"a*", "ab"},
        {"a?", "ab"},
        {"{a,b}", "a"},
        {"a\\b", "ab"},
        {"[!a]", "b"},
        {"**/a", "a"},
        {"plain-name", "plain-nam"},
        {"]", ""},
        {"a{b", "ab"},
        {"a,b}", "a,b"},
        {"\xc3\xa4[", "\xc3\xa4"},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct bg_slice pattern = bg_glob_quote(&arena, bg_slice_of(texts[i].text));
        assert_null(bg_glob_fault(pattern));
        assert_true(bg_glob_match(pattern, bg_slice_of(texts[i].text)));
        assert_false(bg_glob_match(pattern, bg_slice_of(texts[i].other)));
    }
    bg_arena_finish(&arena);
}

UNIT(base_glob) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 2];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const struct row *row;
            void *state;
        } pass = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_match, .initial_state = pass.state};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_faults);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(test_quote);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
