/* A moment of a history that is judged: what is compared with what, and when. A check has one, an audit one a commit.
 */
#ifndef BG_RELEASE_MOMENT_H
#define BG_RELEASE_MOMENT_H

#include "release/ways.h"
#include "repo/repo.h"

/* The trees belong to whoever opened them, texts to the run or to `arena`; all outlive the judgement. */
struct bg_moment {
    struct bg_arena *arena; /* of the verdicts and all that they point to */
    struct bg_tree *base;   /* an empty one before the first commit */
    struct bg_tree *head;
    struct bg_tree *tip; /* of the branch that the base is on; may be the base itself */
    struct bg_tree
        *before; /* the branch before it took in the base branch, and where it had begun; NULL: it did not, */
    struct bg_tree *before_base; /* or nobody asked */
    struct bg_repo *repo;        /* whose history is asked for stable versions */
    struct bg_oid base_commit;   /* where that history starts; zero if there is none */
    struct bg_oid head_commit;   /* whose first parent that is, in a history; else zero */
    struct bg_slice today;       /* YYYY-MM-DD: when the head is released */
    struct bg_slice base_rev;    /* the base branch as a revision; {NULL, 0} if nobody needs to know */
    struct bg_slice head_rev;    /* as the caller has named it; {NULL, 0}: what is checked out */
    struct bg_slice title;       /* of the pull request that the head is of; {NULL, 0} if it is not known */
    struct bg_slice number;      /* of that pull request, from the head's subject; {NULL, 0} if it has none */
    const char *const *named;    /* connectors whose pull request has a title of its own, ... */
    const char *const *titles;   /* ... and that, NULL for some of them; NULL: there are none */
    size_t named_count;
    struct bg_checkout checkout;  /* for the commands that reports name */
    bool labels_are_known;        /* those of the pull request */
    bool has_break_label;         /* one of them says that it breaks */
    bool head_is_risky;           /* it is checked out in a workflow with the rights of the base branch */
    bool base_is_named;           /* the caller has named it */
    bool is_past;                 /* what is judged was released long ago */
    bool is_tagged;               /* releases are marked by tags: a version that stays is no release yet */
    struct bg_slice base_version; /* where the tags are the versions; {NULL, 0}: they are in files */
    struct bg_slice head_version;
    uint64_t most_bytes;  /* that may be read; 0: BG_LIMIT_RUN_BYTES */
    uint64_t most_steps;  /* questions that may be asked of the trees; 0: BG_LIMIT_RUN_STEPS */
    uint64_t most_effort; /* steps of comparing schemas; 0: BG_LIMIT_RUN_EFFORT */
};

#endif
