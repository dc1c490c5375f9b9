/* Places in a file: every offset of a text, against counting from the start. */
#include "text/source.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void check(struct bg_arena *arena, struct bg_slice text) {
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("a"), text);
    bool has_mark = bg_slice_starts(text, BG_LITERAL("\xef\xbb\xbf"));
    uint32_t line = 1;
    uint32_t column = 1;
    for (size_t at = 0; at <= text.len; at++) {
        if (at > 0) {
            char before = text.at[at - 1];
            bool is_character = ((unsigned char)before & 0xc0) != 0x80 && !(has_mark && at <= 3);
            line += before == '\n';
            column = before == '\n' ? 1 : column + is_character;
        }
        struct bg_place place = bg_source_place(source, at);
        if (place.line != line || place.column != column) {
            fail_msg("offset %zu is at %u:%u, not %u:%u", at, place.line, place.column, line, column);
        }
    }
    struct bg_place beyond = bg_source_place(source, text.len + 9);
    assert_int_equal(beyond.line, line);
    assert_int_equal(beyond.column, column);
}

/* Lines of different lengths, some of them longer than any block, with characters of one to four bytes. */
static struct bg_slice sample(struct bg_arena *arena, const char *start, size_t line_count) {
    struct bg_slice text = bg_slice_of(start);
    for (size_t i = 0; i < line_count; i++) {
        for (size_t j = 0; j < i * i * 9; j++) {
            static const char *const pieces[] = {"a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x99\x82", " "};
            text = bg_arena_printf(arena, "%.*s%s", BG_ARGS(text), pieces[(i + j) % 5]);
        }
        text = bg_arena_printf(arena, "%.*s\n", BG_ARGS(text));
    }
    return text;
}

static void test_places(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    check(&arena, BG_LITERAL(""));
    check(&arena, BG_LITERAL("\n"));
    check(&arena, BG_LITERAL("\xef\xbb\xbf"));
    check(&arena, BG_LITERAL("\xef\xbb\xbf{\n}"));
    for (size_t lines = 1; lines < 12; lines++) {
        check(&arena, sample(&arena, "", lines));
        check(&arena, sample(&arena, "\xef\xbb\xbf", lines));
    }
    bg_arena_finish(&arena);
}

UNIT(text_source) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
