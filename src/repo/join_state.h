/* What git keeps in its folder while a merge or a rebase waits for a person. Internal. */
#ifndef BG_REPO_JOIN_STATE_H
#define BG_REPO_JOIN_STATE_H

#include "repo/internal.h"
#include "repo/join.h"

/* "Merge branch 'main' into topic", or what was asked for; in the arena. */
struct bg_slice bg_join_message(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query);

/* So that `git commit` ends the merge. */
bool bg_join_keep_merge(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query,
                        const struct bg_join_result *result, struct bg_error *err) BG_MUST_CHECK;

/* So that `git rebase --continue` goes on behind the step `stopped`. */
bool bg_join_keep_rebase(struct bg_arena *arena, git_repository *git, const struct bg_join_query *query, size_t stopped,
                         struct bg_error *err) BG_MUST_CHECK;

#endif
