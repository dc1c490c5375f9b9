/* Visible text: each row of foreign bytes and what a reader sees. */
#include "base/visible.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_rows(void **state) {
    (void)state;
    const struct {
        struct bg_slice text;
        size_t max;
        const char *expect;
    } rows[] = {
        {BG_LITERAL("plain"), SIZE_MAX, "plain"},
        {BG_LITERAL(""), SIZE_MAX, ""},
        {BG_LITERAL("a\tb\r\nc"), SIZE_MAX, "a\\tb\\r\\nc"},
        {BG_LITERAL("a\0b\x1b[0m\x7f"), SIZE_MAX, "a\\x00b\\x1b[0m\\x7f"},
        {BG_LITERAL("\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80"), SIZE_MAX, "\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80"},
        {BG_LITERAL("\xc2\x85\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf"), SIZE_MAX, "\\x85\\u202e\\u200b\\ufeff"},
        {BG_LITERAL("\xff\xc3(\xe2\x82"), SIZE_MAX, "\\xff\\xc3(\\xe2\\x82"},
        {BG_LITERAL("abcdef"), 4, "abcd..."},
        {BG_LITERAL("abcd"), 4, "abcd"},
        {BG_LITERAL("abc\n"), 4, "abc\\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_buffer out = {0};
        bg_visible_add(&out, rows[i].text, rows[i].max);
        bg_buffer_add_char(&out, '\0');
        assert_string_equal(out.at, rows[i].expect);
        bg_buffer_finish(&out);
    }
}

UNIT(base_visible) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
