/*
 * A branch brought up to date with another one, by a merge or a rebase as git makes them: what git would leave as a
 * conflict is one, and what it keeps while a conflict is open is kept, so that git goes on with it. No attribute and no
 * configuration of a merge driver is needed: what is settled already is given.
 */
#ifndef BG_REPO_JOIN_H
#define BG_REPO_JOIN_H

#include "repo/repo.h"

/* A file whose merged text is known. Where there are conflicts in it, it is one of the conflicts. */
struct bg_join_file {
    struct bg_slice path;
    struct bg_slice text;
    bool is_clean;
};

/* A commit of the branch, its common ancestor with the tip, and what is settled of the two. */
struct bg_join_step {
    struct bg_oid commit;
    struct bg_oid base;
    const struct bg_join_file *files;
    size_t file_count;
};

struct bg_join_query {
    struct bg_oid tip;
    struct bg_slice tip_name; /* as it was named, for messages */
    /* A merge has one step, of HEAD. A rebase has one for each commit, the oldest first, and HEAD the last: each is
     * merged with the tip as a whole, so that together they end as the merge would. */
    const struct bg_join_step *steps;
    size_t step_count;
    bool is_rebase;
    bool is_committed;       /* where nothing is left open; a rebase always is */
    struct bg_slice message; /* of the commit of a merge; {NULL, 0}: git's */
};

struct bg_join_result {
    struct bg_oid commit;             /* where the branch is now; zero: it has not moved */
    const struct bg_slice *conflicts; /* paths */
    size_t conflict_count;
};

/* Writes objects, work tree, index and branch. Fails before anything was written where something is under way or
 * staged, a file that it would write has changes, or nobody is known as committer. */
bool bg_repo_join(struct bg_repo *repo, struct bg_arena *arena, const struct bg_join_query *query,
                  struct bg_join_result *out, struct bg_error *err) BG_MUST_CHECK;

#endif
