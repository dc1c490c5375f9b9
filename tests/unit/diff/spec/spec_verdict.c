/*
 * Verdicts: what each change that could refuse a saved configuration does by itself, and what is said when no change
 * explains a refusal. Rows are two schemas in YAML and a line for every change that has a verdict.
 */
#include "airbyte/protocol.h"
#include "diff/spec/spec.h"
#include "text/read.h"
#include "schema/accept/validate.h"
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
    const char *base;
    const char *head;
    const char *expected; /* "kind how path: verdict" a line */
} rows[] = {
    {"one change is the reason", "{properties: {a: {type: string}}}",
     "{properties: {a: {type: string}, b: {type: string}}, required: [b]}",
     "spec-property added /properties/b: refuses\n"},
    {"wider needs no verdict", "{properties: {a: {type: string}}}", "{properties: {a: {type: [string, 'null']}}}", ""},
    {"nothing is excluded", "{properties: {a: {type: string, enum: [x]}, b: {type: string}}}",
     "{properties: {a: {type: string, enum: [x], pattern: x}, b: {type: [string, 'null']}}}", ""},
    {"vacuous: an object that must hold what its branches demand",
     "{type: object, oneOf: [{required: [a], properties: {a: {type: string}}}]}",
     "{type: object, required: [a], oneOf: [{required: [a], properties: {a: {type: string}}}]}",
     "spec-required added /properties/a: accepts\n"},
    {"two reasons, each with its own witness", "{properties: {a: {type: string}, b: {enum: [1, 2]}}}",
     "{properties: {a: {type: string, minLength: 1}, b: {enum: [1]}}}",
     "spec-bound narrowed /properties/a: refuses\nspec-enum-value removed /properties/b: refuses\n"},
    {"two reasons at one node", "{type: object, properties: {a: {}}}",
     "{type: object, properties: {a: {}, b: {}, c: {}}, required: [b, c]}",
     "spec-property added /properties/b: refuses\nspec-property added /properties/c: refuses\n"},
    {"one is the reason, one is vacuous",
     "{type: object, properties: {a: {type: string}, o: {type: object, required: [x], properties: {x: {type: "
     "string}}}}}",
     "{type: object, properties: {a: {type: integer}, o: {type: object, required: [x], "
     "properties: {x: {type: string}}, minProperties: 1}}}",
     "spec-type changed /properties/a: refuses\nspec-bound narrowed /properties/o: accepts\n"},
    {"below a branch",
     "{oneOf: [{properties: {k: {const: a}, n: {type: integer}}, required: [k]}, "
     "{properties: {k: {const: b}}, required: [k]}]}",
     "{oneOf: [{properties: {k: {const: b}}, required: [k]}, "
     "{properties: {k: {const: a}, n: {type: integer, maximum: 3}, m: {}}, required: [k, m]}]}",
     "spec-property added /oneOf/1/properties/m: refuses\nspec-bound narrowed /oneOf/1/properties/n: refuses\n"},
    {"branch removed beside a narrower one",
     "{oneOf: [{title: A, properties: {k: {const: a}}, required: [k]}, {title: B, properties: {k: {const: b}}, "
     "required: [k]}]}",
     "{oneOf: [{title: B, properties: {k: {const: b}, x: {}}, required: [k, x]}]}",
     "spec-branch removed /oneOf/0: refuses\nspec-property added /oneOf/0/properties/x: refuses\n"},
    {"another value selects a branch",
     "{oneOf: [{title: A, properties: {k: {const: a}}, required: [k]}, {title: B, properties: {k: {const: b}}, "
     "required: [k]}]}",
     "{oneOf: [{title: A, properties: {k: {const: x}}, required: [k]}, {title: B, properties: {k: {const: b}}, "
     "required: [k]}]}",
     "spec-branch discriminator /oneOf/0: refuses\n"},
    {"an added branch makes two match", "{oneOf: [{type: string}]}", "{oneOf: [{type: string}, {minLength: 1}]}",
     "spec-branch ambiguous /oneOf/1: refuses\n"},
    {"two match although another change is vacuous",
     "{properties: {e: {type: object, required: [x]}, a: {oneOf: [{type: string}]}}}",
     "{properties: {e: {type: object, required: [x], minProperties: 1, properties: {x: {}}}, "
     "a: {oneOf: [{type: string}, {minLength: 1}]}}}",
     "spec-bound narrowed /properties/e: accepts\nspec-branch ambiguous /properties/a/oneOf/1: refuses\n"},
    {"no change explains it", "{properties: {labels: {type: object}}}",
     "{properties: {labels: {type: object, additionalProperties: false}}}",
     "spec-set narrowed /properties/labels: refuses\n"},
    {"a discriminator is there", "{oneOf: [{properties: {k: {const: a}}}, {properties: {k: {const: b}}}]}",
     "{oneOf: [{properties: {k: {const: a}}, required: [k]}, {properties: {k: {const: b}}}]}", ""},
    {"a pattern that is no language", "{type: string, pattern: '^(.)\\1$'}", "{type: string, pattern: '^(a)\\1$'}",
     "spec-pattern undecided : unknown\n"},
    {"one is unknown, one is known", "{properties: {a: {type: string, pattern: '^(.)\\1$'}, b: {type: string}}}",
     "{properties: {a: {type: string, pattern: '^(a)\\1$'}, b: {type: integer}}}",
     "spec-pattern undecided /properties/a: unknown\nspec-type changed /properties/b: refuses\n"},
    {"no valid schema", "{properties: {a: {type: string}}}", "{properties: {a: {type: string}, b: {type: text}}}",
     "spec-set undecided : unknown\n"},
    {"in a definition that contains itself",
     "{properties: {f: {$ref: '#/definitions/n'}}, definitions: {n: {type: object, properties: {and: {type: array, "
     "items: {$ref: '#/definitions/n'}}}}}}",
     "{properties: {f: {$ref: '#/definitions/n'}}, definitions: {n: {type: object, required: [op], properties: "
     "{op: {type: string}, and: {type: array, items: {$ref: '#/definitions/n'}}}}}}",
     "spec-property added /properties/f/properties/op: refuses\n"},
};

