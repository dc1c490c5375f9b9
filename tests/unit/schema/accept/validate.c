/*
 * The validator, row by row: each keyword with a value that it takes and one that it refuses, the place of the refusal
 * in schema and value, and what is left undecided. The published suite of draft-07 is run by hand when the validator
 * changes; what it has beyond these rows is more of the same.
 */
#include "schema/accept/validate.h"

#include "base/buffer.h"
#include "base/slice.h"
#include "text/read.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

struct row {
    const char *schema;
    const char *instance; /* JSON */
    const char *expected; /* "valid", "SCHEMA | INSTANCE" (pointers), or "unsupported: REASON" */
};

#define DRAFT_04 "$schema: 'http://json-schema.org/draft-04/schema#', "
#define DRAFT_06 "$schema: 'http://json-schema.org/draft-06/schema#', "
#define DRAFT_07 "$schema: 'http://json-schema.org/draft-07/schema#', "
#define DRAFT_2019 "$schema: 'https://json-schema.org/draft/2019-09/schema', "
#define DRAFT_2020 "$schema: 'https://json-schema.org/draft/2020-12/schema', "

static const struct row rows[] = {
    {"true", "1", "valid"},
    {"false", "1", " | "},
    {"{}", "null", "valid"},
    {"{unheardOf: 1}", "null", "valid"},
    {"[]", "1", "unsupported: a schema is neither a map nor true or false"},
    {"{type: integer}", "1.0", "valid"},
    {"{type: integer}", "1.5", "/type | "},
    {"{type: integer}", "1e400", "valid"},
    {"{type: number}", "\"1\"", "/type | "},
    {"{type: [string, 'null']}", "null", "valid"},
    {"{type: [string, 'null']}", "0", "/type | "},
    {"{type: text}", "0", "unsupported: `type` names something that is no type"},
    {"{enum: [1, {a: [2]}]}", "{\"a\": [2.0]}", "valid"},
    {"{enum: [1, true]}", "\"1\"", "/enum | "},
    {"{enum: [0]}", "false", "/enum | "},
    {"{const: 1.0}", "1", "valid"},
    {"{const: null}", "0", "/const | "},
    {"{minimum: 1}", "1", "valid"},
    {"{minimum: 1}", "0.99999999999999999999999999", "/minimum | "},
    {"{minimum: 1}", "\"a\"", "valid"},
    {"{maximum: 3.0}", "3.0000000000000000000001", "/maximum | "},
    {"{exclusiveMinimum: 1}", "1", "/exclusiveMinimum | "},
    {"{exclusiveMaximum: 1}", "0.9", "valid"},
    {"{" DRAFT_04 "minimum: 1, exclusiveMinimum: true}", "1", "/minimum | "},
    {"{" DRAFT_04 "maximum: 1, exclusiveMaximum: false}", "1", "valid"},
    {"{multipleOf: 0.01}", "0.07", "valid"},
    {"{multipleOf: 0.0001}", "0.00751", "/multipleOf | "},
    {"{multipleOf: 0.3}", "9007199254740993.3", "valid"},
    {"{multipleOf: 0}", "1", "unsupported: `multipleOf` is not above 0"},
    {"{minLength: 2}", "\"\\uD83D\\uDE00\"", "/minLength | "},
    {"{maxLength: 1}", "\"\\uD83D\\uDE00\"", "valid"},
    {"{maxLength: 2}", "\"abc\"", "/maxLength | "},
    {"{maxLength: 2.0}", "\"ab\"", "valid"},
    {"{pattern: b}", "\"abc\"", "valid"},
    {"{pattern: '^b$'}", "\"b\\n\"", "/pattern | "},
    {"{pattern: '\\h'}", "\"b\"",
     "unsupported: a pattern cannot be read, or takes too many steps (the limit is 100000)"},
    {"{pattern: '^(a+)+$'}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"",
     "unsupported: a pattern cannot be read, or takes too many steps (the limit is 100000)"},
    {"{pattern: b}", "1", "valid"},
    {"{format: date}", "\"x\"", "valid"},
    {"{items: {type: integer}}", "[1, \"a\"]", "/items/type | /1"},
    {"{items: [{type: integer}, {type: string}]}", "[1, \"a\", null]", "valid"},
    {"{items: [{type: integer}], additionalItems: false}", "[1, 2]", "/additionalItems | /1"},
    {"{items: {type: integer}, additionalItems: false}", "[1, 2]", "valid"},
    {"{additionalItems: false}", "[1]", "valid"},
    {"{" DRAFT_2020 "prefixItems: [{type: integer}], items: {type: string}}", "[1, 2]", "/items/type | /1"},
    {"{" DRAFT_2020 "prefixItems: [{type: integer}]}", "[\"a\"]", "/prefixItems/0/type | /0"},
    {"{" DRAFT_2020 "items: [{type: integer}]}", "[1]",
     "unsupported: `items` is a list, which this draft does not know"},
    {"{minItems: 1}", "[]", "/minItems | "},
    {"{maxItems: 1}", "[1, 2]", "/maxItems | "},
    {"{uniqueItems: true}", "[1, true, \"1\", [1], [true]]", "valid"},
    {"{uniqueItems: true}", "[{\"a\": 1, \"b\": 2}, {\"b\": 2.0, \"a\": 1}]", "/uniqueItems | "},
    {"{uniqueItems: false}", "[1, 1]", "valid"},
    {"{contains: {type: string}}", "[1, \"a\"]", "valid"},
    {"{contains: {type: string}}", "[]", "/contains | "},
    {"{contains: {type: string}, minContains: 2}", "[\"a\"]", "/contains | "},
    {"{contains: {type: string}, minContains: 0, maxContains: 1}", "[\"a\", \"b\"]", "/contains | "},
    {"{" DRAFT_07 "contains: {type: string}, minContains: 2}", "[\"a\"]", "valid"},
    {"{" DRAFT_04 "contains: {type: string}}", "[]", "valid"},
    {"{required: [a]}", "{\"b\": 1}", "/required | "},
    {"{required: [a]}", "[]", "valid"},
    {"{properties: {a: {type: string}}}", "{\"a\": 1}", "/properties/a/type | /a"},
    {"{properties: {a/b~c: false}}", "{\"a/b~c\": 1}", "/properties/a~1b~0c | /a~1b~0c"},
    {"{patternProperties: {'^a': {type: string}}}", "{\"b\": 1, \"ab\": 1}", "/patternProperties/^a/type | /ab"},
    {"{properties: {a: {}}, patternProperties: {'^b': {}}, additionalProperties: false}", "{\"a\": 1, \"b1\": 2}",
     "valid"},
    {"{properties: {a: {}}, additionalProperties: false}", "{\"a\": 1, \"b\": 2}", "/additionalProperties | /b"},
    {"{additionalProperties: {type: string}}", "{\"a\": 1}", "/additionalProperties/type | /a"},
    {"{propertyNames: {maxLength: 1}}", "{\"ab\": 1}", "/propertyNames/maxLength | /ab"},
    {"{minProperties: 1}", "{}", "/minProperties | "},
    {"{maxProperties: 1}", "{\"a\": 1, \"b\": 2}", "/maxProperties | "},
    {"{dependencies: {a: [b]}}", "{\"a\": 1}", "/dependencies/a | "},
    {"{dependencies: {a: {minProperties: 2}}}", "{\"a\": 1}", "/dependencies/a/minProperties | "},
    {"{dependencies: {a: [b]}}", "{\"c\": 1}", "valid"},
    {"{" DRAFT_2019 "dependentRequired: {a: [b]}}", "{\"a\": 1}", "/dependentRequired/a | "},
    {"{" DRAFT_2019 "dependentSchemas: {a: false}}", "{\"a\": 1}", "/dependentSchemas/a | "},
    {"{" DRAFT_07 "dependentRequired: {a: [b]}}", "{\"a\": 1}", "valid"},
    {"{allOf: [{type: integer}, {minimum: 5}]}", "3", "/allOf/1/minimum | "},
    {"{anyOf: [{type: integer}, {type: string}]}", "3", "valid"},
    {"{anyOf: [{type: integer}, {type: string}]}", "null", "/anyOf | "},
    {"{anyOf: [{type: integer}]}", "null", "/anyOf/0/type | "},
    {"{oneOf: [{minimum: 1}, {maximum: 5}]}", "3", "/oneOf | "},
    {"{oneOf: [{minimum: 1}, {maximum: 5}]}", "7", "valid"},
    {"{oneOf: [{properties: {k: {const: a}}, required: [k]}, {properties: {k: {const: b}, v: {type: string}}, "
     "required: [k]}]}",
     "{\"k\": \"b\", \"v\": 1}", "/oneOf/1/properties/v/type | /v"},
    {"{not: {type: integer}}", "1", "/not | "},
    {"{not: {not: {type: integer}}}", "1", "valid"},
    {"{if: {minimum: 5}, then: {multipleOf: 2}, else: {maximum: 3}}", "7", "/then/multipleOf | "},
    {"{if: {minimum: 5}, then: {multipleOf: 2}, else: {maximum: 3}}", "4", "/else/maximum | "},
    {"{then: false, else: false}", "4", "valid"},
    {"{" DRAFT_06 "if: true, then: false}", "4", "valid"},
    {"{definitions: {a: {type: string}}, $ref: '#/definitions/a', minimum: 5}", "1", "/definitions/a/type | "},
    {"{definitions: {'a/b%': {type: string}}, $ref: '#/definitions/a~1b%25'}", "1", "/definitions/a~1b%25/type | "},
    {"{definitions: {a: {$id: '#x', type: string}}, $ref: '#x'}", "1", "/$ref/type | "},
    {"{" DRAFT_07 "definitions: {a: {}}, $ref: '#/definitions/a', maximum: 1}", "5", "valid"},
    {"{" DRAFT_2020 "$defs: {a: {}}, $ref: '#/$defs/a', maximum: 1}", "5", "/maximum | "},
    {"{properties: {next: {$ref: '#'}}, additionalProperties: false}", "{\"next\": {\"next\": {\"x\": 1}}}",
     "/additionalProperties | /next/next/x"},
    {"{properties: {$ref: {type: string}}}", "{\"$ref\": 1}", "/properties/$ref/type | /$ref"},
    {"{$ref: 'http://example.com/x.json'}", "1", "unsupported: a `$ref` leads out of the document or nowhere"},
    {"{$ref: 'http://json-schema.org/draft-07/schema#'}", "{\"minLength\": 1}", "valid"},
    {"{not: {$ref: 'http://json-schema.org/draft-07/schema#'}}", "{\"minLength\": -1}", "valid"},
    {"{not: {$ref: 'http://json-schema.org/draft-07/schema#'}}", "{\"properties\": {\"a\": {\"type\": \"text\"}}}",
     "valid"},
    {"{" DRAFT_04 "$ref: 'http://json-schema.org/draft-04/schema#'}", "{\"minimum\": 1, \"exclusiveMinimum\": true}",
     "valid"},
    {"{" DRAFT_04 "not: {$ref: 'http://json-schema.org/draft-04/schema#'}}", "{\"exclusiveMinimum\": true}", "valid"},
    {"{$schema: 'http://example.com/draft-07/schema#'}", "1",
     "unsupported: the draft that `$schema` names is not known"},
    {"{$ref: '#/nowhere'}", "1", "unsupported: a `$ref` leads out of the document or nowhere"},
    {"{allOf: [{$ref: '#'}]}", "1",
     "unsupported: schemas are nested too deep (the limit is 400), or a `$ref` leads back to itself"},
    /* What no other keyword has looked at. */
    {"{unevaluatedProperties: false}", "{}", "valid"},
    {"{unevaluatedProperties: false}", "{\"a\": 1}", "/unevaluatedProperties | /a"},
    {"{unevaluatedProperties: {type: string}}", "{\"a\": 1}", "/unevaluatedProperties/type | /a"},
    {"{unevaluatedProperties: false}", "[1]", "valid"},
    {"{" DRAFT_07 "unevaluatedProperties: false}", "{\"a\": 1}", "valid"},
    {"{properties: {a: {}}, patternProperties: {'^b': {}}, unevaluatedProperties: false}", "{\"a\": 1, \"bc\": 2}",
     "valid"},
    {"{additionalProperties: {}, unevaluatedProperties: false}", "{\"a\": 1}", "valid"},
    {"{allOf: [{properties: {a: {}}}], unevaluatedProperties: false}", "{\"a\": 1, \"b\": 2}",
     "/unevaluatedProperties | /b"},
    {"{allOf: [{unevaluatedProperties: {}}], unevaluatedProperties: false}", "{\"a\": 1}", "valid"},
    {"{anyOf: [{properties: {a: {type: string}}}, {properties: {b: {}}}], unevaluatedProperties: false}",
     "{\"a\": \"\", \"b\": 1}", "valid"},
    {"{anyOf: [{properties: {a: {type: string}}}, {properties: {b: {}}}], unevaluatedProperties: false}",
     "{\"a\": 1, \"b\": 1}", "/unevaluatedProperties | /a"},
    {"{oneOf: [{required: [a], properties: {a: {}}}, {required: [b], properties: {b: {}}}], unevaluatedProperties: "
     "false}",
     "{\"a\": 1}", "valid"},
    {"{not: {not: {properties: {a: {}}}}, unevaluatedProperties: false}", "{\"a\": 1}", "/unevaluatedProperties | /a"},
    {"{if: {required: [a], properties: {a: {}}}, then: {properties: {b: {}}}, else: {properties: {c: {}}}, "
     "unevaluatedProperties: false}",
     "{\"a\": 1, \"b\": 1}", "valid"},
    {"{if: {required: [a], properties: {a: {}}}, then: {properties: {b: {}}}, else: {properties: {c: {}}}, "
     "unevaluatedProperties: false}",
     "{\"b\": 1, \"c\": 1}", "/unevaluatedProperties | /b"},
    {"{" DRAFT_2019 "dependentSchemas: {a: {properties: {a: {}, b: {}}}}, unevaluatedProperties: false}",
     "{\"a\": 1, \"b\": 1}", "valid"},
    {"{" DRAFT_2019 "dependentSchemas: {a: {properties: {b: {}}}}, unevaluatedProperties: false}", "{\"b\": 1}",
     "/unevaluatedProperties | /b"},
    {"{" DRAFT_2019 "$defs: {d: {properties: {a: {}}}}, $ref: '#/$defs/d', unevaluatedProperties: false}",
     "{\"a\": 1, \"b\": 1}", "/unevaluatedProperties | /b"},
    {"{patternProperties: {'(?R)': {}}, unevaluatedProperties: false}", "{\"a\": 1}",
     "unsupported: it cannot be said which parts other keywords have looked at"},
    {"{patternProperties: {'(?R)': {}}, unevaluatedProperties: {type: integer}}", "{\"a\": 1}", "valid"},
    {"{anyOf: [{pattern: '(?R)', properties: {a: {}}}, {}], unevaluatedProperties: false}", "{\"a\": 1}", "valid"},
    {"{anyOf: [{properties: {a: {pattern: '(?R)'}}}, {}], unevaluatedProperties: false}", "{\"a\": \"\"}",
     "unsupported: a pattern cannot be read, or takes too many steps (the limit is 100000)"},
    {"{unevaluatedItems: false}", "[]", "valid"},
    {"{unevaluatedItems: {type: string}}", "[\"\", 1]", "/unevaluatedItems/type | /1"},
    {"{" DRAFT_2019 "items: [{}], unevaluatedItems: false}", "[1, 2]", "/unevaluatedItems | /1"},
    {"{" DRAFT_2019 "items: [{}], additionalItems: {}, unevaluatedItems: false}", "[1, 2]", "valid"},
    {"{" DRAFT_2019 "items: {}, unevaluatedItems: false}", "[1, 2]", "valid"},
    {"{" DRAFT_2019 "contains: {type: string}, unevaluatedItems: false}", "[\"\"]", "/unevaluatedItems | /0"},
    {"{" DRAFT_2020 "contains: {type: string}, unevaluatedItems: false}", "[\"\"]", "valid"},
    {"{" DRAFT_2020 "contains: {type: string}, unevaluatedItems: false}", "[\"\", 1]", "/unevaluatedItems | /1"},
    {"{" DRAFT_2020 "prefixItems: [{}], allOf: [{prefixItems: [{}, {}]}], unevaluatedItems: false}", "[1, 2, 3]",
     "/unevaluatedItems | /2"},
    {"{" DRAFT_2020 "allOf: [{unevaluatedItems: {}}], unevaluatedItems: false}", "[1]", "valid"},
    /* References that depend on where evaluation came from. */
    {"{" DRAFT_2020 "$dynamicAnchor: n, type: object, properties: {n: {$dynamicRef: '#n'}}}", "{\"n\": 1}",
     "/properties/n/$dynamicRef/type | /n"},
    {"{" DRAFT_2020 "$defs: {a: {$anchor: n, type: string}}, $dynamicRef: '#n'}", "1", "/$dynamicRef/type | "},
    {"{" DRAFT_2020 "$dynamicRef: '#nowhere'}", "1",
     "unsupported: a dynamic reference leads out of the document or nowhere"},
    {"{" DRAFT_2020 "$id: 'http://a/strict', $dynamicAnchor: n, $ref: tree, unevaluatedProperties: false, $defs: {t: "
     "{$id: tree, $dynamicAnchor: n, properties: {down: {$dynamicRef: '#n'}}}}}",
     "{\"down\": {\"x\": 1}}", "/$ref/properties/down/$dynamicRef/unevaluatedProperties | /down/x"},
    {"{" DRAFT_2020 "$id: 'http://a/strict', $dynamicAnchor: n, $ref: tree, unevaluatedProperties: false, $defs: {t: "
     "{$id: tree, $dynamicAnchor: n, properties: {down: {$ref: '#n'}}}}}",
     "{\"down\": {\"x\": 1}}", "valid"},
    {"{" DRAFT_2020 "$id: 'http://a/strict', $dynamicAnchor: other, $ref: tree, unevaluatedProperties: false, $defs: "
     "{t: {$id: tree, $dynamicAnchor: n, properties: {down: {$dynamicRef: '#n'}}}}}",
     "{\"down\": {\"x\": 1}}", "valid"},
    {"{" DRAFT_2019 "$id: 'http://a/strict', $recursiveAnchor: true, $ref: tree, unevaluatedProperties: false, $defs: "
     "{t: {$id: tree, $recursiveAnchor: true, properties: {down: {$recursiveRef: '#'}}}}}",
     "{\"down\": {\"x\": 1}}", "/$ref/properties/down/$recursiveRef/unevaluatedProperties | /down/x"},
    {"{" DRAFT_2019 "$id: 'http://a/strict', $ref: tree, unevaluatedProperties: false, $defs: "
     "{t: {$id: tree, $recursiveAnchor: true, properties: {down: {$recursiveRef: '#'}}}}}",
     "{\"down\": {\"x\": 1}}", "valid"},
    {"{" DRAFT_2019 "$id: 'http://a/strict', $recursiveAnchor: true, $ref: tree, unevaluatedProperties: false, $defs: "
     "{t: {$id: tree, properties: {down: {$recursiveRef: '#'}}}}}",
     "{\"down\": {\"x\": 1}}", "valid"},
};

