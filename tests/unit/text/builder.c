/*
 * What the builder lets through and what not: each limit is met exactly and then passed by one, with the message and
 * the place; derived nodes count what they hold; members stay in order however many they are.
 */
#include "text/builder.h"

#include "base/limits.h"
#include "base/buffer.h"
#include "support/document.h"
#include "support/unit.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct bg_builder *builder_of(struct bg_arena *arena) {
    return bg_builder_new(arena, bg_source_new(arena, BG_LITERAL("file"), BG_LITERAL("0123456789")), NULL);
}

static void assert_refused(bool is_done, struct bg_arena *arena, const struct bg_error *err, const char *expected) {
    assert_false(is_done);
    assert_int_equal(err->code, BG_ERROR_JUDGE);
    document_expect("limit", document_error(arena, err), expected);
}

static void nesting_ends_at_its_limit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_builder *builder = builder_of(&arena);
    struct bg_error err = {0};
    for (size_t i = 0; i < BG_LIMIT_DEPTH; i++) {
        assert_true(bg_builder_begin(builder, BG_NODE_LIST, 0, &err));
    }
    assert_refused(bg_builder_begin(builder, BG_NODE_LIST, 3, &err), &arena, &err,
                   "1:4: the document is nested too deeply (the limit is 256)");
    bg_arena_finish(&arena);
}

/* Lists in each other around one text: their number, and what is made of it. */
static const struct bg_node *nest(struct bg_arena *arena, size_t levels) {
    const struct bg_node *node = bg_node_new_text(arena, BG_LITERAL("x"), NULL);
    for (size_t i = 0; i < levels; i++) {
        const struct bg_node **items = bg_arena_array(arena, 1, sizeof *items);
        items[0] = node;
        node = bg_node_new_list(arena, items, 1, NULL);
    }
    return node;
}

static void shared_subtrees_count_as_deep_as_they_are(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_builder *builder = builder_of(&arena);
    struct bg_error err = {0};
    assert_true(bg_builder_begin(builder, BG_NODE_LIST, 0, &err));
    assert_true(bg_builder_value(builder, nest(&arena, BG_LIMIT_DEPTH - 2), &err));
    assert_refused(bg_builder_value(builder, nest(&arena, BG_LIMIT_DEPTH - 1), &err), &arena, &err,
                   "1:1: the document is nested too deeply (the limit is 256)");
    bg_arena_finish(&arena);
}

static void a_key_ends_at_its_limit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_builder *builder = builder_of(&arena);
    struct bg_error err = {0};
    char *key = bg_arena_alloc(&arena, BG_LIMIT_KEY + 1);
    memset(key, 'k', BG_LIMIT_KEY + 1);
    assert_true(bg_builder_begin(builder, BG_NODE_MAP, 0, &err));
    assert_true(bg_builder_key(builder, (struct bg_slice){key, BG_LIMIT_KEY}, 0, &err));
    assert_refused(bg_builder_key(builder, (struct bg_slice){key, BG_LIMIT_KEY + 1}, 5, &err), &arena, &err,
                   "1:6: a key is too long (the limit is 65536)");
    bg_arena_finish(&arena);
}

static void a_list_ends_at_its_limit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_builder *builder = builder_of(&arena);
    struct bg_error err = {0};
    const struct bg_node *node = bg_node_new_null(&arena, NULL);
    const struct bg_node *list;
    assert_true(bg_builder_begin(builder, BG_NODE_LIST, 0, &err));
    assert_true(bg_builder_begin(builder, BG_NODE_LIST, 1, &err));
    for (size_t i = 0; i < BG_LIMIT_MEMBERS; i++) {
        assert_true(bg_builder_value(builder, node, &err));
    }
    assert_refused(bg_builder_value(builder, node, &err), &arena, &err,
                   "1:1: a list or mapping has too many members (the limit is 500000)");
    assert_true(bg_builder_end(builder, 9, &list, &err));
    assert_int_equal(list->count, BG_LIMIT_MEMBERS);
    assert_int_equal(list->weight, BG_LIMIT_MEMBERS + 1);
    assert_int_equal(list->at, 1);
    assert_int_equal(list->end, 9);
    bg_arena_finish(&arena);
}

