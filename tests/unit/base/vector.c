/* Lists that grow, in an arena and without one, and where something stands in a sorted one. */
#include "base/vector.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct numbers {
    int *items;
    size_t count;
    size_t room;
};

static void add_thousand(struct bg_arena *arena, struct numbers *numbers) {
    for (int i = 0; i < 1000; i++) {
        BG_VECTOR_ADD(arena, numbers, i);
    }
    assert_int_equal(numbers->count, 1000);
    assert_true(numbers->room >= 1000 && numbers->room < 2048);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers->items[i], i);
    }
}

static void test_in_an_arena(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct numbers numbers = {0};
    add_thousand(&arena, &numbers);
    bg_arena_finish(&arena);
}

static void test_without_one(void **state) {
    (void)state;
    struct numbers numbers = {0};
    add_thousand(NULL, &numbers);
    free(numbers.items);
}

/* A list that starts with items of somebody else's, and no room, leaves them as they are. */
static void test_foreign_items(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    int few[] = {1, 2};
    struct numbers numbers = {few, 2, 2};
    BG_VECTOR_ADD(&arena, &numbers, 3);
    numbers.items[0] = 9;
    assert_int_equal(few[0], 1);
    assert_int_equal(numbers.items[1], 2);
    assert_int_equal(numbers.items[2], 3);
    bg_arena_finish(&arena);
}

static void test_fresh_room_is_zero(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct numbers numbers = {0};
    BG_VECTOR_RESERVE(&arena, &numbers);
    for (size_t i = 0; i < numbers.room; i++) {
        assert_int_equal(numbers.items[i], 0);
    }
    bg_arena_finish(&arena);
}

static int by_number(const void *item, const void *key) {
    return (*(const int *)item > *(const int *)key) - (*(const int *)item < *(const int *)key);
}

static void test_sorted(void **state) {
    (void)state;
    static const int given[] = {5, 1, 9, 5, 0, 7, 3, 11, 2, 8};
    static const int sorted[] = {0, 1, 2, 3, 5, 5, 7, 8, 9, 11};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct numbers numbers = {0};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        size_t at = bg_vector_find(numbers.items, numbers.count, sizeof given[0], &given[i], by_number);
        BG_VECTOR_INSERT(&arena, &numbers, at, given[i]);
    }
    assert_int_equal(numbers.count, sizeof sorted / sizeof sorted[0]);
    assert_memory_equal(numbers.items, sorted, sizeof sorted);
    static const int five = 5;
    static const int twelve = 12;
    assert_int_equal(bg_vector_find(sorted, 10, sizeof sorted[0], &five, by_number), 4);
    assert_int_equal(bg_vector_find(sorted, 10, sizeof sorted[0], &twelve, by_number), 10);
    bg_arena_finish(&arena);
}

UNIT(base_vector) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_an_arena),   cmocka_unit_test(test_without_one),
        cmocka_unit_test(test_foreign_items), cmocka_unit_test(test_fresh_room_is_zero),
        cmocka_unit_test(test_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
