/*
 * Containment, row by row: two schemas, the assumptions, and the whole answer: the witness as printed and the place
 * where the head refuses it, or the reason of an unknown. What pairs of schemas in general do is tried in
 * law/contain; here stands what each keyword and each assumption means.
 */
#include "schema/contain/relate.h"

#include "base/limits.h"
#include "base/buffer.h"
#include "base/slice.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

struct row {
    const char *name;
    const char *base;
    const char *head;
    const char *expected; /* "yes", "no WITNESS at POINTER" or "unknown: REASON" */
};

static const struct row plain_rows[] = {
    {"itself", "{type: string}", "{type: string}", "yes"},
    {"everything", "{type: string}", "true", "yes"},
    {"nothing holds nothing", "false", "{type: string}", "yes"},
    {"a type more", "{type: integer}", "{type: [integer, 'null']}", "yes"},
    {"a type less", "{type: [integer, 'null']}", "{type: integer}", "no null at /type"},
    {"integers are numbers", "{type: integer}", "{type: number}", "yes"},
    {"numbers are not integers", "{type: number}", "{type: integer}", "no 0.1 at /type"},
    {"an open object has any key", "{type: object}", "{properties: {a: {type: string}}}",
     "no {\"a\": {}} at /properties/a/type"},
    {"a value less", "{enum: [a, b]}", "{enum: [a]}", "no \"b\" at /enum"},
    {"values that all match", "{enum: [aa, ab]}", "{type: string, pattern: '^a'}", "yes"},
    {"const as enum", "{const: 1}", "{enum: [1.0, 2]}", "yes"},
    {"whole bounds", "{type: integer, minimum: 1}", "{type: integer, exclusiveMinimum: 0}", "yes"},
    {"bounds", "{type: number, minimum: 1}", "{type: number, exclusiveMinimum: 1}", "no 1 at /exclusiveMinimum"},
    {"between two numbers", "{type: number, minimum: 0.1, maximum: 0.2}",
     "{type: number, not: {enum: [0.1, 0.2, 0.15]}}", "no 0.1 at /not"},
    {"steps", "{type: number, multipleOf: 3}", "{multipleOf: 0.3}", "yes"},
    {"steps apart", "{type: number, multipleOf: 4}", "{multipleOf: 6}", "no 4 at /multipleOf"},
    {"common multiples", "{allOf: [{type: integer, multipleOf: 4}, {multipleOf: 6}]}", "{multipleOf: 12}", "yes"},
    {"a multiple at the end of the range", "{type: integer, multipleOf: 3, minimum: 4, maximum: 6}", "false",
     "no 6 at "},
    {"or at its beginning", "{type: integer, multipleOf: 3, minimum: 3, maximum: 5}", "false", "no 3 at "},
    {"an open end", "{type: integer, multipleOf: 3, minimum: 4, exclusiveMaximum: 6}", "false", "yes"},
    {"an open beginning", "{type: integer, multipleOf: 3, exclusiveMinimum: 3, maximum: 5}", "false", "yes"},
    {"below 0", "{type: integer, multipleOf: 3, minimum: -6, maximum: -4}", "false", "no -6 at "},
    {"below 0, at the end", "{type: integer, multipleOf: 3, minimum: -5, maximum: -3}", "false", "no -3 at "},
    {"below 0, open", "{type: integer, multipleOf: 3, exclusiveMinimum: -6, maximum: -4}", "false", "yes"},
    {"around 0", "{type: integer, multipleOf: 7, minimum: -6, maximum: 6, not: {const: 0}}", "false", "yes"},
    {"0 is barred, and the next is at the end",
     "{type: integer, multipleOf: 7, minimum: -7, maximum: 6, not: {const: 0}}", "false", "no -7 at "},
    {"tiny steps", "{type: number, multipleOf: 2.0e-25}", "{multipleOf: 1.0e-25}", "yes"},
    {"lengths", "{type: string, maxLength: 3}", "{type: string, maxLength: 2}", "no \"aaa\" at /maxLength"},
    {"a pattern that says a length", "{type: string, minLength: 2, maxLength: 2, pattern: '^[ab]*$'}",
     "{pattern: '^(aa|ab|ba|bb)$'}", "yes"},
    {"a pattern narrowed", "{type: string, pattern: '^[a-z]+$'}", "{type: string, pattern: '^[a-y]+$'}",
     "no \"z\" at /pattern"},
    {"patterns that look ahead", "{type: string, pattern: '^(?!http)'}", "{type: string, pattern: '^(?!https?://)'}",
     "yes"},
    {"and see less", "{type: string, pattern: '^(?!https?://)'}", "{type: string, pattern: '^(?!http:)'}",
     "no \"http:\" at /pattern"},
    {"a pattern that looks behind", "{type: string, pattern: '(?<!a)b$'}", "{type: string, pattern: 'b$'}", "yes"},
    {"a pattern that refers back", "{type: string, pattern: '^(.)b$'}", "{type: string, pattern: '^(.)\\1$'}",
     "unknown: a pattern is not a regular language"},
    {"a pattern that repeats above the limit", "{type: string, pattern: '^a{1,1100}$'}",
     "{type: string, pattern: '^a{1,1200}$'}", "unknown: a pattern repeats something too often (the limit is 1000)"},
    {"equal patterns that refer back", "{type: string, pattern: '^(.)\\1$', minLength: 1}",
     "{type: string, pattern: '^(.)\\1$'}", "yes"},
    {"only line ends differ", "{type: string, minLength: 1}", "{type: string, pattern: .}",
     "unknown: only texts with line ends make a difference, and runtimes disagree on `.` and `\\Z` there"},
    {"a key becomes required", "{type: object, properties: {a: {type: string}}}",
     "{type: object, properties: {a: {type: string}}, required: [a]}", "no {} at /required"},
    {"an undeclared key of a closed object", "{type: object, properties: {a: {}, b: {type: string}}}",
     "{type: object, properties: {a: {}}, additionalProperties: false}", "no {\"b\": \"\"} at /additionalProperties"},
    {"keys by pattern", "{type: object, patternProperties: {'^x': {type: integer}}, additionalProperties: false}",
     "{type: object, patternProperties: {'^xa': {type: string}}}", "no {\"xa\": 0} at /patternProperties/^xa/type"},
    {"names of keys", "{type: object, propertyNames: {maxLength: 2}}", "{propertyNames: {maxLength: 1}}",
     "no {\"aa\": {}} at /propertyNames/maxLength"},
    {"not enough names for so many keys", "{type: object, propertyNames: {enum: [a, b]}, minProperties: 3}", "false",
     "yes"},
    {"a dependency", "{type: object}", "{dependencies: {a: [b]}}", "no {\"a\": {}} at /dependencies/a"},
    {"a condition", "{type: object, properties: {k: {enum: [x, y]}}, required: [k]}",
     "{if: {properties: {k: {const: y}}}, then: {required: [z]}}", "no {\"k\": \"y\"} at /then/required"},
    {"elements", "{type: array, items: {type: integer}}", "{type: array, items: {type: string}}",
     "no [0] at /items/type"},
    {"no elements to differ", "{type: array, items: {type: integer}, maxItems: 0}", "{items: {type: string}}", "yes"},
    {"a tuple", "{items: [{type: string}, {type: integer}], type: array, minItems: 2}",
     "{items: [{type: string}], additionalItems: {type: string}}", "no [\"\", 0] at /additionalItems/type"},
    {"equal elements", "{type: array, items: {type: integer}}", "{uniqueItems: true}", "no [0, 0] at /uniqueItems"},
    {"as many keys as may be made up", "{type: object, minProperties: 200, maxProperties: 199}", "false", "yes"},
    {"more keys than may be made up", "{type: object, minProperties: 201}", "false",
     "unknown: an object of that size is too large to make up (the limit is 200)"},
    {"more keys than may be made up, but named",
     "{type: object, minProperties: 201, required: [a], additionalProperties: false, properties: {a: {}}}", "false",
     "unknown: an object of that size is too large to make up (the limit is 200)"},
    {"too few values to be distinct", "{type: array, uniqueItems: true, minItems: 3, items: {type: boolean}}", "false",
     "yes"},
    {"distinct elements that need another choice",
     "{type: array, uniqueItems: true, minItems: 2, maxItems: 2, items: [{enum: [1, 2]}, {enum: [1]}]}", "false",
     "no [2, 1] at "},
    {"some element", "{type: array, minItems: 1, items: {type: integer}}", "{contains: {type: integer}}", "yes"},
    {"too many of them", "{type: array, items: {type: integer}}",
     "{contains: {type: integer}, maxContains: 1, minContains: 0}", "no [0, 0] at /contains"},
    {"branches that exclude each other", "{anyOf: [{type: string}, {type: integer}]}",
     "{oneOf: [{type: string}, {type: integer}]}", "yes"},
    {"a value of two branches", "{type: integer}", "{oneOf: [{minimum: 0}, {maximum: 5}]}", "no 0 at /oneOf"},
    {"exactly one of three", "{oneOf: [{required: [a]}, {required: [b]}, {required: [c]}]}",
     "{anyOf: [{required: [a]}, {required: [b]}, {required: [c]}]}", "yes"},
    {"not", "{not: {type: string}}", "{type: [object, array, number, boolean, 'null']}", "yes"},
    {"recursion", "{properties: {next: {$ref: '#'}, v: {type: integer}}, type: object}",
     "{properties: {next: {$ref: '#'}, v: {type: number}}, type: object}", "yes"},
    {"recursion that differs below",
     "{definitions: {n: {type: object, properties: {n: {$ref: '#/definitions/n'}}}}, $ref: '#/definitions/n'}",
     "{definitions: {n: {type: object, properties: {n: {$ref: '#/definitions/m'}}}, m: {type: 'null'}}, $ref: "
     "'#/definitions/n'}",
     "no {\"n\": {}} at /definitions/m/type"},
    {"recursion without an end has no values",
     "{definitions: {n: {type: object, properties: {n: {$ref: '#/definitions/n'}}, required: [n]}}, $ref: "
     "'#/definitions/n'}",
     "false", "yes"},
    {"written otherwise", "{definitions: {s: {minLength: 2}}, allOf: [{$ref: '#/definitions/s'}, {type: string}]}",
     "{type: [string], minLength: 2}", "yes"},
    {"no schema", "{type: text}", "{}",
     "unknown: the base is no valid schema: `type` names something that is no type (line 1)"},
    {"a reference out of the document", "{}", "{$ref: 'other.json'}",
     "unknown: the head is no valid schema: a `$ref` leads out of the document or nowhere (line 1)"},
    {"a reference to itself", "{allOf: [{$ref: '#'}]}", "{}",
     "unknown: the base is no valid schema: a `$ref` leads back to itself (line 1)"},
    {"what nobody has looked at", "{type: object}", "{unevaluatedProperties: false}",
     "no {\"\": {}} at /unevaluatedProperties"},
    {"which does not matter here", "{type: object, unevaluatedProperties: false}", "{type: object}", "yes"},
    {"closed by the older word", "{type: object, properties: {a: {}}, additionalProperties: false}",
     "{type: object, properties: {a: {}}, unevaluatedProperties: false}", "yes"},
    {"closed around branches", "{type: object, properties: {a: {}, b: {}}, additionalProperties: false}",
     "{type: object, allOf: [{properties: {a: {}}}, {properties: {b: {}}}], unevaluatedProperties: false}", "yes"},
    {"closed around branches that look at less",
     "{type: object, properties: {a: {}, b: {}}, additionalProperties: false}",
     "{type: object, allOf: [{properties: {a: {}}}, {required: [b]}], unevaluatedProperties: false}",
     "no {} at /allOf/1/required"},
    {"only the branch that holds counts", "{type: object, properties: {k: {const: x}, a: {}}, required: [k, a]}",
     "{oneOf: [{properties: {k: {const: x}}}, {properties: {k: {const: y}, a: {}}, required: [k]}], "
     "unevaluatedProperties: false}",
     "no {\"k\": \"x\", \"a\": {}} at /unevaluatedProperties"},
    {"several branches may hold",
     "{type: object, properties: {a: {const: 1}, b: {const: 1}}, additionalProperties: false}",
     "{anyOf: [{properties: {a: {const: 1}}}, {properties: {b: {const: 1}}}], unevaluatedProperties: false}", "yes"},
    {"unless one does not",
     "{type: object, properties: {a: {const: 1}, b: {enum: [1, 2]}}, additionalProperties: false}",
     "{anyOf: [{properties: {a: {const: 1}}}, {properties: {b: {const: 1}}}], unevaluatedProperties: false}",
     "no {\"b\": 2} at /unevaluatedProperties"},
    {"a title in a recursive union",
     "{$defs: {n: {anyOf: [{type: string}, {type: object, properties: {n: {$ref: '#/$defs/n'}}, "
     "unevaluatedProperties: {$ref: '#/$defs/n'}}]}}, $ref: '#/$defs/n'}",
     "{$defs: {n: {anyOf: [{type: object, properties: {n: {$ref: '#/$defs/n'}}, unevaluatedProperties: {title: T, "
     "anyOf: [{$ref: '#/$defs/n'}]}}, {type: string}]}}, $ref: '#/$defs/n'}",
     "yes"},
    {"elements that nobody has looked at", "{type: array, items: [{}, {}], additionalItems: false}",
     "{type: array, allOf: [{items: [{}]}], unevaluatedItems: false}", "no [{}, {}] at /unevaluatedItems"},
    {"elements that were found", "{type: array, items: {type: string}, minItems: 1}",
     "{contains: {type: string}, unevaluatedItems: false}", "yes"},
    {"a dynamic reference that leads on",
     "{$schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'http://a/t', $dynamicAnchor: n, type: object, "
     "properties: {down: {$dynamicRef: '#n'}}}",
     "{$schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'http://a/strict', $dynamicAnchor: n, $ref: tree, "
     "unevaluatedProperties: false, $defs: {t: {$id: tree, $dynamicAnchor: n, properties: {down: {$dynamicRef: "
     "'#n'}}}}}",
     "no {\"\": {}} at /unevaluatedProperties"},
    {"a dynamic reference that leads on, and nothing else",
     "{$schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'http://a/t', $dynamicAnchor: n, type: object, "
     "properties: {down: {$dynamicRef: '#n'}}, additionalProperties: false}",
     "{$schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'http://a/strict', $dynamicAnchor: n, $ref: tree, "
     "unevaluatedProperties: false, $defs: {t: {$id: tree, $dynamicAnchor: n, properties: {down: {$dynamicRef: "
     "'#n'}}}}}",
     "yes"},
    {"an example of the schema",
     "{type: object, required: [h, p], properties: {h: {type: string, examples: [db]}, p: {type: integer, default: "
     "5432}}}",
     "{required: [q]}", "no {\"h\": \"db\", \"p\": 5432} at /required"},
    {"no example where it makes the difference",
     "{type: object, required: [p], properties: {p: {type: integer, default: 5432}}}",
     "{properties: {p: {minimum: 1}}}", "no {\"p\": 0} at /properties/p/minimum"},
    {"a format is a note", "{type: string}", "{type: string, format: date}", "yes"},
};

