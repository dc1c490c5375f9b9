/*
 * Laws of the stream diff, over the shared cases and over models of real connectors: a catalog against itself is
 * silent, order does not matter, no difference is silent, the two directions mirror each other, and there is an end to
 * what is told. What the findings should be is shown by diff/stream/streams.
 */
#include "support/shared.h"
#include "support/streams.h"

#include "base/limits.h"
#include "text/builder.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A copy of a tree that differs at its node number `target` (in document order) in the way of `mode`. */
enum mutation { REMOVED, REPLACED, MUTATION_COUNT };

struct mutator {
    struct bg_arena *arena;
    size_t next;
    size_t target;
    enum mutation mode;
    bool is_default; /* the node that was met says what is taken for granted: false, null, [], "static" ... */
};

static const struct bg_node *mutate(struct mutator *mutator, const struct bg_node *node) {
    if (mutator->next++ == mutator->target) {
        mutator->is_default = !bg_node_is_truthy(node) || bg_node_is_text(node, "static") ||
                              bg_node_is_text(node, "opaque") || bg_node_is_text(node, "none");
        return mutator->mode == REMOVED ? NULL : bg_node_new_text(mutator->arena, BG_LITERAL("mutant"), NULL);
    }
    if (node->kind == BG_NODE_MAP) {
        struct bg_members members = {.arena = mutator->arena};
        for (size_t i = 0; i < node->count; i++) {
            struct bg_member member = node->as.members[i];
            member.value = mutate(mutator, member.value);
            if (member.value != NULL) {
                bg_members_put(&members, member);
            }
        }
        return bg_node_new_map(mutator->arena, members.items, members.count, node);
    }
    if (node->kind == BG_NODE_LIST) {
        const struct bg_node **items = bg_arena_array(mutator->arena, node->count, sizeof items[0]);
        size_t count = 0;
        for (size_t i = 0; i < node->count; i++) {
            items[count] = mutate(mutator, node->as.items[i]);
            count += items[count] != NULL;
        }
        return bg_node_new_list(mutator->arena, items, count, node);
    }
    return node;
}

/* Everything in every list and mapping the other way round. */
static const struct bg_node *reverse(struct bg_arena *arena, const struct bg_node *node) {
    if (node->kind == BG_NODE_MAP) {
        struct bg_members members = {.arena = arena};
        for (size_t i = node->count; i-- > 0;) {
            struct bg_member member = node->as.members[i];
            member.value = reverse(arena, member.value);
            bg_members_put(&members, member);
        }
        return bg_node_new_map(arena, members.items, members.count, node);
    }
    if (node->kind == BG_NODE_LIST) {
        const struct bg_node **items = bg_arena_array(arena, node->count, sizeof items[0]);
        for (size_t i = 0; i < node->count; i++) {
            items[i] = reverse(arena, node->as.items[node->count - 1 - i]);
        }
        return bg_node_new_list(arena, items, node->count, node);
    }
    return node;
}

/* Calls `law` with every catalog of the shared stream cases. */
static void with_catalogs(void (*law)(struct bg_arena *arena, const struct bg_node *catalog, struct bg_slice id)) {
    static const char *const sides[] = {"before", "after"};
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *cases = shared_json(&arena, "conformance/semantics.json");
    if (cases == NULL) {
        skip();
    }
    for (size_t i = 0; i < cases->count; i++) {
        const struct bg_node *item = cases->as.items[i];
        for (size_t side = 0; side < 2 && bg_node_is_text(bg_node_at(item, "kind"), "stream"); side++) {
            struct bg_arena scratch = BG_ARENA_EMPTY;
            law(&scratch, bg_node_at(item, sides[side]), bg_node_text(bg_node_at(item, "id")));
            bg_arena_finish(&scratch);
        }
    }
    bg_arena_finish(&arena);
}

static void itself_is_silent(struct bg_arena *arena, const struct bg_node *catalog, struct bg_slice id) {
    (void)id;
    assert_string_equal(streams_findings(arena, catalog, catalog), "");
    struct mutator mutator = {.arena = arena, .target = SIZE_MAX};
    assert_string_equal(streams_findings(arena, catalog, mutate(&mutator, catalog)), "");
}

static void test_itself(void **state) {
    (void)state;
    with_catalogs(itself_is_silent);
}

/* Cursors and keys are lists whose order is their meaning; fields that collide have columns by order. */
static bool has_order(const struct bg_node *catalog) {
    const struct bg_node *streams = bg_node_at(catalog, "streams");
    for (size_t i = 0; i < streams->count; i++) {
        const struct bg_node *properties = bg_node_path(streams->as.items[i], "json_schema", "properties", NULL);
        if (bg_node_at(properties, "ID") != NULL) {
            return true;
        }
    }
    return false;
}

