/*
 * Metadata against metadata: which keys are named, and which rule claims them. Shows that the version and the breaking
 * entries are told apart from other keys; cannot show what a registry does with a key.
 */
#include "diff/metadata.h"

#include "core/buffer.h"
#include "core/level.h"
#include "doc/read.h"
#include "policy/match.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The connector that a loader makes of this metadata, as far as the diff looks at it. */
static struct bg_connector connector_of(struct bg_arena *arena, const char *text) {
    struct bg_connector connector = {0};
    if (text == NULL) {
        return connector;
    }
    struct bg_error err;
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("metadata.yaml"), bg_slice_of(text));
    if (!bg_read_yaml(arena, source, NULL, &connector.metadata, &err)) {
        fail_msg("%s", err.message);
    }
    const struct bg_node *version = bg_node_path(connector.metadata, "data", "dockerImageTag", NULL);
    connector.version = (struct bg_version_site){bg_node_text(version), bg_node_place(version)};
    const struct bg_node *entries = bg_node_path(connector.metadata, "data", "releases", "breakingChanges", NULL);
    size_t count = entries == NULL ? 0 : entries->count;
    connector.breaking = bg_arena_array(arena, count, sizeof connector.breaking[0]);
    for (size_t i = 0; i < count; i++) {
        const struct bg_member *member = &entries->as.members[i];
        connector.breaking[connector.breaking_count++] =
            (struct bg_breaking_entry){member->key, member->value, bg_member_place(member)};
    }
    return connector;
}

static const struct row {
    const char *name;
    const char *base;
    const char *head;
    const char *expect; /* "LEVEL RULE HOW SUBJECT BEFORE>AFTER", a line each, in the order of the changes */
} rows[] = {
    {"nothing differs", "data: {a: 1, b: [1, 2]}", "data: {b: [1, 2], a: 1}", ""},
    {"the version is no change", "data: {dockerImageTag: 1.0.0}", "data: {dockerImageTag: 1.0.1}", ""},
    {"a pinned version of a registry", "data: {registryOverrides: {cloud: {dockerImageTag: 1.0.0}}}",
     "data: {registryOverrides: {cloud: {dockerImageTag: 1.0.1}}}",
     "none metadata-never-ships changed data.registryOverrides.cloud.dockerImageTag \"1.0.0\">\"1.0.1\"\n"},
    {"a leaf of any depth", "data: {x: {y: {z: 1}}}", "data: {x: {y: {z: 2}}}",
     "patch metadata-changed changed data.x.y.z 1>2\n"},
    {"a list is a leaf", "data: {tags: [a]}", "data: {tags: [a, b]}",
     "none metadata-never-ships changed data.tags [\"a\"]>[\"a\", \"b\"]\n"},
    {"what is added as a whole is named leaf by leaf", "data: {a: 1}", "data: {a: 1, x: {y: 1, z: {}}}",
     "patch metadata-changed added data.x.y >1\npatch metadata-changed added data.x.z >{}\n"},
    {"what is removed as a whole, too", "data: {a: 1, x: {y: 1}}", "data: {a: 1}",
     "patch metadata-changed removed data.x.y 1>\n"},
    {"a mapping becomes a text", "data: {x: {y: 1}}", "data: {x: y}",
     "patch metadata-changed changed data.x {\"y\": 1}>\"y\"\n"},
    {"outside of data", "metadataSpecVersion: '1.0'", "metadataSpecVersion: '1.1'",
     "patch metadata-changed changed metadataSpecVersion \"1.0\">\"1.1\"\n"},
    {"breaking entries", "data: {releases: {breakingChanges: {1.0.0: {message: A}, 2.0.0: {message: B}}}}",
     "data: {releases: {breakingChanges: {2.0.0: {message: C}, 3.0.0: {message: D}}}}",
     "none breaking-entry-removed removed 1.0.0 >\nnone breaking-entry-changed changed 2.0.0 >\n"
     "major breaking-entry-added added 3.0.0 >\n"},
    {"the first breaking entry", "data: {a: 1}",
     "data: {a: 1, releases: {migrationDocumentationUrl: u, breakingChanges: {2.0.0: {message: A}}}}",
     "major breaking-entry-added added 2.0.0 >\n"
     "none metadata-never-ships added data.releases.migrationDocumentationUrl >\"u\"\n"},
    {"a person should look", "data: {allowedHosts: {hosts: [a]}, definitionId: x}",
     "data: {allowedHosts: {hosts: []}, definitionId: y}",
     "patch metadata-hosts-changed changed data.allowedHosts.hosts [\"a\"]>[]\n"
     "patch metadata-identity-changed changed data.definitionId \"x\">\"y\"\n"},
    {"the base image", "data: {connectorBuildOptions: {baseImage: a}}", "data: {connectorBuildOptions: {baseImage: b}}",
     "patch metadata-base-image-changed changed data.connectorBuildOptions.baseImage \"a\">\"b\"\n"},
    {"no metadata on one side", NULL, "data: {a: 1}", ""},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_connector base = connector_of(&arena, row->base);
    struct bg_connector head = connector_of(&arena, row->head);
    struct bg_changes changes = {.arena = &arena};
    bg_diff_metadata(&base, &head, &changes);
    struct bg_rules rules;
    bg_rules_init(&rules, &arena);
    struct bg_buffer actual = {0};
    for (size_t i = 0; i < changes.count; i++) {
        const struct bg_change *change = &changes.items[i];
        const struct bg_rule *rule = bg_rules_match(&rules, change);
        bg_buffer_printf(&actual, "%s %.*s %s %.*s %.*s>%.*s\n",
                         bg_level_names[bg_rules_level(&rules, rule, BG_RULE_PROFILE_AIRBYTE)], BG_ARGS(rule->id),
                         bg_change_how_name(change->how), BG_ARGS(change->subject), BG_ARGS(change->before),
                         BG_ARGS(change->after));
    }
    bg_buffer_add_char(&actual, '\0');
    assert_string_equal(actual.at, row->expect);
    bg_buffer_finish(&actual);
    bg_arena_finish(&arena);
}

int main(void) {
    struct CMUnitTest tests[COUNT(rows)];
    for (size_t i = 0; i < COUNT(rows); i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = test_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    return cmocka_run_group_tests_name("metadata", tests, NULL, NULL);
}
