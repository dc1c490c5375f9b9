/*
 * bumpgate: does this pull request declare the version that its changes need?
 *
 * The result types that flow from the pipeline to the reports, and the whole public interface.
 * Everything a result points to belongs to the run and lives until bg_run_free.
 */
#ifndef BG_BASE_TYPES_H
#define BG_BASE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BG_MUST_CHECK __attribute__((warn_unused_result))
#define BG_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))

/* Bytes of somebody else's memory. Not terminated; may contain NUL. {NULL, 0} is "none". */
struct bg_slice {
    const char *at;
    size_t len;
};

/* A place in a file of the repository. An empty file is "no place"; line 0 is "the file as a whole". */
struct bg_place {
    struct bg_slice file;
    uint32_t line;   /* from 1 */
    uint32_t column; /* in characters, from 1 */
};

/* What went wrong with the call or its surroundings. Wrong data is a bg_problem of the result instead. */
enum bg_error_code {
    BG_ERROR_NONE,
    BG_ERROR_USAGE, /* the call or the configuration is wrong: exit status 2 */
    BG_ERROR_JUDGE, /* what is needed for a judgement cannot be read: exit status 3 */
};

struct bg_error {
    enum bg_error_code code;
    char message[1024]; /* one line, past tense, with the remedy if there is one */
    char file[512];     /* empty if the error is about no file */
    uint32_t line;      /* from 1; 0 if unknown */
    uint32_t column;
};

enum bg_level { BG_LEVEL_NONE, BG_LEVEL_PATCH, BG_LEVEL_MINOR, BG_LEVEL_MAJOR };

/* The step between two versions, as the pull request declares it. */
enum bg_declared {
    BG_DECLARED_NONE,
    BG_DECLARED_PATCH,
    BG_DECLARED_MINOR,
    BG_DECLARED_MAJOR,
    BG_DECLARED_PRERELEASE,
    BG_DECLARED_PROMOTE,
    BG_DECLARED_DOWNGRADE,
    BG_DECLARED_NEW,
    BG_DECLARED_REMOVED,
    BG_DECLARED_INVALID,
};

/* Ordered by how bad they are: the worst of all connectors is the outcome of the run. */
enum bg_outcome { BG_OUTCOME_SKIPPED, BG_OUTCOME_PASSED, BG_OUTCOME_REJECTED, BG_OUTCOME_UNJUDGED };

enum bg_state { BG_STATE_CHANGED, BG_STATE_ADDED, BG_STATE_REMOVED, BG_STATE_MOVED };

/* The spec accepts configurations, a stream emits records, the rest is about the release. */
enum bg_side { BG_SIDE_ACCEPTS, BG_SIDE_EMITS, BG_SIDE_ABOUT };

enum bg_proof { BG_PROOF_RULE, BG_PROOF_WITNESS, BG_PROOF_UNKNOWN };

/* How much of something can be known from files alone. */
enum bg_readability { BG_READ_ABSENT, BG_READ_STATIC, BG_READ_OPAQUE };

/* One change, judged by one rule. */
struct bg_finding {
    struct bg_slice rule; /* id, a file name below rules/ */
    enum bg_level level;  /* what it demands, after waivers: see waived */
    enum bg_side side;
    struct bg_slice stream;  /* {NULL, 0} if it is about no stream */
    struct bg_slice path;    /* JSON Pointer into the schema, "" is its root */
    struct bg_slice subject; /* what it is about: a property, a key, a file; may be empty */
    struct bg_slice message; /* what happened; one line */
    struct bg_slice why;     /* who is hurt; one line */
    struct bg_slice fix;     /* what to do instead; one line, may be empty */
    struct bg_place base;    /* no place if it was not there */
    struct bg_place head;
    enum bg_proof proof;
    struct bg_slice witness; /* JSON text; {NULL, 0} without one */
    struct bg_slice unknown; /* why it could not be proven, if proof is unknown */
    char fingerprint[13];    /* 12 hexadecimal digits: stable under reformatting and moved lines */
    struct bg_slice waived;  /* the reason of the waiver that covers it, else {NULL, 0} */
    bool waiver_is_new;      /* the waiver was added in the range that it excuses */
};

