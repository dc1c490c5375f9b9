/*
 * Commits: see commit.h. They are made through a second handle of the repository, since the first one may keep new
 * objects in memory (memory.c), where a commit would be lost. The index comes first: whether it is locked shows before
 * the branch is moved.
 */
#include "repo/commit.h"

#include "repo/writing.h"

/* What is opened for one commit; released by finish. */
struct work {
    struct bg_writing to;
    git_commit *parent;
    git_tree *base_tree;
    git_tree *tree;
    git_signature *author;
    git_signature *committer;
    git_buf message;
    struct bg_arena arena;
};

static void finish(struct work *work) {
    git_buf_dispose(&work->message);
    git_signature_free(work->committer);
    git_signature_free(work->author);
    git_tree_free(work->tree);
    git_tree_free(work->base_tree);
    git_commit_free(work->parent);
    bg_writing_close(&work->to);
    bg_arena_finish(&work->arena);
}

static bool prepare_message(struct work *work, struct bg_slice message, struct bg_error *err) {
    struct bg_slice text = bg_arena_copy(&work->arena, message);
    if (git_message_prettify(&work->message, text.at == NULL ? "" : text.at, 0, '#') != GIT_OK) {
        return bg_git_fail(err, "the message of the commit could not be read");
    }
    return work->message.size > 0 || bg_fail(err, BG_ERROR_USAGE, "the message of the commit is empty");
}

static bool is_undisturbed(const struct work *work, struct bg_error *err) {
    int state = git_repository_state(work->to.git);
    return state == GIT_REPOSITORY_STATE_NONE || state == GIT_REPOSITORY_STATE_BISECT ||
           bg_fail(err, BG_ERROR_USAGE,
                   "a merge, a rebase or the like is under way; finish it, or bump without --commit");
}

/* Opens, and checks all that does not depend on the files. */
static bool start(struct bg_repo *repo, const struct bg_commit_query *query, struct work *work, struct bg_error *err) {
    git_oid head;
    if (!bg_writing_open(repo, &work->to, err) || !prepare_message(work, query->message, err) ||
        !is_undisturbed(work, err) || !bg_writing_sign(&work->to, true, &work->author, err) ||
        !bg_writing_sign(&work->to, false, &work->committer, err)) {
        return false;
    }
    if (git_reference_name_to_id(&head, work->to.git, "HEAD") != GIT_OK ||
        git_commit_lookup(&work->parent, work->to.git, &head) != GIT_OK ||
        git_commit_tree(&work->base_tree, work->parent) != GIT_OK) {
        return bg_git_fail(err, "the current commit could not be read");
    }
    return true;
}

/* A file whose size differs from the commit's counts as changed for the library, though it differs by line ends alone.
 */
static bool is_same_to_git(git_repository *git, const char *path) {
    git_index *index = NULL;
    git_oid id;
    const git_index_entry *entry =
        git_repository_index(&index, git) == GIT_OK ? git_index_get_bypath(index, path, 0) : NULL;
    bool is_same = entry != NULL && git_repository_hashfile(&id, git, path, GIT_OBJECT_BLOB, NULL) == GIT_OK &&
                   git_oid_equal(&id, &entry->id);
    git_index_free(index);
    return is_same;
}

static bool check_clean(git_repository *git, const char *path, struct bg_error *err) {
    unsigned status;
    int code = git_status_file(&status, git, path);
    if (code == GIT_ENOTFOUND || (code == GIT_OK && status == GIT_STATUS_CURRENT)) {
        return true; /* a file that is not there yet has no status */
    }
    if (code == GIT_OK && status == GIT_STATUS_WT_MODIFIED && is_same_to_git(git, path)) {
        return true;
    }
    if (code != GIT_OK) {
        return bg_git_fail(err,
                           "may have changes that are not committed, since what git knows of it could not be read");
    }
    return bg_fail(err, BG_ERROR_JUDGE,
                   "has changes that are not committed; commit them first, or bump without --commit");
}

bool bg_repo_is_committed(struct bg_repo *repo, struct bg_slice path, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_committed = check_clean(repo->git, bg_arena_copy(&arena, path).at, err);
    bg_arena_finish(&arena);
    return is_committed;
}

bool bg_repo_can_commit(struct bg_repo *repo, const struct bg_commit_query *query, struct bg_error *err) {
    struct work work = {0};
    bool is_possible = start(repo, query, &work, err);
    finish(&work);
    return is_possible;
}

/* The files into the index, and the tree of HEAD with them alone: what else is staged does not get into it. */
static bool make_tree(struct work *work, const struct bg_commit_query *query, struct bg_error *err) {
    git_tree_update *updates = bg_arena_array(&work->arena, query->path_count, sizeof updates[0]);
    git_oid id;
    for (size_t p = 0; p < query->path_count; p++) {
        struct bg_slice path = bg_arena_copy(&work->arena, query->paths[p]);
        const git_index_entry *entry = NULL;
        if (git_index_add_bypath(work->to.index, path.at) == GIT_OK) {
            entry = git_index_get_bypath(work->to.index, path.at, 0);
        }
        if (entry == NULL) {
            return bg_git_fail(err, "%s could not be added to the commit", path.at);
        }
        updates[p] = (git_tree_update){GIT_TREE_UPDATE_UPSERT, entry->id, (git_filemode_t)entry->mode, path.at};
    }
    if (git_index_write(work->to.index) != GIT_OK) {
        return bg_git_fail(err, "the files were written but not committed, since the index could not be updated");
    }
    if (git_tree_create_updated(&id, work->to.git, work->base_tree, query->path_count, updates) != GIT_OK ||
        git_tree_lookup(&work->tree, work->to.git, &id) != GIT_OK) {
        return bg_git_fail(err, "the files were written but not committed");
    }
    return true;
}

bool bg_repo_commit(struct bg_repo *repo, const struct bg_commit_query *query, struct bg_oid *out,
                    struct bg_error *err) {
    struct work work = {0};
    git_oid id;
    bool is_made = start(repo, query, &work, err) && make_tree(&work, query, err);
    if (is_made) {
        const git_commit *parents[] = {work.parent};
        is_made = git_commit_create(&id, work.to.git, "HEAD", work.author, work.committer, NULL, work.message.ptr,
                                    work.tree, 1, parents) == GIT_OK ||
                  bg_git_fail(err, "the files were written but not committed");
    }
    if (is_made) {
        *out = bg_oid_of(&id);
    }
    finish(&work);
    return is_made;
}
