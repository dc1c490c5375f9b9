/*
 * Bumps end to end, on repositories of a few files. Laws, for every story: after a bump the check passes, a second bump
 * changes nothing, a dry run changes nothing, and the patch applied to the same start gives the same files. What cannot
 * be seen here is the breadth of real connectors: bench/bump runs over those.
 */
#include "base/file.h"
#include "support/git_fixture.h"
#include "support/unit.h"
#include "bumpgate.h"
#include "report/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ROOT "airbyte-integrations/connectors/source-x/"
#define PAGE "docs/integrations/sources/x.md"
#define META(version, more)                                                                                            \
    "data:\n  connectorType: source\n  dockerImageTag: " version " # the one\n  documentationUrl: "                    \
    "https://docs.airbyte.com/integrations/sources/x\n  registryOverrides:\n    cloud:\n      dockerImageTag: 1.4.2\n" \
    "  resource: " more "\n"
#define PROJECT(version)                                                                                               \
    "[tool.poetry]\nversion = \"" version "\"\n\n[tool.poetry.dependencies.cdk]\nversion = \"1.4.2\"\n"
#define TABLE(rows) "# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n" rows
#define ROW(version, n, text) "| " version " | 2026-01-02 | [" n "](https://github.com/o/r/pull/" n ") | " text " |\n"
#define MANIFEST(streams)                                                                                              \
    "version: 6.0.0\ntype: DeclarativeSource\ncheck: {type: CheckStream, stream_names: [a]}\nstreams: [" streams "]\n"
#define STREAM(name)                                                                                                   \
    "{type: DeclarativeStream, name: " name ", schema_loader: {type: InlineSchemaLoader, schema: {type: object, "      \
    "properties: {id: {type: integer}}}}}"

struct story {
    const char *name;
    struct bg_bump_options options;
    /* The first commit, what the tip of main has in addition, and what the branch has. NULL: the same as before. */
    const char *base[4]; /* metadata, pyproject, page, manifest */
    const char *tip[4];
    const char *head[4];
    const char *written[4]; /* NULL: as at head */
    const char *id;         /* of the plan, if nothing is written */
    const char *message;
    enum bg_outcome outcome;
    bool lacks_entry; /* a major, whose entry only a person can write */
};

static const char *const paths[] = {ROOT "metadata.yaml", ROOT "pyproject.toml", PAGE, ROOT "manifest.yaml"};

#define NAMED .pull_request = "9", .title = "Fix it", .repository = "o/r", .date = "2026-01-02"

