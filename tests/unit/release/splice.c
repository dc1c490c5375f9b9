/* Splices that are no edit of the text are refused, in every build. */
#include "release/splice.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct row {
    struct bg_splice splices[2];
    size_t count;
    const char *result; /* NULL: refused */
} rows[] = {
    {{{1, 2, {"X", 1}}}, 1, "aXc"},
    {{{0, 0, {"X", 1}}, {3, 3, {"Y", 1}}}, 2, "XabcY"},
    {{{1, 1, {"X", 1}}, {1, 1, {"Y", 1}}}, 2, "aXYbc"},
    {{{2, 3, {"X", 1}}, {0, 1, {"Y", 1}}}, 2, NULL},
    {{{0, 2, {"X", 1}}, {1, 3, {"Y", 1}}}, 2, NULL},
    {{{2, 1, {"X", 1}}}, 1, NULL},
    {{{3, 4, {"X", 1}}}, 1, NULL},
};

static void test_apply(void **state) {
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice out = BG_NO_SLICE;
        bool is_done = bg_splice_apply(&arena, BG_LITERAL("abc"), rows[r].splices, rows[r].count, &out);
        assert_int_equal(is_done, rows[r].result != NULL);
        assert_true(!is_done || bg_slice_is(out, rows[r].result));
        bg_arena_finish(&arena);
    }
}

static void test_sort(void **state) {
    (void)state;
    struct bg_splice splices[] = {{5, 5, {"a", 1}}, {1, 2, {"b", 1}}, {5, 6, {"c", 1}}};
    bg_splice_sort(splices, 3);
    assert_int_equal(splices[0].at, 1);
    assert_int_equal(splices[1].text.at[0], 'a');
    assert_int_equal(splices[2].text.at[0], 'c');
}

UNIT(release_splice) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_apply),
        cmocka_unit_test(test_sort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
