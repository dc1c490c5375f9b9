/*
 * Containment against the peers' cases: no answer is wrong outside the disputed ones, and as many are right as were
 * when this was written. Every "no" is validated again from its text. Verdicts on specs, under the assumptions about
 * stored configurations, agree in every case.
 */
#include "support/inclusion.h"

#include "base/buffer.h"
#include "base/slice.h"
#include "text/builder.h"
#include "text/read.h"
#include "text/write_json.h"
#include "schema/contain/relate.h"
#include "schema/accept/validate.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

/* How many cases outside the disputed ones are answered right. */
static const struct {
    const char *set;
    size_t right;
} reached[] = {
    {"jsonsubschema", 375},        {"jsoncompat_subset", 285},    {"json_schema_diff", 226},
    {"apicurio_json_schema", 186}, {"karapace_json_schema", 170}, {"sentry_json_schema_diff", 61},
    {"oasdiff_schema", 109},
};

static size_t right_before(const char *set) {
    for (size_t i = 0; i < sizeof reached / sizeof reached[0]; i++) {
        if (strcmp(reached[i].set, set) == 0) {
            return reached[i].right;
        }
    }
    return 0;
}

/* Accepted by the base and refused by the head, freshly read and validated. */
static bool is_confirmed(struct bg_arena *arena, const struct inclusion *c, struct bg_slice witness) {
    struct bg_error err = {0};
    const struct bg_node *value = NULL;
    struct bg_validate_options options = {0};
    return bg_read_json(arena, bg_source_new(arena, BG_LITERAL("witness"), witness), NULL, &value, &err) &&
           bg_schema_validate(arena, c->base, value, options).validity == BG_VALID &&
           bg_schema_validate(arena, c->head, value, options).validity == BG_INVALID;
}

/* True if the answer is the peer's. Fails the test if it is the other one. */
static bool check_case(const struct inclusion *c) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_relation relation = bg_schema_relate(&arena, c->base, c->head, (struct bg_relate_options){0});
    bool is_right = relation.answer != BG_ANSWER_UNKNOWN && (relation.answer == BG_ANSWER_YES) == c->is_included;
    if (!is_right && !c->is_disputed && relation.answer != BG_ANSWER_UNKNOWN) {
        fail_msg("%.*s %s: wrong, witness %.*s", BG_ARGS(c->id), c->way, BG_ARGS(relation.witness));
    }
    if (relation.answer == BG_ANSWER_UNKNOWN && relation.reason.len == 0) {
        fail_msg("%.*s %s: unknown without a reason", BG_ARGS(c->id), c->way);
    }
    if (relation.answer == BG_ANSWER_NO && !is_confirmed(&arena, c, relation.witness)) {
        fail_msg("%.*s %s: bad witness %.*s", BG_ARGS(c->id), c->way, BG_ARGS(relation.witness));
    }
    bg_arena_finish(&arena);
    return is_right && !c->is_disputed;
}

static void test_sets(void **state) {
    (void)state;
    for (size_t s = 0; inclusion_sets[s] != NULL; s++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct inclusion_set set;
        if (!inclusion_read(&arena, inclusion_sets[s], &set)) {
            bg_arena_finish(&arena);
            skip();
        }
        size_t right = 0;
        for (size_t i = 0; i < set.count; i++) {
            right += check_case(&set.cases[i]) ? 1u : 0u;
        }
        if (right < right_before(set.name)) {
            fail_msg("%s: %zu right, were %zu", set.name, right, right_before(set.name));
        }
        bg_arena_finish(&arena);
    }
}

/* A schema contains itself, everything contains it, and it contains nothing's values. */
static void test_laws(void **state) {
    (void)state;
    const struct bg_node everything = {.kind = BG_NODE_BOOL, .weight = 1, .depth = 1, .as.boolean = true};
    const struct bg_node nothing = {.kind = BG_NODE_BOOL, .weight = 1, .depth = 1, .as.boolean = false};
    for (size_t s = 0; inclusion_sets[s] != NULL; s++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct inclusion_set set;
        if (!inclusion_read(&arena, inclusion_sets[s], &set)) {
            bg_arena_finish(&arena);
            skip();
        }
        for (size_t i = 0; i < set.count; i++) {
            const struct bg_node *schema = set.cases[i].base;
            struct bg_relate_options plain = {0};
            struct bg_relation itself = bg_schema_relate(&arena, schema, schema, plain);
            bool is_valid = itself.answer != BG_ANSWER_UNKNOWN;
            struct bg_relation stored = bg_schema_relate(&arena, schema, schema, BG_RELATE_STORED_CONFIG);
            if (is_valid && (itself.answer != BG_ANSWER_YES || stored.answer != BG_ANSWER_YES ||
                             bg_schema_relate(&arena, schema, &everything, plain).answer != BG_ANSWER_YES ||
                             bg_schema_relate(&arena, &nothing, schema, plain).answer != BG_ANSWER_YES)) {
                fail_msg("%.*s %s: breaks a law", BG_ARGS(set.cases[i].id), set.cases[i].way);
            }
        }
        bg_arena_finish(&arena);
    }
}