static const struct story stories[] = {
    {.name = "a patch is owed",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(ROW("1.4.2", "1", "First")), NULL},
     .head = {META("1.4.2", "2")},
     .written = {META("1.4.3", "2"), PROJECT("1.4.3"), TABLE(ROW("1.4.3", "9", "Fix it") ROW("1.4.2", "1", "First"))},
     .outcome = BG_OUTCOME_PASSED},
    {.name = "a minor is owed, and a patch was declared: its row is renumbered",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(ROW("1.4.2", "1", "First")), MANIFEST(STREAM("a"))},
     .head = {META("1.4.3", "1"), PROJECT("1.4.3"), TABLE(ROW("1.4.3", "9", "Mine") ROW("1.4.2", "1", "First")),
              MANIFEST(STREAM("a") ", " STREAM("b"))},
     .written = {META("1.5.0", "1"), PROJECT("1.5.0"), TABLE(ROW("1.5.0", "9", "Mine") ROW("1.4.2", "1", "First"))},
     .outcome = BG_OUTCOME_PASSED},
    {.name = "the number was taken in the meantime",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), NULL},
     .tip = {META("1.4.3", "1"), PROJECT("1.4.3"), TABLE(ROW("1.4.3", "8", "Theirs"))},
     .head = {META("1.4.3", "2"), PROJECT("1.4.3"), TABLE(ROW("1.4.3", "9", "Mine"))},
     .written = {META("1.4.4", "2"), PROJECT("1.4.4"), TABLE(ROW("1.4.4", "9", "Mine"))},
     .outcome = BG_OUTCOME_PASSED},
    {.name = "half a bump: the mirror and the row follow",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), NULL},
     .head = {META("1.4.3", "2")},
     .written = {NULL, PROJECT("1.4.3"), TABLE(ROW("1.4.3", "9", "Fix it"))},
     .outcome = BG_OUTCOME_PASSED},
    {.name = "a mirror that is ahead: its number is used up",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.3"), TABLE(""), NULL},
     .head = {META("1.4.2", "2")},
     .written = {META("1.4.4", "2"), PROJECT("1.4.4"), TABLE(ROW("1.4.4", "9", "Fix it"))},
     .outcome = BG_OUTCOME_PASSED},
    {.name = "a major is for a person",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), MANIFEST(STREAM("a") ", " STREAM("b"))},
     .head = {NULL, NULL, NULL, MANIFEST(STREAM("a"))},
     .id = "needs-human",
     .message = "a breaking release is for a person to declare: bumpgate bump --to major source-x",
     .outcome = BG_OUTCOME_REJECTED},
    {.name = "a major that a person named",
     .options = {NAMED, .to = "major"},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), MANIFEST(STREAM("a") ", " STREAM("b"))},
     .head = {NULL, NULL, NULL, MANIFEST(STREAM("a"))},
     .written = {META("2.0.0", "1"), PROJECT("2.0.0"), TABLE(ROW("2.0.0", "9", "Fix it"))},
     .outcome = BG_OUTCOME_PASSED,
     .lacks_entry = true},
    {.name = "a version that a person named, too low",
     .options = {NAMED, .to = "1.4.3"},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), MANIFEST(STREAM("a") ", " STREAM("b"))},
     .head = {NULL, NULL, NULL, MANIFEST(STREAM("a"))},
     .id = "insufficient",
     .message = "`1.4.3` after `1.4.2` carries a patch, and a major is needed; the lowest version that passes is "
                "`2.0.0`",
     .outcome = BG_OUTCOME_REJECTED},
    {.name = "a lowered version",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), NULL},
     .head = {META("1.4.1", "1")},
     .id = "decreased",
     .message = "the version was lowered from `1.4.2` to `1.4.1`; the lowest version that passes is `1.4.2`",
     .outcome = BG_OUTCOME_REJECTED},
    {.name = "no number, and a row is needed",
     .options = {.title = "Fix it", .repository = "o/r", .date = "2026-01-02"},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), NULL},
     .head = {META("1.4.2", "2")},
     .id = "no-pr",
     .message = "the number of the pull request is not known; name it with --pr, or let the row wait for it with "
                "--allow-placeholder",
     .outcome = BG_OUTCOME_UNJUDGED},
    {.name = "a file that cannot be edited safely: nothing is written",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), "[tool.poetry]\nversion = \"1.4.2\"\nversion = \"1.4.2\"\n", TABLE(""), NULL},
     .head = {META("1.4.2", "2")},
     .id = "duplicate-key",
     .message = "the version stood in this file twice",
     .outcome = BG_OUTCOME_UNJUDGED},
    {.name = "no page, no mirror, line ends of another system, no last line end",
     .options = {NAMED},
     .base = {"data:\r\n  dockerImageTag: \"1.4.2\"\r\n  name: 1", NULL, NULL, NULL},
     .head = {"data:\r\n  dockerImageTag: \"1.4.2\"\r\n  allowedHosts: 2"},
     .written = {"data:\r\n  dockerImageTag: \"1.4.3\"\r\n  allowedHosts: 2"},
     .outcome = BG_OUTCOME_PASSED},
    {.name = "nothing is owed",
     .options = {NAMED},
     .base = {META("1.4.2", "1"), PROJECT("1.4.2"), TABLE(""), NULL},
     .head = {NULL, NULL, TABLE("\nMore.\n"), NULL},
     .id = "noop",
     .message = "nothing that ships changed",
     .outcome = BG_OUTCOME_PASSED},
};

static void write_files(struct fixture *f, const char *const files[4]) {
    for (size_t p = 0; p < 4; p++) {
        if (files[p] != NULL) {
            fixture_write(f, paths[p], files[p]);
        }
    }
}

