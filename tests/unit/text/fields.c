/* Mappings by a table: what a row of each kind leaves in its struct, what an absent key leaves, and every mistake. */
#include "text/fields.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum colour { RED, GREEN, BLUE };

struct part {
    struct bg_slice name;
    enum colour colour;
};

struct thing {
    const struct bg_node *any;
    struct bg_slice line;
    const struct bg_slice *lines;
    size_t line_count;
    const struct bg_slice *globs;
    size_t glob_count;
    enum colour colour;
    bool is_loud;
    uint32_t colours;
    struct part part;
    const struct part *parts;
    size_t part_count;
    size_t length;
};

static bool read_length(const struct bg_field_reader *reader, const struct bg_field *field,
                        const struct bg_member *member, void *out) {
    (void)field;
    ((struct thing *)out)->length = bg_node_text(member->value).len + *(const size_t *)reader->context;
    return true;
}

static const char *const colours[] = {"red", "green", "blue"};
static const char *const voices[] = {"soft", "loud"};

#define AT(member) offsetof(struct thing, member)

static const struct bg_field part_rows[] = {
    {"name", BG_FIELD_LINE, BG_REQUIRED, offsetof(struct part, name), .max = 4},
    {"colour", BG_FIELD_WORD, BG_OPTIONAL, offsetof(struct part, colour), BG_FIELD_WORDS(colours), .otherwise = BLUE},
};
static const struct bg_fields part = BG_FIELDS("the part", part_rows, struct part);

static const struct bg_field rows[] = {
    {"any", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(any)},
    {"line", BG_FIELD_LINE, BG_REQUIRED, AT(line), .max = 4},
    {"lines", BG_FIELD_LINES, BG_OPTIONAL, AT(lines), AT(line_count), .max = 4},
    {"globs", BG_FIELD_GLOBS, BG_REQUIRED_BUILTIN, AT(globs), AT(glob_count), .never_empty = true, .max = 4},
    {"colour", BG_FIELD_WORD, BG_OPTIONAL, AT(colour), BG_FIELD_WORDS(colours), .otherwise = GREEN},
    {"voice", BG_FIELD_CHOICE, BG_OPTIONAL, AT(is_loud), BG_FIELD_WORDS(voices), .otherwise = 1},
    {"colours", BG_FIELD_SET, BG_OPTIONAL, AT(colours), BG_FIELD_WORDS(colours), .otherwise = 7},
    {"part", BG_FIELD_TABLE, BG_OPTIONAL, AT(part), .table = &part},
    {"parts", BG_FIELD_LIST, BG_OPTIONAL, AT(parts), AT(part_count), .table = &part},
    {"length", BG_FIELD_OWN, BG_OPTIONAL, .read = read_length},
};
static const struct bg_fields fields = BG_FIELDS("the thing", rows, struct thing);

static bool read_thing(struct bg_arena *arena, const char *text, bool is_builtin, struct thing *out,
                       struct bg_error *err) {
    static const size_t added = 10;
    const struct bg_field_reader reader = {.arena = arena, .is_builtin = is_builtin, .context = &added, .err = err};
    return bg_fields_read(&reader, &fields, document_of(arena, text), out);
}

static void test_every_kind(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err;
    struct thing thing = {.length = 0};
    assert_true(
        read_thing(&arena,
                   "{any: [1], line: abcd, lines: [a, b], globs: '*', colour: blue, voice: soft, colours: [red, "
                   "blue], part: {name: p, colour: red}, parts: [{name: q}, {name: r}], length: abc}",
                   true, &thing, &err));
    assert_true(bg_node_is(thing.any, BG_NODE_LIST));
    assert_true(bg_slice_is(thing.line, "abcd"));
    assert_int_equal(thing.line_count, 2);
    assert_true(bg_slice_is(thing.lines[1], "b"));
    assert_int_equal(thing.glob_count, 1);
    assert_true(bg_slice_is(thing.globs[0], "*"));
    assert_int_equal(thing.colour, BLUE);
    assert_false(thing.is_loud);
    assert_int_equal(thing.colours, 1u << RED | 1u << BLUE);
    assert_true(bg_slice_is(thing.part.name, "p"));
    assert_int_equal(thing.part.colour, RED);
    assert_int_equal(thing.part_count, 2);
    assert_true(bg_slice_is(thing.parts[1].name, "r"));
    assert_int_equal(thing.parts[1].colour, BLUE);
    assert_int_equal(thing.length, 13);
    bg_arena_finish(&arena);
}