static const struct row stored_rows[] = {
    {"a new optional key beside what is closed as a whole",
     "{type: object, allOf: [{properties: {a: {}}}], unevaluatedProperties: false}",
     "{type: object, allOf: [{properties: {a: {}}}], properties: {b: {type: string}}, unevaluatedProperties: false}",
     "yes"},
    {"what is closed as a whole may hold other keys",
     "{type: object, properties: {a: {}}, unevaluatedProperties: {type: string}}",
     "{type: object, properties: {b: {type: integer}}}", "no {\"b\": \"\"} at /properties/b/type"},
    {"a new optional key", "{type: object, properties: {a: {type: string}}}",
     "{type: object, properties: {a: {type: string}, b: {type: integer}}}", "yes"},
    {"but a map has any keys", "{properties: {m: {type: object}}}",
     "{properties: {m: {type: object, properties: {b: {type: integer}}}}}",
     "no {\"m\": {\"b\": {}}} at /properties/m/properties/b/type"},
    {"a root is a form, and no map", "{type: object}", "{type: object, properties: {b: {type: integer}}}", "yes"},
    {"a form without settings", "{properties: {f: {type: object, properties: {}, additionalProperties: true}}}",
     "{properties: {f: {type: object, properties: {b: {type: integer}}}}}", "yes"},
    {"a setting that must be set", "{type: object, properties: {}}",
     "{type: object, properties: {b: {type: integer}}, required: [b]}", "no {} at /required"},
    {"a branch without settings", "{properties: {c: {oneOf: [{title: None}, {required: [h], properties: {h: {}}}]}}}",
     "{properties: {c: {oneOf: [{title: None, properties: {b: {type: integer}}}, {required: [h], properties: {h: "
     "{}}}]}}}",
     "yes"},
    {"a branch without settings, by a reference",
     "{definitions: {h: {required: [h], properties: {h: {}}}}, properties: {c: {oneOf: [{title: None}, {$ref: "
     "'#/definitions/h'}]}}}",
     "{properties: {c: {oneOf: [{title: None, properties: {b: {type: integer}}}, {required: [h], properties: {h: "
     "{}}}]}}}",
     "yes"},
    {"a map or null", "{properties: {c: {oneOf: [{type: object}, {type: 'null'}]}}}",
     "{properties: {c: {oneOf: [{type: object, properties: {b: {type: integer}}}, {type: 'null'}]}}}",
     "no {\"c\": {\"b\": {}}} at /properties/c/oneOf"},
    {"and so has an object with a schema for others",
     "{type: object, properties: {a: {}}, additionalProperties: {type: string}}",
     "{type: object, properties: {b: {type: integer}}}", "no {\"b\": \"\"} at /properties/b/type"},
    {"closed later", "{type: object, properties: {a: {}}}",
     "{type: object, properties: {a: {}}, additionalProperties: false}", "yes"},
    {"closed later without a key", "{type: object, properties: {a: {type: 'null'}, b: {}}}",
     "{type: object, properties: {b: {}}, additionalProperties: false}", "no {\"a\": null} at /additionalProperties"},
    {"required counts as declared", "{type: object, properties: {a: {}}, required: [b]}",
     "{type: object, properties: {b: {type: string}}}", "no {\"b\": {}} at /properties/b/type"},
    {"the branch declares",
     "{type: object, oneOf: [{properties: {k: {const: x}, u: {}}}, {properties: {k: {const: y}, v: {}}}]}",
     "{properties: {v: {type: string}}, additionalProperties: true}",
     "no {\"k\": \"y\", \"v\": {}} at /properties/v/type"},
    {"the discriminator is there",
     "{type: object, oneOf: [{properties: {k: {const: x}}}, {properties: {k: {const: y}}}]}",
     "{type: object, oneOf: [{properties: {k: {const: x}}, required: [k]}, {properties: {k: {const: y}}, required: "
     "[k]}]}",
     "yes"},
    {"a branch removed", "{type: object, oneOf: [{properties: {k: {const: x}}}, {properties: {k: {const: y}}}]}",
     "{type: object, oneOf: [{properties: {k: {const: x}}}]}", "no {\"k\": \"y\"} at /oneOf/0/properties/k/const"},
    {"inside an object", "{type: object, properties: {o: {type: object, properties: {a: {}}}}}",
     "{type: object, properties: {o: {type: object, properties: {a: {}, b: {type: string}}}}}", "yes"},
    {"inside a list", "{type: array, items: {type: object, properties: {a: {}}}}",
     "{type: array, items: {type: object, properties: {a: {}, b: {type: string}}}}", "yes"},
};

