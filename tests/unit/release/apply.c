/*
 * Files written all or none. The failures that a test can bring about: a file that changed, one that is missing, a
 * link, what is read-only, no room, a path that leads out. What it cannot show is a power
 * failure.
 */
#include "release/apply.h"
#include "base/file.h"
#include "support/unit.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <dirent.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct folder {
    struct bg_arena arena;
    struct bg_slice root;
};

static void put(struct folder *folder, const char *name, const char *text) {
    FILE *file = fopen(bg_arena_printf(&folder->arena, "%s/%s", folder->root.at, name).at, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_file(struct folder *folder, const char *name, const char *text) {
    struct bg_slice found;
    struct bg_error err = {0};
    struct bg_slice path = bg_arena_printf(&folder->arena, "%s/%s", folder->root.at, name);
    if (!bg_file_read(&folder->arena, path.at, &found, &err)) {
        fail_msg("%s", err.message);
    }
    assert_string_equal(found.at, text);
}

/* Files of the folder, to see that nothing was left over. */
static size_t count_files(const struct folder *folder) {
    DIR *directory = opendir(folder->root.at);
    assert_non_null(directory);
    size_t count = 0;
    while (readdir(directory) != NULL) {
        count++;
    }
    (void)closedir(directory);
    return count - 2;
}

static int setup(void **state) {
    struct folder *folder = calloc(1, sizeof *folder);
    char name[] = "/tmp/bumpgate-apply-XXXXXX";
    assert_non_null(folder);
    assert_non_null(mkdtemp(name));
    folder->root = bg_arena_copy(&folder->arena, bg_slice_of(name));
    put(folder, "a", "1\n");
    put(folder, "b", "1");
    *state = folder;
    return 0;
}

static int teardown(void **state) {
    struct folder *folder = *state;
    struct bg_slice command = bg_arena_printf(&folder->arena, "rm -rf '%s'", folder->root.at);
    int status = system(command.at);
    bg_arena_finish(&folder->arena);
    free(folder);
    return status;
}

static void test_writes_all(void **state) {
    struct folder *folder = *state;
    struct bg_file_change changes[] = {{BG_LITERAL("a"), BG_LITERAL("1\n"), BG_LITERAL("2\n")},
                                       {BG_LITERAL("b"), BG_LITERAL("1"), BG_LITERAL("")}};
    struct bg_error err = {0};
    struct stat status;
    struct bg_slice path = bg_arena_printf(&folder->arena, "%s/a", folder->root.at);
    assert_int_equal(chmod(path.at, 0640), 0);
    assert_true(bg_apply(&folder->arena, folder->root, changes, 2, &err));
    assert_file(folder, "a", "2\n");
    assert_file(folder, "b", "");
    assert_int_equal(stat(path.at, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(count_files(folder), 2);
}

/* What killed runs left goes with the next one; what people have is not touched, and nothing while somebody writes. */
static void test_leftovers(void **state) {
    struct folder *folder = *state;
    static const char *const others[] = {".bumpgate-backup", ".bumpgate-A1b2c3d", ".bumpgate-A1b2c", ".bumpgate-A1b2c.",
                                         ".bumpgate-123456", ".bumpgate-ABCDEF",  "bumpgate-A1b2c3", ".bumpgate.yaml"};
    struct bg_file_change changes[] = {{BG_LITERAL("a"), BG_LITERAL("1\n"), BG_LITERAL("2\n")},
                                       {BG_LITERAL("a"), BG_LITERAL("2\n"), BG_LITERAL("3\n")}};
    struct bg_error err = {0};
    size_t count = sizeof others / sizeof others[0];
    for (size_t i = 0; i < count; i++) {
        put(folder, others[i], "theirs");
    }
    put(folder, ".bumpgate-A1b2c3", "ours");
    assert_int_equal(symlink("a", bg_arena_printf(&folder->arena, "%s/.bumpgate-Link01", folder->root.at).at), 0);
    assert_int_equal(mkdir(bg_arena_printf(&folder->arena, "%s/.bumpgate-Dir001", folder->root.at).at, 0755), 0);
    int writer = open(folder->root.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(flock(writer, LOCK_SH), 0);
    assert_true(bg_apply(&folder->arena, folder->root, &changes[0], 1, &err));
    assert_file(folder, ".bumpgate-A1b2c3", "ours");
    assert_int_equal(close(writer), 0);
    assert_true(bg_apply(&folder->arena, folder->root, &changes[1], 1, &err));
    assert_int_equal(count_files(folder), 2 + count + 2);
    for (size_t i = 0; i < count; i++) {
        assert_file(folder, others[i], "theirs");
    }
}

static void assert_refused(struct folder *folder, struct bg_slice path, struct bg_slice before, const char *message) {
    struct bg_file_change changes[] = {{BG_LITERAL("a"), BG_LITERAL("1\n"), BG_LITERAL("2\n")},
                                       {path, before, BG_LITERAL("2")}};
    struct bg_error err = {0};
    size_t count = count_files(folder);
    assert_false(bg_apply(&folder->arena, folder->root, changes, 2, &err));
    assert_string_equal(err.message, message);
    size_t shown = path.len < sizeof err.file ? path.len + 1 : sizeof err.file - 1; /* a longer name is cut */
    assert_memory_equal(err.file, bg_arena_copy(&folder->arena, path).at, shown);
    assert_file(folder, "a", "1\n");
    assert_int_equal(count_files(folder), count);
}

static void test_changed_behind_its_back(void **state) {
    assert_refused(*state, BG_LITERAL("b"), BG_LITERAL("0"), "has changed since it was read; nothing was written");
}

static void test_missing(void **state) {
    assert_refused(*state, BG_LITERAL("c"), BG_LITERAL("1"), "could not be opened: No such file or directory");
}

static void test_link(void **state) {
    struct folder *folder = *state;
    assert_int_equal(symlink("b", bg_arena_printf(&folder->arena, "%s/c", folder->root.at).at), 0);
    assert_refused(folder, BG_LITERAL("c"), BG_LITERAL("1"), "is a symbolic link");
}

static void test_outside(void **state) {
    struct folder *folder = *state;
    assert_int_equal(symlink("/", bg_arena_printf(&folder->arena, "%s/up", folder->root.at).at), 0);
    assert_refused(folder, BG_LITERAL("up/etc/hostname"), BG_LITERAL("1"), "is not inside the repository");
    assert_refused(folder, BG_LITERAL("../b"), BG_LITERAL("1"), "is not inside the repository");
}

static void test_new_where_something_is(void **state) {
    struct folder *folder = *state;
    assert_refused(folder, BG_LITERAL("b"), BG_NO_SLICE, "is there already; nothing was written");
    assert_int_equal(symlink("nowhere", bg_arena_printf(&folder->arena, "%s/c", folder->root.at).at), 0);
    assert_refused(folder, BG_LITERAL("c"), BG_NO_SLICE, "is there already; nothing was written");
}

static void test_new_folders(void **state) {
    struct folder *folder = *state;
    struct bg_file_change change = {BG_LITERAL("docs/x/new.md"), BG_NO_SLICE, BG_LITERAL("text\n")};
    struct bg_error err = {0};
    if (!bg_apply(&folder->arena, folder->root, &change, 1, &err)) {
        fail_msg("%s", err.message);
    }
    assert_file(folder, "docs/x/new.md", "text\n");
    assert_int_equal(symlink("/tmp", bg_arena_printf(&folder->arena, "%s/out", folder->root.at).at), 0);
    assert_refused(folder, BG_LITERAL("out/bumpgate-no/new.md"), BG_NO_SLICE, "is not inside the repository");
}

static void test_folder(void **state) {
    struct folder *folder = *state;
    assert_int_equal(mkdir(bg_arena_printf(&folder->arena, "%s/c", folder->root.at).at, 0700), 0);
    assert_refused(folder, BG_LITERAL("c"), BG_LITERAL("1"), "is no plain file");
}

/* A file can be opened there, and none with a longer name. */
static void test_nothing_fits_beside(void **state) {
    struct folder *folder = *state;
    enum { PART = 200 };
    char path[PATH_MAX];
    size_t len = 0;
    size_t room = PATH_MAX - sizeof "/./.bumpgate-A1b2c3" + 1 - folder->root.len;
    while (len < room) {
        size_t part = room - len > PART + 1 ? PART : room - len;
        memset(path + len, 'd', part);
        len += part;
        path[len] = '\0';
        assert_int_equal(mkdir(bg_arena_printf(&folder->arena, "%s/%s", folder->root.at, path).at, 0700), 0);
        path[len++] = '/';
    }
    path[len++] = 'c';
    path[len] = '\0';
    put(folder, path, "1");
    assert_refused(folder, bg_slice_of(path), BG_LITERAL("1"),
                   "nothing could be written beside it: File name too long");
    assert_refused(folder, bg_slice_of(path), BG_LITERAL("0"), "has changed since it was read; nothing was written");
    assert_file(folder, path, "1");
}

/* As where a disk is full. */
static void test_too_little_room(void **state) {
    struct folder *folder = *state;
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {2, before.rlim_max};
    struct bg_file_change changes[] = {{BG_LITERAL("b"), BG_LITERAL("1"), BG_LITERAL("2")},
                                       {BG_LITERAL("a"), BG_LITERAL("1\n"), BG_LITERAL("two\n")}};
    struct bg_error err = {0};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool is_done = bg_apply(&folder->arena, folder->root, changes, 2, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    assert_false(is_done);
    assert_string_equal(err.message, "could not be written; nothing was changed: File too large");
    assert_file(folder, "a", "1\n");
    assert_file(folder, "b", "1");
    assert_int_equal(count_files(folder), 2);
}

static void test_read_only(void **state) {
    struct folder *folder = *state;
    assert_int_equal(chmod(bg_arena_printf(&folder->arena, "%s/b", folder->root.at).at, 0444), 0);
    assert_refused(folder, BG_LITERAL("b"), BG_LITERAL("1"), "is read-only");
    assert_int_equal(mkdir(bg_arena_printf(&folder->arena, "%s/d", folder->root.at).at, 0700), 0);
    put(folder, "d/c", "1");
    assert_int_equal(chmod(bg_arena_printf(&folder->arena, "%s/d", folder->root.at).at, 0555), 0);
    assert_refused(folder, BG_LITERAL("d/c"), BG_LITERAL("1"), "stands in a folder that is read-only");
    assert_int_equal(chmod(bg_arena_printf(&folder->arena, "%s/d", folder->root.at).at, 0700), 0);
}

UNIT(release_apply) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_leftovers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_writes_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_changed_behind_its_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_link, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_where_something_is, setup, teardown),
        cmocka_unit_test_setup_teardown(test_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_folders, setup, teardown),
        cmocka_unit_test_setup_teardown(test_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_fits_beside, setup, teardown),
        cmocka_unit_test_setup_teardown(test_too_little_room, setup, teardown),
        cmocka_unit_test_setup_teardown(test_read_only, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
