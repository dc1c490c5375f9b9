/*
 * Canonical forms: pairs of schemas that say the same in other words, and pairs that do not. Shows nothing about pairs
 * whose equality needs an argument: that is the search's part (schema/contain/relate).
 */
#include "schema/contain/canonical.h"

#include "base/slice.h"
#include "text/read.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

struct row {
    const char *name;
    const char *base;
    const char *head;
    bool is_equal;
};

static const struct row rows[] = {
    {"annotations are ignored", "{\"type\":\"string\",\"title\":\"A\",\"format\":\"date\"}",
     "{\"type\":\"string\",\"description\":\"b\",\"examples\":[1]}", true},
    {"one type in a list", "{\"type\":[\"string\"]}", "{\"type\":\"string\"}", true},
    {"types are a set", "{\"type\":[\"string\",\"null\"]}", "{\"type\":[\"null\",\"string\",\"null\"]}", true},
    {"numbers include integers", "{\"type\":[\"number\",\"integer\"]}", "{\"type\":\"number\"}", true},
    {"types as branches", "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}", "{\"type\":[\"string\",\"null\"]}",
     true},
    {"const is an enum of one", "{\"const\":1}", "{\"enum\":[1.0]}", true},
    {"values are a set", "{\"enum\":[1,\"a\",{\"x\":1,\"y\":2}]}", "{\"enum\":[{\"y\":2.0,\"x\":1},\"a\",1]}", true},
    {"all booleans", "{\"enum\":[true,false]}", "{\"type\":\"boolean\"}", true},
    {"order of keys", "{\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"null\"}},\"type\":\"object\"}",
     "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"null\"},\"a\":{\"type\":\"string\"}}}", true},
    {"properties without a schema", "{\"properties\":{\"a\":{}}}", "{}", true},
    {"items without a schema", "{\"items\":true}", "{}", true},
    {"a list of items without a schema", "{\"items\":[true,{}]}", "{}", true},
    {"behind items without a schema", "{\"items\":[{},{\"type\":\"string\"},{}]}",
     "{\"items\":[true,{\"type\":\"string\"}]}", true},
    {"items that are all the same", "{\"items\":[{\"type\":\"string\"}],\"additionalItems\":{\"type\":\"string\"}}",
     "{\"items\":{\"type\":\"string\"}}", true},
    {"no items at all", "{\"items\":[]}", "{}", true},
    {"but not of a closed list", "{\"items\":[{}],\"additionalItems\":false}", "{\"additionalItems\":false}", false},
    {"but not beside a closed object", "{\"properties\":{\"a\":{}},\"additionalProperties\":false}",
     "{\"additionalProperties\":false}", false},
    {"bounds of whole numbers", "{\"type\":\"integer\",\"exclusiveMinimum\":0}", "{\"type\":\"integer\",\"minimum\":1}",
     true},
    {"bounds of numbers", "{\"type\":\"number\",\"exclusiveMinimum\":0}", "{\"type\":\"number\",\"minimum\":1}", false},
    {"boolean bounds of draft-04", "{\"minimum\":1,\"exclusiveMinimum\":true}", "{\"exclusiveMinimum\":1}", true},
    {"keywords of other types", "{\"type\":\"string\",\"minimum\":1}", "{\"type\":\"string\",\"required\":[\"a\"]}",
     true},
    {"allOf around one", "{\"allOf\":[{\"minLength\":1}]}", "{\"minLength\":1}", true},
    {"allOf spread out", "{\"allOf\":[{\"minLength\":1},{\"maxLength\":2}]}", "{\"maxLength\":2,\"minLength\":1}",
     true},
    {"the stronger bound", "{\"allOf\":[{\"minLength\":1},{\"minLength\":3}]}", "{\"minLength\":3}", true},
    {"order of branches", "{\"oneOf\":[{\"minLength\":1},{\"minimum\":1}]}",
     "{\"oneOf\":[{\"minimum\":1},{\"minLength\":1}]}", true},
    {"branches that exclude each other", "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
     "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}", true},
    {"branches that do not", "{\"oneOf\":[{\"minLength\":1},{\"minimum\":1}]}",
     "{\"anyOf\":[{\"minLength\":1},{\"minimum\":1}]}", false},
    {"a branch twice is none", "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"string\"}]}", "false", true},
    {"no boolean is left", "{\"allOf\":[{\"not\":{\"const\":true}},{\"not\":{\"const\":false}}]}",
     "{\"not\":{\"type\":\"boolean\"}}", true},
    {"double negation", "{\"not\":{\"not\":{\"type\":\"string\"}}}", "{\"type\":\"string\"}", true},
    {"a contradiction", "{\"type\":\"string\",\"not\":{\"type\":\"string\"}}", "{\"enum\":[]}", true},
    {"references are followed", "{\"definitions\":{\"s\":{\"minLength\":2}},\"items\":{\"$ref\":\"#/definitions/s\"}}",
     "{\"items\":{\"minLength\":2}}", true},
    {"loops", "{\"properties\":{\"a\":{\"$ref\":\"#\"}}}", "{\"title\":\"T\",\"properties\":{\"a\":{\"$ref\":\"#\"}}}",
     true},
    {"loops that differ", "{\"properties\":{\"a\":{\"$ref\":\"#\"}}}", "{\"properties\":{\"b\":{\"$ref\":\"#\"}}}",
     false},
    {"loops through another",
     "{\"definitions\":{\"a\":{\"items\":{\"$ref\":\"#/definitions/b\"},\"minItems\":1},\"b\":{\"items\":{\"$ref\":\"#/"
     "definitions/a\"}}},\"not\":{\"$ref\":\"#/definitions/a\"}}",
     "{\"definitions\":{\"b\":{\"items\":{\"$ref\":\"#/definitions/a\"}},\"a\":{\"minItems\":1,\"items\":{\"$ref\":\"#/"
     "definitions/b\"}}},\"not\":{\"$ref\":\"#/definitions/a\"}}",
     true},
    {"loops that differ further on",
     "{\"definitions\":{\"a\":{\"items\":{\"$ref\":\"#/definitions/b\"},\"minItems\":1},\"b\":{\"items\":{\"$ref\":\"#/"
     "definitions/a\"}}},\"not\":{\"$ref\":\"#/definitions/a\"}}",
     "{\"definitions\":{\"a\":{\"items\":{\"$ref\":\"#/definitions/b\"},\"minItems\":1},\"b\":{\"items\":{\"$ref\":\"#/"
     "definitions/b\"}}},\"not\":{\"$ref\":\"#/definitions/a\"}}",
     false},
    {"a title under what nobody looked at",
     "{\"properties\":{\"a\":{}},\"unevaluatedProperties\":{\"type\":\"string\"}}",
     "{\"properties\":{\"a\":{}},\"unevaluatedProperties\":{\"title\":\"T\",\"type\":\"string\"}}", true},
    {"exact steps", "{\"multipleOf\":0.1}", "{\"multipleOf\":0.10000000000000000000000001}", false},
    {"steps that look alike", "{\"multipleOf\":0.1}", "{\"multipleOf\":0.01}", false},
    {"the same step", "{\"multipleOf\":1e-25}", "{\"multipleOf\":0.0000000000000000000000001}", true},
    {"whole steps", "{\"type\":\"number\",\"multipleOf\":1}", "{\"type\":\"integer\"}", true},
    {"tuples that repeat the rest", "{\"items\":[{\"type\":\"string\"}],\"additionalItems\":{\"type\":\"string\"}}",
     "{\"items\":{\"type\":\"string\"}}", true},
    {"keywords of a later draft", "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"const\":1}", "{}", true},
    {"broken schemas are as different as their text", "{\"type\":\"text\"}", "{\"type\":\"date\"}", false},
};

static const struct bg_node *read_json(struct bg_arena *arena, const char *text) {
    struct bg_error err = {0};
    const struct bg_node *node = NULL;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("test"), bg_slice_of(text));
    assert_true(bg_read_json(arena, source, NULL, &node, &err));
    return node;
}

static void check_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *base = read_json(&arena, row->base);
    const struct bg_node *head = read_json(&arena, row->head);
    struct bg_canonical *canonical = bg_canonical_new(&arena, base, head);
    assert_int_equal(bg_canonical_of_base(canonical, base) == bg_canonical_of_head(canonical, head), row->is_equal);
    bg_canonical_finish(canonical);
    bg_arena_finish(&arena);
}

UNIT(schema_contain_canonical) {
    struct CMUnitTest tests[sizeof rows / sizeof rows[0]];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        union {
            const void *in;
            void *out;
        } row = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = check_row, .initial_state = row.out};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
