/*
 * Ranges: which commits stand at both ends, the sentence when there are none, and the commits of a history. A result is
 * compared as one line of commit subjects, so each commit has a subject of its own.
 */
#include "repo/range.h"

#include "base/buffer.h"
#include "repo/walk.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Names a commit of the fixture by its subject; "-" is none. */
static const char *subject(struct fixture *f, const struct bg_oid *id, struct bg_arena *arena) {
    return bg_oid_is_zero(id) ? "-" : fixture_git(f, "log", "-1", "--format=%s", bg_oid_hex(arena, id).at, NULL);
}

/* "base_rev:base tip head_rev:head", or the code and the message. */
static const char *resolved(struct fixture *f, const char *folder, struct bg_range_options options,
                            struct bg_arena *arena) {
    struct bg_repo *repo = NULL;
    struct bg_range range;
    struct bg_error err = {0};
    struct bg_slice text;
    if (!bg_repo_open(&repo, folder, false, &err)) {
        fail_msg("%s", err.message);
    }
    if (bg_range_resolve(repo, &options, arena, &range, &err)) {
        assert_non_null(range.base);
        assert_non_null(range.tip);
        assert_non_null(range.head);
        text = bg_arena_printf(arena, "%.*s:%s %s %.*s:%s", BG_ARGS(range.base_rev),
                               subject(f, &range.base_commit, arena), subject(f, &range.tip_commit, arena),
                               BG_ARGS(range.head_rev), subject(f, &range.head_commit, arena));
    } else {
        text = bg_arena_printf(arena, "%s: %s", err.code == BG_ERROR_USAGE ? "usage" : "judge", err.message);
    }
    bg_repo_free(repo);
    return text.at;
}

/*
 *     A --- B --- C ------- D        main
 *      \           \
 *       \           `- E - F         topic
 *        `- G                        apart
 *     X                              orphan
 */
static struct fixture *branches(void) {
    struct fixture *f = fixture_new();
    fixture_write(f, "file", "A\n");
    fixture_commit(f, "A");
    fixture_git(f, "branch", "apart", NULL);
    fixture_commit(f, "B");
    fixture_write(f, "file", "C\n");
    fixture_commit(f, "C");
    fixture_branch(f, "topic");
    fixture_commit(f, "E");
    fixture_write(f, "topic", "F\n");
    fixture_commit(f, "F");
    fixture_checkout(f, "apart");
    fixture_commit(f, "G");
    fixture_checkout(f, "main");
    fixture_commit(f, "D");
    fixture_git(f, "checkout", "--quiet", "--orphan", "orphan", NULL);
    fixture_commit(f, "X");
    fixture_checkout(f, "topic");
    return f;
}

