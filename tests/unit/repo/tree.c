/*
 * File trees: looking up, reading and listing by path. One set of files stands in a commit and is checked out beside
 * it; every row is asked of both. What only git can do wrong (a missing object) or only a disk (a pipe) has its own
 * test.
 */
#include "repo/tree.h"

#include "base/buffer.h"
#include "base/limits.h"
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

static const struct fixture_file files[] = {
    {"a/b/one", "1\n"}, {"a/two", "2\n"}, {"shared/s.json", "{}\n"}, {"top", "0\n"}, {"empty", ""}, {"a.c", "3\n"},
};

static const struct fixture_file links[] = {
    {"link-file", "a/two"},
    {"link-folder", "a/b"},
    {"link-link", "link-file"},
    {"a/b/up", "../two"},
    {"a/b/far", "../../shared/s.json"},
    {"a/self", "."},
    {"a/shared", "../shared"},
    {"dangling", "nowhere"},
    {"dangling-inside", "link-folder/nowhere"},
    {"through-file", "top/x"},
    {"out", "../secret"},
    {"a/b/out", "../../../secret"},
    {"absolute", "/etc/passwd"},
    {"circle", "circle"},
    {"circle-a", "circle-b"},
    {"circle-b", "circle-a"},
    {"h1", "top"},
    {"h2", "h1"},
    {"h3", "h2"},
    {"h4", "h3"},
    {"h5", "h4"},
    {"h6", "h5"},
    {"h7", "h6"},
    {"h8", "h7"},
    {"h9", "h8"},
};

static const struct row {
    const char *path;
    enum bg_entry_kind kind;
    const char *text; /* of a file; of a link the words that the message has */
} rows[] = {
    {"top", BG_ENTRY_FILE, "0\n"},
    {"empty", BG_ENTRY_FILE, ""},
    {"a/two", BG_ENTRY_FILE, "2\n"},
    {"a/b/one", BG_ENTRY_FILE, "1\n"},
    {"", BG_ENTRY_FOLDER, NULL},
    {"a", BG_ENTRY_FOLDER, NULL},
    {"a/b", BG_ENTRY_FOLDER, NULL},
    {"nothing", BG_ENTRY_NONE, NULL},
    {"a/nothing", BG_ENTRY_NONE, NULL},
    {"nothing/at/all", BG_ENTRY_NONE, NULL},
    {"top/below-a-file", BG_ENTRY_NONE, NULL},
    {"to", BG_ENTRY_NONE, NULL},
    {"A", BG_ENTRY_NONE, NULL},
    {"a/../top", BG_ENTRY_FILE, "0\n"},
    {"a/./b/../two", BG_ENTRY_FILE, "2\n"},
    {"link-file", BG_ENTRY_FILE, "2\n"},
    {"link-link", BG_ENTRY_FILE, "2\n"},
    {"link-folder", BG_ENTRY_FOLDER, NULL},
    {"link-folder/one", BG_ENTRY_FILE, "1\n"},
    {"link-folder/up", BG_ENTRY_FILE, "2\n"},
    {"link-folder/nothing", BG_ENTRY_NONE, NULL},
    {"link-file/x", BG_ENTRY_NONE, NULL},
    {"a/b/far", BG_ENTRY_FILE, "{}\n"},
    {"a/self/self/two", BG_ENTRY_FILE, "2\n"},
    {"a/shared/s.json", BG_ENTRY_FILE, "{}\n"},
    {"dangling", BG_ENTRY_LINK, "to nothing"},
    {"dangling/x", BG_ENTRY_LINK, "to nothing"},
    {"dangling-inside", BG_ENTRY_LINK, "to nothing"},
    {"through-file", BG_ENTRY_LINK, "to nothing"},
    {"out", BG_ENTRY_LINK, "out of the repository"},
    {"out/x", BG_ENTRY_LINK, "out of the repository"},
    {"a/b/out", BG_ENTRY_LINK, "out of the repository"},
    {"absolute", BG_ENTRY_LINK, "out of the repository"},
    {"../top", BG_ENTRY_LINK, "out of the repository"},
    {"circle", BG_ENTRY_LINK, "in circles"},
    {"circle-a", BG_ENTRY_LINK, "in circles"},
    {"circle-b/x", BG_ENTRY_LINK, "in circles"},
    {"h8", BG_ENTRY_FILE, "0\n"},
    {"h9", BG_ENTRY_LINK, "in circles"},
};

/* The files, once for all rows. */
static struct {
    struct fixture *fixture;
    struct bg_repo *repo;
    struct bg_tree *of_git;
    struct bg_tree *on_disk;
} all;

