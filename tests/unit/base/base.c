/* Core: slices, arenas, buffers, tables, errors. They cannot show that memory is never lost; the asan preset does. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/problems.h"
#include "base/table.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static void utf8_prefix_stops_at_the_first_bad_byte(void **state) {
    (void)state;
    static const struct {
        const char *name;
        const char *text;
        size_t len;
        size_t good;
    } rows[] = {
        {"ascii", "abc", 3, 3},
        {"two bytes", "\xc3\xa9x", 3, 3},
        {"overlong", "a\xc0\xafz", 4, 1},
        {"surrogate", "\xed\xa0\x80", 3, 0},
        {"highest", "\xf4\x8f\xbf\xbf", 4, 4},
        {"beyond the highest", "\xf4\x90\x80\x80", 4, 0},
        {"cut short", "ab\xe2\x82", 4, 2},
        {"nul counts as a character", "a\0b", 3, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(bg_slice_utf8_prefix((struct bg_slice){rows[i].text, rows[i].len}), rows[i].good);
    }
}

static void slices_cut_and_compare(void **state) {
    (void)state;
    struct bg_slice rest = BG_LITERAL("a/b//c");
    const char *parts[] = {"a", "b", "", "c"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(bg_slice_is(bg_slice_cut(&rest, '/'), parts[i]));
    }
    assert_null(rest.at);
    assert_true(bg_slice_compare(BG_LITERAL("ab"), BG_LITERAL("abc")) < 0);
    assert_true(bg_slice_compare(BG_LITERAL("b"), BG_LITERAL("abc")) > 0);
    assert_int_equal(bg_slice_compare(BG_NO_SLICE, BG_LITERAL("")), 0);
    assert_int_equal(bg_slice_find(BG_LITERAL("hello"), BG_LITERAL("llo")), 2);
    assert_int_equal(bg_slice_find(BG_LITERAL("hello"), BG_LITERAL("x")), 5);
    assert_true(bg_slice_is(bg_slice_trim(BG_LITERAL(" \t x y\r\n")), "x y"));
    assert_true(bg_slice_ends(BG_LITERAL("a.json"), BG_LITERAL(".json")));
    assert_false(bg_slice_ends(BG_LITERAL("son"), BG_LITERAL(".json")));
}

static void arenas_zero_and_align(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = bg_arena_alloc(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % sizeof(void *), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
            bytes[i] = 0xff;
        }
    }
    assert_true(bg_slice_is(bg_arena_printf(&arena, "%d-%s", 7, "x"), "7-x"));
    assert_null(bg_arena_copy(&arena, BG_NO_SLICE).at);
    bg_arena_finish(&arena);
    bg_arena_finish(&arena);
    bg_arena_finish(NULL);
}

static void tables_keep_order_and_replace(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_table table = {0};
    int values[1000];
    assert_null(bg_table_get(&table, BG_LITERAL("none")));
    for (int i = 0; i < 1000; i++) {
        values[i] = i;
        assert_true(bg_table_put(&table, bg_arena_printf(&arena, "key%d", i), &values[i]));
    }
    assert_false(bg_table_put(&table, BG_LITERAL("key10"), &values[999]));
    assert_int_equal(table.count, 1000);
    for (int i = 0; i < 1000; i++) {
        int *found = bg_table_get(&table, bg_arena_printf(&arena, "key%d", i));
        assert_int_equal(*found, i == 10 ? 999 : i);
        assert_true(bg_slice_equal(table.entries[i].key, bg_arena_printf(&arena, "key%d", i)));
    }
    assert_null(bg_table_get(&table, BG_LITERAL("key1000")));
    bg_table_finish(&table);
    bg_arena_finish(&arena);
}

static void buffers_grow(void **state) {
    (void)state;
    struct bg_buffer buffer = {0};
    assert_int_equal(bg_buffer_slice(&buffer).len, 0);
    for (int i = 0; i < 500; i++) {
        bg_buffer_printf(&buffer, "%03d,", i);
    }
    assert_int_equal(buffer.len, 2000);
    assert_true(bg_slice_ends(bg_buffer_slice(&buffer), BG_LITERAL("498,499,")));
    bg_buffer_finish(&buffer);
}

static void errors_stay_on_one_line(void **state) {
    (void)state;
    struct bg_error err;
    struct bg_place at = {BG_LITERAL("a.yaml"), 3, 4};
    assert_false(bg_fail_at(&err, BG_ERROR_JUDGE, at, "bad \"%s\"", "x\ny"));
    assert_string_equal(err.message, "bad \"x\\ny\"");
    assert_string_equal(err.file, "a.yaml");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 4);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    bg_problem_add_error(&problems, "unreadable", &err);
    assert_int_equal(problems.count, 1);
    assert_true(problems.items[0].is_fatal);
    assert_true(bg_slice_is(problems.items[0].at.file, "a.yaml"));
    bg_arena_finish(&arena);
}

UNIT(base_base) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_prefix_stops_at_the_first_bad_byte),
        cmocka_unit_test(slices_cut_and_compare),
        cmocka_unit_test(arenas_zero_and_align),
        cmocka_unit_test(tables_keep_order_and_replace),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(errors_stay_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
