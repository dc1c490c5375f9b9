/* Changes of the policy in words: see policy_changes.h. */
#include "run/policy_changes.h"

#include "base/buffer.h"
#include "base/level.h"
#include "report/words.h"
#include "run/worse.h"
#include "text/write_json.h"

/* Bytes of a value and of a name that are shown, and how many connectors are named. */
enum { LONGEST_VALUE = 160, LONGEST_NAME = 60, NAMED = 4 };

static void add_cut(struct bg_buffer *out, struct bg_slice text, size_t max) {
    if (text.len > max) {
        text = bg_slice_range(text, 0, bg_slice_utf8_prefix(bg_slice_range(text, 0, max)));
        bg_buffer_add(out, text);
        bg_buffer_add_text(out, "...");
    } else {
        bg_buffer_add(out, text);
    }
}

static void add_value(struct bg_buffer *out, const struct bg_node *value) {
    struct bg_buffer json = {0};
    bg_json_write_node(&json, value, BG_JSON_COMPACT, true);
    add_cut(out, bg_buffer_slice(&json), LONGEST_VALUE);
    bg_buffer_finish(&json);
}

static void add_outcome(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_buffer_printf(out, "%s (needs %s)", bg_word_outcome(verdict->outcome), bg_level_names[verdict->required]);
}

/* One connector that would fare otherwise; NULL: it is not looked at. */
static void add_difference(struct bg_buffer *out, const struct bg_verdict *now, const struct bg_verdict *then) {
    bg_buffer_add_text(out, "`");
    add_cut(out, now != NULL ? now->name : then->name, LONGEST_NAME);
    bg_buffer_add_text(out, "` would be ");
    if (then != NULL) {
        add_outcome(out, then);
    } else {
        bg_buffer_add_text(out, "left out");
    }
    if (now != NULL) {
        bg_buffer_add_text(out, " instead of ");
        add_outcome(out, now);
    }
}

static bool is_alike(const struct bg_verdict *now, const struct bg_verdict *then) {
    return now != NULL && then != NULL && now->outcome == then->outcome && now->required == then->required;
}

/* The verdicts of `some` that `others` does not have like that; `is_now` says which of the two counts. */
static size_t add_differences(struct bg_buffer *out, const struct bg_judgement *some, const struct bg_judgement *others,
                              bool is_now, size_t count) {
    for (size_t v = 0; v < some->count; v++) {
        const struct bg_verdict *verdict = &some->verdicts[v];
        const struct bg_verdict *match = bg_judgement_find(others, verdict->root);
        if (is_alike(verdict, match) || (!is_now && match != NULL)) {
            continue;
        }
        if (count < NAMED) {
            bg_buffer_add_text(out, count == 0 ? "" : ", ");
            add_difference(out, is_now ? verdict : NULL, is_now ? match : verdict);
        }
        count++;
    }
    return count;
}

/* What the other policy would make of the change. */
static struct bg_slice consequence(struct bg_arena *arena, const struct bg_judgement *now,
                                   const struct bg_judgement *then) {
    struct bg_buffer text = {0};
    if (then == NULL) {
        return BG_LITERAL("no connector would be found");
    }
    size_t count = add_differences(&text, now, then, true, 0);
    count = add_differences(&text, then, now, false, count);
    if (count == 0) {
        bg_buffer_add_text(&text, "no verdict would be another");
    } else if (count > NAMED) {
        bg_buffer_printf(&text, " and %zu more", count - NAMED);
    }
    struct bg_slice kept = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return kept;
}

static struct bg_place place_of(const struct bg_context *context, const char *key) {
    const struct bg_node *value = bg_config_at(&context->head.config, key);
    return value != NULL ? bg_member_place(bg_node_member(context->head.config.root, bg_slice_of(key)))
                         : (struct bg_place){.file = BG_CONFIG_PATH};
}

static void report_key(const struct bg_context *context, const char *key, struct bg_slice consequence,
                       struct bg_problems *problems) {
    struct bg_buffer text = {0};
    const struct bg_node *base = bg_config_at(&context->base.config, key);
    const struct bg_node *head = bg_config_at(&context->head.config, key);
    bg_buffer_printf(&text, "`%s` ", key);
    bg_buffer_add_text(&text, head == NULL   ? "is taken away, which is "
                              : base == NULL ? "is added: "
                                             : "changes from ");
    add_value(&text, base != NULL ? base : head);
    if (base != NULL && head != NULL) {
        bg_buffer_add_text(&text, " to ");
        add_value(&text, head);
    }
    bg_problem_add(problems, BG_ID_POLICY_CHANGED, false, place_of(context, key),
                   "%.*s; that counts once it is merged, and with the configuration of the head %.*s",
                   BG_ARGS(bg_buffer_slice(&text)), BG_ARGS(consequence));
    bg_buffer_finish(&text);
}

static void report_keys(const struct bg_context *context, struct bg_slice consequence, struct bg_problems *problems) {
    const char *key;
    for (size_t k = 0; (key = bg_config_policy_key(k)) != NULL; k++) {
        if (bg_context_changes(context, key)) {
            report_key(context, key, consequence, problems);
        }
    }
}

/* Another layout fits, be it that a file moved or that the configuration says so. */
static void report_layout(const struct bg_context *context, struct bg_slice consequence, struct bg_problems *problems) {
    struct bg_slice base = context->policy.layout->id;
    struct bg_slice head = context->also.layout->id;
    bg_problem_add(
        problems, BG_ID_POLICY_CHANGED, false, (struct bg_place){0},
        "the layout of the base is `%.*s`, that of the head %s`%.*s`: connectors are looked for by both, and "
        "the worse verdict counts; by that of the head alone %.*s",
        BG_ARGS(base), bg_slice_equal(base, head) ? "another " : "", BG_ARGS(head), BG_ARGS(consequence));
}

static void report_adoption(const struct bg_context *context, struct bg_slice consequence,
                            struct bg_problems *problems) {
    struct bg_buffer keys = {0};
    const struct bg_node *root = context->head.config.root;
    for (size_t m = 0; bg_node_is(root, BG_NODE_MAP) && m < root->count; m++) {
        bg_buffer_printf(&keys, "%s`%.*s`", m == 0 ? "" : ", ", BG_ARGS(root->as.members[m].key));
    }
    bg_problem_add(
        problems, BG_ID_POLICY_ADOPTED, false, (struct bg_place){.file = BG_CONFIG_PATH},
        "the configuration (%.*s) comes with this change and counts at once, as the base has none; without it "
        "%.*s",
        BG_ARGS(keys.len == 0 ? BG_LITERAL("empty") : bg_buffer_slice(&keys)), BG_ARGS(consequence));
    bg_buffer_finish(&keys);
}

void bg_policy_changes_report(const struct bg_context *context, const struct bg_judgement *other,
                              const struct bg_judgement *also, struct bg_judgement *counts) {
    struct bg_arena *arena = counts->problems.arena;
    if (context->is_adopted) {
        report_adoption(context, consequence(arena, counts, other), &counts->problems);
    } else {
        report_keys(context, consequence(arena, counts, other), &counts->problems);
    }
    if (also != NULL && !bg_context_changes(context, "layouts")) {
        report_layout(context, consequence(arena, counts, also), &counts->problems);
    }
}
