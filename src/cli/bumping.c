/* Bumps from the command line: see bumping.h. */
#include "cli/bumping.h"

#include "cli/common.h"
#include "cli/output.h"

#include <string.h>

struct bg_bumping_choice bg_bumping_choice;

const struct bg_option bg_bumping_options[] = {
    {"allow-placeholder", 0, BG_OPTION_FLAG, NULL, "write the changelog row before the pull request has a number",
     &bg_bumping_choice.allows_placeholder, NULL, NULL},
    {"commit", 0, BG_OPTION_FLAG, NULL, "commit what was written", &bg_bumping_choice.wants_commit, NULL, NULL},
    {"date", 0, BG_OPTION_TEXT, "YYYY-MM-DD", "date in the changelog row (default: today, UTC)",
     &bg_bumping_choice.date, NULL, NULL},
    {"dry-run", 'n', BG_OPTION_FLAG, NULL, "write nothing, only show what would be written",
     &bg_bumping_choice.is_dry_run, NULL, NULL},
    {"message", 0, BG_OPTION_TEXT, "TEXT", "commit message (default: names the connectors and their versions)",
     &bg_bumping_choice.message, NULL, NULL},
    {"patch", 0, BG_OPTION_FLAG, NULL, "write nothing, print a diff for git apply", &bg_bumping_choice.wants_patch,
     NULL, NULL},
    {"pr", 0, BG_OPTION_TEXT, "NUMBER",
     "number of the pull request (default: the one that CI names, else the one in the subject of the last commit)",
     &bg_bumping_choice.pr, NULL, NULL},
    {"repository", 0, BG_OPTION_TEXT, "OWNER/NAME|URL",
     "whose pull requests the changelog links to (default: the one that CI names, else that of the other rows, else "
     "the remote origin)",
     &bg_bumping_choice.repository, NULL, NULL},
    {"title", 0, BG_OPTION_TEXT, "TEXT",
     "what the changelog says (default: the title of the pull request, else the subject of the last commit)",
     &bg_bumping_choice.title, NULL, NULL},
    {"to", 0, BG_OPTION_TEXT, "LEVEL|VERSION|breaking|promote",
     "write this level or version; nothing else writes a breaking release", &bg_bumping_choice.to, NULL, NULL},
    {0},
};

static bool read_options(const struct bg_bumping_choice *choice, bool is_draft, struct bg_bump_options *out,
                         struct bg_error *err) {
    *out = (struct bg_bump_options){
        .to = choice->to,
        .only_taken = choice->onto != NULL,
        .is_backport = choice->is_backport,
        .is_draft = is_draft,
        .pull_request = choice->pr,
        .title = choice->title,
        .repository = choice->repository,
        .date = choice->date,
        .wants_candidate = choice->wants_candidate,
        .allows_placeholder = choice->allows_placeholder,
        .is_dry_run = choice->is_dry_run || choice->wants_patch || choice->is_check,
        .is_committed = choice->wants_commit,
        .message = choice->message,
    };
    if (choice->wants_commit && out->is_dry_run) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "--commit cannot be used with --dry-run, --patch or --check: those write nothing");
    }
    if (choice->is_backport && (choice->onto == NULL || choice->to != NULL || choice->wants_candidate)) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "--backport is the next patch of a release branch: it needs --onto, and no --to or --candidate");
    }
    if (choice->onto != NULL && bg_range_choice.base != NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "--onto names the base as well; leave --base out");
    }
    if (choice->message != NULL && !choice->wants_commit) {
        return bg_fail(err, BG_ERROR_USAGE, "--message is that of a commit, and needs --commit");
    }
    if (choice->rows != NULL && choice->pr != NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "--rows has the number of each connector; leave --pr out");
    }
    if (!bg_bump_check(out, err)) {
        return false;
    }
    bg_where_describe(bg_common.where, out);
    return true;
}

/* A diff has no place for what was refused, which goes to stderr then. */
static bool show_patch(const struct bg_run *run, struct bg_slice patch, struct bg_error *err) {
    struct bg_writer to = bg_writer_to(stdout);
    struct bg_writer beside = bg_writer_to(stderr);
    struct bg_report_options options;
    (void)to.write(to.payload, patch);
    if (!bg_stdout_finish(err) || !bg_output_options(&options, err)) {
        return false;
    }
    options.is_quiet = true;
    return bg_run_write_plans(run, &options, &beside, err);
}

