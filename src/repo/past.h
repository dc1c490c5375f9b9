/* The past of one file: what it held before, along the first parents of a commit. */
#ifndef BG_REPO_PAST_H
#define BG_REPO_PAST_H

#include "repo/repo.h"
#include "repo/walk.h"

/*
 * What changed in commits that were compared with their first parent, so that the walk back need not read them: those
 * that were noted last, for all repositories and threads that use it.
 */
struct bg_past;

struct bg_past *bg_past_new(void);

/* Accepts NULL; no repository uses it any more. */
void bg_past_free(struct bg_past *past);

/* From here on walks of the repository ask `past`, which outlives it, and what is noted goes there. */
void bg_past_use(struct bg_repo *repo, struct bg_past *past);

/* Notes all that differs between `commit` and its first parent (zero: it has none). Without a past to use, or for more
 * changes than are worth it, nothing. */
void bg_past_note(struct bg_repo *repo, const struct bg_oid *commit, const struct bg_oid *parent,
                  const struct bg_changed *changed, size_t count);

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
