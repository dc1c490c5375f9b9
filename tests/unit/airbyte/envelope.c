/*
 * The envelope of a spec and the rules that rewrite saved configurations: the facts, with what the sentences say. Rows
 * are two ConnectorSpecifications in YAML and every fact that must come out, in order.
 */
#include "airbyte/envelope.h"
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

/* "kind how path: before -> after" a line. */
static struct bg_slice lines_of(struct bg_arena *arena, const struct bg_changes *changes) {
    struct bg_slice lines = BG_LITERAL("");
    for (size_t i = 0; i < changes->count; i++) {
        const struct bg_change *change = &changes->items[i];
        lines = bg_arena_printf(arena, "%.*s%s %s %.*s: %.*s -> %.*s\n", BG_ARGS(lines),
                                bg_change_kind_name(change->kind), bg_change_how_name(change->how),
                                BG_ARGS(change->path), BG_ARGS(change->before), BG_ARGS(change->after));
    }
    return lines;
}

struct row {
    const char *name;
    const char *base;
    const char *head;
    const char *expected;
};

#define OUTPUT(path) "{path_in_connector_config: " path "}"
#define AUTH(outputs)                                                                                                  \
    "{advanced_auth: {oauth_config_specification: {complete_oauth_output_specification: {properties: {" outputs "}}}}" \
    "}"
#define PLACE "/advanced_auth/oauth_config_specification/complete_oauth_output_specification"

#define BRANCH "{properties: {d: {oneOf: [{title: None}, {properties: {a: {}}}]}}}"
#define MAP "{properties: {m: {type: object}}}"
#define SERVER(t, u, v)                                                                                                \
    "advanced_auth: {oauth_config_specification: {complete_oauth_server_output_specification: {properties: {t: " t     \
    ", u: " u ", v: " v "}}}}}"
#define SERVER_PLACE "/advanced_auth/oauth_config_specification/complete_oauth_server_output_specification"

