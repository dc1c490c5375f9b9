/*
 * bumpgate version: the arithmetic of versions for those who know the level already, and one version written in one
 * file. The same code as in check and bump, without a repository.
 */
#include "cli/common.h"
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>

static struct {
    const char *required;
    const char *tip;
    const char *last_stable;
    const char *pre_1_0;
    const char *head;
    const char *kind;
    const char *select;
    const char *pr;
    const char *date;
    const char *subject;
    const char *repository;
    const char *renumber_from;
    const char *style;
    const char *category;
    struct bg_texts at;
    bool is_opted_out;
    bool wants_candidate;
    bool allows_major;
    bool allows_placeholder;
    bool writes;
} chosen;

static const char *policy_word(size_t i) {
    return bg_name(BG_NAMES_PRE_1_0, i);
}

static const char *site_word(size_t i) {
    return bg_name(BG_NAMES_SITES, i);
}

static const char *style_word(size_t i) {
    return bg_name(BG_NAMES_STYLES, i);
}

static const struct bg_option check_options[] = {
    {"head-opted-out", 0, BG_OPTION_FLAG, NULL, "this connector need not raise its version", &chosen.is_opted_out, NULL,
     "check"},
    {"required", 0, BG_OPTION_TEXT, "LEVEL", "what the changes need: %s", &chosen.required, bg_word_level, "check"},
    {"tip", 0, BG_OPTION_TEXT, "VERSION", "the version on the tip of the base branch", &chosen.tip, NULL, "check"},
    {0},
};

static const struct bg_option next_options[] = {
    {"allow-major", 0, BG_OPTION_FLAG, NULL, "allow a major version", &chosen.allows_major, NULL, "next"},
    {"candidate", 0, BG_OPTION_FLAG, NULL, "make the next version a release candidate", &chosen.wants_candidate, NULL,
     "next"},
    {"head", 0, BG_OPTION_TEXT, "VERSION", "what is declared so far", &chosen.head, NULL, "next"},
    {0},
};

static const struct bg_option both_options[] = {
    {"format", 'f', BG_OPTION_TEXT, "NAME", "the answer: %s (default: text)", &bg_common.format, bg_word_text_or_json,
     "check next"},
    {"last-stable", 0, BG_OPTION_TEXT, "VERSION", "the last version that is no candidate", &chosen.last_stable, NULL,
     "check next"},
    {"pre-1-0", 0, BG_OPTION_TEXT, "POLICY", "how versions below 1.0.0 count: %s", &chosen.pre_1_0, policy_word,
     "check next"},
    {"profile", 0, BG_OPTION_TEXT, "NAME", "what versions may look like: %s", &bg_common.profile, bg_word_profile,
     "check next"},
    {0},
};

static const struct bg_option set_options[] = {
    {"at", 0, BG_OPTION_LIST, "PATH", "the place: keys with dots, or a JSON Pointer; repeatable", &chosen.at, NULL,
     "set"},
    {"kind", 0, BG_OPTION_TEXT, "KIND", "%s", &chosen.kind, site_word, "set"},
    {"select", 0, BG_OPTION_TEXT, "KEY=VALUE", "which item of a list * stands for in the path", &chosen.select, NULL,
     "set"},
    {"write", 0, BG_OPTION_FLAG, NULL, "write the file instead of printing it", &chosen.writes, NULL, "set"},
    {0},
};

static const struct bg_option entry_options[] = {
    {"allow-placeholder", 0, BG_OPTION_FLAG, NULL, "write the row before the pull request has a number",
     &chosen.allows_placeholder, NULL, "set"},
    {"category", 0, BG_OPTION_TEXT, "WORD", "heading for the entry in a section (default: Changed)", &chosen.category,
     NULL, "set"},
    {"date", 0, BG_OPTION_TEXT, "YYYY-MM-DD", "date of the entry (default: today, UTC)", &chosen.date, NULL, "set"},
    {"pr", 0, BG_OPTION_TEXT, "NUMBER", "number of the pull request", &chosen.pr, NULL, "set"},
    {"renumber-from", 0, BG_OPTION_TEXT, "VERSION", "give the row of this version the new number",
     &chosen.renumber_from, NULL, "set"},
    {"repository", 0, BG_OPTION_TEXT, "OWNER/NAME|URL",
     "whose pull requests are linked to (default: as in the other entries)", &chosen.repository, NULL, "set"},
    {"style", 0, BG_OPTION_TEXT, "NAME", "%s (default: as the file shows)", &chosen.style, style_word, "set"},
    {"subject", 0, BG_OPTION_TEXT, "TEXT", "what changed, one line", &chosen.subject, NULL, "set"},
    {0},
};

static const struct bg_option_group groups[] = {
    {"Check", check_options, NULL},
    {"Next", next_options, NULL},
    {"Check and next", both_options, NULL},
    {"Set", set_options, NULL},
    {"Set, for an entry of a changelog", entry_options, NULL},
    {"Common options", bg_common_options, "help"},
    {0},
};

