/*
 * One sequence of comparisons: whatever differs between two trees, check, diff and audit say the same of it. Each row
 * is a connector at base and at head. Check judges the two commits, diff the same trees as folders without git, and its
 * list must be that of the check but for the files, which two folders do not have as changes. The row of the audit must
 * name the rules that decide the check's level. That the list is right is for other tests to show.
 */
#include "bumpgate.h"

#include "base/buffer.h"
#include "base/level.h"
#include "report/comparison.h"
#include "report/result.h"
#include "rules/finding.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST_FILES = 4 };

#define C "airbyte-integrations/connectors/source-a/"
#define META(version, more)                                                                                            \
    { C "metadata.yaml", "data: {dockerImageTag: " version ", name: Bees" more "}\n" }
#define SPEC "spec: {connection_specification: {type: object, properties: {host: {type: string}}}}\n"
#define SPEC_NARROWED                                                                                                  \
    "spec: {connection_specification: {type: object, required: [host], properties: {host: {type: string}}}}\n"
#define STREAM(name, properties)                                                                                       \
    "- {type: DeclarativeStream, name: " name ", schema_loader: {type: InlineSchemaLoader, schema: {type: object, "    \
    "properties: {" properties "}}}}\n"
#define MANIFEST(text)                                                                                                 \
    { C "manifest.yaml", "type: DeclarativeSource\n" text }

struct row {
    const char *name;
    struct fixture_file base[MOST_FILES];
    struct fixture_file head[MOST_FILES];
    size_t least; /* changes that check must see, besides files: an empty list would be equal as well */
};

static struct row rows[] = {
    {"a specification",
     {META("1.0.0", ""), MANIFEST("streams: []\n" SPEC)},
     {META("1.0.1", ""), MANIFEST("streams: []\n" SPEC_NARROWED)},
     1},
    {"streams and their fields",
     {META("1.0.0", ""), MANIFEST("streams:\n" STREAM("a", "id: {type: string}") STREAM("b", "x: {type: string}"))},
     {META("1.0.0", ""), MANIFEST("streams:\n" STREAM("a", "id: {type: integer}, more: {type: string}"))},
     3},
    {"the metadata",
     {META("1.0.0", ", supportLevel: community"), MANIFEST("streams: []\n" SPEC)},
     {META("2.0.0", ", supportLevel: certified, releases: {breakingChanges: {2.0.0: {message: m}}}"),
      MANIFEST("streams: []\n" SPEC)},
     2},
    {"all of them, and a file",
     {META("1.0.0", ", a: 1"), MANIFEST("streams:\n" STREAM("a", "id: {type: string}") SPEC)},
     {META("1.0.1", ", a: 2"),
      MANIFEST("streams:\n" STREAM("a", "other: {type: string}") SPEC_NARROWED),
      {C "components.py", "x = 1\n"}},
     4},
    {"a schema that a reference leads to",
     {META("1.0.0", ""),
      {C "pyproject.toml", "[tool.poetry]\nversion = \"1.0.0\"\n"},
      {C "source_a/schemas/users.json", "{\"type\": \"object\", \"properties\": {\"id\": {\"$ref\": \"id.json\"}}}\n"},
      {C "source_a/schemas/shared/id.json", "{\"type\": \"string\"}\n"}},
     {{C "source_a/schemas/shared/id.json", "{\"type\": \"integer\"}\n"}},
     1},
    {"nothing but a file", {META("1.0.0", ""), MANIFEST("streams: []\n" SPEC)}, {{C "components.py", "x = 1\n"}}, 0},
};

static void write(struct fixture *f, const struct fixture_file *files) {
    size_t count = 0;
    while (count < MOST_FILES && files[count].path != NULL) {
        count++;
    }
    fixture_write_files(f, files, count);
}

/* The list without files, a line each; how many. */
static size_t write_list(struct bg_buffer *out, const struct bg_finding *findings, size_t count) {
    size_t written = 0;
    for (size_t i = 0; i < count; i++) {
        const struct bg_finding *finding = &findings[i];
        if (finding->kind != BG_CHANGE_FILE) {
            bg_buffer_printf(out, "%s %.*s %.*s %.*s: %.*s (%s)\n", bg_level_names[finding->level],
                             BG_ARGS(finding->rule), BG_ARGS(finding->stream), BG_ARGS(finding->path),
                             BG_ARGS(finding->message), finding->fingerprint);
            written++;
        }
    }
    return written;
}

