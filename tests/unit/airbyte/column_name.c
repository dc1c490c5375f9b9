/*
 * Column names: what is left of a name, and who gets the suffix. Shows the rules of the destinations as data; cannot
 * show that a destination follows them.
 */
#include "airbyte/column_name.h"
#include "text/builder.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void assert_slice(struct bg_slice actual, const char *expected) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_string_equal(bg_arena_copy(&arena, actual).at, expected);
    bg_arena_finish(&arena);
}

static void test_clean(void **state) {
    (void)state;
    static const struct {
        const char *name;
        const char *expected;
    } rows[] = {
        {"plain_1", "plain_1"},
        {"Two Words", "Two_Words"},
        {"/09:@AZ[`az{", "_09__AZ__az_"}, /* at the ends of the ranges and beside them */
        {"a \t b", "a_b"},
        {"\x08\t\x0d\x0e", "___"},
        {"a-b.c/d", "a_b_c_d"},
        {"caf\xc3\xa9", "cafe"},
        {"\xc3\x85ngstr\xc3\xb6m", "Angstrom"},
        {"\xef\xbd\x81\xef\xbd\x82", "ab"}, /* full-width a, b */
        {"x\xc2\xb2", "x2"},                /* superscript two */
        {"\xc3\xa6on", "_on"},              /* ae does not decompose */
        {"\xe6\x96\x87", "_"},              /* one ideograph, one underscore */
        {"bad\xff", "bad_"},                /* no UTF-8 */
        {"", ""},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_slice(bg_column_name_clean(&arena, bg_slice_of(rows[i].name)), rows[i].expected);
    }
    bg_arena_finish(&arena);
}

static void test_fold(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_slice(bg_column_name_fold(&arena, BG_LITERAL("createdAt")), "createdat");
    assert_slice(bg_column_name_fold(&arena, BG_LITERAL("_created_AT_2")), "createdat2");
    assert_slice(bg_column_name_fold(&arena, BG_LITERAL("__")), "");
    assert_slice(bg_column_name_fold(&arena, BG_LITERAL("AZ_az_09")), "azaz09");
    bg_arena_finish(&arena);
}

#define LONG60 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"

static const struct collision {
    const char *name;
    enum bg_name_rule rule;
    const char *fields[5];
    const char *expected[5]; /* none: nothing collides */
} collisions[] = {
    {"no two are equal", BG_NAME_FOLDED, {"id", "name"}, {NULL}},
    {"the second gets the suffix", BG_NAME_FOLDED, {"id", "ID"}, {"id", "id_1"}},
    {"the order decides", BG_NAME_FOLDED, {"ID", "id"}, {"id", "id_1"}},
    {"suffixes count on", BG_NAME_FOLDED, {"a-b", "a b", "A.B"}, {"a_b", "a_b_1", "a_b_2"}},
    {"a suffix that is taken is passed over", BG_NAME_FOLDED, {"id", "id_1", "ID"}, {"id", "id_1", "id_2"}},
    {"a name can lose against a suffix", BG_NAME_FOLDED, {"id", "ID", "id_1"}, {"id", "id_1", "id_1_1"}},
    {"case counts where it does", BG_NAME_SHORT, {"id", "ID"}, {NULL}},
    {"signs collide everywhere", BG_NAME_SHORT, {"a-b", "a_b"}, {"a_b", "a_b_1"}},
    {"only 63 bytes count", BG_NAME_SHORT, {LONG60 "1234", LONG60 "1235"}, {LONG60 "123", LONG60 "1_1"}},
};

static void test_collision(void **state) {
    const struct collision *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_members members = {.arena = &arena};
    for (size_t i = 0; i < COUNT(row->fields) && row->fields[i] != NULL; i++) {
        bg_members_set(&members, row->fields[i], bg_node_new_null(&arena, NULL));
    }
    const struct bg_node *properties = bg_node_new_map(&arena, members.items, members.count, NULL);
    bool *is_suffixed = NULL;
    const struct bg_slice *names = bg_column_names(&arena, properties, row->rule, &is_suffixed);
    assert_int_equal(names != NULL, row->expected[0] != NULL);
    for (size_t i = 0; names != NULL && i < members.count; i++) {
        assert_slice(names[i], row->expected[i]);
    }
    bg_arena_finish(&arena);
}

UNIT(airbyte_column_name) {
    struct CMUnitTest tests[COUNT(collisions) + 2] = {cmocka_unit_test(test_clean), cmocka_unit_test(test_fold)};
    for (size_t i = 0; i < COUNT(collisions); i++) {
        tests[i + 2] = (struct CMUnitTest){.name = collisions[i].name,
                                           .test_func = test_collision,
                                           .initial_state = (void *)(uintptr_t)&collisions[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
