/* Defaults that a runtime fills, row by row: a document, and the whole document that is still asked for. */
#include "schema/accept/filled.h"

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
    const char *schema;
    const char *expected; /* NULL: the same node */
} rows[] = {
    {"a default", "{properties: {a: {default: 1}, b: {}}, required: [a, b]}",
     "{\"properties\": {\"a\": {\"default\": 1}, \"b\": {}}, \"required\": [\"b\"]}"},
    {"one in an option", "{oneOf: [{properties: {a: {default: null}}, required: [a]}]}",
     "{\"oneOf\": [{\"properties\": {\"a\": {\"default\": null}}, \"required\": []}]}"},
    {"what tells options apart is asked for",
     "{oneOf: [{properties: {k: {const: x, default: x}}, required: [k]}, {properties: {k: {enum: [y], default: y}}, "
     "required: [k]}]}",
     NULL},
    {"nothing has a default", "{properties: {a: {}}, required: [a, z]}", NULL},
    {"a default is no schema", "{default: {properties: {a: {default: 1}}, required: [a]}}", NULL},
    {"no map", "true", NULL},
};

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        document_expect_rewrite(rows[i].name, bg_schema_with_defaults, rows[i].schema, rows[i].expected);
    }
}

UNIT(schema_accept_filled) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