static const struct row format_rows[] = {
    {"a format is asserted", "{type: string, pattern: '^[0-9-]*$'}", "{type: string, format: date}",
     "no \"\" at /format"},
    {"dates are of a form", "{type: string, format: date}", "{type: string, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'}",
     "yes"},
    {"certainly none of that format", "{type: string}", "{type: string, format: uri}", "no \"\" at /format"},
    {"certainly none of both formats", "{type: string, format: email, pattern: '^[a-z]*$'}", "false", "yes"},
    {"a format left undecided", "{type: string, pattern: '^https?://a$'}", "{type: string, format: uri}",
     "unknown: an asserted format cannot be decided"},
    {"the same format", "{type: string, format: uri, minLength: 3}", "{type: string, format: uri}", "yes"},
    {"addresses", "{type: string, format: ipv4}", "{maxLength: 15}", "yes"},
};

static void check(const struct row *row, struct bg_relate_options options) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_relation relation =
        bg_schema_relate(&arena, document_of(&arena, row->base), document_of(&arena, row->head), options);
    struct bg_buffer got = {0};
    switch (relation.answer) {
    case BG_ANSWER_YES:
        bg_buffer_add_text(&got, "yes");
        break;
    case BG_ANSWER_NO:
        bg_buffer_printf(&got, "no %.*s at %.*s", BG_ARGS(relation.witness), BG_ARGS(relation.fails_at));
        break;
    case BG_ANSWER_UNKNOWN:
        bg_buffer_printf(&got, "unknown: %.*s", BG_ARGS(relation.reason));
        break;
    }
    struct bg_slice text = bg_arena_copy(&arena, bg_buffer_slice(&got));
    bg_buffer_finish(&got);
    document_expect(row->name, text.at, row->expected);
    bg_arena_finish(&arena);
}

