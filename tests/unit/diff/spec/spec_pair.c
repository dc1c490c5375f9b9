/*
 * The budgets of one comparison of specs, each up to its last unit and one beyond; what is said where they end; and the
 * sizes from which two specs are too large to compare.
 */
#include "airbyte/protocol.h"
#include "diff/spec/spec_pair.h"

#include "base/limits.h"
#include "diff/spec/spec.h"
#include "support/document.h"
#include "support/unit.h"
#include "text/builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void steps_are_counted(void **state) {
    (void)state;
    struct bg_changes changes = {0};
    struct bg_spec_diff diff = {.out = &changes};
    for (size_t i = 0; i < BG_LIMIT_SPEC_STEPS; i++) {
        assert_true(bg_spec_step(&diff));
    }
    assert_false(bg_spec_step(&diff));
    assert_false(bg_spec_step(&diff));
    assert_int_equal(diff.steps, BG_LIMIT_SPEC_STEPS);
}

static void few_changes_are_asked_about(void **state) {
    (void)state;
    static const struct {
        size_t isolated;
        uint32_t weight;
        bool may_ask;
    } rows[] = {
        {0, 1, true},
        {BG_LIMIT_SPEC_ISOLATED - 1, 1, true},
        {BG_LIMIT_SPEC_ISOLATED, 1, false},
        {0, BG_LIMIT_SPEC_WEIGHT, true},
        {0, BG_LIMIT_SPEC_WEIGHT + 1, false},
        {4, BG_LIMIT_SPEC_WEIGHT / 5, true},
        {4, BG_LIMIT_SPEC_WEIGHT / 5 + 1, false},
        {5, BG_LIMIT_SPEC_WEIGHT / 5, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_node root = {.kind = BG_NODE_MAP, .weight = rows[i].weight};
        struct bg_spec_diff diff = {.base_root = &root, .isolated = rows[i].isolated};
        assert_int_equal(bg_spec_may_ask(&diff), rows[i].may_ask);
    }
}

/* Only as many as may be asked about are kept, each with its own change. */
static void changes_are_isolated_up_to_the_limit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changes changes = {.arena = &arena};
    const struct bg_node *root = document_of(&arena, "{type: object}");
    struct bg_spec_diff diff = {.out = &changes, .arena = &arena, .base_root = root, .head_root = root};
    struct bg_spec_pair pair = {.base = root, .head = root, .name = BG_LITERAL("x")};
    bg_change_add(&changes, BG_CHANGE_SPEC_SET, BG_HOW_ADDED);
    diff.first = 1;
    for (size_t i = 0; i < BG_LIMIT_SPEC_ISOLATED + 8; i++) {
        pair.base_path = bg_arena_printf(&arena, "/base/%zu", i);
        pair.head_path = bg_arena_printf(&arena, "/head/%zu", i);
        struct bg_change *change = bg_spec_add(&diff, &pair, BG_CHANGE_SPEC_SET, BG_HOW_NARROWED, "type");
        assert_true(bg_slice_equal(change->path, pair.head_path));
        assert_true(bg_slice_is(change->subject, "x"));
        bg_spec_isolate(&diff, root);
    }
    assert_int_equal(changes.count, BG_LIMIT_SPEC_ISOLATED + 9);
    assert_int_equal(diff.isolated, BG_LIMIT_SPEC_ISOLATED);
    for (size_t i = 0; i < BG_LIMIT_SPEC_ISOLATED + 8; i++) {
        assert_true(bg_slice_equal(diff.sites[i].base_path, bg_arena_printf(&arena, "/base/%zu", i)));
        assert_true(bg_slice_equal(diff.sites[i].head_path, bg_arena_printf(&arena, "/head/%zu", i)));
        assert_ptr_equal(diff.sites[i].isolated, i < BG_LIMIT_SPEC_ISOLATED ? root : NULL);
    }
    bg_arena_finish(&arena);
}

