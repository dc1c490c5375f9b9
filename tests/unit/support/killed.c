/*
 * Writing that does not come to its end: killed before any of its system calls (the child is traced and stopped at each
 * of them in turn), a full disk (a limit on the size of files), a folder without the right to write. After each, every
 * file is whole, as it was or as it shall be. What this cannot show is a machine that loses its power.
 */
#include "release/apply.h"
#include "base/file.h"
#include "support/killed.h"
#include "support/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FILES = 3, STOPS_MAX = 2000, SWEEPS_MAX = 12, NOBODY = 65534 };

static const struct bg_file_change changes[FILES] = {
    {{"a", 1}, {"1\n", 2}, {"2, and longer\n", 14}},
    {{"sub/b", 5}, {"1", 1}, {"2", 1}},
    {{"sub/new", 7}, {NULL, 0}, {"new\n", 4}},
};

struct folder {
    struct bg_arena arena;
    struct bg_slice root;
};

static const char *path_of(struct folder *folder, struct bg_slice name) {
    return bg_arena_printf(&folder->arena, "%s/%.*s", folder->root.at, BG_ARGS(name)).at;
}

static void put(struct folder *folder, struct bg_slice name, struct bg_slice text) {
    FILE *file = fopen(path_of(folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static struct bg_slice get(struct folder *folder, struct bg_slice name) {
    struct bg_slice text;
    struct bg_error err;
    return bg_file_read(&folder->arena, path_of(folder, name), &text, &err) ? text : BG_NO_SLICE;
}

static void empty(struct folder *folder) {
    assert_int_equal(
        system(bg_arena_printf(&folder->arena, "rm -rf '%s'/*  '%s'/.[!.]*", folder->root.at, folder->root.at).at), 0);
}

static void reset(struct folder *folder) {
    empty(folder);
    assert_int_equal(mkdir(path_of(folder, BG_LITERAL("sub")), 0755), 0);
    for (size_t f = 0; f < FILES; f++) {
        if (changes[f].before.at != NULL) {
            put(folder, changes[f].path, changes[f].before);
        }
    }
}

static int setup(void **state) {
    struct folder *folder = calloc(1, sizeof *folder);
    char name[] = "/tmp/bumpgate-crash-XXXXXX";
    assert_non_null(folder);
    assert_non_null(mkdtemp(name));
    folder->root = bg_arena_copy(&folder->arena, bg_slice_of(name));
    reset(folder);
    *state = folder;
    return 0;
}

static int teardown(void **state) {
    struct folder *folder = *state;
    int status = system(bg_arena_printf(&folder->arena, "rm -rf '%s'", folder->root.at).at);
    bg_arena_finish(&folder->arena);
    free(folder);
    return status;
}

/* Each file as it was or as it shall be; how many are changed. */
static size_t count_changed(struct folder *folder) {
    size_t changed = 0;
    for (size_t f = 0; f < FILES; f++) {
        struct bg_slice text = get(folder, changes[f].path);
        bool is_changed = bg_slice_equal(text, changes[f].after);
        bool is_before = changes[f].before.at == NULL ? text.at == NULL : bg_slice_equal(text, changes[f].before);
        if (!is_changed && !is_before) {
            fail_msg("%.*s is half written: %.*s", BG_ARGS(changes[f].path), BG_ARGS(text));
        }
        changed += is_changed;
    }
    return changed;
}

static bool apply(void *context) {
    struct folder *folder = context;
    struct bg_error err;
    return bg_apply(&folder->arena, folder->root, changes, FILES, &err);
}

static size_t count_leftovers(struct folder *folder) {
    FILE *found =
        popen(bg_arena_printf(&folder->arena, "find '%s' -name '.bumpgate-*' | wc -l", folder->root.at).at, "r");
    char line[32] = "";
    assert_non_null(found);
    assert_non_null(fgets(line, sizeof line, found));
    assert_int_equal(pclose(found), 0);
    return strtoul(line, NULL, 10);
}

/* The next run that writes beside what was left takes it away. Returns how much it was. */
static size_t tidy(struct folder *folder) {
    struct bg_error err = {0};
    struct bg_file_change next[2];
    size_t left = count_leftovers(folder);
    for (size_t f = 0; f < 2; f++) {
        next[f] = (struct bg_file_change){changes[f].path, get(folder, changes[f].path), BG_LITERAL("next")};
    }
    assert_true(bg_apply(&folder->arena, folder->root, next, 2, &err));
    assert_int_equal(count_leftovers(folder), 0);
    return left;
}

/* Kills at one stop after the other, up to the end. Counts in `seen` how often how many files were changed. */
static enum killed sweep(struct folder *folder, size_t seen[FILES + 1]) {
    enum killed end = KILLED;
    size_t left = 0;
    for (size_t stops = 0; end == KILLED && stops < STOPS_MAX; stops++) {
        reset(folder);
        end = killed_after(stops, apply, folder);
        seen[count_changed(folder)]++;
        left += end == KILLED ? tidy(folder) : 0;
    }
    assert_true(left > 0 || end == KILLED_CANNOT_TRACE); /* or there was nothing to take away */
    return end;
}

static bool is_seen(const size_t seen[FILES + 1]) {
    for (size_t changed = 0; changed <= FILES; changed++) {
        if (seen[changed] == 0) {
            return false;
        }
    }
    return true;
}

/* Memory is asked for at other moments each time, so that one sweep may step over the one between two renames. */
static void test_killed(void **state) {
    struct folder *folder = *state;
    size_t seen[FILES + 1] = {0};
    for (size_t sweeps = 0; sweeps < SWEEPS_MAX && !is_seen(seen); sweeps++) {
        enum killed end = sweep(folder, seen);
        if (end == KILLED_CANNOT_TRACE) {
            print_message("SKIPPED killed: processes cannot be traced here\n");
            skip();
        }
        assert_int_equal(end, KILLED_ENDED_TRUE);
        assert_int_equal(count_changed(folder), FILES);
    }
    assert_true(is_seen(seen)); /* it was killed between all renames, or this shows nothing */
}

/* What a failure leaves: nothing changed, nothing left over, a message and a file. */
static void assert_untouched(struct folder *folder, const struct bg_error *err, const char *file, const char *message) {
    assert_int_equal(count_changed(folder), 0);
    assert_string_equal(err->file, file);
    assert_string_equal(err->message, message);
    struct bg_slice listing = bg_arena_printf(&folder->arena, "test $(find '%s' -type f | wc -l) = 2", folder->root.at);
    assert_int_equal(system(listing.at), 0);
}

static void test_full_disk(void **state) {
    struct folder *folder = *state;
    struct rlimit before;
    struct bg_error err = {0};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit full = {.rlim_cur = 4, .rlim_max = before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    bool is_done = bg_apply(&folder->arena, folder->root, changes, FILES, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(is_done);
    assert_untouched(folder, &err, "a", "could not be written; nothing was changed: File too large");
}

static void test_unwritable(void **state) {
    struct folder *folder = *state;
    struct bg_error err = {0};
    bool is_root = geteuid() == 0;
    assert_int_equal(chmod(folder->root.at, 0777), 0);
    assert_int_equal(chmod(path_of(folder, BG_LITERAL("sub")), 0555), 0);
    if (is_root) {
        assert_int_equal(seteuid(NOBODY), 0);
    }
    bool is_done = bg_apply(&folder->arena, folder->root, changes, FILES, &err);
    if (is_root) {
        assert_int_equal(seteuid(0), 0);
    }
    assert_int_equal(chmod(path_of(folder, BG_LITERAL("sub")), 0755), 0);
    assert_false(is_done);
    assert_untouched(folder, &err, "sub/b", "stands in a folder that is read-only");
}

static void test_changed_meanwhile(void **state) {
    struct folder *folder = *state;
    struct bg_error err = {0};
    put(folder, changes[1].path, BG_LITERAL("theirs"));
    assert_false(bg_apply(&folder->arena, folder->root, changes, FILES, &err));
    assert_string_equal(err.file, "sub/b");
    assert_string_equal(err.message, "has changed since it was read; nothing was written");
    assert_true(bg_slice_is(get(folder, changes[0].path), "1\n"));
    assert_true(bg_slice_is(get(folder, changes[1].path), "theirs"));
}

UNIT(support_killed) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_killed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_full_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unwritable, setup, teardown),
        cmocka_unit_test_setup_teardown(test_changed_meanwhile, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
