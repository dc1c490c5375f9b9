/* bumpgate snapshot: the model of one connector, for debugging, tests and bots. */
#include "cli/common.h"
#include "cli/output.h"

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options, "config help repo trust-owner"},
    {0},
};

static bool print_model(const struct bg_texts *arguments, struct bg_error *err) {
    struct bg_options options;
    struct bg_writer to = bg_writer_to(stdout);
    struct bg_writer notes = bg_writer_to(stderr);
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "snapshot takes a revision and the name of a connector");
    }
    if (!bg_common_to_options(&options, NULL, err)) {
        return false;
    }
    options.notes = &notes;
    return bg_snapshot_write(&options, arguments->at[0], arguments->at[1], &to, err) && bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_error err;
    return print_model(arguments, &err) ? BG_STATUS_PASSED : bg_command_refuse(&bg_command_snapshot, &err);
}

const struct bg_command bg_command_snapshot = {
    .name = "snapshot",
    .arguments = "REV CONNECTOR",
    .summary = "Prints what bumpgate reads of one connector, as JSON.",
    .examples = "  bumpgate snapshot HEAD source-github\n",
    .statuses =
        "  0  printed\n  2  wrong usage or configuration, or no such connector\n  3  a file could not be read\n",
    .groups = groups,
    .run = run,
};
