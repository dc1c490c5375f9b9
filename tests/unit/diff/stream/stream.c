/*
 * Streams against streams, the shared cases: levels under all three profiles, the set of rule ids, and the columns of
 * each of the three readings. Cases marked as inexact promise only the level.
 */
#include "support/shared.h"
#include "support/streams.h"

#include "base/level.h"
#include "airbyte/column.h"
#include "text/builder.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The names that the cases give to columns. */
static const char *const long_names[] = {
    [BG_COLUMN_ARRAY] = "ARRAY",
    [BG_COLUMN_OBJECT] = "OBJECT",
    [BG_COLUMN_STRING] = "STRING",
    [BG_COLUMN_DATE] = "DATE",
    [BG_COLUMN_TIME_NTZ] = "TIME_WITHOUT_TIMEZONE",
    [BG_COLUMN_TIME_TZ] = "TIME_WITH_TIMEZONE",
    [BG_COLUMN_TIMESTAMP_NTZ] = "TIMESTAMP_WITHOUT_TIMEZONE",
    [BG_COLUMN_TIMESTAMP_TZ] = "TIMESTAMP_WITH_TIMEZONE",
    [BG_COLUMN_NUMBER] = "NUMBER",
    [BG_COLUMN_INTEGER] = "INTEGER",
    [BG_COLUMN_BOOLEAN] = "BOOLEAN",
    [BG_COLUMN_UNKNOWN] = "UNKNOWN",
    [BG_COLUMN_UNION] = "UNION_JSON",
};
static const char *const reader_names[BG_READER_COUNT] = {"java", "bulk_legacy", "bulk_default"};

static size_t fault_count;

static void fault(struct bg_slice id, const char *what, struct bg_slice expected, struct bg_slice actual) {
    print_error("%.*s: %s: expected %.*s, got %.*s\n", BG_ARGS(id), what, BG_ARGS(expected), BG_ARGS(actual));
    fault_count++;
}

static void check_levels(struct bg_arena *arena, const struct bg_node *item, struct bg_slice id) {
    for (unsigned profile = 0; profile < BG_RULE_PROFILE_COUNT; profile++) {
        struct bg_finding *findings;
        size_t count;
        streams_judge(arena, bg_node_at(item, "before"), bg_node_at(item, "after"), (enum bg_rule_profile)profile,
                      &findings, &count);
        const char *name = bg_rule_profile_name((enum bg_rule_profile)profile);
        struct bg_slice expected = bg_node_text(bg_node_path(item, "levels", name, NULL));
        struct bg_slice actual = bg_slice_of(bg_level_names[bg_policy_required(findings, count)]);
        if (!bg_slice_equal(expected, actual)) {
            fault(id, name, expected, actual);
        }
    }
}

static bool lists(const struct bg_node *list, struct bg_slice text) {
    for (size_t i = 0; i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), text)) {
            return true;
        }
    }
    return false;
}

static void check_ids(struct bg_arena *arena, const struct bg_node *item, struct bg_slice id) {
    const struct bg_node *expected = bg_node_at(item, "change_ids");
    struct bg_finding *findings;
    size_t count;
    streams_judge(arena, bg_node_at(item, "before"), bg_node_at(item, "after"), BG_RULE_PROFILE_AIRBYTE, &findings,
                  &count);
    for (size_t i = 0; i < count; i++) {
        if (!lists(expected, findings[i].rule)) {
            fault(id, "one id too many", BG_LITERAL("none"), findings[i].rule);
        }
    }
    for (size_t i = 0; i < expected->count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < count && !is_found; k++) {
            is_found = bg_slice_equal(findings[k].rule, bg_node_text(expected->as.items[i]));
        }
        if (!is_found) {
            fault(id, "an id is missing", bg_node_text(expected->as.items[i]), BG_LITERAL("none"));
        }
    }
}

/* "STREAM.FIELD" in a catalog. */
static const struct bg_node *field_of(const struct bg_node *catalog, struct bg_slice name) {
    struct bg_slice field = name;
    struct bg_slice stream = bg_slice_cut(&field, '.');
    const struct bg_node *streams = bg_node_at(catalog, "streams");
    for (size_t i = 0; i < streams->count; i++) {
        const struct bg_node *node = streams->as.items[i];
        if (bg_slice_equal(bg_node_text(bg_node_at(node, "name")), stream)) {
            return bg_node_get(bg_node_path(node, "json_schema", "properties", NULL), field);
        }
    }
    return NULL;
}

