/*
 * Both readers: what a text becomes, and where a fault is reported. Trees are compared by their JSON text with sorted
 * keys. These tables show the rules one by one; they cannot show that every real file is read as its runtime reads it.
 */
#include "text/number.h"
#include "text/pointer.h"
#include "text/read.h"
#include "text/write_json.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

struct row {
    const char *name;
    const char *text;
    const char *expected; /* JSON, or line:column: message */
    size_t len;           /* of text, if it holds a NUL */
};

typedef bool read_fn(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                     const struct bg_node **out, struct bg_error *err);

static void check(read_fn *read, const struct row *row) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_error err;
    struct bg_slice text = row->len > 0 ? (struct bg_slice){row->text, row->len} : bg_slice_of(row->text);
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("file"), text);
    const struct bg_node *root;
    if (read(&arena, source, NULL, &root, &err)) {
        bg_json_write_node(&out, root, BG_JSON_COMPACT, true);
    } else {
        bg_buffer_printf(&out, "%u:%u: %s", err.line, err.column, err.message);
    }
    if (strcmp(out.at, row->expected) != 0) {
        print_error("%s\n", row->name);
    }
    assert_string_equal(out.at, row->expected);
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

static const struct row yaml_rows[] = {
    {"empty", "", "null", 0},
    {"only a comment", "# nothing\n", "null", 0},
    {"nested", "a:\n  - 1\n  - {b: x}\n", "{\"a\": [1, {\"b\": \"x\"}]}", 0},
    {"booleans", "[yes, No, ON, off, True, y, n, yEs]", "[true, false, true, false, true, \"y\", \"n\", \"yEs\"]", 0},
    {"null words", "[~, null, NULL, none]", "[null, null, null, \"none\"]", 0},
    {"integers", "[0, -0, +7, 1_000, 012, 0x1F, 0b101, 1:30, 12:30:45]", "[0, 0, 7, 1000, 10, 31, 5, 90, 45045]", 0},
    {"no integers", "[08, 0o17, 0X1F, 01:30, 0:0, 1:60, _1]",
     "[\"08\", \"0o17\", \"0X1F\", \"01:30\", \"0:0\", \"1:60\", \"_1\"]", 0},
    {"long integer", "123456789012345678901234567890", "123456789012345678901234567890", 0},
    {"long hexadecimal", "0xffffffffffffffffffff", "1208925819614629174706175", 0},
    {"floats", "[1.5, .5, 1., 1.e-8, 1.0e+3, -1_0.5, 1:30.5, +0.25]",
     "[1.5, 0.5, 1.0, 1e-8, 1.0e+3, -10.5, 90.5, 0.25]", 0},
    {"no floats", "[1.0e3, 1e3, 1e+3, -.5, +.5, 4.3.0, ., -.nan]",
     "[\"1.0e3\", \"1e3\", \"1e+3\", \"-.5\", \"+.5\", \"4.3.0\", \".\", \"-.nan\"]", 0},
    {"infinities are null", "[.inf, -.INF, .nan]", "[null, null, null]", 0},
    {"dates", "[2020-01-02, 2020-1-2, 2020-01, 2001-12-14 21:59:43.1 -5, 2001-12-14t1:02:03Z, 2020-01-01T00:00]",
     "[\"2020-01-02\", \"2020-1-2\", \"2020-01\", \"2001-12-14T21:59:43.100000-05:00\", \"2001-12-14T01:02:03+00:00\", "
     "\"2020-01-01T00:00\"]",
     0},
    {"no such day", "a: 2020-02-30", "1:4: a date or time is out of range (quote it if it is text)", 0},
    {"quoted is text", "['1', \"yes\", '~']", "[\"1\", \"yes\", \"~\"]", 0},
    {"block scalars", "a: >-\n  x\n  y\nb: |\n  z\n", "{\"a\": \"x y\", \"b\": \"z\\n\"}", 0},
    {"typed keys", "yes: 1\n200: 2\n~: 3\n1.50: 4\n", "{\"1.50\": 4, \"200\": 2, \"null\": 3, \"true\": 1}", 0},
    {"duplicate keys: the later wins", "a: 1\nb: 2\na: 3\n", "{\"a\": 3, \"b\": 2}", 0},
    {"aliases", "a: &x {k: 1}\nb: *x\n", "{\"a\": {\"k\": 1}, \"b\": {\"k\": 1}}", 0},
    {"no such anchor", "a: *x\n", "1:4: an alias named no anchor", 0},
    {"recursive alias", "a: &x\n  b: *x\n", "2:6: an alias named the value it stands in", 0},
    {"merge: own keys win", "a: &x {k: 1, l: 2}\nb: {l: 3, <<: *x}\n",
     "{\"a\": {\"k\": 1, \"l\": 2}, \"b\": {\"k\": 1, \"l\": 3}}", 0},
    {"merge list: the earlier wins", "- &x {k: 1}\n- &y {k: 2, m: 4}\n- {<<: [*x, *y]}\n",
     "[{\"k\": 1}, {\"k\": 2, \"m\": 4}, {\"k\": 1, \"m\": 4}]", 0},
    {"merge of a scalar", "<<: 1\n", "1:5: a merge key needs a mapping or a list of mappings", 0},
    {"merge as a value", "a: <<\n", "1:4: a \"<<\" stood where a value belongs (quote it)", 0},
    {"quoted merge key", "'<<': 1\n", "{\"<<\": 1}", 0},
    {"equals sign", "a: =\n", "1:4: a plain \"=\" cannot be loaded (quote it)", 0},
    {"tags", "[!!str 1, !!int '7', !!float 1, !!bool 'yes', !!null x, ! 5]", "[\"1\", 7, 1, true, null, \"5\"]", 0},
    {"unknown tag", "a: !foo 1\n", "1:4: a tag cannot be loaded", 0},
    {"mapping as a key", "? {a: 1}\n: 2\n", "1:3: a list or mapping stood where a key belongs", 0},
    {"two documents", "a: 1\n---\nb: 2\n",
     "2:1: there is more than one document: keep the one that is meant, and put others in files of their own", 0},
    {"cut in half", "a: {b: [1, 2\n", "2:1: not YAML: did not find expected ',' or ']'", 0},
    {"tab as indentation", "a:\n\tb: 1\n", "2:1: not YAML: found character that cannot start any token", 0},
    {"tab after the colon", "a:\tb\n", "{\"a\": \"b\"}", 0},
    {"byte order mark",
     "\xef\xbb\xbf"
     "a: 1\n",
     "{\"a\": 1}", 0},
    {"line ends of another system", "a: 1\r\nb: x\r\n", "{\"a\": 1, \"b\": \"x\"}", 0},
    {"not UTF-8", "a: \xff\n", "1:4: not YAML: a byte is not UTF-8: save the file as UTF-8", 0},
    {"NUL byte", "a: \0b\n", "1:4: not YAML: control characters are not allowed", 6},
    {"columns are characters", "\xc3\xa9: {\xc3\xa9: *x}\n", "1:8: an alias named no anchor", 0},
};

