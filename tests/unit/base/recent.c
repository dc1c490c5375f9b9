/* What was used last: which values stay, which go and when, through several growths. */
#include "base/recent.h"
#include "base/arena.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { COUNT = 1000, KEPT = 300 };

static bool is_gone[COUNT];

static void let_go(void *value) {
    bool *one = value;
    assert_false(*one);
    *one = true;
}

static struct bg_slice key_of(struct bg_arena *arena, size_t i) {
    return bg_arena_printf(arena, "key %zu", i);
}

/* Each weighs 1. After each that is put in, the first one is asked for, which keeps it. */
static void the_oldest_goes_first(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_recent recent = {.most = KEPT, .free = let_go};
    memset(is_gone, 0, sizeof is_gone);
    for (size_t i = 0; i < COUNT; i++) {
        assert_null(bg_recent_get(&recent, key_of(&arena, i)));
        assert_true(bg_recent_put(&recent, key_of(&arena, i), &is_gone[i], 1));
        assert_ptr_equal(bg_recent_get(&recent, key_of(&arena, 0)), &is_gone[0]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        bool stays = i == 0 || i > COUNT - KEPT;
        assert_int_equal(is_gone[i], !stays);
        assert_ptr_equal(bg_recent_get(&recent, key_of(&arena, i)), stays ? &is_gone[i] : NULL);
    }
    bg_recent_finish(&recent);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(is_gone[i]);
    }
    bg_arena_finish(&arena);
}

static void weight_counts(void **state) {
    (void)state;
    struct bg_recent recent = {.most = 10, .free = let_go};
    memset(is_gone, 0, sizeof is_gone);
    assert_true(bg_recent_put(&recent, BG_LITERAL("a"), &is_gone[0], 4));
    assert_true(bg_recent_put(&recent, BG_LITERAL("b"), &is_gone[1], 6));
    assert_false(bg_recent_put(&recent, BG_LITERAL("c"), &is_gone[2], 11)); /* more than all: pushes nobody out */
    assert_false(is_gone[0] || is_gone[1]);
    assert_true(is_gone[2]);
    assert_true(bg_recent_put(&recent, BG_LITERAL(""), &is_gone[3], 5));
    assert_true(is_gone[0] && is_gone[1]);
    assert_ptr_equal(bg_recent_get(&recent, BG_LITERAL("")), &is_gone[3]);
    bg_recent_finish(&recent);
    bg_recent_finish(&recent);
}

UNIT(base_recent) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_oldest_goes_first), cmocka_unit_test(weight_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