static void check_plain(void **state) {
    check(*state, (struct bg_relate_options){0});
}

static void check_stored(void **state) {
    check(*state, BG_RELATE_STORED_CONFIG);
}

static void check_formats(void **state) {
    check(*state, (struct bg_relate_options){.assert_formats = true});
}

/* Wherever an object can stand in a schema, a new optional key of it is nothing new for stored configurations; without
 * the assumptions it is. */
static void test_places(void **state) {
    (void)state;
    static const struct {
        const char *before;
        const char *after;
        bool is_stored; /* false: it is no part of what applies to the value */
    } places[] = {
        {"", "", true},
        {"{type: object, properties: {o: ", "}}", true},
        {"{type: object, patternProperties: {'^o': ", "}}", true},
        {"{type: object, properties: {x: {}}, additionalProperties: ", "}", true},
        {"{type: array, items: ", "}", true},
        {"{type: array, items: [{type: string}, ", "]}", true},
        {"{type: array, items: [{type: string}], additionalItems: ", "}", true},
        {"{$schema: 'https://json-schema.org/draft/2020-12/schema', type: array, prefixItems: [", "]}", true},
        {"{$schema: 'https://json-schema.org/draft/2020-12/schema', type: array, prefixItems: [{}], items: ", "}",
         true},
        {"{allOf: [{}, ", "]}", true},
        {"{anyOf: [{type: string}, ", "]}", true},
        {"{oneOf: [{type: string}, ", "]}", true},
        {"{if: {type: object}, then: ", "}", true},
        {"{if: {type: string}, else: ", "}", true},
        {"{type: object, properties: {k: {}}, required: [k], dependencies: {k: ", "}}", true},
        {"{$schema: 'https://json-schema.org/draft/2020-12/schema', type: object, properties: {k: {}}, required: [k], "
         "dependentSchemas: {k: ",
         "}}", true},
        {"{$ref: '#/definitions/d', definitions: {d: ", "}}", true},
        {"{type: object, properties: {o: {type: array, items: {anyOf: [{type: string}, ", "]}}}}", true},
        {"{type: array, items: {not: {not: ", "}}}", false},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        static const char *const inner[] = {"{type: object, properties: {a: {type: string}}}",
                                            "{type: object, properties: {a: {type: string}, b: {type: integer}}}"};
        const struct bg_node *schemas[2];
        for (size_t n = 0; n < 2; n++) {
            struct bg_slice text = bg_arena_printf(&arena, "%s%s%s", places[i].before, inner[n], places[i].after);
            schemas[n] = document_of(&arena, text.at);
        }
        enum bg_relate_answer stored = bg_schema_relate(&arena, schemas[0], schemas[1], BG_RELATE_STORED_CONFIG).answer;
        enum bg_relate_answer plain =
            bg_schema_relate(&arena, schemas[0], schemas[1], (struct bg_relate_options){0}).answer;
        if (stored != (places[i].is_stored ? BG_ANSWER_YES : BG_ANSWER_NO) || plain != BG_ANSWER_NO) {
            fail_msg("%s...: %d, %d", places[i].before, (int)stored, (int)plain);
        }
        /* The other way round a key is missing. */
        assert_int_equal(bg_schema_relate(&arena, schemas[1], schemas[0], BG_RELATE_STORED_CONFIG).answer,
                         BG_ANSWER_YES);
        bg_arena_finish(&arena);
    }
}

