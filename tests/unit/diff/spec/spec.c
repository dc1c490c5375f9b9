/*
 * The spec half of the diff, through the built-in rules, against the cases of the shared folder: levels under all
 * profiles and sets of ids. And against the verdicts of the connector acceptance tests, which know "breaking" only.
 */
#include "airbyte/protocol.h"
#include "diff/spec/spec.h"
#include "text/read.h"
#include "rules/match.h"
#include "schema/accept/validate.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct bg_spec spec_of(const struct bg_node *envelope) {
    return (struct bg_spec){
        .sight = bg_sight_all(),
        .envelope = envelope,
        .connection_specification = bg_node_at(envelope, "connectionSpecification"),
        .config_normalization_rules = bg_node_at(envelope, "config_normalization_rules"),
    };
}

struct result {
    struct bg_arena *arena;
    struct bg_rules rules;
    struct bg_changes changes;
};

static void compare(struct result *result, const struct bg_node *row) {
    struct bg_spec base = spec_of(bg_node_at(row, "before"));
    struct bg_spec head = spec_of(bg_node_at(row, "after"));
    result->changes = (struct bg_changes){.arena = result->arena};
    bg_diff_spec(&bg_protocol_airbyte, &base, &head, &result->changes);
}

static enum bg_level level_of(struct result *result, enum bg_rule_profile profile) {
    struct bg_finding *findings;
    size_t count;
    bg_policy_judge(&result->rules, profile, &result->changes, BG_LITERAL("source-x"), result->arena, &findings,
                    &count);
    return bg_policy_required(findings, count);
}

static const char *level_name(enum bg_level level) {
    static const char *const names[] = {"none", "patch", "minor", "major"};
    return names[level];
}

static int compare_ids(const void *a, const void *b) {
    return bg_slice_compare(*(const struct bg_slice *)a, *(const struct bg_slice *)b);
}

/* The ids as one line, each once, in order. */
static struct bg_slice ids_of(struct result *result) {
    struct bg_slice *ids = bg_arena_array(result->arena, result->changes.count, sizeof ids[0]);
    for (size_t i = 0; i < result->changes.count; i++) {
        ids[i] = bg_rules_match(&result->rules, &result->changes.items[i])->id;
    }
    if (result->changes.count > 0) {
        qsort(ids, result->changes.count, sizeof ids[0], compare_ids);
    }
    struct bg_slice line = BG_LITERAL("");
    for (size_t i = 0; i < result->changes.count; i++) {
        if (i == 0 || !bg_slice_equal(ids[i], ids[i - 1])) {
            line = bg_arena_printf(result->arena, "%.*s %.*s", BG_ARGS(line), BG_ARGS(ids[i]));
        }
    }
    return line;
}

static struct bg_slice expected_ids(struct bg_arena *arena, const struct bg_node *list) {
    struct bg_slice line = BG_LITERAL("");
    for (size_t i = 0; i < list->count; i++) {
        line = bg_arena_printf(arena, "%.*s %.*s", BG_ARGS(line), BG_ARGS(bg_node_text(list->as.items[i])));
    }
    return line;
}

/* Every witness is accepted by the base and refused by the head, by the validator. */
static size_t count_bad_witnesses(struct result *result, const struct bg_node *row) {
    const struct bg_node *base = bg_node_path(row, "before", "connectionSpecification", NULL);
    const struct bg_node *head = bg_node_path(row, "after", "connectionSpecification", NULL);
    size_t bad = 0;
    for (size_t i = 0; i < result->changes.count; i++) {
        struct bg_slice text = result->changes.items[i].witness;
        if (text.len == 0) {
            continue;
        }
        const struct bg_node *value;
        struct bg_error err;
        struct bg_validate_options options = {.assert_formats = false};
        assert_true(
            bg_read_json(result->arena, bg_source_new(result->arena, BG_LITERAL("witness"), text), NULL, &value, &err));
        bad += bg_schema_validate(result->arena, base, value, options).validity != BG_VALID;
        bad += bg_schema_validate(result->arena, head, value, options).validity != BG_INVALID;
    }
    return bad;
}

