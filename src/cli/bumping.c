/* Bumps from the command line: see bumping.h. */
#include "cli/bumping.h"

#include "cli/common.h"
#include "cli/github.h"
#include "cli/output.h"
#include "cli/where.h"
#include "cli/pull_request.h"
#include "base/date.h"
#include "report/plan_text.h"

#include <stdlib.h>

struct bg_bumping_choice bg_bumping_choice;

const struct bg_option bg_bumping_options[] = {
    {"allow-placeholder", 0, BG_OPTION_FLAG, NULL, "write a changelog row although the pull request is not known",
     &bg_bumping_choice.allows_placeholder},
    {"commit", 0, BG_OPTION_FLAG, NULL, "make one commit of what was written", &bg_bumping_choice.wants_commit},
    {"date", 0, BG_OPTION_TEXT, "YYYY-MM-DD", "date of the changelog row (default: today, UTC)",
     &bg_bumping_choice.date},
    {"dry-run", 'n', BG_OPTION_FLAG, NULL, "write nothing, show the plan", &bg_bumping_choice.is_dry_run},
    {"message", 0, BG_OPTION_TEXT, "TEXT", "message of the commit (default: the connectors and their versions)",
     &bg_bumping_choice.message},
    {"patch", 0, BG_OPTION_FLAG, NULL, "write nothing, print the plan as a diff for git apply",
     &bg_bumping_choice.wants_patch},
    {"pr", 0, BG_OPTION_TEXT, "NUMBER",
     "number of the pull request (default: that of the workflow, else in the head commit's subject)",
     &bg_bumping_choice.pr},
    {"repository", 0, BG_OPTION_TEXT, "OWNER/NAME",
     "where pull requests are (default: GITHUB_REPOSITORY, else airbytehq/airbyte)", &bg_bumping_choice.repository},
    {"title", 0, BG_OPTION_TEXT, "TEXT",
     "what changed (default: the pull request's title, else the head commit's subject)", &bg_bumping_choice.title},
    {"to", 0, BG_OPTION_TEXT, "LEVEL|VERSION|promote", "what a person has decided on; a major is written only so",
     &bg_bumping_choice.to},
    {0},
};

static bool read_options(struct bg_arena *arena, const struct bg_bumping_choice *choice, const char *to, bool is_draft,
                         struct bg_bump_options *out, struct bg_error *err) {
    char today[BG_DATE_SIZE];
    long days;
    struct bg_pull_request event = bg_pull_request_find(arena);
    const char *repository = getenv("GITHUB_REPOSITORY");
    *out = (struct bg_bump_options){
        .to = choice->to != NULL ? choice->to : to,
        .only_taken = choice->onto != NULL,
        .is_draft = is_draft,
        .pull_request = choice->pr != NULL ? choice->pr : event.number,
        .title = choice->title != NULL ? choice->title : event.title,
        .repository = choice->repository != NULL ? choice->repository
                      : repository != NULL       ? repository
                                                 : "airbytehq/airbyte",
        .date = choice->date != NULL ? choice->date : bg_arena_copy(arena, bg_slice_of(bg_date_today(today))).at,
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
    if (choice->message != NULL && !choice->wants_commit) {
        return bg_fail(err, BG_ERROR_USAGE, "--message is that of a commit, and needs --commit");
    }
    if (!bg_date_read(bg_slice_of(out->date), &days)) {
        return bg_fail(err, BG_ERROR_USAGE, "--date takes YYYY-MM-DD, not \"%s\"", out->date);
    }
    for (const char *digit = choice->pr; digit != NULL && *digit != '\0'; digit++) {
        if (*digit < '0' || *digit > '9') {
            return bg_fail(err, BG_ERROR_USAGE, "--pr takes a number, not \"%s\"", choice->pr);
        }
    }
    return true;
}

/* The diff, the reports that --format names, or the plan in words. */
static bool show(const struct bg_bumping_choice *choice, const struct bg_run *run, struct bg_slice patch,
                 bool is_dry_run, struct bg_error *err) {
    if (choice->wants_patch) {
        return bg_write_stdout(patch, err);
    }
    if (bg_common.formats.count > 0) {
        return bg_output_reports(run, err);
    }
    struct bg_buffer text = {0};
    bg_report_plans(&text, run, is_dry_run, bg_common.is_verbose);
    bool is_written = bg_output_text(bg_buffer_slice(&text), err);
    bg_buffer_finish(&text);
    return is_written;
}

static bool would_write(const struct bg_run *run) {
    for (size_t v = 0; v < run->verdict_count; v++) {
        if (run->verdicts[v].plan->to.at != NULL) {
            return true;
        }
    }
    return false;
}

static enum bg_status bump(const struct bg_bumping_choice *choice, struct bg_run *run,
                           const struct bg_bump_options *options) {
    struct bg_error err;
    struct bg_slice patch = BG_NO_SLICE;
    enum bg_outcome outcome;
    if (!bg_run_bump(run, options, &outcome, &patch, &err) || !show(choice, run, patch, options->is_dry_run, &err) ||
        !bg_github_write_outputs(run, &err)) {
        return bg_report_error(&err);
    }
    if (outcome == BG_OUTCOME_PASSED && choice->is_check && would_write(run)) {
        return BG_STATUS_REJECTED;
    }
    return bg_output_status(outcome);
}

static enum bg_status judge_and_bump(struct bg_arena *arena, const struct bg_command *command,
                                     const struct bg_texts *connectors, const char *to, bool is_draft) {
    const struct bg_bumping_choice *choice = &bg_bumping_choice;
    struct bg_options options;
    struct bg_bump_options what;
    struct bg_error err;
    struct bg_run *result;
    if (!bg_common_to_options(&options, connectors, &err) || !bg_output_check(&err) ||
        !read_options(arena, choice, to, is_draft, &what, &err)) {
        return bg_command_refuse(command, &err);
    }
    if (choice->onto != NULL) {
        options.base = choice->onto;
    }
    if (options.head == NULL && options.head_kind == BG_HEAD_COMMIT && !what.is_dry_run) {
        options.head_kind = BG_HEAD_WORKTREE; /* what is written is what is judged */
    }
    if (!bg_where_complete(&options, arena, &err) || !bg_run_new(&result, &options, &err)) {
        return bg_command_refuse(command, &err);
    }
    enum bg_status status = bump(choice, result, &what);
    bg_run_free(result);
    return status;
}

enum bg_status bg_bumping_run(const struct bg_command *command, const struct bg_texts *connectors, const char *to,
                              bool is_draft) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    enum bg_status status = judge_and_bump(&arena, command, connectors, to, is_draft);
    bg_arena_finish(&arena);
    return status;
}
