/* What a branch has of its own, and how it was before it took in another one. */
#ifndef BG_REPO_OWN_COMMITS_H
#define BG_REPO_OWN_COMMITS_H

#include "repo/repo.h"

/* The commits of a branch that the tip has not, but for merges, along the first parents, the oldest first; in the
 * arena. */
bool bg_repo_own_commits(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                         struct bg_arena *arena, struct bg_oid **out, size_t *count,
                         struct bg_error *err) BG_MUST_CHECK;

/* The branch before it last took in the tip by a merge, and where it had begun; both zero where it did not. */
bool bg_repo_before_merge(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                          struct bg_oid *before, struct bg_oid *base, struct bg_error *err) BG_MUST_CHECK;

/*
 * The branch before it was last rebased upon the tip, and where it had begun, by ORIG_HEAD; both zero where that is not
 * what the head was: its last commit has the author, the time and the message of the head's, and is no part of it.
 */
bool bg_repo_before_rebase(struct bg_repo *repo, const struct bg_oid *tip, const struct bg_oid *head,
                           struct bg_oid *before, struct bg_oid *base, struct bg_error *err) BG_MUST_CHECK;

#endif
