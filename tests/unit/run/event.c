/*
 * What each event of GitHub is compared with. The payloads here are cut down to the members that are read; that real
 * ones have these members is shown by the collection that BUMPGATE_WEBHOOKS names, where it is installed.
 */
#include "run/event.h"

#include "text/read.h"
#include "text/write_json.h"
#include "base/file.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/*
 *     A --- B --- M     main at B, M is what GitHub makes of the pull request
 *      \         /
 *       `- C ---'       topic
 */
struct clone {
    struct fixture *fixture;
    struct bg_arena arena;
    struct bg_repo *repo;
};

static const char *const names[] = {"A", "B", "C", "M"};

static void clone_init(struct clone *clone, const char *checkout) {
    struct fixture *f = fixture_new();
    *clone = (struct clone){.fixture = f};
    fixture_write(f, "one", "A\n");
    fixture_commit(f, "A");
    fixture_git(f, "tag", "A", NULL);
    fixture_branch(f, "topic");
    fixture_write(f, "two", "C\n");
    fixture_commit(f, "C");
    fixture_git(f, "tag", "C", NULL);
    fixture_checkout(f, "main");
    fixture_write(f, "one", "B\n");
    fixture_commit(f, "B");
    fixture_git(f, "tag", "B", NULL);
    fixture_git(f, "update-ref", "refs/remotes/origin/main", "HEAD", NULL);
    fixture_git(f, "checkout", "--quiet", "--detach", NULL);
    fixture_merge(f, "topic", "M");
    fixture_git(f, "tag", "M", NULL);
    fixture_checkout(f, checkout);
    struct bg_error err;
    if (!bg_repo_open(&clone->repo, fixture_path(f), false, &err)) {
        fail_msg("%s", err.message);
    }
}

static void clone_finish(struct clone *clone) {
    bg_repo_free(clone->repo);
    bg_arena_finish(&clone->arena);
    fixture_free(clone->fixture);
}

/* `text` with every `from` as `to`. */
static struct bg_slice replaced(struct bg_arena *arena, struct bg_slice text, const char *from, const char *to) {
    struct bg_buffer out = {0};
    for (size_t at = bg_slice_find(text, bg_slice_of(from)); at < text.len;
         at = bg_slice_find(text, bg_slice_of(from))) {
        bg_buffer_add(&out, bg_slice_range(text, 0, at));
        bg_buffer_add_text(&out, to);
        text = bg_slice_from(text, at + strlen(from));
    }
    bg_buffer_add(&out, text);
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return result;
}

/* "<A>" as the id of A; and back. */
static struct bg_slice with_ids(struct clone *clone, struct bg_slice text, bool is_back) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *id = fixture_id(clone->fixture, names[i]);
        const char *mark = bg_arena_printf(&clone->arena, "<%s>", names[i]).at;
        text = replaced(&clone->arena, text, is_back ? id : mark, is_back ? mark : id);
        if (is_back) {
            text = replaced(&clone->arena, text, bg_arena_printf(&clone->arena, "%.12s", id).at, mark);
        }
    }
    return text;
}

/* "base BASE[ exact][ risky][ head HEAD]", "as elsewhere", or the message. */
static const char *completed(struct clone *clone, const char *name, struct bg_slice payload,
                             struct bg_options options) {
    struct bg_event event = {.name = bg_slice_of(name), .reference = BG_LITERAL("refs/heads/topic")};
    struct bg_error err = {0};
    struct bg_source *source = bg_source_new(&clone->arena, BG_LITERAL("event.json"), with_ids(clone, payload, false));
    if (!bg_read_json(&clone->arena, source, NULL, &event.payload, &err)) {
        fail_msg("%s", err.message);
    }
    struct bg_slice text;
    if (!bg_event_complete(&event, clone->repo, &clone->arena, &options, &err)) {
        assert_int_equal(err.code, BG_ERROR_JUDGE);
        text = bg_slice_of(err.message);
    } else if (options.base == NULL) {
        text = BG_LITERAL("as elsewhere");
    } else {
        text = bg_arena_printf(&clone->arena, "base %s%s%s%s%s", options.base, options.base_is_exact ? " exact" : "",
                               options.head_is_risky ? " risky" : "", options.head != NULL ? " head " : "",
                               options.head != NULL ? options.head : "");
    }
    return with_ids(clone, text, true).at;
}

#define REPOSITORY "\"repository\": {\"default_branch\": \"main\"}"
#define PULL(base, head)                                                                                               \
    "{\"pull_request\": {\"base\": {\"sha\": \"" base "\"}, \"head\": {\"sha\": \"" head "\"}}, " REPOSITORY "}"
#define PUSH(reference, before, flags) "{\"ref\": \"" reference "\", \"before\": \"" before "\", " flags REPOSITORY "}"
#define ZERO "0000000000000000000000000000000000000000"
#define ELSE "1111111111111111111111111111111111111111"

struct row {
    const char *name;
    const char *checkout;
    const char *event;
    const char *payload;
    const char *expected;
    struct bg_options options;
};

static const struct row rows[] = {
    {"the merge commit has its base as first parent",
     "M",
     "pull_request",
     PULL("<A>", "<C>"),
     "base HEAD^1 exact",
     {0}},
    {"a merge of something else is not believed", "M", "pull_request", PULL("<A>", "<B>"), "base <A>", {0}},
    {"the head itself is checked out", "C", "pull_request", PULL("<B>", "<C>"), "base <B>", {0}},
    {"the base is checked out, the head is there", "B", "pull_request", PULL("<B>", "<C>"), "base <B> head <C>", {0}},
    {"the base is checked out, the head is not there",
     "B",
     "pull_request",
     PULL("<B>", ELSE),
     "the clone is of the base branch and lacks the head of the pull request, 111111111111; fetch it (as data, not to "
     "run it) or use the event pull_request",
     {0}},
    {"a named head goes with the base of the event",
     "M",
     "pull_request",
     PULL("<B>", "<C>"),
     "base <B> head topic",
     {.head = "topic"}},
    {"a named base wins", "M", "pull_request", PULL("<B>", "<C>"), "base main", {.base = "main"}},
    {"the work tree goes with the base of the merge",
     "M",
     "pull_request",
     PULL("<B>", "<C>"),
     "base HEAD^1 exact",
     {.head_kind = BG_HEAD_WORKTREE}},
    {"no commit in the payload",
     "M",
     "pull_request",
     PULL("main", "topic"),
     "the event file of pull_request names no pull_request.base.sha and head.sha; name the base with --base or the "
     "input base",
     {0}},
    {"no pull request in the payload",
     "M",
     "pull_request",
     "{}",
     "the event file of pull_request names no pull_request.base.sha and head.sha; name the base with --base or the "
     "input base",
     {0}},
    {"the payload is no map",
     "M",
     "pull_request",
     "[]",
     "the event file of pull_request names no pull_request.base.sha and head.sha; name the base with --base or the "
     "input base",
     {0}},
    {"a review has the checkout of its pull request",
     "M",
     "pull_request_review",
     PULL("<A>", "<C>"),
     "base HEAD^1 exact",
     {0}},
    {"the target's checkout is never judged", "A", "pull_request_target", PULL("<B>", "<C>"), "base <B> head <C>", {0}},
    {"the target with the head checked out", "C", "pull_request_target", PULL("<B>", "<C>"), "base <B> risky", {0}},
    {"the target with the merge checked out",
     "M",
     "pull_request_target",
     PULL("<B>", "<C>"),
     "base HEAD^1 exact risky",
     {0}},
    {"the target without the head",
     "B",
     "pull_request_target",
     PULL("<A>", ELSE),
     "the clone is of the base branch and lacks the head of the pull request, 111111111111; fetch it (as data, not to "
     "run it) or use the event pull_request",
     {0}},
    {"a merge group names its base",
     "M",
     "merge_group",
     "{\"merge_group\": {\"base_sha\": \"<B>\", \"head_sha\": \"<M>\"}, " REPOSITORY "}",
     "base <B>",
     {0}},
    {"a merge group without base",
     "M",
     "merge_group",
     "{\"merge_group\": {}, " REPOSITORY "}",
     "the event file of merge_group names no merge_group.base_sha; name the base with --base or the input base",
     {0}},
    {"a push starts at the commit before", "B", "push", PUSH("refs/heads/main", "<A>", ""), "base <A>", {0}},
    {"a new branch starts at the default branch",
     "C",
     "push",
     PUSH("refs/heads/topic", ZERO, "\"created\": true, "),
     "base origin/main",
     {0}},
    {"a new default branch has no start",
     "B",
     "push",
     PUSH("refs/heads/main", ZERO, "\"created\": true, "),
     "the event push on refs/heads/main names nothing to compare with; name it with --base or the input base",
     {0}},
    {"a tag has no start",
     "B",
     "push",
     PUSH("refs/tags/v1", ZERO, "\"created\": true, "),
     "the event push on refs/tags/v1 names nothing to compare with; name it with --base or the input base",
     {0}},
    {"a forced branch starts at the default branch",
     "C",
     "push",
     PUSH("refs/heads/topic", ELSE, "\"forced\": true, "),
     "base origin/main",
     {0}},
    {"a forced default branch starts at the commit before",
     "B",
     "push",
     PUSH("refs/heads/main", "<C>", "\"forced\": true, "),
     "base <C>",
     {0}},
    {"a deleted branch has nothing to check",
     "B",
     "push",
     PUSH("refs/heads/topic", "<C>", "\"deleted\": true, "),
     "the push deleted refs/heads/topic: there is nothing to compare",
     {0}},
    {"a push without the commit before",
     "B",
     "push",
     "{\"ref\": \"refs/heads/main\", " REPOSITORY "}",
     "the event file of push names no commit before the push; name the base with --base or the input base",
     {0}},
    {"a revision in place of a commit",
     "B",
     "push",
     PUSH("refs/heads/main", "HEAD", ""),
     "the event file of push names no commit before the push; name the base with --base or the input base",
     {0}},
    {"started by hand on a branch",
     "C",
     "workflow_dispatch",
     "{\"ref\": \"refs/heads/topic\", " REPOSITORY "}",
     "base origin/main",
     {0}},
    {"started by hand on the default branch",
     "B",
     "workflow_dispatch",
     "{\"ref\": \"refs/heads/main\", " REPOSITORY "}",
     "the event workflow_dispatch on refs/heads/main names nothing to compare with; name it with --base or the input "
     "base",
     {0}},
    {"the reference of the environment stands in", "C", "schedule", "{" REPOSITORY "}", "base origin/main", {0}},
    {"a default branch that was not fetched",
     "C",
     "workflow_dispatch",
     "{\"ref\": \"refs/heads/topic\", \"repository\": {\"default_branch\": \"trunk\"}}",
     "as elsewhere",
     {0}},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct clone clone;
    clone_init(&clone, row->checkout);
    assert_string_equal(completed(&clone, row->event, bg_slice_of(row->payload), row->options), row->expected);
    clone_finish(&clone);
}

static void test_shallow(void **state) {
    (void)state;
    static const struct {
        const char *depth;
        const char *expected;
    } depths[] = {{"--depth=2", "base HEAD^1 exact"}, {"--depth=1", "base <A>"}};
    for (size_t i = 0; i < sizeof depths / sizeof depths[0]; i++) {
        struct clone clone;
        struct bg_error err;
        clone_init(&clone, "M");
        fixture_git(clone.fixture, "branch", "merge", NULL);
        const char *folder = fixture_clone(clone.fixture, "shallow", depths[i].depth, "--branch=merge", NULL);
        bg_repo_free(clone.repo);
        if (!bg_repo_open(&clone.repo, folder, false, &err)) {
            fail_msg("%s", err.message);
        }
        assert_string_equal(completed(&clone, "pull_request", bg_slice_of(PULL("<A>", "<C>")), (struct bg_options){0}),
                            depths[i].expected);
        clone_finish(&clone);
    }
}

/* The members of a real payload are replaced by commits of the clone; all else stays as GitHub sent it. */
static const char *complete_real(struct clone *clone, struct bg_slice name, const struct bg_node *payload) {
    static const struct {
        const char *path[3];
        const char *becomes;
    } commits[] = {
        {{"pull_request", "base", "sha"}, "<A>"},
        {{"pull_request", "head", "sha"}, "<C>"},
        {{"merge_group", "base_sha", NULL}, "<B>"},
        {{"before", NULL, NULL}, "<A>"},
    };
    struct bg_buffer text = {0};
    bg_json_write_node(&text, payload, BG_JSON_COMPACT, false);
    struct bg_slice json = bg_arena_copy(&clone->arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    for (size_t i = 0; i < sizeof commits / sizeof commits[0]; i++) {
        struct bg_slice id =
            bg_node_text(bg_node_path(payload, commits[i].path[0], commits[i].path[1], commits[i].path[2], NULL));
        if (id.len == 40 && !bg_slice_is(id, ZERO)) {
            json = replaced(&clone->arena, json, bg_arena_copy(&clone->arena, id).at, commits[i].becomes);
        }
    }
    return completed(clone, bg_arena_copy(&clone->arena, name).at, json, (struct bg_options){0});
}

static const char *expected_real(struct bg_slice name, const struct bg_node *payload) {
    if (bg_slice_is(name, "pull_request")) {
        return "base HEAD^1 exact";
    }
    if (bg_slice_is(name, "merge_group")) {
        return "base <B>";
    }
    if (bg_slice_is(name, "push") && bg_node_is_true(bg_node_at(payload, "deleted"))) {
        return "there is nothing to compare";
    }
    return "nothing to compare with"; /* the others are new default branches, new tags, and runs on default branches */
}

static void test_real(void **state) {
    (void)state;
    const char *folder = getenv("BUMPGATE_WEBHOOKS");
    if (folder == NULL || access(folder, R_OK) != 0) {
        (void)printf("SKIPPED real payloads: BUMPGATE_WEBHOOKS does not name @octokit/webhooks-examples\n");
        skip();
    }
    struct clone clone;
    struct bg_error err;
    struct bg_slice text;
    const struct bg_node *index = NULL;
    size_t seen = 0;
    clone_init(&clone, "M");
    struct bg_slice path = bg_arena_printf(&clone.arena, "%s/api.github.com/index.json", folder);
    if (!bg_file_read(&clone.arena, path.at, &text, &err) ||
        !bg_read_json(&clone.arena, bg_source_new(&clone.arena, path, text), NULL, &index, &err)) {
        fail_msg("%s", err.message);
    }
    for (size_t i = 0; i < index->count; i++) {
        struct bg_slice name = bg_node_text(bg_node_at(index->as.items[i], "name"));
        const struct bg_node *examples = bg_node_at(index->as.items[i], "examples");
        if (!bg_slice_is(name, "pull_request") && !bg_slice_is(name, "push") && !bg_slice_is(name, "merge_group") &&
            !bg_slice_is(name, "workflow_dispatch")) {
            continue;
        }
        for (size_t e = 0; e < examples->count; e++) {
            const char *result = complete_real(&clone, name, examples->as.items[e]);
            if (strstr(result, expected_real(name, examples->as.items[e])) == NULL) {
                fail_msg("%.*s %zu: %s", BG_ARGS(name), e, result);
            }
            seen++;
        }
    }
    assert_true(seen >= 30);
    clone_finish(&clone);
}

UNIT(run_event) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 2];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_row};
        const void *row = &rows[i];
        memcpy(&tests[i].initial_state, &row, sizeof row);
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_shallow);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(test_real);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
