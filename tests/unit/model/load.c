/*
 * Connectors from trees: every kind of connector in small, and what is said when something is wrong. Each row is one
 * commit with one connector; its model is compared as a short text. That real manifests come out as at run time is
 * shown by source/manifest/manifest.
 */
#include "model/load.h"
#include "model/snapshot.h"
#include "base/buffer.h"
#include "support/document.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_FILES = 8 };

#define C "airbyte-integrations/connectors/"
#define META                                                                                                           \
    { C "source-a/metadata.yaml", "data: {dockerImageTag: 1.2.3, tags: ['language:python']}\n" }
#define STREAM(name, more) "{type: DeclarativeStream, name: " name ", primary_key: id, " more "}"
#define INLINE "schema_loader: {type: InlineSchemaLoader, schema: {type: object}}"

struct row {
    const char *name;
    const char *root; /* below C */
    struct fixture_file files[MOST_FILES];
    const char *expected; /* "VARIANT VERSION spec:STATUS ORIGIN streams:STATUS", then a line for each stream, problem
                             and note */
};

static const struct row rows[] = {
    {"manifest only",
     "source-a",
     {META,
      {C "source-a/manifest.yaml", "streams: [" STREAM("users", INLINE) "]\nspec: {connection_specification: {}}\n"}},
     "manifest-only 1.2.3 spec:static manifest streams:static\n"
     "stream users static {\"type\": \"object\"} inline\n"},
    {"no loader and no package: an empty schema",
     "source-a",
     {META, {C "source-a/manifest.yaml", "streams: [" STREAM("users", "") "]\n"}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream users empty {} default\n"},
    {"a package: files beside the manifest",
     "source-a",
     {META,
      {C "source-a/source_a/manifest.yaml", "streams:\n- " STREAM("users", "") "\n- " STREAM("gone", "") "\n- " STREAM(
                                                "named", "schema_loader: {$parameters: {name: other}}") "\n"},
      {C "source-a/source_a/spec.json", "{\"connectionSpecification\": {}, \"supportsIncremental\": true}"},
      {C "source-a/source_a/schemas/users.json", "{\"a\": {\"$ref\": \"x.json\", \"b\": 1}}"},
      {C "source-a/source_a/schemas/other.json", "{\"o\": 1}"},
      {C "source-a/source_a/schemas/shared/x.json", "{\"type\": \"string\", \"definitions\": {}}"}},
     "low-code 1.2.3 spec:static file:" C "source-a/source_a/spec.json streams:static\n"
     "stream users static {\"a\": {\"type\": \"string\"}} default-file:" C "source-a/source_a/schemas/users.json\n"
     "stream gone empty {} default\n"
     "stream named static {\"o\": 1} file:" C "source-a/source_a/schemas/other.json\n"},
    {"two spec files",
     "source-a",
     {META, {C "source-a/source_a/spec.json", "{}"}, {C "source-a/source_a/spec.yaml", "{}"}},
     "python 1.2.3 spec:opaque ambiguous streams:opaque\n"
     "note streams are made in code\n"
     "note two files claim to be the specification; the runtime refuses that\n"},
    {"python: schemas are assumed",
     "source-a",
     {META,
      {C "source-a/pyproject.toml", ""},
      {C "source-a/source_a/schemas/users.json", "{\"type\": \"object\"}"},
      {C "source-a/source_a/schemas/README.md", ""},
      {C "source-a/source_a/schemas/shared/x.json", "{}"}},
     "python 1.2.3 spec:opaque code streams:static\n"
     "stream users static {\"type\": \"object\"} assumed\n"
     "note streams are assumed from the schema files; the code decides which of them exist\n"
     "note the specification is made in code\n"},
    {"python: `spec` in the code adds to a choice of the file",
     "source-a",
     {META,
      {C "source-a/source_a/source.py",
       "class A:\n    def spec(self, logger):\n"
       "        spec.connectionSpecification['properties']['unit']['enum'].append('week')\n"},
      {C "source-a/source_a/spec.yaml", "connectionSpecification: {properties: {unit: {enum: [day]}}}\n"}},
     "python 1.2.3 spec:static file:" C "source-a/source_a/spec.yaml streams:opaque\n"
     "note streams are made in code\n"
     "note source.py adds values to choices of the specification, which count as always there\n"},
    {"python: `spec` in the code does what cannot be seen",
     "source-a",
     {META,
      {C "source-a/source_a/source.py", "class A:\n    def spec(self, logger):\n        pass\n"},
      {C "source-a/source_a/spec.yaml", "connectionSpecification: {properties: {unit: {enum: [day]}}}\n"}},
     "python 1.2.3 spec:static file:" C "source-a/source_a/spec.yaml streams:opaque\n"
     "note streams are made in code\n"
     "note source.py may complete or replace the specification of the file\n"},
    {"python: a printed copy of the spec, with the message around it",
     "source-a",
     {META,
      {C "source-a/source_a/source.py", "class A: pass\n"},
      {C "source-a/integration_tests/spec.json", "{\"type\": \"SPEC\", \"spec\": {\"connectionSpecification\": {}}}"}},
     "python 1.2.3 spec:golden golden:" C "source-a/integration_tests/spec.json streams:opaque\n"
     "note streams are made in code\n"
     "note the specification is known from a copy of the tests only: " C "source-a/integration_tests/spec.json\n"},
    {"python: a printed copy beside the file counts for nothing",
     "source-a",
     {META,
      {C "source-a/source_a/spec.yaml", "connectionSpecification: {}\n"},
      {C "source-a/integration_tests/spec.json", "{\"connectionSpecification\": {}}"}},
     "python 1.2.3 spec:static file:" C "source-a/source_a/spec.yaml streams:opaque\n"
     "note streams are made in code\n"},
    {"python by its tag, in a folder of its own",
     "source-a",
     {META, {C "source-a/lib/code.pyx", ""}},
     "python 1.2.3 spec:opaque code streams:opaque\n"
     "note streams are made in code\n"
     "note the specification is made in code\n"},
    {"python by its tag, whose code is gone",
     "source-a",
     {META, {C "source-a/README.md", ""}, {C "source-a/unit_tests/test_a.py", ""}, {C "source-a/icon.svg", ""}},
     "python 1.2.3 spec:absent absent streams:absent\n"},
    {"jvm by its tag, whose code is gone",
     "source-a",
     {{C "source-a/metadata.yaml", "data: {dockerImageTag: 1.2.3, tags: ['language:java']}\n"},
      {C "source-a/src/test/java/A.java", ""}},
     "jvm 1.2.3 spec:absent absent streams:absent\n"},
    {"nothing but metadata",
     "source-a",
     {{C "source-a/metadata.yaml", "data: {dockerImageTag: 1.2.3}"}},
     "registry-only 1.2.3 spec:absent absent streams:absent\n"},
    {"jvm: a golden copy of the spec, of the open source variant",
     "source-a",
     {META,
      {C "source-a/src/main/kotlin/A.kt", ""},
      {C "source-a/src/test-integration/resources/expected-cloud-spec.json", "{\"connectionSpecification\": 1}"},
      {C "source-a/src/test-integration/resources/expected-spec.json", "{\"connectionSpecification\": {}}"}},
     "jvm 1.2.3 spec:golden golden:" C "source-a/src/test-integration/resources/expected-spec.json streams:opaque\n"
     "note streams are made in code\n"
     "note the specification is known from a copy of the tests only: " C
     "source-a/src/test-integration/resources/expected-spec.json\n"},
    {"a destination has no streams",
     "destination-b",
     {{C "destination-b/metadata.yaml", "data: {dockerImageTag: '0.1'}"},
      {C "destination-b/src/main/resources/spec.json", "{\"supported_destination_sync_modes\": []}"},
      {C "destination-b/src/main/resources/manifest.yaml", "checker: {}"}},
     "jvm 0.1 spec:static file:" C "destination-b/src/main/resources/spec.json streams:absent\n"},
    {"objects that a destination takes",
     "destination-b",
     {{C "destination-b/metadata.yaml", "data: {dockerImageTag: '0.1'}"},
      {C "destination-b/src/main/resources/spec.json", "{\"supported_destination_sync_modes\": []}"},
      {C "destination-b/src/main/resources/manifest.yaml", "discover: {operations: [{objects: {}}]}"}},
     "jvm 0.1 spec:static file:" C "destination-b/src/main/resources/spec.json streams:absent\n"
     "note which objects the destination takes is partly known at run time only\n"},
    {"the specification of a destination in its manifest",
     "destination-b",
     {{C "destination-b/metadata.yaml", "data: {dockerImageTag: '0.1'}"},
      {C "destination-b/src/main/resources/manifest.yaml", "spec: {connection_specification: {type: object}}"}},
     "jvm 0.1 spec:static manifest streams:absent\n"},
    {"a manifest of a destination that cannot be read",
     "destination-b",
     {{C "destination-b/metadata.yaml", "data: {dockerImageTag: '0.1'}"},
      {C "destination-b/src/main/resources/spec.json", "{\"supported_destination_sync_modes\": []}"},
      {C "destination-b/src/main/resources/manifest.yaml", "discover: ["}},
     "jvm 0.1 spec:static file:" C "destination-b/src/main/resources/spec.json streams:absent\n"
     "fatal manifest-unreadable " C "destination-b/src/main/resources/manifest.yaml:1\n"},
    {"a version as it is written",
     "source-a",
     {{C "source-a/metadata.yaml", "data:\n  dockerImageTag: 1.10 # ten\n"}},
     "registry-only 1.10 spec:absent absent streams:absent\n"},
    {"no version",
     "source-a",
     {{C "source-a/metadata.yaml", "data: {}\n"}},
     "registry-only - spec:absent absent streams:absent\n"},
    {"schemas that no file holds",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "streams:\n- " STREAM("a", "schema_loader: {type: CustomSchemaLoader, class_name: x.Y}") "\n- " STREAM(
           "b",
           "schema_loader: {type: DynamicSchemaLoader}") "\n- " STREAM("c",
                                                                       "schema_loader: {type: JsonFileSchemaLoader, "
                                                                       "file_path: \"{{ config['f'] }}\"}") "\n"}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream a opaque null custom:x.Y\nstream b opaque null dynamic\nstream c opaque null file:{{ config['f'] }}\n"
     "note stream `a`: its schema is made by a custom component\n"
     "note stream `b`: its schema is made from an answer of the API\n"
     "note stream `c`: the path of its schema file depends on the configuration\n"},
    {"joined schemas: the first property wins, the rest is dropped",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "streams:\n- " STREAM("a", "schema_loader: [{type: InlineSchemaLoader, schema: "
                                  "{required: [x], properties: {x: 1}}}, "
                                  "{type: InlineSchemaLoader, schema: {properties: {x: 2, y: "
                                  "3}}}]") "\n- " STREAM("b", "schema_loader: [{type: "
                                                              "DynamicSchemaLoader}, {type: "
                                                              "InlineSchemaLoader, schema: "
                                                              "{properties: {}}}]") "\n"}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream a static {\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"x\": 1, \"y\": 3}, "
     "\"type\": [\"null\", \"object\"]} inline\n"
     "stream b overridable {\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {}, "
     "\"type\": [\"null\", \"object\"]} dynamic\n"
     "note stream `b`: its schema is made from an answer of the API\n"},
    {"conditional, delegating and listed streams",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "streams:\n"
       "- {type: ConditionalStreams, condition: c, streams: [" STREAM(
           "a",
           INLINE) "]}\n"
                   "- {type: StateDelegatingStream, name: b, full_refresh_stream: " STREAM(
                       "b",
                       INLINE) ", incremental_stream: " STREAM("b",
                                                               INLINE) "}\n"
                                                                       "dynamic_streams:\n"
                                                                       "- type: DynamicDeclarativeStream\n"
                                                                       "  stream_template: " STREAM(
                                                                           "''",
                                                                           INLINE) "\n"
                                                                                   "  components_resolver:\n"
                                                                                   "    type: "
                                                                                   "ParametrizedComponentsResolver\n"
                                                                                   "    stream_parameters: "
                                                                                   "{list_of_parameters_for_stream: "
                                                                                   "[{n: c, k: None}, {n: d, k: [x, "
                                                                                   "y]}]}\n"
                                                                                   "    components_mapping:\n"
                                                                                   "    - {type: "
                                                                                   "ComponentMappingDefinition, "
                                                                                   "field_path: [name], value: \"{{ "
                                                                                   "components_values['n'] }}\"}\n"
                                                                                   "    - {type: "
                                                                                   "ComponentMappingDefinition, "
                                                                                   "field_path: [primary_key], value: "
                                                                                   "\"{{ components_values['k'] }}\"}\n"
                                                                                   "- name: later\n"
                                                                                   "  stream_template: " STREAM(
                                                                                       "t",
                                                                                       INLINE) "\n"
                                                                                               "  components_resolver: "
                                                                                               "{type: "
                                                                                               "HttpComponentsResolver,"
                                                                                               " components_mapping: "
                                                                                               "[]}\n"}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream a static {\"type\": \"object\"} inline if c\n"
     "stream b static {\"type\": \"object\"} inline delegating\n"
     "stream c static {\"type\": \"object\"} inline without key\n"
     "stream d static {\"type\": \"object\"} inline\n"
     "note `later`: its streams are only known at run time\n"},
    {"a dynamic stream without types",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "dynamic_streams:\n"
       "- stream_template: {name: t, schema_loader: {type: InlineSchemaLoader, schema: {type: object}}}\n"
       "  components_resolver:\n"
       "    type: ParametrizedComponentsResolver\n"
       "    stream_parameters: {list_of_parameters_for_stream: [{n: c}]}\n"
       "    components_mapping:\n"
       "    - {type: ComponentMappingDefinition, field_path: [name], value: \"{{ components_values['n'] }}\"}\n"}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream c static {\"type\": \"object\"} inline without key\n"},
    {"a manifest cut in half",
     "source-a",
     {META, {C "source-a/manifest.yaml", "streams:\n  - {type: Decl"}},
     "manifest-only 1.2.3 spec:opaque  streams:opaque\n"
     "fatal manifest-unreadable " C "source-a/manifest.yaml:2\n"},
    {"a manifest with a reference to nowhere",
     "source-a",
     {META, {C "source-a/manifest.yaml", "streams: ['#/nowhere']"}},
     "manifest-only 1.2.3 spec:opaque  streams:opaque\n"
     "fatal manifest-unreadable " C "source-a/manifest.yaml:1\n"},
    {"a manifest that is no mapping",
     "source-a",
     {META, {C "source-a/manifest.yaml", "[1]"}},
     "manifest-only 1.2.3 spec:opaque  streams:opaque\n"
     "fatal manifest-unreadable " C "source-a/manifest.yaml:1\n"},
    {"an empty manifest",
     "source-a",
     {META, {C "source-a/manifest.yaml", ""}},
     "manifest-only 1.2.3 spec:opaque  streams:opaque\n"
     "fatal manifest-unreadable " C "source-a/manifest.yaml:1\n"},
    {"streams that are no list",
     "source-a",
     {META, {C "source-a/manifest.yaml", "streams: {a: 1}"}},
     "manifest-only 1.2.3 spec:absent absent streams:opaque\n"
     "fatal manifest-unreadable " C "source-a/manifest.yaml:1\n"},
    {"a stream without a name, and two of one name",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "streams:\n- " STREAM("''", INLINE) "\n- " STREAM("b", INLINE) "\n- " STREAM("b", INLINE) "\n"}},
     "manifest-only 1.2.3 spec:absent absent streams:opaque\n"
     "stream  static {\"type\": \"object\"} inline\n"
     "stream b static {\"type\": \"object\"} inline\nstream b static {\"type\": \"object\"} inline\n"
     "fatal stream-without-name " C "source-a/manifest.yaml:2\n"
     "minor duplicate-stream " C "source-a/manifest.yaml:4\n"},
    {"a schema file that is not there",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "streams:\n- " STREAM("a", "schema_loader: {file_path: ./source_a/schemas/a.json}")}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream a error null file:" C "source-a/source_a/schemas/a.json (is not there)\n"
     "fatal schema-file-missing " C "source-a/manifest.yaml:2\n"
     "note stream `a`: its schema file " C "source-a/source_a/schemas/a.json is not there\n"},
    {"a schema file outside of the repository",
     "source-a",
     {META,
      {C "source-a/manifest.yaml",
       "streams:\n- " STREAM("a", "schema_loader: {file_path: ../../../../../etc/passwd}")}},
     "manifest-only 1.2.3 spec:absent absent streams:static\n"
     "stream a error null file:" C "source-a/../../../../../etc/passwd (is not there)\n"
     "fatal schema-file-missing " C "source-a/manifest.yaml:2\n"
     "note stream `a`: its schema file " C "source-a/../../../../../etc/passwd is not there\n"},
    {"references of schema files that fail",
     "source-a",
     {META,
      {C "source-a/pyproject.toml", ""},
      {C "source-a/source_a/schemas/a.json", "{\"x\": {\"$ref\": \"#/nowhere\"}}"},
      {C "source-a/source_a/schemas/b.json", "{\"x\": {\"$ref\": \"#/x\"}}"},
      {C "source-a/source_a/schemas/c.json", "{\n\"x\" 1}"},
      {C "source-a/source_a/schemas/d.json", "{\"x\": {\"$ref\": \"shared.json#/y\"}}"},
      {C "source-a/source_a/schemas/shared/shared.json", "{\"y\": 1}"}},
     "python 1.2.3 spec:opaque code streams:static\n"
     "stream a error null assumed\nstream b error null assumed\nstream c error null assumed\n"
     "stream d error null assumed\n"
     "fatal schema-file-unreadable " C "source-a/source_a/schemas/a.json:1\n"
     "fatal schema-file-unreadable " C "source-a/source_a/schemas/b.json:1\n"
     "fatal schema-file-unreadable " C "source-a/source_a/schemas/c.json:2\n"
     "fatal schema-file-unreadable " C "source-a/source_a/schemas/d.json:1\n"
     "note streams are assumed from the schema files; the code decides which of them exist\n"
     "note the specification is made in code\n"
     "note stream `a`: its schema file cannot be read\nnote stream `b`: its schema file cannot be read\n"
     "note stream `c`: its schema file cannot be read\nnote stream `d`: its schema file cannot be read\n"},
    {"metadata that is no YAML",
     "source-a",
     {{C "source-a/metadata.yaml", "data:\n\t- x"}},
     "registry-only - spec:absent absent streams:absent\n"
     "fatal metadata-unreadable " C "source-a/metadata.yaml:2\n"},
    {"metadata that is no mapping",
     "source-a",
     {{C "source-a/metadata.yaml", "7"}},
     "registry-only - spec:absent absent streams:absent\n"
     "fatal metadata-unreadable " C "source-a/metadata.yaml:1\n"},
    {"empty metadata",
     "source-a",
     {{C "source-a/metadata.yaml", ""}},
     "registry-only - spec:absent absent streams:absent\n"
     "fatal metadata-unreadable " C "source-a/metadata.yaml:1\n"},
    {"no metadata",
     "source-a",
     {{C "source-a/README.md", "7"}},
     "registry-only - spec:absent absent streams:absent\n"
     "fatal metadata-missing " C "source-a/metadata.yaml:0\n"},
    {"code beside the manifest",
     "source-a",
     {META,
      {C "source-a/source_a/manifest.yaml", "streams: []"},
      {C "source-a/source_a/source.py", "class A:\n    def streams(self, config):\n        pass\n"}},
     "low-code 1.2.3 spec:absent absent streams:static\n"
     "note source.py may add, drop or replace what the manifest declares\n"},
    {"streams of code beside the manifest",
     "source-a",
     {META,
      {C "source-a/source_a/manifest.yaml",
       "streams: [{type: DeclarativeStream, name: a, schema_loader: {type: InlineSchemaLoader, schema: {}}}]"},
      {C "source-a/source_a/source.py", "class A:\n    def streams(self, config):\n        pass\n"},
      {C "source-a/source_a/schemas/a.json", "{\"type\": \"string\"}"},
      {C "source-a/source_a/schemas/b.json", "{\"type\": \"object\"}"}},
     "low-code 1.2.3 spec:absent absent streams:static\n"
     "stream a empty {} inline without key\n"
     "stream b static {\"type\": \"object\"} assumed\n"
     "note source.py may add, drop or replace what the manifest declares\n"
     "note streams are assumed from the schema files; the code decides which of them exist\n"},
    {"schema files that nobody reads",
     "source-a",
     {META,
      {C "source-a/source_a/manifest.yaml", "streams: []"},
      {C "source-a/source_a/source.py", "class A:\n    pass\n"},
      {C "source-a/source_a/schemas/b.json", "{\"type\": \"object\"}"}},
     "low-code 1.2.3 spec:absent absent streams:static\n"},
};