/* What schemas of other fields need: many branches told apart, long tuples, keys by many patterns, many keys. */
static void test_large(void **state) {
    (void)state;
    static const struct {
        const char *before;
        const char *part; /* written `count` times: # is its number, @ a word that differs in the last but one */
        const char *after;
        unsigned count;
    } schemas[] = {
        {"{type: object, required: [k], oneOf: [", "{properties: {k: {const: k#}, v#: {type: @}}},", "]}", 100},
        {"{type: array, minItems: 400, items: [", "{type: [array, @], maxItems: #, minLength: #},", "]}", 400},
        {"{type: object, additionalProperties: false, patternProperties: {", "'^x#-': {enum: [#, @]},", "}}", 30},
        {"{type: object, maxProperties: 3, patternProperties: {", "'[#]$': {enum: [x, @]},", "}}", 40},
        {"{type: object, properties: {", "k#: {enum: [#, @]},", "}}", 500},
    };
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_node *sides[2];
        for (unsigned side = 0; side < 2; side++) {
            struct bg_buffer text = {0};
            bg_buffer_add_text(&text, schemas[i].before);
            for (unsigned n = 0; n < schemas[i].count; n++) {
                for (const char *c = schemas[i].part; *c != '\0'; c++) {
                    if (*c == '#') {
                        bg_buffer_printf(&text, "%u", n);
                    } else if (*c == '@') {
                        bg_buffer_add_text(&text, side == 1 && n + 2 == schemas[i].count ? "integer" : "string");
                    } else {
                        bg_buffer_add_char(&text, *c);
                    }
                }
            }
            bg_buffer_add_text(&text, schemas[i].after);
            sides[side] = document_of(&arena, bg_arena_copy(&arena, bg_buffer_slice(&text)).at);
            bg_buffer_finish(&text);
        }
        struct bg_relation relation = bg_schema_relate(&arena, sides[0], sides[1], (struct bg_relate_options){0});
        if (relation.answer != BG_ANSWER_NO) {
            fail_msg("%s: %d, %.*s", schemas[i].before, (int)relation.answer, BG_ARGS(relation.reason));
        }
        assert_int_equal(bg_schema_relate(&arena, sides[0], sides[0], BG_RELATE_STORED_CONFIG).answer, BG_ANSWER_YES);
        bg_arena_finish(&arena);
    }
}

