/* `nullable` of OpenAPI 3.0, row by row: a document, and the whole document that it becomes. */
#include "schema/accept/nullable.h"

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
    {"a type", "{type: string, nullable: true}", "{\"nullable\": true, \"type\": [\"string\", \"null\"]}"},
    {"types", "{type: [string, integer], nullable: true}",
     "{\"nullable\": true, \"type\": [\"string\", \"integer\", \"null\"]}"},
    {"a property", "{properties: {a: {type: string, nullable: true}, b: {}}}",
     "{\"properties\": {\"a\": {\"nullable\": true, \"type\": [\"string\", \"null\"]}, \"b\": {}}}"},
    {"a branch", "{anyOf: [{type: string}, {items: {type: string, nullable: true}}]}",
     "{\"anyOf\": [{\"type\": \"string\"}, {\"items\": {\"nullable\": true, \"type\": [\"string\", \"null\"]}}]}"},
    {"a property that is called so", "{type: object, properties: {nullable: {type: boolean}}}", NULL},
    {"not nullable", "{type: string, nullable: false}", NULL},
    {"without a type it says nothing", "{nullable: true, enum: [a]}", NULL},
    {"a default is no schema", "{default: {type: string, nullable: true}}", NULL},
    {"no map", "true", NULL},
};

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        document_expect_rewrite(rows[i].name, bg_schema_from_nullable, rows[i].schema, rows[i].expected);
    }
}

UNIT(schema_accept_nullable) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
