/*
 * The plan of a bump: which version each connector gets, and the edits that write it in every place where it stands. A
 * plan is made in memory from the head's tree; files that several connectors share are edited one connector after the
 * other. A connector with a file that cannot be edited safely is refused as a whole, with the file and line.
 */
#ifndef BG_RELEASE_PLAN_H
#define BG_RELEASE_PLAN_H

#include "release/apply.h"
#include "release/changelog.h"
#include "release/artefact.h"
#include "repo/repo.h"
#include "rules/profile.h"
#include "release/verdict_result.h"

struct bg_plan_query {
    struct bg_tree *head;
    struct bg_tree *base;        /* where the change began, to tell its own rows; NULL: not known */
    struct bg_tree *before;      /* the branch before it took in the base branch by a merge, and where it had begun; */
    struct bg_tree *before_base; /* NULL: it did not, or nobody asked */
    struct bg_repo *checkout;    /* whose work tree is to be written; NULL: none is */
    bool is_committed;           /* then: and what is written becomes a commit */
    const struct bg_verdict *verdicts; /* all that the run is about, as some share a page */
    size_t verdict_count;
    const struct bg_layout *layout;
    const struct bg_artefacts *artefacts;
    const struct bg_version_policy *policy;
    struct bg_slice to; /* a level or a version that a person has named; {NULL, 0}: the next one that is enough */
    bool wants_candidate;
    bool is_ordered;                 /* see target.h */
    bool only_taken;                 /* see target.h */
    bool is_backport;                /* likewise */
    bool is_draft;                   /* with the paperwork of a breaking release */
    struct bg_changelog_entry entry; /* all but the version */
};

/* The texts of the files that are planned to change, in order of their first edit. */
struct bg_plan_files {
    struct bg_arena *arena;
    struct bg_file_change *items;
    size_t count;
    size_t room; /* private */
};

/* The plan for one connector; texts live in the arena of `files`, where its edits are added. */
const struct bg_plan *bg_plan_connector(const struct bg_plan_query *query, const struct bg_verdict *verdict,
                                        struct bg_plan_files *files);

#endif
