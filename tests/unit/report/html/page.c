/* Foreign text on a page: nothing of it becomes markup, in a node or in an attribute; bars share their width. */
#include "report/html/page.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect(void (*add)(struct bg_buffer *, struct bg_slice), struct bg_slice text, const char *expected) {
    struct bg_buffer out = {0};
    add(&out, text);
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    bg_buffer_finish(&out);
}

static void every_sign_is_text(void **state) {
    (void)state;
    expect(bg_page_text, BG_LITERAL("</script><b a=\"x\">&amp;"), "&lt;/script&gt;&lt;b a=&quot;x&quot;&gt;&amp;amp;");
    expect(bg_page_text, BG_LITERAL("a\tb\n\x1b\xe2\x80\xae"), "a\\tb\\n\\x1b\\u202e");
    expect(bg_page_text, BG_NO_SLICE, "");
    expect(bg_page_line, BG_LITERAL("\ta\t<b>\r"), "\ta\t&lt;b&gt;\\r");
    expect(bg_page_line, BG_LITERAL(""), "");
}

static void what_is_quoted_is_code(void **state) {
    (void)state;
    expect(bg_page_sentence, BG_LITERAL("`a<` was `b`."), "<code>a&lt;</code> was <code>b</code>.");
    expect(bg_page_sentence, BG_LITERAL("one ` alone"), "one ` alone");
    expect(bg_page_sentence, BG_LITERAL("`a` and `"), "<code>a</code> and `");
}

static void a_bar_is_shared(void **state) {
    (void)state;
    struct bg_buffer out = {0};
    const struct bg_page_part parts[] = {{1, "seen"}, {0, "assumed"}, {3, "unseen"}};
    bg_page_bar(&out, BG_LITERAL("1 \"and\" 3"), parts, 3);
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(out.at, "<svg class=\"bar\" role=\"img\" aria-label=\"1 &quot;and&quot; 3\">"
                                "<rect class=\"seen\" x=\"0.00%\" width=\"25.00%\" height=\"100%\"/>"
                                "<rect class=\"unseen\" x=\"25.00%\" width=\"75.00%\" height=\"100%\"/></svg>\n");
    out.len = 0;
    bg_page_bar(&out, BG_LITERAL("nothing"), parts + 1, 1);
    assert_int_equal(out.len, 0);
    bg_buffer_finish(&out);
}

UNIT(report_html_page) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sign_is_text),
        cmocka_unit_test(what_is_quoted_is_code),
        cmocka_unit_test(a_bar_is_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
