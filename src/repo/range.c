/*
 * What is compared with what: both ends of a range.
 *
 * A default branch is what a clone's remote says it is, else what it is usually called. Every failure names what is
 * missing and what to type: a range that cannot be found is the first thing that goes wrong in CI.
 */
#include "repo/range.h"

#include "repo/internal.h"
#include "repo/remedy.h"

static const struct {
    const char *reference;
    const char *revision;
} default_branches[] = {
    {"refs/remotes/origin/HEAD", NULL},
    {"refs/remotes/origin/main", "origin/main"},
    {"refs/remotes/origin/master", "origin/master"},
    {"refs/heads/main", "main"},
    {"refs/heads/master", "master"},
};

/* What origin/HEAD points at, by its short name. */
static struct bg_slice name_of_remote_head(struct bg_repo *repo, struct bg_arena *arena) {
    static const struct bg_slice prefix = {"refs/remotes/", sizeof "refs/remotes/" - 1};
    struct bg_slice name = BG_LITERAL("origin/HEAD");
    git_reference *reference = NULL;
    if (git_reference_lookup(&reference, repo->git, default_branches[0].reference) == GIT_OK) {
        struct bg_slice target = bg_slice_of(git_reference_symbolic_target(reference));
        if (bg_slice_starts(target, prefix)) {
            name = bg_arena_copy(arena, bg_slice_from(target, prefix.len));
        }
    }
    git_reference_free(reference);
    return name;
}

static bool fail_without_default(struct bg_repo *repo, struct bg_arena *arena, struct bg_error *err) {
    if (bg_repo_is_shallow(repo) || bg_repo_has_one_branch(repo)) {
        return bg_fail(err, BG_ERROR_JUDGE, "the clone lacks a default branch to compare with; %.*s; then %s",
                       BG_ARGS(bg_remedy_history(repo, arena)), bg_remedy_base());
    }
    return bg_fail(
        err, BG_ERROR_JUDGE,
        "there is no default branch to compare with (origin/HEAD, origin/main, origin/master, main, master); %s",
        bg_remedy_base());
}

static bool find_default(struct bg_repo *repo, struct bg_arena *arena, struct bg_range *out, struct bg_error *err) {
    for (size_t i = 0; i < sizeof default_branches / sizeof default_branches[0]; i++) {
        git_oid id;
        if (git_reference_name_to_id(&id, repo->git, default_branches[i].reference) == GIT_OK) {
            out->base_rev = default_branches[i].revision != NULL ? bg_slice_of(default_branches[i].revision)
                                                                 : name_of_remote_head(repo, arena);
            out->tip_commit = bg_oid_of(&id);
            return true;
        }
    }
    return fail_without_default(repo, arena, err);
}

/* The commit at the head; zero if the index or the work tree is to become the first one. */
static bool find_head(struct bg_repo *repo, const struct bg_range_options *options, struct bg_range *out,
                      struct bg_error *err) {
    bool is_commit = options->kind == BG_HEAD_COMMIT;
    if (!is_commit && options->head != NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the index and the work tree go with HEAD; leave --head out");
    }
    if (!is_commit && git_repository_head_unborn(repo->git) == 1) {
        return true;
    }
    return bg_repo_resolve(repo, options->head != NULL ? options->head : "HEAD", &out->head_commit, err);
}

/* Whether what is at the head is the first of its history. */
static bool is_first(struct bg_repo *repo, const struct bg_range *range) {
    if (bg_oid_is_zero(&range->head_commit)) {
        return true;
    }
    git_commit *commit = NULL;
    git_oid id = bg_git_oid(&range->head_commit);
    bool is_root = range->head_kind == BG_HEAD_COMMIT && git_commit_lookup(&commit, repo->git, &id) == GIT_OK &&
                   bg_parent_count(commit) == 0;
    git_commit_free(commit);
    return is_root;
}

static bool find_merge_base(struct bg_repo *repo, struct bg_range *out, struct bg_error *err) {
    bool is_cut = false;
    struct bg_slice base = out->base_rev;
    if (bg_oid_is_zero(&out->head_commit)) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "the repository %.*s has no commit yet to compare with %.*s; make the first one with git commit",
                       BG_ARGS(repo->name), BG_ARGS(base));
    }
    if (!bg_ancestry_merge_base(repo, &out->head_commit, &out->tip_commit, &out->base_commit, &is_cut, err)) {
        return false;
    }
    if (!bg_oid_is_zero(&out->base_commit)) {
        return true;
    }
    return is_cut
               ? bg_remedy_fail(repo, err, "the clone is shallow and ends before the common ancestor with %s", base.at)
               : bg_fail(err, BG_ERROR_JUDGE, "%.*s and %.*s have no common history; name another --base",
                         BG_ARGS(base), BG_ARGS(out->head_rev));
}

