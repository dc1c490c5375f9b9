/*
 * The whole pipeline on small histories, most of them with releases that are marked by tags: each row is a history of
 * commits and the verdict lines on its head. More of Airbyte's layout is tested by real commands (tests/cli).
 */
#include "base/types.h"

#include "base/buffer.h"
#include "base/level.h"
#include "base/slice.h"
#include "report/words.h"
#include "support/git_fixture.h"
#include "support/unit.h"
#include "bumpgate.h"
#include "report/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

enum { FILES = 6, COMMITS = 4 };

struct step {
    struct fixture_file files[FILES]; /* up to a NULL path */
    const char *tag;
};

struct row {
    const char *name;
    struct step steps[COMMITS]; /* up to one without files */
    const char *base;           /* NULL: the default */
    const char *expected;
};

#define TAP(version)                                                                                                   \
    {"setup.py", "from setuptools import setup\nsetup(name='tap-bees', version='" version "')\n"}, {                   \
        "tap_bees/__init__.py", "import singer\n"                                                                      \
    }
#define TWO_FIELDS                                                                                                     \
    "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}, \"age\": {\"type\": \"integer\"}}}"
#define ONE_FIELD "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}"
#define HIVES "tap_bees/schemas/hives.json"

#define FAROS                                                                                                          \
    { "faros-airbyte-cdk/package.json", "{\"version\": \"0.0.1\"}" }
#define BEES "sources/bees-source/"
#define PACKAGE                                                                                                        \
    { BEES "package.json", "{\"name\": \"bees-source\", \"version\": \"0.0.1\"}" }

#define AIRBYTE "airbyte-integrations/connectors/source-bees/"
#define METADATA(version)                                                                                              \
    { AIRBYTE "metadata.yaml", "data: {dockerImageTag: " version ", name: Bees}\n" }
#define ODD_PLACE                                                                                                      \
    {                                                                                                                  \
        AIRBYTE "source_bees/manifest.yaml",                                                                           \
            "type: DeclarativeSource\nstreams:\n- type: DeclarativeStream\n  name: hives\n  schema_loader: {type: "    \
            "JsonFileSchemaLoader, file_path: ./source_bees/odd/hives.json}\n"                                         \
    }

#define BINDING(properties)                                                                                            \
    "Binding 0:\n{\n  \"recommended_name\": \"hive\",\n  \"document_schema_json\": {\"type\": \"object\", "            \
    "\"properties\": {" properties "}},\n  \"key\": [\"/id\"]\n}\n"
#define GO_SOURCE(version, discovery)                                                                                  \
    {"materialize-boilerplate/x.go", "package x\n"}, {"source-hive/VERSION", version "\n"},                            \
        {"source-hive/main.go", "package main\n"}, {"source-hive/Dockerfile", "FROM scratch\n"}, {                     \
        "source-hive/.snapshots/TestDiscovery", discovery                                                              \
    }

static const struct row rows[] = {
    {"a tap between releases owes nothing yet",
     {{{TAP("1.0.0"), {HIVES, ONE_FIELD}}, "v1.0.0"}, {{{HIVES, TWO_FIELDS}}, NULL}},
     NULL,
     "v1.0.0: tap-bees 1.0.0 1.0.0 none minor passed\n"},
    {"a release with too small a step",
     {{{TAP("1.0.0"), {HIVES, TWO_FIELDS}}, "v1.0.0"}, {{{HIVES, ONE_FIELD}}, NULL}, {{TAP("1.0.1")}, NULL}},
     NULL,
     "v1.0.0: tap-bees 1.0.0 1.0.1 patch major rejected insufficient 2.0.0\n"},
    {"a release is compared with the one before, not with itself",
     {{{TAP("1.0.0"), {HIVES, TWO_FIELDS}}, "v1.0.0"}, {{TAP("2.0.0"), {HIVES, ONE_FIELD}}, "v2.0.0"}},
     NULL,
     "v1.0.0: tap-bees 1.0.0 2.0.0 major major passed\n"},
    {"a base that was named counts",
     {{{TAP("1.0.0"), {HIVES, ONE_FIELD}}, "v1.0.0"}, {{{HIVES, TWO_FIELDS}}, NULL}, {{TAP("1.0.1")}, NULL}},
     "HEAD~1",
     "HEAD~1: tap-bees 1.0.0 1.0.1 patch patch passed\n"},
    {"where no tag marks a release, the version in the file counts",
     {{{TAP("1.0.0"), {HIVES, ONE_FIELD}}, NULL}, {{{HIVES, TWO_FIELDS}}, NULL}},
     "HEAD~1",
     "HEAD~1: tap-bees 1.0.0 1.0.0 none minor rejected not-bumped 1.1.0\n"},
    {"one version for all, kept as a tag: a release",
     {{{FAROS, PACKAGE, {BEES "resources/schemas/hives.json", TWO_FIELDS}}, "v0.9.0"},
      {{{BEES "resources/schemas/hives.json", ONE_FIELD}}, "v0.9.1"}},
     NULL,
     "v0.9.0: bees-source 0.9.0 0.9.1 patch major rejected insufficient 0.10.0\n"},
    {"a schema file in an unusual place",
     {{{METADATA("1.0.0"), ODD_PLACE, {AIRBYTE "source_bees/odd/hives.json", TWO_FIELDS}}, NULL},
      {{METADATA("1.0.1"), {AIRBYTE "source_bees/odd/hives.json", ONE_FIELD}}, NULL}},
     "HEAD~1",
     "HEAD~1: source-bees 1.0.0 1.0.1 patch major rejected insufficient 2.0.0\n"},
    {"whole numbers, and streams that only a golden copy shows",
     {{{GO_SOURCE("v1", BINDING("\"id\": {}, \"n\": {}"))}, NULL}, {{GO_SOURCE("v1", BINDING("\"id\": {}"))}, NULL}},
     "HEAD~1",
     "HEAD~1: source-hive v1 v1 none major rejected not-bumped v2\n"},
    {"the same with a number of its own",
     {{{GO_SOURCE("v1", BINDING("\"id\": {}, \"n\": {}"))}, NULL}, {{GO_SOURCE("v2", BINDING("\"id\": {}"))}, NULL}},
     "HEAD~1",
     "HEAD~1: source-hive v1 v2 major major passed\n"},
    {"a field that was added needs no number",
     {{{GO_SOURCE("v1", BINDING("\"id\": {}"))}, NULL}, {{GO_SOURCE("v1", BINDING("\"id\": {}, \"n\": {}"))}, NULL}},
     "HEAD~1",
     "HEAD~1: source-hive v1 v1 none minor passed\n"},
    {"the same, not released yet",
     {{{FAROS, PACKAGE, {BEES "resources/schemas/hives.json", TWO_FIELDS}}, "v0.9.0"},
      {{{BEES "resources/schemas/hives.json", ONE_FIELD}}, NULL}},
     NULL,
     "v0.9.0: bees-source 0.9.0 0.9.0 none major passed\n"},
};

