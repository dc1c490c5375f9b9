/* The main use: judge what changed between two revisions, and write the versions that are owed. */
#ifndef BG_RUN_CHECK_H
#define BG_RUN_CHECK_H

#include "report/result.h"

/* What to judge, and how. Zeroed means: the repository here, the default base, the configured profile, all connectors.
 * Texts must outlive the run. */
struct bg_options {
    const char *repo; /* a folder in the repository; NULL: here */
    const char *base; /* revisions; NULL: by where it runs */
    const char *head;
    enum bg_head_kind head_kind;   /* COMMIT, INDEX or WORKTREE */
    bool base_is_exact;            /* compare with the base itself instead of the merge base */
    bool trusts_owner;             /* accept a repository of another user */
    const char *config;            /* NULL: .bumpgate.yaml at the root of the head */
    const char *profile;           /* NULL: as configured */
    const char *rules;             /* a folder with more rules, or NULL */
    const char *const *connectors; /* names; none: every one that changed */
    size_t connector_count;
};

/* Judges; nothing is written anywhere. False with *err if there was nothing to judge from; wrong data of single
 * connectors is in the result. The caller frees the run. */
bool bg_run_new(struct bg_run **out, const struct bg_options *options, struct bg_error *err) BG_MUST_CHECK;

/* What to write, and how. Zeroed: the next patch or minor where one is owed, never a major. */
struct bg_bump_options {
    const char *to;           /* a level or a version that a person has named; NULL: the next one that is enough */
    const char *pull_request; /* number and title, for the changelog; NULL: from the subject of the head commit */
    const char *title;
    const char *repository;  /* OWNER/NAME, for links */
    const char *date;        /* of the changelog row, YYYY-MM-DD */
    bool wants_candidate;    /* the next version is a release candidate */
    bool only_taken;         /* only where the base branch has taken the number in the meantime */
    bool is_draft;           /* with the entry and the guide of a breaking release, as far as findings can tell */
    bool allows_placeholder; /* write a changelog row without number */
    bool is_dry_run;         /* plan only */
    bool is_committed;       /* what was written becomes one commit on the current branch */
    const char *message;     /* of that commit; NULL: the connectors and their versions */
};

/*
 * Plans a bump for every connector of the run (verdict.plan) and, unless it is a dry run, writes the work tree: all
 * files or none; with `is_committed` they become one commit (run.bump_commit). *outcome is the worst of the plans.
 * *patch (may be NULL) becomes the plan as a unified diff, which belongs to the run. Fails with *err, and no file
 * changed, if something could not be written.
 */
bool bg_run_bump(struct bg_run *run, const struct bg_bump_options *options, enum bg_outcome *outcome,
                 struct bg_slice *patch, struct bg_error *err) BG_MUST_CHECK;

/* Accepts NULL. */
void bg_run_free(struct bg_run *run);

#endif