/* The four files as they are; an absent one is "". */
static void read_files(struct fixture *f, struct bg_arena *arena, struct bg_slice out[4]) {
    for (size_t p = 0; p < 4; p++) {
        struct bg_error err;
        if (!bg_file_read(arena, bg_arena_printf(arena, "%s/%s", fixture_path(f), paths[p]).at, &out[p], &err)) {
            out[p] = BG_LITERAL("");
        }
    }
}

static void assert_same(const struct bg_slice *files, const struct bg_slice *expected) {
    for (size_t p = 0; p < 4; p++) {
        if (!bg_slice_equal(files[p], expected[p])) {
            fail_msg("%s is\n%.*s\nand not\n%.*s", paths[p], BG_ARGS(files[p]), BG_ARGS(expected[p]));
        }
    }
}

struct bumped {
    struct bg_run *run;
    enum bg_outcome outcome;
    struct bg_slice patch;
};

static struct bumped bump(struct fixture *f, const struct bg_bump_options *options) {
    struct bg_options what = {.repo = fixture_path(f), .base = "main", .head_kind = BG_HEAD_WORKTREE};
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bumped bumped = {0};
    if (!bg_run_new(&bumped.run, &what, &err) ||
        !bg_run_bump(bumped.run, options, &bumped.outcome, &bumped.patch, &err)) {
        fail_msg("%s: %s", err.file, err.message);
    }
    return bumped;
}

static void tell(struct fixture *f, const struct story *story) {
    write_files(f, story->base);
    (void)fixture_commit(f, "base");
    fixture_branch(f, "topic");
    write_files(f, story->head);
    (void)fixture_commit(f, "Do something");
    fixture_checkout(f, "main");
    write_files(f, story->tip);
    (void)fixture_commit(f, "tip");
    fixture_checkout(f, "topic");
}

static void test_story(void **state) {
    const struct story *story = *state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice at_head[4];
    struct bg_slice files[4];
    struct bg_slice expected[4];
    tell(f, story);
    read_files(f, &arena, at_head);
    for (size_t p = 0; p < 4; p++) {
        expected[p] = story->written[p] != NULL ? bg_slice_of(story->written[p]) : at_head[p];
    }

    struct bg_bump_options dry = story->options;
    dry.is_dry_run = true;
    struct bumped planned = bump(f, &dry);
    read_files(f, &arena, files);
    assert_same(files, at_head);
    assert_int_equal(planned.run->verdict_count, 1);
    const struct bg_plan *plan = planned.run->verdicts[0].plan;
    assert_int_equal(planned.outcome, story->outcome);
    assert_string_equal(bg_id_name(plan->id), story->id == NULL ? "" : story->id);
    if (story->id != NULL) {
        assert_string_equal(plan->message.at, story->message);
    }
    if (planned.patch.len > 0) {
        (void)fixture_git_input(f, planned.patch.at, "apply", "--whitespace=nowarn", "-", NULL);
        read_files(f, &arena, files);
        assert_same(files, expected);
        (void)fixture_git(f, "checkout", "-q", "--", ".", NULL);
    }
    bg_run_free(planned.run);

    struct bumped written = bump(f, &story->options);
    read_files(f, &arena, files);
    assert_same(files, expected);
    bg_run_free(written.run);

    struct bumped again = bump(f, &story->options);
    read_files(f, &arena, files);
    assert_same(files, expected);
    assert_int_equal(again.patch.len, 0);
    if (story->lacks_entry) {
        assert_int_equal(again.run->verdicts[0].reason_count, 1);
        assert_int_equal(again.run->verdicts[0].reasons[0].id, BG_ID_BC_ENTRY_MISSING);
    } else if (story->outcome == BG_OUTCOME_PASSED) {
        assert_true(again.run->outcome == BG_OUTCOME_PASSED || again.run->outcome == BG_OUTCOME_SKIPPED);
    }
    bg_run_free(again.run);
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(run_bump) {
    enum { COUNT = sizeof stories / sizeof stories[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t s = 0; s < COUNT; s++) {
        union {
            const struct story *from;
            void *to;
        } story = {&stories[s]};
        tests[s] = (struct CMUnitTest){.name = stories[s].name, .test_func = test_story, .initial_state = story.to};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
