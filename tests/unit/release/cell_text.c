/*
 * Titles in cells, each as all of its bytes. That a page with them compiles as MDX is not shown here: node is not among
 * what the tests need.
 */
#include "release/cell_text.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct row {
    const char *name;
    const char *title;
    const char *expected;
} rows[] = {
    {"words", "Fix paging", "Fix paging"},
    {"white space", "  Fix\t\n paging \r\n", "Fix paging"},
    {"a pipe", "a|b", "a\\|b"},
    {"a pipe that has its backslash", "a\\|b", "a\\|b"},
    {"a pipe behind a backslash of its own", "a\\\\|b", "a\\\\\\|b"},
    {"a pipe in code", "`a|b`", "`a\\|b`"},
    {"an element", "Turn tags into <array>", "Turn tags into \\<array>"},
    {"an end of an element", "Drop </br>", "Drop \\</br>"},
    {"a comparison", "CDK >=6,<7", "CDK >=6,\\<7"},
    {"a comment", "<!-- x -->", "\\<!-- x -->"},
    {"braces", "Accept {id} in {a: {b}}", "Accept \\{id\\} in \\{a: \\{b\\}\\}"},
    {"escaped already", "\\<array> and \\{id\\}", "\\<array> and \\{id\\}"},
    {"code", "Read `<array>` and `{id}`", "Read `<array>` and `{id}`"},
    {"code in more backticks", "``a ` <b>`` <c>", "``a ` <b>`` \\<c>"},
    {"code that does not end", "`<a> and {b}", "`\\<a> and \\{b\\}"},
    {"a longer run ends no code", "`<a>`` {b}", "`\\<a>`` \\{b\\}"},
    {"an escaped backtick begins no code", "\\`<a>`", "\\`\\<a>`"},
    {"a backslash in code is one", "`\\`<a>", "`\\`\\<a>"},
    {"control characters",
     "a\x1b[31mb\x7f\xc2\x85"
     "c",
     "a [31mb c"},
    {"separators and directions",
     "a\xe2\x80\xa8"
     "b\xe2\x80\xaeg",
     "a b g"},
    {"the first and the last that turn a line",
     "a\xe2\x80\xaa"
     "b\xe2\x81\xa6"
     "c\xe2\x81\xa9"
     "d\xe2\x80\xa9"
     "e",
     "a b c d e"},
    {"the last of C1 and a mark of byte order",
     "a\xc2\x80"
     "b\xc2\x9f"
     "c\xef\xbb\xbf"
     "d\x1f"
     "e",
     "a b c d e"},
    {"their neighbours are text", "!~\xc2\xa0\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa\xef\xbb\xbe",
     "!~\xc2\xa0\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa\xef\xbb\xbe"},
    {"letters of others", "Zahl \xe2\x82\xac \xf0\x9f\x90\x99", "Zahl \xe2\x82\xac \xf0\x9f\x90\x99"},
    {"no UTF-8",
     "a\xff"
     "b",
     "a\xef\xbf\xbd"
     "b"},
    {"nothing", " \n", ""},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice written = bg_cell_text(&arena, bg_slice_of(row->title));
    assert_string_equal(bg_arena_copy(&arena, written).at, row->expected);
    struct bg_slice again = bg_cell_text(&arena, written);
    assert_string_equal(bg_arena_copy(&arena, again).at, row->expected);
    bg_arena_finish(&arena);
}

UNIT(release_cell_text) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
