/* bumpgate explain: one rule with its reason, fix, source and examples; or any other id that a report can show. */
#include "cli/common.h"
#include "cli/output.h"

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options, "config help repo rules"},
    {0},
};

static bool explain(const struct bg_texts *arguments, struct bg_rule_set **set, struct bg_error *err) {
    struct bg_rule_set_options options = {
        .folder = bg_common.repo, .config = bg_common.config, .rules = bg_common.rules};
    struct bg_writer to = bg_writer_to(stdout);
    if (arguments->count != 1) {
        return bg_fail(err, BG_ERROR_USAGE, "explain takes one rule; they are listed by: bumpgate rules");
    }
    return bg_rule_set_new(set, &options, err) && bg_rule_set_explain(*set, arguments->at[0], &to, err) &&
           bg_stdout_finish(err);
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_rule_set *set = NULL;
    struct bg_error err;
    bool is_done = explain(arguments, &set, &err);
    bg_rule_set_free(set);
    return is_done ? BG_STATUS_PASSED : bg_command_refuse(&bg_command_explain, &err);
}

const struct bg_command bg_command_explain = {
    .name = "explain",
    .arguments = "RULE|REASON|WORD",
    .summary = "Explains a rule, with its reason, its remedy and examples, or any other word that a report uses.",
    .examples = "  bumpgate explain stream-removed\n"
                "  bumpgate explain bc-entry-missing\n"
                "  bumpgate explain opaque\n",
    .statuses = "  0  explained\n  2  wrong usage or configuration\n  3  a "
                "file could not be read\n",
    .groups = groups,
    .run = run,
};