/* The diff, the plan in words, and the reports that --format names. */
static bool show(const struct bg_bumping_choice *choice, const struct bg_run *run, struct bg_slice patch,
                 struct bg_error *err) {
    struct bg_writer to = bg_writer_to(stdout);
    struct bg_report_options options;
    if (choice->wants_patch && !show_patch(run, patch, err)) {
        return false;
    }
    if (bg_common.formats.count > 0) {
        return bg_output_reports(run, err);
    }
    return choice->wants_patch ||
           (bg_output_options(&options, err) && bg_run_write_plans(run, &options, &to, err) && bg_stdout_finish(err));
}

/* What is shown, the summary and the outputs: each is written, whatever becomes of the others. */
static enum bg_status leave(const struct bg_bumping_choice *choice, const struct bg_run *run, struct bg_slice patch,
                            enum bg_status status) {
    struct bg_error err;
    if (!show(choice, run, patch, &err)) {
        status = bg_report_error(&err);
    }
    bool (*const writers[])(const struct bg_run *run, struct bg_error *err) = {bg_where_write_summary,
                                                                               bg_where_write_outputs};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        if (!writers[i](run, &err)) {
            status = bg_report_error(&err);
        }
    }
    return status;
}

static enum bg_status bump(const struct bg_bumping_choice *choice, struct bg_run *run,
                           const struct bg_bump_options *options) {
    struct bg_error err;
    struct bg_slice patch = {NULL, 0};
    enum bg_outcome outcome;
    if (!bg_run_bump(run, options, &outcome, &patch, &err)) {
        bg_output_refusal(&err);
        return bg_report_error(&err);
    }
    bool is_owed = outcome == BG_OUTCOME_PASSED && choice->is_check && bg_run_bump_count(run) > 0;
    return leave(choice, run, patch, is_owed ? BG_STATUS_REJECTED : bg_output_status(outcome));
}

/* Whether a candidate would become a release: one is judged as that before it is written. */
static bool makes_release(const struct bg_bumping_choice *choice, bool is_draft) {
    static const char *const steps[] = {"patch", "minor"}; /* which count on with the candidate */
    bool is_release = is_draft || choice->to != NULL;
    for (size_t s = 0; choice->to != NULL && s < sizeof steps / sizeof steps[0]; s++) {
        is_release = is_release && strcmp(choice->to, steps[s]) != 0;
    }
    return is_release && !choice->wants_candidate && (choice->to == NULL || strchr(choice->to, '-') == NULL);
}

enum bg_status bg_bumping_run(const struct bg_command *command, const struct bg_texts *connectors, bool is_draft) {
    const struct bg_bumping_choice *choice = &bg_bumping_choice;
    struct bg_options *options = &bg_common.options;
    struct bg_bump_options what;
    struct bg_error err;
    struct bg_run *result;
    if (!bg_common_to_options(options, connectors, &err) || !bg_output_check(choice->wants_patch, &err) ||
        !read_options(choice, is_draft, &what, &err)) {
        return bg_command_refuse(command, &err);
    }
    if (choice->rows != NULL && connectors->count > 0) {
        (void)bg_fail(&err, BG_ERROR_USAGE, "--rows names the connectors; add a line for %s there", connectors->at[0]);
        return bg_command_refuse(command, &err);
    }
    if (choice->rows != NULL && !bg_where_batch(bg_common.where, choice->rows, options, &what, &err)) {
        return bg_command_refuse(command, &err);
    }
    options->judges_named = true;
    options->judges_release = makes_release(choice, is_draft);
    options->title = choice->title;
    if (choice->onto != NULL) {
        options->base = choice->onto;
        options->looks_before = true;
    }
    if (options->head == NULL && options->head_kind == BG_HEAD_COMMIT && !what.is_dry_run) {
        options->head_kind = BG_HEAD_WORKTREE; /* what is written is what is judged */
    }
    if (!bg_where_complete(bg_common.where, options, &err) || !bg_run_new(&result, options, &err)) {
        return bg_command_refuse(command, &err);
    }
    enum bg_status status = bump(choice, result, &what);
    bg_run_free(result);
    return status;
}
