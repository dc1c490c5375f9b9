/* bumpgate draft: the paperwork of a breaking release, as far as it can be written without a person. */
#include "cli/bumping.h"
#include "cli/common.h"
#include "cli/output.h"

static const struct bg_option_group groups[] = {
    {"What to write", bg_bumping_options, NULL},
    {"What to compare", bg_range_options, NULL},
    {"Common options", bg_common_options, NULL},
    {0},
};

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_error err;
    if (arguments->count != 1) {
        (void)bg_fail(&err, BG_ERROR_USAGE, "draft takes the name of one connector");
        return bg_command_refuse(&bg_command_draft, &err);
    }
    return bg_bumping_run(&bg_command_draft, arguments, true);
}

const struct bg_command bg_command_draft = {
    .name = "draft",
    .arguments = "CONNECTOR",
    .summary = "Writes a breaking release: version, changelog row, breakingChanges entry and migration guide, with "
               "blanks to fill in.",
    .examples = "  bumpgate draft --dry-run source-github\n"
                "  bumpgate draft --pr 1234 --title \"Drop users\" source-github\n",
    .groups = groups,
    .statuses = "  0  all of it is written\n  1  something needs a person\n"
                "  2  wrong usage or configuration\n  3  something could not be judged or written\n",
    .run = run,
    .leave = bg_output_refusal,
};
