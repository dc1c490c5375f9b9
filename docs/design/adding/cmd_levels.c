/* An example of a command: bumpgate levels, the words that rules and options use, from the lowest on. */
#include "cli/common.h"
#include "cli/output.h"

extern const struct bg_command bg_command_levels; /* stands in command.h */

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options, "help"},
    {0},
};

static bool print_levels(const struct bg_texts *arguments, struct bg_error *err) {
    if (arguments->count > 0) {
        return bg_fail(err, BG_ERROR_USAGE, "levels takes no arguments");
    }
    for (size_t i = 0; bg_name(BG_NAMES_LEVELS, i) != NULL; i++) {
        (void)puts(bg_name(BG_NAMES_LEVELS, i));
    }
    return bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_error err;
    return print_levels(arguments, &err) ? BG_STATUS_PASSED : bg_command_refuse(&bg_command_levels, &err);
}

const struct bg_command bg_command_levels = {
    .name = "levels",
    .arguments = "",
    .summary = "Prints the levels of changes.",
    .groups = groups,
    .run = run,
};
