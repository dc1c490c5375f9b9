/*
 * The index and the work tree as trees. Each row says what is done to a clean checkout, and which files differ from
 * HEAD then, in the index and in the work tree. Every row also checks that nothing in git's folder has changed: no
 * object, no time stamp, not a byte.
 */
#include "repo/range.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "repo/walk.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct bg_buffer seen;

static int see(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)walk;
    if (kind == FTW_F) {
        bg_buffer_printf(&seen, "%s %lld %lld.%ld\n", path, (long long)status->st_size,
                         (long long)status->st_mtim.tv_sec, status->st_mtim.tv_nsec);
    }
    return 0;
}

/* Every file of git's folder, with its size and time. */
static struct bg_slice contents(const char *folder, struct bg_arena *arena) {
    struct bg_slice path = bg_arena_printf(arena, "%s/.git", folder);
    seen = (struct bg_buffer){0};
    assert_int_equal(nftw(path.at, see, 16, FTW_PHYS), 0);
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&seen));
    bg_buffer_finish(&seen);
    return copy;
}

static struct bg_repo *open_repo(const char *path) {
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    if (!bg_repo_open(&repo, path, false, &err)) {
        fail_msg("%s", err.message);
    }
    return repo;
}

/* "A path" added, "D path" deleted, "M path" changed; or the message. */
static const char *differing(const char *folder, enum bg_head_kind kind, struct bg_arena *arena) {
    struct bg_repo *repo = open_repo(folder);
    struct bg_range range;
    struct bg_error err = {0};
    struct bg_changed *changed = NULL;
    size_t count = 0;
    struct bg_buffer text = {0};
    const struct bg_range_options options = {.base = "HEAD", .kind = kind};
    if (!bg_range_resolve(repo, &options, arena, &range, &err) ||
        !bg_walk(range.base, range.head, arena, &changed, &count, &err)) {
        bg_buffer_add_text(&text, err.message);
    }
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(&text, "%s%s %.*s", i == 0 ? "" : ", ",
                         changed[i].base_kind == BG_ENTRY_NONE   ? "A"
                         : changed[i].head_kind == BG_ENTRY_NONE ? "D"
                                                                 : "M",
                         BG_ARGS(changed[i].path));
    }
    bg_repo_free(repo);
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return copy.at;
}

static void do_nothing(struct fixture *f) {
    (void)f;
}

static void do_touch(struct fixture *f) {
    fixture_write(f, "d/kept", "kept\n");
}

static void do_change(struct fixture *f) {
    fixture_write(f, "d/kept", "changed\n");
}

static void do_stage(struct fixture *f) {
    fixture_write(f, "d/kept", "changed\n");
    fixture_git(f, "add", "d/kept", NULL);
}

static void do_stage_and_take_back(struct fixture *f) {
    do_stage(f);
    fixture_write(f, "d/kept", "kept\n");
}

static void do_add_files(struct fixture *f) {
    fixture_write(f, "staged/new", "1\n");
    fixture_git(f, "add", "staged/new", NULL);
    fixture_write(f, "untracked/deep/new", "2\n");
    fixture_write(f, "build/ignored", "3\n");
    fixture_write(f, "d/ignored.log", "4\n");
}

static void do_delete(struct fixture *f) {
    fixture_git(f, "rm", "--quiet", "d/gone", NULL);
    fixture_remove(f, "d/kept");
}

static void do_swap_kinds(struct fixture *f) {
    fixture_remove(f, "d");
    fixture_write(f, "d", "a file now\n");
    fixture_remove(f, "top");
    fixture_write(f, "top/inside", "a folder now\n");
    fixture_link(f, "other", "d");
}

static void do_make_executable(struct fixture *f) {
    fixture_make_executable(f, "top");
}

static void do_promise(struct fixture *f) {
    fixture_write(f, "promised", "1\n");
    fixture_git(f, "add", "--intent-to-add", "promised", NULL);
}

static void do_sparse(struct fixture *f) {
    fixture_git(f, "update-index", "--skip-worktree", "d/kept", NULL);
    fixture_remove(f, "d/kept");
}

static void do_nested_repository(struct fixture *f) {
    fixture_git(f, "init", "--quiet", "nested", NULL);
    fixture_write(f, "nested/file", "1\n");
}

static void do_submodule(struct fixture *f) {
    fixture_add_submodule(f, "sub", fixture_id(f, "HEAD"));
}

static void do_conflict(struct fixture *f) {
    static const char *const sides[] = {"one", "two", "three"};
    for (size_t i = 0; i < 3; i++) {
        const char *id = fixture_git_input(f, sides[i], "hash-object", "-w", "--stdin", NULL);
        char entry[128];
        (void)snprintf(entry, sizeof entry, "100644 %s %zu\ttop\n", id, i + 1);
        fixture_git_input(f, entry, "update-index", "--index-info", NULL);
    }
}

static void do_cut_index(struct fixture *f) {
    char path[512];
    (void)snprintf(path, sizeof path, "%s/.git/index", fixture_path(f));
    assert_int_equal(truncate(path, 40), 0);
}

