/* Primary keys and cursors, in every form that manifests write them. */
#include "source/manifest/manifest_keys.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *text;
    const char *expected;
};

static const struct row keys[] = {
    {"null", "", "null"},
    {"an empty list", "[]", "null"},
    {"a name", "id", "[[\"id\"]]"},
    {"names", "[a, b]", "[[\"a\"], [\"b\"]]"},
    {"paths", "[[a], [b]]", "[[\"a\"], [\"b\"]]"},
    {"a nested path", "[[a, b]]", "[[\"a\", \"b\"]] nested-primary-key"},
    {"an empty text", "''", "null empty-string-primary-key"},
    {"an integer", "7", "[[\"7\"]]"},
    {"a mixture", "[a, [b]]", "null bad-primary-key"},
    {"an empty path", "[[]]", "null bad-primary-key"},
    {"numbers in a list", "[1]", "null bad-primary-key"},
    {"a mapping", "{a: b}", "null bad-primary-key"},
    {"a truth", "true", "null bad-primary-key"},
};

static const struct row cursors[] = {
    {"none", "", "null"},
    {"no mapping", "[a]", "null"},
    {"a field", "{cursor_field: at}", "\"at\""},
    {"with a dot it is one name", "{cursor_field: a.b}", "\"a.b\""},
    {"no field", "{}", "null empty"},
    {"a null field", "{cursor_field: }", "null empty"},
    {"an empty field", "{cursor_field: ''}", "null empty"},
    {"the text None", "{cursor_field: None}", "null empty"},
    {"a number", "{cursor_field: '12'}", "\"12\""},
    {"from parameters", "{cursor_field: \"{{ parameters['c'] }}\", $parameters: {c: at}}", "\"at\""},
    {"from nothing", "{cursor_field: \"{{ parameters['c'] }}\"}", "null empty"},
    {"from the configuration", "{cursor_field: \"{{ config['c'] }}\"}", "\"{{ config['c'] }}\" opaque"},
    {"the catalog may choose", "{cursor_field: at, allow_catalog_defined_cursor_field: true}", "\"at\" catalog"},
};

static void a_key_is_read(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const char *warning = NULL;
    const struct bg_node *key = bg_manifest_primary_key(&arena, document_of(&arena, row->text), &warning);
    const char *got = bg_arena_printf(&arena, "%s%s%s", document_text(&arena, key), warning == NULL ? "" : " ",
                                      warning == NULL ? "" : warning)
                          .at;
    document_expect(row->name, got, row->expected);
    bg_arena_finish(&arena);
}

static void a_cursor_is_read(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_manifest_cursor cursor = bg_manifest_cursor_of(&arena, document_of(&arena, row->text));
    const char *got =
        bg_arena_printf(&arena, "%s%s%s%s", document_text(&arena, cursor.field), cursor.is_opaque ? " opaque" : "",
                        cursor.is_empty ? " empty" : "", cursor.is_catalog_defined ? " catalog" : "")
            .at;
    document_expect(row->name, got, row->expected);
    bg_arena_finish(&arena);
}

static void no_key_at_all(void **state) {
    (void)state;
    const char *warning = "";
    assert_null(bg_manifest_primary_key(NULL, NULL, &warning));
    assert_null(warning);
}

UNIT(source_manifest_manifest_keys) {
    enum { KEYS = sizeof keys / sizeof *keys, CURSORS = sizeof cursors / sizeof *cursors };
    struct CMUnitTest tests[KEYS + CURSORS + 1];
    for (size_t i = 0; i < KEYS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = keys[i].name, .test_func = a_key_is_read, .initial_state = (void *)(uintptr_t)&keys[i]};
    }
    for (size_t i = 0; i < CURSORS; i++) {
        tests[KEYS + i] = (struct CMUnitTest){
            .name = cursors[i].name, .test_func = a_cursor_is_read, .initial_state = (void *)(uintptr_t)&cursors[i]};
    }
    tests[KEYS + CURSORS] = (struct CMUnitTest)cmocka_unit_test(no_key_at_all);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