static void check_columns(const struct bg_node *item, struct bg_slice id) {
    static const char *const sides[] = {"before", "after"};
    const struct bg_node *columns = bg_node_at(item, "columns");
    for (size_t i = 0; bg_node_is(columns, BG_NODE_MAP) && i < columns->count; i++) {
        const struct bg_member *member = &columns->as.members[i];
        for (size_t side = 0; side < 2; side++) {
            const struct bg_node *field = field_of(bg_node_at(item, sides[side]), member->key);
            for (unsigned reader = 0; reader < BG_READER_COUNT; reader++) {
                const struct bg_node *expected = bg_node_path(member->value, sides[side], reader_names[reader], NULL);
                const char *actual = long_names[bg_column_read((enum bg_column_reader)reader, field)];
                if (!bg_node_is_text(expected, actual)) {
                    fault(id, reader_names[reader], bg_node_text(expected), bg_slice_of(actual));
                }
            }
        }
    }
}

static void test_semantics(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *cases = shared_json(&arena, "conformance/semantics.json");
    if (cases == NULL) {
        skip();
    }
    size_t count = 0;
    for (size_t i = 0; i < cases->count; i++) {
        const struct bg_node *item = cases->as.items[i];
        struct bg_slice id = bg_node_text(bg_node_at(item, "id"));
        if (bg_node_is_text(bg_node_at(item, "kind"), "stream")) {
            count++;
            check_levels(&arena, item, id);
            check_columns(item, id);
            const struct bg_node *is_exact = bg_node_at(item, "change_ids_exact");
            if (is_exact == NULL || bg_node_is_true(is_exact)) {
                check_ids(&arena, item, id);
            }
        }
    }
    bg_arena_finish(&arena);
    assert_true(count > 40);
    assert_int_equal(fault_count, 0);
}

/* {NAME: STREAM} as the cases of peers have it, as a catalog. */
static const struct bg_node *catalog_of_map(struct bg_arena *arena, const struct bg_node *map) {
    const struct bg_node **items = bg_arena_array(arena, map->count, sizeof items[0]);
    for (size_t i = 0; i < map->count; i++) {
        const struct bg_node *stream = map->as.members[i].value;
        struct bg_members members = {.arena = arena};
        for (size_t k = 0; k < stream->count; k++) {
            bg_members_put(&members, stream->as.members[k]);
        }
        bg_members_set(&members, "name", bg_node_new_text(arena, map->as.members[i].key, map));
        items[i] = bg_node_new_map(arena, members.items, members.count, stream);
    }
    struct bg_members catalog = {.arena = arena};
    bg_members_set(&catalog, "streams", bg_node_new_list(arena, items, map->count, map));
    return bg_node_new_map(arena, catalog.items, catalog.count, map);
}

/* What peers call breaking is major here and nothing else is, except where their verdict is doubtful. */
static void test_peers(void **state) {
    (void)state;
    static const char *const files[] = {"conformance/cat_catalog.json", "conformance/airbyte_platform_catalog.json"};
    struct bg_arena arena = BG_ARENA_EMPTY;
    size_t count = 0;
    for (size_t f = 0; f < COUNT(files); f++) {
        const struct bg_node *cases = shared_json(&arena, files[f]);
        if (cases == NULL) {
            skip();
        }
        for (size_t i = 0; i < cases->count; i++) {
            const struct bg_node *item = cases->as.items[i];
            if (bg_node_at(item, "disputed") != NULL) {
                continue;
            }
            struct bg_finding *findings;
            size_t finding_count;
            streams_judge(&arena, catalog_of_map(&arena, bg_node_at(item, "before")),
                          catalog_of_map(&arena, bg_node_at(item, "after")), BG_RULE_PROFILE_AIRBYTE, &findings,
                          &finding_count);
            bool is_breaking = bg_policy_required(findings, finding_count) == BG_LEVEL_MAJOR;
            if (is_breaking != bg_node_is_true(bg_node_at(item, "peer_breaking"))) {
                fail_msg("%.*s", BG_ARGS(shared_text(item, "id")));
            }
            count++;
        }
    }
    bg_arena_finish(&arena);
    assert_true(count > 10);
}

UNIT(diff_stream_stream) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_semantics), cmocka_unit_test(test_peers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