static const struct row json_rows[] = {
    {"values", "{\"a\": [1, -2.50, 1e3, true, false, null, \"x\\n\\u00e9\"]}",
     "{\"a\": [1, -2.50, 1e3, true, false, null, \"x\\n\xc3\xa9\"]}", 0},
    {"surrogate pair", "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"", 0},
    {"big numbers keep their text", "123456789012345678901234567890.10", "123456789012345678901234567890.10", 0},
    {"duplicate keys: the later wins", "{\"a\": 1, \"a\": 2}", "{\"a\": 2}", 0},
    {"case matters", "{\"a\": 1, \"A\": 2}", "{\"A\": 2, \"a\": 1}", 0},
    {"byte order mark", "\xef\xbb\xbf[1]", "[1]", 0},
    {"empty", " \n", "1:1: not JSON: the file was empty", 0},
    {"cut in half", "{\"a\": [1,\n 2", "2:3: not JSON: the text ended too early", 0},
    {"text after the value", "[1]\n x", "2:2: not JSON: there was text after the value", 0},
    {"trailing comma", "{\"a\": 1,\n}", "2:1: not JSON: unexpected '}'", 0},
    {"leading zero", "[01]", "1:2: not JSON: a number was malformed", 0},
    {"raw line end in a string", "[\"a\nb\"]", "1:4: not JSON: a control character stood in a string", 0},
    {"NUL escape", "[\"a\\u0000b\"]", "[\"a\\u0000b\"]", 0},
    {"only a NUL", "{\"\\u0000\": \"\\u0000\\u0000\"}", "{\"\\u0000\": \"\\u0000\\u0000\"}", 0},
    {"a NUL among other escapes", "[\"\\n\\u0000\\uD83D\\uDE00\\\\u0000\"]",
     "[\"\\n\\u0000\xf0\x9f\x98\x80\\\\u0000\"]", 0},
    {"keys that differ behind a NUL", "{\"\\u0000a\": 1, \"\\u0000b\": 2}", "{\"\\u0000a\": 1, \"\\u0000b\": 2}", 0},
    {"escaped backslash before u0000", "[\"\\\\u0000\"]", "[\"\\\\u0000\"]", 0},
    {"vertical tab as a blank", "[\v1]", "1:2: not JSON: a number was malformed", 0},
    {"not UTF-8", "[\"\xff\"]", "1:3: not JSON: a byte is not UTF-8: save the file as UTF-8", 0},
    {"comment", "// x\n[1]", "1:1: not JSON: unexpected '/'", 0},
};

static void yaml_becomes_what_the_runtime_loads(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof yaml_rows / sizeof yaml_rows[0]; i++) {
        check(bg_read_yaml, &yaml_rows[i]);
    }
}

