/* State facts of one stream: shape, partitions, parents, migrations, as data. */
#include "source/manifest/manifest_state.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *stream; /* types filled in */
    const char *expected;
};

#define CURSOR "incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: '%s'}"
#define SUBSTREAM(more)                                                                                                \
    "{type: SubstreamPartitionRouter, parent_stream_configs: [{partition_field: pid, parent_key: id, " more            \
    "stream: {name: parents}}]}"

static const struct row rows[] = {
    {"no cursor", "{}", "{\"migrations\": [], \"partitions\": null, \"shape\": \"none\"}"},
    {"a cursor", "{" CURSOR "}",
     "{\"cursor_field\": \"at\", \"format\": \"%s\", \"input_formats\": [\"%s\"], \"migrations\": [], \"partitions\": "
     "null, \"shape\": \"cursor\"}"},
    {"further formats come first, repeats stay",
     "{incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: b, "
     "cursor_datetime_formats: [a, b]}}",
     "{\"cursor_field\": \"at\", \"format\": \"b\", \"input_formats\": [\"a\", \"b\", \"b\"], \"migrations\": [], "
     "\"partitions\": null, \"shape\": \"cursor\"}"},
    {"a count", "{incremental_sync: {type: IncrementingCountCursor, cursor_field: n}}",
     "{\"cursor_field\": \"n\", \"migrations\": [], \"partitions\": null, \"shape\": \"count\"}"},
    {"a custom cursor", "{incremental_sync: {type: CustomIncrementalSync, class_name: a.B, cursor_field: at}}",
     "{\"class\": \"a.B\", \"cursor_field\": \"at\", \"migrations\": [], \"partitions\": null, \"shape\": \"custom\"}"},
    {"an empty list of routers is none", "{" CURSOR ", retriever: {partition_router: []}}",
     "{\"cursor_field\": \"at\", \"format\": \"%s\", \"input_formats\": [\"%s\"], \"migrations\": [], \"partitions\": "
     "null, \"shape\": \"cursor\"}"},
    {"values", "{retriever: {partition_router: {type: ListPartitionRouter, cursor_field: k, values: [a, b]}}}",
     "{\"migrations\": [], \"partitions\": [{\"field\": \"k\", \"router\": \"list\", \"values\": [\"a\", \"b\"]}], "
     "\"shape\": \"none\"}"},
    {"values from parameters",
     "{retriever: {partition_router: {type: ListPartitionRouter, cursor_field: k, values: '{{ parameters.v }}', "
     "$parameters: {v: [c]}}}}",
     "{\"migrations\": [], \"partitions\": [{\"field\": \"k\", \"router\": \"list\", \"values\": [\"c\"]}], "
     "\"shape\": \"none\"}"},
    {"a parent whose state is kept",
     "{" CURSOR ", retriever: {partition_router: " SUBSTREAM("incremental_dependency: true, ") "}}",
     "{\"cursor_field\": \"at\", \"format\": \"%s\", \"input_formats\": [\"%s\"], \"migrations\": [], "
     "\"parent_state\": [\"parents\"], \"partitions\": [{\"field\": \"pid\", \"incremental_dependency\": true, "
     "\"parent\": \"parents\", \"parent_key\": \"id\", \"parent_partitions\": null, \"router\": \"substream\"}], "
     "\"shape\": \"per-partition\"}"},
    {"in a list it is not",
     "{" CURSOR ", retriever: {partition_router: [" SUBSTREAM("incremental_dependency: true, ") "]}}",
     "{\"cursor_field\": \"at\", \"format\": \"%s\", \"input_formats\": [\"%s\"], \"migrations\": [], "
     "\"parent_state\": [], \"partitions\": [{\"field\": \"pid\", \"incremental_dependency\": true, "
     "\"parent\": \"parents\", \"parent_key\": \"id\", \"parent_partitions\": null, \"router\": \"substream\"}], "
     "\"shape\": \"per-partition\"}"},
    {"grouping is global",
     "{" CURSOR ", retriever: {partition_router: {type: GroupingPartitionRouter, group_size: 5, "
     "underlying_partition_router: " SUBSTREAM("incremental_dependency: true, ") "}}}",
     "{\"cursor_field\": \"at\", \"format\": \"%s\", \"input_formats\": [\"%s\"], \"migrations\": [], "
     "\"parent_state\": [\"parents\"], \"partitions\": [{\"group_size\": 5, \"of\": [{\"field\": \"pid\", "
     "\"incremental_dependency\": true, \"parent\": \"parents\", \"parent_key\": \"id\", \"parent_partitions\": null, "
     "\"router\": \"substream\"}], \"router\": \"grouping\"}], \"shape\": \"global\"}"},
    {"a custom router", "{retriever: {partition_router: {type: CustomPartitionRouter, class_name: a.R}}}",
     "{\"migrations\": [], \"partitions\": [{\"class\": \"a.R\", \"router\": \"custom\"}], \"shape\": \"none\"}"},
    {"a union",
     "{retriever: {partition_router: {type: UnionPartitionRouter, partition_field: u, partition_routers: "
     "[{type: ListPartitionRouter, cursor_field: k, values: [a]}]}}}",
     "{\"migrations\": [], \"partitions\": [{\"field\": \"u\", \"of\": [[{\"field\": \"k\", \"router\": \"list\", "
     "\"values\": [\"a\"]}]], \"router\": \"union\"}], \"shape\": \"none\"}"},
    {"the parent's own partitions, of its full refresh half",
     "{retriever: {partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{partition_field: pid, "
     "parent_key: id, stream: {name: p, full_refresh_stream: {retriever: {partition_router: {type: "
     "ListPartitionRouter, "
     "cursor_field: k, values: [a]}}}}}]}}}",
     "{\"migrations\": [], \"partitions\": [{\"field\": \"pid\", \"incremental_dependency\": false, \"parent\": \"p\", "
     "\"parent_key\": \"id\", \"parent_partitions\": [{\"field\": \"k\", \"router\": \"list\", \"values\": [\"a\"]}], "
     "\"router\": \"substream\"}], \"shape\": \"none\"}"},
    {"migrations", "{state_migrations: [{type: LegacyToPerPartitionStateMigration}, {type: X, class_name: a.M}]}",
     "{\"migrations\": [\"LegacyToPerPartitionStateMigration\", \"custom:a.M\"], \"partitions\": null, "
     "\"shape\": \"none\"}"},
};

static void a_stream_has_state(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_memo routers = {.arena = &arena};
    const struct bg_node *facts = bg_manifest_state(&arena, document_of(&arena, row->stream), &routers);
    document_expect(row->name, document_text(&arena, facts), row->expected);
    bg_arena_finish(&arena);
}

/* Forty parents, each the parent of the one before. */
static void parents_of_parents_are_read(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_memo routers = {.arena = &arena};
    const char *text = "{name: s0}";
    for (int i = 0; i < 40; i++) {
        text = bg_arena_printf(&arena,
                               "{name: s, retriever: {partition_router: {type: SubstreamPartitionRouter, "
                               "parent_stream_configs: [{stream: %s}]}}}",
                               text)
                   .at;
    }
    const struct bg_node *facts = bg_manifest_state(&arena, document_of(&arena, text), &routers);
    assert_non_null(facts);
    assert_int_equal(facts->depth, 2 * 40 + 2);
    bg_arena_finish(&arena);
}

UNIT(source_manifest_manifest_state) {
    enum { COUNT = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_stream_has_state, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(parents_of_parents_are_read);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
