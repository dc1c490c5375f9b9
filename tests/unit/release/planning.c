/*
 * Edits on their way into a plan: how one is shown as lines, and what becomes of a file that is edited twice, or by two
 * connectors. What is planned for a repository is shown by tests/unit/run/bump.c.
 */
#include "release/planning.h"

#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TEXT "one\ntwo\nthree"

static const struct row {
    const char *name;
    struct bg_splice splice; /* without its text */
    const char *text;
    size_t line;
    const char *before;
    const char *after;
} rows[] = {
    {"the first byte", {.at = 0, .end = 1}, "O", 1, "one", "One"},
    {"the whole first line", {.at = 0, .end = 3}, "1", 1, "one", "1"},
    {"nothing in front of it", {.at = 0, .end = 0}, "x", 1, "one", "xone"},
    {"the last byte of a line", {.at = 6, .end = 7}, "p", 2, "two", "twp"},
    {"behind a line", {.at = 7, .end = 7}, "s", 2, "two", "twos"},
    {"in front of the second line", {.at = 4, .end = 4}, "x", 2, "two", "xtwo"},
    {"within the last line", {.at = 9, .end = 10}, "", 3, "three", "tree"},
    {"the end", {.at = 13, .end = 13}, "s", 3, "three", "threes"},
    {"all of a line, which stays", {.at = 4, .end = 7}, "", 2, "two", ""},
    {"a new line on top", {.at = 0, .end = 0}, "zero\n", 1, "", "zero"},
    {"a new line", {.at = 4, .end = 4}, "x\n", 2, "", "x"},
    {"a new line behind the last one", {.at = 13, .end = 13}, "\nfour", 4, "", "four"},
    {"a line goes", {.at = 4, .end = 8}, "", 2, "two", ""},
    {"the first line goes", {.at = 0, .end = 4}, "", 1, "one", ""},
    {"some lines go", {.at = 0, .end = 8}, "", 1, "one\ntwo", ""},
};

/* A planning of nobody's, which holds what these tests ask for. */
struct bench {
    struct bg_arena arena;
    struct bg_plan plan;
    struct bg_plan_files files;
    struct bg_plan_query query;
    struct bg_planning planning;
};

static void bench_init(struct bench *bench, struct bg_tree *head) {
    *bench = (struct bench){.arena = BG_ARENA_EMPTY, .query = {.head = head}};
    bench->files.arena = &bench->arena;
    bench->planning = (struct bg_planning){.arena = &bench->arena,
                                           .query = &bench->query,
                                           .plan = &bench->plan,
                                           .files = &bench->files,
                                           .own = {.arena = &bench->arena}};
}

/* An edit of a file, as it is planned so far. */
static void edit(struct bench *bench, struct bg_slice path, struct bg_slice before, struct bg_splice splice,
                 bool is_new) {
    struct bg_source *source = bg_source_new(&bench->arena, path, before);
    struct bg_edit edit = {.splices = &splice, .count = 1};
    assert_true(bg_splice_apply(&bench->arena, before, &splice, 1, &edit.result));
    bg_planning_take(&bench->planning, source, &edit, is_new);
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bench bench;
    struct bg_splice splice = row->splice;
    splice.text = bg_slice_of(row->text);
    bench_init(&bench, NULL);
    edit(&bench, BG_LITERAL("f"), BG_LITERAL(TEXT), splice, false);
    assert_int_equal(bench.plan.edit_count, 1);
    assert_string_equal(bg_arena_copy(&bench.arena, bench.plan.edits[0].file).at, "f");
    assert_int_equal(bench.plan.edits[0].line, row->line);
    assert_string_equal(bg_arena_copy(&bench.arena, bench.plan.edits[0].before).at, row->before);
    assert_string_equal(bg_arena_copy(&bench.arena, bench.plan.edits[0].after).at, row->after);
    bg_arena_finish(&bench.arena);
}

static void assert_file(struct bench *bench, const struct bg_file_change *file, const char *before, const char *after) {
    assert_int_equal(file->before.at != NULL, before != NULL);
    assert_string_equal(bg_arena_copy(&bench->arena, file->after).at, after);
    assert_true(before == NULL || bg_slice_is(file->before, before));
}