static bool find_base(struct bg_repo *repo, const struct bg_range_options *options, struct bg_arena *arena,
                      struct bg_range *out, struct bg_error *err) {
    bool is_unborn = bg_oid_is_zero(&out->head_commit);
    if (options->base == NULL && is_first(repo, out) && (is_unborn || !options->may_be_base)) {
        return true;
    }
    if (options->base == NULL) {
        return find_default(repo, arena, out, err) && find_merge_base(repo, out, err);
    }
    out->base_rev = bg_arena_copy(arena, bg_slice_of(options->base));
    if (!bg_repo_resolve(repo, options->base, &out->tip_commit, err)) {
        return false;
    }
    if (options->is_exact) {
        out->base_commit = out->tip_commit;
        return true;
    }
    return find_merge_base(repo, out, err);
}

static bool open_commit(struct bg_repo *repo, const struct bg_oid *commit, struct bg_tree **out, struct bg_error *err) {
    if (bg_oid_is_zero(commit)) {
        *out = bg_tree_new(repo, NULL);
        return true;
    }
    return bg_repo_tree(repo, commit, out, err);
}

bool bg_range_resolve(struct bg_repo *repo, const struct bg_range_options *options, struct bg_arena *arena,
                      struct bg_range *out, struct bg_error *err) {
    *out = (struct bg_range){.head_kind = options->kind};
    out->head_rev = bg_arena_copy(arena, bg_slice_of(options->head != NULL ? options->head : "HEAD"));
    if (!find_head(repo, options, out, err) || !find_base(repo, options, arena, out, err)) {
        return false;
    }
    bool is_open = options->kind == BG_HEAD_COMMIT
                       ? open_commit(repo, &out->head_commit, &out->head, err)
                       : bg_snapshot(repo, options->kind == BG_HEAD_WORKTREE, &out->head, err);
    return is_open && open_commit(repo, &out->base_commit, &out->base, err) &&
           open_commit(repo, &out->tip_commit, &out->tip, err);
}

bool bg_range_default(struct bg_repo *repo, struct bg_arena *arena, struct bg_slice *name, struct bg_oid *tip) {
    struct bg_range found = {.head_kind = BG_HEAD_COMMIT};
    struct bg_error ignored;
    bool is_found = find_default(repo, arena, &found, &ignored);
    *name = found.base_rev;
    *tip = found.tip_commit;
    return is_found;
}

/* What can be compared instead: in a clone that lacks the rest of its repository, first of all that rest. */
static bool fail_same(struct bg_repo *repo, const char *because, struct bg_slice base, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_cut = bg_repo_is_shallow(repo) || bg_repo_has_one_branch(repo);
    if (is_cut) {
        (void)bg_fail(err, BG_ERROR_JUDGE, "nothing can be compared: %.*s %s, and the clone lacks %s; %.*s; then %s",
                      BG_ARGS(base), because,
                      bg_repo_has_one_branch(repo) ? "all other branches" : "what was before it",
                      BG_ARGS(bg_remedy_history(repo, &arena)), bg_remedy_base());
    } else {
        (void)bg_fail(
            err, BG_ERROR_JUDGE,
            "nothing can be compared: %.*s %s; %s (HEAD^ is the commit before), or judge what is not committed "
            "with --staged or --worktree",
            BG_ARGS(base), because, bg_remedy_base());
    }
    bg_arena_finish(&arena);
    return false;
}

static bool stands_on_base(const struct bg_range *range) {
    return !bg_oid_is_zero(&range->base_commit) && bg_oid_equal(&range->base_commit, &range->head_commit);
}

bool bg_range_has_two_ends(struct bg_repo *repo, const struct bg_range *range, struct bg_error *err) {
    bool is_same = range->head_kind == BG_HEAD_COMMIT && stands_on_base(range);
    bool is_tip = bg_oid_equal(&range->tip_commit, &range->head_commit);
    return !is_same || fail_same(repo, is_tip ? "is the head itself" : "holds the head already", range->base_rev, err);
}

bool bg_range_has_changes(struct bg_repo *repo, const struct bg_range *range, struct bg_error *err) {
    struct bg_entry base = bg_tree_stat(range->base, BG_LITERAL(""));
    struct bg_entry head = bg_tree_stat(range->head, BG_LITERAL(""));
    return !stands_on_base(range) || !bg_oid_equal(&base.id, &head.id) ||
           fail_same(repo, "is the head itself, to which nothing was added", range->base_rev, err);
}
