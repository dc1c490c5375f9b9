/*
 * A branch that is landed, and stopped in the middle: killed at one system call after the other, or by a full disk.
 * What nobody has committed is there still, and the next run comes to the end that an undisturbed one comes to.
 */
#include "run/public.h"
#include "support/git_fixture.h"
#include "support/killed.h"
#include "support/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { STOPS_MAX = 20000, STEP = 97, WRITING = 200, SMALL_STEP = 11, LONG = 40000, SMALL = 20000 };

#define ROOT "airbyte-integrations/connectors/source-a/"
#define PAGE "docs/integrations/sources/a.md"

static bool drop(void *payload, struct bg_slice text) {
    (void)payload;
    (void)text;
    return true;
}

struct landing {
    struct fixture *f;
    bool is_rebase, is_committed;
    struct bg_error err;
    enum bg_land_state state;
};

static bool land(void *context) {
    struct landing *landing = context;
    struct bg_options options = {.repo = fixture_path(landing->f)};
    struct bg_land_options how = {
        .onto = "main", .is_rebase = landing->is_rebase, .is_committed = landing->is_committed};
    struct bg_writer to = {.write = drop};
    return bg_land(&options, &how, &to, NULL, &landing->state, &landing->err) && landing->state == BG_LAND_DONE;
}

static void write_release(struct fixture *f, const char *version, const char *rows) {
    char text[512];
    (void)snprintf(text, sizeof text,
                   "data:\n  dockerImageTag: %s\n  documentationUrl: https://docs.airbyte.com/integrations/sources/a\n",
                   version);
    fixture_write(f, ROOT "metadata.yaml", text);
    (void)snprintf(text, sizeof text,
                   "# A\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n%s"
                   "| 1.0.0 | 2026-01-01 | [1](https://github.com/o/r/pull/1) | First |\n",
                   rows);
    fixture_write(f, PAGE, text);
}

static void setup_branches(struct fixture *f, size_t length) {
    static char text[LONG + 2];
    memset(text, 'x', length);
    text[length] = '\n';
    text[length + 1] = '\0';
    write_release(f, "1.0.0", "");
    fixture_write(f, "long", text);
    fixture_write(f, "gone", "1\n");
    (void)fixture_commit(f, "first");
    fixture_branch(f, "topic");
    write_release(f, "1.0.1", "| 1.0.1 | 2026-01-03 | [3](https://github.com/o/r/pull/3) | Third |\n");
    fixture_write(f, ROOT "main.py", "1\n");
    (void)fixture_commit(f, "third (#3)");
    fixture_checkout(f, "main");
    write_release(f, "1.0.1", "| 1.0.1 | 2026-01-02 | [2](https://github.com/o/r/pull/2) | Second |\n");
    memset(text, 'y', LONG);
    text[LONG] = '\n';
    fixture_write(f, "long", text);
    fixture_remove(f, "gone");
    fixture_write(f, "new/file", "2\n");
    (void)fixture_commit(f, "second (#2)");
}

/* Topic as it was, with something that nobody has committed. */
static void reset(struct fixture *f, const char *topic) {
    (void)fixture_git(f, "checkout", "--quiet", "--force", "-B", "topic", topic, NULL);
    (void)fixture_git(f, "reset", "--quiet", "--hard", NULL);
    (void)fixture_git(f, "clean", "--quiet", "--force", "-d", NULL);
    fixture_write(f, "mine", "mine\n");
}

static bool is_waiting(struct fixture *f) {
    char path[512];
    (void)snprintf(path, sizeof path, "%s/.git/MERGE_HEAD", fixture_path(f));
    return access(path, F_OK) == 0;
}

/* Whether the stopped run had come to its end: then all of it is there. */
static bool has_landed(struct landing *landing, const char *topic, const char *tree) {
    bool has_landed = strcmp(fixture_id(landing->f, "topic"), topic) != 0 || is_waiting(landing->f);
    if (has_landed) {
        assert_string_equal(fixture_git(landing->f, "write-tree", NULL), tree);
        assert_string_equal(fixture_git(landing->f, "diff", "--name-only", NULL), "");
    }
    return has_landed;
}

