/*
 * Python literals: each text, and the JSON of what it stands for; a text that is no literal stands for itself. Whatever
 * follows the text in memory must not be looked at.
 */
#include "source/code/python_literal.h"

#include "base/limits.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *text;
    const char *expected; /* NULL: the text itself */
} rows[] = {
    {"None", "null"},
    {"True", "true"},
    {"False", "false"},
    {" None\n", "null"},
    {"none", NULL},
    {"Nonee", NULL},
    {"None_", NULL},
    {"None0", NULL},
    {"word", NULL},
    {"two words", NULL},
    {"", NULL},
    {" ", NULL},
    /* Numbers */
    {"0", "0"},
    {"12", "12"},
    {"-12", "-12"},
    {"+12", "12"},
    {"--12", "12"},
    {"-+-12", "12"},
    {"- 12", "-12"},
    {"-+12", "-12"},
    {"1_000", "1000"},
    {"1__0", NULL},
    {"_1", NULL},
    {"1_", NULL},
    {"1_a", NULL},
    {"00", NULL},
    {"012", NULL},
    {"1.5", "1.5"},
    {"1.", "1.0"},
    {".5", "0.5"},
    {".", NULL},
    {"-.5", "-0.5"},
    {"1_0.0_5", "10.05"},
    {"01.5", NULL},
    {"0.5", "0.5"},
    {"1e5", "1e5"},
    {"1E5", "1e5"},
    {"1e-5", "1e-5"},
    {"1e+5", "1e+5"},
    {"1.e5", "1.0e5"},
    {".5e1", "0.5e1"},
    {"1e", NULL},
    {"1e-", NULL},
    {"1e+", NULL},
    {"e5", NULL},
    {"1e_5", NULL},
    {"1ex", NULL},
    {"1j", NULL},
    {"0x1", NULL},
    {"1a", NULL},
    {"1 2", NULL},
    {"-", NULL},
    {"+", NULL},
    {"1/2", NULL},
    {"9:", NULL},
    {"1.5.2", NULL},
    /* Texts */
    {"'a'", "\"a\""},
    {"\"a\"", "\"a\""},
    {"''", "\"\""},
    {"'a\"b'", "\"a\\\"b\""},
    {"'a", NULL},
    {"a'", NULL},
    {"'a' 'b'", NULL},
    {"'''a'''", NULL},
    {"'' ''", NULL},
    {"'a\nb'", NULL},
    {"'a\\\nb'", "\"ab\""},
    {"'\\''", "\"'\""},
    {"'\\\\'", "\"\\\\\""},
    {"'\\n\\t'", "\"\\n\\t\""},
    {"'\\a\\b\\f\\r\\v'", "\"\\u0007\\u0008\\u000c\\u000d\\u000b\""},
    {"'\\q'", "\"\\\\q\""},
    {"'\\x41'", NULL},
    {"'\\u0041'", NULL},
    {"'\\U00000041'", NULL},
    {"'\\N{DASH}'", NULL},
    {"'\\0'", NULL},
    {"'\\7'", NULL},
    {"'\\8'", "\"\\\\8\""},
    {"'a\\", NULL},
    {"r'a'", NULL},
    {"b'a'", NULL},
    /* Lists, tuples, mappings */
    {"[]", "[]"},
    {"[1, 'a', None]", "[1, \"a\", null]"},
    {"[1,]", "[1]"},
    {"[,]", NULL},
    {"[1,,2]", NULL},
    {"[1 2]", NULL},
    {"[1", NULL},
    {"[ 1 , 2 ]", "[1, 2]"},
    {"[a]", NULL},
    {"[[1], [2]]", "[[1], [2]]"},
    {"[1)", NULL},
    {"()", "[]"},
    {"(1)", "1"},
    {"(1,)", "[1]"},
    {"(1, 2)", "[1, 2]"},
    {"((1, 2),)", "[[1, 2]]"},
    {"(", NULL},
    {"{}", "{}"},
    {"{'a': 1}", "{\"a\": 1}"},
    {"{'a': 1, 'b': [2]}", "{\"a\": 1, \"b\": [2]}"},
    {"{'a': 1,}", "{\"a\": 1}"},
    {"{'a'}", NULL},
    {"{'a': }", NULL},
    {"{'a' 1}", NULL},
    {"{1: 2, None: 3, True: 4, 1.5: 5}", "{\"1\": 2, \"1.5\": 5, \"None\": 3, \"True\": 4}"},
    {"{[1]: 2}", NULL},
    {"{'a': 1, 'a': 2}", "{\"a\": 2}"},
    {"{'a': 1 'b': 2}", NULL},
    {"{'a': 1", NULL},
    {"{,}", NULL},
    {"{'a': b}", NULL},
};

static void literals_are_read(void **state) {
    (void)state;
    static const char behind[] = "0'+.e_) ";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t b = 0; b < sizeof behind - 1; b++) {
            struct bg_arena arena = BG_ARENA_EMPTY;
            struct bg_slice more = bg_arena_printf(&arena, "%s%c", rows[i].text, behind[b]);
            struct bg_slice text = bg_slice_range(more, 0, more.len - 1);
            const struct bg_node *node = bg_python_literal(&arena, text, NULL);
            if (rows[i].expected == NULL) {
                assert_int_equal(node->kind, BG_NODE_STRING);
                assert_true(bg_slice_equal(node->as.text, text));
            } else {
                document_expect(rows[i].text, document_text(&arena, node), rows[i].expected);
            }
            bg_arena_finish(&arena);
        }
    }
}

static void nesting_has_a_limit(void **state) {
    (void)state;
    char text[2 * BG_LIMIT_DEPTH + 2];
    for (size_t depth = BG_LIMIT_DEPTH; depth <= BG_LIMIT_DEPTH + 1; depth++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        const struct bg_node *node = bg_python_literal(&arena, (struct bg_slice){text, 2 * depth}, NULL);
        assert_int_equal(node->kind, depth <= BG_LIMIT_DEPTH ? BG_NODE_LIST : BG_NODE_STRING);
        bg_arena_finish(&arena);
    }
}

UNIT(source_code_python_literal) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_read),
        cmocka_unit_test(nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