static void a_document_ends_at_its_limit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_builder *builder = builder_of(&arena);
    struct bg_error err = {0};
    const struct bg_node *node = bg_node_new_null(&arena, NULL);
    for (size_t i = 0; i < BG_LIMIT_NODES; i++) {
        assert_true(bg_builder_value(builder, node, &err));
    }
    assert_refused(bg_builder_value(builder, node, &err), &arena, &err,
                   "1:1: the document has too many values (the limit is 2000000)");
    bg_arena_finish(&arena);
}

static void aliases_end_at_their_limit(void **state) {
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_builder *builder = builder_of(&arena);
        struct bg_error err = {0};
        const struct bg_node *list;
        struct bg_node shared = {.kind = BG_NODE_LIST, .weight = BG_LIMIT_EXPANDED / 8, .depth = 2};
        assert_true(bg_builder_begin(builder, BG_NODE_LIST, 2, &err));
        for (size_t i = 0; i < 7; i++) {
            assert_true(bg_builder_value(builder, &shared, &err));
        }
        struct bg_node last = shared;
        last.weight = shared.weight - 1 + (uint32_t)more;
        assert_true(bg_builder_value(builder, &last, &err));
        bool is_done = bg_builder_end(builder, 9, &list, &err);
        if (more == 0) {
            assert_true(is_done);
            assert_int_equal(list->weight, BG_LIMIT_EXPANDED);
            assert_int_equal(list->depth, 3);
        } else {
            assert_refused(is_done, &arena, &err, "1:3: aliases made the document too large (the limit is 8000000)");
        }
        bg_arena_finish(&arena);
    }
}

static void weight_does_not_wrap(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    static const struct {
        uint32_t weight;
        uint32_t expected;
    } rows[] = {{1, 2}, {UINT32_MAX - 1, UINT32_MAX}, {UINT32_MAX, UINT32_MAX}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_node heavy = {.kind = BG_NODE_NULL, .weight = rows[i].weight, .depth = 1};
        const struct bg_node *items[] = {&heavy};
        assert_int_equal(bg_node_new_list(&arena, items, 1, NULL)->weight, rows[i].expected);
    }
    bg_arena_finish(&arena);
}

static void derived_nodes_stand_where_their_model_stands(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *map = document_of(&arena, "a: [1, {b: 'x'}]\n");
    const struct bg_node *like = bg_node_at(map->as.members[0].value->as.items[1], "b");
    struct bg_member member = {.key = BG_LITERAL("k"), .value = like};
    const struct bg_node *derived[] = {
        bg_node_new_null(&arena, like),
        bg_node_new_bool(&arena, true, like),
        bg_node_new_text(&arena, BG_LITERAL("y"), like),
        bg_node_new_number(&arena, BG_NODE_INT, BG_LITERAL("7"), like),
        bg_node_new_list(&arena, &like, 1, like),
        bg_node_new_map(&arena, &member, 1, like),
    };
    const char *const expected[] = {"null", "true", "\"y\"", "7", "[\"x\"]", "{\"k\": \"x\"}"};
    for (size_t i = 0; i < sizeof derived / sizeof derived[0]; i++) {
        document_expect(expected[i], document_text(&arena, derived[i]), expected[i]);
        assert_ptr_equal(derived[i]->source, like->source);
        assert_int_equal(derived[i]->at, like->at);
        assert_int_equal(derived[i]->end, like->end);
        assert_int_equal(derived[i]->style, like->style);
        assert_int_equal(derived[i]->weight, i < 4 ? 1 : 2);
        assert_int_equal(derived[i]->depth, i < 4 ? 1 : 2);
    }
    bg_arena_finish(&arena);
}

static void put(struct bg_members *members, size_t key, const char *value) {
    const struct bg_node *node = bg_node_new_text(members->arena, bg_slice_of(value), NULL);
    bg_members_put(members, (struct bg_member){.key = bg_arena_printf(members->arena, "k%zu", key), .value = node});
}

