/*
 * The stable C interface of bumpgate: judge what changed in connectors between two revisions, write the versions that
 * are owed, and everything else that the command line does, which is built on this header alone.
 *
 * Handles are opaque; what a function makes, the function ending in _free gives back, which accepts NULL. Texts are
 * slices, of the handle they were asked from and valid as long as it; a file, a revision or a name that is passed in is
 * a terminated text, borrowed for the call, or where it says so for the life of the handle.
 *
 * A function that can fail returns bool: false means that *err says why, and that nothing was made or written. Zeroed
 * options are the defaults. They begin with `version`, which is 0 for the fields that the first release had; fields
 * that are added later count only from the version on that they name. A version that the library does not know is
 * refused.
 *
 * Out of memory calls a handler (bg_set_out_of_memory); nothing else here ends the process or prints. Handles may be
 * used by different threads, one handle by one thread at a time. git is read through libgit2, which is started at need
 * and is told, for the whole process, not to verify the hashes that it reads and to hold little in its cache. Nothing
 * uses the network or starts a program. Of the environment, what is read is where git's own variables count (who
 * commits, GIT_INDEX_FILE), SOURCE_DATE_EPOCH for today, which service
 * runs us for the advice in a message, and what the functions named bg_where_ say.
 */
#ifndef BUMPGATE_H
#define BUMPGATE_H

#include "bumpgate/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The library ------------------------------------------------------------------------------------------------ */

/* Counts up when something here is removed or changes its meaning, so that a program can refuse a library that it was
 * not built for. What is added does not count. */
#define BG_ABI 1

/* The BG_ABI of the library that is linked, and its release: "0.1.0". */
BG_PUBLIC unsigned bg_abi(void);
BG_PUBLIC const char *bg_version(void);

/* Calls `handler` when memory runs out; it must not return (exit, longjmp out of a thread's work, abort). NULL: the
 * default, which calls abort. Before other threads use the library. */
BG_PUBLIC void bg_set_out_of_memory(void (*handler)(size_t size));

/* Names that options take, so that help, completions and messages need no list of their own. */
enum bg_names {
    BG_NAMES_DOCUMENTS, /* what bg_compare can read: "spec", ... */
    BG_NAMES_HISTORIES, /* formats of an audit */
    BG_NAMES_LEVELS,    /* "none", "patch", "minor", "major", by enum bg_level */
    BG_NAMES_PRE_1_0,   /* policies for versions below 1.0.0 */
    BG_NAMES_PROFILES,
    BG_NAMES_PROMISES, /* how releases kept what their version says */
    BG_NAMES_REPORTS,  /* formats of a run */
    BG_NAMES_SITES,    /* kinds of files that bg_set_version edits */
    BG_NAMES_STYLES,   /* of changelogs that are made of sections */
};

/* The name at `i`, from 0 on; NULL after the last one. A literal. */
BG_PUBLIC const char *bg_name(enum bg_names names, size_t i);

/* False if there is no level of that name. */
BG_PUBLIC bool bg_level_read(const char *name, enum bg_level *out) BG_MUST_CHECK;

/* Writes "; did you mean `WORD`?" with the nearest of the known words, or "" if none is near, cut at `room` bytes. */
BG_PUBLIC void bg_hint(char *out, size_t room, const char *word, const char *const *known, size_t count);

/* ---- A run: what changed between two revisions, judged ---------------------------------------------------------- */

struct bg_run;
struct bg_verdict;
struct bg_finding;
struct bg_reason;
struct bg_problem;

/* What to judge, and how. Zeroed: the repository here, the merge base with the default branch, HEAD, the profile that
 * is configured, all connectors. Texts must outlive what is made from them. */
