/* Commits of a branch: see own_commits.h. */
#include "repo/own_commits.h"

#include "base/vector.h"
#include "repo/internal.h"

static bool is_part(git_repository *git, const git_oid *commit, const git_oid *of) {
    return git_oid_equal(commit, of) || git_graph_descendant_of(git, of, commit) == 1;
}

/* Newest first, and then turned round. */
bool bg_repo_own_commits(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                         struct bg_arena *arena, struct bg_oid **out, size_t *count, struct bg_error *err) {
    git_oid at = bg_git_oid(head);
    git_oid end = bg_git_oid(tip);
    struct {
        struct bg_oid *items;
        size_t count;
        size_t room;
    } found = {0};
    while (!git_oid_equal(&at, &end) && git_graph_descendant_of(repo->git, &end, &at) == 0) {
        git_commit *commit = NULL;
        if (git_commit_lookup(&commit, repo->git, &at) != GIT_OK) {
            return bg_git_fail_object(repo, err, "a commit of the branch could not be read");
        }
        if (git_commit_parentcount(commit) < 2) {
            BG_VECTOR_ADD(arena, &found, bg_oid_of(&at));
        }
        bool has_parent = git_commit_parentcount(commit) > 0;
        if (has_parent) {
            at = *git_commit_parent_id(commit, 0);
        }
        git_commit_free(commit);
        if (!has_parent) {
            break;
        }
    }
    for (size_t i = 0; i < found.count / 2; i++) {
        struct bg_oid first = found.items[i];
        found.items[i] = found.items[found.count - 1 - i];
        found.items[found.count - 1 - i] = first;
    }
    *out = found.items;
    *count = found.count;
    return true;
}

/* A merge of something that is part of the tip. */
static bool is_update(git_repository *git, const git_commit *commit, const git_oid *tip) {
    return git_commit_parentcount(commit) == 2 && is_part(git, git_commit_parent_id(commit, 1), tip);
}

bool bg_repo_before_merge(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                          struct bg_oid *before, struct bg_oid *base, struct bg_error *err) {
    git_oid at = bg_git_oid(head);
    git_oid end = bg_git_oid(tip);
    bool is_found = false;
    bool has_parent = true;
    *before = *base = (struct bg_oid){0};
    while (!is_found && has_parent && !is_part(repo->git, &at, &end)) {
        git_commit *commit = NULL;
        if (git_commit_lookup(&commit, repo->git, &at) != GIT_OK) {
            return bg_git_fail_object(repo, err, "a commit of the branch could not be read");
        }
        has_parent = git_commit_parentcount(commit) > 0;
        is_found = is_update(repo->git, commit, &end);
        if (is_found) {
            *base = bg_oid_of(git_commit_parent_id(commit, 1));
        }
        if (has_parent) {
            at = *git_commit_parent_id(commit, 0);
        }
        git_commit_free(commit);
    }
    struct bg_oid merged = *base;
    if (!is_found || is_part(repo->git, &at, &end)) {
        *base = (struct bg_oid){0};
        return true;
    }
    *before = bg_oid_of(&at);
    return bg_repo_merge_base(repo, before, &merged, base, err);
}
