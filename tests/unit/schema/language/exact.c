/* Exact numbers: reading, printing and arithmetic, row by row. */
#include "schema/language/exact.h"

#include "base/slice.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const struct bg_exact *number(struct bg_arena *arena, const char *text) {
    return bg_exact_read(arena, bg_slice_of(text));
}

static void test_texts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *expected; /* NULL: no number, or over the limits */
    } rows[] = {
        {"0", "0"},
        {"-0", "0"},
        {"-0.0", "0"},
        {"1.0", "1"},
        {"0.1", "0.1"},
        {"0.01", "0.01"},
        {"0.10", "0.1"},
        {"-12.50", "-12.5"},
        {"1e2", "100"},
        {"1E+2", "100"},
        {"15e-1", "1.5"},
        {"0.00000000000000000001", "0.00000000000000000001"},
        {"1e-25", "1e-25"},
        {"0.0000000000000000000000001", "1e-25"},
        {"1e308", "1e308"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"0e999999999", "0"},
        {"-00.00e999999999", "0"},
        {"1e999999999", NULL},
        {"1e-999999999", NULL},
        {"", NULL},
        {"-", NULL},
        {"1e", NULL},
        {"1.2.3", NULL},
        {"x", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_exact *read = number(&arena, rows[i].text);
        struct bg_slice got = read == NULL ? BG_NO_SLICE : bg_exact_text(&arena, read);
        if (!bg_slice_equal(got, bg_slice_of(rows[i].expected))) {
            fail_msg("%s: %.*s", rows[i].text, BG_ARGS(got));
        }
        bg_arena_finish(&arena);
    }
}

static void test_multiples(void **state) {
    (void)state;
    static const struct {
        const char *value;
        const char *step;
        bool is_multiple;
        const char *common;
        const char *ceiling;
        const char *floor;
    } rows[] = {
        {"3", "0.3", true, "3", "10", "10"},
        {"0.3", "3", false, "3", "1", "0"},
        {"7", "2", false, "14", "4", "3"},
        {"0.75", "0.5", false, "1.5", "2", "1"},
        {"1e308", "1e-25", true, "1e308", NULL, NULL},
        {"0.0075", "0.0001", true, "0.0075", "75", "75"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_exact *value = number(&arena, rows[i].value);
        const struct bg_exact *step = number(&arena, rows[i].step);
        assert_int_equal(bg_exact_is_multiple(value, step), rows[i].is_multiple);
        assert_true(bg_slice_is(bg_exact_text(&arena, bg_exact_common_multiple(&arena, value, step)), rows[i].common));
        if (rows[i].ceiling != NULL) {
            assert_true(bg_slice_is(bg_exact_text(&arena, bg_exact_ceiling(&arena, value, step)), rows[i].ceiling));
            assert_true(bg_slice_is(bg_exact_text(&arena, bg_exact_floor(&arena, value, step)), rows[i].floor));
        }
        bg_arena_finish(&arena);
    }
}

static void test_sizes(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_int_equal(bg_exact_size(number(&arena, "12"), 100), 12);
    assert_int_equal(bg_exact_size(number(&arena, "1e300"), 100), 100);
    assert_int_equal(bg_exact_size(number(&arena, "-1"), 100), 100);
    assert_int_equal(bg_exact_size(number(&arena, "1.5"), 100), 100);
    assert_true(bg_exact_compare(number(&arena, "0.1"), number(&arena, "0.01")) > 0);
    assert_true(bg_exact_is_integer(number(&arena, "1e2")));
    assert_int_equal(bg_exact_sign(number(&arena, "-0.5")), -1);
    bg_arena_finish(&arena);
}

UNIT(schema_language_exact) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_multiples),
        cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