static void test_semantics(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *rows = shared_json(&arena, "conformance/semantics.json");
    if (rows == NULL) {
        skip();
    }
    struct result result = {.arena = &arena};
    bg_rules_init(&result.rules, &arena);
    size_t count = 0;
    size_t wrong_levels = 0;
    size_t wrong_ids = 0;
    size_t wrong_proofs = 0;
    for (size_t r = 0; r < rows->count; r++) {
        const struct bg_node *row = rows->as.items[r];
        if (!bg_node_is_text(bg_node_at(row, "kind"), "spec")) {
            continue;
        }
        count++;
        struct bg_slice id = bg_node_text(bg_node_at(row, "id"));
        compare(&result, row);
        for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
            const char *profile = bg_rule_profile_name((enum bg_rule_profile)p);
            const char *level = level_name(level_of(&result, (enum bg_rule_profile)p));
            struct bg_slice expected = bg_node_text(bg_node_path(row, "levels", profile, NULL));
            if (!bg_slice_is(expected, level)) {
                print_error("%.*s: %s under %s, not %.*s\n", BG_ARGS(id), level, profile, BG_ARGS(expected));
                wrong_levels++;
            }
        }
        struct bg_slice ids = ids_of(&result);
        struct bg_slice expected = expected_ids(&arena, bg_node_at(row, "change_ids"));
        const struct bg_node *exact = bg_node_at(row, "change_ids_exact");
        bool is_exact = exact == NULL || bg_node_is_true(exact);
        if (is_exact && !bg_slice_equal(ids, expected)) {
            print_error("%.*s:\n  is      %.*s\n  must be %.*s\n", BG_ARGS(id), BG_ARGS(ids), BG_ARGS(expected));
            wrong_ids++;
        }
        wrong_proofs += count_bad_witnesses(&result, row) > 0;
    }
    print_message("semantics: %zu cases, %zu wrong levels, %zu wrong id sets, %zu wrong proofs\n", count, wrong_levels,
                  wrong_ids, wrong_proofs);
    assert_int_equal(wrong_levels, 0);
    assert_int_equal(wrong_ids, 0);
    assert_int_equal(wrong_proofs, 0);
    bg_arena_finish(&arena);
}

static void test_acceptance_tests(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *rows = shared_json(&arena, "conformance/cat_spec.json");
    if (rows == NULL) {
        skip();
    }
    struct result result = {.arena = &arena};
    bg_rules_init(&result.rules, &arena);
    size_t agreed = 0;
    for (size_t r = 0; r < rows->count; r++) {
        const struct bg_node *row = rows->as.items[r];
        compare(&result, row);
        enum bg_level level = level_of(&result, BG_RULE_PROFILE_AIRBYTE);
        bool is_breaking = bg_node_is_true(bg_node_at(row, "peer_breaking"));
        bool is_agreed = (level == BG_LEVEL_MAJOR) == is_breaking;
        agreed += is_agreed;
        if (!is_agreed) {
            print_message("%.*s: %s, the peer says %s\n", BG_ARGS(bg_node_text(bg_node_at(row, "id"))),
                          level_name(level), is_breaking ? "breaking" : "not breaking");
        }
    }
    print_message("acceptance tests: %zu of %zu agree\n", agreed, rows->count);
    assert_int_equal(agreed, rows->count - 4);
    bg_arena_finish(&arena);
}

/* What can be read on each side, and what is said about it. */
static const struct readability_row {
    const char *name;
    enum bg_extent base;
    enum bg_extent head;
    bool is_changed; /* the schema, where both are static */
    const char *expected;
} readabilities[] = {
    {"static to static", BG_EXTENT_ALL, BG_EXTENT_ALL, false, ""},
    {"static to static, changed", BG_EXTENT_ALL, BG_EXTENT_ALL, true, " spec-type-changed"},
    {"static to absent", BG_EXTENT_ALL, BG_EXTENT_ABSENT, false, " spec-vanished"},
    {"static to opaque", BG_EXTENT_ALL, BG_EXTENT_NONE, false, " spec-turned-opaque"},
    {"absent to static", BG_EXTENT_ABSENT, BG_EXTENT_ALL, false, " spec-appeared"},
    {"opaque to static", BG_EXTENT_NONE, BG_EXTENT_ALL, false, " spec-appeared"},
    {"absent to opaque", BG_EXTENT_ABSENT, BG_EXTENT_NONE, false, ""},
    {"opaque to opaque", BG_EXTENT_NONE, BG_EXTENT_NONE, false, ""},
};

static const struct bg_node *parse(struct bg_arena *arena, const char *text) {
    const struct bg_node *node;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("spec.yaml"), bg_slice_of(text));
    if (!bg_read_yaml(arena, source, NULL, &node, &err)) {
        fail_msg("%s in %s", err.message, text);
    }
    return node;
}

static struct bg_spec readable(struct bg_arena *arena, enum bg_extent extent, const char *schema) {
    const struct bg_node *node = extent == BG_EXTENT_ALL ? parse(arena, schema) : NULL;
    return (struct bg_spec){.sight.extent = extent, .connection_specification = node};
}

static void test_readability(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof readabilities / sizeof readabilities[0]; i++) {
        const struct readability_row *row = &readabilities[i];
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct result result = {.arena = &arena, .changes = {.arena = &arena}};
        bg_rules_init(&result.rules, &arena);
        struct bg_spec base = readable(&arena, row->base, "{type: string}");
        struct bg_spec head = readable(&arena, row->head, row->is_changed ? "{type: integer}" : "{type: string}");
        bg_diff_spec(&bg_protocol_airbyte, &base, &head, &result.changes);
        struct bg_slice ids = ids_of(&result);
        if (!bg_slice_is(ids, row->expected)) {
            fail_msg("%s: `%.*s`, not `%s`", row->name, BG_ARGS(ids), row->expected);
        }
        bg_arena_finish(&arena);
    }
}