static bool read_level(const char *text, enum bg_level *out, struct bg_error *err) {
    if (text == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "--required LEVEL is missing");
    }
    return bg_level_read(text, out) ||
           bg_fail(err, BG_ERROR_USAGE, "a level is none, patch, minor or major, not \"%s\"", text);
}

static bool print(const struct bg_version_result *result, struct bg_error *err) {
    struct bg_writer to = bg_writer_to(stdout);
    return bg_version_result_write(result, bg_common_format(), &to, err) && bg_stdout_finish(err);
}

static enum bg_status finish(bool is_done, struct bg_version_result *result, const struct bg_error *err) {
    enum bg_status status =
        is_done ? bg_output_status(bg_version_result_outcome(result)) : bg_command_refuse(&bg_command_version, err);
    bg_version_result_free(result);
    return status;
}

static bool check(const struct bg_texts *arguments, struct bg_version_result **result, struct bg_error *err) {
    struct bg_check_version_options options = {.tip = chosen.tip,
                                               .last_stable = chosen.last_stable,
                                               .profile = bg_common.profile,
                                               .pre_1_0 = chosen.pre_1_0,
                                               .is_opted_out = chosen.is_opted_out};
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "version check takes two versions (\"-\" for none)");
    }
    options.base = arguments->at[0];
    options.head = arguments->at[1];
    return read_level(chosen.required, &options.required, err) && bg_check_version(result, &options, err) &&
           print(*result, err);
}

static enum bg_status run_check(const struct bg_texts *arguments) {
    struct bg_version_result *result = NULL;
    struct bg_error err;
    bool is_done = check(arguments, &result, &err);
    return finish(is_done, result, &err);
}

/* As text a next version is a version or nothing: why there is none goes to stderr. */
static void say_refusal(const struct bg_version_result *result) {
    struct bg_slice message = bg_version_result_message(result);
    if (strcmp(bg_common_format(), "text") == 0 && bg_version_result_version(result).at == NULL) {
        (void)fprintf(stderr, "bumpgate: %s: %.*s\n", bg_version_result_code(result), (int)message.len, message.at);
    }
}

static bool next(const struct bg_texts *arguments, struct bg_version_result **result, struct bg_error *err) {
    struct bg_next_version_options options = {.head = chosen.head,
                                              .last_stable = chosen.last_stable,
                                              .profile = bg_common.profile,
                                              .pre_1_0 = chosen.pre_1_0,
                                              .wants_candidate = chosen.wants_candidate,
                                              .allows_major = chosen.allows_major};
    if (arguments->count != 2) {
        return bg_fail(err, BG_ERROR_USAGE, "version next takes a version and a level");
    }
    options.base = arguments->at[0];
    if (!read_level(arguments->at[1], &options.required, err) || !bg_next_version(result, &options, err)) {
        return false;
    }
    say_refusal(*result);
    return print(*result, err);
}

static enum bg_status run_next(const struct bg_texts *arguments) {
    struct bg_version_result *result = NULL;
    struct bg_error err;
    bool is_done = next(arguments, &result, &err);
    return finish(is_done, result, &err);
}

static bool set(const struct bg_texts *arguments, struct bg_error *err) {
    struct bg_set_version_options options = {.kind = chosen.kind,
                                             .at = chosen.at.at,
                                             .at_count = chosen.at.count,
                                             .select = chosen.select,
                                             .is_written = chosen.writes,
                                             .date = chosen.date,
                                             .pull_request = chosen.pr,
                                             .subject = chosen.subject,
                                             .repository = chosen.repository,
                                             .renumber_from = chosen.renumber_from,
                                             .category = chosen.category,
                                             .style = chosen.style,
                                             .allows_placeholder = chosen.allows_placeholder};
    struct bg_writer to = bg_writer_to(stdout);
    if (arguments->count != 2 || chosen.kind == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "version set takes a file, a version and --kind");
    }
    options.file = arguments->at[0];
    options.number = arguments->at[1];
    return bg_set_version(&options, chosen.writes ? NULL : &to, err) && bg_stdout_finish(err);
}

static enum bg_status run_set(const struct bg_texts *arguments) {
    struct bg_error err;
    bool is_done = set(arguments, &err);
    free(chosen.at.at);
    chosen.at = (struct bg_texts){0};
    return is_done ? BG_STATUS_PASSED : bg_command_refuse(&bg_command_version, &err);
}

static const struct bg_verb verbs[] = {{"check", run_check}, {"next", run_next}, {"set", run_set}, {0}};

const struct bg_command bg_command_version = {
    .name = "version",
    .arguments = "check BASE HEAD | next BASE LEVEL | set FILE NEW",
    .summary = "Checks, computes or writes one version, without a repository.",
    .examples = "  bumpgate version check 1.4.2 1.4.3 --required minor\n"
                "  bumpgate version next 1.4.2 minor --profile airbyte\n"
                "  bumpgate version set metadata.yaml 1.5.0 --kind yaml --write\n",
    .groups = groups,
    .verbs = verbs,
    .verbs_missing = "version takes check, next or set",
    .leave = bg_output_refusal_json,
};