static int set_up(void **state) {
    (void)state;
    struct bg_error err = {0};
    struct bg_oid id;
    struct fixture *f = fixture_new();
    fixture_write_files(f, files, sizeof files / sizeof files[0]);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        fixture_link(f, links[i].path, links[i].text);
    }
    fixture_commit(f, "all");
    FILE *secret = fopen(fixture_beside(f, "secret"), "w");
    all.fixture = f;
    bool is_done = secret != NULL && fclose(secret) == 0 && bg_repo_open(&all.repo, fixture_path(f), false, &err) &&
                   bg_repo_resolve(all.repo, "HEAD", &id, &err) && bg_repo_tree(all.repo, &id, &all.of_git, &err) &&
                   bg_tree_open_folder(&all.on_disk, fixture_path(f), &err);
    if (!is_done) {
        (void)fprintf(stderr, "set-up failed: %s\n", err.message);
    }
    return is_done ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    bg_tree_free(all.on_disk);
    bg_repo_free(all.repo);
    fixture_free(all.fixture);
    return 0;
}

static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void check_row(struct bg_tree *tree, const struct row *row) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    struct bg_slice text = BG_NO_SLICE;
    struct bg_oid id;
    struct bg_slice path = bg_slice_of(row->path);
    struct bg_entry entry = bg_tree_stat(tree, path);
    assert_int_equal(entry.kind, row->kind);
    assert_true(bg_slice_is(entry.name, last_part(row->path)));
    enum bg_read_status status = bg_tree_read(tree, path, &arena, &text, &id, &err);
    if (row->kind == BG_ENTRY_FILE) {
        assert_int_equal(status, BG_FILE_READ);
        assert_string_equal(text.at, row->text);
        assert_int_equal(text.len, strlen(row->text));
        assert_true(bg_oid_equal(&id, &entry.id));
        assert_int_equal(bg_oid_is_zero(&id), tree == all.on_disk);
    } else if (row->kind == BG_ENTRY_LINK) {
        assert_int_equal(status, BG_FILE_UNREADABLE);
        assert_int_equal(err.code, BG_ERROR_JUDGE);
        assert_string_equal(err.file, row->path);
        assert_non_null(strstr(err.message, row->text));
    } else {
        assert_int_equal(status, BG_FILE_ABSENT);
    }
    bg_arena_finish(&arena);
}

static void test_row_of_git(void **state) {
    check_row(all.of_git, *state);
}

static void test_row_on_disk(void **state) {
    check_row(all.on_disk, *state);
}

static const char *listed(struct bg_tree *tree, const char *path, struct bg_arena *arena) {
    struct bg_entry *entries = NULL;
    size_t count = 0;
    struct bg_error err = {0};
    struct bg_buffer text = {0};
    if (!bg_tree_list(tree, bg_slice_of(path), arena, &entries, &count, &err)) {
        return bg_arena_printf(arena, "%s: %s", err.file, err.message).at;
    }
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(&text, "%d %.*s\n", (int)entries[i].kind, BG_ARGS(entries[i].name));
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return copy.at;
}

static void test_list(void **state) {
    static const struct {
        const char *path;
        const char *expected; /* kind (1 file, 2 folder, 3 link) and name, by bytes of the names */
    } lists[] = {
        {"a", "2 b\n2 self\n2 shared\n1 two\n"},
        {"a/b", "1 far\n1 one\n3 out\n1 up\n"},
        {"link-folder", "1 far\n1 one\n3 out\n1 up\n"},
        {"shared", "1 s.json\n"},
        {"top", ""},
        {"nothing", ""},
        {"out", "out: the path leads through a symbolic link out of the repository, which is not followed"},
        {"",
         "2 a\n1 a.c\n3 absolute\n3 circle\n3 circle-a\n3 circle-b\n3 dangling\n3 dangling-inside\n1 empty\n1 h1\n"
         "1 h2\n1 h3\n1 h4\n1 h5\n1 h6\n1 h7\n1 h8\n3 h9\n1 link-file\n2 link-folder\n1 link-link\n3 out\n2 shared\n"
         "3 through-file\n1 top\n"},
    };
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        assert_string_equal(listed(all.of_git, lists[i].path, &arena), lists[i].expected);
        assert_string_equal(listed(all.on_disk, lists[i].path, &arena), lists[i].expected);
    }
    bg_arena_finish(&arena);
}

static void test_equal_folders_have_equal_ids(void **state) {
    (void)state;
    struct bg_entry folder = bg_tree_stat(all.of_git, BG_LITERAL("a/b"));
    struct bg_entry link = bg_tree_stat(all.of_git, BG_LITERAL("link-folder"));
    struct bg_entry other = bg_tree_stat(all.of_git, BG_LITERAL("shared"));
    assert_true(bg_oid_equal(&folder.id, &link.id));
    assert_false(bg_oid_equal(&folder.id, &other.id));
    assert_false(bg_oid_is_zero(&folder.id));
}