/* Places and texts: one change of each sort in a document written over several lines. */
static void test_places(void **state) {
    (void)state;
    static const char base_text[] = "type: object\n"
                                    "properties:\n"
                                    "  gone: {type: string}\n"
                                    "  size: {type: integer}\n"
                                    "  zone:\n"
                                    "    enum: [a, b]\n";
    static const char head_text[] = "type: object\n"
                                    "required: [port]\n"
                                    "properties:\n"
                                    "  size:\n"
                                    "    type: number\n"
                                    "  zone:\n"
                                    "    enum: [b, c]\n"
                                    "  port: {type: integer}\n";
    static const char expected[] = "gone: [] -> [], 3:3 -> 3:1\n"
                                   "port: [] -> [], 0:0 -> 8:3\n"
                                   "size: [\"integer\"] -> [\"number\"], 4:10 -> 5:5\n"
                                   "zone: [\"a\"] -> [], 6:5 -> 7:5\n"
                                   "zone: [] -> [\"c\"], 6:5 -> 7:5\n";
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_spec base = readable(&arena, BG_EXTENT_ALL, base_text);
    struct bg_spec head = readable(&arena, BG_EXTENT_ALL, head_text);
    struct bg_changes changes = {.arena = &arena};
    bg_diff_spec(&bg_protocol_airbyte, &base, &head, &changes);
    struct bg_slice lines = BG_LITERAL("");
    for (size_t i = 0; i < changes.count; i++) {
        const struct bg_change *change = &changes.items[i];
        lines = bg_arena_printf(&arena, "%.*s%.*s: [%.*s] -> [%.*s], %u:%u -> %u:%u\n", BG_ARGS(lines),
                                BG_ARGS(change->subject), BG_ARGS(change->before), BG_ARGS(change->after),
                                change->base.line, change->base.column, change->head.line, change->head.column);
    }
    assert_string_equal(lines.at, expected);
    bg_arena_finish(&arena);
}

/* A schema that doubles itself forty times: said to be undecided, in no time. */
static void test_too_large(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = BG_LITERAL("{$ref: '#/$defs/d0', $defs: {");
    for (int i = 0; i < 40; i++) {
        text = bg_arena_printf(&arena, "%.*sd%d: {items: {$ref: '#/$defs/d%d'}, not: {$ref: '#/$defs/d%d'}}, ",
                               BG_ARGS(text), i, i + 1, i + 1);
    }
    struct bg_slice base_text = bg_arena_printf(&arena, "%.*sd40: true}}", BG_ARGS(text));
    struct bg_slice head_text = bg_arena_printf(&arena, "%.*sd40: false}}", BG_ARGS(text));
    struct result result = {.arena = &arena, .changes = {.arena = &arena}};
    bg_rules_init(&result.rules, &arena);
    struct bg_spec base = readable(&arena, BG_EXTENT_ALL, base_text.at);
    struct bg_spec head = readable(&arena, BG_EXTENT_ALL, head_text.at);
    bg_diff_spec(&bg_protocol_airbyte, &base, &head, &result.changes);
    assert_true(bg_slice_is(ids_of(&result), " spec-undecided"));
    bg_arena_finish(&arena);
}

/* Two lists of a thousand numbers take more comparisons than there are: what was not looked at is said. */
static void test_too_many_steps(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice texts[2];
    for (int side = 0; side < 2; side++) {
        texts[side] = BG_LITERAL("{enum: [");
        for (int i = 0; i < 1000; i++) {
            texts[side] = bg_arena_printf(&arena, "%.*s%d, ", BG_ARGS(texts[side]), side * 1000 + i);
        }
        texts[side] = bg_arena_printf(&arena, "%.*s]}", BG_ARGS(texts[side]));
    }
    struct result result = {.arena = &arena, .changes = {.arena = &arena}};
    bg_rules_init(&result.rules, &arena);
    struct bg_spec base = readable(&arena, BG_EXTENT_ALL, texts[0].at);
    struct bg_spec head = readable(&arena, BG_EXTENT_ALL, texts[1].at);
    bg_diff_spec(&bg_protocol_airbyte, &base, &head, &result.changes);
    assert_string_equal(ids_of(&result).at, " spec-enum-value-added spec-enum-value-removed spec-undecided");
    bg_arena_finish(&arena);
}

UNIT(diff_spec_spec) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readability), cmocka_unit_test(test_places),
        cmocka_unit_test(test_too_large),   cmocka_unit_test(test_too_many_steps),
        cmocka_unit_test(test_semantics),   cmocka_unit_test(test_acceptance_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
