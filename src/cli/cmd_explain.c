/* bumpgate explain: one rule with its reason, fix, source and examples; or the id of why a connector is rejected. */
#include "cli/common.h"
#include "cli/rule_set.h"
#include "report/rules_text.h"

static const struct bg_option_group groups[] = {
    {"Common options", bg_common_options},
    {0},
};

static bool explain(struct bg_arena *arena, const struct bg_texts *arguments, struct bg_buffer *out,
                    struct bg_error *err) {
    struct bg_rules rules;
    enum bg_rule_profile profile;
    if (arguments->count != 1) {
        return bg_fail(err, BG_ERROR_USAGE, "explain takes one rule; they are listed by: bumpgate rules");
    }
    if (!bg_rule_set_read(arena, &rules, &profile, err)) {
        return false;
    }
    struct bg_slice id = bg_slice_of(arguments->at[0]);
    const struct bg_rule *rule = bg_rules_find(&rules, id);
    const struct bg_reason_words *reason = bg_reasons_find(id);
    if (rule == NULL && reason != NULL) {
        bg_rules_text_reason(out, reason);
        return true;
    }
    if (rule == NULL) {
        struct bg_nearest nearest = bg_nearest_start(id);
        bg_rules_offer(&rules, &nearest);
        bg_reasons_offer(&nearest);
        return bg_fail(err, BG_ERROR_USAGE, "there is no rule \"%s\"%s", arguments->at[0], bg_nearest_hint(&nearest));
    }
    bg_rules_text_explain(out, &rules, rule);
    return true;
}

static enum bg_status run(const struct bg_texts *arguments) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_error err;
    enum bg_status status = BG_STATUS_PASSED;
    if (!explain(&arena, arguments, &out, &err)) {
        status = bg_command_refuse(&bg_command_explain, &err);
    } else if (!bg_write_stdout(bg_buffer_slice(&out), &err)) {
        status = bg_report_error(&err);
    }
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
    return status;
}

const struct bg_command bg_command_explain = {
    .name = "explain",
    .arguments = "RULE|REASON",
    .summary = "One rule: what it claims, why, what to do instead, and examples. Or one reason for a rejection.",
    .examples = "  bumpgate explain stream-removed\n"
                "  bumpgate explain bc-entry-missing\n",
    .statuses = "  0  explained\n  2  wrong usage or configuration\n  3  a "
                "file could not be read\n",
    .groups = groups,
    .run = run,
};
