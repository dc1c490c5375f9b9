/* The pull request of an event: each payload, and the number and title that are known from it. */
#include "run/pull_request.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *payload;
    const char *number; /* NULL: not known */
    const char *title;
} rows[] = {
    {"{\"pull_request\": {\"number\": 7, \"title\": \"Add it\"}}", "7", "Add it"},
    {"{\"pull_request\": {\"number\": 7}}", "7", NULL},
    {"{\"pull_request\": {\"title\": \"Add it\"}}", NULL, "Add it"},
    {"{\"pull_request\": {\"number\": 7, \"title\": \"\"}}", "7", NULL},
    {"{\"pull_request\": {\"number\": 7, \"title\": \"x\"}}", "7", "x"},
    {"{\"pull_request\": {\"number\": \"7\", \"title\": 1}}", NULL, NULL},
    {"{\"pull_request\": {\"number\": 7.5, \"title\": null}}", NULL, NULL},
    {"{\"pull_request\": null}", NULL, NULL},
    {"{\"number\": 7, \"title\": \"Add it\"}", NULL, NULL},
    {"{\"issue\": {\"number\": 7, \"title\": \"Add it\", \"pull_request\": {}}}", "7", "Add it"},
    {"{\"issue\": {\"number\": 7, \"title\": \"Add it\"}}", NULL, NULL},
    {"[]", NULL, NULL},
    {"{\"pull_request\": {\"number\": 7, ", NULL, NULL},
    {"", NULL, NULL},
};

static void assert_text(const char *got, const char *expected, const char *row) {
    if ((got == NULL) != (expected == NULL) || (got != NULL && strcmp(got, expected) != 0)) {
        fail_msg("%s: %s, not %s", row, got == NULL ? "nothing" : got, expected == NULL ? "nothing" : expected);
    }
}

static void an_event_names_its_pull_request(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        fixture_write(f, "event.json", rows[i].payload);
        const char *path = bg_arena_printf(&arena, "%s/event.json", fixture_path(f)).at;
        assert_int_equal(setenv("GITHUB_EVENT_PATH", path, 1), 0);
        struct bg_pull_request found = bg_pull_request_find(&arena);
        assert_text(found.number, rows[i].number, rows[i].payload);
        assert_text(found.title, rows[i].title, rows[i].payload);
        bg_arena_finish(&arena);
    }
    fixture_free(f);
}

static void without_an_event_nothing_is_known(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_int_equal(setenv("GITHUB_EVENT_PATH", "/nowhere/event.json", 1), 0);
    assert_null(bg_pull_request_find(&arena).number);
    assert_int_equal(unsetenv("GITHUB_EVENT_PATH"), 0);
    assert_null(bg_pull_request_find(&arena).number);
    assert_null(bg_pull_request_find(&arena).title);
    bg_arena_finish(&arena);
}

