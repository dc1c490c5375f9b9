/* A range: what is compared with what. Content from the merge base, the version with the tip of the base as well. */
#ifndef BG_REPO_RANGE_H
#define BG_REPO_RANGE_H

#include "repo/repo.h"

struct bg_range_options {
    const char *base;       /* a revision; NULL: the default branch */
    const char *head;       /* a revision; NULL: HEAD; must be NULL for the index and the work tree */
    enum bg_head_kind kind; /* COMMIT, INDEX or WORKTREE */
    bool may_be_base;       /* a head that is the first of its history, too, is compared with the default branch */
    bool is_exact;          /* `base` is compared itself, not the merge base: a merge commit's first parent */
};

struct bg_range {
    struct bg_slice base_rev; /* as given or as found: "origin/master"; {NULL, 0} without a base */
    struct bg_slice head_rev;
    enum bg_head_kind head_kind;
    struct bg_oid base_commit; /* the merge base; zero if the head has no parent and no base was named */
    struct bg_oid tip_commit;  /* what base_rev names; zero as base_commit */
    struct bg_oid head_commit; /* HEAD for the index and the work tree; zero if there is no commit yet */
    struct bg_tree *base;      /* an empty tree if there is no base commit */
    struct bg_tree *tip;
    struct bg_tree *head;
};

/*
 * Resolves both ends. Texts live in `arena`, trees belong to the repository. Fails with a remedy in the message: no
 * such revision, a shallow clone that lacks the base, no common history, an unmerged index, no default branch. Without
 * a base, the default outside CI is what origin/HEAD names, else origin/main, origin/master, main, master.
 */
bool bg_range_resolve(struct bg_repo *repo, const struct bg_range_options *options, struct bg_arena *arena,
                      struct bg_range *out, struct bg_error *err) BG_MUST_CHECK;

/* False where a commit would be compared with itself, which passes whatever is in it; the message has what helps in
 * this clone. The index and the work tree are never the commit that they stand on. */
bool bg_range_has_two_ends(struct bg_repo *repo, const struct bg_range *range, struct bg_error *err) BG_MUST_CHECK;

/* The same for a work tree that nobody asked for: false where it is, byte for byte, the commit that is its base. */
bool bg_range_has_changes(struct bg_repo *repo, const struct bg_range *range, struct bg_error *err) BG_MUST_CHECK;

/* The default branch, as a revision to name it by, and its commit; false if there is none. Text in `arena`. */
bool bg_range_default(struct bg_repo *repo, struct bg_arena *arena, struct bg_slice *name, struct bg_oid *tip);

/* One step of a history. */
struct bg_step {
    struct bg_oid commit;
    struct bg_oid parent; /* zero for a root commit */
    int64_t seconds;      /* author time, UTC */
};

/*
 * The first-parent commits of (base, head], oldest first, in the arena. `base` NULL: from the first commit on, or from
 * the first one whose parent a shallow clone has. If `base` is not among the first parents, its newest ancestor that is
 * one takes its place.
 */
bool bg_range_history(struct bg_repo *repo, const char *base, const char *head, struct bg_arena *arena,
                      struct bg_step **out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

#endif