static void show_stream(struct bg_arena *arena, struct bg_buffer *out, const struct bg_stream *stream) {
    static const char *const statuses[] = {[BG_EXTENT_NONE] = "opaque",
                                           [BG_EXTENT_BROKEN] = "error",
                                           [BG_EXTENT_ASSUMED] = "overridable",
                                           [BG_EXTENT_SOME] = "partial",
                                           [BG_EXTENT_ALL] = "static"};
    bool is_assumed = stream->existence.extent == BG_EXTENT_ASSUMED;
    const struct bg_node *sources = bg_node_at(stream->about, "schema_sources");
    struct bg_slice source = sources == NULL ? BG_LITERAL("") : bg_node_text(sources->as.items[0]);
    bg_buffer_printf(out, "stream %.*s %s %s%s%.*s%s%s%.*s%s%s\n", BG_ARGS(stream->name),
                     stream->has_no_schema ? "empty" : statuses[stream->fields.extent],
                     document_text(arena, stream->json_schema), source.len > 0 ? " " : "", BG_ARGS(source),
                     is_assumed ? " assumed" : "", stream->condition.at == NULL ? "" : " if ",
                     BG_ARGS(stream->condition), stream->is_state_delegating ? " delegating" : "",
                     stream->primary_key == NULL && !is_assumed ? " without key" : "");
}

