/*
 * Manifests that were written to harm, through the whole pipeline: each row is the text of one connector's manifest at
 * the head, and what the run says of it: its outcome, and the problems with their places. Beside it stands a sound
 * connector that dropped a column, and it is rejected in every row. How the readers refuse each of these is for their
 * own tests to show; this one shows that nothing behind them hangs, dies or takes the others along.
 */
#include "base/types.h"

#include "base/buffer.h"
#include "report/words.h"
#include "support/git_fixture.h"
#include "support/unit.h"
#include "bumpgate.h"
#include "report/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define CONNECTORS "airbyte-integrations/connectors/"
#define METADATA(version) "data: {dockerImageTag: " version ", name: Bees}\n"
#define MANIFEST_OF(name, properties)                                                                                  \
    "type: DeclarativeSource\nstreams:\n- {type: DeclarativeStream, name: " name                                       \
    ", schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: " properties "}}}\n"
#define SOUND MANIFEST_OF("a", "{id: {type: string}}")
#define FAN 10

/* The bytes of a row's manifest: `before`, then what `write` makes `count` times, then `after`. */
struct row {
    const char *name;
    struct bg_slice before;
    void (*write)(struct bg_buffer *out, size_t i);
    size_t count;
    const char *after;
    enum bg_outcome outcome;
    const char *problems; /* all of the run, a line each */
};

/* Level i holds ten references to the level before. */
static void write_references(struct bg_buffer *out, size_t i) {
    bg_buffer_printf(out, "  d%zu: [", i + 1);
    for (size_t n = 0; n < FAN; n++) {
        bg_buffer_printf(out, "\"#/definitions/d%zu\", ", i);
    }
    bg_buffer_add_text(out, "1]\n");
}

static void write_aliases(struct bg_buffer *out, size_t i) {
    bg_buffer_printf(out, "a%zu: &a%zu [", i + 1, i + 1);
    for (size_t n = 0; n < FAN; n++) {
        bg_buffer_printf(out, "*a%zu, ", i);
    }
    bg_buffer_add_text(out, "1]\n");
}

static void write_key(struct bg_buffer *out, size_t i) {
    bg_buffer_printf(out, "k%zu: {type: string}, ", i);
}

static void write_byte(struct bg_buffer *out, size_t i) {
    bg_buffer_add_char(out, (char)('a' + i % 26));
}

static void write_item(struct bg_buffer *out, size_t i) {
    (void)i;
    bg_buffer_add_text(out, "1,");
}

static void write_bracket(struct bg_buffer *out, size_t i) {
    (void)i;
    bg_buffer_add_char(out, '[');
}

#define BYTES(text)                                                                                                    \
    { text, sizeof(text) - 1 }
#define TEXT(text) BYTES(text), NULL, 0, ""

static const struct row rows[] = {
    {"references in a circle",
     TEXT(SOUND "definitions: {a: {$ref: \"#/definitions/b\"}, b: {$ref: \"#/definitions/a\"}}\n"), BG_OUTCOME_UNJUDGED,
     "4:25 the reference \"#/definitions/b\" leads back to itself\n"},
    {"references a million wide", BYTES("definitions:\n  d0: [1]\n"), write_references, 8,
     MANIFEST_OF("a", "{p: \"#/definitions/d8\"}"), BG_OUTCOME_UNJUDGED,
     "9:7 written out, this has more nodes than can be read\n"},
    {"references without an end in sight", BYTES("definitions:\n  d0: [1]\n"), write_references, 60,
     MANIFEST_OF("a", "{p: \"#/definitions/d60\"}"), BG_OUTCOME_UNJUDGED,
     "9:7 written out, this has more nodes than can be read\n"},
    {"a template that does not close", TEXT(MANIFEST_OF("\"{{ parameters['x\"", "{id: {type: string}}")),
     BG_OUTCOME_REJECTED, ""},
    {"a key twice: the last counts", TEXT(SOUND "streams: []\n"), BG_OUTCOME_REJECTED,
     "4:1 the key \"streams\" stood twice in one mapping; the later value counted\n"},
    {"aliases that grow", BYTES("a0: &a0 [1]\n"), write_aliases, 60, SOUND, BG_OUTCOME_UNJUDGED,
     "8:5 aliases made the document too large (the limit is 8000000)\n"},
    {"an alias in itself", TEXT(SOUND "x: &x {<<: *x}\n"), BG_OUTCOME_UNJUDGED,
     "4:12 an alias named the value it stands in\n"},
    {"a tab as indentation", TEXT(SOUND "x:\n\t- 1\n"), BG_OUTCOME_UNJUDGED,
     "5:1 not YAML: found character that cannot start any token\n"},
    {"a byte order mark", TEXT("\xEF\xBB\xBF" SOUND), BG_OUTCOME_PASSED, ""},
    {"line ends of Windows", TEXT("type: DeclarativeSource\r\nstreams: []\r\n"), BG_OUTCOME_REJECTED, ""},
    {"bytes that are not UTF-8", TEXT(SOUND "x: \"\xFF\xFE\"\n"), BG_OUTCOME_UNJUDGED,
     "4:5 not YAML: a byte is not UTF-8: save the file as UTF-8\n"},
    {"a NUL byte", TEXT(SOUND "x: a\0b\n"), BG_OUTCOME_UNJUDGED, "4:5 not YAML: control characters are not allowed\n"},
    {"ten million bytes in a line", BYTES(SOUND "x: \""), write_byte, 10000000, "\"\n", BG_OUTCOME_PASSED, ""},
    {"a million items in a line", BYTES(SOUND "x: ["), write_item, 1000000, "1]\n", BG_OUTCOME_UNJUDGED,
     "4:1000005 a list or mapping has too many members (the limit is 500000)\n"},
    {"a hundred thousand columns",
     BYTES("type: DeclarativeSource\nstreams:\n- type: DeclarativeStream\n  name: a\n  schema_loader:\n    type: "
           "InlineSchemaLoader\n    schema: {type: object, properties: {"),
     write_key, 100000, "id: {type: string}}}\n", BG_OUTCOME_REJECTED, ""},
    {"a name with line ends, quotes and escapes",
     TEXT(MANIFEST_OF("\"a\\n::error::`q\\\" \\e[31m\"", "{id: {type: string}}")), BG_OUTCOME_REJECTED, ""},
    {"a hundred thousand brackets", BYTES(SOUND "x: "), write_bracket, 100000, "\n", BG_OUTCOME_UNJUDGED,
     "4:259 the document is nested too deeply (the limit is 256)\n"},
    {"nothing", TEXT(""), BG_OUTCOME_UNJUDGED, "1:1 the manifest was not a mapping\n"},
    {"a list", TEXT("- 1\n"), BG_OUTCOME_UNJUDGED, "1:1 the manifest was not a mapping\n"},
};