/* A witness must be one of the base and none of the head, by the validator. */
static bool is_proven(struct bg_arena *arena, const struct bg_change *change, const struct bg_node *base,
                      const struct bg_node *head) {
    const struct bg_node *value = parse(arena, change->witness);
    struct bg_validate_options options = {.assert_formats = false};
    return bg_schema_validate(arena, base, value, options).validity == BG_VALID &&
           bg_schema_validate(arena, head, value, options).validity == BG_INVALID;
}

static const char *verdict_text(struct bg_arena *arena, const struct bg_change *change, const struct bg_node *base,
                                const struct bg_node *head) {
    switch (change->verdict) {
    case BG_VERDICT_NOT_ASKED:
        return NULL;
    case BG_VERDICT_REJECTS:
        return change->witness.len > 0 && is_proven(arena, change, base, head) ? "refuses" : "refuses, unproven";
    case BG_VERDICT_ACCEPTS:
        return "accepts";
    case BG_VERDICT_UNKNOWN:
        return change->unknown.len > 0 ? "unknown" : "unknown for no reason";
    }
    return NULL;
}

static void run_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *base = parse(&arena, bg_slice_of(row->base));
    const struct bg_node *head = parse(&arena, bg_slice_of(row->head));
    struct bg_spec before = {.sight = bg_sight_all(), .connection_specification = base};
    struct bg_spec after = {.sight = bg_sight_all(), .connection_specification = head};
    struct bg_changes changes = {.arena = &arena};
    bg_diff_spec(&bg_protocol_airbyte, &before, &after, &changes);
    struct bg_slice lines = BG_LITERAL("");
    for (size_t i = 0; i < changes.count; i++) {
        const struct bg_change *change = &changes.items[i];
        const char *verdict = verdict_text(&arena, change, base, head);
        if (verdict != NULL) {
            lines = bg_arena_printf(&arena, "%.*s%s %s %.*s: %s\n", BG_ARGS(lines), bg_change_kind_name(change->kind),
                                    bg_change_how_name(change->how), BG_ARGS(change->path), verdict);
        }
    }
    assert_string_equal(lines.at, row->expected);
    bg_arena_finish(&arena);
}

UNIT(diff_spec_spec_verdict) {
    struct CMUnitTest tests[sizeof rows / sizeof rows[0]];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const void *state = &rows[i];
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = run_row};
        memcpy(&tests[i].initial_state, &state, sizeof state);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