static void a_connector_is_loaded(void **state) {
    static const char *const reads[] = {"absent", "static", "opaque", "golden"};
    const struct row *row = *state;
    struct trees trees;
    trees_init(&trees, row->files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_buffer text = {0};
    const struct bg_layout *layout = trees_layout(&arena);
    struct bg_connector connector;
    struct bg_slice root = bg_arena_printf(&arena, C "%s", row->root);
    bool is_ok = bg_connector_load(trees.base, layout, root, &arena, &problems, NULL, &connector);
    bg_buffer_printf(&text, "%.*s %.*s spec:%s %.*s streams:%s\n", BG_ARGS(connector.variant),
                     BG_ARGS(connector.about.version.text.at == NULL ? BG_LITERAL("-") : connector.about.version.text),
                     reads[bg_spec_readability(&connector.declared.spec)], BG_ARGS(connector.declared.spec.origin),
                     reads[bg_sight_readability(&connector.declared.sight)]);
    for (size_t i = 0; i < connector.declared.stream_count; i++) {
        show_stream(&arena, &text, &connector.declared.streams[i]);
    }
    for (size_t i = 0; i < problems.count; i++) {
        const struct bg_problem *problem = &problems.items[i];
        bg_buffer_printf(&text, "%s %s %.*s:%u\n", problem->is_fatal ? "fatal" : "minor", bg_id_name(problem->id),
                         BG_ARGS(problem->at.file), problem->at.line);
    }
    for (size_t i = 0; i < connector.declared.note_count; i++) {
        bg_buffer_printf(&text, "note %.*s\n", BG_ARGS(connector.declared.notes[i]));
    }
    bg_buffer_add_char(&text, '\0');
    document_expect(row->name, text.at, row->expected);
    assert_int_equal(is_ok, problems.count == 0);
    assert_non_null(bg_connector_snapshot(&arena, &connector));
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

static void metadata_alone(void **state) {
    (void)state;
    const struct fixture_file files[] = {
        {C "source-a/metadata.yaml",
         "data:\n  dockerImageTag: 2.0.0\n  supportLevel: archived\n"
         "  documentationUrl: https://docs.airbyte.com/integrations/sources/other/?x#y\n"
         "  ab_internal: {requireVersionIncrementsInPullRequests: false}\n"
         "  releases:\n    breakingChanges:\n      2.0.0: {message: m}\n      1.0.0: {message: n}\n"},
        {C "source-a/manifest.yaml", "broken: ["},
        {NULL, NULL}};
    struct trees trees;
    trees_init(&trees, files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_layout *layout = trees_layout(&arena);
    struct bg_connector connector;
    assert_true(bg_connector_load_metadata(trees.base, layout, BG_LITERAL(C "source-a"), &arena, NULL, &connector));
    assert_true(bg_slice_is(connector.about.name, "source-a"));
    assert_true(bg_slice_is(connector.about.version.text, "2.0.0"));
    assert_int_equal(connector.about.version.at.line, 2);
    assert_int_equal(connector.about.version.at.column, 19);
    assert_true(connector.about.is_archived);
    assert_true(connector.about.is_opted_out);
    assert_true(bg_slice_is(connector.about.doc_path, "docs/integrations/sources/other.md"));
    assert_true(bg_slice_is(connector.about.guide_path, "docs/integrations/sources/a-migrations.md"));
    assert_int_equal(connector.about.breaking_count, 2);
    assert_true(bg_slice_is(connector.about.breaking[0].version, "2.0.0"));
    assert_int_equal(connector.about.breaking[1].at.line, 9);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

struct held_row {
    const char *name;
    struct fixture_file changed;
    bool holds;
};

static const struct held_row held_rows[] = {
    {"metadata", {C "source-a/metadata.yaml", "data: {dockerImageTag: 9.9.9}"}, true},
    {"the code beside a manifest", {C "source-a/source_a/source.py", "x = 2"}, false},
    {"other code", {C "source-a/source_a/streams.py", "x = 2"}, true},
    {"the manifest", {C "source-a/source_a/manifest.yaml", "streams: [1]"}, false},
    {"the spec", {C "source-a/source_a/spec.json", "{\"a\": 1}"}, false},
    {"a schema", {C "source-a/source_a/schemas/a.json", "{\"a\": 1}"}, false},
    {"a shared schema", {C "source-a/source_a/schemas/shared/a.json", "{\"a\": 1}"}, false},
    {"a schema of another package", {C "source-a/source_b/schemas/a.json", "{\"a\": 1}"}, true},
    {"a manifest at the root", {C "source-a/manifest.yaml", "streams: []"}, false},
};

static void what_was_read_holds_or_not(void **state) {
    const struct held_row *row = *state;
    const struct fixture_file base[] = {META,
                                        {C "source-a/source_a/source.py", "x = 1"},
                                        {C "source-a/source_a/manifest.yaml", "streams: []"},
                                        {NULL, NULL}};
    const struct fixture_file head[] = {base[0], base[1], base[2], row->changed, {NULL, NULL}};
    struct trees trees;
    trees_init(&trees, base, head);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_reads reads = {0};
    struct bg_connector connector;
    struct bg_slice root = BG_LITERAL(C "source-a");
    (void)bg_connector_load(trees.base, trees_layout(&arena), root, &arena, NULL, &reads, &connector);
    assert_true(bg_reads_hold(&reads, trees.base, root));
    assert_int_equal(bg_reads_hold(&reads, trees.head, root), row->holds);
    bg_reads_finish(&reads);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

UNIT(model_load) {
    enum { ROWS = sizeof rows / sizeof *rows, HELD = sizeof held_rows / sizeof *held_rows };
    struct CMUnitTest tests[ROWS + HELD + 1];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_connector_is_loaded, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    for (size_t i = 0; i < HELD; i++) {
        tests[ROWS + i] = (struct CMUnitTest){.name = held_rows[i].name,
                                              .test_func = what_was_read_holds_or_not,
                                              .initial_state = (void *)(uintptr_t)&held_rows[i]};
    }
    tests[ROWS + HELD] = (struct CMUnitTest)cmocka_unit_test(metadata_alone);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