static void do_line_ends(struct fixture *f) {
    fixture_git(f, "config", "core.autocrlf", "true", NULL);
    fixture_write(f, "top", "top\r\n");
    fixture_write(f, "d/kept", "changed\r\n");
}

static const struct row {
    const char *name;
    void (*act)(struct fixture *f);
    const char *in_index;
    const char *in_worktree;
} rows[] = {
    {"nothing", do_nothing, "", ""},
    {"written again", do_touch, "", ""},
    {"changed", do_change, "", "M d/kept"},
    {"staged", do_stage, "M d/kept", "M d/kept"},
    {"staged and taken back", do_stage_and_take_back, "M d/kept", ""},
    {"new files, ignored files", do_add_files, "A staged/new", "A staged/new, A untracked/deep/new"},
    {"deleted", do_delete, "D d/gone", "D d/gone, D d/kept"},
    {"files, folders and links change places", do_swap_kinds, "",
     "A d, D d/gone, D d/kept, M other, D top, A top/inside"},
    {"executable", do_make_executable, "", "M top"},
    {"promised", do_promise, "", "A promised"},
    {"left out by a sparse checkout", do_sparse, "", ""},
    {"a repository inside", do_nested_repository, "", ""},
    {"a submodule", do_submodule, "A sub", "A sub"},
    {"line ends", do_line_ends, "", "M d/kept"},
    {"a conflict", do_conflict, "a merge is not finished: `top`; resolve the conflicts and git add the files",
     "a merge is not finished: `top`; resolve the conflicts and git add the files"},
    {"an index cut in half", do_cut_index,
     "the index could not be read: invalid data in index - incorrect header checksum", NULL},
};

