/* Tokens of Python: their kinds in a row, a letter each, and where they stop. What they say is tried with the trees. */
#include "source/code/python/token.h"

#include "base/buffer.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* n name, k keyword, # number, t text, a sign as it is, ; line end, { } indentation, . end, ! fault */
static const struct {
    const char *name;
    const char *text;
    const char *kinds;
} rows[] = {
    {"nothing", "", "."},
    {"only comments", "# a\n\n   # b\n", "."},
    {"a line", "x = 1\n", "n=#;."},
    {"a line without its end", "x = 1", "n=#;."},
    {"a block", "if x:\n  y\nz\n", "kn:;{n;}n;."},
    {"a block at the end", "if x:\n  y", "kn:;{n;}."},
    {"blank lines and comments in a block", "if x:\n\n# c\n  y\n   # d\n  z\n", "kn:;{n;n;}."},
    {"blocks that end together", "if x:\n if y:\n  z\nw\n", "kn:;{kn:;{n;}}n;."},
    {"a tab is eight blanks", "if x:\n        y\n\tz\n", "kn:;{n;!."},
    {"tabs alone", "if x:\n\ty\n\tz\n", "kn:;{n;n;}."},
    {"a form feed begins the line anew", "x\n \fy\n", "n;n;."},
    {"indented like nothing before", "if x:\n   y\n  z\n", "kn:;{n;}!."},
    {"brackets join lines", "f(\n 1,\n\n # c\n 2)\n", "n(#,#);."},
    {"a backslash joins lines", "x = \\\n  1\n", "n=#;."},
    {"a backslash that joins none", "x = \\ 1\n", "n=!."},
    {"windows", "if x:\r\n  y\r\n", "kn:;{n;}."},
    {"an old line end", "x\ry\r", "n;n;."},
    {"a bracket that closes nothing", ")", "!."},
    {"a bracket of another kind", "(]", "(!."},
    {"a bracket that stays open", "(x", "(n!."},
    {"signs", "a**=b//c->d:=e...", "n**=n//n->n:=n...;."},
    {"numbers", "1 .5 1. 1_0 0xFf 0b1 1e5 1e 3j 1if",
     "######"
     "##n##k;."},
    {"names of all the world", "gr\xC3\xBC\xC3\x9F = _x1\n", "n=n;."},
    {"texts", "'a' \"b\" r'\\\\' b\"x\" Rb'y' f'z' u't'", "ttttttt;."},
    {"a name before a quote is no prefix", "fr 'x' rub 'y'", "ntnt;."},
    {"a long text", "'''a\n'b''c\n''' x", "tn;."},
    {"a text that does not end", "'abc\n'", "!."},
    {"a text over a joined line", "'a\\\nb'", "t;."},
    {"fields with texts in them", "f'{x['a']}' f\"{\"{\"}\"", "tt;."},
    {"fields in fields", "f'{x:{y}.{z!r}}' 1", "t#;."},
    {"doubled braces", "f'{{' f'}}{{{x}}}' 1", "tt#;."},
    {"a field that does not end", "f'{x'", "!."},
    {"a named character is no field", "f'\\N{BULLET}' 1", "t#;."},
    {"an escaped brace begins a field", "f'\\{x}' 1", "t#;."},
    {"what is none of its signs", "x = $", "n=!."},
    {"an exclamation mark", "x != y !", "n!=n!."},
};

static void kinds_of(struct bg_slice text, struct bg_buffer *out) {
    static const char letters[] = ".;{}nk#t";
    struct bg_py_tokens tokens;
    bg_py_tokens_read(text, 0, text.len, false, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct bg_py_token *token = &tokens.items[i];
        if (token->kind == BG_PY_TOKEN_END && tokens.fault != NULL) {
            bg_buffer_add_char(out, '!');
        }
        if (token->kind == BG_PY_TOKEN_SIGN) {
            bg_buffer_add(out, bg_slice_range(text, token->at, token->end));
        } else {
            bg_buffer_add_char(out, letters[token->kind]);
        }
    }
    bg_py_tokens_finish(&tokens);
}

static void try_row(void **state) {
    const size_t row = *(const size_t *)*state;
    struct bg_buffer kinds = {0};
    kinds_of(bg_slice_of(rows[row].text), &kinds);
    bg_buffer_add_char(&kinds, '\0');
    assert_string_equal(kinds.at, rows[row].kinds);
    bg_buffer_finish(&kinds);
}

UNIT(source_code_python_token) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    static size_t indices[COUNT];
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        indices[i] = i;
        tests[i] = (struct CMUnitTest){rows[i].name, try_row, NULL, NULL, &indices[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
