/*
 * JSON as it is written: every byte in a text, both styles, sorted and not, and the writer of reports; and that what
 * was written is read back as the same.
 */
#include "text/write_json.h"

#include "support/document.h"
#include "support/unit.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void expect_text(struct bg_slice text, const char *expected) {
    struct bg_buffer out = {0};
    bg_json_write_string(&out, text);
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
    bg_buffer_finish(&out);
}

/* How one byte must be written; of those beyond ASCII none is a character by itself. */
static void write_byte(unsigned byte, char *out, size_t size) {
    if (byte == '\n' || byte == '\t') {
        (void)snprintf(out, size, byte == '\n' ? "\\n" : "\\t");
    } else if (byte >= 0x80) {
        (void)snprintf(out, size, "\xef\xbf\xbd");
    } else if (byte < 0x20 || byte == 0x7f) {
        (void)snprintf(out, size, "\\u%04x", byte);
    } else {
        (void)snprintf(out, size, "%s%c", byte == '"' || byte == '\\' ? "\\" : "", (int)byte);
    }
}

/* Alone, and between letters. */
static void every_byte_is_written(void **state) {
    (void)state;
    for (unsigned byte = 0; byte < 0x100; byte++) {
        char text[] = {'a', (char)byte, 'b'};
        char alone[16];
        char between[32];
        char written[8];
        write_byte(byte, written, sizeof written);
        (void)snprintf(alone, sizeof alone, "\"%s\"", written);
        (void)snprintf(between, sizeof between, "\"a%sb\"", written);
        expect_text((struct bg_slice){text + 1, 1}, alone);
        expect_text((struct bg_slice){text, 3}, between);
    }
    expect_text(BG_NO_SLICE, "\"\"");
    expect_text(BG_LITERAL("\xc3\xa9\n\xe2\x82\xac\"\xf0\x9f\x98\x80"),
                "\"\xc3\xa9\\n\xe2\x82\xac\\\"\xf0\x9f\x98\x80\"");
    expect_text(BG_LITERAL("\xff\xc3(\n\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd(\\n\xef\xbf\xbd\xef\xbf\xbd\"");
}

static const struct {
    const char *document;
    enum bg_json_style style;
    bool sorted;
    const char *expected;
} rows[] = {
    {"{b: [1, 2.5, {}], a: [], c: {d: ~, e: yes, f: no}}", BG_JSON_COMPACT, false,
     "{\"b\": [1, 2.5, {}], \"a\": [], \"c\": {\"d\": null, \"e\": true, \"f\": false}}"},
    {"{b: {y: 1, x: 2}, a: [{q: 1, p: 2}]}", BG_JSON_COMPACT, true,
     "{\"a\": [{\"p\": 2, \"q\": 1}], \"b\": {\"x\": 2, \"y\": 1}}"},
    {"{b: [1, [2]], a: {c: x}, d: [], e: {}}", BG_JSON_PRETTY, false,
     "{\n  \"b\": [\n    1,\n    [\n      2\n    ]\n  ],\n  \"a\": {\n    \"c\": \"x\"\n  },\n  \"d\": [],\n  \"e\": "
     "{}\n}"},
    {"{b: 1, a: 2}", BG_JSON_PRETTY, true, "{\n  \"a\": 2,\n  \"b\": 1\n}"},
    {"[]", BG_JSON_PRETTY, true, "[]"},
    {"x", BG_JSON_PRETTY, true, "\"x\""},
};

static void trees_are_written_and_read_back(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_buffer out = {0};
        struct bg_error err;
        const struct bg_node *again;
        const struct bg_node *node = document_of(&arena, rows[i].document);
        bg_json_write_node(&out, node, rows[i].style, rows[i].sorted);
        struct bg_slice text = bg_arena_copy(&arena, bg_buffer_slice(&out));
        assert_string_equal(text.at, rows[i].expected);
        assert_true(bg_read_json(&arena, bg_source_new(&arena, BG_LITERAL("again"), text), NULL, &again, &err));
        assert_true(bg_node_equal(node, again));
        bg_buffer_finish(&out);
        bg_arena_finish(&arena);
    }
    struct bg_buffer out = {0};
    bg_json_write_node(&out, NULL, BG_JSON_COMPACT, false);
    assert_true(bg_slice_is(bg_buffer_slice(&out), "null"));
    bg_buffer_finish(&out);
}

static void reports_are_written_step_by_step(void **state) {
    (void)state;
    struct bg_buffer out = {0};
    struct bg_json_writer json = {.out = &out};
    bg_json_open(&json, NULL, '{');
    bg_json_open(&json, "empty", '[');
    bg_json_close(&json, ']');
    bg_json_text(&json, "text", BG_LITERAL("a\"b"));
    bg_json_text(&json, "none", BG_NO_SLICE);
    bg_json_text(&json, "blank", BG_LITERAL(""));
    bg_json_open(&json, "list", '[');
    bg_json_number(&json, NULL, UINT64_MAX);
    bg_json_bool(&json, NULL, true);
    bg_json_bool(&json, NULL, false);
    bg_json_open(&json, NULL, '{');
    bg_json_null(&json, "null");
    bg_json_close(&json, '}');
    bg_json_raw(&json, NULL, BG_LITERAL("{\"raw\": 1}"));
    bg_json_close(&json, ']');
    bg_json_close(&json, '}');
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(
        out.at, "{\n  \"empty\": [],\n  \"text\": \"a\\\"b\",\n  \"none\": null,\n  \"blank\": \"\",\n  \"list\": [\n"
                "    18446744073709551615,\n    true,\n    false,\n    {\n      \"null\": null\n    },\n"
                "    {\"raw\": 1}\n  ]\n}\n");
    bg_buffer_finish(&out);
}

UNIT(text_write_json) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_is_written),
        cmocka_unit_test(trees_are_written_and_read_back),
        cmocka_unit_test(reports_are_written_step_by_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