static void test_a_large_file_is_not_read(void **state) {
    (void)state;
    enum { LARGE = 100 * 1024 * 1024 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    struct bg_slice text;
    struct bg_oid id;
    struct bg_tree *trees[2] = {NULL, NULL};
    struct bg_repo *repo = NULL;
    struct fixture *f = fixture_new();
    fixture_write(f, "large", "");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/large", fixture_path(f));
    assert_int_equal(truncate(path, LARGE), 0);
    fixture_git(f, "-c", "core.compression=1", "add", "large", NULL);
    fixture_commit(f, "large");
    assert_true(bg_repo_open(&repo, fixture_path(f), false, &err));
    assert_true(bg_repo_resolve(repo, "HEAD", &id, &err) && bg_repo_tree(repo, &id, &trees[0], &err));
    assert_true(bg_tree_open_folder(&trees[1], fixture_path(f), &err));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(bg_tree_read(trees[i], BG_LITERAL("large"), &arena, &text, NULL, &err), BG_FILE_UNREADABLE);
        assert_string_equal(err.file, "large");
        assert_string_equal(err.message, "the file has 104857600 bytes; more than 16777216 are not read");
    }
    assert_true(bg_arena_total(&arena) < 1024);
    bg_tree_free(trees[1]);
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* A partial clone has the commits and trees, but not the files. */
static void test_what_is_missing_is_not_absent(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_repo *repo = NULL;
    struct bg_tree *tree = NULL;
    struct bg_oid id;
    struct bg_slice text;
    struct bg_error err = {0};
    struct fixture *f = fixture_new();
    fixture_write(f, "d/file", "text\n");
    fixture_commit(f, "one");
    fixture_git(f, "config", "uploadpack.allowFilter", "true", NULL);
    const char *without_files = fixture_clone(f, "blobless", "--bare", "--filter=blob:none", NULL);
    assert_true(bg_repo_open(&repo, without_files, false, &err));
    assert_true(bg_repo_resolve(repo, "HEAD", &id, &err) && bg_repo_tree(repo, &id, &tree, &err));
    assert_int_equal(bg_tree_stat(tree, BG_LITERAL("d/file")).kind, BG_ENTRY_FILE);
    assert_int_equal(bg_tree_read(tree, BG_LITERAL("d/file"), &arena, &text, NULL, &err), BG_FILE_UNREADABLE);
    assert_string_equal(err.file, "d/file");
    assert_non_null(strstr(err.message, "git fetch --refetch --no-filter"));
    bg_repo_free(repo);

    const char *without_trees = fixture_clone(f, "treeless", "--bare", "--filter=tree:0", NULL);
    struct bg_entry *entries = NULL;
    size_t count = 0;
    assert_true(bg_repo_open(&repo, without_trees, false, &err));
    assert_true(bg_repo_resolve(repo, "HEAD", &id, &err) && bg_repo_tree(repo, &id, &tree, &err));
    assert_int_equal(bg_tree_stat(tree, BG_LITERAL("d/file")).kind, BG_ENTRY_UNREADABLE);
    assert_int_equal(bg_tree_read(tree, BG_LITERAL("d/file"), &arena, &text, NULL, &err), BG_FILE_UNREADABLE);
    assert_false(bg_tree_list(tree, BG_LITERAL("d"), &arena, &entries, &count, &err));
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_pipes_and_git_are_not_there(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    struct bg_tree *tree = NULL;
    struct fixture *f = fixture_new();
    char path[512];
    fixture_write(f, "file", "1\n");
    (void)snprintf(path, sizeof path, "%s/pipe", fixture_path(f));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_true(bg_tree_open_folder(&tree, fixture_path(f), &err));
    assert_string_equal(listed(tree, "", &arena), "1 file\n");
    assert_int_equal(bg_tree_stat(tree, BG_LITERAL(".git")).kind, BG_ENTRY_NONE);
    assert_int_equal(bg_tree_stat(tree, BG_LITERAL("pipe")).kind, BG_ENTRY_NONE);
    bg_tree_free(tree);
    assert_false(bg_tree_open_folder(&tree, fixture_beside(f, "nothing"), &err));
    assert_non_null(strstr(err.message, "No such file"));
    assert_null(tree);
    bg_tree_free(NULL);
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_tree) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    static char names[2 * ROWS][128];
    struct CMUnitTest tests[2 * ROWS + 5];
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        for (int is_on_disk = 0; is_on_disk < 2; is_on_disk++) {
            void *row = NULL;
            memcpy(&row, &(const struct row *){&rows[i]}, sizeof row);
            (void)snprintf(names[count], sizeof names[count], "`%s` (%s)", rows[i].path, is_on_disk ? "disk" : "git");
            tests[count] =
                (struct CMUnitTest){names[count], is_on_disk ? test_row_on_disk : test_row_of_git, NULL, NULL, row};
            count++;
        }
    }
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_equal_folders_have_equal_ids),
        cmocka_unit_test(test_a_large_file_is_not_read),
        cmocka_unit_test(test_what_is_missing_is_not_absent),
        cmocka_unit_test(test_pipes_and_git_are_not_there),
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        tests[count++] = others[i];
    }
    return _cmocka_run_group_tests("tree", tests, count, set_up, tear_down);
}
