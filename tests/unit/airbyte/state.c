/*
 * Saved state: one row for every change of a cursor or a router whose effect was observed. Shows what the diff says of
 * the facts; that the facts are read rightly from a manifest is shown elsewhere.
 */
#include "airbyte/state.h"

#include "support/streams.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define DATES "shape: cursor, cursor_field: at, format: '%Y-%m-%d', input_formats: ['%Y-%m-%d']"
#define OTHER_CURSOR "shape: cursor, cursor_field: on, format: '%Y-%m-%d', input_formats: ['%Y-%m-%d']"
#define SECONDS "shape: cursor, cursor_field: at, format: '%s', input_formats: ['%s']"
#define SECONDS_AND_DATES "shape: cursor, cursor_field: at, format: '%s', input_formats: ['%Y-%m-%d', '%s']"
#define BY(routers) "shape: per-partition, cursor_field: at, partitions: " routers
#define GLOBAL(routers) "shape: global, cursor_field: at, partitions: " routers
#define CHILD "{router: substream, field: id, parent: groups, parent_key: id, parent_partitions: null}"

#define WRITES(format) "shape: cursor, cursor_field: at, format: '" format "', input_formats: ['" format "']"

static const struct row {
    const char *name;
    const char *base; /* the facts, without the braces; or a whole stream, if it begins with "{" */
    const char *head;
    const char *expect; /* "HOW: REASON"; "" for no change */
} rows[] = {
    {"nothing differs", DATES, DATES, ""},
    {"no state before", "shape: none", DATES, ""},
    {"no state any more", DATES, "shape: none", ""},
    {"partitions of what has no state", "shape: none, partitions: [{router: list, field: a}]",
     "shape: none, partitions: [{router: list, field: b}]", ""},
    {"a cursor of another name", DATES, OTHER_CURSOR, "reset: its cursor has another name"},
    {"a cursor that the catalog names, too", "{name: s, json_schema: {}, cursor_field: [at], state: {" DATES "}}",
     "{name: s, json_schema: {}, cursor_field: [on], state: {" OTHER_CURSOR "}}", "changed: it is still read"},
    {"a format that is not read", DATES, SECONDS,
     "unreadable: its cursor is written in a format that is not read any more"},
    {"a format that is still read", DATES, SECONDS_AND_DATES, "changed: it is still read"},
    {"an old format is dropped", SECONDS_AND_DATES, SECONDS, "changed: it is still read"},
    {"an offset is read from a Z", WRITES("%Y-%m-%dT%H:%M:%SZ"), WRITES("%Y-%m-%dT%H:%M:%S%z"),
     "changed: it is still read"},
    {"an offset among the formats that are read", WRITES("%H:%M:%SZ"),
     "shape: cursor, cursor_field: at, format: '%s', input_formats: ['%H:%M:%S%z', '%s']", "changed: it is still read"},
    {"no Z is read from an offset", WRITES("%H:%M:%S%z"), WRITES("%H:%M:%SZ"),
     "unreadable: its cursor is written in a format that is not read any more"},
    {"an offset where the rest differs", WRITES("%Y-%m-%dT%H:%M:%SZ"), WRITES("%Y-%m-%d %H:%M:%S%z"),
     "unreadable: its cursor is written in a format that is not read any more"},
    {"the name of a zone is no Z", WRITES("%H:%M:%S%Z"), WRITES("%H:%M:%S%%z"),
     "unreadable: its cursor is written in a format that is not read any more"},
    {"an offset after more", WRITES("%H:%MZ"), WRITES("%H:%M%z%f"),
     "unreadable: its cursor is written in a format that is not read any more"},
    {"whole seconds are numbers", WRITES("%s"), WRITES("%s_as_float"), "changed: it is still read"},
    {"numbers are no whole seconds", WRITES("%s_as_float"), WRITES("%s"),
     "unreadable: its cursor is written in a format that is not read any more"},
    {"another cursor in another format", DATES, "shape: cursor, cursor_field: on, format: '%s', input_formats: ['%s']",
     "reset: its cursor has another name"},
    {"partitions are new", "shape: cursor, cursor_field: at", BY("[" CHILD "]"), "changed: it is still read"},
    {"partitions are gone", BY("[" CHILD "]"), "shape: cursor, cursor_field: at",
     "reset: it is kept for each partition, and there are none any more"},
    {"one value for all partitions", BY("[" CHILD "]"), GLOBAL("[" CHILD "]"), "changed: it is still read"},
    {"a partition key of another name", BY("[{router: list, field: a}]"), BY("[{router: list, field: b}]"),
     "reset: its entries for partitions are found under other keys now"},
    {"a router of another kind", BY("[{router: list, field: id}]"), BY("[" CHILD "]"),
     "reset: its entries for partitions are found under other keys now"},
    {"one more router", BY("[" CHILD "]"), BY("[" CHILD ", {router: list, field: a}]"),
     "reset: its entries for partitions are found under other keys now"},
    {"routers in another order", BY("[" CHILD ", {router: list, field: a}]"),
     BY("[{router: list, field: a}, " CHILD "]"), "changed: it is still read"},
    {"a parent that is partitioned now", BY("[" CHILD "]"),
     BY("[{router: substream, field: id, parent: groups, parent_key: id, parent_partitions: [{router: list, field: "
        "a}]}]"),
     "reset: its entries for partitions are found under other keys now"},
    {"another parent, the same key", BY("[" CHILD "]"),
     BY("[{router: substream, field: id, parent: teams, parent_key: uid, parent_partitions: null}]"),
     "changed: it is still read"},
    {"other values of a list", BY("[{router: list, field: a, values: [1]}]"),
     BY("[{router: list, field: a, values: [2]}]"), "changed: it is still read"},
    {"partitions are grouped", BY("[" CHILD "]"), GLOBAL("[{router: grouping, group_size: 5, of: [" CHILD "]}]"),
     "changed: it is still read"},
    {"a count instead of a date", DATES, "shape: count, cursor_field: at",
     "unreadable: it holds a date where a count is read, or a count where a date is"},
    {"a cursor of its own", DATES, "shape: custom, cursor_field: at, class: C",
     "check: a part of the connector's own code decides what becomes of it"},
    {"a router of its own", BY("[{router: custom, class: C}]"), BY("[{router: custom, class: D}]"),
     "check: a part of the connector's own code decides what becomes of it"},
    {"a router of its own among others", BY("[" CHILD "]"), BY("[" CHILD ", {router: custom, class: D}]"),
     "check: a part of the connector's own code decides what becomes of it"},
    {"a migration may help", BY("[{router: list, field: a}]"),
     BY("[{router: list, field: b}], migrations: ['custom:M']"), "check: a new migration may translate it"},
    {"a migration that was there does not", BY("[{router: list, field: a}], migrations: ['custom:M']"),
     BY("[{router: list, field: b}], migrations: ['custom:M']"),
     "reset: its entries for partitions are found under other keys now"},
    {"a migration alone", DATES, DATES ", migrations: ['custom:M']", "changed: it is still read"},
    {"parents keep no state any more", BY("[" CHILD "], parent_state: [groups]"), BY("[" CHILD "], parent_state: []"),
     "changed: it is still read"},
    {"the incremental half reads another format", "{name: s, json_schema: {}, state: {" DATES "}}",
     "{name: s, json_schema: {}, state: {" DATES "}, state_delegating: true, incremental_twin: {state: {" SECONDS "}}}",
     "unreadable: its cursor is written in a format that is not read any more"},
    {"the halves never fitted",
     "{name: s, json_schema: {}, state: {" DATES "}, state_delegating: true, incremental_twin: {state: {" SECONDS "}}}",
     "{name: s, json_schema: {}, state: {" DATES "}, state_delegating: true, incremental_twin: {state: {" SECONDS
     ", parent_state: []}}}",
     "changed: it is still read"},
};

static const struct bg_node *catalog_of(struct bg_arena *arena, const char *text) {
    struct bg_slice whole = text[0] == '{'
                                ? bg_arena_printf(arena, "{streams: [%s]}", text)
                                : bg_arena_printf(arena, "{streams: [{name: s, json_schema: {}, state: {%s}}]}", text);
    return streams_parse(arena, whole.at);
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changes changes = streams_diff(&arena, catalog_of(&arena, row->base), catalog_of(&arena, row->head));
    struct bg_slice actual = BG_LITERAL("");
    for (size_t i = 0; i < changes.count; i++) {
        const struct bg_change *change = &changes.items[i];
        if (change->kind == BG_CHANGE_STREAM_STATE) {
            actual = bg_arena_printf(&arena, "%.*s%s: %.*s", BG_ARGS(actual), bg_change_how_name(change->how),
                                     BG_ARGS(change->after));
        }
    }
    assert_string_equal(actual.at, row->expect);
    bg_arena_finish(&arena);
}

UNIT(airbyte_state) {
    struct CMUnitTest tests[COUNT(rows)];
    for (size_t i = 0; i < COUNT(rows); i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = test_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