/* The rules of the highest level, once each, as the audit's column `rules` has them. */
static void write_deciding(struct bg_buffer *out, const struct bg_verdict *verdict) {
    struct bg_slice last = BG_NO_SLICE;
    for (size_t i = 0; i < verdict->finding_count; i++) {
        const struct bg_finding *finding = &verdict->findings[i];
        bool is_deciding = finding->level == verdict->required && finding->level > BG_LEVEL_NONE;
        if (is_deciding && !bg_slice_equal(last, finding->rule)) {
            bg_buffer_printf(out, "%s%.*s", last.at == NULL ? "" : ",", BG_ARGS(finding->rule));
            last = finding->rule;
        }
    }
    bg_buffer_add_char(out, '\n');
}

struct text {
    char at[4096];
};

static void take(struct text *out, struct bg_buffer *buffer) {
    struct bg_slice text = bg_buffer_slice(buffer);
    assert_true(text.len < sizeof out->at);
    if (text.len > 0) {
        memcpy(out->at, text.at, text.len);
    }
    out->at[text.len] = '\0';
    bg_buffer_finish(buffer);
}

static void check(const struct row *row, const struct bg_options *options, struct text *list, struct text *deciding) {
    struct bg_run *run;
    struct bg_error err;
    if (!bg_run_new(&run, options, &err)) {
        fail_msg("check: %s", err.message);
    }
    assert_int_equal(run->verdict_count, 1);
    const struct bg_verdict *verdict = &run->verdicts[0];
    struct bg_buffer lines = {0};
    struct bg_buffer rules = {0};
    assert_true(write_list(&lines, verdict->findings, verdict->finding_count) >= row->least);
    write_deciding(&rules, verdict);
    take(list, &lines);
    take(deciding, &rules);
    bg_run_free(run);
}

static void diff(const char *base, const char *head, struct text *list) {
    struct bg_compare_options options = {.base = base, .head = head};
    struct bg_comparison *comparison;
    struct bg_error err;
    if (!bg_compare(&comparison, &options, &err)) {
        fail_msg("diff: %s", err.message);
    }
    struct bg_buffer lines = {0};
    (void)write_list(&lines, comparison->findings, comparison->finding_count);
    take(list, &lines);
    bg_comparison_free(comparison);
}

/* Keeps the last cell of the last row. */
enum { RULES_COLUMN = 10 };

static bool keep_rules(void *payload, struct bg_slice line) {
    struct text *out = payload;
    struct bg_slice cell = bg_slice_cut(&line, '\t');
    for (size_t column = 0; column < RULES_COLUMN && line.at != NULL; column++) {
        cell = bg_slice_cut(&line, '\t');
    }
    assert_true(cell.len + 1 < sizeof out->at);
    (void)snprintf(out->at, sizeof out->at, "%.*s\n", BG_ARGS(cell));
    return true;
}

static void run_row(void **state) {
    const struct row *row = *state;
    static struct text checked;
    static struct text deciding;
    static struct text differing;
    static struct text audited;
    struct fixture *f = fixture_new();
    write(f, row->base);
    const char *base = fixture_commit(f, "base");
    write(f, row->head);
    const char *head = fixture_commit(f, "head");
    const char *base_folder = fixture_beside(f, "base");
    const char *head_folder = fixture_beside(f, "head");
    (void)fixture_git(f, "worktree", "add", "--quiet", "--detach", base_folder, base, NULL);
    (void)fixture_git(f, "worktree", "add", "--quiet", "--detach", head_folder, head, NULL);

    struct bg_options options = {.repo = fixture_path(f), .base = base, .head = head};
    const struct bg_audit_report report = {.to = {.write = keep_rules, .payload = &audited}};
    struct bg_audit_options how = {.reports = &report, .report_count = 1};
    enum bg_outcome worst;
    struct bg_error err;
    check(row, &options, &checked, &deciding);
    diff(base_folder, head_folder, &differing);
    assert_true(bg_audit(&options, &how, &worst, &err));
    assert_string_equal(differing.at, checked.at);
    assert_string_equal(audited.at, deciding.at);
    fixture_free(f);
}

UNIT(law_pair) {
    struct CMUnitTest tests[sizeof rows / sizeof rows[0]];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = run_row, .initial_state = &rows[i]};
    }
    return cmocka_run_group_tests_name("law/pair", tests, NULL, NULL);
}