/* Each edit is shown, and the file is one that goes from the first text to the last one. */
static void a_file_is_edited_twice(void **state) {
    struct bench bench;
    const struct bg_edit nothing = {.result = BG_LITERAL("never taken")};
    (void)state;
    bench_init(&bench, NULL);
    edit(&bench, BG_LITERAL("f"), BG_LITERAL("a"), (struct bg_splice){0, 1, BG_LITERAL("b")}, false);
    edit(&bench, BG_LITERAL("f"), BG_LITERAL("b"), (struct bg_splice){1, 1, BG_LITERAL("c")}, false);
    edit(&bench, BG_LITERAL("g"), BG_LITERAL(""), (struct bg_splice){0, 0, BG_LITERAL("new")}, true);
    bg_planning_take(&bench.planning, bg_source_new(&bench.arena, BG_LITERAL("h"), BG_LITERAL("a")), &nothing, false);
    assert_int_equal(bench.plan.edit_count, 3);
    assert_int_equal(bench.files.count, 0);
    bg_planning_keep(&bench.planning);
    assert_int_equal(bench.files.count, 2);
    assert_file(&bench, &bench.files.items[0], "a", "bc");
    assert_file(&bench, &bench.files.items[1], NULL, "new");
    bg_arena_finish(&bench.arena);
}

/* The second one goes on from the first one's text, and the file is still what it was before both. */
static void connectors_share_a_file(void **state) {
    struct bench bench;
    struct bg_error err;
    (void)state;
    bench_init(&bench, NULL);
    edit(&bench, BG_LITERAL("f"), BG_LITERAL("a"), (struct bg_splice){0, 1, BG_LITERAL("b")}, false);
    bg_planning_keep(&bench.planning);
    bench.planning.own = (struct bg_plan_files){.arena = &bench.arena};
    struct bg_source *source = bg_planning_open(&bench.planning, BG_LITERAL("f"), &err);
    assert_non_null(source);
    edit(&bench, BG_LITERAL("f"), source->text, (struct bg_splice){1, 1, BG_LITERAL("c")}, false);
    assert_file(&bench, &bench.files.items[0], "a", "b");
    source = bg_planning_open(&bench.planning, BG_LITERAL("f"), &err);
    assert_non_null(source);
    assert_true(bg_slice_is(source->text, "bc"));
    bg_planning_keep(&bench.planning);
    assert_int_equal(bench.files.count, 1);
    assert_file(&bench, &bench.files.items[0], "a", "bc");
    bg_arena_finish(&bench.arena);
}

static void a_file_is_opened(void **state) {
    const struct fixture_file files[] = {{"f", "text"}, {"d/g", "text"}, {0}};
    struct trees trees;
    struct bench bench;
    struct bg_error err = {.code = BG_ERROR_JUDGE};
    (void)state;
    trees_init(&trees, files, NULL);
    bench_init(&bench, trees.base);
    struct bg_source *source = bg_planning_open(&bench.planning, BG_LITERAL("f"), &err);
    assert_non_null(source);
    assert_true(bg_slice_is(source->text, "text") && bg_slice_is(source->path, "f"));
    err.code = BG_ERROR_JUDGE;
    assert_null(bg_planning_open(&bench.planning, BG_LITERAL("none"), &err));
    assert_int_equal(err.code, BG_ERROR_NONE);
    err.code = BG_ERROR_JUDGE;
    assert_null(bg_planning_open(&bench.planning, BG_NO_SLICE, &err));
    assert_int_equal(err.code, BG_ERROR_NONE);
    bg_arena_finish(&bench.arena);
    trees_finish(&trees);
}

static void a_refusal_ends_it(void **state) {
    struct bench bench;
    const struct bg_refusal refusal = {
        .id = BG_ID_NOT_WRITABLE, .message = BG_LITERAL("a link"), .at = {.file = BG_LITERAL("f"), .line = 3}};
    (void)state;
    bench_init(&bench, NULL);
    assert_false(bg_planning_refuse_edit(&bench.planning, &refusal));
    assert_int_equal(bench.plan.id, BG_ID_NOT_WRITABLE);
    assert_int_equal(bench.plan.outcome, BG_OUTCOME_UNJUDGED);
    assert_true(bg_slice_is(bench.plan.message, "a link") && bg_slice_is(bench.plan.at.file, "f"));
    assert_int_equal(bench.plan.at.line, 3);
    bg_planning_leave(&bench.planning, BG_LITERAL("g"), "it is another's");
    bg_planning_leave(&bench.planning, BG_LITERAL("h"), "it is nobody's");
    assert_int_equal(bench.plan.untouched_count, 2);
    assert_true(bg_slice_is(bench.plan.untouched[0].file, "g") && bg_slice_is(bench.plan.untouched[1].file, "h"));
    bg_arena_finish(&bench.arena);
}

UNIT(release_planning) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(a_file_is_edited_twice),
        cmocka_unit_test(connectors_share_a_file),
        cmocka_unit_test(a_file_is_opened),
        cmocka_unit_test(a_refusal_ends_it),
    };
    enum { OTHERS = sizeof others / sizeof others[0] };
    struct CMUnitTest tests[ROWS + OTHERS];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = test_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    for (size_t i = 0; i < OTHERS; i++) {
        tests[ROWS + i] = others[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
