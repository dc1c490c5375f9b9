/* bumpgate bump: writes the versions that are owed. */
#include "cli/bumping.h"
#include "cli/common.h"
#include "cli/output.h"

static const struct bg_option options[] = {
    {"backport", 0, BG_OPTION_FLAG, NULL, "write the next patch of the release branch that --onto names",
     &bg_bumping_choice.is_backport, NULL, NULL},
    {"candidate", 0, BG_OPTION_FLAG, NULL, "make the next version a release candidate",
     &bg_bumping_choice.wants_candidate, NULL, NULL},
    {"check", 0, BG_OPTION_FLAG, NULL, "write nothing; exit with 1 if something is missing",
     &bg_bumping_choice.is_check, NULL, NULL},
    {"onto", 0, BG_OPTION_TEXT, "REV",
     "REV is the base branch: keep the declared level, and take the next number that it leaves free",
     &bg_bumping_choice.onto, NULL, NULL},
    {"rows", 0, BG_OPTION_TEXT, "FILE",
     "bump the connectors in FILE; each line has a name, a pull request and what changed, with tabs between",
     &bg_bumping_choice.rows, NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to write", bg_bumping_options, NULL},
    {"How to bump", options, NULL},
    {"What to compare", bg_range_options, NULL},
    {"Common options", bg_common_options, NULL},
    {0},
};

static enum bg_status run(const struct bg_texts *arguments) {
    return bg_bumping_run(&bg_command_bump, arguments, false);
}

const struct bg_command bg_command_bump = {
    .name = "bump",
    .arguments = "[CONNECTOR...]",
    .summary = "Writes the next patch or minor version where one is owed.",
    .examples = "  bumpgate bump --dry-run\n"
                "  bumpgate bump --pr 1234 --title \"Fix paging\" source-github\n"
                "  bumpgate bump --to major source-github\n"
                "  bumpgate bump --onto origin/release-1.2 --backport source-github\n",
    .groups = groups,
    .statuses =
        "  0  nothing was owed, or all of it is written\n  1  something needs a person, or, with --check, a bump\n"
        "  2  wrong usage or configuration\n  3  something could not be judged or written\n",
    .run = run,
    .leave = bg_output_refusal,
};
