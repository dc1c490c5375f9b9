/*
 * What helps where a clone lacks a commit: see remedy.h.
 *
 * Every service of continuous integration has its own word for the depth of a clone; a word of another one sends its
 * reader in the wrong direction.
 */
#include "repo/remedy.h"

#include "repo/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct service {
    const char *variable; /* it is set where the service runs us */
    const char *depth;    /* how a job gets all of the history */
    const char *base;
};

static const struct service services[] = {
    {"GITHUB_ACTIONS", "use fetch-depth: 0", "name the base with --base or the input base"},
    {"GITLAB_CI", "set GIT_DEPTH to 0 among the variables of the job",
     "name the base with --base \"$CI_MERGE_REQUEST_DIFF_BASE_SHA\", or \"$CI_COMMIT_BEFORE_SHA\" at a push"},
    {"TF_BUILD", "set fetchDepth: 0 in the checkout step", "name the base with --base"},
    {"BITBUCKET_BUILD_NUMBER", "set depth: full under clone", "name the base with --base"},
    {"TRAVIS", "set depth: false under git", "name the base with --base"},
};

static const struct service *find_service(void) {
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        const char *value = getenv(services[i].variable);
        if (value != NULL && value[0] != '\0' && strcmp(value, "false") != 0) {
            return &services[i];
        }
    }
    return NULL;
}

const char *bg_remedy_base(void) {
    const struct service *service = find_service();
    return service == NULL ? "name the base with --base" : service->base;
}

static int count_wide(const git_config_entry *entry, void *payload) {
    size_t *counts = payload;
    counts[entry->value != NULL && strchr(entry->value, '*') != NULL]++;
    return 0;
}

bool bg_repo_has_one_branch(struct bg_repo *repo) {
    git_config *config = NULL;
    size_t counts[2] = {0, 0}; /* lines of the remote that name a branch, and that take many */
    if (git_repository_config(&config, repo->git) == GIT_OK) {
        (void)git_config_get_multivar_foreach(config, "remote.origin.fetch", NULL, count_wide, counts);
    }
    git_config_free(config);
    git_error_clear();
    return counts[0] > 0 && counts[1] == 0;
}

bool bg_repo_leaves_tags(struct bg_repo *repo) {
    git_config *config = NULL;
    git_buf value = {0};
    bool leaves = git_repository_config(&config, repo->git) == GIT_OK &&
                  git_config_get_string_buf(&value, config, "remote.origin.tagopt") == GIT_OK &&
                  strcmp(value.ptr, "--no-tags") == 0;
    git_buf_dispose(&value);
    git_config_free(config);
    git_error_clear();
    return leaves;
}

/* Whether the clone ends at the merge commit that it stands on, so that one commit more is enough. */
static bool ends_at_merge(struct bg_repo *repo) {
    git_oid id;
    git_commit *commit = NULL;
    bool is_merge = git_reference_name_to_id(&id, repo->git, "HEAD") == GIT_OK && bg_repo_is_boundary(repo, &id) &&
                    git_commit_lookup(&commit, repo->git, &id) == GIT_OK && bg_parent_count(commit) > 1;
    git_commit_free(commit);
    git_error_clear();
    return is_merge;
}

static const char *fetch_command(struct bg_repo *repo) {
    bool is_shallow = bg_repo_is_shallow(repo);
    if (bg_repo_has_one_branch(repo)) {
        return is_shallow ? "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'"
                          : "git fetch origin '+refs/heads/*:refs/remotes/origin/*'";
    }
    return is_shallow ? "git fetch --unshallow" : "git fetch origin";
}

struct bg_slice bg_remedy_history(struct bg_repo *repo, struct bg_arena *arena) {
    const struct service *service = find_service();
    bool is_github = service == &services[0];
    if (is_github && ends_at_merge(repo)) {
        return BG_LITERAL("use fetch-depth: 2 (or 0), or run: git fetch --deepen=100");
    }
    return service == NULL ? bg_arena_printf(arena, "run: %s", fetch_command(repo))
                           : bg_arena_printf(arena, "%s, or run: %s", service->depth, fetch_command(repo));
}

bool bg_remedy_fail(struct bg_repo *repo, struct bg_error *err, const char *format, ...) {
    char text[512];
    struct bg_arena arena = BG_ARENA_EMPTY;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)bg_fail(err, BG_ERROR_JUDGE, "%s; %.*s", text, BG_ARGS(bg_remedy_history(repo, &arena)));
    bg_arena_finish(&arena);
    return false;
}
