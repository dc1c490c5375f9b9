/*
 * Release tags of a small history:
 *
 *     a (v1.0.0) - b - c (v1.1.0, v1.2.0-rc.1, nightly) - d        main
 *          \
 *           e (v9.0.0)                                            side
 */
#include "repo/tags.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

struct history {
    struct fixture *fixture;
    struct bg_repo *repo;
    struct bg_arena arena;
    const char *commits[5]; /* a to e */
};

static void open_history(struct history *history) {
    *history = (struct history){.fixture = fixture_new()};
    struct fixture *f = history->fixture;
    for (int i = 0; i < 4; i++) {
        char text[2] = {(char)('a' + i), '\0'};
        fixture_write(f, "file", text);
        history->commits[i] = fixture_commit(f, text);
        if (i == 0) {
            fixture_git(f, "tag", "v1.0.0", NULL);
        }
        if (i == 2) {
            fixture_git(f, "tag", "-a", "-m", "x", "v1.1.0", NULL);
            fixture_git(f, "tag", "v1.2.0-rc.1", NULL);
            fixture_git(f, "tag", "nightly", NULL);
        }
    }
    fixture_checkout(f, "v1.0.0");
    fixture_branch(f, "side");
    fixture_write(f, "file", "e");
    history->commits[4] = fixture_commit(f, "e");
    fixture_git(f, "tag", "v9.0.0", NULL);
    struct bg_error err;
    assert_true(bg_repo_open(&history->repo, fixture_path(f), false, &err));
}

static void close_history(struct history *history) {
    bg_repo_free(history->repo);
    bg_arena_finish(&history->arena);
    fixture_free(history->fixture);
}

static void releases_are_found_by_their_tags(void **state) {
    (void)state;
    static const struct {
        int commit;
        const char *at;
        const char *before;
    } rows[] = {
        {0, "v1.0.0", ""}, {1, "", "v1.0.0"}, {2, "v1.1.0", "v1.0.0"}, {3, "", "v1.1.0"}, {4, "v9.0.0", "v1.0.0"},
    };
    struct history history;
    open_history(&history);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_oid commit;
        struct bg_release release;
        struct bg_error err;
        struct bg_slice name = BG_LITERAL("v{version}");
        assert_true(bg_repo_resolve(history.repo, history.commits[rows[i].commit], &commit, &err));
        assert_true(bg_release_at(history.repo, name, &commit, &history.arena, &release, &err));
        assert_true(bg_slice_is(release.tag.at == NULL ? BG_LITERAL("") : release.tag, rows[i].at));
        assert_true(bg_release_before(history.repo, name, &commit, &history.arena, &release, &err));
        assert_true(bg_slice_is(release.tag.at == NULL ? BG_LITERAL("") : release.tag, rows[i].before));
        assert_true(release.tag.at == NULL || bg_slice_equal(release.version, bg_slice_from(release.tag, 1)));
    }
    close_history(&history);
}

static void other_names_of_tags_are_other_tags(void **state) {
    (void)state;
    struct history history;
    open_history(&history);
    struct bg_oid commit;
    struct bg_release release;
    struct bg_error err;
    assert_true(bg_repo_resolve(history.repo, "main", &commit, &err));
    assert_true(bg_release_before(history.repo, BG_LITERAL("{version}"), &commit, &history.arena, &release, &err));
    assert_null(release.tag.at);
    close_history(&history);
}

UNIT(repo_tags) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(releases_are_found_by_their_tags),
        cmocka_unit_test(other_names_of_tags_are_other_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