/* The schema in other words: members backwards, a type as a list of one. Values inside enum and const stay. */
static const struct bg_node *rewritten(struct bg_arena *arena, const struct bg_node *node) {
    if (node->kind == BG_NODE_LIST) {
        const struct bg_node **items = bg_arena_array(arena, node->count, sizeof *items);
        for (size_t i = 0; i < node->count; i++) {
            items[i] = rewritten(arena, node->as.items[i]);
        }
        return bg_node_new_list(arena, items, node->count, NULL);
    }
    if (node->kind != BG_NODE_MAP) {
        return node;
    }
    struct bg_member *members = bg_arena_array(arena, node->count, sizeof *members);
    for (size_t i = 0; i < node->count; i++) {
        struct bg_member member = node->as.members[node->count - 1 - i];
        bool is_value = bg_slice_is(member.key, "enum") || bg_slice_is(member.key, "const");
        if (bg_slice_is(member.key, "type") && member.value->kind == BG_NODE_STRING) {
            const struct bg_node **types = bg_arena_array(arena, 1, sizeof *types);
            types[0] = member.value;
            member.value = bg_node_new_list(arena, types, 1, NULL);
        } else if (!is_value) {
            member.value = rewritten(arena, member.value);
        }
        members[i] = member;
    }
    return bg_node_new_map(arena, members, node->count, NULL);
}

/* The schema as a definition that the document refers to; itself if it has references of its own. */
static const struct bg_node *referenced(struct bg_arena *arena, const struct bg_node *schema) {
    struct bg_buffer text = {0};
    bg_json_write_node(&text, schema, BG_JSON_COMPACT, false);
    bool has_references = bg_slice_find(bg_buffer_slice(&text), BG_LITERAL("$ref")) < text.len;
    bg_buffer_finish(&text);
    if (has_references) {
        return schema;
    }
    struct bg_members definitions = {.arena = arena};
    struct bg_members document = {.arena = arena};
    bg_members_set(&definitions, "it", schema);
    bg_members_set(&document, "definitions", bg_node_new_map(arena, definitions.items, definitions.count, NULL));
    bg_members_set(&document, "$ref", bg_node_new_text(arena, BG_LITERAL("#/definitions/it"), NULL));
    return bg_node_new_map(arena, document.items, document.count, NULL);
}

/* The same verdict, however the schemas are written. */
static void test_spellings(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *rows = shared_json(&arena, "conformance/semantics.json");
    if (rows == NULL) {
        bg_arena_finish(&arena);
        skip();
    }
    for (size_t i = 0; i < rows->count; i++) {
        const struct bg_node *base = bg_node_path(rows->as.items[i], "before", "connectionSpecification", NULL);
        const struct bg_node *head = bg_node_path(rows->as.items[i], "after", "connectionSpecification", NULL);
        if (base == NULL || head == NULL) {
            continue;
        }
        struct bg_relate_options options = BG_RELATE_STORED_CONFIG;
        enum bg_relate_answer answer = bg_schema_relate(&arena, base, head, options).answer;
        const struct bg_node *other_base = rewritten(&arena, base);
        const struct bg_node *other_head = rewritten(&arena, head);
        bool is_same = bg_schema_relate(&arena, other_base, head, options).answer == answer &&
                       bg_schema_relate(&arena, base, other_head, options).answer == answer &&
                       bg_schema_relate(&arena, referenced(&arena, base), head, options).answer == answer &&
                       bg_schema_relate(&arena, base, referenced(&arena, other_head), options).answer == answer &&
                       bg_schema_relate(&arena, base, other_base, options).answer == BG_ANSWER_YES;
        if (!is_same) {
            fail_msg("%.*s: the verdict depends on the spelling", BG_ARGS(shared_text(rows->as.items[i], "id")));
        }
    }
    bg_arena_finish(&arena);
}

static void test_spec_verdicts(void **state) {
    (void)state;
    static const char *const words[] = {"accepts-all", "rejects", "unknown"}; /* by enum bg_relate_answer */
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *rows = shared_json(&arena, "conformance/semantics.json");
    if (rows == NULL) {
        bg_arena_finish(&arena);
        skip();
    }
    size_t asked = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct bg_node *row = rows->as.items[i];
        struct bg_slice verdict = shared_text(row, "verdict");
        if (verdict.at == NULL) {
            continue;
        }
        struct bg_relation relation =
            bg_schema_relate(&arena, bg_node_path(row, "before", "connectionSpecification", NULL),
                             bg_node_path(row, "after", "connectionSpecification", NULL), BG_RELATE_STORED_CONFIG);
        if (!bg_slice_is(verdict, words[relation.answer])) {
            fail_msg("%.*s: %s, not %.*s", BG_ARGS(shared_text(row, "id")), words[relation.answer], BG_ARGS(verdict));
        }
        asked++;
    }
    assert_true(asked > 0);
    bg_arena_finish(&arena);
}

UNIT(support_inclusion) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_spec_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
