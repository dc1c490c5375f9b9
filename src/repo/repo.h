/*
 * A git repository, opened for reading: no checkout, no subprocess, no network. Bare repositories and linked work trees
 * are fine. Not for use by two threads at once; each needs its own, opened one after the other.
 */
#ifndef BG_REPO_REPO_H
#define BG_REPO_REPO_H

#include "base/error.h"
#include "base/arena.h"
#include "base/problems.h"
#include "repo/tree.h"

struct bg_repo;

/*
 * Opens the repository that `dir` is in, and NULL the one that git would take: GIT_DIR, GIT_INDEX_FILE and the like,
 * which hooks set, else the current folder. A `dir` in that same repository has the same index. With `trust_owner`, a
 * repository of another user is accepted; without, it is an error whose message says how to allow it.
 */
bool bg_repo_open(struct bg_repo **out, const char *dir, bool trust_owner, struct bg_error *err) BG_MUST_CHECK;

/* Accepts NULL. Frees the trees it handed out, too. */
void bg_repo_free(struct bg_repo *repo);

/* The work tree's folder, or {NULL, 0} for a bare repository; lives as long as the repository. */
struct bg_slice bg_repo_folder(const struct bg_repo *repo);

bool bg_repo_is_shallow(const struct bg_repo *repo);

/* The commit that a revision names (any form git rev-parse takes), as an id. Of several things with that name git's own
 * choice is taken, and bg_repo_notes says so. */
bool bg_repo_resolve(struct bg_repo *repo, const char *revision, struct bg_oid *out,
                     struct bg_error *err) BG_MUST_CHECK;

/* What one judgement may ask of the trees of a repository, and has asked. */
struct bg_budget {
    uint64_t bytes; /* of files that were read */
    uint64_t steps; /* questions: what stands there, what a folder holds, what a file says */
    uint64_t most_bytes;
    uint64_t most_steps;
};

/* Starts a judgement: nothing was asked yet. Without one there is no bound. Once more was asked, no file is read any
 * more: each says that it could not be. */
void bg_repo_begin_budget(struct bg_repo *repo, uint64_t most_bytes, uint64_t most_steps);
const struct bg_budget *bg_repo_budget(const struct bg_repo *repo);
bool bg_budget_is_spent(const struct bg_budget *budget);

/* What there is to say about the revisions that were resolved so far; lives as long as the repository. */
const struct bg_problems *bg_repo_notes(const struct bg_repo *repo);

/* The first line of a commit's message, in the arena, and when it was committed. */
bool bg_repo_describe(struct bg_repo *repo, const struct bg_oid *commit, struct bg_arena *arena,
                      struct bg_slice *subject, int64_t *seconds, struct bg_error *err) BG_MUST_CHECK;

/* The best common ancestor of two commits; zero where the history that is here has none. */
bool bg_repo_merge_base(struct bg_repo *repo, const struct bg_oid *a, const struct bg_oid *b, struct bg_oid *out,
                        struct bg_error *err) BG_MUST_CHECK;

/* The tree of a commit, an empty one for the zero id; owned by the repository. */
bool bg_repo_tree(struct bg_repo *repo, const struct bg_oid *commit, struct bg_tree **out,
                  struct bg_error *err) BG_MUST_CHECK;

/* The files of the work tree that git would add, ignored ones left out; owned by the repository, which has one. */
bool bg_repo_worktree(struct bg_repo *repo, struct bg_tree **out, struct bg_error *err) BG_MUST_CHECK;

#endif
