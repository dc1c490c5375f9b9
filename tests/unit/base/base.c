/* Core: slices, arenas, buffers, tables, errors. They cannot show that memory is never lost; the asan preset does. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/problems.h"
#include "base/table.h"
#include "support/unit.h"
#include "support/utf8.h"

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

/* Whether the bytes are one character: decoded without any care, it must be the same when it is encoded again. */
static bool is_character(const unsigned char *bytes, size_t len) {
    static const unsigned char masks[] = {0x7f, 0x1f, 0x0f, 0x07};
    unsigned char again[4];
    uint32_t code = bytes[0] & masks[len - 1];
    for (size_t i = 1; i < len; i++) {
        code = code << 6 | (bytes[i] & 0x3f);
    }
    bool is_code = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
    return is_code && utf8_encode(code, again) == len && memcmp(bytes, again, len) == 0;
}

/* Up to four bytes of those at which something changes, in all combinations: the prefix is as long as the characters.
 */
static void utf8_is_what_its_encoder_makes(void **state) {
    (void)state;
    static const unsigned char borders[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
                                            0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
                                            0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};
    enum { COUNT = sizeof borders / sizeof borders[0] };
    for (size_t n = 0; n < (size_t)COUNT * COUNT * COUNT * COUNT; n++) {
        unsigned char bytes[] = {borders[n % COUNT], borders[n / COUNT % COUNT], borders[n / COUNT / COUNT % COUNT],
                                 borders[n / COUNT / COUNT / COUNT]};
        size_t good = 0;
        for (size_t len = 1; good < 4 && len <= 4 - good; len++) {
            if (is_character(bytes + good, len)) {
                good += len;
                len = 0;
            }
        }
        assert_int_equal(bg_slice_utf8_prefix((struct bg_slice){(const char *)bytes, 4}), good);
    }
}

static void ascii_ends_at_the_first_other_byte(void **state) {
    (void)state;
    char text[40];
    for (size_t len = 0; len <= sizeof text; len++) {
        memset(text, 'a', sizeof text);
        assert_int_equal(bg_slice_ascii_prefix((struct bg_slice){text, len}), len);
        for (size_t at = 0; at < len; at++) {
            text[at] = (char)0x80;
            assert_int_equal(bg_slice_ascii_prefix((struct bg_slice){text, len}), at);
            text[at] = 0x7f;
        }
    }
}

static void ranges_are_clamped(void **state) {
    (void)state;
    struct bg_slice text = BG_LITERAL("abcd");
    static const struct {
        size_t from;
        size_t to;
        const char *expected;
    } rows[] = {{0, 4, "abcd"},
                {1, 3, "bc"},
                {0, 0, ""},
                {4, 4, ""},
                {3, 1, ""},
                {2, 9, "cd"},
                {9, 9, ""},
                {9, 1, ""},
                {0, SIZE_MAX, "abcd"},
                {SIZE_MAX, SIZE_MAX, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_slice range = bg_slice_range(text, rows[i].from, rows[i].to);
        assert_true(bg_slice_is(range, rows[i].expected));
        assert_true(range.at >= text.at && range.at + range.len <= text.at + text.len);
    }
    assert_null(bg_slice_range(BG_NO_SLICE, 1, 2).at);
    assert_int_equal(bg_slice_range(BG_NO_SLICE, 0, 2).len, 0);
    assert_true(bg_slice_starts(text, BG_LITERAL("abcd")) && bg_slice_ends(text, BG_LITERAL("abcd")));
    assert_true(bg_slice_starts(text, BG_NO_SLICE) && bg_slice_ends(text, BG_NO_SLICE));
    assert_false(bg_slice_starts(text, BG_LITERAL("abcde")));
    assert_false(bg_slice_ends(text, BG_LITERAL("xabcd")));
    assert_int_equal(bg_slice_find(text, BG_NO_SLICE), 0);
    assert_int_equal(bg_slice_find(BG_NO_SLICE, text), 0);
    assert_int_equal(bg_slice_find(text, text), 0);
    assert_true(bg_slice_compare(BG_LITERAL("abc"), BG_LITERAL("ab")) > 0);
    assert_int_equal(bg_slice_compare(text, BG_LITERAL("abcd")), 0);
}

static void the_first_line_keeps_its_indentation(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {" \n\t", ""},
        {"  a", "  a"},
        {"\n  a\n", "  a"},
        {"a \r\n", "a"},
        {" \n  a\n b\n\n", "  a\n b"},
        {"\r\n\ta\t", "\ta"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(bg_slice_is(bg_slice_trim_lines(bg_slice_of(rows[i][0])), rows[i][1]));
    }
    assert_int_equal(bg_slice_trim_lines(BG_NO_SLICE).len, 0);
}

static void blanks_at_both_ends_go(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},    {" ", ""},      {"\t\r\n ", ""}, {"a", "a"},         {" a", "a"},
        {"a ", "a"}, {"\na\t", "a"}, {"a b", "a b"},  {"\va\f", "\va\f"}, {"\r\n a\n\nb \r", "a\n\nb"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(bg_slice_is(bg_slice_trim(bg_slice_of(rows[i][0])), rows[i][1]));
    }
    assert_int_equal(bg_slice_trim(BG_NO_SLICE).len, 0);
}

