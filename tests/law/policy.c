/*
 * The law of the judge: whatever a change writes into the configuration or into a connector's own metadata, no verdict
 * on that change gets better by it; it is said, under each key, and so is what the verdict would be. Four connectors,
 * each of which is rejected for another reason, and for every key of the policy a head that would excuse one of them.
 * That each row would excuse somebody is a part of the test: else it would show nothing.
 */
#include "base/buffer.h"
#include "bumpgate.h"
#include "rules/config.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ROOT "airbyte-integrations/connectors/"
#define METADATA(version, more) "data: {dockerImageTag: " version ", name: Bees" more "}\n"
#define MANIFEST(fields)                                                                                               \
    "type: DeclarativeSource\nstreams:\n- type: DeclarativeStream\n  name: hives\n  schema_loader:\n    type: "        \
    "InlineSchemaLoader\n    schema: {type: object, properties: {" fields "}}\n"
#define TWO MANIFEST("id: {type: string}, age: {type: integer}")
#define ONE MANIFEST("id: {type: string}")
#define TITLE "feat(source-title): more"
#define BASE_CONFIG "never_ships: ['nothing/**']\n"

/* A break with a patch; a break without an announcement; a break below 1.0.0; a file that changed without a version;
 * code whose title announces more. */
static const struct fixture_file base_files[] = {
    {ROOT "source-break/metadata.yaml", METADATA("1.0.0", "")},
    {ROOT "source-break/manifest.yaml", TWO},
    {ROOT "source-mute/metadata.yaml", METADATA("1.0.0", "")},
    {ROOT "source-mute/manifest.yaml", TWO},
    {ROOT "source-young/metadata.yaml", METADATA("0.1.0", "")},
    {ROOT "source-young/manifest.yaml", TWO},
    {ROOT "source-file/metadata.yaml", METADATA("1.0.0", "")},
    {ROOT "source-file/manifest.yaml", ONE},
    {ROOT "source-file/demo/a.py", "a = 1\n"},
    {ROOT "source-title/metadata.yaml", METADATA("1.0.0", "")},
    {ROOT "source-title/source_title/source.py", "a = 1\n"},
};

static const struct fixture_file head_files[] = {
    {ROOT "source-break/metadata.yaml", METADATA("1.0.1", "")},
    {ROOT "source-break/manifest.yaml", ONE},
    {ROOT "source-mute/metadata.yaml", METADATA("2.0.0", "")},
    {ROOT "source-mute/manifest.yaml", ONE},
    {ROOT "source-young/metadata.yaml", METADATA("0.1.1", "")},
    {ROOT "source-young/manifest.yaml", ONE},
    {ROOT "source-file/demo/a.py", "a = 2\n"},
    {ROOT "source-title/metadata.yaml", METADATA("1.0.1", "")},
    {ROOT "source-title/source_title/source.py", "a = 2\n"},
};

struct row {
    const char *key;
    const char *path;
    const char *text;  /* what the head has there; NULL: it is gone */
    const char *would; /* what is said of the verdict that it would be */
};

#define CONFIG(key, text, would)                                                                                       \
    { key, ".bumpgate.yaml", text, would }
#define LAYOUT(more) "layouts: {id: ours, inherits: airbyte-monorepo, " more "}\n"
#define PASSES(name) "`" name "` would be passed"
#define SKIPS(name) "`" name "` would be skipped"
#define LEFT_OUT(name) "`" name "` would be left out"

static const struct row rows[] = {
    CONFIG("evidence", BASE_CONFIG "evidence: []\n", PASSES("source-mute")),
    CONFIG("evidence", BASE_CONFIG "evidence: {'*': ignore}\n", PASSES("source-mute")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("exclude: source-break"), LEFT_OUT("source-break")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("names: source-mute"), LEFT_OUT("source-break")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("sinks: '**'"), PASSES("source-break")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("never_ships: '**'"), SKIPS("source-file")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("variants: [{id: none}]"), PASSES("source-break")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("profile: lenient, detect: '*'"), PASSES("source-mute")),
    CONFIG("layouts", BASE_CONFIG LAYOUT("roots: 'airbyte-integrations/connectors/source-f*'"),
           LEFT_OUT("source-break")),
    CONFIG("levels", BASE_CONFIG "levels: {field-removed: patch}\n", PASSES("source-break")),
    CONFIG("levels", BASE_CONFIG "levels: {file-changed: none}\n", SKIPS("source-file")),
    CONFIG("never_ships", "never_ships: ['nothing/**', 'demo/**']\n", SKIPS("source-file")),
    CONFIG("pre_1_0", BASE_CONFIG "pre_1_0: free\nevidence: []\n", PASSES("source-young")),
    CONFIG("profile", BASE_CONFIG "profile: singer\n", PASSES("source-mute")),
    CONFIG("rules",
           BASE_CONFIG "rules: [{id: ours, title: Ours, class: policy, when: {change: field}, level: patch, "
                       "message: 'Gone.', why: 'It is gone.'}]\n",
           PASSES("source-break")),
    CONFIG("titles", BASE_CONFIG "titles: ignore\n", PASSES("source-title")),
    CONFIG("titles", BASE_CONFIG "titles: note\n", PASSES("source-title")),
    {"source-break", ROOT "source-break/metadata.yaml", METADATA("1.0.1", ", supportLevel: archived"),
     "instead of rejected"},
    {"source-break", ROOT "source-break/metadata.yaml",
     METADATA("1.0.1", ", registryOverrides: {cloud: {enabled: false}, oss: {enabled: false}}"), "instead of rejected"},
    {"source-file", ROOT "source-file/metadata.yaml",
     METADATA("1.0.0", ", ab_internal: {requireVersionIncrementsInPullRequests: no}"), "instead of rejected"},
    {"never_ships", ".bumpgate.yaml", NULL, "no verdict would be another"},
};

