/* The lines of both sides of a finding: what belongs to a place, which lines differ, and what is left out. */
#include "report/html/excerpt.h"

#include "base/buffer.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct bg_excerpt_side side(const char *text, uint32_t line, uint32_t column) {
    return (struct bg_excerpt_side){bg_slice_of(text), {BG_LITERAL("file"), line, column}};
}

/* "same 3 a | 4 a", one row a line; "-" for a side that has no line there. */
static void print(struct bg_buffer *out, const struct bg_excerpt *excerpt) {
    static const char *const kinds[] = {"same", "diff", "skip"};
    for (size_t i = 0; i < excerpt->count; i++) {
        const struct bg_excerpt_row *row = &excerpt->rows[i];
        bg_buffer_add_text(out, kinds[row->kind]);
        for (size_t s = 0; s < 2 && row->kind != BG_EXCERPT_SKIPPED; s++) {
            bg_buffer_add_text(out, s == 0 ? " " : "|");
            if (row->text[s].at == NULL) {
                bg_buffer_add_char(out, '-');
            } else {
                bg_buffer_printf(out, "%u%.*s", row->number[s], BG_ARGS(row->text[s]));
            }
        }
        bg_buffer_add_char(out, '\n');
    }
    bg_buffer_add_text(out, excerpt->is_cut ? "cut\n" : "");
}

static void expect(struct bg_excerpt_side before, struct bg_excerpt_side after, const char *expected) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_excerpt excerpt = bg_excerpt_of(&arena, &before, &after);
    print(&out, &excerpt);
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

/* What is indented below a line, the bracket that closes it and the list that YAML allows beside it belong to it. */
static void a_place_has_what_belongs_to_it(void **state) {
    (void)state;
    struct bg_excerpt_side nothing = {BG_NO_SLICE, {BG_NO_SLICE, 0, 0}};
    expect(side("a:\n  b: 1\n\n  c: 2\n\nd: 3\n", 1, 1), nothing,
           "diff 1a:|-\ndiff 2  b: 1|-\ndiff 3|-\ndiff 4  c: 2|-\n");
    expect(side("{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}\n", 2, 3), nothing,
           "diff 2  \"a\": {|-\ndiff 3    \"b\": 1|-\ndiff 4  },|-\n");
    expect(nothing, side("required:\n- a\n- b\nother: 1\n", 1, 1), "diff -|1required:\ndiff -|2- a\ndiff -|3- b\n");
    expect(nothing, side("- a: 1\n  b: 2\n- c: 3\n", 1, 3), "diff -|1- a: 1\ndiff -|2  b: 2\n");
    expect(side("a: 1\r\nb: 2\r\n", 2, 1), nothing, "diff 2b: 2|-\n");
    expect(side("a", 1, 1), nothing, "diff 1a|-\n");
}

/* A place that is none, behind the end, or in an empty file, has no lines. */
static void no_place_has_no_lines(void **state) {
    (void)state;
    struct bg_excerpt_side nothing = {BG_NO_SLICE, {BG_NO_SLICE, 0, 0}};
    expect(nothing, nothing, "");
    expect(side("a: 1\n", 0, 0), nothing, "");
    expect(side("a: 1\n", 9, 1), nothing, "");
    expect(side("", 1, 1), nothing, "");
}

/* Lines that both have stand next to each other; of others, those that took each other's place. */
static void what_differs_is_marked(void **state) {
    (void)state;
    expect(side("x:\n  a: 1\n  b: 2\n  c: 3\n", 1, 1), side("y: 0\nx:\n  a: 1\n  b: 5\n  c: 3\n  d: 4\n", 2, 1),
           "same 1x:|2x:\nsame 2  a: 1|3  a: 1\ndiff 3  b: 2|4  b: 5\nsame 4  c: 3|5  c: 3\ndiff -|6  d: 4\n");
    expect(side("x: 1\n", 1, 1), side("x: 1\n", 1, 1), "same 1x: 1|1x: 1\n");
}

/* What is alike and far from every change is one row; the first line stays, as it says what this is about. */
static void what_is_alike_is_left_out(void **state) {
    (void)state;
    expect(side("x:\n 1\n 2\n 3\n 4\n 5\n 6\n 7\n 8\n 9\n", 1, 1),
           side("x:\n 1\n 2\n 3\n 4\n 5\n 6\n 7\n 8\n 0\n", 1, 1),
           "same 1x:|1x:\nskip\nsame 7 6|7 6\nsame 8 7|8 7\nsame 9 8|9 8\ndiff 10 9|10 0\n");
}

/* No side has more rows, and no row more bytes, than a reader gets through; no character is torn. */
static void what_is_long_is_cut(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    bg_buffer_add_text(&text, "x:\n");
    for (size_t i = 0; i < 1000; i++) {
        bg_buffer_printf(&text, "  line%zu\n", i);
    }
    bg_buffer_add_char(&text, '\0');
    struct bg_excerpt_side long_side = side(text.at, 1, 1);
    struct bg_excerpt_side nothing = {BG_NO_SLICE, {BG_NO_SLICE, 0, 0}};
    struct bg_excerpt excerpt = bg_excerpt_of(&arena, &long_side, &nothing);
    assert_true(excerpt.is_cut);
    assert_int_equal(excerpt.count, 60);
    text.len = 0;
    for (size_t i = 0; i < 2000; i++) {
        bg_buffer_add_text(&text, "\xc3\xa4"); /* U+00E4 */
    }
    bg_buffer_add_char(&text, '\0');
    for (uint32_t column = 1; column < 1200; column += 7) {
        struct bg_excerpt_side wide = side(text.at, 1, column);
        excerpt = bg_excerpt_of(&arena, &wide, &nothing);
        assert_int_equal(excerpt.count, 1);
        assert_true(excerpt.rows[0].text[0].len < 420);
        assert_int_equal(bg_slice_utf8_prefix(excerpt.rows[0].text[0]), excerpt.rows[0].text[0].len);
    }
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

UNIT(report_html_excerpt) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_has_what_belongs_to_it),
        cmocka_unit_test(no_place_has_no_lines),
        cmocka_unit_test(what_differs_is_marked),
        cmocka_unit_test(what_is_alike_is_left_out),
        cmocka_unit_test(what_is_long_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
