/*
 * Types and parameters pushed down, rule by rule, on small manifests: what their first stream becomes. That real
 * manifests come out as at run time is shown by source/manifest/manifest.
 */
#include "source/manifest/manifest_parameters.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *stream; /* YAML, in flow style */
    const char *expected;
};

static const struct row rows[] = {
    {"types come from places", "{retriever: {requester: {}, paginator: {}}, schema_loader: {}}",
     "{\"retriever\": {\"paginator\": {\"type\": \"NoPagination\"}, \"requester\": {\"type\": \"HttpRequester\"},"
     " \"type\": \"SimpleRetriever\"}, \"schema_loader\": {\"type\": \"JsonFileSchemaLoader\"},"
     " \"type\": \"DeclarativeStream\"}"},
    {"a class name makes it custom", "{retriever: {class_name: a.B}}",
     "{\"retriever\": {\"class_name\": \"a.B\", \"type\": \"CustomRetriever\"}, \"type\": \"DeclarativeStream\"}"},
    {"but not everywhere", "{schema_loader: {class_name: a.B}}",
     "{\"schema_loader\": {\"class_name\": \"a.B\"}, \"type\": \"DeclarativeStream\"}"},
    {"a type of its own stays", "{type: StateDelegatingStream, full_refresh_stream: {}}",
     "{\"full_refresh_stream\": {}, \"type\": \"StateDelegatingStream\"}"},
    {"parameters become fields", "{$parameters: {name: users}}",
     "{\"$parameters\": {\"name\": \"users\"}, \"name\": \"users\", \"type\": \"DeclarativeStream\"}"},
    {"and reach what is below", "{$parameters: {k: 1}, retriever: {}}",
     "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"retriever\": {\"$parameters\": {\"k\": 1}, \"k\": 1,"
     " \"type\": \"SimpleRetriever\"}, \"type\": \"DeclarativeStream\"}"},
    {"the nearer one wins", "{$parameters: {k: 1}, retriever: {$parameters: {k: 2}}}",
     "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"retriever\": {\"$parameters\": {\"k\": 2}, \"k\": 2,"
     " \"type\": \"SimpleRetriever\"}, \"type\": \"DeclarativeStream\"}"},
    {"a field of its own wins", "{name: own, $parameters: {name: given}}",
     "{\"$parameters\": {\"name\": \"given\"}, \"name\": \"own\", \"type\": \"DeclarativeStream\"}"},
    {"unless it is empty", "{name: '', primary_key: [], $parameters: {name: given, primary_key: id}}",
     "{\"$parameters\": {\"name\": \"given\", \"primary_key\": \"id\"}, \"name\": \"given\", \"primary_key\": \"id\","
     " \"type\": \"DeclarativeStream\"}"},
    {"a field does not receive itself", "{$parameters: {retriever: {type: SimpleRetriever}}}",
     "{\"$parameters\": {\"retriever\": {\"type\": \"SimpleRetriever\"}}, \"retriever\": {\"type\": "
     "\"SimpleRetriever\"},"
     " \"type\": \"DeclarativeStream\"}"},
    {"an empty one is lost on the way", "{retriever: {}, $parameters: {retriever: {}, z: 1}}",
     "{\"$parameters\": {\"z\": 1}, \"retriever\": {\"$parameters\": {\"z\": 1}, \"type\": \"SimpleRetriever\", \"z\": "
     "1}, \"type\": \"DeclarativeStream\", \"z\": 1}"},
    {"a plain schema is left alone", "{$parameters: {k: 1}, s: {type: object, properties: {a: {type: string}}}}",
     "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"s\": {\"properties\": {\"a\": {\"type\": \"string\"}}, \"type\": "
     "\"object\"}, \"type\": \"DeclarativeStream\"}"},
    {"in one order of its types only",
     "{$parameters: {k: 1}, s: {type: ['null', object]}, t: {type: [object, 'null']}}",
     "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"s\": {\"type\": [\"null\", \"object\"]}, \"t\": {\"$parameters\": "
     "{\"k\": 1}, \"k\": 1, \"type\": [\"object\", \"null\"]}, \"type\": \"DeclarativeStream\"}"},
    {"what has no type passes it to what has one",
     "{$parameters: {k: 1}, m: {x: {type: T}, y: {z: 1}, w: [{type: T}]}}",
     "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"m\": {\"w\": [{\"type\": \"T\"}], \"x\": {\"$parameters\": {\"k\": 1}, "
     "\"k\": 1, \"type\": \"T\"}, \"y\": {\"z\": 1}}, \"type\": \"DeclarativeStream\"}"},
    {"lists of components", "{$parameters: {k: 1}, l: [{type: T}, 5, {a: 1}]}",
     "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"l\": [{\"$parameters\": {\"k\": 1}, \"k\": 1, \"type\": \"T\"}, 5, "
     "{\"a\": 1}], \"type\": \"DeclarativeStream\"}"},
    {"the older spelling", "{$options: {name: users}}",
     "{\"$parameters\": {\"name\": \"users\"}, \"name\": \"users\", \"type\": \"DeclarativeStream\"}"},
    {"parameters that are none, below what has no type", "{m: {x: {type: T, $parameters: 1}}}",
     "1:29: \"$parameters\" was not a mapping"},
    {"parameters that are none", "{$parameters: }", "1:12: \"$parameters\" was not a mapping"},
};

static void a_stream_is_filled_in(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = bg_arena_printf(&arena, "streams: [%s]\nunused: {$parameters: 1}", row->stream);
    const struct bg_node *surface = NULL;
    struct bg_error err = {0};
    const char *got = bg_manifest_push(&arena, document_of(&arena, text.at), &surface, &err)
                          ? document_text(&arena, bg_node_at(surface, "streams")->as.items[0])
                          : document_error(&arena, &err);
    document_expect(row->name, got, row->expected);
    bg_arena_finish(&arena);
}

/* A finished stream of a list: filled in a second time, with the outer parameters first or last. */
static void outer_parameters_may_win(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *stream =
        document_of(&arena, "{type: T, $parameters: {k: 1}, c: {type: C, $parameters: {k: 2}}}");
    const struct bg_node *out = NULL;
    assert_true(bg_manifest_push_stream(&arena, stream, true, &out, NULL));
    document_expect("outer", document_text(&arena, bg_node_at(out, "c")),
                    "{\"$parameters\": {\"k\": 1}, \"k\": 1, \"type\": \"C\"}");
    assert_true(bg_manifest_push_stream(&arena, stream, false, &out, NULL));
    document_expect("inner", document_text(&arena, bg_node_at(out, "c")),
                    "{\"$parameters\": {\"k\": 2}, \"k\": 2, \"type\": \"C\"}");
    bg_arena_finish(&arena);
}

UNIT(source_manifest_manifest_parameters) {
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 1];
    size_t count = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_stream_is_filled_in, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[count] = (struct CMUnitTest)cmocka_unit_test(outer_parameters_may_win);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