/* Why a connector was rejected or could not be judged. */
struct bg_reason {
    struct bg_slice id;
    struct bg_slice message;
    struct bg_place at;
};

struct bg_coverage {
    enum bg_readability spec;
    size_t streams_static;
    size_t streams_opaque;
    const struct bg_slice *notes; /* one sentence each: what cannot be seen, and why */
    size_t note_count;
};

/* One place that a bump changes. An inserted line has no text before, a line that was cut none after. */
struct bg_plan_edit {
    struct bg_slice file;
    uint32_t line; /* from 1, before the edit */
    struct bg_slice before;
    struct bg_slice after;
};

struct bg_plan_untouched {
    struct bg_slice file;
    struct bg_slice why; /* one clause */
};

/* What a bump of one connector writes. */
struct bg_plan {
    struct bg_slice from;    /* the version at head */
    struct bg_slice to;      /* {NULL, 0} if nothing is written */
    struct bg_slice id;      /* why nothing is written: "noop", "needs-human", ...; {NULL, 0} if something is */
    struct bg_slice message; /* one line */
    struct bg_place at;
    enum bg_outcome outcome; /* passed: nothing is owed, or all is in the plan; else it was refused */
    const struct bg_plan_edit *edits;
    size_t edit_count;
    const struct bg_plan_untouched *untouched;
    size_t untouched_count;
};

struct bg_verdict {
    struct bg_slice name;
    struct bg_slice root;      /* at head, or at base if it was removed; no trailing slash */
    struct bg_slice base_root; /* differs from root only if the connector moved */
    enum bg_state state;
    struct bg_slice version_base; /* the texts as they stand in the files; {NULL, 0} if there is none */
    struct bg_slice version_head;
    struct bg_slice version_tip;
    struct bg_slice last_stable; /* before version_base, if that is a prerelease; {NULL, 0} if it is not known */
    struct bg_place version_at;  /* the version at head */
    enum bg_declared declared;
    enum bg_level required;
    struct bg_slice minimum; /* the lowest version that would pass; {NULL, 0} if there is none */
    bool version_is_enough;  /* what is missing is something else: see the reasons */
    struct bg_slice pre_1_0; /* the policy for versions below 1.0.0 */
    enum bg_outcome outcome;
    struct bg_slice summary; /* why there is nothing to do, if there is nothing: "only documentation changed" */
    const struct bg_reason *reasons;
    size_t reason_count;
    const struct bg_finding *findings; /* worst first, then by file and place */
    size_t finding_count;
    struct bg_coverage coverage;
    const struct bg_plan *plan; /* NULL unless bg_run_bump was asked */
};

/* What a range's head is. */
enum bg_head_kind { BG_HEAD_COMMIT, BG_HEAD_INDEX, BG_HEAD_WORKTREE, BG_HEAD_FOLDER, BG_HEAD_FILE };

/* Something wrong with what was read, or a waiver that is not right: never silent. */
struct bg_problem {
    struct bg_slice id;
    struct bg_slice message;
    struct bg_place at;
    bool is_fatal; /* it kept something from being judged */
};

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

/* Everything a report needs. Built by bg_run_new, read by anybody. */
struct bg_run {
    struct bg_slice base_rev;
    struct bg_slice base_commit; /* 40 hexadecimal digits; {NULL, 0} if there is no base */
    struct bg_slice tip_commit;
    struct bg_slice head_rev;
    struct bg_slice head_commit;
    enum bg_head_kind head_kind;
    struct bg_slice profile;
    enum bg_outcome outcome;
    const struct bg_verdict *verdicts; /* in order of their roots */
    size_t verdict_count;
    size_t outcome_counts[BG_OUTCOME_UNJUDGED + 1];
    const struct bg_problem *problems;
    size_t problem_count;
    uint64_t milliseconds;
    struct bg_slice bump_commit; /* what bg_run_bump has committed; {NULL, 0} if nothing */
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
