/* bumpgate check: the main job. */
#include "cli/common.h"
#include "cli/output.h"

static const char *title;

static const struct bg_option options[] = {
    {"title", 0, BG_OPTION_TEXT, "TEXT", "title of the pull request (default: the one that the workflow names)", &title,
     NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to compare", bg_range_options, NULL},
    {"The pull request", options, NULL},
    {"Common options", bg_common_options, NULL},
    {0},
};

/* Each is written, whatever becomes of the others. */
static enum bg_status leave_reports(const struct bg_run *result) {
    enum bg_status status = bg_output_status(bg_run_outcome(result));
    bool (*const writers[])(const struct bg_run *run, struct bg_error *err) = {
        bg_output_reports, bg_where_write_summary, bg_where_write_outputs, bg_where_write_comment};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        struct bg_error err;
        if (!writers[i](result, &err)) {
            status = bg_report_error(&err);
        }
    }
    return status;
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options *how = &bg_common.options;
    struct bg_error err;
    struct bg_run *result;
    if (!bg_output_check(false, &err) || !bg_common_to_options(how, arguments, &err)) {
        return bg_command_refuse(&bg_command_check, &err);
    }
    how->title = title;
    if (!bg_where_complete(bg_common.where, how, &err) || !bg_run_new(&result, how, &err)) {
        return bg_command_refuse(&bg_command_check, &err);
    }
    enum bg_status status = leave_reports(result);
    bg_run_free(result);
    return status;
}

const struct bg_command bg_command_check = {
    .name = "check",
    .arguments = "[CONNECTOR...]",
    .summary = "Judges every connector that changed: does its new version say enough?",
    .examples = "  bumpgate check\n"
                "  bumpgate check --base origin/main --format text --format json:report.json\n"
                "  bumpgate check --staged source-github\n",
    .groups = groups,
    .run = run,
    .leave = bg_output_refusal,
};
