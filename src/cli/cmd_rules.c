/* bumpgate rules: the list of rules, the pages of the manual on them and on the facts that they claim, or the schema of
 * the configuration. */
#include "cli/common.h"
#include "cli/output.h"

#include <string.h>

static const char *format_word(size_t i) {
    static const char *const words[] = {"text", "markdown", "facts", "glossary", "schema", NULL};
    return words[i];
}

static const struct bg_option own_options[] = {
    {"format", 'f', BG_OPTION_TEXT, "NAME", "how they are written: %s (default: text)", &bg_common.format, format_word,
     NULL},
    {0},
};

static const struct bg_option_group groups[] = {
    {"What to list", own_options, NULL},
    {"Common options", bg_common_options, "config help profile repo rules"},
    {0},
};

/* The page on facts knows no rules, and the one on rules has the levels of every profile. */
static bool format_fits(const char *format, struct bg_error *err) {
    bool is_fixed = strcmp(format, "facts") == 0 || strcmp(format, "glossary") == 0 || strcmp(format, "schema") == 0;
    const struct {
        const char *option;
        bool is_unused;
    } unused[] = {
        {"config", is_fixed && bg_common.config != NULL},
        {"profile", bg_common.profile != NULL && strcmp(format, "text") != 0},
        {"rules", is_fixed && bg_common.rules != NULL},
    };
    for (size_t i = 0; i < sizeof unused / sizeof unused[0]; i++) {
        if (unused[i].is_unused) {
            return bg_fail(err, BG_ERROR_USAGE, "--format %s does not use --%s", format, unused[i].option);
        }
    }
    return true;
}

static bool list(const struct bg_texts *arguments, struct bg_rule_set **set, struct bg_error *err) {
    struct bg_rule_set_options options = {
        .folder = bg_common.repo, .config = bg_common.config, .profile = bg_common.profile, .rules = bg_common.rules};
    struct bg_writer to = bg_writer_to(stdout);
    if (arguments->count > 0) {
        return bg_fail(err, BG_ERROR_USAGE, "rules takes no arguments; for one rule: bumpgate explain RULE");
    }
    return bg_format_is(
               bg_common_format(), format_word,
               "rules are written once, as text, as markdown, as facts, as the glossary or as the schema of the "
               "configuration",
               err) &&
           format_fits(bg_common_format(), err) && bg_rule_set_new(set, &options, err) &&
           bg_rule_set_write(*set, bg_common_format(), &to, err) && bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_rule_set *set = NULL;
    struct bg_error err;
    bool is_done = list(arguments, &set, &err);
    bg_rule_set_free(set);
    return is_done ? BG_STATUS_PASSED : bg_command_refuse(&bg_command_rules, &err);
}

const struct bg_command bg_command_rules = {
    .name = "rules",
    .arguments = "",
    .summary = "Lists the rules, and the level that each of them demands.",
    .examples = "  bumpgate rules --profile strict\n"
                "  bumpgate rules --format markdown\n"
                "  bumpgate rules --format facts\n"
                "  bumpgate rules --format schema >bumpgate.schema.json\n",
    .statuses = "  0  listed\n  2  wrong usage or configuration\n  3  a file "
                "could not be read\n",
    .groups = groups,
    .run = run,
};
