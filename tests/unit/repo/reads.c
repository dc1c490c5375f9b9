/*
 * Records of what was read. One set of files is asked a fixed set of questions, which are the same in every row; then
 * something changes. A row says whether the record still holds for the changed tree, and whether the changed file is
 * one that was read. It cannot show that every reader asks through the tree: tests/unit/run/reads.c does.
 */
#include "repo/reads.h"

#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROOT "c/one"

static const struct fixture_file files[] = {
    {ROOT "/spec.json", "{}\n"},
    {ROOT "/schemas/a.json", "{\"a\": 1}\n"},
    {ROOT "/schemas/b.json", "{\"b\": 1}\n"},
    {ROOT "/README.md", "one\n"},
    {ROOT "/deep/er/x", "x\n"},
    {"shared/far.json", "{\"far\": 1}\n"},
    {"shared/folder/y.json", "{\"y\": 1}\n"},
    {"shared/unread.json", "{}\n"},
    {"c/two/spec.json", "{}\n"},
};

static const struct {
    const char *path;
    const char *target;
} links[] = {
    {ROOT "/far.json", "../../shared/hop.json"}, {"shared/hop.json", "far.json"},
    {ROOT "/folder", "../../shared/folder"},     {ROOT "/schemas/c.json", "../spec.json"},
    {ROOT "/nowhere.json", "../../shared/none"},
};

/* Questions that a reader could ask; nothing is looked at but what they ask for. */
static void ask(struct bg_tree *tree, struct bg_slice root) {
    static const char *const read[] = {"spec.json",     "absent.json",    "far.json",
                                       "folder/y.json", "schemas/a.json", "nowhere.json"};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text;
    struct bg_entry *entries;
    size_t count;
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        (void)!bg_tree_read(tree, bg_arena_printf(&arena, "%.*s/%s", BG_ARGS(root), read[i]), &arena, &text, NULL,
                            NULL);
    }
    (void)!bg_tree_list(tree, bg_arena_printf(&arena, "%.*s/schemas", BG_ARGS(root)), &arena, &entries, &count, NULL);
    (void)bg_tree_stat(tree, bg_arena_printf(&arena, "%.*s/deep/er/x", BG_ARGS(root)));
    (void)bg_tree_stat(tree, bg_arena_printf(&arena, "%.*s/not/there", BG_ARGS(root)));
    bg_arena_finish(&arena);
}

static const struct row {
    const char *name;
    const char *path; /* is given */
    const char *text; /* NULL: is removed */
    bool holds;
    bool is_included;
} rows[] = {
    {"a file that was read", ROOT "/spec.json", "{\"x\": 1}\n", false, true},
    {"a file that was read goes", ROOT "/spec.json", NULL, false, true},
    {"a file that was missed appears", ROOT "/absent.json", "{}\n", false, true},
    {"a file that nobody asked for", ROOT "/README.md", "two\n", true, false},
    {"a file that appears and nobody asked for", ROOT "/other.json", "{}\n", true, false},
    {"the names of a folder count", ROOT "/schemas/d.json", "{}\n", false, false},
    {"a file of a listed folder that was not read", ROOT "/schemas/b.json", "{\"b\": 2}\n", true, false},
    {"a file of a listed folder that was read", ROOT "/schemas/a.json", "{\"a\": 2}\n", false, true},
    {"the bytes of what was only looked for", ROOT "/deep/er/x", "y\n", true, false},
    {"what was only looked for goes", ROOT "/deep/er/x", NULL, false, false},
    {"what was only looked for appears", ROOT "/not/there", "", false, false},
    {"the target of a link of a link", "shared/far.json", "{}\n", false, true},
    {"the target of a link goes", "shared/far.json", NULL, false, true},
    {"the second link becomes a file", "shared/hop.json", "{}\n", false, true},
    {"the second link becomes a file with the same bytes", "shared/hop.json", "{\"far\": 1}\n", true, true},
    {"a file in a linked folder", "shared/folder/y.json", "{}\n", false, true},
    {"a file beside it", "shared/unread.json", "[]\n", true, false},
    {"the target of a dead link appears", "shared/none", "{}\n", false, true},
    {"another connector's file", "c/two/spec.json", "[]\n", true, false},
};

