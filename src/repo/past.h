/* The past of one file: what it held before, along the first parents of a commit. */
#ifndef BG_REPO_PAST_H
#define BG_REPO_PAST_H

#include "repo/repo.h"

/* Called with each state of the file and the last commit that has it, newest first, until it returns true. `text` is
 * gone after the call. */
typedef bool (*bg_past_visit)(void *context, struct bg_slice text, const struct bg_oid *commit);

/*
 * Follows the first parents from `from`, itself included, and visits every state that the file at `path` had, each once
 * in a row. Ends where the file is not there, cannot be read, or a shallow clone ends, and after
 * BG_LIMIT_PAST_COMMITS commits or BG_LIMIT_PAST_STATES states. True if a visit returned true.
 */
bool bg_past_walk(struct bg_repo *repo, const struct bg_oid *from, struct bg_slice path, bg_past_visit visit,
                  void *context);

#endif