static void write_connector(struct fixture *f, const char *name, const char *version, struct bg_slice manifest) {
    char path[128];
    (void)snprintf(path, sizeof path, CONNECTORS "%s/metadata.yaml", name);
    fixture_write(f, path, version);
    (void)snprintf(path, sizeof path, CONNECTORS "%s/manifest.yaml", name);
    fixture_write_bytes(f, path, manifest.at, manifest.len);
}

static void describe(struct bg_buffer *out, const struct bg_run *run) {
    for (size_t i = 0; i < run->verdict_count; i++) {
        const struct bg_verdict *verdict = &run->verdicts[i];
        bg_buffer_printf(out, "%.*s %s\n", BG_ARGS(verdict->name), bg_word_outcome(verdict->outcome));
    }
    for (size_t i = 0; i < run->problem_count; i++) {
        const struct bg_problem *problem = &run->problems[i];
        bg_buffer_printf(out, "%u:%u %.*s\n", problem->at.line, problem->at.column, BG_ARGS(problem->message));
    }
}

static void the_others_are_judged(void **state) {
    const struct row *row = *state;
    struct fixture *f = fixture_new();
    struct bg_buffer manifest = {0};
    bg_buffer_add(&manifest, row->before);
    for (size_t i = 0; i < row->count; i++) {
        row->write(&manifest, i);
    }
    bg_buffer_add_text(&manifest, row->after);
    write_connector(f, "source-evil", METADATA("1.0.0"), BG_LITERAL(SOUND));
    write_connector(f, "source-sound", METADATA("1.0.0"), BG_LITERAL(SOUND));
    (void)fixture_commit(f, "base");
    write_connector(f, "source-evil", METADATA("1.0.1"), bg_buffer_slice(&manifest));
    write_connector(f, "source-sound", METADATA("1.0.1"), BG_LITERAL(MANIFEST_OF("a", "{}")));
    (void)fixture_commit(f, "head");
    struct bg_options options = {.repo = fixture_path(f), .base = "HEAD~1"};
    struct bg_run *run;
    struct bg_error err;
    struct bg_buffer out = {0};
    struct bg_buffer expected = {0};
    if (!bg_run_new(&run, &options, &err)) {
        fail_msg("%s", err.message);
    }
    describe(&out, run);
    bg_buffer_printf(&expected, "source-evil %s\nsource-sound rejected\n%s", bg_word_outcome(row->outcome),
                     row->problems);
    assert_string_equal(bg_buffer_slice(&out).at, bg_buffer_slice(&expected).at);
    bg_buffer_finish(&expected);
    bg_buffer_finish(&out);
    bg_buffer_finish(&manifest);
    bg_run_free(run);
    fixture_free(f);
}

UNIT(run_judge) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = the_others_are_judged,
            .initial_state = (void *)(uintptr_t)&rows[i],
        };
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