static void test_ends(void **state) {
    (void)state;
    static const struct {
        struct bg_range_options options;
        const char *expected;
    } rows[] = {
        {{.base = "main"}, "main:C D HEAD:F"},
        {{.base = "main", .is_exact = true}, "main:D D HEAD:F"},
        {{.base = "main", .head = "apart"}, "main:A D apart:G"},
        {{.base = "HEAD~1"}, "HEAD~1:E E HEAD:F"},
        {{.base = "HEAD"}, "HEAD:F F HEAD:F"},
        {{.base = "topic", .head = "main"}, "topic:C F main:D"},
        {{.base = "main", .head = "main~3"}, "main:A D main~3:A"},
        {{.base = NULL}, "main:C D HEAD:F"},
        {{.head = "main"}, "main:D D main:D"},
        {{.head = "orphan"}, ":- - orphan:X"},
        {{.kind = BG_HEAD_INDEX}, "main:C D HEAD:F"},
        {{.kind = BG_HEAD_WORKTREE, .base = "HEAD"}, "HEAD:F F HEAD:F"},
        {{.base = "main", .head = "orphan"}, "judge: main and orphan have no common history; name another --base"},
        {{.base = "main", .head = "orphan", .is_exact = true}, "main:D D orphan:X"},
        {{.kind = BG_HEAD_INDEX, .head = "main"}, "usage: the index and the work tree go with HEAD; leave --head out"},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = branches();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(resolved(f, fixture_path(f), rows[i].options, &arena), rows[i].expected);
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* A text with SHORT for the first seven letters of an id, SHORT+ for eight, and ID for all of it. */
static struct bg_slice in_place(struct bg_arena *arena, const char *text, const char *id) {
    struct bg_buffer out = {0};
    struct bg_slice rest = bg_slice_of(text);
    while (rest.len > 0) {
        bool is_longer = bg_slice_starts(rest, BG_LITERAL("SHORT+"));
        bool is_short = bg_slice_starts(rest, BG_LITERAL("SHORT"));
        bool is_whole = bg_slice_starts(rest, BG_LITERAL("ID"));
        if (is_short || is_whole) {
            bg_buffer_printf(&out, "%.*s", is_longer ? 8 : is_short ? 7 : 40, id);
        } else {
            bg_buffer_add_char(&out, rest.at[0]);
        }
        rest = bg_slice_from(rest, is_longer ? 6 : is_short ? 5 : is_whole ? 2 : 1);
    }
    struct bg_slice filled = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return filled;
}

/* What git takes of several things with one name is taken, and how the others are named is said; the words are ours. */
static void test_ambiguous_names(void **state) {
    (void)state;
    static const struct {
        const char *revision;
        const char *note; /* NULL: none */
    } rows[] = {
        {"main", NULL},
        {"apart",
         "the name `apart` is ambiguous: refs/tags/apart was taken, as git does; write refs/heads/apart if you "
         "mean that"},
        {"apart~1", "the name `apart` is ambiguous: refs/tags/apart was taken, as git does; write refs/heads/apart if "
                    "you mean that"},
        {"refs/heads/apart", NULL},
        {"refs/tags/apart^{commit}", NULL},
        {"origin/topic", "the name `origin/topic` is ambiguous: refs/heads/origin/topic was taken, as git does; write "
                         "refs/remotes/origin/topic if you mean that"},
        {"topic@{0}", NULL},
        {"HEAD^", NULL},
        {":/B", NULL},
        {"SHORT", "the name `SHORT` is ambiguous: refs/heads/SHORT was taken, as git does; write the commit ID if you "
                  "mean that"},
        {"SHORT+", NULL},
        {"ID", NULL},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = branches();
    const char *first = fixture_git(f, "rev-parse", "main~3", NULL);
    fixture_git(f, "tag", "apart", "main~1", NULL);
    fixture_git(f, "branch", "origin/topic", "main", NULL);
    fixture_git(f, "update-ref", "refs/remotes/origin/topic", "topic", NULL);
    fixture_git(f, "branch", bg_arena_printf(&arena, "%.7s", first).at, "main", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_repo *repo = NULL;
        struct bg_oid id;
        struct bg_error err = {0};
        struct bg_slice revision = in_place(&arena, rows[i].revision, first);
        assert_true(bg_repo_open(&repo, fixture_path(f), false, &err));
        for (int twice = 0; twice < 2; twice++) {
            if (!bg_repo_resolve(repo, revision.at, &id, &err)) {
                fail_msg("%s: %s", revision.at, err.message);
            }
        }
        assert_string_equal(bg_oid_hex(&arena, &id).at, fixture_git(f, "rev-parse", "--verify", revision.at, NULL));
        assert_int_equal(bg_repo_notes(repo)->count, rows[i].note != NULL);
        if (rows[i].note != NULL) {
            assert_string_equal(bg_repo_notes(repo)->items[0].message.at, in_place(&arena, rows[i].note, first).at);
        }
        bg_repo_free(repo);
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_merge_base_is_that_of_git(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = branches();
    fixture_checkout(f, "topic");
    fixture_merge(f, "main", "merge main");
    fixture_commit(f, "after");
    fixture_checkout(f, "main");
    fixture_commit(f, "further");
    fixture_checkout(f, "topic");
    assert_string_equal(resolved(f, fixture_path(f), (struct bg_range_options){.base = "main"}, &arena),
                        "main:D further HEAD:after");
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_trees(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_repo *repo = NULL;
    struct bg_range range;
    struct bg_error err = {0};
    struct bg_changed *changed = NULL;
    size_t count = 0;
    struct fixture *f = branches();
    assert_true(bg_repo_open(&repo, fixture_path(f), false, &err));
    assert_true(bg_range_resolve(repo, &(struct bg_range_options){.base = "main"}, &arena, &range, &err));
    assert_true(bg_walk(range.base, range.head, &arena, &changed, &count, &err));
    assert_int_equal(count, 1);
    assert_true(bg_slice_is(changed[0].path, "topic"));
    assert_true(bg_range_resolve(repo, &(struct bg_range_options){.head = "orphan"}, &arena, &range, &err));
    assert_true(bg_walk(range.base, range.head, &arena, &changed, &count, &err));
    assert_int_equal(count, 1);
    assert_true(bg_slice_is(changed[0].path, "file"));
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* What a remote calls its default branch wins over what branches are usually called. */
static void test_default_branch(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = branches();
    const struct bg_range_options options = {.base = NULL};
    fixture_git(f, "branch", "--quiet", "-m", "main", "trunk", NULL);
    assert_string_equal(resolved(f, fixture_path(f), options, &arena),
                        "judge: there is no default branch to compare with (origin/HEAD, origin/main, origin/master, "
                        "main, master); name the base with --base");
    static const struct {
        const char *reference;
        const char *target;
        const char *expected;
    } rows[] = {
        {"refs/heads/master", "apart", "master:A G HEAD:F"},
        {"refs/heads/main", "trunk", "main:C D HEAD:F"},
        {"refs/remotes/origin/master", "apart", "origin/master:A G HEAD:F"},
        {"refs/remotes/origin/main", "trunk", "origin/main:C D HEAD:F"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture_git(f, "update-ref", rows[i].reference, rows[i].target, NULL);
        assert_string_equal(resolved(f, fixture_path(f), options, &arena), rows[i].expected);
    }
    fixture_git(f, "update-ref", "refs/remotes/origin/develop", "apart", NULL);
    fixture_git(f, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop", NULL);
    assert_string_equal(resolved(f, fixture_path(f), options, &arena), "origin/develop:A G HEAD:F");
    fixture_git(f, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone", NULL);
    assert_string_equal(resolved(f, fixture_path(f), options, &arena), "origin/main:C D HEAD:F");
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_first_commit(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_write(f, "file", "A\n");
    fixture_git(f, "add", "file", NULL);
    struct bg_range_options options = {.kind = BG_HEAD_INDEX};
    assert_string_equal(resolved(f, fixture_path(f), options, &arena), ":- - HEAD:-");
    options.kind = BG_HEAD_WORKTREE;
    assert_string_equal(resolved(f, fixture_path(f), options, &arena), ":- - HEAD:-");
    options.kind = BG_HEAD_COMMIT;
    assert_string_equal(
        resolved(f, fixture_path(f), options, &arena),
        bg_arena_printf(&arena, "judge: the repository %s has no commit yet; make the first one with git commit",
                        fixture_path(f))
            .at);
    fixture_commit(f, "A");
    assert_string_equal(resolved(f, fixture_path(f), options, &arena), ":- - HEAD:A");
    options.kind = BG_HEAD_INDEX;
    assert_string_equal(resolved(f, fixture_path(f), options, &arena), "main:A A HEAD:A");
    bg_arena_finish(&arena);
    fixture_free(f);
}

static void test_bare(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = branches();
    const char *bare = fixture_clone(f, "bare", "--bare", NULL);
    struct bg_range_options options = {.base = "main"};
    assert_string_equal(resolved(f, bare, options, &arena), "main:C D HEAD:F");
    options.kind = BG_HEAD_WORKTREE;
    assert_string_equal(
        resolved(f, bare, options, &arena),
        bg_arena_printf(&arena,
                        "usage: the repository %s is bare: it has no work tree; compare two commits with "
                        "--base and --head",
                        bare)
            .at);
    options.kind = BG_HEAD_INDEX;
    assert_string_equal(resolved(f, bare, options, &arena),
                        bg_arena_printf(&arena,
                                        "usage: the repository %s is bare: it has no index; compare two "
                                        "commits with --base and --head",
                                        bare)
                            .at);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/*
 * What a pull request's checkout looks like: HEAD is the merge of the base (first parent) and the branch.
 *
 *     A - B ----- C - M    (M: HEAD)
 *          \         /
 *           D - E - F
 */
static void test_shallow(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_commit(f, "A");
    fixture_commit(f, "B");
    fixture_branch(f, "topic");
    fixture_commit(f, "D");
    fixture_commit(f, "E");
    const char *tip = fixture_commit(f, "F");
    fixture_checkout(f, "main");
    const char *base = fixture_commit(f, "C");
    fixture_git(f, "checkout", "--quiet", "-b", "pull", NULL);
    fixture_merge(f, "topic", "M");
    const char *const clones[] = {
        fixture_clone(f, "one", "--depth=1", "--branch=pull", NULL),
        fixture_clone(f, "two", "--depth=2", "--branch=pull", NULL),
        fixture_clone(f, "four", "--depth=4", "--branch=pull", NULL),
        fixture_clone(f, "five", "--depth=5", "--branch=pull", NULL),
    };
    const struct {
        const char *clone;
        struct bg_range_options options;
        const char *expected;
    } rows[] = {
        {clones[0],
         {.base = "HEAD^1"},
         "judge: the clone is shallow and lacks HEAD^1; run: git fetch --unshallow origin "
         "'+refs/heads/*:refs/remotes/origin/*'"},
        {clones[0], {.base = "HEAD"}, "HEAD:M M HEAD:M"},
        {clones[1], {.base = "HEAD^1"}, "HEAD^1:C C HEAD:M"},
        {clones[1], {.base = "HEAD^1", .is_exact = true}, "HEAD^1:C C HEAD:M"},
        {clones[1], {.base = "HEAD^2"}, "HEAD^2:F F HEAD:M"},
        {clones[1],
         {.base = base, .head = tip},
         "judge: the clone is shallow and ends before the common ancestor with BASE; run: git fetch --unshallow origin "
         "'+refs/heads/*:refs/remotes/origin/*'"},
        {clones[2],
         {.base = base, .head = tip},
         "judge: the clone is shallow and ends before the common ancestor with BASE; run: git fetch --unshallow origin "
         "'+refs/heads/*:refs/remotes/origin/*'"},
        {clones[3], {.base = base, .head = tip}, "BASE:B C TIP:F"},
        {clones[3], {.base = "HEAD^1"}, "HEAD^1:C C HEAD:M"},
        {clones[3], {.base = "HEAD~2"}, "HEAD~2:B B HEAD:M"},
        {clones[1], {.base = NULL}, "origin/pull:M M HEAD:M"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *found = resolved(f, rows[i].clone, rows[i].options, &arena);
        struct bg_buffer text = {0};
        for (const char *c = found; *c != '\0';) {
            bool is_base = strncmp(c, base, 40) == 0;
            bool is_tip = strncmp(c, tip, 40) == 0;
            bg_buffer_printf(&text, "%.*s", is_base ? 4 : is_tip ? 3 : 1, is_base ? "BASE" : is_tip ? "TIP" : c);
            c += is_base || is_tip ? 40 : 1;
        }
        bg_buffer_add_char(&text, '\0');
        assert_string_equal(text.at, rows[i].expected);
        bg_buffer_finish(&text);
    }
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* The fetch of a CI runner: a detached merge commit without any branch. */
static void test_shallow_without_branches(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = branches();
    const char *folder = fixture_beside(f, "runner");
    fixture_git(f, "init", "--quiet", folder, NULL);
    fixture_git_in(f, folder, "fetch", "--quiet", "--no-tags", "--depth=1",
                   bg_arena_printf(&arena, "file://%s", fixture_path(f)).at, "+topic:refs/remotes/pull/1/merge", NULL);
    fixture_git_in(f, folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge", NULL);
    assert_string_equal(resolved(f, folder, (struct bg_range_options){.base = NULL}, &arena),
                        "judge: the clone lacks a default branch to compare with; run: git fetch --unshallow; then "
                        "name the base with --base");
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* Random histories with many merges, a minute between commits: in what a shallow clone has of them, the common ancestor
 * of any two commits is one of those that git finds, or none where git finds none. */
static void test_common_ancestors_of_random_histories(void **state) {
    (void)state;
    enum { COMMITS = 40, PAIRS = 60 };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    struct bg_buffer stream = {0};
    uint32_t random = 7;
    for (unsigned i = 1; i <= COMMITS; i++) {
        bg_buffer_printf(&stream, "commit refs/heads/all\nmark :%u\ncommitter T <t@e> %u +0000\ndata 0\n", i,
                         1700000000 + 60 * i);
        for (unsigned parent = 0; parent < 2 && i > 3; parent++) {
            random = random * 1664525 + 1013904223;
            bg_buffer_printf(&stream, "%s :%u\n", parent == 0 ? "from" : "merge",
                             i - 1 - (random >> 16) % (parent + 3));
        }
        bg_buffer_printf(&stream, "reset refs/heads/c%u\nfrom :%u\n\n", i, i);
    }
    bg_buffer_add_char(&stream, '\0');
    struct fixture *f = fixture_new();
    fixture_git_input(f, stream.at, "fast-import", "--quiet", "--force", NULL);
    bg_buffer_finish(&stream);
    const char *clone = fixture_clone(f, "clone", "--bare", "--depth=4", "--single-branch", "--branch=all", NULL);
    struct bg_slice all = bg_slice_of(fixture_git_in(f, clone, "rev-list", "--all", NULL));
    const char *ids[COMMITS];
    unsigned count = 0;
    while (all.len > 0) {
        ids[count++] = bg_arena_copy(&arena, bg_slice_cut(&all, '\n')).at;
    }
    assert_in_range(count, 6, COMMITS - 1);
    struct bg_repo *repo = NULL;
    assert_true(bg_repo_open(&repo, clone, false, &err));
    unsigned found = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        random = random * 1664525 + 1013904223;
        const char *a = ids[(random >> 8) % count];
        const char *b = ids[(random >> 20) % count];
        const char *script = bg_arena_printf(&arena, "!git merge-base --all %s %s || true", a, b).at;
        const char *expected =
            fixture_git_in(f, clone, "-c", bg_arena_printf(&arena, "alias.any=%s", script).at, "any", NULL);
        struct bg_range range;
        if (bg_range_resolve(repo, &(struct bg_range_options){.base = a, .head = b}, &arena, &range, &err)) {
            /* Git does not look at the parents of the last commits it has; we do, and must be right. */
            expected = *expected != '\0' ? expected : fixture_git(f, "merge-base", "--all", a, b, NULL);
            assert_non_null(strstr(expected, bg_oid_hex(&arena, &range.base_commit).at));
            found++;
        } else {
            assert_string_equal(expected, "");
            assert_non_null(strstr(err.message, "the clone is shallow"));
        }
    }
    assert_in_range(found, PAIRS / 4, PAIRS);
    bg_repo_free(repo);
    bg_arena_finish(&arena);
    fixture_free(f);
}

/* "parent>commit" of each step, or the message. */
static const char *history(struct fixture *f, const char *folder, const char *base, const char *head,
                           struct bg_arena *arena) {
    struct bg_repo *repo = NULL;
    struct bg_error err = {0};
    struct bg_step *steps = NULL;
    size_t count = 0;
    struct bg_buffer text = {0};
    if (!bg_repo_open(&repo, folder, false, &err)) {
        fail_msg("%s", err.message);
    }
    if (!bg_range_history(repo, base, head, arena, &steps, &count, &err)) {
        bg_buffer_add_text(&text, err.message);
    }
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(&text, "%s%s>%s", i == 0 ? "" : " ", subject(f, &steps[i].parent, arena),
                         subject(f, &steps[i].commit, arena));
        const char *seconds = fixture_git(f, "log", "-1", "--format=%at", bg_oid_hex(arena, &steps[i].commit).at, NULL);
        assert_int_equal(steps[i].seconds, strtol(seconds, NULL, 10));
    }
    bg_repo_free(repo);
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return copy.at;
}

/*
 *     A - B ----- C --- M - N    main
 *          \           /
 *           D -- E ---'---- F    topic
 *     X                          orphan
 */
static void test_history(void **state) {
    (void)state;
    static const struct {
        const char *base;
        const char *head;
        const char *expected;
    } rows[] = {
        {NULL, "main", "->A A>B B>C C>M M>N"},
        {NULL, "topic", "->A A>B B>D D>E E>F"},
        {"main~1", "main", "M>N"},
        {"main", "main", ""},
        {"main", "main~2", ""},
        {"topic~1", "main", "B>C C>M M>N"},
        {"topic", "main", "B>C C>M M>N"},
        {"main", "topic", "E>F"},
        {"main~1", "topic", "E>F"},
        {"orphan", "main", "orphan and main have no common history; name another --base"},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture *f = fixture_new();
    fixture_commit(f, "A");
    fixture_commit(f, "B");
    fixture_branch(f, "topic");
    fixture_commit(f, "D");
    fixture_commit(f, "E");
    fixture_checkout(f, "main");
    fixture_commit(f, "C");
    fixture_merge(f, "topic", "M");
    fixture_commit(f, "N");
    fixture_checkout(f, "topic");
    fixture_commit(f, "F");
    fixture_git(f, "checkout", "--quiet", "--orphan", "orphan", NULL);
    fixture_commit(f, "X");
    fixture_checkout(f, "main");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(history(f, fixture_path(f), rows[i].base, rows[i].head, &arena), rows[i].expected);
    }
    const char *shallow = fixture_clone(f, "shallow", "--depth=3", "--branch=main", NULL);
    assert_string_equal(history(f, shallow, NULL, "HEAD", &arena), "C>M M>N");
    assert_string_equal(history(f, shallow, "HEAD~1", "HEAD", &arena), "M>N");
    fixture_git_in(f, shallow, "fetch", "--quiet", "--depth=1", "origin", "orphan:orphan", NULL);
    assert_string_equal(history(f, shallow, "orphan", "HEAD", &arena),
                        "the clone is shallow and ends before orphan; run: git fetch --unshallow origin "
                        "'+refs/heads/*:refs/remotes/origin/*'");
    bg_arena_finish(&arena);
    fixture_free(f);
}

UNIT(repo_range) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ambiguous_names),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_merge_base_is_that_of_git),
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_default_branch),
        cmocka_unit_test(test_first_commit),
        cmocka_unit_test(test_bare),
        cmocka_unit_test(test_shallow),
        cmocka_unit_test(test_shallow_without_branches),
        cmocka_unit_test(test_common_ancestors_of_random_histories),
        cmocka_unit_test(test_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