static void test_absent(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err;
    struct thing thing = {.length = 5};
    assert_true(read_thing(&arena, "{line: a, part: null}", false, &thing, &err));
    assert_null(thing.any);
    assert_int_equal(thing.line_count, 0);
    assert_int_equal(thing.colour, GREEN);
    assert_true(thing.is_loud);
    assert_int_equal(thing.colours, 7);
    assert_null(thing.part.name.at);
    assert_int_equal(thing.length, 5);
    bg_arena_finish(&arena);
}

static const struct {
    const char *text;
    const char *error;
} mistakes[] = {
    {"[line]", "1:1: the thing is not a mapping"},
    {"{line: a, colur: red, globs: a}", "1:11: the thing has no key `colur`; did you mean `colour`?"},
    {"{globs: a}", "1:1: the thing lacks the key `line`"},
    {"{line: null, globs: a}", "1:1: the thing lacks the key `line`"},
    {"{line: a}", "1:1: the thing lacks the key `globs`"},
    {"{line: '', globs: a}", "1:8: `line` is not a text"},
    {"{line: 1, globs: a}", "1:8: `line` is not a text"},
    {"{line: \"a\\nb\", globs: a}", "1:8: `line` is more than one plain line"},
    {"{line: abcde, globs: a}", "1:8: `line` has 5 bytes, 4 are allowed"},
    {"{line: a, lines: [a, [b]], globs: a}", "1:22: `lines` is not a text"},
    {"{line: a, globs: []}", "1:18: `globs` is an empty list"},
    {"{line: a, globs: [b, 'a[']}", "1:18: `a[` is no pattern: it has a `[` without `]`"},
    {"{line: a, globs: a, colour: gren}", "1:29: `colour` has no value `gren`; did you mean `green`?"},
    {"{line: a, globs: a, colour: 1}", "1:29: `colour` is not a word"},
    {"{line: a, globs: a, voice: lout}", "1:28: `voice` has no value `lout`; did you mean `loud`?"},
    {"{line: a, globs: a, colours: []}", "1:30: `colours` is an empty list"},
    {"{line: a, globs: a, colours: [red, rad]}", "1:36: `colours` has no value `rad`; did you mean `red`?"},
    {"{line: a, globs: a, part: p}", "1:27: the part is not a mapping"},
    {"{line: a, globs: a, parts: {name: p}}", "1:28: `parts` is not a list"},
    {"{line: a, globs: a, parts: [{name: p}, {}]}", "1:40: the part lacks the key `name`"},
};

static void test_mistakes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_error err = {.code = BG_ERROR_NONE};
        struct thing thing = {.length = 0};
        bool is_read = read_thing(&arena, mistakes[i].text, true, &thing, &err);
        document_expect(mistakes[i].text, is_read ? "read" : document_error(&arena, &err), mistakes[i].error);
        assert_int_equal(err.code, BG_ERROR_USAGE);
        bg_arena_finish(&arena);
    }
}

static void test_named(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err;
    const struct bg_field_reader reader = {.arena = &arena, .err = &err};
    static const struct bg_field colour_rows[] = {
        {"colour", BG_FIELD_WORD, BG_REQUIRED, offsetof(struct part, colour), BG_FIELD_WORDS(colours)}};
    static const struct bg_fields named = BG_FIELDS("the part", colour_rows, struct part);
    void *items = NULL;
    size_t count = 0;
    const struct bg_node *map = document_of(&arena, "{b: {colour: red}, a: {colour: blue}}");
    assert_true(bg_fields_read_named(&reader, &named, "no parts", map, &items, &count));
    const struct part *parts = items;
    assert_int_equal(count, 2);
    assert_true(bg_slice_is(parts[0].name, "a") && parts[0].colour == BLUE);
    assert_true(bg_slice_is(parts[1].name, "b") && parts[1].colour == RED);
    assert_false(bg_fields_read_named(&reader, &named, "no parts", document_of(&arena, "[a]"), &items, &count));
    assert_string_equal(err.message, "no parts");
    bg_arena_finish(&arena);
}

UNIT(text_fields) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_absent),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
