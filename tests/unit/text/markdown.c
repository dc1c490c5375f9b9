/* Markdown by lines: each row is a text and, for each line, whether it is text and what heading it is. */
#include "text/markdown.h"

#include "base/buffer.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct row {
    const char *name;
    const char *text;
    const char *expected; /* for each line "." or, for what is no text, "-", and "LEVEL(TITLE)" of a heading */
} rows[] = {
    {"nothing", "", ""},
    {"lines", "a\n\nb", "..."},
    {"a fence", "a\n```\nb\n```\nc\n", ".---."},
    {"a fence of the other kind", "~~~\n```\n~~~\nc\n", "---."},
    {"a fence with a language", "``` c\nb\n```\nc\n", "---."},
    {"indented", "  ```\nb\n   ```  \nc\n", "---."},
    {"a fence that does not end", "```\nb\nc\n", "---"},
    {"two marks are no fence", "``\nb\n``\n", "..."},
    {"a longer fence ends at one as long", "````\n```\n````\nc\n", "---."},
    {"or longer", "```\nb\n`````\nc\n", "---."},
    {"what ends a fence has nothing behind it", "```\n``` x\n```\nc\n", "---."},
    {"code within a line is no fence", "```x``` y\nb\n", ".."},
    {"waves may stand in the line of a fence of waves", "~~~ ~ x\nb\n~~~\nc\n", "---."},
    {"backticks may stand there, too", "~~~ `x`\nb\n~~~\nc\n", "---."},
    {"a comment", "a\n<!--\nb\n-->\nc\n", ".---."},
    {"a comment on one line", "<!-- x -->\nc\n", "-."},
    {"a comment behind text", "a <!-- x\nb\n--> c\nd\n", ".--."},
    {"closed and opened again", "<!-- a --> <!-- b\nc\n-->\nd\n", "---."},
    {"closed twice", "<!-- a\n--> -->\nb\n", "--."},
    {"opened within", "<!-- a\n<!-- -->\nb\n", "--."},
    {"a fence in a comment opens nothing", "<!--\n```\n-->\nb\n", "---."},
    {"a comment in a fence opens nothing", "```\n<!--\n```\nb\n", "---."},
    {"headings", "# a\n## b\n###### c\n####### d\n", ".1(a).2(b).6(c)."},
    {"a heading of nothing", "#\n##  \n", ".1().2()"},
    {"no blank behind the marks", "#a\n#\tb\n", "..1(b)"},
    {"closing marks", "# a #\n# b ##  \n# c#\n# d # e\n# #\n# ##\n", ".1(a).1(b).1(c#).1(d # e).1().1()"},
    {"an indented heading", "  # a\n", ".1(a)"},
    {"headings that are no text", "```\n# a\n```\n<!--\n# b\n-->\n", "------"},
    {"line ends of another system", "# a\r\n```\r\nx\r\n```\r\nb\r\n", ".1(a)---."},
};

static void lines_are_told_apart(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer got = {0};
    struct bg_slice text = bg_slice_of(row->text);
    size_t count;
    const struct bg_md_line *lines = bg_md_lines(&arena, text, &count);
    size_t at = 0;
    for (size_t l = 0; l < count; l++) {
        struct bg_slice title = BG_NO_SLICE;
        unsigned level = bg_md_heading(text, &lines[l], &title);
        bg_buffer_add_char(&got, lines[l].is_text ? '.' : '-');
        if (level > 0) {
            bg_buffer_printf(&got, "%u(%.*s)", level, BG_ARGS(title));
        }
        struct bg_slice end = bg_md_line_end(text, &lines[l]);
        assert_int_equal(lines[l].at, at);
        assert_true(bg_slice_is(end, "\n") || bg_slice_is(end, "\r\n") || (end.len == 0 && l + 1 == count));
        at = lines[l].next;
    }
    assert_int_equal(at, text.len);
    bg_buffer_add_char(&got, '\0');
    document_expect(row->name, got.at, row->expected);
    bg_buffer_finish(&got);
    bg_arena_finish(&arena);
}

static void ends_are_those_of_the_text(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *line;
        const char *end;
    } ends[] = {{"a\n", "a", "\n"}, {"a\r\n", "a", "\r\n"}, {"a", "a", ""},   {"a\r", "a\r", ""},
                {"\n", "", "\n"},   {"\r\n", "", "\r\n"},   {"\r", "\r", ""}, {"a\rb\n", "a\rb", "\n"}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice text = bg_slice_of(ends[i].text);
        size_t count;
        const struct bg_md_line *lines = bg_md_lines(&arena, text, &count);
        assert_int_equal(count, 1);
        assert_true(bg_slice_is(bg_md_text(text, &lines[0]), ends[i].line));
        assert_true(bg_slice_is(bg_md_line_end(text, &lines[0]), ends[i].end));
        bg_arena_finish(&arena);
    }
}

UNIT(text_markdown) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        const void *state = &rows[i];
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = lines_are_told_apart};
        memcpy(&tests[i].initial_state, &state, sizeof state);
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(ends_are_those_of_the_text);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