static const struct row envelopes[] = {
    {"nothing", "{supportsDBT: true, documentationUrl: a}", "{documentationUrl: a, supportsDBT: true}", ""},
    {"the schema is not its business", "{connectionSpecification: {type: object}}", "{connectionSpecification: {}}",
     ""},
    {"links", "{documentationUrl: a, changelogUrl: b}", "{documentationUrl: b}",
     "connspec-documentation-url changed /documentationUrl: \"a\" -> \"b\"\n"
     "connspec-documentation-url changed /changelogUrl: \"b\" -> nothing\n"},
    {"modes come and go", "{supported_destination_sync_modes: [append, overwrite]}",
     "{supported_destination_sync_modes: [append_dedup, append]}",
     "connspec-destination-sync-mode removed /supported_destination_sync_modes: \"overwrite\" -> \n"
     "connspec-destination-sync-mode added /supported_destination_sync_modes:  -> \"append_dedup\"\n"},
    {"modes in another order", "{supported_destination_sync_modes: [append, overwrite]}",
     "{supported_destination_sync_modes: [overwrite, append]}",
     "connspec-set equivalent /supported_destination_sync_modes: [\"append\", \"overwrite\"] -> "
     "[\"overwrite\", \"append\"]\n"},
    {"modes vanish", "{supported_destination_sync_modes: [append]}", "{}",
     "connspec-destination-sync-mode removed /supported_destination_sync_modes: \"append\" -> \n"},
    {"modes that are no list", "{supported_destination_sync_modes: [append]}", "{supported_destination_sync_modes: 1}",
     "connspec-destination-sync-mode removed /supported_destination_sync_modes: [\"append\"] -> 1\n"},
    {"flags", "{supportsDBT: true, supportsIncremental: false, supportsNormalization: false}",
     "{supportsDBT: false, supportsIncremental: true}",
     "connspec-dbt removed /supportsDBT: true -> false\nconnspec-incremental added /supportsIncremental: false -> "
     "true\n"
     "connspec-set equivalent /supportsNormalization: false -> nothing\n"},
    {"protocol", "{protocol_version: 0.2.1}", "{protocol_version: 0.2.2}",
     "connspec-protocol changed /protocol_version: \"0.2.1\" -> \"0.2.2\"\n"},
    {"protocol, unsaid is 0", "{}", "{protocol_version: 0.2.2}",
     "connspec-protocol changed /protocol_version: nothing -> \"0.2.2\"\n"},
    {"another protocol", "{protocol_version: 0.2.1}", "{protocol_version: 10.0.0}",
     "connspec-protocol major /protocol_version: \"0.2.1\" -> \"10.0.0\"\n"},
    {"oauth comes", "{}", "{advanced_auth: {auth_flow_type: a}}",
     "connspec-oauth added /advanced_auth: nothing -> {\"auth_flow_type\": \"a\"}\n"},
    {"oauth goes", "{advanced_auth: {auth_flow_type: a}}", "{}",
     "connspec-oauth removed /advanced_auth: {\"auth_flow_type\": \"a\"} -> nothing\n"},
    {"no oauth either way", "{advanced_auth: null}", "{}", "connspec-set equivalent /advanced_auth: null -> nothing\n"},
    {"predicate", "{advanced_auth: {predicate_key: [a], predicate_value: b}}", "{advanced_auth: {predicate_value: c}}",
     "connspec-oauth predicate /advanced_auth/predicate_key: [\"a\"] -> nothing\n"
     "connspec-oauth predicate /advanced_auth/predicate_value: \"b\" -> \"c\"\n"},
    {"output moves", AUTH("t: " OUTPUT("[a]")), AUTH("t: " OUTPUT("[b]")),
     "connspec-oauth output " PLACE ": {\"properties\": {\"t\": {\"path_in_connector_config\": [\"a\"]}}} -> "
     "{\"properties\": {\"t\": {\"path_in_connector_config\": [\"b\"]}}}\n"},
    {"outputs to places that are no settings", "{connectionSpecification: " BRANCH ", " SERVER("1", "2", OUTPUT("[a]")),
     "{connectionSpecification: " BRANCH ", " SERVER("1", "2", "3"),
     "connspec-oauth undeclared " SERVER_PLACE
     ": {\"properties\": {\"t\": 1, \"u\": 2, \"v\": {\"path_in_connector_config\": [\"a\"]}}} -> "
     "{\"properties\": {\"t\": 1, \"u\": 2, \"v\": 3}}\n"},
    {"an output to a setting of a branch", "{connectionSpecification: " BRANCH ", " SERVER("1", "2", OUTPUT("[d, a]")),
     "{connectionSpecification: " BRANCH ", " SERVER("1", "2", "3"),
     "connspec-oauth output " SERVER_PLACE
     ": {\"properties\": {\"t\": 1, \"u\": 2, \"v\": {\"path_in_connector_config\": [\"d\", \"a\"]}}} -> "
     "{\"properties\": {\"t\": 1, \"u\": 2, \"v\": 3}}\n"},
    {"an output into a map", "{connectionSpecification: " MAP ", " SERVER("1", "2", OUTPUT("[m, a]")),
     "{connectionSpecification: " MAP ", " SERVER("1", "2", "3"),
     "connspec-oauth output " SERVER_PLACE
     ": {\"properties\": {\"t\": 1, \"u\": 2, \"v\": {\"path_in_connector_config\": [\"m\", \"a\"]}}} -> "
     "{\"properties\": {\"t\": 1, \"u\": 2, \"v\": 3}}\n"},
    {"one more output hurts nobody", AUTH("t: " OUTPUT("[a]")), AUTH("t: " OUTPUT("[a]") ", u: " OUTPUT("[b]")),
     "connspec-oauth changed /advanced_auth: {\"oauth_config_specification\": "
     "{\"complete_oauth_output_specification\": {\"properties\": {\"t\": {\"path_in_connector_config\": [\"a\"]}}}}} "
     "-> "
     "{\"oauth_config_specification\": {\"complete_oauth_output_specification\": {\"properties\": {\"t\": "
     "{\"path_in_connector_config\": [\"a\"]}, \"u\": {\"path_in_connector_config\": [\"b\"]}}}}}\n"},
    {"the rest",
     "{advanced_auth: {oauth_config_specification: {oauth_user_input_from_connector_config_specification: 1}}}",
     "{advanced_auth: {oauth_config_specification: {oauth_user_input_from_connector_config_specification: 2}}}",
     "connspec-oauth changed /advanced_auth: {\"oauth_config_specification\": "
     "{\"oauth_user_input_from_connector_config_specification\": 1}} -> "
     "{\"oauth_config_specification\": {\"oauth_user_input_from_connector_config_specification\": 2}}\n"},
    {"the specification of oauth goes", AUTH("t: " OUTPUT("[a]")), "{advanced_auth: {}}",
     "connspec-oauth output " PLACE ": {\"properties\": {\"t\": {\"path_in_connector_config\": [\"a\"]}}} -> nothing\n"
     "connspec-oauth changed /advanced_auth: {\"oauth_config_specification\": "
     "{\"complete_oauth_output_specification\": {\"properties\": {\"t\": {\"path_in_connector_config\": [\"a\"]}}}}} "
     "-> {}\n"},
    {"unknown keys", "{a: 1, b: 1}", "{b: 2, c: 3}",
     "connspec-unknown-key changed /a: 1 -> nothing\nconnspec-unknown-key changed /b: 1 -> 2\n"
     "connspec-unknown-key changed /c: nothing -> 3\n"},
};

