/* Pull requests: see pull_request.h. What no service says is not known: nothing is made up of other things. A file that
 * cannot be read says nothing; whoever needs the number says so then. */
#include "run/pull_request.h"

#include "base/file.h"
#include "release/pull_link.h"
#include "run/public.h"
#include "text/read.h"

#include <stdlib.h>

static const char *terminated(struct bg_arena *arena, struct bg_slice text) {
    return bg_slice_trim(text).len == 0 ? NULL : bg_arena_copy(arena, text).at;
}

/*
 * What services say of the change that a job is for; each name counts where a service sets it. Of a pull request that
 * comes from a fork, the repository is the one that takes it. `link` is the address of its page, and so says all but
 * its title: what the address of a clone does not show, whose service it is, that of a page does.
 */
struct ci_service {
    const char *marker; /* is set where it runs us; NULL: its other names are nobody else's */
    const char *link;
    const char *repositories[2];
    const char *host;  /* of a repository without one; NULL */
    const char *words; /* behind an address that does not show whose it is; NULL */
    const char *numbers[2];
    const char *title;
};

static const struct ci_service services[] = {
    {.marker = "GITEA_ACTIONS",
     .repositories = {"GITHUB_REPOSITORY"},
     .host = "GITHUB_SERVER_URL",
     .words = "/pulls/",
     .numbers = {"GITHUB_REF"}},
    {.repositories = {"GITHUB_REPOSITORY"}, .host = "GITHUB_SERVER_URL", .numbers = {"GITHUB_REF"}},
    {.repositories = {"CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY"}, .numbers = {"CI_EXTERNAL_PULL_REQUEST_IID"}},
    {.repositories = {"CI_MERGE_REQUEST_PROJECT_URL", "CI_PROJECT_URL"},
     .words = "/-/merge_requests/",
     .numbers = {"CI_MERGE_REQUEST_IID"},
     .title = "CI_MERGE_REQUEST_TITLE"},
    {.marker = "BITBUCKET_BUILD_NUMBER", .repositories = {"BITBUCKET_GIT_HTTP_ORIGIN"}, .numbers = {"BITBUCKET_PR_ID"}},
    {.marker = "BUILDKITE", .repositories = {"BUILDKITE_REPO"}, .numbers = {"BUILDKITE_PULL_REQUEST"}},
    {.marker = "CIRCLECI",
     .link = "CIRCLE_PULL_REQUESTS",
     .repositories = {"CIRCLE_REPOSITORY_URL"},
     .numbers = {"CIRCLE_PR_NUMBER"}},
    {.marker = "DRONE",
     .repositories = {"DRONE_REPO_LINK"},
     .numbers = {"DRONE_PULL_REQUEST"},
     .title = "DRONE_PULL_REQUEST_TITLE"},
    {.marker = "JENKINS_URL",
     .link = "CHANGE_URL",
     .repositories = {"GIT_URL"},
     .numbers = {"CHANGE_ID"},
     .title = "CHANGE_TITLE"},
    /* An id is the service's own where the repository is elsewhere; then there is a number, too. */
    {.marker = "TF_BUILD",
     .repositories = {"BUILD_REPOSITORY_URI"},
     .numbers = {"SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"}},
    {.marker = "TRAVIS", .repositories = {"TRAVIS_REPO_SLUG"}, .numbers = {"TRAVIS_PULL_REQUEST"}},
};

enum { NAMES = 2 };

static const char *variable(const char *name) {
    const char *value = name == NULL ? NULL : getenv(name);
    return value == NULL || value[0] == '\0' ? NULL : value;
}

/* As each service writes it: digits, the reference `refs/pull/7/merge`, or a word where there is none. */
static const char *number_of(struct bg_arena *arena, struct bg_slice text) {
    struct bg_slice prefix = BG_LITERAL("refs/pull/");
    struct bg_slice rest = bg_slice_from(text, bg_slice_starts(text, prefix) ? prefix.len : 0);
    const char *number = bg_arena_copy(arena, bg_slice_cut(&rest, '/')).at;
    struct bg_error ignored;
    return bg_pull_number_check(number, &ignored) ? number : NULL;
}