static struct fixture *checkout(void) {
    static const struct fixture_file files[] = {
        {"d/kept", "kept\n"},
        {"d/gone", "gone\n"},
        {"top", "top\n"},
        {"other", "other\n"},
        {".gitignore", "build/\n*.log\n"},
    };
    struct fixture *f = fixture_new();
    fixture_write_files(f, files, sizeof files / sizeof files[0]);
    fixture_commit(f, "all");
    fixture_git(f, "gc", "--quiet", NULL); /* a pack, whose time stamp could change */
    return f;
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = checkout();
    row->act(f);
    struct bg_slice before = contents(fixture_path(f), &arena);
    const char *in_index = differing(fixture_path(f), BG_HEAD_INDEX, &arena);
    const char *in_worktree = differing(fixture_path(f), BG_HEAD_WORKTREE, &arena);
    if (row->in_worktree == NULL) {
        assert_string_equal(in_worktree, in_index);
    } else {
        assert_string_equal(in_index, row->in_index);
        assert_string_equal(in_worktree, row->in_worktree);
    }
    assert_string_equal(contents(fixture_path(f), &arena).at, before.at);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* The trees are those that git would write. */
static void test_trees_have_the_ids_of_git(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_range range;
    struct bg_error err = {0};
    struct fixture *f = checkout();
    do_add_files(f);
    do_swap_kinds(f);
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_true(bg_range_resolve(repo, &(struct bg_range_options){.base = "HEAD", .kind = BG_HEAD_WORKTREE}, &arena,
                                 &range, &err));
    struct bg_entry folder = bg_tree_stat(range.head, BG_LITERAL("untracked"));
    struct bg_entry file = bg_tree_stat(range.head, BG_LITERAL("d"));
    fixture_commit(f, "the same");
    assert_string_equal(bg_oid_hex(&arena, &folder.id).at, fixture_id(f, "HEAD:untracked"));
    assert_string_equal(bg_oid_hex(&arena, &file.id).at, fixture_id(f, "HEAD:d"));
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static const char *text_of(struct bg_tree *tree, const char *path, struct bg_arena *arena) {
    struct bg_slice text = BG_NO_SLICE;
    struct bg_error err = {0};
    switch (bg_tree_read(tree, bg_slice_of(path), arena, &text, NULL, &err)) {
    case BG_FILE_READ:
        return text.at;
    case BG_FILE_ABSENT:
        return "absent";
    case BG_FILE_UNREADABLE:
        return bg_arena_printf(arena, "%s: %s", err.file, err.message).at;
    }
    return NULL;
}

static void test_texts(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_range index;
    struct bg_range worktree;
    struct bg_error err = {0};
    struct fixture *f = checkout();
    do_stage(f);
    fixture_write(f, "d/kept", "changed again\n");
    fixture_write(f, "untracked", "new\n");
    fixture_write(f, "large", "");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/large", fixture_path(f));
    assert_int_equal(truncate(path, (off_t)2 * 1024 * 1024 * 1024), 0);
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_true(bg_range_resolve(repo, &(struct bg_range_options){.base = "HEAD", .kind = BG_HEAD_INDEX}, &arena,
                                 &index, &err));
    assert_true(bg_range_resolve(repo, &(struct bg_range_options){.base = "HEAD", .kind = BG_HEAD_WORKTREE}, &arena,
                                 &worktree, &err));
    assert_string_equal(text_of(index.base, "d/kept", &arena), "kept\n");
    assert_string_equal(text_of(index.head, "d/kept", &arena), "changed\n");
    assert_string_equal(text_of(worktree.head, "d/kept", &arena), "changed again\n");
    assert_string_equal(text_of(worktree.head, "d/gone", &arena), "gone\n");
    assert_string_equal(text_of(index.head, "untracked", &arena), "absent");
    assert_string_equal(text_of(worktree.head, "untracked", &arena), "new\n");
    assert_string_equal(text_of(worktree.head, "large", &arena),
                        "large: the file has 2147483648 bytes; more than 16777216 are not read");
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* Too many new bytes: the rest is left unread, and says so. */
static void test_a_flood_is_cut(void **state) {
    (void)state;
    enum { SIZE = 15 * 1024 * 1024, COUNT = BG_LIMIT_SNAPSHOT / SIZE + 1 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_range range;
    struct bg_error err = {0};
    struct fixture *f = checkout();
    for (int i = 0; i < COUNT; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "flood/%02d", i);
        fixture_write(f, path, "");
        (void)snprintf(path, sizeof path, "%s/flood/%02d", fixture_path(f), i);
        assert_int_equal(truncate(path, SIZE), 0);
    }
    fixture_write(f, "last", "small\n");
    struct bg_repo *repo = open_repo(fixture_path(f));
    assert_true(bg_range_resolve(repo, &(struct bg_range_options){.base = "HEAD", .kind = BG_HEAD_WORKTREE}, &arena,
                                 &range, &err));
    char name[32];
    (void)snprintf(name, sizeof name, "flood/%02d", COUNT - 1);
    assert_non_null(strstr(text_of(range.head, name, &arena), "more bytes than"));
    assert_string_equal(text_of(range.head, "last", &arena), "small\n");
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* `git commit -a` runs hooks with an index of its own; they may name the repository as well. */
static void test_index_of_a_hook(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = checkout();
    struct fixture *other = checkout();
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(fixture_path(f)), 0);
    (void)setenv("GIT_INDEX_FILE", bg_arena_printf(&arena, "%s/.git/next-index.lock", fixture_path(f)).at, 1);
    fixture_git(f, "read-tree", "HEAD", NULL);
    do_stage(f);
    const char *by_environment = differing(NULL, BG_HEAD_INDEX, &arena);
    const char *by_name = differing(fixture_path(f), BG_HEAD_INDEX, &arena);
    const char *elsewhere = differing(fixture_path(other), BG_HEAD_INDEX, &arena);
    (void)setenv("GIT_DIR", ".git", 1);
    const char *by_both = differing(fixture_path(f), BG_HEAD_INDEX, &arena);
    (void)unsetenv("GIT_DIR");
    (void)unsetenv("GIT_INDEX_FILE");
    assert_int_equal(chdir(before), 0);
    assert_string_equal(by_environment, "M d/kept");
    assert_string_equal(by_name, "M d/kept");
    assert_string_equal(by_both, "M d/kept");
    assert_string_equal(elsewhere, "");
    assert_string_equal(differing(fixture_path(f), BG_HEAD_INDEX, &arena), "");
    bg_arena_finish(&arena);
    fixture_free(f);
    fixture_free(other);
}

static void test_linked_work_tree(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = checkout();
    const char *linked = fixture_beside(f, "linked");
    fixture_git(f, "worktree", "add", "--quiet", "-b", "linked", linked, NULL);
    fixture_git_in(f, linked, "rm", "--quiet", "top", NULL);
    assert_int_equal(unlink(bg_arena_printf(&arena, "%s/other", linked).at), 0);
    assert_string_equal(differing(linked, BG_HEAD_INDEX, &arena), "D top");
    assert_string_equal(differing(linked, BG_HEAD_WORKTREE, &arena), "D other, D top");
    assert_string_equal(differing(fixture_path(f), BG_HEAD_WORKTREE, &arena), "");
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* Files that a partial clone lacks are no obstacle where nobody reads them. */
static void test_partial_clone(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = checkout();
    fixture_git(f, "config", "uploadpack.allowFilter", "true", NULL);
    const char *clone = fixture_clone(f, "clone", "--filter=blob:none", "--sparse", NULL);
    assert_string_equal(differing(clone, BG_HEAD_INDEX, &arena), "");
    assert_string_equal(differing(clone, BG_HEAD_WORKTREE, &arena), "");
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_snapshot) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 6];
    size_t count = 0;
    for (; count < ROWS; count++) {
        void *row = NULL;
        memcpy(&row, &(const struct row *){&rows[count]}, sizeof row);
        tests[count] = (struct CMUnitTest){rows[count].name, test_row, NULL, NULL, row};
    }
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_trees_have_the_ids_of_git),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_a_flood_is_cut),
        cmocka_unit_test(test_index_of_a_hook),
        cmocka_unit_test(test_linked_work_tree),
        cmocka_unit_test(test_partial_clone),
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        tests[count++] = others[i];
    }
    return _cmocka_run_group_tests("snapshot", tests, count, NULL, NULL);
}
