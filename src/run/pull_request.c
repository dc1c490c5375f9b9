/* Pull requests: see pull_request.h. A file that cannot be read says nothing; whoever needs the number says so then. */
#include "run/pull_request.h"

#include "base/file.h"
#include "release/pull_link.h"
#include "text/read.h"

#include <stdlib.h>

static const char *terminated(struct bg_arena *arena, struct bg_slice text) {
    return bg_slice_trim(text).len == 0 ? NULL : bg_arena_copy(arena, text).at;
}

/* Where services say which repository a job is for: of a pull request that comes from a fork, the one that takes it. */
static const struct {
    const char *service; /* is set where it runs us; NULL: the other one is enough */
    const char *host;    /* of a name without one; NULL */
    const char *variable;
    const char *words; /* behind an address that does not show whose it is; NULL */
} projects[] = {
    {NULL, "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", NULL},
    {"GITLAB_CI", NULL, "CI_MERGE_REQUEST_PROJECT_URL", "/-/merge_requests/"},
    {"GITLAB_CI", NULL, "CI_PROJECT_URL", "/-/merge_requests/"},
    {"BITBUCKET_BUILD_NUMBER", NULL, "BITBUCKET_GIT_HTTP_ORIGIN", NULL},
    {"BUILDKITE", NULL, "BUILDKITE_REPO", NULL},
    {"CIRCLECI", NULL, "CIRCLE_REPOSITORY_URL", NULL},
    {"DRONE", NULL, "DRONE_REPO_LINK", NULL},
    {"JENKINS_URL", NULL, "GIT_URL", NULL},
    {"TF_BUILD", NULL, "BUILD_REPOSITORY_URI", NULL},
    {"TRAVIS", NULL, "TRAVIS_REPO_SLUG", NULL},
};

static const char *variable(const char *name) {
    const char *value = name == NULL ? NULL : getenv(name);
    return value == NULL || value[0] == '\0' ? NULL : value;
}

static const char *find_repository(struct bg_arena *arena) {
    for (size_t p = 0; p < sizeof projects / sizeof projects[0]; p++) {
        const char *value = variable(projects[p].variable);
        if (value == NULL || (projects[p].service != NULL && variable(projects[p].service) == NULL)) {
            continue;
        }
        const char *host = variable(projects[p].host);
        struct bg_slice named = bg_arena_printf(arena, "%s%s%s%s", host == NULL ? "" : host, host == NULL ? "" : "/",
                                                value, projects[p].words == NULL ? "" : projects[p].words);
        const char *found = bg_pull_address(arena, named).at;
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/* The label that Airbyte's policy asks of a change that breaks. */
static bool has_break_label(const struct bg_node *labels) {
    for (size_t i = 0; i < labels->count; i++) {
        if (bg_node_is_text(bg_node_at(labels->as.items[i], "name"), "breaking-change")) {
            return true;
        }
    }
    return false;
}

struct bg_pull_request bg_pull_request_find(struct bg_arena *arena) {
    struct bg_pull_request found = {.repository = find_repository(arena)};
    const char *path = getenv("GITHUB_EVENT_PATH");
    struct bg_slice text;
    struct bg_error ignored;
    const struct bg_node *event;
    if (path == NULL || !bg_file_read(arena, path, &text, &ignored) ||
        !bg_read_json(arena, bg_source_new(arena, bg_slice_of(path), text), NULL, &event, &ignored)) {
        return found;
    }
    const struct bg_node *number = bg_node_path(event, "pull_request", "number", NULL);
    if (bg_node_is(number, BG_NODE_INT)) {
        found.number = terminated(arena, number->as.text);
    }
    found.title = terminated(arena, bg_node_text(bg_node_path(event, "pull_request", "title", NULL)));
    const struct bg_node *labels = bg_node_path(event, "pull_request", "labels", NULL);
    found.labels_are_known = bg_node_is(labels, BG_NODE_LIST);
    found.has_break_label = found.labels_are_known && has_break_label(labels);
    return found;
}