static void order_is_patch(struct bg_arena *arena, const struct bg_node *catalog, struct bg_slice id) {
    struct bg_finding *findings;
    size_t count;
    streams_judge(arena, catalog, reverse(arena, catalog), BG_RULE_PROFILE_AIRBYTE, &findings, &count);
    enum bg_level level = bg_policy_required(findings, count);
    if (level > BG_LEVEL_PATCH && !has_order(catalog)) {
        fail_msg("%.*s: %s", BG_ARGS(id), streams_findings(arena, catalog, reverse(arena, catalog)));
    }
}

static void test_order(void **state) {
    (void)state;
    with_catalogs(order_is_patch);
}

static const struct bg_node *catalog_with(struct bg_arena *arena, const struct bg_node *stream) {
    const struct bg_node **items = bg_arena_array(arena, 1, sizeof items[0]);
    items[0] = stream;
    struct bg_members catalog = {.arena = arena};
    bg_members_set(&catalog, "streams", bg_node_new_list(arena, items, 1, NULL));
    return bg_node_new_map(arena, catalog.items, catalog.count, NULL);
}

/* Node number `target` of the stream, removed or replaced: something is said, unless the node said nothing. False if
 * the mutant is no stream or the node said nothing. */
static bool mutant_is_told(struct bg_arena *arena, const struct bg_node *stream, size_t target, enum mutation mode,
                           struct bg_slice id) {
    struct mutator mutator = {arena, 0, target, mode, false};
    const struct bg_node *mutant = mutate(&mutator, stream);
    bool says_nothing = mutator.is_default && mode == REMOVED;
    if (says_nothing || bg_node_at(mutant, "name") == NULL) {
        return false;
    }
    if (streams_diff(arena, catalog_with(arena, stream), catalog_with(arena, mutant)).count == 0) {
        fail_msg("%.*s: node %zu was changed (%d), and nothing was said", BG_ARGS(id), target, (int)mode);
    }
    return true;
}

/* Every node of every catalog. */
static void mutation_is_told(struct bg_arena *arena, const struct bg_node *catalog, struct bg_slice id) {
    const struct bg_node *streams = bg_node_at(catalog, "streams");
    for (size_t i = 0; i < streams->count; i++) {
        const struct bg_node *stream = streams->as.items[i];
        for (size_t target = 1; target < stream->weight; target++) {
            for (unsigned mode = 0; mode < MUTATION_COUNT; mode++) {
                mutant_is_told(arena, stream, target, (enum mutation)mode, id);
            }
        }
    }
}

static void test_mutations(void **state) {
    (void)state;
    with_catalogs(mutation_is_told);
}

/* A difference behind 2^20 paths of one shared subtree: there is an end to what is told, and it is said. */
static void test_shared(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *sides[2];
    static const char *const leaves[] = {"{type: string}", "{type: integer}"};
    for (size_t side = 0; side < 2; side++) {
        const struct bg_node *node = streams_parse(&arena, leaves[side]);
        const struct bg_node *object = bg_node_new_text(&arena, BG_LITERAL("object"), NULL);
        for (int level = 0; level < 20; level++) {
            struct bg_members properties = {.arena = &arena};
            bg_members_set(&properties, "l", node);
            bg_members_set(&properties, "r", node);
            struct bg_members schema = {.arena = &arena};
            bg_members_set(&schema, "type", object);
            bg_members_set(&schema, "properties", bg_node_new_map(&arena, properties.items, properties.count, NULL));
            node = bg_node_new_map(&arena, schema.items, schema.count, NULL);
        }
        struct bg_members stream = {.arena = &arena};
        bg_members_set(&stream, "name", bg_node_new_text(&arena, BG_LITERAL("s"), NULL));
        bg_members_set(&stream, "json_schema", node);
        const struct bg_node **item = bg_arena_array(&arena, 1, sizeof item[0]);
        *item = bg_node_new_map(&arena, stream.items, stream.count, NULL);
        struct bg_members catalog = {.arena = &arena};
        bg_members_set(&catalog, "streams", bg_node_new_list(&arena, item, 1, NULL));
        sides[side] = bg_node_new_map(&arena, catalog.items, catalog.count, NULL);
    }
    struct bg_changes changes = streams_diff(&arena, sides[0], sides[1]);
    assert_int_equal(changes.count, BG_LIMIT_CHANGES + 1); /* the first says that it is too large */
    assert_int_equal(changes.items[changes.count - 1].kind, BG_CHANGE_UNCLASSIFIED);
    bg_arena_finish(&arena);
}

