/* bumpgate merge: a merge driver of git for the line of the version and the changelog table. */
#include "cli/common.h"

#include <stdlib.h>
#include <string.h>

static struct {
    const char *tip;
    const char *marker_size;
} choice;

static const char *side_word(size_t i) {
    static const char *const words[] = {"ours", "theirs", NULL};
    return words[i];
}

static const struct bg_option options[] = {
    {"marker-size", 0, BG_OPTION_TEXT, "N", "length of conflict markers, git's %L (default: 7)", &choice.marker_size,
     NULL, NULL},
    {"tip", 0, BG_OPTION_TEXT, "SIDE", "which side is the base branch: %s (default: found out from git)", &choice.tip,
     side_word, NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"How to merge", options, NULL},
    {"Common options", bg_common_options, "config help profile repo trust-owner"},
    {0},
};

static bool read_tip(enum bg_merge_tip *out, struct bg_error *err) {
    if (choice.tip == NULL) {
        *out = BG_MERGE_TIP_FOUND;
        return true;
    }
    bool is_ours = strcmp(choice.tip, "ours") == 0;
    *out = is_ours ? BG_MERGE_TIP_OURS : BG_MERGE_TIP_THEIRS;
    return is_ours || strcmp(choice.tip, "theirs") == 0 ||
           bg_fail(err, BG_ERROR_USAGE, "--tip takes ours or theirs, not \"%s\"", choice.tip);
}

static bool read_marker_size(unsigned *out, struct bg_error *err) {
    char *end = NULL;
    unsigned long size = choice.marker_size == NULL ? 0 : strtoul(choice.marker_size, &end, 10);
    *out = (unsigned)size;
    return choice.marker_size == NULL || (end != choice.marker_size && *end == '\0' && size < 1000) ||
           bg_fail(err, BG_ERROR_USAGE, "--marker-size takes a number below 1000, not \"%s\"", choice.marker_size);
}

static bool merge(const struct bg_texts *arguments, bool *is_clean, struct bg_error *err) {
    struct bg_options run;
    struct bg_merge_files files;
    if (arguments->count != 4) {
        return bg_fail(err, BG_ERROR_USAGE, "merge takes three files and a path: %%O %%A %%B %%P");
    }
    files = (struct bg_merge_files){
        .base = arguments->at[0], .ours = arguments->at[1], .theirs = arguments->at[2], .path = arguments->at[3]};
    return read_tip(&files.tip, err) && read_marker_size(&files.marker_size, err) &&
           bg_common_to_options(&run, NULL, err) && bg_merge_as_driver(&run, &files, is_clean, err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_error err;
    bool is_clean = false;
    if (!merge(arguments, &is_clean, &err)) {
        return bg_command_refuse(&bg_command_merge, &err);
    }
    return is_clean ? BG_STATUS_PASSED : BG_STATUS_REJECTED;
}

const struct bg_command bg_command_merge = {
    .name = "merge",
    .arguments = "BASE OURS THEIRS PATH",
    .summary = "Merges versions and changelogs for git, as its merge driver: the release of the branch gets the next "
               "free number.",
    .examples = "  git config merge.bumpgate.driver 'bumpgate merge --marker-size %L %O %A %B %P'\n",
    .statuses =
        "  0  merged\n  1  merged, with conflicts in OURS\n  2  wrong usage or configuration\n  3  a file could not "
        "be read or written\n",
    .groups = groups,
    .run = run,
};
