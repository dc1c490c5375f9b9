/* References in configuration schemas: what replaces them, what is left, and that no document makes it grow for ever.
 */
#include "diff/spec/spec_expand.h"

#include "base/limits.h"
#include "text/builder.h"
#include "text/read.h"
#include "text/write_json.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct bg_node *parse(struct bg_arena *arena, struct bg_slice text) {
    const struct bg_node *node;
    struct bg_error err = {.code = BG_ERROR_NONE};
    if (!bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("spec.yaml"), text), NULL, &node, &err)) {
        fail_msg("%s in %.*s", err.message, BG_ARGS(text));
    }
    return node;
}

static const struct row {
    const char *name;
    const char *schema;
    const char *expected; /* JSON without the definitions */
} rows[] = {
    {"no references", "{properties: {a: {type: string}}}", "{\"properties\": {\"a\": {\"type\": \"string\"}}}"},
    {"siblings are ignored", "{items: {$ref: '#/definitions/d', title: T}, definitions: {d: {type: string}}}",
     "{\"items\": {\"type\": \"string\"}}"},
    {"one after another",
     "{not: {$ref: '#/definitions/d'}, definitions: {d: {$ref: '#/definitions/e'}, e: {const: 1}}}",
     "{\"not\": {\"const\": 1}}"},
    {"everywhere a schema may stand",
     "{allOf: [{$ref: '#/$defs/d'}], items: [{$ref: '#/$defs/d'}], additionalProperties: {$ref: '#/$defs/d'}, "
     "patternProperties: {a: {$ref: '#/$defs/d'}}, $defs: {d: true}}",
     "{\"allOf\": [true], \"items\": [true], \"additionalProperties\": true, \"patternProperties\": {\"a\": true}}"},
    {"nowhere else",
     "{properties: {$ref: {enum: [{$ref: '#/$defs/d'}]}}, default: {$ref: '#/$defs/d'}, $defs: {d: true}}",
     "{\"properties\": {\"$ref\": {\"enum\": [{\"$ref\": \"#/$defs/d\"}]}}, \"default\": {\"$ref\": \"#/$defs/d\"}}"},
    {"to nowhere", "{items: {$ref: '#/definitions/d'}}", "{\"items\": {\"$ref\": \"#/definitions/d\"}}"},
    {"out of the document", "{items: {$ref: 'other.json'}}", "{\"items\": {\"$ref\": \"other.json\"}}"},
    {"to the whole", "{items: {$ref: '#'}}", "{\"items\": {\"$ref\": \"#\"}}"},
    {"inside itself", "{items: {$ref: '#/$defs/d'}, $defs: {d: {not: {$ref: '#/$defs/d'}}}}",
     "{\"items\": {\"not\": {\"$ref\": \"#/$defs/d\"}}}"},
    {"in a circle", "{items: {$ref: '#/$defs/a'}, $defs: {a: {$ref: '#/$defs/b'}, b: {$ref: '#/$defs/a'}}}",
     "{\"items\": {\"$ref\": \"#/$defs/a\"}}"},
};

static void run_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *result = bg_spec_expand(&arena, parse(&arena, bg_slice_of(row->schema)), false);
    assert_non_null(result);
    /* The definitions stay at the end, for the references that are left. */
    struct bg_buffer text = {0};
    bg_json_write_node(&text, result, BG_JSON_COMPACT, false);
    struct bg_slice all = bg_buffer_slice(&text);
    struct bg_slice expected = bg_slice_of(row->expected);
    expected.len--;
    assert_true(bg_slice_starts(all, expected));
    struct bg_slice rest = bg_slice_from(all, expected.len);
    assert_true(bg_slice_is(rest, "}") || bg_slice_starts(rest, BG_LITERAL(", \"$defs\"")) ||
                bg_slice_starts(rest, BG_LITERAL(", \"definitions\"")));
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

/* d0 holds d1 twice, d1 holds d2 twice, ...: 2^40 copies of the last. */
static void test_doubling(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = BG_LITERAL("{$ref: '#/$defs/d0', $defs: {");
    for (int i = 0; i < 40; i++) {
        text = bg_arena_printf(&arena, "%.*sd%d: {items: {$ref: '#/$defs/d%d'}, not: {$ref: '#/$defs/d%d'}}, ",
                               BG_ARGS(text), i, i + 1, i + 1);
    }
    text = bg_arena_printf(&arena, "%.*sd40: true}}", BG_ARGS(text));
    assert_null(bg_spec_expand(&arena, parse(&arena, text), false));
    bg_arena_finish(&arena);
}