static void assert_landed(struct landing *landing, const char *tree) {
    struct fixture *f = landing->f;
    if (!land(landing)) {
        fail_msg("%s%s", landing->err.file, landing->err.message);
    }
    assert_string_equal(fixture_git(f, "write-tree", NULL), tree);
    assert_string_equal(fixture_git(f, "diff", "--name-only", NULL), "");
    assert_string_equal(fixture_git(f, "ls-files", "--others", NULL), "mine");
    if (landing->is_committed) {
        assert_string_equal(fixture_git(f, "rev-parse", "HEAD^{tree}", NULL), tree);
    }
    if (!landing->is_committed) {
        (void)fixture_git(f, "merge", "--abort", NULL);
    }
}

static const struct { bool is_rebase, is_committed; } ways[] = {{false, true}, {false, false}, {true, true}};

/* Whatever an undisturbed run comes to. */
static const char *tree_of(struct landing *landing, const char *topic) {
    reset(landing->f, topic);
    assert_true(land(landing));
    const char *tree = fixture_git(landing->f, "write-tree", NULL);
    reset(landing->f, topic);
    return tree;
}

/* What git has people remove after a kill, too. */
static void remove_locks(struct fixture *f) {
    fixture_remove(f, ".git/index.lock");
    fixture_remove(f, ".git/HEAD.lock");
    fixture_remove(f, ".git/refs/heads/topic.lock");
}

/* Kills from one stop on at every `step`-th, up to the end; *last is where it was killed at last. */
static enum killed sweep(struct landing *landing, const char *topic, size_t stops, size_t step, size_t *last) {
    struct fixture *f = landing->f;
    const char *tree = tree_of(landing, topic);
    enum killed end = KILLED;
    for (; end == KILLED && stops < STOPS_MAX; stops += step) {
        reset(f, topic);
        end = killed_after(stops, land, landing);
        remove_locks(f);
        *last = end == KILLED ? stops : *last;
        if (end == KILLED && !has_landed(landing, topic, tree)) {
            assert_landed(landing, tree);
        }
    }
    return end;
}

/* Files are written near the end: there it is killed more often. */
static void test_killed(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    setup_branches(f, LONG);
    const char *topic = fixture_id(f, "topic");
    for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++) {
        struct landing landing = {.f = f, .is_rebase = ways[w].is_rebase, .is_committed = ways[w].is_committed};
        size_t last = 0;
        enum killed end = sweep(&landing, topic, 0, STEP, &last);
        if (end == KILLED_CANNOT_TRACE) {
            print_message("SKIPPED killed: processes cannot be traced here\n");
            skip();
        }
        assert_int_equal(end, KILLED_ENDED_TRUE);
        size_t from = last > WRITING ? last - WRITING : 0;
        assert_int_equal(sweep(&landing, topic, from, SMALL_STEP, &last), KILLED_ENDED_TRUE);
    }
    fixture_free(f);
}

/* The file that does not fit was short, and is at once as it was; or it was long, and the next run takes it back. */
static void fill_disk(size_t length) {
    struct fixture *f = fixture_new();
    struct rlimit before;
    setup_branches(f, length);
    const char *topic = fixture_id(f, "topic");
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++) {
        struct landing landing = {.f = f, .is_rebase = ways[w].is_rebase, .is_committed = ways[w].is_committed};
        const char *tree = tree_of(&landing, topic);
        struct rlimit full = {.rlim_cur = SMALL, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
        bool is_done = land(&landing);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_false(is_done);
        if (length < SMALL) {
            assert_string_equal(fixture_git(f, "status", "--short", NULL), "?? mine");
        }
        assert_string_equal(fixture_id(f, "HEAD"), topic);
        assert_landed(&landing, tree);
    }
    fixture_free(f);
}

static void test_full_disk(void **state) {
    (void)state;
    fill_disk(1);
    fill_disk(LONG);
}

UNIT(run_land) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed),
        cmocka_unit_test(test_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