static void json_is_read_strictly(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof json_rows / sizeof json_rows[0]; i++) {
        check(bg_read_json, &json_rows[i]);
    }
}

static void nesting_has_a_limit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    static char text[100001];
    memset(text, '[', sizeof text - 1);
    read_fn *const readers[] = {bg_read_yaml, bg_read_json};
    for (size_t i = 0; i < 2; i++) {
        struct bg_error err;
        const struct bg_node *root;
        struct bg_source *source = bg_source_new(&arena, BG_LITERAL("deep"), bg_slice_of(text));
        assert_false(readers[i](&arena, source, NULL, &root, &err));
        assert_non_null(strstr(err.message, "nested too deeply"));
        assert_int_equal(err.line, 1);
    }
    bg_arena_finish(&arena);
}

static void aliases_cannot_explode(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    bg_buffer_add_text(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        bg_buffer_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1,
                         i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    struct bg_error err;
    const struct bg_node *root;
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("bomb"), bg_buffer_slice(&text));
    assert_false(bg_read_yaml(&arena, source, NULL, &root, &err));
    assert_non_null(strstr(err.message, "aliases made the document too large"));
    assert_int_equal(err.line, 8);
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

static void positions_are_bytes_and_duplicates_are_reported(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_error err;
    const struct bg_node *root;
    struct bg_source *source =
        bg_source_new(&arena, BG_LITERAL("file"), BG_LITERAL("# \xc3\xa9\nkey: 'v\xc3\xa9'  # c\nkey: \"w\"\n"));
    assert_true(bg_read_yaml(&arena, source, &problems, &root, &err));
    const struct bg_node *value = bg_node_at(root, "key");
    assert_true(bg_slice_is(bg_slice_range(source->text, value->at, value->end), "\"w\""));
    assert_int_equal(value->style, BG_STYLE_DOUBLE);
    struct bg_place at = bg_node_place(value);
    assert_int_equal(at.line, 3);
    assert_int_equal(at.column, 6);
    assert_true(bg_slice_is(bg_source_line(source, 3), "key: \"w\""));
    assert_int_equal(problems.count, 1);
    assert_true(problems.items[0].id == BG_ID_DUPLICATE_KEY);
    assert_int_equal(problems.items[0].at.line, 3);
    assert_false(problems.items[0].is_fatal);
    bg_arena_finish(&arena);
}

static void numbers_compare_by_value(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool is_equal;
    } rows[] = {
        {"1", "1.0", true},
        {"10", "1e1", true},
        {"0", "-0.0", true},
        {"100", "1E+2", true},
        {"0.10", "1e-1", true},
        {"12.50", "1250e-2", true},
        {"1", "-1", false},
        {"1.01", "1.1", false},
        {"1e400", "1e401", false},
        {"105", "15", false},
        {"1e99999999999999999999", "1e99999999999999999999", true},
        {"9007199254740993", "9007199254740992", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (bg_number_equal(bg_slice_of(rows[i].a), bg_slice_of(rows[i].b)) != rows[i].is_equal) {
            fail_msg("%s and %s", rows[i].a, rows[i].b);
        }
    }
}

static void equality_ignores_order_of_members(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    static const struct {
        const char *a, *b;
        bool is_equal;
    } rows[] = {
        {"{a: 1, b: [x]}", "{b: [x], a: 1.0}", true},
        {"{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9}",
         "{i: 9, h: 8, g: 7, f: 6, e: 5, d: 4, c: 3, b: 2, a: 1}", true},
        {"[1, 2]", "[2, 1]", false},
        {"{a: 1}", "{a: true}", false},
        {"{a: 1}", "{b: 1}", false},
        {"'1'", "1", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct bg_node *a;
        const struct bg_node *b;
        struct bg_error err;
        assert_true(bg_read_yaml(&arena, bg_source_new(&arena, BG_NO_SLICE, bg_slice_of(rows[i].a)), NULL, &a, &err));
        assert_true(bg_read_yaml(&arena, bg_source_new(&arena, BG_NO_SLICE, bg_slice_of(rows[i].b)), NULL, &b, &err));
        assert_int_equal(bg_node_equal(a, b), rows[i].is_equal);
    }
    bg_arena_finish(&arena);
}

static void pointers_escape_and_find(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root;
    struct bg_error err;
    struct bg_slice text = BG_LITERAL("{\"a/b\": {\"~\": [10, 20]}, \"\": 5}");
    assert_true(bg_read_json(&arena, bg_source_new(&arena, BG_LITERAL("x.json"), text), NULL, &root, &err));
    struct bg_slice pointer = bg_pointer_add(&arena, BG_LITERAL(""), BG_LITERAL("a/b"));
    pointer = bg_pointer_add(&arena, pointer, BG_LITERAL("~"));
    pointer = bg_pointer_add_index(&arena, pointer, 1);
    assert_true(bg_slice_is(pointer, "/a~1b/~0/1"));
    assert_true(bg_slice_is(bg_pointer_find(root, pointer)->as.text, "20"));
    assert_true(bg_slice_is(bg_pointer_find(root, BG_LITERAL("/"))->as.text, "5"));
    assert_ptr_equal(bg_pointer_find(root, BG_LITERAL("")), root);
    assert_null(bg_pointer_find(root, BG_LITERAL("/a~1b/~0/01")));
    assert_null(bg_pointer_find(root, BG_LITERAL("/none")));
    bg_arena_finish(&arena);
}

UNIT(text_read) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml_becomes_what_the_runtime_loads),
        cmocka_unit_test(json_is_read_strictly),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(aliases_cannot_explode),
        cmocka_unit_test(positions_are_bytes_and_duplicates_are_reported),
        cmocka_unit_test(numbers_compare_by_value),
        cmocka_unit_test(equality_ignores_order_of_members),
        cmocka_unit_test(pointers_escape_and_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