/* "https://HOST/OWNER/NAME/pull/7". Several pages are of no single pull request. */
static bool take_link(struct bg_arena *arena, const char *value, struct bg_pull_request *found) {
    struct bg_slice link = bg_slice_of(value);
    size_t end = link.len;
    while (end > 0 && link.at[end - 1] != '/') {
        end--;
    }
    const char *number = number_of(arena, bg_slice_from(link, end));
    const char *repository = bg_pull_address(arena, bg_slice_range(link, 0, end)).at;
    bool is_link = number != NULL && repository != NULL && bg_pull_is_linked(link, bg_slice_of(number));
    if (is_link) {
        found->number = number;
        found->repository = repository;
    }
    return is_link;
}

static const char *repository_of(struct bg_arena *arena, const struct ci_service *service) {
    const char *host = variable(service->host);
    for (size_t n = 0; n < NAMES; n++) {
        const char *value = variable(service->repositories[n]);
        struct bg_slice named =
            bg_arena_printf(arena, "%s%s%s%s", host == NULL ? "" : host, host == NULL ? "" : "/",
                            value == NULL ? "" : value, service->words == NULL ? "" : service->words);
        const char *found = value == NULL ? NULL : bg_pull_address(arena, named).at;
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/* Adds what one service says and no earlier one has said. */
static void add_service(struct bg_arena *arena, const struct ci_service *service, struct bg_pull_request *found) {
    struct bg_pull_request said = {0};
    const char *link = variable(service->link);
    bool is_linked = link != NULL && take_link(arena, link, &said);
    for (size_t n = 0; n < NAMES && !is_linked && said.number == NULL; n++) {
        const char *number = variable(service->numbers[n]);
        said.number = number == NULL ? NULL : number_of(arena, bg_slice_of(number));
    }
    if (said.repository == NULL) {
        said.repository = repository_of(arena, service);
    }
    if (found->title == NULL && found->number == NULL && said.number != NULL) {
        found->title = terminated(arena, bg_slice_of(variable(service->title)));
    }
    found->number = found->number == NULL ? said.number : found->number;
    found->repository = found->repository == NULL ? said.repository : found->repository;
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

/* What GitHub hands over as a file, which knows the labels. A comment on a pull request is one on an issue that says it
 * is one. */
static void read_event(struct bg_arena *arena, struct bg_pull_request *found) {
    const char *path = getenv("GITHUB_EVENT_PATH");
    struct bg_slice text;
    struct bg_error ignored;
    const struct bg_node *event;
    if (path == NULL || !bg_file_read(arena, path, &text, &ignored) ||
        !bg_read_json(arena, bg_source_new(arena, bg_slice_of(path), text), NULL, &event, &ignored)) {
        return;
    }
    bool is_comment = bg_node_at(bg_node_at(event, "issue"), "pull_request") != NULL;
    const struct bg_node *pull = bg_node_at(event, is_comment ? "issue" : "pull_request");
    const struct bg_node *number = bg_node_at(pull, "number");
    if (bg_node_is(number, BG_NODE_INT)) {
        found->number = number_of(arena, number->as.text);
    }
    found->title = terminated(arena, bg_node_text(bg_node_at(pull, "title")));
    const struct bg_node *labels = bg_node_at(pull, "labels");
    found->labels_are_known = bg_node_is(labels, BG_NODE_LIST);
    found->has_break_label = found->labels_are_known && has_break_label(labels);
}

struct bg_pull_request bg_pull_request_find(struct bg_arena *arena) {
    struct bg_pull_request found = {0};
    read_event(arena, &found);
    for (size_t s = 0; s < sizeof services / sizeof services[0]; s++) {
        if (services[s].marker == NULL || variable(services[s].marker) != NULL) {
            add_service(arena, &services[s], &found);
        }
    }
    return found;
}