static void assert_member(const struct bg_members *members, size_t key, const char *value) {
    char name[32];
    (void)snprintf(name, sizeof name, "k%zu", key);
    const struct bg_node *node = bg_members_get(members, bg_slice_of(name));
    assert_int_equal(node == NULL, value == NULL);
    assert_true(value == NULL || bg_slice_is(node->as.text, value));
}

/* Around the sizes at which the list grows, and at which it begins to hash. */
static void members_keep_their_order(void **state) {
    (void)state;
    for (size_t count = 0; count < 40; count++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_members members = {.arena = &arena};
        for (size_t i = 0; i < count; i++) {
            put(&members, i, "first");
        }
        for (size_t i = 0; i < count; i += 3) {
            put(&members, i, "again");
        }
        assert_int_equal(members.count, count);
        for (size_t i = 0; i < count; i++) {
            assert_member(&members, i, i % 3 == 0 ? "again" : "first");
        }
        assert_member(&members, count, NULL);
        size_t left = count;
        for (size_t i = 1; i < count; i += 2) {
            struct bg_slice key = bg_arena_printf(&arena, "k%zu", i);
            assert_true(bg_members_remove(&members, key));
            assert_false(bg_members_remove(&members, key));
            assert_int_equal(members.count, --left);
        }
        for (size_t i = 0; i < count; i++) {
            assert_member(&members, i, i % 2 == 1 ? NULL : i % 3 == 0 ? "again" : "first");
        }
        for (size_t i = 0; i < members.count; i++) {
            assert_true(bg_slice_equal(members.items[i].key, bg_arena_printf(&arena, "k%zu", 2 * i)));
        }
        bg_arena_finish(&arena);
    }
}

/* Maps of a few members and of many are kept in two ways, and a doubled key can stand first, last or between. */
static void doubled_keys_are_dropped_in_every_size(void **state) {
    (void)state;
    for (size_t count = 1; count < 24; count++) {
        for (size_t twice = 0; twice < count; twice++) {
            struct bg_arena arena = BG_ARENA_EMPTY;
            struct bg_buffer text = {0};
            struct bg_buffer expected = {0};
            for (size_t i = 0; i < count; i++) {
                bg_buffer_printf(&text, "k%02zu: %zu\n", count - i, i);
                bg_buffer_printf(&expected, "k%02zu=%zu ", count - i, i == twice ? 99 : i);
            }
            bg_buffer_printf(&text, "k%02zu: 99\n", count - twice);
            bg_buffer_add_char(&text, '\0');
            const struct bg_node *map = document_of(&arena, text.at);
            struct bg_buffer got = {0};
            for (size_t i = 0; i < map->count; i++) {
                bg_buffer_printf(&got, "%.*s=%.*s ", BG_ARGS(map->as.members[i].key),
                                 BG_ARGS(map->as.members[i].value->as.text));
                const struct bg_node *found = bg_node_get(map, map->as.members[i].key);
                assert_ptr_equal(found, map->as.members[i].value);
            }
            assert_true(bg_slice_equal(bg_buffer_slice(&got), bg_buffer_slice(&expected)));
            bg_buffer_finish(&got);
            bg_buffer_finish(&expected);
            bg_buffer_finish(&text);
            bg_arena_finish(&arena);
        }
    }
}

UNIT(text_builder) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nesting_ends_at_its_limit),    cmocka_unit_test(shared_subtrees_count_as_deep_as_they_are),
        cmocka_unit_test(a_key_ends_at_its_limit),      cmocka_unit_test(a_list_ends_at_its_limit),
        cmocka_unit_test(a_document_ends_at_its_limit), cmocka_unit_test(aliases_end_at_their_limit),
        cmocka_unit_test(weight_does_not_wrap),         cmocka_unit_test(derived_nodes_stand_where_their_model_stands),
        cmocka_unit_test(members_keep_their_order),     cmocka_unit_test(doubled_keys_are_dropped_in_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