static const struct row rules[] = {
    {"none either way", "{config_migrations: []}", "{}",
     "connspec-set equivalent /config_normalization_rules/config_migrations: [] -> nothing\n"},
    {"a migration comes", "{}", "{config_migrations: [1]}",
     "connspec-config-migration added /config_normalization_rules/config_migrations: nothing -> [1]\n"},
    {"one more in between", "{config_migrations: [1, 3]}", "{config_migrations: [1, 2, 3]}",
     "connspec-config-migration added /config_normalization_rules/config_migrations: [1, 3] -> [1, 2, 3]\n"},
    {"one goes", "{config_migrations: [1, 2]}", "{config_migrations: [2]}",
     "connspec-config-migration removed /config_normalization_rules/config_migrations: [1, 2] -> [2]\n"},
    {"another order", "{config_migrations: [1, 2]}", "{config_migrations: [2, 1]}",
     "connspec-config-migration changed /config_normalization_rules/config_migrations: [1, 2] -> [2, 1]\n"},
    {"the other lists", "{validations: [1], transformations: [1]}", "{transformations: [2]}",
     "connspec-config-transformation changed /config_normalization_rules/transformations: [1] -> [2]\n"
     "connspec-config-validation removed /config_normalization_rules/validations: [1] -> nothing\n"},
    {"the type that rules have is no change beside them", "{}", "{type: ConfigNormalizationRules}", ""},
    {"a key that nobody reads", "{}", "{x: 1}",
     "connspec-unknown-key changed /config_normalization_rules: {} -> {\"x\": 1}\n"},
    {"something else in there", "{type: a}", "{type: b}",
     "connspec-unknown-key changed /config_normalization_rules: {\"type\": \"a\"} -> {\"type\": \"b\"}\n"},
};

static void run(const struct row *row,
                void (*compare)(const struct bg_node *, const struct bg_node *, struct bg_changes *)) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *base = parse(&arena, row->base);
    const struct bg_node *head = parse(&arena, row->head);
    struct bg_changes changes = {.arena = &arena};
    compare(base, head, &changes);
    assert_string_equal(lines_of(&arena, &changes).at, row->expected);
    struct bg_changes none = {.arena = &arena};
    compare(base, base, &none);
    compare(head, head, &none);
    assert_int_equal(none.count, 0);
    bg_arena_finish(&arena);
}

static void run_envelope(void **state) {
    run(*state, bg_envelope_diff);
}

static void run_rules(void **state) {
    run(*state, bg_envelope_diff_rules);
}

enum { ENVELOPES = sizeof envelopes / sizeof envelopes[0], RULES = sizeof rules / sizeof rules[0] };

static struct CMUnitTest test_of(const struct row *row, CMUnitTestFunction function) {
    const void *state = row;
    struct CMUnitTest test = {.name = row->name, .test_func = function};
    memcpy(&test.initial_state, &state, sizeof state);
    return test;
}

UNIT(airbyte_envelope) {
    struct CMUnitTest tests[ENVELOPES + RULES];
    for (size_t i = 0; i < ENVELOPES; i++) {
        tests[i] = test_of(&envelopes[i], run_envelope);
    }
    for (size_t i = 0; i < RULES; i++) {
        tests[ENVELOPES + i] = test_of(&rules[i], run_rules);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