static const struct row format_rows[] = {
    {"{format: date}", "\"2024-02-29\"", "valid"},
    {"{format: date}", "\"2023-02-29\"", "/format | "},
    {"{format: date}", "\"2024-1-01\"", "/format | "},
    {"{format: date-time}", "\"1990-12-31T23:59:60Z\"", "valid"},
    {"{format: date-time}", "\"1990-12-31T15:59:60-08:00\"", "valid"},
    {"{format: date-time}", "\"1990-12-31T22:59:60Z\"", "/format | "},
    {"{format: date-time}", "\"2024-01-01 00:00:00Z\"", "/format | "},
    {"{format: time}", "\"08:30:06.283185Z\"", "valid"},
    {"{format: time}", "\"24:00:00Z\"", "/format | "},
    {"{format: ipv4}", "\"192.168.0.1\"", "valid"},
    {"{format: ipv4}", "\"192.168.0.01\"", "/format | "},
    {"{format: ipv4}", "\"192.168.0\"", "/format | "},
    {"{format: uuid}", "\"2eb8aa08-aa98-11ea-b4aa-73b441d16380\"", "valid"},
    {"{format: uuid}", "\"2eb8aa08aa98-11ea-b4aa-73b441d16380\"", "/format | "},
    {"{format: uri}", "\"x\"", "/format | "},
    {"{format: email}", "\"x\"", "/format | "},
    {"{format: hostname}", "\"a b\"", "/format | "},
    {"{format: ipv6}", "\"1.2\"", "/format | "},
    {"{format: json-pointer}", "\"a\"", "/format | "},
    {"{format: duration}", "\"1D\"", "/format | "},
    {"{format: regex}", "\"(\"", "unsupported: a format is asserted that cannot be checked"},
    {"{format: uri}", "\"x:y\"", "unsupported: a format is asserted that cannot be checked"},
    {"{format: madeUp}", "\"x\"", "valid"},
    {"{format: date}", "1", "valid"},
};

