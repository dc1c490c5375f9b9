/* bumpgate init: the first hour: a configuration, a workflow and a hook. */
#include "cli/common.h"
#include "cli/output.h"

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options, "help repo trust-owner"},
    {0},
};

static bool init(const struct bg_texts *arguments, struct bg_error *err) {
    struct bg_options options;
    struct bg_writer to = bg_writer_to(stdout);
    if (arguments->count > 0) {
        return bg_fail(err, BG_ERROR_USAGE, "init takes no arguments");
    }
    if (!bg_common_to_options(&options, NULL, err)) {
        return false;
    }
    return bg_init(&options, &to, err) && bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_error err;
    return init(arguments, &err) ? BG_STATUS_PASSED : bg_command_refuse(&bg_command_init, &err);
}

const struct bg_command bg_command_init = {
    .name = "init",
    .arguments = "",
    .summary = "Finds your connectors, and writes a configuration, a workflow and a hook. It overwrites nothing.",
    .examples = "  bumpgate init\n",
    .statuses = "  0  written, or there already\n  2  wrong usage or configuration\n  3  no connector was found, no "
                "repository, or "
                "a file could not be written\n",
    .groups = groups,
    .run = run,
};
