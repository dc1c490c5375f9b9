/* bumpgate check: the main job. */
#include "cli/common.h"
#include "cli/output.h"

static const struct bg_option_group groups[] = {
    {"What to compare", bg_range_options, NULL},
    {"Common options", bg_common_options, NULL},
    {0},
};

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_options options;
    struct bg_error err;
    struct bg_run *result;
    if (!bg_common_to_options(&options, arguments, &err) || !bg_output_check(&err) ||
        !bg_where_complete(bg_common.where, &options, &err)) {
        return bg_command_refuse(&bg_command_check, &err);
    }
    if (!bg_run_new(&result, &options, &err)) {
        return bg_command_refuse(&bg_command_check, &err);
    }
    enum bg_status status = bg_output_status(bg_run_outcome(result));
    if (!bg_output_reports(result, &err) || !bg_where_write_summary(result, &err) ||
        !bg_where_write_outputs(result, &err)) {
        status = bg_report_error(&err);
    }
    bg_run_free(result);
    return status;
}

const struct bg_command bg_command_check = {
    .name = "check",
    .arguments = "[RANGE] [CONNECTOR...]",
    .summary = "Judges every connector that changed: is the declared version enough?",
    .examples = "  bumpgate check\n"
                "  bumpgate check --base origin/main --format text --format json:report.json\n"
                "  bumpgate check --staged source-github\n",
    .groups = groups,
    .run = run,
};
