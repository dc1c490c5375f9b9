/* Patterns against a small tree: the paths that are found, in order. */
#include "layout/expand.h"
#include "base/buffer.h"
#include "support/document.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct fixture_file files[] = {{"c/a/m", "1"},       {"c/b/m", "1"},     {"c/b/n", "1"},
                                            {"c/third/x/m", "1"}, {"c/[odd]/m", "1"}, {NULL, NULL}};

static const struct {
    const char *root;
    const char *pattern;
    const char *expected;
} rows[] = {
    {"", "c/a/m", "c/a/m\n"},
    {"", "c/z/m", ""},
    {"c", "*/m", "c/[odd]/m\nc/a/m\nc/b/m\n"},
    {"c", "*/*/m", "c/third/x/m\n"},
    {"c/b", "[mn]", "c/b/m\nc/b/n\n"},
    {"c", "{a,b}/n", "c/b/n\n"},
    {"c/a", "m", "c/a/m\n"},
    {"nowhere", "*", ""},
    {"c/a/m", "*", ""},
};

static void patterns_find_paths(void **state) {
    (void)state;
    struct trees trees;
    trees_init(&trees, files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bg_slice root = bg_slice_of(rows[i].root);
        struct bg_slice pattern = bg_slice_of(rows[i].pattern);
        const struct bg_slice *found = NULL;
        size_t count = 0;
        struct bg_buffer text = {0};
        assert_true(bg_expand(trees.base, &arena, root, pattern, &found, &count, NULL));
        for (size_t k = 0; k < count; k++) {
            bg_buffer_printf(&text, "%.*s\n", BG_ARGS(found[k]));
        }
        bg_buffer_add_char(&text, '\0');
        document_expect(rows[i].pattern, text.at, rows[i].expected);
        assert_int_equal(bg_expand_any(trees.base, &arena, root, pattern), count > 0);
        bg_buffer_finish(&text);
    }
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

static void paths_are_joined(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_true(bg_slice_is(bg_path_join(&arena, BG_LITERAL("a"), BG_LITERAL("b/c")), "a/b/c"));
    assert_true(bg_slice_is(bg_path_join(&arena, BG_LITERAL(""), BG_LITERAL("b")), "b"));
    assert_true(bg_slice_is(bg_path_join(&arena, BG_LITERAL("a"), BG_LITERAL("")), "a"));
    assert_true(bg_slice_is(bg_path_join(&arena, BG_LITERAL("a"), BG_LITERAL(".")), "a"));
    bg_arena_finish(&arena);
}

UNIT(layout_expand) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(patterns_find_paths), cmocka_unit_test(paths_are_joined)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
