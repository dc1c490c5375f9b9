/* Discriminators: which property tells branches apart, row by row. */
#include "schema/accept/discriminator.h"

#include "base/slice.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const struct {
    const char *name;
    const char *schema;   /* with `oneOf` */
    const char *expected; /* "KEY: VALUES", or "none" */
} rows[] = {
    {"const", "{oneOf: [{properties: {k: {const: a}}}, {properties: {k: {const: b}}}]}", "k: \"a\" \"b\""},
    {"enum of one", "{oneOf: [{properties: {k: {enum: [a]}}}, {properties: {k: {enum: [1]}}}]}", "k: \"a\" 1"},
    {"enum of two", "{oneOf: [{properties: {k: {enum: [a, b]}}}, {properties: {k: {enum: [c]}}}]}", "none"},
    {"the same value twice", "{oneOf: [{properties: {k: {const: a}}}, {properties: {k: {const: a}}}]}", "none"},
    {"missing in one", "{oneOf: [{properties: {k: {const: a}}}, {properties: {}}]}", "none"},
    {"the first that works",
     "{oneOf: [{properties: {t: {const: x}, k: {const: a}}}, {properties: {t: {const: x}, k: {const: b}}}]}",
     "k: \"a\" \"b\""},
    {"one branch", "{oneOf: [{properties: {n: {type: string}, k: {const: a}}}]}", "k: \"a\""},
    {"through references",
     "{definitions: {a: {properties: {k: {$ref: '#/definitions/v'}}}, v: {const: a}},"
     " oneOf: [{$ref: '#/definitions/a'}, {properties: {k: {const: b}}}]}",
     "k: \"a\" \"b\""},
    {"a reference to itself", "{oneOf: [{$ref: '#/oneOf/0'}, {properties: {k: {const: b}}}]}", "none"},
    {"values that are no scalars", "{oneOf: [{properties: {k: {const: [1]}}}, {properties: {k: {const: [2]}}}]}",
     "none"},
    {"no branches", "{oneOf: []}", "none"},
    {"no list", "{oneOf: {}}", "none"},
};

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_node *schema = document_of(&arena, rows[i].schema);
        const struct bg_node *branches = bg_node_at(schema, "oneOf");
        struct bg_references references = {.arena = &arena, .document = schema};
        struct bg_discriminator found;
        const char *got = "none";
        if (bg_discriminator_find(&references, branches, &found)) {
            struct bg_slice text = bg_arena_printf(&arena, "%.*s:", BG_ARGS(found.key));
            for (size_t b = 0; b < branches->count; b++) {
                text = bg_arena_printf(&arena, "%.*s %s", BG_ARGS(text), document_text(&arena, found.values[b]));
            }
            got = text.at;
        }
        document_expect(rows[i].name, got, rows[i].expected);
        bg_arena_finish(&arena);
    }
}

UNIT(schema_accept_discriminator) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
