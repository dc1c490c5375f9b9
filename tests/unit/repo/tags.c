/*
 * Release tags of a small history (and of two more, each drawn by its test):
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

/* One commit with tags of many names: for each way to call releases, the one that counts. */
static void the_highest_of_the_right_name_counts(void **state) {
    (void)state;
    static const char *const tags[] = {
        "v1.9.0",      "v1.10.0",           "v1.2.0",        "v2.0.0-rc.1", "v3.0",    "v",      "2.0.0",
        "10.0.0-beta", "release/4.0.0/end", "release/5/end", "v7.0.0v",     "vv8.0.0", "x9.0.0", "w.w",
        "w6.0.0w",
    };
    static const struct {
        const char *name;
        const char *tag; /* NULL: none */
        const char *version;
    } rows[] = {
        {"v{version}", "v1.10.0", "1.10.0"},
        {"{version}", "2.0.0", "2.0.0"},
        {"release/{version}/end", "release/4.0.0/end", "4.0.0"},
        {"v{version}v", "v7.0.0v", "7.0.0"},
        {"vv{version}", "vv8.0.0", "8.0.0"},
        {"w{version}w", "w6.0.0w", "6.0.0"},
        {"w.{version}.w", NULL, NULL}, /* both ends are in `w.w`, and share its middle */
        {"v2.0.0", NULL, NULL},        /* no place for a version */
        {"u{version}", NULL, NULL},
        {"{version}-end", NULL, NULL},
    };
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_repo *repo;
    struct bg_error err;
    struct bg_oid first;
    struct bg_oid second;
    struct bg_release release;
    fixture_write(f, "file", "a");
    fixture_commit(f, "a");
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        fixture_git(f, "tag", tags[i], NULL);
    }
    fixture_git(f, "tag", "v90.0.0", "HEAD^{tree}", NULL); /* no release is no commit */
    fixture_git(f, "tag", "v91.0.0", "HEAD:file", NULL);
    fixture_write(f, "file", "b");
    fixture_commit(f, "b");
    assert_true(bg_repo_open(&repo, fixture_path(f), false, &err));
    assert_true(bg_repo_resolve(repo, "HEAD~1", &first, &err) && bg_repo_resolve(repo, "HEAD", &second, &err));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int before = 0; before < 2; before++) {
            struct bg_slice name = bg_slice_of(rows[i].name);
            assert_true(before ? bg_release_before(repo, name, &second, &arena, &release, &err)
                               : bg_release_at(repo, name, &first, &arena, &release, &err));
            if (!bg_slice_equal(release.tag, bg_slice_of(rows[i].tag)) ||
                !bg_slice_equal(release.version, bg_slice_of(rows[i].version))) {
                fail_msg("%s: %.*s", rows[i].name, BG_ARGS(release.tag));
            }
            assert_true(rows[i].tag == NULL || bg_oid_equal(&release.commit, &first));
        }
    }
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* A release is the one that a commit builds upon where it is among its ancestors, by whatever way. */
static void merged_releases_count(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_repo *repo;
    struct bg_error err;
    struct bg_release release;
    fixture_write(f, "a", "a");
    fixture_commit(f, "a");
    fixture_git(f, "tag", "v1.0.0", NULL);
    fixture_branch(f, "side");
    fixture_write(f, "b", "b");
    fixture_commit(f, "b");
    fixture_git(f, "tag", "v3.0.0", NULL);
    fixture_checkout(f, "main");
    fixture_write(f, "c", "c");
    fixture_commit(f, "c");
    fixture_git(f, "tag", "v2.0.0", NULL);
    fixture_merge(f, "side", "d");
    fixture_write(f, "e", "e");
    fixture_commit(f, "e");
    fixture_git(f, "tag", "v4.0.0", NULL);
    static const struct {
        const char *revision;
        const char *before;
    } rows[] = {{"v1.0.0", ""}, {"v2.0.0", "v1.0.0"}, {"v3.0.0", "v1.0.0"}, {"HEAD~1", "v3.0.0"}, {"HEAD", "v3.0.0"}};
    assert_true(bg_repo_open(&repo, fixture_path(f), false, &err));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_oid commit;
        assert_true(bg_repo_resolve(repo, rows[i].revision, &commit, &err));
        assert_true(bg_release_before(repo, BG_LITERAL("v{version}"), &commit, &arena, &release, &err));
        assert_true(bg_slice_is(release.tag.at == NULL ? BG_LITERAL("") : release.tag, rows[i].before));
    }
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_tags) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_of_the_right_name_counts),
        cmocka_unit_test(merged_releases_count),
        cmocka_unit_test(releases_are_found_by_their_tags),
        cmocka_unit_test(other_names_of_tags_are_other_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
