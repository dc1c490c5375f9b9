/*
 * Forms of repositories: each row is what git may have done to one. It is read as if nothing were special, or the
 * message has the command that makes it readable.
 */
#include "repo/range.h"
#include "repo/repo.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* "read", if both trees of the range can be opened; else the message. */
static const char *said(const char *folder, const char *base, enum bg_head_kind kind, struct bg_arena *arena) {
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    struct bg_range range;
    struct bg_range_options options = {.base = base, .kind = kind};
    bool is_read = bg_repo_open(&repo, folder, false, &err) && bg_range_resolve(repo, &options, arena, &range, &err);
    bg_repo_free(repo);
    return is_read ? "read" : bg_arena_printf(arena, "%s", err.message).at;
}

static void test_extensions(void **state) {
    (void)state;
    static const struct {
        const char *key;
        const char *value;
        const char *says;
    } rows[] = {
        {"relativeWorktrees", "true", "read"},
        {"worktreeConfig", "true", "read"},
        {"preciousObjects", "true", "read"},
        {"partialClone", "origin", "read"},
        {"objectFormat", "sha1", "read"},
        {"objectFormat", "SHA1", "which git does not know"},
        {"refStorage", "file", "which git does not know"},
        {"objectFormat", "sha256", "git fast-export --all"},
        {"compatObjectFormat", "sha256", "read"},
        {"refStorage", "files", "read"},
        {"refStorage", "reftable", "git refs migrate --ref-format=files"},
        {"refStorage", "reftable:///elsewhere", "git refs migrate --ref-format=files"},
        {"newerThanWe", "true", "git clone --no-local"},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_commit(f, "first");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *key = bg_arena_printf(&arena, "extensions.%s", rows[i].key).at;
        struct bg_slice config =
            bg_arena_printf(&arena, "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\t%s = %s\n",
                            rows[i].key, rows[i].value);
        fixture_write(f, ".git/config", config.at);
        const char *message = said(fixture_path(f), "main", BG_HEAD_COMMIT, &arena);
        if (strstr(message, rows[i].says) == NULL) {
            fail_msg("%s: %s", key, message);
        }
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_sha256(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    const char *folder = fixture_beside(f, "sha256");
    fixture_git(f, "init", "--quiet", "--object-format=sha256", folder, NULL);
    assert_non_null(strstr(said(folder, "main", BG_HEAD_COMMIT, &arena), "uses SHA-256 object names"));
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_forms_of_the_index(void **state) {
    (void)state;
    static const enum bg_head_kind kinds[] = {BG_HEAD_INDEX, BG_HEAD_WORKTREE};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_write(f, "in/a", "1\n");
    fixture_write(f, "out/a", "1\n");
    fixture_commit(f, "first");
    fixture_git(f, "update-index", "--split-index", NULL);
    for (size_t k = 0; k < 2; k++) {
        assert_non_null(strstr(said(fixture_path(f), "main", kinds[k], &arena), "git update-index --no-split-index"));
    }
    assert_string_equal(said(fixture_path(f), "main", BG_HEAD_COMMIT, &arena), "read");
    fixture_git(f, "update-index", "--no-split-index", NULL);
    fixture_git(f, "sparse-checkout", "init", "--cone", "--sparse-index", NULL);
    fixture_git(f, "sparse-checkout", "set", "in", NULL);
    for (size_t k = 0; k < 2; k++) {
        assert_non_null(
            strstr(said(fixture_path(f), "main", kinds[k], &arena), "git sparse-checkout reapply --no-sparse-index"));
    }
    fixture_git(f, "sparse-checkout", "reapply", "--no-sparse-index", NULL);
    for (size_t k = 0; k < 2; k++) {
        assert_string_equal(said(fixture_path(f), "main", kinds[k], &arena), "read");
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* As git 2.48 and later write it: neither side names the other from the root of the machine. */
static void test_a_linked_work_tree_by_relative_paths(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    struct fixture *f = fixture_new();
    fixture_write(f, "a", "1\n");
    fixture_commit(f, "first");
    fixture_git(f, "worktree", "add", "--quiet", fixture_beside(f, "linked"), "HEAD", NULL);
    fixture_write(f, ".git/worktrees/linked/gitdir", "../../../../linked/.git\n");
    fixture_write(f, "../linked/.git", "gitdir: ../repository/.git/worktrees/linked\n");
    fixture_git(f, "config", "core.repositoryformatversion", "1", NULL);
    fixture_git(f, "config", "extensions.relativeWorktrees", "true", NULL);
    assert_true(bg_repo_open(&repo, fixture_beside(f, "linked"), false, &err));
    assert_true(bg_slice_equal(bg_repo_folder(repo), bg_slice_of(fixture_beside(f, "linked"))));
    bg_repo_free(repo);
    assert_string_equal(said(fixture_beside(f, "linked"), "main", BG_HEAD_WORKTREE, &arena), "read");
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* What the objects lack is never a file or a revision that is not there. */
static void test_lost_objects(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_write(f, "a", "1\n");
    fixture_commit(f, "first");
    const char *borrower = fixture_beside(f, "borrower");
    fixture_git(f, "clone", "--quiet", "--shared", ".", borrower, NULL);
    assert_string_equal(said(borrower, "origin/main", BG_HEAD_COMMIT, &arena), "read");
    assert_int_equal(rename(bg_arena_printf(&arena, "%s/.git", fixture_path(f)).at, fixture_beside(f, "gone")), 0);
    const char *message = said(borrower, "origin/main", BG_HEAD_COMMIT, &arena);
    assert_non_null(strstr(message, "borrows objects from"));
    assert_non_null(strstr(message, "clone again without --shared"));
    assert_int_equal(rename(fixture_beside(f, "gone"), bg_arena_printf(&arena, "%s/.git", fixture_path(f)).at), 0);

    const char *id = fixture_id(f, "main");
    struct bg_slice object = bg_arena_printf(&arena, "%s/.git/objects/%.2s/%s", fixture_path(f), id, id + 2);
    assert_int_equal(unlink(object.at), 0);
    message = said(fixture_path(f), "main", BG_HEAD_COMMIT, &arena);
    assert_non_null(strstr(message, "names could not be read"));
    assert_non_null(strstr(message, "git fsck --full"));
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* What makes a clone partial is a remote that promises its objects, said in any of git's words for yes. */
static void test_promises(void **state) {
    (void)state;
    static const struct {
        const char *lines;
        bool is_partial;
    } rows[] = {
        {"", false},
        {"[remote \"origin\"]\n\tpromisor\n", true},
        {"[remote \"origin\"]\n\tpromisor = yes\n", true},
        {"[remote \"origin\"]\n\tpromisor = true\n[remote \"other\"]\n\tpromisor = false\n", true},
        {"[remote \"origin\"]\n\tpromisor = false\n", false},
        {"[remote \"origin\"]\n\tpromisor = off\n", false},
        {"[remote \"origin\"]\n\tpromisors = true\n", false},
        {"[branch \"origin\"]\n\tpromisor = true\n", false},
        {"[extensions]\n\tpartialClone = origin\n", true},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_commit(f, "first");
    const char *id = fixture_id(f, "main");
    struct bg_slice object = bg_arena_printf(&arena, "%s/.git/objects/%.2s/%s", fixture_path(f), id, id + 2);
    assert_int_equal(unlink(object.at), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_slice config =
            bg_arena_printf(&arena, "[core]\n\trepositoryformatversion = 1\n\tbare = false\n%s", rows[i].lines);
        fixture_write(f, ".git/config", config.at);
        const char *message = said(fixture_path(f), "main", BG_HEAD_COMMIT, &arena);
        const char *remedy = rows[i].is_partial ? "git fetch --refetch --no-filter" : "git fsck --full";
        if (strstr(message, remedy) == NULL) {
            fail_msg("%s: %s", rows[i].lines, message);
        }
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_form) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_extensions),         cmocka_unit_test(test_sha256),
        cmocka_unit_test(test_forms_of_the_index), cmocka_unit_test(test_a_linked_work_tree_by_relative_paths),
        cmocka_unit_test(test_lost_objects),       cmocka_unit_test(test_promises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