/* As many branches at the root as the largest schemas have: stored configurations keep to one of them. */
static void test_branches(void **state) {
    (void)state;
    enum { BRANCHES = 65 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *sides[2];
    for (unsigned side = 0; side < 2; side++) {
        struct bg_buffer text = {0};
        bg_buffer_add_text(&text, side == 0 ? "{type: object, oneOf: [" : "{type: object, required: [k], oneOf: [");
        for (unsigned n = 0; n < BRANCHES; n++) {
            bg_buffer_printf(&text, "{properties: {k: {const: k%u}, host: {type: string}, v%u: {type: integer}}}, ", n,
                             n);
        }
        bg_buffer_add_text(&text, "]}");
        sides[side] = document_of(&arena, bg_arena_copy(&arena, bg_buffer_slice(&text)).at);
        bg_buffer_finish(&text);
    }
    assert_int_equal(bg_schema_relate(&arena, sides[0], sides[1], BG_RELATE_STORED_CONFIG).answer, BG_ANSWER_YES);
    assert_int_equal(bg_schema_relate(&arena, sides[1], sides[0], BG_RELATE_STORED_CONFIG).answer, BG_ANSWER_YES);
    assert_int_equal(bg_schema_relate(&arena, sides[0], sides[1], (struct bg_relate_options){0}).answer, BG_ANSWER_NO);
    bg_arena_finish(&arena);
}

/* More alternatives than are tried: of those of which exactly one holds, each excludes all others, and nothing is said;
 * of any others the first that fits will do. */
static void test_wide(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (unsigned is_one_of = 0; is_one_of < 2; is_one_of++) {
        for (unsigned more = 0; more < 2; more++) {
            struct bg_buffer text = {0};
            bg_buffer_printf(&text, "{type: object, minProperties: 1, %s: [", is_one_of ? "oneOf" : "anyOf");
            for (unsigned n = 0; n < BG_LIMIT_SEARCH_BRANCHES + more; n++) {
                bg_buffer_printf(&text, "{required: [k%u]}, ", n);
            }
            bg_buffer_add_text(&text, "]}");
            const struct bg_node *base = document_of(&arena, bg_arena_copy(&arena, bg_buffer_slice(&text)).at);
            struct bg_relation relation =
                bg_schema_relate(&arena, base, document_of(&arena, "false"), (struct bg_relate_options){0});
            assert_int_equal(relation.answer, is_one_of && more ? BG_ANSWER_UNKNOWN : BG_ANSWER_NO);
            bg_buffer_finish(&text);
        }
    }
    bg_arena_finish(&arena);
}

/* What would take for ever ends within its counters, and says so. */
static void test_guards(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"nested counts", "{type: string, pattern: '^(([a-z]{1,100}){1,100}){1,100}$'}",
         "{type: string, pattern: '^(([a-y]{1,100}){1,100}){1,100}z?$'}",
         "unknown: the value found could not be confirmed: a pattern cannot be read, or takes too many steps (the "
         "limit is 100000)"},
        {"many states", "{type: string, pattern: '(a|b)*a(a|b){14}$'}", "{type: string, pattern: '(a|b)*b(a|b){14}$'}",
         "unknown: the patterns have too many states (the limit is 20000)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check(&rows[i], (struct bg_relate_options){0});
    }
}

