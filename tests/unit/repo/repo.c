/*
 * Opening repositories of every kind, and resolving revisions in them. Another user's repository needs root to be made,
 * and is skipped without.
 */
#include "repo/repo.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct bg_repo *open_repo(const char *path) {
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    if (!bg_repo_open(&repo, path, false, &err)) {
        fail_msg("%s", err.message);
    }
    return repo;
}

static const char *message_of_open(const char *path) {
    static struct bg_error err;
    struct bg_repo *repo = NULL;
    err = (struct bg_error){0};
    if (bg_repo_open(&repo, path, false, &err)) {
        bg_repo_free(repo);
        return "opened";
    }
    assert_null(repo);
    assert_int_equal(err.code, BG_ERROR_JUDGE);
    return err.message;
}

/* The id that a revision resolves to, or the message. */
static const char *resolved(struct bg_repo *repo, const char *revision, struct bg_arena *arena) {
    struct bg_oid id;
    struct bg_error err = {0};
    if (bg_repo_resolve(repo, revision, &id, &err)) {
        return bg_oid_hex(arena, &id).at;
    }
    assert_int_equal(err.code, BG_ERROR_JUDGE);
    return bg_arena_printf(arena, "%s", err.message).at;
}

static void test_revisions(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_write(f, "a", "1\n");
    const char *first = fixture_commit(f, "first");
    fixture_branch(f, "topic");
    const char *second = fixture_commit(f, "second");
    fixture_git(f, "tag", "-a", "-m", "a tag", "v1", "HEAD", NULL);
    fixture_git(f, "tag", "blob", "HEAD:a", NULL);
    fixture_git(f, "update-ref", "refs/remotes/origin/release", "HEAD", NULL);
    char short_id[11];
    (void)snprintf(short_id, sizeof short_id, "%s", first);
    const struct {
        const char *revision;
        const char *expected;
    } rows[] = {
        {"HEAD", second},
        {"topic", second},
        {"main", first},
        {"refs/heads/main", first},
        {"HEAD~1", first},
        {"topic^", first},
        {"v1", second},
        {"v1~1", first},
        {"origin/release", second},
        {first, first},
        {short_id, first},
        {"release", "there is no revision `release`; did you mean origin/release?"},
        {"nonsense", bg_arena_printf(&arena,
                                     "there is no revision `nonsense` in %s; git branch --all lists what is there, and "
                                     "git fetch brings the rest",
                                     fixture_path(f))
                         .at},
        {"HEAD~2",
         bg_arena_printf(
             &arena,
             "there is no revision `HEAD~2` in %s; git branch --all lists what is there, and git fetch brings the rest",
             fixture_path(f))
             .at},
        {"0123456789012345678901234567890123456789",
         bg_arena_printf(&arena,
                         "there is no revision `0123456789012345678901234567890123456789` in %s; git branch --all "
                         "lists what is there, and git fetch brings the rest",
                         fixture_path(f))
             .at},
        {"a..b",
         bg_arena_printf(
             &arena,
             "there is no revision `a..b` in %s; git branch --all lists what is there, and git fetch brings the rest",
             fixture_path(f))
             .at},
        {"", bg_arena_printf(
                 &arena,
                 "there is no revision `` in %s; git branch --all lists what is there, and git fetch brings the rest",
                 fixture_path(f))
                 .at},
        {"HEAD:a", "`HEAD:a` is a blob, not a commit; name a commit, a branch or a tag"},
        {"blob", "`blob` is a blob, not a commit; name a commit, a branch or a tag"},
    };
    struct bg_repo *repo = open_repo(fixture_path(f));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(resolved(repo, rows[i].revision, &arena), rows[i].expected);
    }
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_kinds_of_repositories(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_write(f, "d/a", "1\n");
    const char *first = fixture_commit(f, "first");
    fixture_checkout(f, first); /* detached */
    const char *bare = fixture_clone(f, "bare", "--bare", NULL);
    const char *linked = fixture_beside(f, "linked");
    fixture_git(f, "worktree", "add", "--quiet", linked, "main", NULL);
    const char *sub = bg_arena_printf(&arena, "%s/d", fixture_path(f)).at;
    const struct {
        const char *dir;
        const char *folder;
    } rows[] = {{fixture_path(f), fixture_path(f)}, {sub, fixture_path(f)}, {linked, linked}, {bare, NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_repo *repo = open_repo(rows[i].dir);
        assert_true(bg_slice_equal(bg_repo_folder(repo), bg_slice_of(rows[i].folder)));
        assert_string_equal(resolved(repo, "HEAD", &arena), first);
        assert_false(bg_repo_is_shallow(repo));
        bg_repo_free(repo);
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_what_cannot_be_opened(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    const char *home = fixture_home(f);
    assert_string_equal(
        message_of_open(home),
        bg_arena_printf(
            &arena,
            "%s is not in a git repository; name one with --repo, or compare two folders with bumpgate diff BASE HEAD",
            home)
            .at);
    assert_non_null(strstr(message_of_open(fixture_beside(f, "nothing")), "nothing is not in a git repository"));
    bg_repo_free(NULL);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_no_commit_yet(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_string_equal(resolved(repo, "HEAD", &arena),
                        bg_arena_printf(&arena,
                                        "the repository %s has no commit yet; make the first one with git commit",
                                        fixture_path(f))
                            .at);
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_shallow(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    const char *first = fixture_commit(f, "first");
    const char *second = fixture_commit(f, "second");
    const char *clone = fixture_clone(f, "clone", "--depth=1", NULL);
    const char *linked = fixture_beside(f, "linked");
    fixture_git_in(f, clone, "worktree", "add", "--quiet", "--detach", linked, NULL);
    const char *folders[] = {clone, linked};
    for (size_t i = 0; i < 2; i++) {
        struct bg_repo *repo = open_repo(folders[i]);
        assert_true(bg_repo_is_shallow(repo));
        assert_string_equal(resolved(repo, "HEAD", &arena), second);
        assert_string_equal(resolved(repo, first, &arena),
                            bg_arena_printf(&arena,
                                            "the clone is shallow and lacks %s; run: git fetch --unshallow origin "
                                            "'+refs/heads/*:refs/remotes/origin/*'",
                                            first)
                                .at);
        bg_repo_free(repo);
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* What hooks set: it counts if no folder is named, or one of the same repository. */
static void test_environment(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *one = fixture_new();
    struct fixture *two = fixture_new();
    const char *first = fixture_commit(one, "one");
    const char *second = fixture_commit(two, "two");
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(fixture_path(two)), 0);
    struct bg_repo *repo = open_repo(NULL);
    assert_string_equal(resolved(repo, "HEAD", &arena), second);
    bg_repo_free(repo);
    (void)setenv("GIT_DIR", bg_arena_printf(&arena, "%s/.git", fixture_path(one)).at, 1);
    (void)setenv("GIT_INDEX_FILE", "index.lock", 1);
    repo = open_repo(NULL);
    assert_string_equal(resolved(repo, "HEAD", &arena), first);
    bg_repo_free(repo);
    repo = open_repo(fixture_path(two));
    assert_string_equal(resolved(repo, "HEAD", &arena), second);
    bg_repo_free(repo);
    (void)unsetenv("GIT_INDEX_FILE");
    (void)setenv("GIT_WORK_TREE", fixture_path(one), 1);
    assert_string_equal(message_of_open(NULL), "GIT_WORK_TREE is set, which cannot be followed; unset it, or name the "
                                               "work tree with --repo");
    assert_string_equal(message_of_open(fixture_path(one)), "opened");
    (void)unsetenv("GIT_WORK_TREE");
    (void)unsetenv("GIT_DIR");
    assert_int_equal(chdir(before), 0);
    bg_arena_finish(&arena);
    fixture_free(one);
    fixture_free(two);
}

static int give_away(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status;
    (void)kind;
    (void)walk;
    return lchown(path, 12345, 12345);
}

static void test_another_user(void **state) {
    (void)state;
    if (geteuid() != 0) {
        (void)fprintf(stderr, "SKIPPED test_another_user: only root can give a folder away\n");
        skip();
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    struct fixture *f = fixture_new();
    const char *path = fixture_path(f);
    const char *first = fixture_commit(f, "first");
    const char *bare = fixture_clone(f, "bare", "--bare", NULL);
    assert_int_equal(nftw(path, give_away, 16, FTW_PHYS), 0);
    assert_int_equal(nftw(bare, give_away, 16, FTW_PHYS), 0);
    const char *const folders[] = {path, bare};
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(message_of_open(folders[i]),
                            bg_arena_printf(&arena,
                                            "the repository %s belongs to another user; to allow it, run: "
                                            "git config --global --add safe.directory %s",
                                            folders[i], folders[i])
                                .at);
        assert_true(bg_repo_open(&repo, folders[i], true, &err));
        assert_string_equal(resolved(repo, "HEAD", &arena), first);
        bg_repo_free(repo);
    }
    /* The remedy works, and so does the star, until an empty value takes it back. */
    fixture_git_in(f, fixture_home(f), "config", "--global", "--add", "safe.directory", path, NULL);
    assert_string_equal(message_of_open(path), "opened");
    assert_string_not_equal(message_of_open(bare), "opened");
    fixture_git_in(f, fixture_home(f), "config", "--global", "--add", "safe.directory", "*", NULL);
    assert_string_equal(message_of_open(bare), "opened");
    fixture_git_in(f, fixture_home(f), "config", "--global", "--add", "safe.directory", "", NULL);
    assert_string_not_equal(message_of_open(bare), "opened");
    /* Without any configuration the library has other words for it. */
    (void)setenv("HOME", fixture_beside(f, "nowhere"), 1);
    assert_non_null(strstr(message_of_open(path), "belongs to another user"));
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_repo) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_revisions),
        cmocka_unit_test(test_kinds_of_repositories),
        cmocka_unit_test(test_what_cannot_be_opened),
        cmocka_unit_test(test_no_commit_yet),
        cmocka_unit_test(test_shallow),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_another_user),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
