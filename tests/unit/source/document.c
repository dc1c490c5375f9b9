/*
 * Documents without a repository: what each kind of file is taken for, and the model that comes out of it, in one line:
 * kind, spec, then each stream with its key, cursor and modes. Whether the readers of specs, catalogs and manifests are
 * right is for their own tests to show.
 */
#include "source/document.h"

#include "base/buffer.h"
#include "text/write_json.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

struct row {
    const char *name;
    const char *path;
    const char *text;
    enum bg_document_kind kind; /* as asked for */
    const char *expected;
};

static const struct row rows[] = {
    {"a spec", "x.json", "{\"connectionSpecification\": {\"type\": \"object\"}}", BG_DOCUMENT_UNKNOWN,
     "spec {\"type\": \"object\"}"},
    {"a bare schema with a secret is a spec", "x.json", "{\"properties\": {\"k\": {\"airbyte_secret\": true}}}",
     BG_DOCUMENT_UNKNOWN, "spec {\"properties\": {\"k\": {\"airbyte_secret\": true}}}"},
    {"a bare schema in a file named spec", "a/spec.yaml", "type: object\n", BG_DOCUMENT_UNKNOWN,
     "spec {\"type\": \"object\"}"},
    {"a bare schema below schemas/", "tap_x/schemas/users.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "stream | users key null cursor null full"},
    {"a bare schema that may be either", "x.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "x.json:1:1: it cannot be told whether this is a spec, a stream's schema or something else: say --kind spec, "
     "catalog, stream, manifest or messages"},
    {"the same, told", "x.json", "{\"type\": \"object\"}", BG_DOCUMENT_SPEC, "spec {\"type\": \"object\"}"},
    {"a catalog", "c.json",
     "{\"streams\": [{\"name\": \"a\", \"json_schema\": {}, \"supported_sync_modes\": [\"full_refresh\", "
     "\"incremental\"], \"source_defined_primary_key\": [[\"id\"]]}]}",
     BG_DOCUMENT_UNKNOWN, "catalog | a key [[\"id\"]] cursor null full incremental"},
    {"a configured catalog", "c.json",
     "{\"streams\": [{\"stream\": {\"name\": \"a\", \"json_schema\": {}, \"supported_sync_modes\": "
     "[\"full_refresh\"]}, \"sync_mode\": \"full_refresh\"}]}",
     BG_DOCUMENT_UNKNOWN, "catalog | a key null cursor null full"},
    {"a catalog of Singer", "c.json",
     "{\"streams\": [{\"tap_stream_id\": \"a\", \"stream\": \"a\", \"schema\": {}, \"metadata\": [{\"breadcrumb\": "
     "[\"properties\", \"id\"], \"metadata\": {}}, {\"breadcrumb\": [], \"metadata\": {\"table-key-properties\": "
     "[\"id\", \"n\"], \"valid-replication-keys\": [\"u\"], \"forced-replication-method\": \"INCREMENTAL\"}}]}]}",
     BG_DOCUMENT_UNKNOWN, "catalog | a key [[\"id\"], [\"n\"]] cursor [\"u\"] incremental"},
    {"a catalog of Singer, keys beside the schema", "c.json",
     "{\"streams\": [{\"stream\": \"a\", \"schema\": {}, \"key_properties\": [\"id\"]}]}", BG_DOCUMENT_UNKNOWN,
     "catalog | a key [[\"id\"]] cursor null full"},
    {"a manifest", "m.yaml",
     "type: DeclarativeSource\nstreams:\n- {type: DeclarativeStream, name: a, primary_key: id, schema_loader: {type: "
     "InlineSchemaLoader, schema: {type: object}}}\n",
     BG_DOCUMENT_UNKNOWN, "manifest | a key [[\"id\"]] cursor null full"},
    {"lines of the protocol between log lines", "discover.txt",
     "starting\n{\"type\": \"LOG\", \"log\": {}}\n{broken\n{\"type\": \"CATALOG\", \"catalog\": {\"streams\": "
     "[{\"name\": \"a\", \"json_schema\": {}, \"supported_sync_modes\": [\"full_refresh\"]}]}}\nbye\n",
     BG_DOCUMENT_UNKNOWN, "messages | a key null cursor null full"},
    {"spec and catalog in one", "both.jsonl",
     "{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}\n{\"type\": \"CATALOG\", \"catalog\": "
     "{\"streams\": []}}\n",
     BG_DOCUMENT_UNKNOWN, "messages {}"},
    {"a message over several lines, between log lines", "discover.txt",
     "starting\n{\"type\": \"LOG\"}\n{\n  \"type\": \"CATALOG\",\n  \"catalog\": {\"streams\": [{\"name\": \"a}\", "
     "\"json_schema\": {}, \"supported_sync_modes\": [\"full_refresh\"]}]}\n}\nbye\n",
     BG_DOCUMENT_UNKNOWN, "messages | a} key null cursor null full"},
    {"a message over several lines, alone", "x.json",
     "{\"type\": \"SPEC\",\n \"spec\":\n {\"connectionSpecification\": {}}}\n", BG_DOCUMENT_UNKNOWN, "messages {}"},
    {"schemas of Singer; the last of a name counts", "tap.txt",
     "INFO\n{\"type\": \"SCHEMA\", \"stream\": \"a\", \"schema\": {}, \"key_properties\": []}\n{\"type\": \"RECORD\", "
     "\"stream\": \"a\", \"record\": {}}\n{\"type\": \"SCHEMA\", \"stream\": \"b\", \"schema\": {}}\n{\"type\": "
     "\"SCHEMA\", \"stream\": \"a\", \"schema\": {}, \"key_properties\": [\"id\"], \"bookmark_properties\": [\"u\"]}\n",
     BG_DOCUMENT_UNKNOWN, "messages | a key [[\"id\"]] cursor [\"u\"] full incremental | b key null cursor null full"},
    {"a schema of Singer without a stream", "tap.txt", "{\"type\": \"SCHEMA\", \"schema\": {}}\n", BG_DOCUMENT_MESSAGES,
     "tap.txt:1:1: a SCHEMA message had no stream or no schema"},
    {"a catalog that was cut off is no noise", "cut.txt",
     "{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}\n{\"type\": \"CATALOG\", \"catalog\": {\"str\n",
     BG_DOCUMENT_UNKNOWN, "cut.txt:2:37: not JSON: the text ended too early"},
    {"the same over several lines", "cut.txt", "log\n{\n \"type\": \"CATALOG\",\n \"catalog\": {\n",
     BG_DOCUMENT_MESSAGES, "cut.txt:4:14: not JSON: the text ended too early"},
    {"a catalog that is none", "c.txt", "log\n{\"type\": \"CATALOG\", \"catalog\": null}\n", BG_DOCUMENT_UNKNOWN,
     "c.txt:2:1: a CATALOG message had no catalog"},
    {"lines without either", "log.txt", "hello\n{\"type\": \"LOG\"}\n", BG_DOCUMENT_MESSAGES,
     "log.txt:0:0: no line was a spec, a catalog or a schema of the protocol"},
    {"no document at all", "x.json", "{\"a\": ", BG_DOCUMENT_UNKNOWN, "x.json:1:6: not JSON: the text ended too early"},
    {"a list", "x.json", "[1]", BG_DOCUMENT_SPEC, "x.json:1:1: the document is no mapping"},
    {"an empty catalog", "c.json", "{\"streams\": []}", BG_DOCUMENT_UNKNOWN, "catalog"},
    {"streams that are no list are no catalog", "x.json", "{\"streams\": {}}", BG_DOCUMENT_UNKNOWN,
     "x.json:1:1: it cannot be told whether this is a spec, a stream's schema or something else: say --kind spec, "
     "catalog, stream, manifest or messages"},
    {"streams that are no list, in what must be a catalog", "x.json", "{\"streams\": {\"a\": {}}}", BG_DOCUMENT_CATALOG,
     "x.json:1:1: the catalog had no list `streams`"},
    {"no streams in what must be a catalog", "x.json", "{}", BG_DOCUMENT_CATALOG,
     "x.json:1:1: the catalog had no list `streams`"},
    {"a mapping without anything known", "x.json", "{\"a\": 1}", BG_DOCUMENT_UNKNOWN,
     "x.json:1:1: it cannot be told whether this is a spec, a stream's schema or something else: say --kind spec, "
     "catalog, stream, manifest or messages"},
    {"a bare schema in a folder named spec", "spec/x.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "spec/x.json:1:1: it cannot be told whether this is a spec, a stream's schema or something else: say --kind spec, "
     "catalog, stream, manifest or messages"},
    {"a name that goes on after spec", "a/spec-dev.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "spec {\"type\": \"object\"}"},
    {"a name that ends with spec", "a/myspec.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "a/myspec.json:1:1: it cannot be told whether this is a spec, a stream's schema or something else: say --kind "
     "spec, catalog, stream, manifest or messages"},
    {"a hidden property is a spec's", "x.json", "{\"properties\": {\"a\": {}, \"k\": {\"airbyte_hidden\": true}}}",
     BG_DOCUMENT_UNKNOWN, "spec {\"properties\": {\"a\": {}, \"k\": {\"airbyte_hidden\": true}}}"},
    {"an ordered property is a spec's", "x.json", "{\"properties\": {\"k\": {\"order\": 0}}}", BG_DOCUMENT_UNKNOWN,
     "spec {\"properties\": {\"k\": {\"order\": 0}}}"},
    {"a property that is always shown is a spec's", "schemas/x.json",
     "{\"properties\": {\"k\": {\"always_show\": true}}}", BG_DOCUMENT_UNKNOWN,
     "spec {\"properties\": {\"k\": {\"always_show\": true}}}"},
    {"a property called order is nothing special", "schemas/x.json", "{\"properties\": {\"order\": {}}}",
     BG_DOCUMENT_UNKNOWN, "stream | x key null cursor null full"},
    {"a schema by reference", "schemas/x.json", "{\"$ref\": \"#\"}", BG_DOCUMENT_UNKNOWN,
     "stream | x key null cursor null full"},
    {"a schema by alternatives", "schemas/x.json", "{\"anyOf\": []}", BG_DOCUMENT_UNKNOWN,
     "stream | x key null cursor null full"},
    {"a name with several dots", "schemas/a.b.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "stream | a.b key null cursor null full"},
    {"a name that begins with a dot", "schemas/.json", "{\"type\": \"object\"}", BG_DOCUMENT_UNKNOWN,
     "stream | .json key null cursor null full"},
    {"a manifest by its check", "m.yaml", "check: {}\nstreams: []\n", BG_DOCUMENT_UNKNOWN, "manifest"},
    {"a schema with a definition is no manifest", "schemas/x.json", "{\"definitions\": {}, \"properties\": {}}",
     BG_DOCUMENT_UNKNOWN, "stream | x key null cursor null full"},
    {"a message alone", "x.json", "{\"type\": \"CATALOG\", \"catalog\": {\"streams\": []}}", BG_DOCUMENT_UNKNOWN,
     "messages"},
    {"a specification wins over other signs", "x.json",
     "{\"connectionSpecification\": {}, \"streams\": [], \"check\": {}}", BG_DOCUMENT_UNKNOWN, "spec {}"},
    {"a specification that is none", "x.txt", "log\n{\"type\": \"SPEC\", \"spec\": 1}\n", BG_DOCUMENT_MESSAGES,
     "x.txt:2:1: a SPEC message had no spec"},
    {"a message of Singer without a schema", "x.txt", "{\"type\": \"SCHEMA\", \"stream\": \"a\", \"schema\": 1}\n",
     BG_DOCUMENT_MESSAGES, "x.txt:1:1: a SCHEMA message had no stream or no schema"},
    {"a cut specification is no noise", "x.txt", "{\"type\": \"SPEC\", \n", BG_DOCUMENT_MESSAGES,
     "x.txt:1:17: not JSON: the text ended too early"},
    {"a cut schema is no noise", "x.txt", "{\"type\": \"SCHEMA\", \n", BG_DOCUMENT_MESSAGES,
     "x.txt:1:19: not JSON: the text ended too early"},
    {"a cut record is noise", "x.txt",
     "{\"type\": \"RECORD\", \n{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}\n",
     BG_DOCUMENT_MESSAGES, "messages {}"},
    {"no line end", "x.txt", "{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}", BG_DOCUMENT_MESSAGES,
     "messages {}"},
    {"blanks before a message", "x.txt", " \t{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}\n",
     BG_DOCUMENT_MESSAGES, "messages {}"},
    {"lines of another system", "x.txt",
     "a\r\n{\r\n\"type\": \"SPEC\",\r\n\"spec\": {\"connectionSpecification\": {}}\r\n}\r\nb\r\n", BG_DOCUMENT_MESSAGES,
     "messages {}"},
    {"a catalog wins over schemas of Singer", "x.txt",
     "{\"type\": \"SCHEMA\", \"stream\": \"a\", \"schema\": {}}\n{\"type\": \"CATALOG\", \"catalog\": {\"streams\": "
     "[]}}\n",
     BG_DOCUMENT_MESSAGES, "messages"},
    {"nothing", "x.txt", "", BG_DOCUMENT_MESSAGES,
     "x.txt:0:0: no line was a spec, a catalog or a schema of the protocol"},
    {"a file for a folder", "x.json", "{}", BG_DOCUMENT_CONNECTOR,
     "x.json:0:0: a connector is a folder, and this is a file"},
};

static void describe(struct bg_buffer *out, enum bg_document_kind kind, const struct bg_declaration *declared) {
    bg_buffer_add_text(out, bg_document_kind_name(kind));
    if (declared->spec.connection_specification != NULL) {
        bg_buffer_add_char(out, ' ');
        bg_json_write_node(out, declared->spec.connection_specification, BG_JSON_COMPACT, true);
    }
    for (size_t i = 0; i < declared->stream_count; i++) {
        const struct bg_stream *stream = &declared->streams[i];
        bg_buffer_printf(out, " | %.*s key ", BG_ARGS(stream->name));
        bg_json_write_node(out, stream->primary_key, BG_JSON_COMPACT, true);
        bg_buffer_add_text(out, " cursor ");
        bg_json_write_node(out, stream->cursor_field, BG_JSON_COMPACT, true);
        bg_buffer_add_text(out, stream->has_full_refresh ? " full" : "");
        bg_buffer_add_text(out, stream->has_incremental ? " incremental" : "");
    }
}

static void a_document_becomes_a_connector(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_problems problems = {.arena = &arena};
    struct bg_declaration declared;
    struct bg_error err;
    enum bg_document_kind kind = row->kind;
    struct bg_source *source = bg_source_new(&arena, bg_slice_of(row->path), bg_slice_of(row->text));
    if (bg_document_load(&arena, source, &kind, &problems, &declared, &err)) {
        describe(&out, kind, &declared);
    } else {
        bg_buffer_printf(&out, "%s:%u:%u: %s", err.file, err.line, err.column, err.message);
    }
    assert_string_equal(out.at, row->expected);
    assert_int_equal(problems.count, 0);
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

static void places_count_all_lines(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_declaration declared;
    struct bg_error err;
    enum bg_document_kind kind = BG_DOCUMENT_UNKNOWN;
    struct bg_slice text = BG_LITERAL("log\nlog\n{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}\n");
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("spec.jsonl"), text);
    assert_true(bg_document_load(&arena, source, &kind, &problems, &declared, &err));
    assert_int_equal(bg_node_place(declared.spec.connection_specification).line, 3);
    bg_arena_finish(&arena);
}

UNIT(source_document) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = a_document_becomes_a_connector,
            .initial_state = (void *)(uintptr_t)&rows[i],
        };
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(places_count_all_lines);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
