/*
 * Migrations: which changes of a schema are marked because the head rewrites that place of saved configurations. Rows
 * are two schemas, the head's config_normalization_rules, and the paths of the changes that must carry the mark.
 */
#include "airbyte/protocol.h"
#include "diff/spec/spec.h"
#include "text/read.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct bg_node *parse(struct bg_arena *arena, const char *text) {
    const struct bg_node *node;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("spec.yaml"), bg_slice_of(text));
    if (!bg_read_yaml(arena, source, NULL, &node, &err)) {
        fail_msg("%s in %s", err.message, text);
    }
    return node;
}

#define MIGRATION(transformation) "{config_migrations: [{transformations: [" transformation "]}]}"
#define ADD(path) MIGRATION("{type: ConfigAddFields, fields: [{path: " path ", value: x}]}")

static const struct row {
    const char *name;
    const char *base;
    const char *head;
    const char *rules;
    const char *expected; /* the paths, each with a line end */
} rows[] = {
    {"a new required property is filled in", "{properties: {}}",
     "{properties: {a: {type: string}, b: {type: string}}, required: [a, b]}", ADD("[a]"), "/properties/a\n"},
    {"no migration", "{}", "{required: [a]}", "{}", ""},
    {"a transformation in memory saves nothing", "{}", "{required: [a]}",
     "{transformations: [{type: ConfigAddFields, fields: [{path: [a]}]}]}", ""},
    {"renamed: the new place counts", "{properties: {a: {type: string, title: T}}}",
     "{properties: {b: {type: string, title: T}}}", ADD("[b]"), "/properties/a\n"},
    {"renamed: the previous place does not", "{properties: {a: {type: string, title: T}}}",
     "{properties: {b: {type: string, title: T}}}", ADD("[a]"), ""},
    {"moved into a branch", "{properties: {key: {type: string}}}",
     "{properties: {auth: {oneOf: [{properties: {kind: {const: a}, key: {type: string}}}]}}}", ADD("[auth, key]"),
     "/properties/key\n"},
    {"a value is mapped", "{properties: {zone: {enum: [a, b]}}}", "{properties: {zone: {enum: [a]}}}",
     MIGRATION("{type: ConfigRemapField, field_path: [zone], map: {b: a}}"), "/properties/zone\n"},
    {"a field is taken away", "{properties: {a: {type: string}}, additionalProperties: false}",
     "{properties: {}, additionalProperties: false}", MIGRATION("{type: ConfigRemoveFields, field_pointers: [[a]]}"),
     "/properties/a\n"},
    {"a custom migration says nothing", "{}", "{required: [a]}", MIGRATION("{type: CustomConfigTransformation}"), ""},
};

static void run_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_spec base = {.sight = bg_sight_all(), .connection_specification = parse(&arena, row->base)};
    struct bg_spec head = {.sight = bg_sight_all(),
                           .connection_specification = parse(&arena, row->head),
                           .config_normalization_rules = parse(&arena, row->rules)};
    struct bg_changes changes = {.arena = &arena};
    bg_diff_spec(&bg_protocol_airbyte, &base, &head, &changes);
    struct bg_slice marked = BG_LITERAL("");
    for (size_t i = 0; i < changes.count; i++) {
        if ((changes.items[i].flags & BG_FLAG_MIGRATED) != 0) {
            marked = bg_arena_printf(&arena, "%.*s%.*s\n", BG_ARGS(marked), BG_ARGS(changes.items[i].path));
        }
    }
    assert_string_equal(marked.at, row->expected);
    bg_arena_finish(&arena);
}

UNIT(airbyte_migration) {
    struct CMUnitTest tests[sizeof rows / sizeof rows[0]];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const void *state = &rows[i];
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = run_row};
        memcpy(&tests[i].initial_state, &state, sizeof state);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