/* What decides each verdict, in the order of the connectors. */
static void add_verdicts(struct bg_buffer *out, const struct bg_run *run) {
    for (size_t v = 0; v < bg_run_verdict_count(run); v++) {
        const struct bg_verdict *verdict = bg_run_verdict(run, v);
        bg_buffer_printf(out, "%.*s %d %d\n", BG_ARGS(bg_verdict_name(verdict)), (int)bg_verdict_outcome(verdict),
                         (int)bg_verdict_required(verdict));
    }
    bg_buffer_add_char(out, '\0');
}

static bool is_told(const struct bg_run *run, const char *key, const char *would) {
    for (size_t p = 0; p < bg_run_problem_count(run); p++) {
        const struct bg_problem *problem = bg_run_problem(run, p);
        struct bg_slice message = bg_problem_message(problem);
        char quoted[64];
        (void)snprintf(quoted, sizeof quoted, "`%s`", key);
        if (bg_slice_is(bg_problem_id(problem), "policy-changed") &&
            bg_slice_find(message, bg_slice_of(quoted)) < message.len &&
            bg_slice_find(message, bg_slice_of(would)) < message.len) {
            return true;
        }
    }
    return false;
}

static struct bg_run *run_of(struct fixture *f, enum bg_head_kind kind) {
    struct bg_run *run;
    struct bg_error err;
    struct bg_options options = {.repo = fixture_path(f), .base = "main", .head_kind = kind, .title = TITLE};
    if (!bg_run_new(&run, &options, &err)) {
        fail_msg("%s", err.message);
    }
    return run;
}

static struct fixture *begin(void) {
    struct fixture *f = fixture_new();
    fixture_write_files(f, base_files, sizeof base_files / sizeof base_files[0]);
    fixture_write(f, ".bumpgate.yaml", BASE_CONFIG);
    (void)fixture_commit(f, "base");
    fixture_branch(f, "topic");
    fixture_write_files(f, head_files, sizeof head_files / sizeof head_files[0]);
    (void)fixture_commit(f, "head");
    return f;
}

/* In the work tree, in the index, and as a commit. */
static void expect_unmoved(struct fixture *f, const struct row *row, const char *expected) {
    for (int kind = BG_HEAD_WORKTREE; kind >= BG_HEAD_COMMIT; kind--) {
        if (kind == BG_HEAD_INDEX) {
            (void)fixture_git(f, "add", "--all", NULL);
        } else if (kind == BG_HEAD_COMMIT) {
            (void)fixture_commit(f, "the policy");
        }
        struct bg_buffer out = {0};
        struct bg_run *run = run_of(f, (enum bg_head_kind)kind);
        add_verdicts(&out, run);
        assert_string_equal(out.at, expected);
        if (!is_told(run, row->key, row->would)) {
            struct bg_buffer report = {0};
            for (size_t p = 0; p < bg_run_problem_count(run); p++) {
                bg_buffer_printf(&report, "%.*s\n", BG_ARGS(bg_problem_message(bg_run_problem(run, p))));
            }
            fail_msg("nothing says what would be of %s:\n%.*s", row->key, BG_ARGS(bg_buffer_slice(&report)));
        }
        bg_run_free(run);
        bg_buffer_finish(&out);
    }
}

static void no_key_moves_a_verdict(void **state) {
    const struct row *row = *state;
    struct fixture *f = begin();
    struct bg_buffer expected = {0};
    struct bg_run *run = run_of(f, BG_HEAD_COMMIT);
    add_verdicts(&expected, run);
    assert_int_equal(bg_run_outcome(run), BG_OUTCOME_REJECTED);
    bg_run_free(run);
    fixture_write_files(f, &(struct fixture_file){row->path, row->text}, 1);
    expect_unmoved(f, row, expected.at);
    bg_buffer_finish(&expected);
    fixture_free(f);
}

static void every_key_has_a_row(void **state) {
    (void)state;
    const char *key;
    for (size_t k = 0; (key = bg_config_policy_key(k)) != NULL; k++) {
        bool has_row = false;
        for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
            has_row |= strcmp(rows[r].key, key) == 0;
        }
        if (!has_row) {
            fail_msg("no row changes `%s`", key);
        }
    }
}

UNIT(law_policy) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){.name = rows[i].text != NULL ? rows[i].text : "the configuration is gone",
                                       .test_func = no_key_moves_a_verdict,
                                       .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(every_key_has_a_row);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