static const struct bg_node *read_json(struct bg_arena *arena, const char *text) {
    struct bg_error err = {0};
    const struct bg_node *node = NULL;
    if (!bg_read_json(arena, bg_source_new(arena, BG_LITERAL("test"), bg_slice_of(text)), NULL, &node, &err)) {
        fail_msg("%s: %s", text, err.message);
    }
    return node;
}

static void check_rows(const struct row *table, size_t count, struct bg_validate_options options) {
    for (size_t i = 0; i < count; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_validation validation = bg_schema_validate(&arena, document_of(&arena, table[i].schema),
                                                             read_json(&arena, table[i].instance), options);
        const char *got = "valid";
        if (validation.validity == BG_INVALID) {
            got = bg_arena_printf(&arena, "%.*s | %.*s", BG_ARGS(validation.schema_at), BG_ARGS(validation.instance_at))
                      .at;
        } else if (validation.validity == BG_UNSUPPORTED) {
            got = bg_arena_printf(&arena, "unsupported: %.*s", BG_ARGS(validation.reason)).at;
        }
        document_expect(table[i].schema, got, table[i].expected);
        bg_arena_finish(&arena);
    }
}

static void test_keywords(void **state) {
    (void)state;
    check_rows(rows, sizeof rows / sizeof rows[0], (struct bg_validate_options){0});
}

static void test_formats(void **state) {
    (void)state;
    check_rows(format_rows, sizeof format_rows / sizeof format_rows[0],
               (struct bg_validate_options){.assert_formats = true});
}

/* One validator for many values: nothing is left over from one to the next. */
static void test_again(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_validator *validator =
        bg_validator_new(&arena, document_of(&arena, "{pattern: '^a'}"), (struct bg_validate_options){0});
    for (int i = 0; i < 3; i++) {
        struct bg_validation refused = bg_validator_check(validator, read_json(&arena, "\"b\""));
        assert_int_equal(refused.validity, BG_INVALID);
        assert_true(bg_slice_is(refused.schema_at, "/pattern"));
        struct bg_validation taken = bg_validator_check(validator, read_json(&arena, "\"a\""));
        assert_int_equal(taken.validity, BG_VALID);
        assert_null(taken.schema_at.at);
    }
    bg_validator_finish(validator);
    bg_validator_finish(NULL);
    bg_arena_finish(&arena);
}

UNIT(schema_accept_validate) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keywords),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
