/*
 * The walk: which files differ between two trees, of commits and of plain folders. The rows run for both: what git
 * stores is checked out, and the same is expected of the two folders. Submodules exist only in git and have a test of
 * their own.
 */
#include "base/buffer.h"
#include "base/limits.h"
#include "repo/walk.h"

#include "repo/range.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST_FILES = 8 };

struct row {
    const char *name;
    struct fixture_file base[MOST_FILES]; /* a text that starts with "->" is a link, with "+x" an executable */
    struct fixture_file head[MOST_FILES];
    const char *expected; /* per file: kinds at base and head ("-" none, "f" file, "l" link, "m" submodule), path */
};

static const struct row rows[] = {
    {"nothing", {{"a", "1"}, {"d/b", "2"}}, {{"a", "1"}, {"d/b", "2"}}, ""},
    {"empty trees", {{0}}, {{0}}, ""},
    {"changed, added, removed",
     {{"a", "1"}, {"d/b", "2"}, {"d/c", "3"}},
     {{"a", "1"}, {"d/b", "9"}, {"d/e/f", "4"}},
     "ff d/b\nf- d/c\n-f d/e/f\n"},
    {"all is new", {{0}}, {{"b", "1"}, {"a/x", "2"}, {"a.b", "3"}}, "-f a.b\n-f a/x\n-f b\n"},
    {"all is gone", {{"b", "1"}, {"a/x", "2"}, {"a.b", "3"}}, {{0}}, "f- a.b\nf- a/x\nf- b\n"},
    {"order of paths, not of names",
     {{"a.b", "1"}, {"a/x", "1"}, {"a0", "1"}},
     {{"a.b", "2"}, {"a/x", "2"}, {"a0", "2"}},
     "ff a.b\nff a/x\nff a0\n"},
    {"a file becomes a folder", {{"a", "1"}, {"a.b", "1"}}, {{"a/x", "1"}, {"a.b", "1"}}, "f- a\n-f a/x\n"},
    {"a folder becomes a file", {{"a/x", "1"}, {"a0", "1"}}, {{"a", "1"}, {"a0", "1"}}, "-f a\nf- a/x\n"},
    {"a file becomes a link", {{"a", "x"}}, {{"a", "->x"}}, "fl a\n"},
    {"a link leads elsewhere", {{"a", "->x"}, {"b", "->y"}}, {{"a", "->z"}, {"b", "->y"}}, "ll a\n"},
    {"a file becomes executable", {{"a", "+x1"}, {"b", "2"}}, {{"a", "+x1"}, {"b", "+x2"}}, "ff b\n"},
    {"links are not followed", {{"d/x", "1"}, {"e", "->d"}}, {{"d/x", "2"}, {"e", "->d"}}, "ff d/x\n"},
    {"a moved folder",
     {{"old/a", "1"}, {"old/b", "2"}},
     {{"renamed/a", "1"}, {"renamed/b", "2"}},
     "f- old/a\nf- old/b\n-f renamed/a\n-f renamed/b\n"},
};

static char letter(enum bg_entry_kind kind) {
    switch (kind) {
    case BG_ENTRY_NONE:
        return '-';
    case BG_ENTRY_FILE:
        return 'f';
    case BG_ENTRY_LINK:
        return 'l';
    case BG_ENTRY_SUBMODULE:
        return 'm';
    case BG_ENTRY_FOLDER:
    case BG_ENTRY_UNREADABLE:
        break;
    }
    return '?';
}

/* The result as text; an id is checked against its kind. */
static struct bg_slice walked(struct bg_tree *base, struct bg_tree *head, struct bg_arena *arena) {
    struct bg_changed *changed = NULL;
    size_t count = 0;
    struct bg_error err = {0};
    struct bg_buffer text = {0};
    if (!bg_walk(base, head, arena, &changed, &count, &err)) {
        fail_msg("%s", err.message);
    }
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(&text, "%c%c %.*s\n", letter(changed[i].base_kind), letter(changed[i].head_kind),
                         BG_ARGS(changed[i].path));
    }
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return result;
}

static void write_all(struct fixture *f, const struct fixture_file *files) {
    for (size_t i = 0; i < MOST_FILES && files[i].path != NULL; i++) {
        if (strncmp(files[i].text, "->", 2) == 0) {
            fixture_link(f, files[i].path, files[i].text + 2);
            continue;
        }
        bool is_executable = strncmp(files[i].text, "+x", 2) == 0;
        fixture_write(f, files[i].path, files[i].text + (is_executable ? 2 : 0));
        if (is_executable) {
            fixture_make_executable(f, files[i].path);
        }
    }
}

static struct bg_tree *tree_of(struct bg_repo *repo, const char *revision) {
    struct bg_oid id;
    struct bg_tree *tree = NULL;
    struct bg_error err = {0};
    if (!bg_repo_resolve(repo, revision, &id, &err) || !bg_repo_tree(repo, &id, &tree, &err)) {
        fail_msg("%s", err.message);
    }
    return tree;
}

static struct bg_repo *open_repo(const char *path) {
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    if (!bg_repo_open(&repo, path, false, &err)) {
        fail_msg("%s", err.message);
    }
    return repo;
}

