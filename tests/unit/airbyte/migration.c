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
    const char *expected; /* the paths, each with a line end, and a + before it where nobody is hurt */
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
     MIGRATION("{type: ConfigRemapField, field_path: [zone], map: {b: a}}"), "+/properties/zone\n"},
    {"a field is taken away", "{properties: {a: {type: string}}, additionalProperties: false}",
     "{properties: {}, additionalProperties: false}", MIGRATION("{type: ConfigRemoveFields, field_pointers: [[a]]}"),
     "+/properties/a\n"},
#define STRINGS "{properties: {a: {type: string}}}"
#define B_TOO "{properties: {a: {type: string}, b: {type: string}}, required: [b]}"
#define ADD_IF(path, value, condition)                                                                                 \
    MIGRATION("{type: ConfigAddFields, condition: \"{{ " condition " }}\", fields: [{path: " path ", value: " value    \
              "}]}")
    {"filled with a literal, always", STRINGS, B_TOO, ADD("[b]"), "+/properties/b\n"},
    {"filled with another type", STRINGS, B_TOO, MIGRATION("{type: ConfigAddFields, fields: [{path: [b], value: 1}]}"),
     "/properties/b\n"},
    {"filled where it is missing", STRINGS, B_TOO, ADD_IF("[b]", "x", "not config.get('b', False)"),
     "+/properties/b\n"},
    {"filled only where another setting is", STRINGS, B_TOO, ADD_IF("[b]", "x", "config.get('a')"), "/properties/b\n"},
    {"filled from a setting that is always there", "{properties: {a: {type: string}}, required: [a]}", B_TOO,
     MIGRATION("{type: ConfigAddFields, fields: [{path: [b], value: \"{{ config['a'] }}\"}]}"), "+/properties/b\n"},
    {"filled from a setting that may be missing", STRINGS, B_TOO,
     MIGRATION("{type: ConfigAddFields, fields: [{path: [b], value: \"{{ config['a'] }}\"}]}"), "/properties/b\n"},
    {"a value that nobody can follow", STRINGS, B_TOO,
     MIGRATION("{type: ConfigAddFields, fields: [{path: [b], value: \"{{ now_utc() }}\"}]}"), "/properties/b\n"},
    {"a condition that nobody can follow", STRINGS, B_TOO, ADD_IF("[b]", "x", "config['a'] == 'x'"), "/properties/b\n"},
    {"a switch that is off is no missing setting", "{properties: {a: {type: boolean}}}", B_TOO,
     ADD_IF("[b]", "x", "not config.get('a')"), "/properties/b\n"},
    {"moved into an object that is made", "{properties: {key: {type: string}}, required: [key]}",
     "{properties: {auth: {type: object, properties: {key: {type: string}, kind: {const: key}}, required: [key, "
     "kind]}}, "
     "required: [auth]}",
     "{config_migrations: [{transformations: [{type: ConfigAddFields, condition: \"{{ 'key' in config }}\", fields: "
     "[{path: [auth, key], value: \"{{ config['key'] }}\"}, {path: [auth, kind], value: key}]}]}]}",
     "+/properties/key\n+/properties/auth\n"},
    {"moved into a choice between objects", "{properties: {key: {type: string}}, required: [key]}",
     "{properties: {auth: {oneOf: [{properties: {kind: {const: a}, key: {type: string}}, required: [kind, key]}]}}, "
     "required: [auth]}",
     "{config_migrations: [{transformations: [{type: ConfigAddFields, condition: \"{{ config.get('key', False) }}\", "
     "fields: [{path: [auth, key], value: \"{{ config['key'] }}\"}, {path: [auth, kind], value: a}]}]}]}",
     "+/properties/key\n+/properties/auth\n"},
    {"every value that went is mapped", "{properties: {zone: {enum: [a, b, c]}}}", "{properties: {zone: {enum: [a]}}}",
     MIGRATION("{type: ConfigRemapField, field_path: [zone], map: {b: a, c: a}}"), "+/properties/zone\n"},
    {"one value is forgotten", "{properties: {zone: {enum: [a, b, c]}}}", "{properties: {zone: {enum: [a]}}}",
     MIGRATION("{type: ConfigRemapField, field_path: [zone], map: {b: a}}"), "/properties/zone\n"},
    {"a transformation in memory is made before the check, too", STRINGS, B_TOO,
     "{transformations: [{type: ConfigAddFields, fields: [{path: [b], value: x}]}]}", "+/properties/b\n"},
    {"a custom step among them", STRINGS, B_TOO,
     "{config_migrations: [{transformations: [{type: ConfigAddFields, fields: [{path: [b], value: x}]}, {type: "
     "CustomConfigTransformation}]}]}",
     "/properties/b\n"},
    {"an object with a choice is not rewritten",
     "{properties: {a: {oneOf: [{properties: {k: {const: x}}}, {properties: {k: {const: y}}}]}}}",
     "{properties: {a: {type: object, required: [b]}}}",
     MIGRATION("{type: ConfigAddFields, fields: [{path: [a, b], value: x}]}"), "/properties/a/properties/b\n"},
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
        if ((changes.items[i].flags & (BG_FLAG_MIGRATED | BG_FLAG_COVERED)) != 0) {
            marked = bg_arena_printf(&arena, "%.*s%s%.*s\n", BG_ARGS(marked),
                                     (changes.items[i].flags & BG_FLAG_COVERED) != 0 ? "+" : "",
                                     BG_ARGS(changes.items[i].path));
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
