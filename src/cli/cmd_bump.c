/* bumpgate bump: writes the versions that are owed. */
#include "cli/common.h"
#include "cli/output.h"
#include "core/date.h"
#include "report/plan_text.h"

#include <stdlib.h>

static struct {
    const char *to;
    const char *pr;
    const char *title;
    const char *date;
    const char *repository;
    bool wants_candidate;
    bool allows_placeholder;
    bool is_dry_run;
    bool wants_patch;
    bool is_check;
} chosen;

static const struct bg_option bump_options[] = {
    {"allow-placeholder", 0, BG_OPTION_FLAG, NULL, "write a changelog row although the pull request is not known",
     &chosen.allows_placeholder},
    {"candidate", 0, BG_OPTION_FLAG, NULL, "the next version is a release candidate", &chosen.wants_candidate},
    {"check", 0, BG_OPTION_FLAG, NULL, "write nothing; status 1 if something would be written", &chosen.is_check},
    {"date", 0, BG_OPTION_TEXT, "YYYY-MM-DD", "date of the changelog row (default: today, UTC)", &chosen.date},
    {"dry-run", 'n', BG_OPTION_FLAG, NULL, "write nothing, show the plan", &chosen.is_dry_run},
    {"patch", 0, BG_OPTION_FLAG, NULL, "write nothing, print the plan as a diff for git apply", &chosen.wants_patch},
    {"pr", 0, BG_OPTION_TEXT, "NUMBER", "number of the pull request (default: from the head commit's subject)",
     &chosen.pr},
    {"repository", 0, BG_OPTION_TEXT, "OWNER/NAME",
     "where pull requests are (default: GITHUB_REPOSITORY, else airbytehq/airbyte)", &chosen.repository},
    {"title", 0, BG_OPTION_TEXT, "TEXT", "what changed (default: the head commit's subject)", &chosen.title},
    {"to", 0, BG_OPTION_TEXT, "LEVEL|VERSION", "what a person has decided on; a major is written only so", &chosen.to},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to write", bump_options},
    {"What to compare", bg_range_options},
    {"Common options", bg_common_options},
    {0},
};

static bool read_options(struct bg_bump_options *out, struct bg_error *err) {
    static char today[BG_DATE_SIZE];
    long days;
    const char *repository = getenv("GITHUB_REPOSITORY");
    *out = (struct bg_bump_options){
        .to = chosen.to,
        .pull_request = chosen.pr,
        .title = chosen.title,
        .repository = chosen.repository != NULL ? chosen.repository
                      : repository != NULL      ? repository
                                                : "airbytehq/airbyte",
        .date = chosen.date != NULL ? chosen.date : bg_date_today(today),
        .wants_candidate = chosen.wants_candidate,
        .allows_placeholder = chosen.allows_placeholder,
        .is_dry_run = chosen.is_dry_run || chosen.wants_patch || chosen.is_check,
    };
    if (!bg_date_read(bg_slice_of(out->date), &days)) {
        return bg_fail(err, BG_ERROR_USAGE, "--date takes YYYY-MM-DD, not \"%s\"", out->date);
    }
    for (const char *digit = chosen.pr; digit != NULL && *digit != '\0'; digit++) {
        if (*digit < '0' || *digit > '9') {
            return bg_fail(err, BG_ERROR_USAGE, "--pr takes a number, not \"%s\"", chosen.pr);
        }
    }
    return true;
}

/* The diff, the reports that --format names, or the plan in words. */
static bool show(const struct bg_run *run, struct bg_slice patch, bool is_dry_run, struct bg_error *err) {
    if (chosen.wants_patch) {
        return bg_write_stdout(patch, err);
    }
    if (bg_common.formats.count > 0) {
        return bg_output_reports(run, err);
    }
    struct bg_buffer text = {0};
    bg_report_plans(&text, run, is_dry_run, bg_common.is_verbose);
    bool is_written = bg_write_stdout(bg_buffer_slice(&text), err);
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

static enum bg_status bump(struct bg_run *run, const struct bg_bump_options *options) {
    struct bg_error err;
    struct bg_slice patch = BG_NO_SLICE;
    enum bg_outcome outcome;
    if (!bg_run_bump(run, options, &outcome, &patch, &err) || !show(run, patch, options->is_dry_run, &err)) {
        return bg_report_error(&err);
    }
    if (outcome == BG_OUTCOME_PASSED && chosen.is_check && would_write(run)) {
        return BG_STATUS_REJECTED;
    }
    return bg_output_status(outcome);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options options;
    struct bg_bump_options what;
    struct bg_error err;
    struct bg_run *result;
    if (!bg_common_to_options(&options, arguments, &err) || !bg_output_check(&err) || !read_options(&what, &err)) {
        return bg_command_refuse(&bg_command_bump, &err);
    }
    if (options.head == NULL && options.head_kind == BG_HEAD_COMMIT && !what.is_dry_run) {
        options.head_kind = BG_HEAD_WORKTREE; /* what is written is what is judged */
    }
    if (!bg_run_new(&result, &options, &err)) {
        return bg_command_refuse(&bg_command_bump, &err);
    }
    enum bg_status status = bump(result, &what);
    bg_run_free(result);
    return status;
}

const struct bg_command bg_command_bump = {
    .name = "bump",
    .arguments = "[RANGE] [CONNECTOR...]",
    .summary = "Writes the next patch or minor version where one is owed.",
    .examples = "  bumpgate bump --dry-run\n"
                "  bumpgate bump --pr 1234 --title \"Fix paging\" source-github\n"
                "  bumpgate bump --to major source-github\n",
    .groups = groups,
    .run = run,
};