struct bg_options {
    unsigned version;
    const char *repo; /* a folder in the repository; NULL: here */
    const char *base; /* revisions; NULL: the default */
    const char *head;
    enum bg_head_kind head_kind;   /* COMMIT, INDEX or WORKTREE */
    bool base_is_exact;            /* compare with the base itself instead of the merge base */
    bool trusts_owner;             /* accept a repository of another user */
    const char *config;            /* a file; NULL: .bumpgate.yaml at the root of the base */
    const char *profile;           /* NULL: as configured, else as the layout says */
    const char *rules;             /* a folder with more rules, or NULL */
    const char *const *connectors; /* names; none: every one that changed */
    size_t connector_count;
    const char *title;     /* of the pull request: may ask for more than files show (`titles`); NULL: it is not known */
    bool labels_are_known; /* of the pull request */
    bool has_break_label;  /* and one of them is `breaking-change` */
    bool head_is_risky;    /* a pull request is checked out where the workflow has the rights of the base branch */
    const char *connector_file; /* where they are named, and in which line each, for messages; NULL: nowhere */
    const unsigned *connector_lines;
    const char *const *connector_titles; /* of the pull request of each; NULL, all of it or one: `title` */
    bool
        judges_named; /* the named ones, too, that did not change, and where the base is the head: for a bump of them */
    bool judges_release; /* a candidate as the release that it is to become: for a bump that makes one of it */
    bool is_past; /* it is a release of the past: no way out of its verdict is named, as none is left */
    bool looks_before;             /* at the branch before it took in the base branch, for a bump with only_taken */
    const struct bg_writer *notes; /* NULL, or what gets a line for each name that means several revisions, where a
                                      result has no place for it: of bg_audit and bg_snapshot_write */
};

/* Judges; nothing is written anywhere. Fails if there was nothing to judge from; wrong data of single connectors is in
 * the result. Free it with bg_run_free. */