static void questions_end_at_their_limits(void **state) {
    (void)state;
    static const struct {
        size_t questions;
        size_t unknowns;
        bool is_asked;
    } rows[] = {
        {0, 0, true},
        {BG_LIMIT_SPEC_QUESTIONS - 1, BG_LIMIT_SPEC_UNKNOWNS - 1, true},
        {BG_LIMIT_SPEC_QUESTIONS, 0, false},
        {0, BG_LIMIT_SPEC_UNKNOWNS, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_changes changes = {.arena = &arena};
        struct bg_spec_diff diff = {
            .out = &changes, .arena = &arena, .questions = rows[i].questions, .unknowns = rows[i].unknowns};
        const struct bg_node *base = document_of(&arena, "{type: integer}");
        const struct bg_node *head = document_of(&arena, "{type: string}");
        struct bg_relation relation = bg_spec_relate(&diff, base, head);
        assert_int_equal(relation.answer, rows[i].is_asked ? BG_ANSWER_NO : BG_ANSWER_UNKNOWN);
        assert_int_equal(diff.questions, rows[i].questions + rows[i].is_asked);
        assert_int_equal(diff.unknowns, rows[i].unknowns);
        assert_true(rows[i].is_asked ||
                    bg_slice_is(relation.reason, "too many questions about these schemas have no answer"));
        bg_arena_finish(&arena);
    }
}

static void a_map_is_copied_with_one_member(void **state) {
    (void)state;
    static const struct {
        const char *map;
        const char *key;
        const char *value; /* NULL: leave it out */
        const char *expected;
    } rows[] = {
        {"{a: 1, b: 2, c: 3}", "b", "9", "{\"a\": 1, \"b\": 9, \"c\": 3}"},
        {"{a: 1, b: 2, c: 3}", "b", NULL, "{\"a\": 1, \"c\": 3}"},
        {"{a: 1, b: 2}", "c", "9", "{\"a\": 1, \"b\": 2, \"c\": 9}"},
        {"{a: 1, b: 2}", "c", NULL, "{\"a\": 1, \"b\": 2}"},
        {"{}", "c", "9", "{\"c\": 9}"},
        {"{a: 1}", "a", NULL, "{}"},
        {"true", "a", "9", "{\"a\": 9}"},
        {"[1, 2]", "a", NULL, "{}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_spec_diff diff = {.arena = &arena};
        const struct bg_node *value = rows[i].value == NULL ? NULL : document_of(&arena, rows[i].value);
        const struct bg_node *map = document_of(&arena, rows[i].map);
        const struct bg_node *got = bg_spec_with(&diff, map, bg_slice_of(rows[i].key), value);
        document_expect(rows[i].map, document_text(&arena, got), rows[i].expected);
        bg_arena_finish(&arena);
    }
}

/* An object with properties p0, p1, ..., all the same; it stands where the schema stands that they have. */
static const struct bg_node *wide(struct bg_arena *arena, size_t count, const char *of) {
    const struct bg_node *schema = document_of(arena, of);
    struct bg_members properties = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        struct bg_slice key = bg_arena_printf(arena, "p%zu", i);
        bg_members_put(&properties, (struct bg_member){.key = key, .value = schema});
    }
    struct bg_members whole = {.arena = arena};
    bg_members_set(&whole, "properties", bg_node_new_map(arena, properties.items, properties.count, NULL));
    return bg_node_new_map(arena, whole.items, whole.count, schema);
}

static void compare(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                    struct bg_changes *changes) {
    struct bg_spec before = {.sight = bg_sight_all(), .connection_specification = base};
    struct bg_spec after = {.sight = bg_sight_all(), .connection_specification = head};
    *changes = (struct bg_changes){.arena = arena};
    bg_diff_spec(&bg_protocol_airbyte, &before, &after, changes);
}

static void what_is_too_large_is_undecided(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    enum { MOST = BG_LIMIT_SPEC_WEIGHT - 2 }; /* beside the map and the map of its properties */
    const struct bg_node *little = wide(&arena, 1, "true # little");
    const struct bg_node *most = wide(&arena, MOST, "true");
    const struct bg_node *large = wide(&arena, MOST + 1, "\n\n  true");
    assert_int_equal(most->weight, BG_LIMIT_SPEC_WEIGHT);
    const struct {
        const struct bg_node *base;
        const struct bg_node *head;
    } rows[] = {{little, large}, {large, little}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_changes changes;
        compare(&arena, rows[i].base, rows[i].head, &changes);
        assert_int_equal(changes.count, 1);
        const struct bg_change *change = &changes.items[0];
        assert_int_equal(change->kind, BG_CHANGE_SPEC_SET);
        assert_int_equal(change->how, BG_HOW_UNDECIDED);
        assert_int_equal(change->verdict, BG_VERDICT_UNKNOWN);
        assert_true(bg_slice_is(change->subject, "configuration"));
        assert_true(bg_slice_is(change->path, "") && change->path.at != NULL);
        assert_true(
            bg_slice_is(change->unknown, "the schema is too large with its references replaced, or goes in circles"));
        assert_int_equal(change->base.line, rows[i].base == large ? 3 : 1);
        assert_int_equal(change->head.line, rows[i].head == large ? 3 : 1);
    }
    struct bg_changes changes;
    compare(&arena, large, wide(&arena, MOST + 1, "true"), &changes);
    assert_int_equal(changes.count, 0); /* the same is the same, however large */
    bg_arena_finish(&arena);
}

UNIT(diff_spec_spec_pair) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_counted),
        cmocka_unit_test(few_changes_are_asked_about),
        cmocka_unit_test(changes_are_isolated_up_to_the_limit),
        cmocka_unit_test(questions_end_at_their_limits),
        cmocka_unit_test(a_map_is_copied_with_one_member),
        cmocka_unit_test(what_is_too_large_is_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
