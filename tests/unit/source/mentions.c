/*
 * Files that may be no streams: what code and the catalogs of tests say of a connector whose streams are schema files,
 * "STREAM existence fields" of each, and of streams that have no file, whether they are there.
 */
#include "source/mentions.h"

#include "base/buffer.h"
#include "model/load.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ROOT "airbyte-integrations/connectors/source-a"
#define C ROOT "/"
#define FILE_OF(name)                                                                                                  \
    { C "source_a/schemas/" name ".json", "{\"properties\": {\"x\": {\"type\": \"string\"}}}" }
#define META                                                                                                           \
    { C "metadata.yaml", "data: {dockerImageTag: 1.0.0}\n" }
#define CONFIGURED C "integration_tests/configured_catalog.json"
#define DISCOVERED C "erd/discovered_catalog.json"

enum { MOST_FILES = 7 };

static const struct {
    const char *name;
    struct fixture_file files[MOST_FILES];
    const char *says;
} rows[] = {
    {"nobody to ask", {META, {C "pyproject.toml", ""}, FILE_OF("users")}, "users assumed all; teams not seen"},
    {"code that names one",
     {META, {C "source_a/source.py", "x = [Users()]\n"}, FILE_OF("users"), FILE_OF("orphan")},
     "orphan orphan all; users named all; teams not there"},
    {"code behind a long text on its line",
     {META, {C "source_a/source.py", "x = [\"\"\"two\nlines\"\"\", Users()]\n"}, FILE_OF("users"), FILE_OF("teams")},
     "teams orphan all; users named all; teams not there"},
    {"a long text at the end of a list",
     {META, {C "source_a/source.py", "x = [Users(), \"\"\"two\"\"\"]\ntitle = \"teams\"\n"}, FILE_OF("users")},
     "users named all; teams not there"},
    {"code in a folder names another",
     {META, {C "source_a/streams/all.py", "x = [Teams()]\n"}, {C "source_a/source.py", ""}, FILE_OF("users")},
     "users orphan all; teams not seen"},
    {"a catalog that tests keep, without code",
     {META,
      {C "pyproject.toml", ""},
      {CONFIGURED, "{\"streams\": [{\"stream\": {\"name\": \"users\"}}, {\"stream\": {\"name\": \"teams\"}}, 1]}"},
      FILE_OF("users"),
      FILE_OF("other")},
     "other assumed all; users named all; teams not seen"},
    {"a catalog that is out of date",
     {META,
      {C "source_a/source.py", ""},
      {DISCOVERED, "[{\"name\": \"users\"}, {\"name\": \"teams\"}]"},
      FILE_OF("users")},
     "users named all; teams not there"},
    {"a catalog that cannot be read",
     {META, {C "source_a/source.py", ""}, {CONFIGURED, "{"}, FILE_OF("users")},
     "users orphan all; teams not there"},
    {"a class that makes its schema beside the file",
     {META,
      {C "source_a/source.py",
       "class Users(Stream):\n    def get_json_schema(self):\n        pass\nx = [Users(), Others()]\n"},
      FILE_OF("users"),
      FILE_OF("others")},
     "others named all; users named some at 2; teams not there"},
    {"a manifest has the schema, and a class of that name",
     {META,
      {C "source_a/manifest.yaml", "streams: [{type: DeclarativeStream, name: users, schema_loader: {type: "
                                   "InlineSchemaLoader, schema: {type: object}}}]"},
      {C "source_a/source.py", "class Users(A):\n    def get_json_schema(self):\n        pass\ndef streams(self):\n"},
      FILE_OF("more")},
     "users named all; more orphan all; teams not there"},
};

static void show(const struct bg_declaration *declared, struct bg_buffer *out) {
    static const char *const extents[] = {"none", "broken", "assumed", "some", "all", "absent"};
    static const char *const presences[] = {"there", "not there", "not seen"};
    for (size_t i = 0; i < declared->stream_count; i++) {
        const struct bg_stream *stream = &declared->streams[i];
        const char *existence = bg_stream_is_orphan(declared, stream)       ? "orphan"
                                : stream->existence.extent == BG_EXTENT_ALL ? "named"
                                                                            : "assumed";
        bg_buffer_printf(out, "%.*s %s %s", BG_ARGS(stream->name), existence, extents[stream->fields.extent]);
        if (stream->fields.at.line != 0) {
            bg_buffer_printf(out, " at %u", stream->fields.at.line);
        }
        bg_buffer_add_text(out, "; ");
    }
    bg_buffer_printf(out, "teams %s", presences[bg_stream_presence(declared, BG_LITERAL("teams"))]);
}

static void who_speaks_for_a_stream(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_problems problems = {.arena = &arena};
        struct bg_buffer text = {0};
        struct bg_connector connector;
        struct trees trees;
        trees_init(&trees, rows[i].files, NULL);
        (void)bg_connector_load(trees.base, trees_layout(&arena), BG_LITERAL(ROOT), &arena, &problems, NULL,
                                &connector);
        show(&connector.declared, &text);
        if (!bg_slice_is(bg_buffer_slice(&text), rows[i].says)) {
            fail_msg("%s: %.*s", rows[i].name, BG_ARGS(bg_buffer_slice(&text)));
        }
        bg_buffer_finish(&text);
        trees_finish(&trees);
        bg_arena_finish(&arena);
    }
}

UNIT(source_mentions) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_speaks_for_a_stream)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
