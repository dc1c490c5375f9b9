/*
 * One commit on the current branch, of files that stand in the work tree. It is what `git commit --only FILES` makes:
 * everything else that is staged or changed stays as it is. No hook runs and nothing is signed.
 */
#ifndef BG_REPO_COMMIT_H
#define BG_REPO_COMMIT_H

#include "repo/repo.h"

struct bg_commit_query {
    const struct bg_slice *paths; /* below the work tree, with slashes */
    size_t path_count;
    struct bg_slice message; /* the first line that is not blank is the subject */
};

/*
 * Whether bg_repo_commit can work, for before the files are written: there is a work tree, a subject and an identity,
 * and nothing like a merge or a rebase is under way.
 */
bool bg_repo_can_commit(struct bg_repo *repo, const struct bg_commit_query *query, struct bg_error *err) BG_MUST_CHECK;

/* Whether a file of the work tree has no changes of its own, which would get into the commit unseen; one that is not
 * there has none. The message goes on behind the name of the file. */
bool bg_repo_is_committed(struct bg_repo *repo, struct bg_slice path, struct bg_error *err) BG_MUST_CHECK;

/*
 * Makes the commit upon HEAD and moves the branch; *out is its id. Author and committer are those that git would take:
 * GIT_AUTHOR_NAME, _EMAIL, _DATE and the like, else the configuration; SOURCE_DATE_EPOCH is the time if no date is
 * named. If it fails, the branch is where it was; the files stay as they are in the work tree.
 */
bool bg_repo_commit(struct bg_repo *repo, const struct bg_commit_query *query, struct bg_oid *out,
                    struct bg_error *err) BG_MUST_CHECK;

#endif