/* Every definition names every other one: as many paths as there are orders. */
static void test_all_in_all(void **state) {
    (void)state;
    enum { DEFINITIONS = 12 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = BG_LITERAL("{$ref: '#/$defs/d0', $defs: {");
    for (int i = 0; i < DEFINITIONS; i++) {
        text = bg_arena_printf(&arena, "%.*sd%d: {allOf: [", BG_ARGS(text), i);
        for (int j = 0; j < DEFINITIONS; j++) {
            text = bg_arena_printf(&arena, "%.*s{$ref: '#/$defs/d%d'}, ", BG_ARGS(text), j);
        }
        text = bg_arena_printf(&arena, "%.*s]}, ", BG_ARGS(text));
    }
    text = bg_arena_printf(&arena, "%.*s}}", BG_ARGS(text));
    assert_null(bg_spec_expand(&arena, parse(&arena, text), false));
    bg_arena_finish(&arena);
}

/* Schemas in each other: as many levels as there may be, and one more. */
static void test_depth(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *node = bg_node_new_map(&arena, NULL, 0, NULL);
    for (unsigned depth = 1; depth <= BG_LIMIT_SPEC_DEPTH + 1; depth++) {
        assert_int_equal(node->depth, depth);
        assert_ptr_equal(bg_spec_expand(&arena, node, false), depth <= BG_LIMIT_SPEC_DEPTH ? node : NULL);
        struct bg_member *member = bg_arena_array(&arena, 1, sizeof *member);
        *member = (struct bg_member){.key = BG_LITERAL("not"), .value = node};
        node = bg_node_new_map(&arena, member, 1, NULL);
    }
    bg_arena_finish(&arena);
}

/* A reference to a reference to a reference: the result is flat, and each of them counts as a level. */
static void test_chain(void **state) {
    (void)state;
    for (unsigned links = BG_LIMIT_SPEC_DEPTH - 1; links <= BG_LIMIT_SPEC_DEPTH + 1; links++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice text = BG_LITERAL("{$ref: '#/$defs/d1', $defs: {");
        for (unsigned i = 1; i < links; i++) {
            text = bg_arena_printf(&arena, "%.*sd%u: {$ref: '#/$defs/d%u'}, ", BG_ARGS(text), i, i + 1);
        }
        text = bg_arena_printf(&arena, "%.*sd%u: {const: 1}}}", BG_ARGS(text), links);
        const struct bg_node *result = bg_spec_expand(&arena, parse(&arena, text), false);
        assert_int_equal(result == NULL, links > BG_LIMIT_SPEC_DEPTH);
        assert_true(result == NULL || bg_node_is_number(bg_node_at(result, "const")));
        bg_arena_finish(&arena);
    }
}

/* A list of values that are no schemas: they weigh, though nothing is made of them. */
static void test_weight(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node **items = bg_arena_array(&arena, BG_LIMIT_SPEC_WEIGHT, sizeof *items);
    for (size_t i = 0; i < BG_LIMIT_SPEC_WEIGHT; i++) {
        items[i] = bg_node_new_null(&arena, NULL);
    }
    for (size_t count = BG_LIMIT_SPEC_WEIGHT - 2; count < BG_LIMIT_SPEC_WEIGHT; count++) {
        struct bg_member member = {.key = BG_LITERAL("enum"), .value = bg_node_new_list(&arena, items, count, NULL)};
        const struct bg_node *node = bg_node_new_map(&arena, &member, 1, NULL);
        assert_ptr_equal(bg_spec_expand(&arena, node, false), node->weight <= BG_LIMIT_SPEC_WEIGHT ? node : NULL);
    }
    bg_arena_finish(&arena);
}

UNIT(diff_spec_spec_expand) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 5];
    for (size_t i = 0; i < ROWS; i++) {
        const void *state = &rows[i];
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = run_row};
        memcpy(&tests[i].initial_state, &state, sizeof state);
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_doubling);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(test_all_in_all);
    tests[ROWS + 2] = (struct CMUnitTest)cmocka_unit_test(test_depth);
    tests[ROWS + 3] = (struct CMUnitTest)cmocka_unit_test(test_chain);
    tests[ROWS + 4] = (struct CMUnitTest)cmocka_unit_test(test_weight);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
