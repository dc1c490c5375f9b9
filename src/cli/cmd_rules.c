/* bumpgate rules: the list of rules, or the page of the manual. */
#include "cli/common.h"
#include "cli/rule_set.h"
#include "report/rules_text.h"

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options},
    {0},
};

static bool read_format(bool *is_markdown, struct bg_error *err) {
    const char *format = bg_common.formats.count == 0 ? "text" : bg_common.formats.at[0];
    *is_markdown = strcmp(format, "markdown") == 0;
    if (bg_common.formats.count > 1 || (!*is_markdown && strcmp(format, "text") != 0)) {
        return bg_fail(err, BG_ERROR_USAGE, "rules are written once, as text or as markdown");
    }
    return true;
}

static bool write_rules(struct bg_arena *arena, const struct bg_texts *arguments, struct bg_buffer *out,
                        struct bg_error *err) {
    struct bg_rules rules;
    enum bg_rule_profile profile;
    bool is_markdown;
    if (arguments->count > 0) {
        return bg_fail(err, BG_ERROR_USAGE, "rules takes no arguments; for one rule: bumpgate explain RULE");
    }
    if (!read_format(&is_markdown, err) || !bg_rule_set_read(arena, &rules, &profile, err)) {
        return false;
    }
    if (is_markdown) {
        bg_rules_markdown(out, &rules);
    } else {
        bg_rules_text_list(out, &rules, profile);
    }
    return true;
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_error err;
    enum bg_status status = BG_STATUS_PASSED;
    if (!write_rules(&arena, arguments, &out, &err)) {
        status = bg_command_refuse(&bg_command_rules, &err);
    } else if (!bg_write_stdout(bg_buffer_slice(&out), &err)) {
        status = bg_report_error(&err);
    }
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
    return status;
}

const struct bg_command bg_command_rules = {
    .name = "rules",
    .arguments = "",
    .summary = "The rules, with the level that each demands.",
    .examples = "  bumpgate rules --profile strict\n"
                "  bumpgate rules --format markdown\n",
    .statuses = "  0  listed\n  2  wrong usage or configuration\n  3  a file "
                "could not be read\n",
    .groups = groups,
    .run = run,
};