/* Holes that eight pigeons cannot share: every combination fails. Bounded by counters, in steps and in memory. */
static void test_combinations(void **state) {
    (void)state;
    enum { PIGEONS = 9, HOLES = 8 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    bg_buffer_add_text(&text, "{type: object, allOf: [");
    for (int p = 0; p < PIGEONS; p++) {
        bg_buffer_add_text(&text, "{anyOf: [");
        for (int h = 0; h < HOLES; h++) {
            bg_buffer_printf(&text, "{required: [p%dh%d]}, ", p, h);
        }
        bg_buffer_add_text(&text, "]}, ");
    }
    for (int h = 0; h < HOLES; h++) {
        for (int p = 0; p < PIGEONS; p++) {
            for (int q = 0; q < p; q++) {
                bg_buffer_printf(&text, "{not: {required: [p%dh%d, p%dh%d]}}, ", p, h, q, h);
            }
        }
    }
    bg_buffer_add_text(&text, "]}");
    struct bg_slice base = bg_arena_copy(&arena, bg_buffer_slice(&text));
    struct bg_relation relation = bg_schema_relate(&arena, document_of(&arena, base.at), document_of(&arena, "false"),
                                                   (struct bg_relate_options){0});
    assert_int_equal(relation.answer, BG_ANSWER_UNKNOWN);
    document_expect("pigeons", bg_arena_printf(&arena, "%.*s", BG_ARGS(relation.reason)).at,
                    "the search looks at too many parts (the limit is 60000000)");
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

enum {
    PLAIN = sizeof plain_rows / sizeof plain_rows[0],
    STORED = sizeof stored_rows / sizeof stored_rows[0],
    FORMATS = sizeof format_rows / sizeof format_rows[0],
};

static struct CMUnitTest test_of(const struct row *row, CMUnitTestFunction function) {
    union {
        const void *in;
        void *out;
    } state = {row};
    return (struct CMUnitTest){.name = row->name, .test_func = function, .initial_state = state.out};
}

UNIT(schema_contain_relate) {
    struct CMUnitTest tests[PLAIN + STORED + FORMATS + 6];
    size_t count = 0;
    for (size_t i = 0; i < PLAIN; i++) {
        tests[count++] = test_of(&plain_rows[i], check_plain);
    }
    for (size_t i = 0; i < STORED; i++) {
        tests[count++] = test_of(&stored_rows[i], check_stored);
    }
    for (size_t i = 0; i < FORMATS; i++) {
        tests[count++] = test_of(&format_rows[i], check_formats);
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_places);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_branches);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_wide);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_large);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_guards);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_combinations);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
