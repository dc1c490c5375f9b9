/* Commits of a branch: see own_commits.h. */
#include "repo/own_commits.h"

#include "base/vector.h"
#include "repo/internal.h"

/* Commits, the newest first. */
struct commits {
    struct bg_oid *items;
    size_t count;
    size_t room; /* private */
};

/* Along the first parents of the head, as far as the tip does not have them. */
static bool list(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head, struct bg_arena *arena,
                 struct commits *out, struct bg_error *err) {
    git_oid from = bg_git_oid(head);
    git_oid without = bg_git_oid(tip);
    git_oid found;
    git_revwalk *walk = NULL;
    bool is_listed = git_revwalk_new(&walk, repo->git) == GIT_OK && git_revwalk_simplify_first_parent(walk) == GIT_OK &&
                     git_revwalk_push(walk, &from) == GIT_OK && git_revwalk_hide(walk, &without) == GIT_OK;
    int code = GIT_OK;
    while (is_listed && (code = git_revwalk_next(&found, walk)) == GIT_OK) {
        BG_VECTOR_ADD(arena, out, bg_oid_of(&found));
    }
    git_revwalk_free(walk);
    return (is_listed && code == GIT_ITEROVER) ||
           bg_git_fail_object(repo, err, "the commits of the branch could not be read");
}

/* The parent of this number; zero if there is none. */
static bool read_parent(struct bg_repo *repo, const struct bg_oid *commit, unsigned number, struct bg_oid *out,
                        struct bg_error *err) {
    git_oid id = bg_git_oid(commit);
    git_commit *read = NULL;
    if (git_commit_lookup(&read, repo->git, &id) != GIT_OK) {
        return bg_git_fail_object(repo, err, "a commit of the branch could not be read");
    }
    *out = (struct bg_oid){0};
    if (number < bg_parent_count(read)) {
        git_oid parent = bg_parent_id(read, number);
        *out = bg_oid_of(&parent);
    }
    git_commit_free(read);
    return true;
}

bool bg_repo_own_commits(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                         struct bg_arena *arena, struct bg_oid **out, size_t *count, struct bg_error *err) {
    struct commits found = {0};
    if (!list(repo, tip, head, arena, &found, err)) {
        return false;
    }
    *out = bg_arena_array(arena, found.count, sizeof **out);
    *count = 0;
    for (size_t i = found.count; i > 0; i--) {
        struct bg_oid second;
        if (!read_parent(repo, &found.items[i - 1], 1, &second, err)) {
            return false;
        }
        if (bg_oid_is_zero(&second)) {
            (*out)[(*count)++] = found.items[i - 1];
        }
    }
    return true;
}

/* Whether the tip has that commit. */
static bool is_in(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *commit) {
    git_oid ends[] = {bg_git_oid(tip), bg_git_oid(commit)};
    return bg_oid_equal(tip, commit) || git_graph_descendant_of(repo->git, &ends[0], &ends[1]) == 1;
}

static bool find_update(struct bg_repo *repo, const struct bg_oid *tip, const struct commits *commits,
                        struct bg_oid *before, struct bg_oid *merged, struct bg_error *err) {
    for (size_t i = 0; i + 1 < commits->count; i++) {
        if (!read_parent(repo, &commits->items[i], 1, merged, err)) {
            return false;
        }
        if (!bg_oid_is_zero(merged) && is_in(repo, tip, merged)) {
            *before = commits->items[i + 1];
            return true;
        }
    }
    *before = *merged = (struct bg_oid){0};
    return true;
}

bool bg_repo_before_merge(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                          struct bg_oid *before, struct bg_oid *base, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct commits found = {0};
    struct bg_oid merged = {0};
    *before = *base = (struct bg_oid){0};
    bool is_read = list(repo, tip, head, &arena, &found, err) && find_update(repo, tip, &found, before, &merged, err) &&
                   (bg_oid_is_zero(&merged) || bg_repo_merge_base(repo, before, &merged, base, err));
    bg_arena_finish(&arena);
    return is_read;
}

static bool is_same_person(const git_signature *a, const git_signature *b) {
    return strcmp(a->name, b->name) == 0 && strcmp(a->email, b->email) == 0 && a->when.time == b->when.time;
}

/* What a rebase keeps of a commit. */
static bool is_copy(struct bg_repo *repo, const struct bg_oid *a, const struct bg_oid *b) {
    git_oid ids[] = {bg_git_oid(a), bg_git_oid(b)};
    git_commit *commits[2] = {NULL, NULL};
    bool is_read = git_commit_lookup(&commits[0], repo->git, &ids[0]) == GIT_OK &&
                   git_commit_lookup(&commits[1], repo->git, &ids[1]) == GIT_OK;
    bool is_same = is_read && is_same_person(git_commit_author(commits[0]), git_commit_author(commits[1])) &&
                   strcmp(git_commit_message(commits[0]), git_commit_message(commits[1])) == 0;
    git_commit_free(commits[0]);
    git_commit_free(commits[1]);
    return is_same;
}

bool bg_repo_before_rebase(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                           struct bg_oid *before, struct bg_oid *base, struct bg_error *err) {
    git_oid found;
    *before = *base = (struct bg_oid){0};
    if (git_reference_name_to_id(&found, repo->git, "ORIG_HEAD") != GIT_OK) {
        return true;
    }
    struct bg_oid original = bg_oid_of(&found);
    if (is_in(repo, head, &original) || !is_copy(repo, head, &original)) {
        return true;
    }
    *before = original;
    return bg_repo_merge_base(repo, before, tip, base, err);
}
