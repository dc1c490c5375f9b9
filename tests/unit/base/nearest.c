/* Nearest words: the suggestion, or none, for each mistyped word. */
#include "base/nearest.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const words[] = {"audit", "bump", "check", "diff", "explain", "rules", "snapshot", "subschema"};

static void test_hints(void **state) {
    (void)state;
    static const struct {
        const char *word;
        const char *hint;
    } rows[] = {
        {"chekc", "; did you mean `check`?"},
        {"chck", "; did you mean `check`?"},
        {"rule", "; did you mean `rules`?"},
        {"subscheme", "; did you mean `subschema`?"},
        {"dif", "; did you mean `diff`?"},
        {"x", ""},
        {"completely-else", ""},
        {"", ""},
        {"snpashto", "; did you mean `snapshot`?"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_nearest nearest = bg_nearest_start(bg_slice_of(rows[i].word));
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
            bg_nearest_offer(&nearest, bg_slice_of(words[w]));
        }
        assert_string_equal(bg_nearest_hint(&nearest), rows[i].hint);
    }
}

static void test_long_words_get_none(void **state) {
    (void)state;
    char large[100];
    memset(large, 'a', sizeof large);
    struct bg_nearest nearest = bg_nearest_start((struct bg_slice){large, sizeof large});
    bg_nearest_offer(&nearest, (struct bg_slice){large, sizeof large});
    assert_string_equal(bg_nearest_hint(&nearest), "");
}

UNIT(base_nearest) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_long_words_get_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