/* What each service sets for a pull request, and what is then known of it. */
static const struct {
    const char *set; /* NAME=VALUE, a line each */
    const char *number;
    const char *title;
    const char *repository;
} services[] = {
    {"GITHUB_REPOSITORY=o/r\nGITHUB_REF=refs/pull/7/merge", "7", NULL, "https://github.com/o/r/pull/"},
    {"GITHUB_REPOSITORY=o/r\nGITHUB_REF=refs/heads/7", NULL, NULL, "https://github.com/o/r/pull/"},
    {"GITEA_ACTIONS=true\nGITHUB_SERVER_URL=https://git.example\nGITHUB_REPOSITORY=o/r\nGITHUB_REF=refs/pull/7/head",
     "7", NULL, "https://git.example/o/r/pulls/"},
    {"CI_PROJECT_URL=https://code.example/o/r", NULL, NULL, "https://code.example/o/r/-/merge_requests/"},
    {"CI_PROJECT_URL=https://code.example/fork/r\nCI_MERGE_REQUEST_PROJECT_URL=https://code.example/o/r\n"
     "CI_MERGE_REQUEST_IID=7\nCI_MERGE_REQUEST_TITLE=Add it",
     "7", "Add it", "https://code.example/o/r/-/merge_requests/"},
    {"CI_PROJECT_URL=https://code.example/o/r\nCI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY=o/r\n"
     "CI_EXTERNAL_PULL_REQUEST_IID=7",
     "7", NULL, "https://github.com/o/r/pull/"},
    {"BITBUCKET_BUILD_NUMBER=3\nBITBUCKET_GIT_HTTP_ORIGIN=http://bitbucket.org/o/r\nBITBUCKET_PR_ID=7", "7", NULL,
     "https://bitbucket.org/o/r/pull-requests/"},
    {"BUILDKITE=true\nBUILDKITE_REPO=git@github.com:o/r.git\nBUILDKITE_PULL_REQUEST=7", "7", NULL,
     "https://github.com/o/r/pull/"},
    {"BUILDKITE=true\nBUILDKITE_REPO=git@github.com:o/r.git\nBUILDKITE_PULL_REQUEST=false", NULL, NULL,
     "https://github.com/o/r/pull/"},
    {"CIRCLECI=true\nCIRCLE_REPOSITORY_URL=git@github.com:o/r.git\nCIRCLE_PULL_REQUESTS=https://github.com/o/r/pull/7",
     "7", NULL, "https://github.com/o/r/pull/"},
    {"CIRCLECI=true\nCIRCLE_REPOSITORY_URL=git@github.com:o/r.git\n"
     "CIRCLE_PULL_REQUESTS=https://github.com/o/r/pull/7,https://github.com/o/r/pull/8",
     NULL, NULL, "https://github.com/o/r/pull/"},
    {"CIRCLECI=true\nCIRCLE_REPOSITORY_URL=git@github.com:o/r.git\nCIRCLE_PR_NUMBER=7", "7", NULL,
     "https://github.com/o/r/pull/"},
    {"DRONE=true\nDRONE_REPO_LINK=https://gitea.example/o/r\nDRONE_PULL_REQUEST=7\nDRONE_PULL_REQUEST_TITLE=Add it",
     "7", "Add it", "https://gitea.example/o/r/pulls/"},
    {"JENKINS_URL=https://ci.example\nGIT_URL=ssh://git@git.example:22/o/r.git\nCHANGE_ID=7\nCHANGE_TITLE=Add it", "7",
     "Add it", "https://git.example/o/r/pull/"},
    {"JENKINS_URL=https://ci.example\nGIT_URL=https://git.example/o/r.git\nCHANGE_ID=7\n"
     "CHANGE_URL=https://git.example/o/r/-/merge_requests/7",
     "7", NULL, "https://git.example/o/r/-/merge_requests/"},
    {"JENKINS_URL=https://ci.example\nGIT_URL=https://git.example/o/r.git\nCHANGE_ID=7\n"
     "CHANGE_URL=https://review.example/c/r/+/7",
     "7", NULL, "https://git.example/o/r/pull/"},
    {"CHANGE_ID=7\nCHANGE_TITLE=Add it\nGIT_URL=https://git.example/o/r.git", NULL, NULL, NULL},
    {"TF_BUILD=True\nBUILD_REPOSITORY_URI=https://me@dev.azure.com/o/p/_git/r\nSYSTEM_PULLREQUEST_PULLREQUESTID=7", "7",
     NULL, "https://dev.azure.com/o/p/_git/r/pullrequest/"},
    {"TF_BUILD=True\nBUILD_REPOSITORY_URI=https://github.com/o/r\nSYSTEM_PULLREQUEST_PULLREQUESTID=123456789\n"
     "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=7",
     "7", NULL, "https://github.com/o/r/pull/"},
    {"TRAVIS=true\nTRAVIS_REPO_SLUG=o/r\nTRAVIS_PULL_REQUEST=7", "7", NULL, "https://github.com/o/r/pull/"},
    {"TRAVIS=true\nTRAVIS_REPO_SLUG=o/r\nTRAVIS_PULL_REQUEST=false", NULL, NULL, "https://github.com/o/r/pull/"},
    {"TRAVIS_REPO_SLUG=o/r\nTRAVIS_PULL_REQUEST=7", NULL, NULL, NULL},
};

/* Sets the variables of lines, or takes them away. */
static void set_lines(struct bg_arena *arena, const char *lines, bool is_set) {
    struct bg_slice rest = bg_slice_of(lines);
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        const char *name = bg_arena_copy(arena, bg_slice_cut(&line, '=')).at;
        const char *value = bg_arena_copy(arena, line).at;
        assert_int_equal(is_set ? setenv(name, value, 1) : unsetenv(name), 0);
    }
}

static void a_service_names_its_pull_request(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        set_lines(&arena, services[i].set, false);
    }
    assert_int_equal(unsetenv("GITHUB_EVENT_PATH"), 0);
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        set_lines(&arena, services[i].set, true);
        struct bg_pull_request found = bg_pull_request_find(&arena);
        set_lines(&arena, services[i].set, false);
        assert_text(found.number, services[i].number, services[i].set);
        assert_text(found.title, services[i].title, services[i].set);
        assert_text(found.repository, services[i].repository, services[i].set);
    }
    bg_arena_finish(&arena);
}

UNIT(run_pull_request) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_names_its_pull_request),
        cmocka_unit_test(a_service_names_its_pull_request),
        cmocka_unit_test(without_an_event_nothing_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
