/* bumpgate land: a branch brought up to date, with the numbers of its releases settled. */
#include "cli/bumping.h"
#include "cli/common.h"
#include "cli/output.h"

static bool is_rebase;

static const struct bg_option options[] = {
    {"onto", 0, BG_OPTION_TEXT, "REV", "the tip of the base branch", &bg_bumping_choice.onto, NULL, NULL},
    {"rebase", 0, BG_OPTION_FLAG, NULL, "rebase the branch onto REV instead of merging; needs --commit", &is_rebase,
     NULL, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"How to land", options, NULL},
    {"What to write", bg_bumping_options, "commit date dry-run message patch pr repository title"},
    {"Common options", bg_common_options, "config help profile repo trust-owner"},
    {0},
};

static bool read_options(const struct bg_texts *arguments, struct bg_land_options *out, struct bg_error *err) {
    const struct bg_bumping_choice *choice = &bg_bumping_choice;
    *out = (struct bg_land_options){.onto = choice->onto,
                                    .is_rebase = is_rebase,
                                    .is_committed = choice->wants_commit,
                                    .is_dry_run = choice->is_dry_run || choice->wants_patch,
                                    .message = choice->message};
    if (arguments->count > 0) {
        return bg_fail(err, BG_ERROR_USAGE, "land takes no connectors: a branch is brought up to date as a whole");
    }
    if (choice->onto == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "land needs --onto with the tip of the base branch, as origin/main");
    }
    if (choice->wants_commit && out->is_dry_run) {
        return bg_fail(err, BG_ERROR_USAGE, "--commit cannot be used with --dry-run or --patch: those write nothing");
    }
    if (choice->message != NULL && (!choice->wants_commit || is_rebase)) {
        return bg_fail(err, BG_ERROR_USAGE, "--message is that of a merge, and needs --commit");
    }
    return !is_rebase || choice->wants_commit || out->is_dry_run ||
           bg_fail(err, BG_ERROR_USAGE, "a rebase makes commits: --rebase needs --commit");
}

static bool land(const struct bg_land_options *how, enum bg_land_state *state, struct bg_error *err) {
    struct bg_options run;
    bool wants_patch = bg_bumping_choice.wants_patch;
    struct bg_writer to = bg_writer_to(wants_patch ? stderr : stdout);
    struct bg_writer patch = bg_writer_to(stdout);
    return bg_common_to_options(&run, NULL, err) && bg_land(&run, how, &to, wants_patch ? &patch : NULL, state, err) &&
           bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_land_options how;
    struct bg_error err;
    enum bg_land_state state;
    if (!read_options(arguments, &how, &err) || !land(&how, &state, &err)) {
        return bg_command_refuse(&bg_command_land, &err);
    }
    switch (state) {
    case BG_LAND_DONE:
        return BG_STATUS_PASSED;
    case BG_LAND_UP_TO_DATE:
        return bg_bumping_run(&bg_command_land, arguments, false);
    case BG_LAND_CONFLICTS:
    case BG_LAND_FOR_PERSON:
        break;
    }
    return BG_STATUS_REJECTED;
}

const struct bg_command bg_command_land = {
    .name = "land",
    .arguments = "--onto REV",
    .summary = "Brings a branch up to date with its base branch, and gives its releases the next free numbers.",
    .examples = "  bumpgate land --onto origin/main --commit\n"
                "  bumpgate land --onto origin/main --rebase --commit\n"
                "  bumpgate land --onto origin/main --patch\n",
    .statuses =
        "  0  done, or done before\n  1  conflicts are left, or a person has to name a version\n  2  wrong usage or "
        "configuration\n  3  something could not be read or written\n",
    .groups = groups,
    .run = run,
};