static void describe(struct bg_buffer *out, const struct bg_run *run) {
    for (size_t i = 0; i < run->verdict_count; i++) {
        const struct bg_verdict *verdict = &run->verdicts[i];
        bg_buffer_printf(out, "%.*s: %.*s %.*s %.*s %s %s %s", BG_ARGS(run->base_rev), BG_ARGS(verdict->name),
                         BG_ARGS(verdict->version_base), BG_ARGS(verdict->version_head),
                         bg_word_declared(verdict->declared), bg_level_names[verdict->required],
                         bg_word_outcome(verdict->outcome));
        for (size_t r = 0; r < verdict->reason_count; r++) {
            bg_buffer_printf(out, " %s", bg_id_name(verdict->reasons[r].id));
        }
        if (verdict->outcome == BG_OUTCOME_REJECTED) {
            bg_buffer_printf(out, " %.*s", BG_ARGS(verdict->minimum));
        }
        bg_buffer_add_char(out, '\n');
    }
}

static void a_history_is_judged(void **state) {
    const struct row *row = *state;
    struct fixture *f = fixture_new();
    for (size_t s = 0; s < COMMITS && row->steps[s].files[0].path != NULL; s++) {
        size_t count = 0;
        while (count < FILES && row->steps[s].files[count].path != NULL) {
            count++;
        }
        fixture_write_files(f, row->steps[s].files, count);
        fixture_commit(f, "step");
        if (row->steps[s].tag != NULL) {
            fixture_git(f, "tag", row->steps[s].tag, NULL);
        }
    }
    struct bg_options options = {.repo = fixture_path(f), .base = row->base};
    struct bg_run *run;
    struct bg_error err;
    struct bg_buffer out = {0};
    if (!bg_run_new(&run, &options, &err)) {
        fail_msg("%s", err.message);
    }
    describe(&out, run);
    assert_string_equal(bg_buffer_slice(&out).at, row->expected);
    bg_buffer_finish(&out);
    bg_run_free(run);
    fixture_free(f);
}

/* What a link points to belongs to the surface, once something of the connector itself has changed. */
static void schemas_behind_a_link_are_compared(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    const struct fixture_file base[] = {{AIRBYTE "metadata.yaml", "data: {dockerImageTag: 1.0.0, name: Bees}\n"},
                                        {AIRBYTE "pyproject.toml", "[tool.poetry]\n"},
                                        {AIRBYTE "source_bees/source.py", "x = 1\n"},
                                        {"shared/hives.json", TWO_FIELDS}};
    const struct fixture_file head[] = {{AIRBYTE "metadata.yaml", "data: {dockerImageTag: 1.0.1, name: Bees}\n"},
                                        {"shared/hives.json", ONE_FIELD}};
    fixture_write_files(f, base, sizeof base / sizeof base[0]);
    fixture_link(f, AIRBYTE "source_bees/schemas", "../../../../shared");
    fixture_commit(f, "base");
    fixture_write_files(f, head, sizeof head / sizeof head[0]);
    fixture_commit(f, "head");
    struct bg_options options = {.repo = fixture_path(f), .base = "HEAD~1"};
    struct bg_run *run;
    struct bg_error err;
    struct bg_buffer out = {0};
    if (!bg_run_new(&run, &options, &err)) {
        fail_msg("%s", err.message);
    }
    describe(&out, run);
    assert_string_equal(bg_buffer_slice(&out).at,
                        "HEAD~1: source-bees 1.0.0 1.0.1 patch major rejected insufficient 2.0.0\n");
    bg_buffer_finish(&out);
    bg_run_free(run);
    fixture_free(f);
}

UNIT(run_check) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = a_history_is_judged,
            .initial_state = (void *)(uintptr_t)&rows[i],
        };
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(schemas_behind_a_link_are_compared);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