static void check_row(void **state) {
    const struct row *row = *state;
    struct trees trees;
    struct fixture_file none[] = {{NULL, NULL}};
    trees_init(&trees, none, NULL);
    fixture_write_files(trees.fixture, files, sizeof files / sizeof files[0]);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        fixture_link(trees.fixture, links[i].path, links[i].target);
    }
    struct bg_oid base;
    struct bg_oid head;
    struct bg_error err;
    fixture_commit(trees.fixture, "base");
    assert_true(bg_repo_resolve(trees.repo, "HEAD", &base, &err));
    fixture_remove(trees.fixture, row->path);
    if (row->text != NULL) {
        fixture_write(trees.fixture, row->path, row->text);
    }
    fixture_commit(trees.fixture, "head");
    assert_true(bg_repo_resolve(trees.repo, "HEAD", &head, &err));
    struct bg_tree *before = NULL;
    struct bg_tree *after = NULL;
    assert_true(bg_repo_tree(trees.repo, &base, &before, &err) && bg_repo_tree(trees.repo, &head, &after, &err));
    struct bg_reads reads = {0};
    bg_reads_begin(&reads, before, BG_LITERAL(ROOT));
    ask(before, BG_LITERAL(ROOT));
    bg_reads_end(before);
    assert_true(bg_reads_leave(&reads));
    assert_true(bg_reads_hold(&reads, before, BG_LITERAL(ROOT)));
    assert_int_equal(bg_reads_hold(&reads, after, BG_LITERAL(ROOT)), row->holds);
    assert_int_equal(bg_reads_include(&reads, bg_slice_of(row->path)), row->is_included);
    bg_reads_finish(&reads);
    trees_finish(&trees);
}

/* What was asked of one folder can be asked of another, and nothing has left it. */
static void moves_along(void **state) {
    (void)state;
    const struct fixture_file base[] = {
        {ROOT "/spec.json", "{}\n"}, {ROOT "/schemas/a.json", "1\n"}, {ROOT "/deep/er/x", "\n"}, {NULL, NULL}};
    const struct fixture_file head[] = {{"new/place/spec.json", "{}\n"},
                                        {"new/place/schemas/a.json", "1\n"},
                                        {"new/place/deep/er/x", "\n"},
                                        {"other/spec.json", "[]\n"},
                                        {NULL, NULL}};
    struct trees trees;
    struct bg_reads reads = {0};
    trees_init(&trees, base, head);
    bg_reads_begin(&reads, trees.base, BG_LITERAL(ROOT));
    ask(trees.base, BG_LITERAL(ROOT));
    bg_reads_end(trees.base);
    assert_false(bg_reads_leave(&reads));
    assert_true(bg_reads_hold(&reads, trees.head, BG_LITERAL("new/place")));
    assert_false(bg_reads_hold(&reads, trees.head, BG_LITERAL(ROOT)));
    assert_false(bg_reads_hold(&reads, trees.head, BG_LITERAL("other")));
    bg_reads_finish(&reads);
    trees_finish(&trees);
}

/* A plain folder has no ids: what it said holds nowhere. */
static void folders_hold_nothing(void **state) {
    (void)state;
    const struct fixture_file base[] = {{ROOT "/spec.json", "{}\n"}, {NULL, NULL}};
    struct trees trees;
    struct bg_reads reads = {0};
    struct bg_error err;
    struct bg_tree *tree;
    trees_init(&trees, base, NULL);
    assert_true(bg_tree_open_folder(&tree, fixture_path(trees.fixture), &err));
    bg_reads_begin(&reads, tree, BG_LITERAL(ROOT));
    ask(tree, BG_LITERAL(ROOT));
    bg_reads_end(tree);
    assert_false(bg_reads_hold(&reads, tree, BG_LITERAL(ROOT)));
    bg_reads_finish(&reads);
    bg_tree_free(tree);
    trees_finish(&trees);
}

enum { ROWS = sizeof rows / sizeof rows[0] };

UNIT(repo_reads) {
    struct CMUnitTest tests[ROWS + 2];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = check_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(moves_along);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(folders_hold_nothing);
    return cmocka_run_group_tests_name("reads", tests, NULL, NULL);
}