static void test_row_of_git(void **state) {
    const struct row *row = *state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    write_all(f, row->base);
    fixture_commit(f, "base");
    fixture_empty(f);
    write_all(f, row->head);
    fixture_commit(f, "head");
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_string_equal(walked(tree_of(repo, "HEAD~1"), tree_of(repo, "HEAD"), &arena).at, row->expected);
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_row_on_disk(void **state) {
    const struct row *row = *state;
    struct fixture *base = fixture_new();
    struct fixture *head = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_tree *base_tree = NULL;
    struct bg_tree *head_tree = NULL;
    struct bg_error err = {0};
    write_all(base, row->base);
    write_all(head, row->head);
    assert_true(bg_tree_open_folder(&base_tree, fixture_path(base), &err));
    assert_true(bg_tree_open_folder(&head_tree, fixture_path(head), &err));
    assert_string_equal(walked(base_tree, head_tree, &arena).at, row->expected);
    bg_tree_free(base_tree);
    bg_tree_free(head_tree);
    bg_arena_finish(&arena);
    fixture_free(base);
    fixture_free(head);
}

static void test_ids(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changed *changed = NULL;
    size_t count = 0;
    fixture_write(f, "gone", "1\n");
    fixture_write(f, "kept", "1\n");
    fixture_commit(f, "base");
    fixture_remove(f, "gone");
    fixture_write(f, "kept", "2\n");
    fixture_commit(f, "head");
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_true(bg_walk(tree_of(repo, "HEAD~1"), tree_of(repo, "HEAD"), &arena, &changed, &count, NULL));
    assert_int_equal(count, 2);
    assert_string_equal(bg_oid_hex(&arena, &changed[0].base_id).at, fixture_id(f, "HEAD~1:gone"));
    assert_true(bg_oid_is_zero(&changed[0].head_id));
    assert_string_equal(bg_oid_hex(&arena, &changed[1].base_id).at, fixture_id(f, "HEAD~1:kept"));
    assert_string_equal(bg_oid_hex(&arena, &changed[1].head_id).at, fixture_id(f, "HEAD:kept"));
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_a_submodule_is_one_entry(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    fixture_write(f, "a", "1\n");
    fixture_write(f, "sub", "a file first\n");
    const char *first = fixture_commit(f, "a file");
    fixture_git(f, "rm", "--quiet", "sub", NULL);
    fixture_add_submodule(f, "sub", first);
    fixture_git(f, "commit", "--quiet", "-m", "a submodule", NULL);
    fixture_add_submodule(f, "sub", fixture_id(f, "HEAD"));
    fixture_git(f, "commit", "--quiet", "-m", "another commit of it", NULL);
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_string_equal(walked(tree_of(repo, "HEAD~2"), tree_of(repo, "HEAD~1"), &arena).at, "fm sub\n");
    assert_string_equal(walked(tree_of(repo, "HEAD~1"), tree_of(repo, "HEAD"), &arena).at, "mm sub\n");
    assert_string_equal(walked(tree_of(repo, "HEAD"), tree_of(repo, "HEAD~2"), &arena).at, "mf sub\n");
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* A tree of twenty folders, each with the next one ten times: a few kilobytes that name 10^20 submodules. */
static void test_a_tree_that_repeats_itself_is_refused(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    const char *id = fixture_commit(f, "base");
    const char *kind = "160000 commit";
    for (int level = 0; level < 20; level++) {
        char text[1024] = "";
        for (int i = 0; i < 10; i++) {
            (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s %s\t%d\n", kind, id, i);
        }
        id = fixture_git_input(f, text, "mktree", NULL);
        kind = "040000 tree";
    }
    const char *bomb = fixture_git(f, "commit-tree", "-p", "HEAD", "-m", "bomb", id, NULL);
    struct bg_repo *repo = open_repo(fixture_path(f));
    struct bg_changed *changed = NULL;
    size_t count = 1;
    struct bg_error err = {0};
    assert_false(bg_walk(tree_of(repo, "HEAD"), tree_of(repo, bomb), &arena, &changed, &count, &err));
    assert_int_equal(err.code, BG_ERROR_JUDGE);
    assert_non_null(strstr(err.message, "more than"));
    assert_int_equal(count, 0);
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_deep_folders_are_one_entry(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    fixture_write(f, "x", "1\n");
    fixture_commit(f, "base");
    char path[4 * BG_LIMIT_FOLDER_DEPTH] = "";
    for (unsigned i = 0; i <= BG_LIMIT_FOLDER_DEPTH; i++) {
        (void)strcat(path, "d/");
    }
    (void)strcat(path, "x");
    fixture_write(f, path, "1\n");
    fixture_commit(f, "head");
    struct bg_repo *repo = open_repo(fixture_path(f));
    struct bg_changed *changed = NULL;
    size_t count = 1;
    struct bg_error err = {0};
    assert_true(bg_walk(tree_of(repo, "HEAD~1"), tree_of(repo, "HEAD"), &arena, &changed, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(changed[0].base_kind, BG_ENTRY_NONE);
    assert_int_equal(changed[0].head_kind, BG_ENTRY_FILE);
    assert_int_equal(changed[0].path.len, 2 * BG_LIMIT_FOLDER_DEPTH - 1);
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_walk) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    static char names[2 * ROWS][128];
    struct CMUnitTest tests[2 * ROWS + 5];
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        for (int is_on_disk = 0; is_on_disk < 2; is_on_disk++) {
            void *row = NULL;
            memcpy(&row, &(const struct row *){&rows[i]}, sizeof row);
            (void)snprintf(names[count], sizeof names[count], "%s (%s)", rows[i].name, is_on_disk ? "disk" : "git");
            tests[count] =
                (struct CMUnitTest){names[count], is_on_disk ? test_row_on_disk : test_row_of_git, NULL, NULL, row};
            count++;
        }
    }
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_a_submodule_is_one_entry),
        cmocka_unit_test(test_a_tree_that_repeats_itself_is_refused),
        cmocka_unit_test(test_deep_folders_are_one_entry),
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        tests[count++] = others[i];
    }
    return _cmocka_run_group_tests("walk", tests, count, NULL, NULL);
}