BG_PUBLIC bool bg_run_new(struct bg_run **out, const struct bg_options *options, struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC void bg_run_free(struct bg_run *run);

/* The run that could not be: unjudged, with the error as its one problem, so that it leaves reports like any other.
 * Free it with bg_run_free. */
BG_PUBLIC void bg_run_refused(struct bg_run **out, const struct bg_options *options, const struct bg_error *why);

/* The error as JSON, where a command other than a run has to leave a report: the format, and a list of problems as that
 * of a run has it. Fails if the writer stopped. */
BG_PUBLIC bool bg_refusal_write(const struct bg_error *why, const struct bg_writer *to,
                                struct bg_error *err) BG_MUST_CHECK;

/* The worst of all verdicts and fatal problems. */
BG_PUBLIC enum bg_outcome bg_run_outcome(const struct bg_run *run);

/* The profile that it was judged by. */
BG_PUBLIC struct bg_slice bg_run_profile(const struct bg_run *run);

/* Commits as 40 hexadecimal digits; {NULL, 0} where there is none (no base; a head that is the index or the tree). */
BG_PUBLIC struct bg_slice bg_run_base(const struct bg_run *run);
BG_PUBLIC struct bg_slice bg_run_head(const struct bg_run *run);

/* The connectors that changed, in order of their roots. `i` is below the count. */
BG_PUBLIC size_t bg_run_verdict_count(const struct bg_run *run);
BG_PUBLIC const struct bg_verdict *bg_run_verdict(const struct bg_run *run, size_t i);

/* What was wrong with what was read. */
BG_PUBLIC size_t bg_run_problem_count(const struct bg_run *run);
BG_PUBLIC const struct bg_problem *bg_run_problem(const struct bg_run *run, size_t i);

/* Of one connector. Versions are as they stand in the files, {NULL, 0} where there is none; the minimum is the lowest
 * one that would pass. Words are those of the JSON report: "changed", "patch", "passed". */
BG_PUBLIC struct bg_slice bg_verdict_name(const struct bg_verdict *verdict);
BG_PUBLIC struct bg_slice bg_verdict_root(const struct bg_verdict *verdict);
BG_PUBLIC const char *bg_verdict_state(const struct bg_verdict *verdict);
BG_PUBLIC const char *bg_verdict_declared(const struct bg_verdict *verdict);
BG_PUBLIC enum bg_level bg_verdict_required(const struct bg_verdict *verdict);
BG_PUBLIC enum bg_outcome bg_verdict_outcome(const struct bg_verdict *verdict);
BG_PUBLIC struct bg_slice bg_verdict_version_base(const struct bg_verdict *verdict);
BG_PUBLIC struct bg_slice bg_verdict_version_head(const struct bg_verdict *verdict);
BG_PUBLIC struct bg_slice bg_verdict_minimum(const struct bg_verdict *verdict);

/* Why it was rejected or could not be judged: ids that bg_rule_set_explain knows, and a sentence. */
BG_PUBLIC size_t bg_verdict_reason_count(const struct bg_verdict *verdict);
BG_PUBLIC const struct bg_reason *bg_verdict_reason(const struct bg_verdict *verdict, size_t i);
BG_PUBLIC struct bg_slice bg_reason_id(const struct bg_reason *reason);
BG_PUBLIC struct bg_slice bg_reason_message(const struct bg_reason *reason);
BG_PUBLIC struct bg_place bg_reason_place(const struct bg_reason *reason);

/* What differs, worst first. */
BG_PUBLIC size_t bg_verdict_finding_count(const struct bg_verdict *verdict);
BG_PUBLIC const struct bg_finding *bg_verdict_finding(const struct bg_verdict *verdict, size_t i);

/* One difference, judged by one rule. Places are empty on the side where it is not there; the witness is JSON, {NULL,
 * 0} without one; `path` is a JSON Pointer into the schema; `waived` is the reason of the waiver that covers it. */
BG_PUBLIC struct bg_slice bg_finding_rule(const struct bg_finding *finding);
BG_PUBLIC enum bg_level bg_finding_level(const struct bg_finding *finding);
BG_PUBLIC const char *bg_finding_side(const struct bg_finding *finding);
BG_PUBLIC const char *bg_finding_proof(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_stream(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_path(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_message(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_why(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_fix(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_witness(const struct bg_finding *finding);
BG_PUBLIC struct bg_slice bg_finding_waived(const struct bg_finding *finding);
BG_PUBLIC const char *bg_finding_fingerprint(const struct bg_finding *finding);
BG_PUBLIC struct bg_place bg_finding_base(const struct bg_finding *finding);
BG_PUBLIC struct bg_place bg_finding_head(const struct bg_finding *finding);

/* What was wrong: an id, one line, and where; a fatal one kept something from being judged. */
BG_PUBLIC struct bg_slice bg_problem_id(const struct bg_problem *problem);
BG_PUBLIC struct bg_slice bg_problem_message(const struct bg_problem *problem);
BG_PUBLIC struct bg_place bg_problem_place(const struct bg_problem *problem);
BG_PUBLIC bool bg_problem_is_fatal(const struct bg_problem *problem);

/* How a report looks. */
struct bg_report_options {
    unsigned version;
    bool has_color;
    bool is_quiet;   /* nothing about what passed */
    bool is_verbose; /* every finding, the coverage and how it was judged */
    bool is_in_log;  /* text goes to the log of a GitHub workflow: no line of it shall be taken for a command */
    size_t room;     /* of Markdown: bytes that it may have; 0: as many as a comment takes */
    /* Of a log of GitHub: a word that ends the part in which nothing is a command. Foreign text that knows it could
     * forge commands. NULL: one that nobody can foresee is made up. */
    const char *token;
    /* Of Markdown: what comes before a path of the head in an address of its file, such as
     * "https://github.com/OWNER/NAME/blob/COMMIT/". NULL: places are no links. */
    const char *link;
};

/* Whether there is a report of this format; else the message names the nearest one. */
BG_PUBLIC bool bg_report_check(const char *format, struct bg_error *err) BG_MUST_CHECK;

/* Writes the run in one of BG_NAMES_REPORTS. Fails if there is no such format, or the writer stopped. */
BG_PUBLIC bool bg_run_write(const struct bg_run *run, const char *format, const struct bg_report_options *options,
                            const struct bg_writer *to, struct bg_error *err) BG_MUST_CHECK;

/* ---- A bump: the versions that are owed, written ---------------------------------------------------------------- */

/* Of one connector of a batch. */
struct bg_bump_row {
    const char *name;
    const char *pull_request; /* NULL: not known */
    const char *title;        /* NULL: that of all */
};

/* What to write, and how. Zeroed: the next patch or minor where one is owed, never a major. */
struct bg_bump_options {
    unsigned version;
    /* A level, "breaking", "promote" or a version that a person has named; NULL: the next one that is enough. */
    const char *to;
    const char *pull_request; /* number and title, for the changelog; NULL: from the subject of the head commit */
    const char *title;
    /* Where pull requests are, for links: OWNER/NAME on GitHub, or the address of a repository. NULL: where the links
     * of the entries around lead, else the remote `origin`; where nothing tells, an entry is refused. */
    const char *repository;
    const char *date;        /* of the changelog row, YYYY-MM-DD; NULL: today, UTC */
    bool wants_candidate;    /* the next version is a release candidate */
    bool only_taken;         /* only what is declared already, counted from the tip of the base branch */
    bool is_backport;        /* then: the next patch of the line that the base branch is, whatever was declared */
    bool is_draft;           /* of a breaking release, with its entry and guide as far as findings can tell */
    bool allows_placeholder; /* write a changelog row without number */
    bool is_dry_run;         /* plan only */
    bool is_committed;       /* what was written becomes one commit on the current branch */
    const char *message;     /* of that commit; NULL: the connectors and their versions */
    const struct bg_bump_row *rows; /* of single connectors, whose number counts in place of that of all */
    size_t row_count;
};

/* Whether the texts of the options can be meant: before a run is made for them. */
BG_PUBLIC bool bg_bump_check(const struct bg_bump_options *options, struct bg_error *err) BG_MUST_CHECK;

/*
 * Plans a bump for every connector of the run and, unless it is a dry run, writes the work tree: all files or none.
 * *outcome is the worst of the plans. *patch (may be NULL) becomes the plan as a unified diff, which belongs to the
 * run. Fails, and no file changed, if something could not be written.
 */
BG_PUBLIC bool bg_run_bump(struct bg_run *run, const struct bg_bump_options *options, enum bg_outcome *outcome,
                           struct bg_slice *patch, struct bg_error *err) BG_MUST_CHECK;

/* How many connectors get another version by the last bg_run_bump. */
BG_PUBLIC size_t bg_run_bump_count(const struct bg_run *run);

/* The plans of the last bg_run_bump, for people; it must have been called. */
BG_PUBLIC bool bg_run_write_plans(const struct bg_run *run, const struct bg_report_options *options,
                                  const struct bg_writer *to, struct bg_error *err) BG_MUST_CHECK;

/* ---- A waiver: a finding that a person accepts --------------------------------------------------------------------
 */

/* What to accept of the one connector that a run was made for. */
struct bg_waive_options {
    unsigned version;
    const char *connector;
    const char *const *findings; /* each a fingerprint, or a rule, which is accepted wherever the connector breaks it */
    size_t finding_count;
    const char *stream; /* narrows rules down; NULL: all streams */
    const char *reason;
    const char *until; /* the last day, YYYY-MM-DD, and a version that ends it: one of both at least */
    const char *below;
    const char *config; /* the file; NULL: .bumpgate.yaml at the top of the work tree */
    bool is_dry_run;    /* write nothing, and say what it would be */
};

enum bg_waive_state {
    BG_WAIVE_DONE,
    BG_WAIVE_HELD,    /* all of it was accepted already; nothing was written */
    BG_WAIVE_REFUSED, /* one of them is not there, or asks for nothing; nothing was written */
};

/* Whether the texts of the options can be meant: before a run is made for them. */
BG_PUBLIC bool bg_waive_check(const struct bg_waive_options *options, struct bg_error *err) BG_MUST_CHECK;

/* Writes waivers for findings of the run into the configuration of the work tree, and says to `to` what they cover, or
 * why there are none. All else in the file stays as it is. Fails, and nothing was written, where it cannot be. */
BG_PUBLIC bool bg_run_waive(const struct bg_run *run, const struct bg_waive_options *options,
                            const struct bg_report_options *looks, const struct bg_writer *to,
                            enum bg_waive_state *state, struct bg_error *err) BG_MUST_CHECK;

/* ---- A history ----------------------------------------------------------------------------------------------------
 */

/* One report of an audit. */
struct bg_audit_report {
    const char *format;  /* one of BG_NAMES_HISTORIES; NULL: "tsv", rows of tab-separated values, a header first */
    struct bg_writer to; /* false ends this report without an error, and the audit with the last of them */
};

struct bg_audit_options {
    unsigned version;
    const struct bg_audit_report *reports; /* each as if it were the only one */
    size_t report_count;
    void (*progress)(void *payload, size_t done, size_t all); /* after each commit; may be NULL */
    void *progress_payload;
    const char *since;  /* YYYY-MM-DD: commits of that day (UTC) and later ones; NULL: all of the range */
    size_t last;        /* so many commits at the end of the range; 0: all of it */
    const char *only;   /* rows of one kind, one of BG_NAMES_PROMISES; NULL: all */
    size_t jobs;        /* threads that judge; what is written does not depend on it. 0: one for each processor */
};

/* Whether the texts of the options can be meant. */
BG_PUBLIC bool bg_audit_check(const struct bg_audit_options *how, struct bg_error *err) BG_MUST_CHECK;

/*
 * Judges every first-parent commit of (base, head] against its parent, oldest first, and writes what became of each
 * connector that changed, to each report. Without options->base from the first commit on. *worst becomes that of all rows, also of
 * those that are not written. Rows that were written before a failure stay.
 */
BG_PUBLIC bool bg_audit(const struct bg_options *options, const struct bg_audit_options *how, enum bg_outcome *worst,
                        struct bg_error *err) BG_MUST_CHECK;

/* The row of an audit that ended early, so that its table is not taken for a whole one: unjudged, for `run-refused`;
 * nothing in a format that shows by its form whether it is whole. `is_begun`: its beginning is written. Fails if the
 * writer stopped. */
BG_PUBLIC bool bg_audit_refused(const struct bg_audit_report *report, bool is_begun,
                                struct bg_error *err) BG_MUST_CHECK;

/* ---- Two files or folders, without git ----------------------------------------------------------------------------
 */

struct bg_comparison;

struct bg_compare_options {
    unsigned version;
    const char *base; /* a file or a folder */
    const char *head;
    const char *kind;    /* one of BG_NAMES_DOCUMENTS; NULL: find out */
    const char *profile; /* NULL: as configured, else airbyte */
    const char *config;  /* NULL: none, or that of the folder */
    const char *rules;   /* NULL: none */
};

/* Fails if a side cannot be read, or the two are of different kinds. Free it with bg_comparison_free. */
BG_PUBLIC bool bg_compare(struct bg_comparison **out, const struct bg_compare_options *options,
                          struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC void bg_comparison_free(struct bg_comparison *comparison);

/* The highest level that a difference demands. */
BG_PUBLIC enum bg_level bg_comparison_required(const struct bg_comparison *comparison);

/* What both were read as: one of BG_NAMES_DOCUMENTS. */
BG_PUBLIC const char *bg_comparison_kind(const struct bg_comparison *comparison);

/* What differs, worst first. `i` is below the count. */
BG_PUBLIC size_t bg_comparison_finding_count(const struct bg_comparison *comparison);
BG_PUBLIC const struct bg_finding *bg_comparison_finding(const struct bg_comparison *comparison, size_t i);

/* As "text" or "json". Fails for any other format, or if the writer stopped. */
BG_PUBLIC bool bg_comparison_write(const struct bg_comparison *comparison, const char *format,
                                   const struct bg_report_options *options, const struct bg_writer *to,
                                   struct bg_error *err) BG_MUST_CHECK;

/* ---- The model of one connector -----------------------------------------------------------------------------------
 */

/* Writes, as JSON, what a comparison sees of the connector of that name in `revision`. Fails with the
 * place of the fault if there is no such connector or a file of it cannot be read. */
BG_PUBLIC bool bg_snapshot_write(const struct bg_options *options, const char *revision, const char *connector,
                                 const struct bg_writer *to, struct bg_error *err) BG_MUST_CHECK;

/* ---- Containment of schemas ----------------------------------------------------------------------------------------
 */

struct bg_containment;

struct bg_subschema_options {
    unsigned version;
    const char *base; /* files: JSON if the name ends in .json, else YAML, of which JSON is nearly a part */
    const char *head;
    bool asserts_formats;  /* `format` refuses values, too */
    bool is_stored_config; /* assume what connector configurations guarantee: only declared keys */
};

/* Is every value that is valid under `base` valid under `head` (JSON Schema draft-07)? Fails if a file cannot be read.
 * Free it with bg_containment_free. */
BG_PUBLIC bool bg_subschema(struct bg_containment **out, const struct bg_subschema_options *options,
                            struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC void bg_containment_free(struct bg_containment *containment);

/* Yes, no, or that it could not be found out within the limits. */
BG_PUBLIC enum bg_relate_answer bg_containment_answer(const struct bg_containment *containment);

/* Of NO: a value as JSON that the base accepts and the head refuses, checked on both, and where the head refuses it, as
 * a JSON Pointer. Of UNKNOWN: why. Else {NULL, 0}. */
BG_PUBLIC struct bg_slice bg_containment_witness(const struct bg_containment *containment);
BG_PUBLIC struct bg_slice bg_containment_fails_at(const struct bg_containment *containment);
BG_PUBLIC struct bg_slice bg_containment_reason(const struct bg_containment *containment);

/* As "text" or "json". Fails for any other format, or if the writer stopped. */
BG_PUBLIC bool bg_containment_write(const struct bg_containment *containment, const char *format,
                                    const struct bg_writer *to, struct bg_error *err) BG_MUST_CHECK;

/* ---- Versions, without a repository -------------------------------------------------------------------------------
 */

struct bg_version_result;

/* An empty text or "-" stands for no version where NULL does. */
struct bg_check_version_options {
    unsigned version;
    const char *base;        /* at the merge base; NULL: the connector is new */
    const char *head;        /* NULL: the connector is gone */
    const char *tip;         /* on the tip of the base branch; NULL: not known */
    const char *last_stable; /* the last version without prerelease; NULL: not known */
    enum bg_level required;
    const char *profile; /* NULL: default */
    const char *pre_1_0; /* one of BG_NAMES_PRE_1_0; NULL: that of the profile */
    bool is_opted_out;   /* the connector asks not to be forced to increments */
};

struct bg_next_version_options {
    unsigned version;
    const char *base; /* on the tip of the base branch */
    const char *head; /* what is declared so far; NULL: the same as base */
    const char *last_stable;
    enum bg_level required;
    const char *profile;
    const char *pre_1_0;
    bool wants_candidate;
    bool allows_major; /* a person has allowed a breaking release */
};

/* Is the declared version enough; which one is next. Both fail only for options that cannot be meant: an answer of no
 * is a result. Free it with bg_version_result_free. */
BG_PUBLIC bool bg_check_version(struct bg_version_result **out, const struct bg_check_version_options *options,
                                struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC bool bg_next_version(struct bg_version_result **out, const struct bg_next_version_options *options,
                               struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC void bg_version_result_free(struct bg_version_result *result);

/* Passed, rejected, or unjudged where a version cannot be read. */
BG_PUBLIC enum bg_outcome bg_version_result_outcome(const struct bg_version_result *result);

/* The id of what was decided, "insufficient" or "bumped", and one line about it. */
BG_PUBLIC const char *bg_version_result_code(const struct bg_version_result *result);
BG_PUBLIC struct bg_slice bg_version_result_message(const struct bg_version_result *result);

/* The lowest version that would pass, or the next one; {NULL, 0} if there is none. */
BG_PUBLIC struct bg_slice bg_version_result_version(const struct bg_version_result *result);

/* As "text" or "json". Fails for any other format, or if the writer stopped. */
BG_PUBLIC bool bg_version_result_write(const struct bg_version_result *result, const char *format,
                                       const struct bg_writer *to, struct bg_error *err) BG_MUST_CHECK;

struct bg_set_version_options {
    unsigned version;
    const char *file;
    const char *number;    /* the version to write */
    const char *kind;      /* one of BG_NAMES_SITES */
    const char *const *at; /* places in the file: keys with dots, or JSON Pointers; none: the usual one of the kind */
    size_t at_count;
    const char *select; /* KEY=VALUE: the item of a list that * in a place stands for */
    bool is_written;    /* the file is replaced */
    /* Of a changelog (md-sections and md-table) */
    const char *date;          /* YYYY-MM-DD; NULL: today, UTC */
    const char *pull_request;  /* its number */
    const char *subject;       /* what changed, one line */
    const char *repository;    /* OWNER/NAME, or an address; NULL: as the links of the entries around show */
    const char *renumber_from; /* change the number of the row that is there */
    const char *category;      /* of a section's entry; NULL: Changed */
    const char *style;         /* one of BG_NAMES_STYLES; NULL: as the file shows */
    bool allows_placeholder;   /* write a row although the pull request is not known */
};

/* Replaces the bytes of one version in one file, or adds an entry to a changelog, and hands the whole text to `to`
 * (may be NULL). Fails, with an id in front of the message and the place, if it cannot be done safely. */
BG_PUBLIC bool bg_set_version(const struct bg_set_version_options *options, const struct bg_writer *to,
                              struct bg_error *err) BG_MUST_CHECK;

/* ---- A merge, as git asks for it ----------------------------------------------------------------------------------
 */

enum bg_merge_tip {
    BG_MERGE_TIP_FOUND, /* as git tells: docs/bump.md, "When the number was taken" */
    BG_MERGE_TIP_OURS,
    BG_MERGE_TIP_THEIRS,
};

struct bg_merge_files {
    unsigned version;
    const char *base; /* files as git hands them to a merge driver: %O %A %B */
    const char *ours; /* becomes the result */
    const char *theirs;
    const char *path; /* %P: where the file belongs in the repository */
    enum bg_merge_tip tip;
    unsigned marker_size; /* %L; 0: seven */
};

/* Merges by the layout and the profile of the repository's HEAD, and writes `ours`. *is_clean becomes false if there
 * are conflicts in the result. */
BG_PUBLIC bool bg_merge_as_driver(const struct bg_options *options, const struct bg_merge_files *files, bool *is_clean,
                                  struct bg_error *err) BG_MUST_CHECK;

/* ---- A branch brought up to date ----------------------------------------------------------------------------------
 */

struct bg_land_options {
    unsigned version;
    const char *onto; /* a revision: the tip that the branch is brought up to date with */
    bool is_rebase;   /* the commits of the branch upon the tip, instead of a merge */
    bool is_committed;
    bool is_dry_run;     /* write nothing */
    const char *message; /* of the merge; NULL: git's */
};

enum bg_land_state {
    BG_LAND_DONE,
    BG_LAND_UP_TO_DATE, /* the branch has all of the tip: bg_run_bump with only_taken mends what is left */
    BG_LAND_CONFLICTS,  /* left as git leaves them, or, in a dry run, what would be some */
    BG_LAND_FOR_PERSON, /* a version that only a person can name; nothing was written */
};

/*
 * Brings HEAD up to date with a tip, with the versions of its releases settled, as docs/bump.md says. No merge driver
 * and no attribute is needed. Says to `to` what became of each release, and hands the diff of their files in a dry run
 * to `patch` (may be NULL). Fails, and nothing was written, where the work tree cannot take it.
 */
BG_PUBLIC bool bg_land(const struct bg_options *options, const struct bg_land_options *how, const struct bg_writer *to,
                       const struct bg_writer *patch, enum bg_land_state *state, struct bg_error *err) BG_MUST_CHECK;

/* ---- The rules -----------------------------------------------------------------------------------------------------
 */

struct bg_rule_set;

struct bg_rule_set_options {
    unsigned version;
    const char *folder;  /* whose .bumpgate.yaml counts; NULL: here */
    const char *config;  /* NULL: that of the folder, if there is one */
    const char *profile; /* NULL: as configured, else airbyte */
    const char *rules;   /* a folder with more rules, or NULL */
};

/* The built-in rules, those of the options, and the levels of the configuration. Fails if one of them is wrong. Free it
 * with bg_rule_set_free. */
BG_PUBLIC bool bg_rule_set_new(struct bg_rule_set **out, const struct bg_rule_set_options *options,
                               struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC void bg_rule_set_free(struct bg_rule_set *set);

/* All of them: as "text" with the levels of the profile, as a "markdown" page, or the page of the "facts" that they can
 * claim. Fails for any other format, or if the writer stopped. */
BG_PUBLIC bool bg_rule_set_write(const struct bg_rule_set *set, const char *format, const struct bg_writer *to,
                                 struct bg_error *err) BG_MUST_CHECK;

/* One of them in full, or one reason for a rejection, by its id. Fails if there is none (with the nearest one in the
 * message), or the writer stopped. */
BG_PUBLIC bool bg_rule_set_explain(struct bg_rule_set *set, const char *id, const struct bg_writer *to,
                                   struct bg_error *err) BG_MUST_CHECK;

/* ---- The first hour ------------------------------------------------------------------------------------------------
 */

/* Writes a configuration, a workflow and a hook into the work tree of options->repo, never over a file that is there,
 * and says to `to` which connectors were found by which layout, what became of each file, and what the gate makes of
 * the last commits. Fails, and nothing was written, where no connector is found. */
BG_PUBLIC bool bg_init(const struct bg_options *options, const struct bg_writer *to,
                       struct bg_error *err) BG_MUST_CHECK;

/* ---- Where it runs: what the environment says ----------------------------------------------------------------------
 */

/* Texts that were read from the environment and the files it names. */
struct bg_where;

/* Free it with bg_where_free, after what was made with its texts. */
BG_PUBLIC struct bg_where *bg_where_new(void);
BG_PUBLIC void bg_where_free(struct bg_where *where);

/* Whether this is a step of a GitHub workflow. */
BG_PUBLIC bool bg_where_is_workflow(void);

/* The checkout of a workflow belongs to another user than the one an action's container runs as: whether `repo` (NULL:
 * here) is that checkout, and nothing else. */
BG_PUBLIC bool bg_where_trusts(const char *repo);

/* Sets base, head and title as far as they are unset: in a workflow by the event, in a hook of pre-commit the index or
 * the pushed range. Changes nothing elsewhere. Fails where an event names nothing to compare with. */
BG_PUBLIC bool bg_where_complete(struct bg_where *where, struct bg_options *options,
                                 struct bg_error *err) BG_MUST_CHECK;

/* Sets pull request, title and repository as far as they are unset and a workflow knows them. */
BG_PUBLIC void bg_where_describe(struct bg_where *where, struct bg_bump_options *options);

/* Sets the connectors and their rows from a file (docs/bump.md). Fails where it cannot be read, with the line. */
BG_PUBLIC bool bg_where_batch(struct bg_where *where, const char *path, struct bg_options *options,
                              struct bg_bump_options *bump, struct bg_error *err) BG_MUST_CHECK;

/* In a step of a workflow: the report as the step's summary; its outputs outcome, required, connectors and report.
 * Elsewhere nothing. Fail if the file cannot be written. */
BG_PUBLIC bool bg_where_write_summary(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;
BG_PUBLIC bool bg_where_write_outputs(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

/* In a step of the action with the input `comment`, of a pull request: the comment on it, as state for the end of the
 * job, when it is posted (scripts/comment). Elsewhere nothing. Fails if the file cannot be written, or on another word
 * than true or false. */
BG_PUBLIC bool bg_where_write_comment(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

/* In a workflow of GitHub, what comes before a path of the head in the address of its file; for the options of a
 * report. Writes "" where nothing is known, or more than `room` bytes would be needed; BG_LINK_ROOM will do. */
enum { BG_LINK_ROOM = 500 };
BG_PUBLIC void bg_where_link(const struct bg_run *run, char *out, size_t room);

/* Hands an error on as the annotation that a workflow shows in its log: one line. False if the writer stopped. */
BG_PUBLIC bool bg_where_annotate(const struct bg_error *error, const struct bg_writer *to);

#ifdef __cplusplus
}
#endif

#endif
