/* What helps where a clone lacks a commit, in the words of this clone and of the service that made it. */
#ifndef BG_REPO_REMEDY_H
#define BG_REPO_REMEDY_H

#include "repo/repo.h"

/* How to get the history that is missing: "use fetch-depth: 0, or run: git fetch --unshallow". Never a depth that the
 * clone has already. In `arena`. */
struct bg_slice bg_remedy_history(struct bg_repo *repo, struct bg_arena *arena);

/* Fails with what is missing, and with how to get it. */
bool bg_remedy_fail(struct bg_repo *repo, struct bg_error *err, const char *format, ...) BG_PRINTF(3, 4);

/* How to name a base here: "name the base with --base or the input base". */
const char *bg_remedy_base(void);

/* Whether the clone was told to fetch one branch only; what it calls the default branch can then be any branch. */
bool bg_repo_has_one_branch(struct bg_repo *repo);

/* Whether the clone was told to leave out tags. */
bool bg_repo_leaves_tags(struct bg_repo *repo);

#endif