static void paths_are_below_folders(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *folder;
        const char *below; /* NULL: it is not */
    } rows[] = {
        {"a/b", "a", "b"},  {"a/b/c", "a", "b/c"}, {"a/b/c", "a/b", "c"}, {"a", "a", NULL},   {"ab/c", "a", NULL},
        {"a", "a/b", NULL}, {"a/b", "", "a/b"},    {"", "a", NULL},       {"b/a", "a", NULL}, {"a/b", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_slice below = bg_path_below(bg_slice_of(rows[i].path), bg_slice_of(rows[i].folder));
        assert_int_equal(below.at == NULL, rows[i].below == NULL);
        assert_true(bg_slice_equal(below, bg_slice_of(rows[i].below)));
    }
}

static void paths_have_folders_and_names(void **state) {
    (void)state;
    static const char *const rows[][3] = {
        {"", "", ""},    {"a", "", "a"},  {"a/b", "a", "b"},   {"a/b/c", "a/b", "c"},
        {"a/", "a", ""}, {"/a", "", "a"}, {"/a/b", "/a", "b"}, {"a//b", "a/", "b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(bg_slice_is(bg_path_folder(bg_slice_of(rows[i][0])), rows[i][1]));
        assert_true(bg_slice_is(bg_path_name(bg_slice_of(rows[i][0])), rows[i][2]));
    }
    assert_int_equal(bg_path_folder(BG_NO_SLICE).len + bg_path_name(BG_NO_SLICE).len, 0);
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
    const struct bg_slice parts[] = {{"a\0b", 3}, BG_NO_SLICE, {"\0", 1}};
    assert_true(bg_slice_equal(bg_arena_join(&arena, parts, 3), (struct bg_slice){"a\0b\0", 4}));
    assert_int_equal(bg_arena_join(&arena, NULL, 0).len, 0);
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
    bg_problem_add_error(&problems, BG_ID_MANIFEST_UNREADABLE, &err);
    assert_int_equal(problems.count, 1);
    assert_true(problems.items[0].is_fatal);
    assert_true(bg_slice_is(problems.items[0].at.file, "a.yaml"));
    bg_arena_finish(&arena);
}

UNIT(base_base) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_prefix_stops_at_the_first_bad_byte),
        cmocka_unit_test(utf8_is_what_its_encoder_makes),
        cmocka_unit_test(ascii_ends_at_the_first_other_byte),
        cmocka_unit_test(ranges_are_clamped),
        cmocka_unit_test(blanks_at_both_ends_go),
        cmocka_unit_test(the_first_line_keeps_its_indentation),
        cmocka_unit_test(paths_are_below_folders),
        cmocka_unit_test(paths_have_folders_and_names),
        cmocka_unit_test(slices_cut_and_compare),
        cmocka_unit_test(arenas_zero_and_align),
        cmocka_unit_test(tables_keep_order_and_replace),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(errors_stay_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
