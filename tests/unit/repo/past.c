/*
 * The past of a file, on a history with a merge:
 *
 *     one --- two --- three --- four   (first parents; the file is "1", "2", "2", "3")
 *        \----- side -----/            (the file is "s", which was not taken)
 */
#include "repo/past.h"
#include "repo/range.h"
#include "support/git_fixture.h"

#include "base/buffer.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct visits {
    struct bg_buffer seen;
    struct bg_buffer commits; /* that have the state */
    const char *stop;         /* at this text */
};

static bool visit(void *context, struct bg_slice text, const struct bg_oid *commit) {
    struct visits *visits = context;
    bg_buffer_add(&visits->seen, text);
    bg_buffer_add(&visits->commits, bg_oid_bytes(commit));
    assert_false(bg_oid_is_zero(commit));
    return visits->stop != NULL && bg_slice_is(text, visits->stop);
}

/* Notes what each EACHth commit of the branch has changed, as an audit does; in a shallow clone as far as it goes. */
static void note(struct bg_repo *repo, size_t each) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_step *steps;
    size_t count;
    struct bg_error err;
    assert_true(bg_range_history(repo, NULL, "HEAD", &arena, &steps, &count, &err));
    for (size_t i = 0; i < count; i += each) {
        struct bg_tree *base;
        struct bg_tree *head;
        struct bg_changed *changed;
        size_t changed_count;
        assert_true(bg_repo_tree(repo, &steps[i].parent, &base, &err));
        assert_true(bg_repo_tree(repo, &steps[i].commit, &head, &err));
        assert_true(bg_walk(base, head, &arena, &changed, &changed_count, &err));
        bg_past_note(repo, &steps[i].commit, &steps[i].parent, changed, changed_count);
    }
    bg_arena_finish(&arena);
}

/* `each`: which commits are noted; 0: nothing is. */
static struct visits walk(const char *folder, const char *path, const char *stop, size_t each, bool is_met) {
    struct bg_repo *repo;
    struct bg_error err;
    struct bg_oid head;
    struct visits visits = {.stop = stop};
    struct bg_past *past = bg_past_new();
    if (!bg_repo_open(&repo, folder, false, &err) || !bg_repo_resolve(repo, "HEAD", &head, &err)) {
        fail_msg("%s", err.message);
    }
    if (each > 0) {
        bg_past_use(repo, past);
        note(repo, each);
    }
    assert_int_equal(bg_past_walk(repo, &head, bg_slice_of(path), visit, &visits), is_met);
    bg_buffer_add_char(&visits.seen, '\0');
    bg_repo_free(repo);
    bg_past_free(past);
    return visits;
}

static void finish(struct visits *visits) {
    bg_buffer_finish(&visits->seen);
    bg_buffer_finish(&visits->commits);
}

/* The same, whatever is noted. */
static void assert_walk(const char *folder, const char *path, const char *stop, const char *expected, bool is_met) {
    struct visits visits = walk(folder, path, stop, 0, is_met);
    assert_string_equal(visits.seen.at, expected);
    for (size_t each = 1; each <= 3; each++) {
        struct visits noted = walk(folder, path, stop, each, is_met);
        assert_string_equal(noted.seen.at, expected);
        assert_true(bg_slice_equal(bg_buffer_slice(&noted.commits), bg_buffer_slice(&visits.commits)));
        finish(&noted);
    }
    finish(&visits);
}

static void test_past(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    fixture_write(f, "other", "x");
    (void)fixture_commit(f, "before");
    fixture_write(f, "a/file", "1");
    (void)fixture_commit(f, "one");
    fixture_branch(f, "side");
    fixture_write(f, "a/file", "s");
    (void)fixture_commit(f, "side");
    fixture_checkout(f, "main");
    fixture_write(f, "a/file", "2");
    (void)fixture_commit(f, "two");
    (void)fixture_git(f, "merge", "-q", "-s", "ours", "side", "-m", "three", NULL);
    fixture_write(f, "a/file", "3");
    (void)fixture_commit(f, "four");

    assert_walk(fixture_path(f), "a/file", NULL, "321", false);
    assert_walk(fixture_path(f), "a/file", "2", "32", true);
    assert_walk(fixture_path(f), "a", NULL, "", false);
    assert_walk(fixture_path(f), "nowhere", NULL, "", false);
    assert_walk(fixture_clone(f, "shallow", "--depth=2", NULL), "a/file", NULL, "32", false);
    fixture_free(f);
}

UNIT(repo_past) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_past)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
