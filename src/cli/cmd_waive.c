/* bumpgate waive: a finding that a person accepts, written where reviewers see it. */
#include "cli/common.h"
#include "cli/output.h"

#include <stdio.h>

static struct bg_waive_options choice;

static const struct bg_option options[] = {
    {"below", 0, BG_OPTION_TEXT, "VERSION", "accept it until the connector reaches this version", &choice.below, NULL,
     NULL},
    {"dry-run", 0, BG_OPTION_FLAG, NULL, "write nothing, only show what would be written", &choice.is_dry_run, NULL,
     NULL},
    {"reason", 0, BG_OPTION_TEXT, "TEXT", "why nobody is hurt", &choice.reason, NULL, NULL},
    {"stream", 0, BG_OPTION_TEXT, "NAME", "accept a rule in this stream only", &choice.stream, NULL, NULL},
    {"until", 0, BG_OPTION_TEXT, "YYYY-MM-DD", "accept it until this day", &choice.until, NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to accept", options, NULL},
    {"What to compare", bg_range_options, NULL},
    {"Common options", bg_common_options, NULL},
    {0},
};

static bool read_options(const struct bg_texts *arguments, struct bg_options *how, struct bg_error *err) {
    const struct bg_texts connector = {arguments->at, 1};
    if (arguments->count == 0) {
        return bg_fail(err, BG_ERROR_USAGE, "waive takes a connector, and what to accept of it");
    }
    choice.connector = arguments->at[0];
    choice.findings = arguments->at + 1;
    choice.finding_count = arguments->count - 1;
    choice.config = bg_common.config;
    if (!bg_output_check(false, err) || !bg_common_to_options(how, &connector, err) || !bg_waive_check(&choice, err)) {
        return false;
    }
    if (how->head == NULL && how->head_kind == BG_HEAD_COMMIT) {
        how->head_kind = BG_HEAD_WORKTREE; /* what is written is what is judged */
    }
    how->judges_named = true;
    return bg_where_complete(bg_common.where, how, err);
}

/* What the connector is with the waiver: in words, or in the reports that were asked for. */
static bool show(const struct bg_run *after, enum bg_waive_state state, struct bg_error *err) {
    struct bg_error shown;
    const char *name = bg_shown(choice.connector, &shown);
    if (bg_common.formats.count > 0) {
        return bg_output_reports(after, err);
    }
    switch (bg_run_outcome(after)) {
    case BG_OUTCOME_SKIPPED:
    case BG_OUTCOME_PASSED:
        (void)printf("%s passes with it%s\n", name, state == BG_WAIVE_DONE ? ": commit the file with the change" : "");
        break;
    case BG_OUTCOME_REJECTED:
        (void)printf("%s is still rejected: `bumpgate check --worktree` says why\n", name);
        break;
    case BG_OUTCOME_UNJUDGED:
        (void)printf("%s could still not be judged: `bumpgate check --worktree` says why\n", name);
        break;
    }
    return bg_stdout_finish(err);
}

/* Judged again, where what was written is a part of what is judged. */
static bool judge_again(const struct bg_options *how, const struct bg_run *before, enum bg_waive_state state,
                        struct bg_error *err) {
    struct bg_run *after;
    if (how->head_kind != BG_HEAD_WORKTREE || choice.is_dry_run) {
        if (bg_common.formats.count > 0) {
            return bg_output_reports(before, err);
        }
        bool is_new = state == BG_WAIVE_DONE && !choice.is_dry_run;
        (void)printf("%s", is_new ? "it counts once the file is committed with the change\n" : "");
        return bg_stdout_finish(err);
    }
    if (!bg_run_new(&after, how, err)) {
        return false;
    }
    bool is_shown = show(after, state, err);
    bg_run_free(after);
    return is_shown;
}

static enum bg_status waive(const struct bg_options *how, const struct bg_run *result) {
    struct bg_writer to = bg_writer_to(bg_common.formats.count > 0 ? stderr : stdout);
    struct bg_report_options looks;
    enum bg_waive_state state;
    struct bg_error err;
    if (!bg_output_options(&looks, &err) || !bg_run_waive(result, &choice, &looks, &to, &state, &err)) {
        return bg_command_refuse(&bg_command_waive, &err);
    }
    if (state != BG_WAIVE_REFUSED) {
        return judge_again(how, result, state, &err) ? BG_STATUS_PASSED : bg_report_error(&err);
    }
    bool is_shown = bg_common.formats.count > 0 ? bg_output_reports(result, &err) : bg_stdout_finish(&err);
    if (!is_shown) {
        return bg_report_error(&err);
    }
    return bg_run_outcome(result) == BG_OUTCOME_UNJUDGED ? BG_STATUS_UNJUDGED : BG_STATUS_REJECTED;
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options *how = &bg_common.options;
    struct bg_error err;
    struct bg_run *result;
    if (!read_options(arguments, how, &err) || !bg_run_new(&result, how, &err)) {
        return bg_command_refuse(&bg_command_waive, &err);
    }
    enum bg_status status = waive(how, result);
    bg_run_free(result);
    return status;
}

const struct bg_command bg_command_waive = {
    .name = "waive",
    .arguments = "CONNECTOR FINDING...",
    .summary = "Accepts a finding: writes it into .bumpgate.yaml, with a reason and a last day.",
    .examples = "  bumpgate waive source-github 3f2c1aa09b7e --reason \"never filled\" --until 2027-06-30\n"
                "  bumpgate waive source-github field-removed --stream users --reason \"never filled\" --below 3.0.0\n",
    .statuses = "  0  written, or it was there already\n  1  the check has no such finding\n  2  wrong usage or "
                "configuration\n  3  something could not be judged, read or written\n",
    .groups = groups,
    .run = run,
    .leave = bg_output_refusal,
};