/* Facts of one direction and those that the other may have for them; every other kind occurs as often both ways. */
static const struct {
    enum bg_change_kind kind;
    const char *reason;
} one_way[] = {
    {BG_CHANGE_FIELD_NAME, "a field that collides is new in one direction only"},
    {BG_CHANGE_STREAM_COLUMNS, "fields are lost at once and come one by one"},
    {BG_CHANGE_FIELD, "fields are lost at once and come one by one"},
    {BG_CHANGE_STREAM_STATE, "what one version reads, the other may not"},
    {BG_CHANGE_DYNAMIC_STREAMS, "values are counted once a direction"},
};

static bool is_one_way(enum bg_change_kind kind) {
    for (size_t i = 0; i < COUNT(one_way); i++) {
        if (one_way[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* The how of the other direction. */
static enum bg_change_how mirrored(enum bg_change_how how) {
    return how == BG_HOW_ADDED ? BG_HOW_REMOVED : how == BG_HOW_REMOVED ? BG_HOW_ADDED : how;
}

static size_t count_of(const struct bg_changes *changes, enum bg_change_kind kind, enum bg_change_how how) {
    size_t count = 0;
    for (size_t i = 0; i < changes->count; i++) {
        count += changes->items[i].kind == kind && changes->items[i].how == how;
    }
    return count;
}

static void assert_mirrors(const struct bg_changes *there, const struct bg_changes *back, struct bg_slice id) {
    for (size_t i = 0; i < there->count; i++) {
        enum bg_change_kind kind = there->items[i].kind;
        enum bg_change_how how = there->items[i].how;
        /* A column type is widened in one direction and changed in the other: only the kind is the same. */
        bool is_type = kind == BG_CHANGE_FIELD_TYPE && how != BG_HOW_DIVERGENT;
        if (is_one_way(kind) || is_type) {
            continue;
        }
        if (count_of(there, kind, how) != count_of(back, kind, mirrored(how))) {
            fail_msg("%.*s: %s %s has no mirror", BG_ARGS(id), bg_change_kind_name(kind), bg_change_how_name(how));
        }
    }
}

static void test_mirror(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *cases = shared_json(&arena, "conformance/semantics.json");
    if (cases == NULL) {
        skip();
    }
    for (size_t i = 0; i < cases->count; i++) {
        const struct bg_node *item = cases->as.items[i];
        if (bg_node_is_text(bg_node_at(item, "kind"), "stream")) {
            const struct bg_node *base = bg_node_at(item, "before");
            const struct bg_node *head = bg_node_at(item, "after");
            struct bg_changes there = streams_diff(&arena, base, head);
            struct bg_changes back = streams_diff(&arena, head, base);
            assert_mirrors(&there, &back, shared_text(item, "id"));
            assert_mirrors(&back, &there, shared_text(item, "id"));
        }
    }
    bg_arena_finish(&arena);
}

/* A fixed sequence of numbers that look random (xorshift). */
static uint64_t next_number(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Random nodes of the streams of real connectors, removed or replaced: something is said. */
static void test_models(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *index = shared_json(&arena, "conformance/manifest-models/index.json");
    if (index == NULL) {
        skip();
    }
    const struct bg_node *models = bg_node_at(index, "models");
    uint64_t random = 88172645463325252u;
    size_t told = 0;
    for (size_t i = 0; i < models->count; i++) {
        struct bg_arena scratch = BG_ARENA_EMPTY;
        struct bg_slice file = shared_text(models->as.items[i], "model");
        struct bg_slice name = bg_arena_printf(&scratch, "conformance/manifest-models/%.*s", BG_ARGS(file));
        const struct bg_node *model = shared_json(&scratch, name.at);
        const struct bg_node *streams = bg_node_at(model, "streams");
        for (int round = 0; streams != NULL && streams->count > 0 && round < 40; round++) {
            const struct bg_node *stream = streams->as.items[next_number(&random) % streams->count];
            size_t target = 1 + (size_t)(next_number(&random) % (stream->weight - 1));
            told += mutant_is_told(&scratch, stream, target, (enum mutation)(round % MUTATION_COUNT), name);
        }
        bg_arena_finish(&scratch);
    }
    bg_arena_finish(&arena);
    assert_true(told > 300);
}

UNIT(law_stream) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_itself), cmocka_unit_test(test_order),  cmocka_unit_test(test_mutations),
        cmocka_unit_test(test_shared), cmocka_unit_test(test_mirror), cmocka_unit_test(test_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
