/* bumpgate rules: the list of rules, or the pages of the manual on them and on the facts that they claim. */
#include "cli/common.h"
#include "cli/rule_set.h"
#include "report/facts_page.h"
#include "report/rules_text.h"

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options},
    {0},
};

enum form { LIST, RULES_PAGE, FACTS_PAGE };

static const char *const form_names[] = {[LIST] = "text", [RULES_PAGE] = "markdown", [FACTS_PAGE] = "facts"};

static bool read_format(enum form *out, struct bg_error *err) {
    const char *format = bg_common.formats.count == 0 ? "text" : bg_common.formats.at[0];
    for (size_t i = 0; bg_common.formats.count <= 1 && i < sizeof form_names / sizeof form_names[0]; i++) {
        if (strcmp(format, form_names[i]) == 0) {
            *out = (enum form)i;
            return true;
        }
    }
    return bg_fail(err, BG_ERROR_USAGE,
                   "rules are written once, as text, as markdown or as facts");
}

static bool write_rules(struct bg_arena *arena, const struct bg_texts *arguments, struct bg_buffer *out,
                        struct bg_error *err) {
    struct bg_rules rules;
    enum bg_rule_profile profile;
    enum form form;
    if (arguments->count > 0) {
        return bg_fail(err, BG_ERROR_USAGE, "rules takes no arguments; for one rule: bumpgate explain RULE");
    }
    if (!read_format(&form, err) || !bg_rule_set_read(arena, &rules, &profile, err)) {
        return false;
    }
    switch (form) {
    case LIST:
        bg_rules_text_list(out, &rules, profile);
        break;
    case RULES_PAGE:
        bg_rules_markdown(out, &rules);
        break;
    case FACTS_PAGE:
        bg_facts_page(out);
        break;
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
                "  bumpgate rules --format markdown\n"
                "  bumpgate rules --format facts\n",
    .statuses = "  0  listed\n  2  wrong usage or configuration\n  3  a file "
                "could not be read\n",
    .groups = groups,
    .run = run,
};
