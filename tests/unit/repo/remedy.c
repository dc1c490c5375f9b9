/* What is advised where a clone lacks a commit: by the form of the clone and the service that made it. */
#include "repo/remedy.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EVERY_BRANCH "origin '+refs/heads/*:refs/remotes/origin/*'"

static struct bg_repo *open_repo(const char *folder) {
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    if (!bg_repo_open(&repo, folder, false, &err)) {
        fail_msg("%s", err.message);
    }
    return repo;
}

/* A merge, two commits above a root, cloned in several ways. */
static void test_history(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_commit(f, "A");
    fixture_branch(f, "topic");
    fixture_commit(f, "B");
    fixture_checkout(f, "main");
    fixture_commit(f, "C");
    fixture_merge(f, "topic", "M");
    const char *merge = fixture_clone(f, "merge", "--depth=1", NULL);
    const char *deeper = fixture_clone(f, "deeper", "--depth=2", NULL);
    const char *wide = fixture_clone(f, "wide", "--depth=2", "--no-single-branch", NULL);
    const char *one = fixture_clone(f, "one", "--single-branch", NULL);
    const char *whole = fixture_clone(f, "whole", NULL);
    const struct {
        const char *folder;
        const char *variable;
        const char *expected;
    } rows[] = {
        {merge, NULL, "run: git fetch --unshallow " EVERY_BRANCH},
        {wide, NULL, "run: git fetch --unshallow"},
        {one, NULL, "run: git fetch " EVERY_BRANCH},
        {whole, NULL, "run: git fetch origin"},
        {merge, "GITHUB_ACTIONS", "use fetch-depth: 2 (or 0), or run: git fetch --deepen=100"},
        {deeper, "GITHUB_ACTIONS", "use fetch-depth: 0, or run: git fetch --unshallow " EVERY_BRANCH},
        {merge, "GITLAB_CI",
         "set GIT_DEPTH to 0 among the variables of the job, or run: git fetch --unshallow " EVERY_BRANCH},
        {wide, "TF_BUILD", "set fetchDepth: 0 in the checkout step, or run: git fetch --unshallow"},
        {wide, "BITBUCKET_BUILD_NUMBER", "set depth: full under clone, or run: git fetch --unshallow"},
        {wide, "TRAVIS", "set depth: false under git, or run: git fetch --unshallow"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_repo *repo = open_repo(rows[i].folder);
        if (rows[i].variable != NULL) {
            (void)setenv(rows[i].variable, "true", 1);
        }
        struct bg_slice remedy = bg_remedy_history(repo, &arena);
        assert_string_equal(bg_arena_copy(&arena, remedy).at, rows[i].expected);
        if (rows[i].variable != NULL) {
            (void)unsetenv(rows[i].variable);
        }
        bg_repo_free(repo);
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_base(void **state) {
    (void)state;
    assert_string_equal(bg_remedy_base(), "name the base with --base");
    (void)setenv("GITHUB_ACTIONS", "false", 1);
    assert_string_equal(bg_remedy_base(), "name the base with --base");
    (void)setenv("GITHUB_ACTIONS", "true", 1);
    assert_string_equal(bg_remedy_base(), "name the base with --base or the input base");
    (void)unsetenv("GITHUB_ACTIONS");
    (void)setenv("GITLAB_CI", "true", 1);
    assert_non_null(strstr(bg_remedy_base(), "$CI_MERGE_REQUEST_DIFF_BASE_SHA"));
    (void)unsetenv("GITLAB_CI");
}

static void test_clone(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    fixture_commit(f, "A");
    const char *one = fixture_clone(f, "one", "--single-branch", "--no-tags", NULL);
    const struct {
        const char *folder;
        bool has_one_branch;
        bool leaves_tags;
    } rows[] = {{fixture_path(f), false, false}, {one, true, true}, {fixture_clone(f, "whole", NULL), false, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_repo *repo = open_repo(rows[i].folder);
        assert_int_equal(bg_repo_has_one_branch(repo), rows[i].has_one_branch);
        assert_int_equal(bg_repo_leaves_tags(repo), rows[i].leaves_tags);
        bg_repo_free(repo);
    }
    fixture_free(f);
}

UNIT(repo_remedy) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_base),
        cmocka_unit_test(test_clone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
