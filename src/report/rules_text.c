/* The rules in words: see rules_text.h. */
#include "report/rules_text.h"

#include "base/level.h"
#include "text/write_json.h"
#include "rules/example.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The folders of rules/ in the order of the manual; a user's own rules come first. */
static const struct {
    const char *name;
    const char *title;
} groups[] = {
    {"", "Rules of your own"},
    {"spec", "Configuration"},
    {"connspec", "Around the configuration"},
    {"stream", "Streams"},
    {"field", "Fields"},
    {"object", "Objects that a destination takes"},
    {"about", "Metadata, files and releases"},
};

static const char *const class_sentences[BG_RULE_CLASS_COUNT] = {
    [BG_RULE_REJECTS] = "rejects: a saved configuration may be refused, which is shown by a proof",
    [BG_RULE_WIDENS] = "widens: more is accepted or given than before",
    [BG_RULE_POLICY] = "policy: nothing is refused, but users must act or their data changes",
    [BG_RULE_ANNOTATION] = "annotation: running connections are not affected",
};

static bool is_in_group(const struct bg_rule *rule, size_t group) {
    return bg_slice_is(rule->group, groups[group].name);
}

static bool is_empty_group(const struct bg_rules *rules, size_t group) {
    for (size_t i = 0; i < rules->count; i++) {
        if (is_in_group(rules->items[i].rule, group)) {
            return false;
        }
    }
    return true;
}

/* "spec-property added or renamed, required, not closed, subject data.name or data.tags" */
static void add_when(struct bg_buffer *out, const struct bg_rule *rule) {
    bg_buffer_add_text(out, bg_change_kind_name(rule->kind));
    const char *separator = " ";
    for (unsigned how = 0; how < BG_CHANGE_HOW_COUNT && rule->hows != BG_CHANGE_ALL_HOWS; how++) {
        if ((rule->hows >> how & 1) != 0) {
            bg_buffer_printf(out, "%s%s", separator, bg_change_how_name((enum bg_change_how)how));
            separator = " or ";
        }
    }
    for (unsigned bit = 0; bit < BG_CHANGE_FLAG_COUNT; bit++) {
        if ((rule->flag_mask >> bit & 1) != 0) {
            bg_buffer_printf(out, ", %s%s", (rule->flag_values >> bit & 1) != 0 ? "" : "not ",
                             bg_change_flag_name(1u << bit));
        }
    }
    for (size_t i = 0; i < rule->subject_count; i++) {
        bg_buffer_add_text(out, i == 0 ? ", subject " : " or ");
        bg_buffer_add(out, rule->subjects[i]);
    }
}

static void add_levels(struct bg_buffer *out, const struct bg_rules *rules, const struct bg_rule *rule) {
    for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
        enum bg_rule_profile profile = (enum bg_rule_profile)p;
        bg_buffer_printf(out, "%s%s under %s", p == 0 ? "" : ", ", bg_level_names[bg_rules_level(rules, rule, profile)],
                         bg_rule_profile_name(profile));
    }
}

static void add_row(struct bg_buffer *out, const char *label, struct bg_slice text) {
    if (text.len > 0) {
        bg_buffer_printf(out, "  %-8s %.*s\n", label, BG_ARGS(text));
    }
}

static void add_was(struct bg_buffer *out, const struct bg_slice *was, size_t count) {
    for (size_t w = 0; w < count; w++) {
        add_row(out, w == 0 ? "was" : "", was[w]);
    }
}

static void add_document(struct bg_buffer *out, const char *label, const struct bg_node *node) {
    bg_buffer_printf(out, "  %-8s ", label);
    bg_json_write_node(out, node, BG_JSON_COMPACT, false);
    bg_buffer_add_char(out, '\n');
}

static void add_example(struct bg_buffer *out, const struct bg_example *example) {
    add_document(out, "base", example->base);
    add_document(out, "head", example->head);
    for (size_t i = 0; i < example->expect_count; i++) {
        add_row(out, i == 0 ? "finds" : "", example->expect[i]);
    }
    if (example->expect_count == 0) {
        add_row(out, "finds", BG_LITERAL("nothing"));
    }
    if (example->witness != NULL) {
        add_document(out, "witness", example->witness);
    }
}

/* The examples of a rule that was read without an error can be parsed again. */
static const struct bg_example *examples_of(struct bg_arena *arena, const struct bg_rule *rule, size_t *count) {
    const struct bg_example *examples;
    return bg_examples_parse(arena, rule->examples, &examples, count, NULL) ? examples : NULL;
}

static int longest_id(const struct bg_rules *rules) {
    size_t longest = 0;
    for (size_t i = 0; i < rules->count; i++) {
        size_t len = rules->items[i].rule->id.len;
        longest = len > longest ? len : longest;
    }
    return (int)longest;
}

void bg_rules_text_list(struct bg_buffer *out, const struct bg_rules *rules, enum bg_rule_profile profile) {
    const char *gap = "";
    int width = longest_id(rules);
    for (size_t group = 0; group < COUNT(groups); group++) {
        if (is_empty_group(rules, group)) {
            continue;
        }
        bg_buffer_printf(out, "%s%s\n", gap, groups[group].title);
        for (size_t i = 0; i < rules->count; i++) {
            const struct bg_rule *rule = rules->items[i].rule;
            if (is_in_group(rule, group)) {
                bg_buffer_printf(out, "  %-5s  %-*.*s  %.*s\n", bg_level_names[bg_rules_level(rules, rule, profile)],
                                 width, BG_ARGS(rule->id), BG_ARGS(rule->title));
            }
        }
        gap = "\n";
    }
    bg_buffer_printf(out, "\n%zu rules, levels under the profile %s. One in full: bumpgate explain RULE\n",
                     rules->count, bg_rule_profile_name(profile));
}

void bg_rules_text_explain(struct bg_buffer *out, const struct bg_rules *rules, const struct bg_rule *rule) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bg_buffer_printf(out, "%.*s\n%.*s.\n\n  level    ", BG_ARGS(rule->id), BG_ARGS(rule->title));
    add_levels(out, rules, rule);
    bg_buffer_printf(out, "\n  class    %s\n  claims   ", class_sentences[rule->class]);
    add_when(out, rule);
    bg_buffer_add_char(out, '\n');
    add_row(out, "says", rule->message);
    add_row(out, "why", rule->why);
    add_row(out, "fix", rule->fix);
    add_row(out, "see", rule->see);
    add_row(out, "since", rule->since);
    add_was(out, rule->was, rule->was_count);
    size_t count = 0;
    const struct bg_example *examples = examples_of(&arena, rule, &count);
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(out, "\nExample: %.*s\n", BG_ARGS(examples[i].name));
        add_example(out, &examples[i]);
    }
    bg_arena_finish(&arena);
}

void bg_rules_text_word(struct bg_buffer *out, const struct bg_word *word) {
    bg_buffer_printf(out, "%.*s\n%.*s.\n\n", BG_ARGS(word->id), BG_ARGS(word->title));
    add_row(out, "why", word->why);
    add_row(out, "fix", word->fix);
    add_row(out, "next", word->next);
    add_was(out, word->was, word->was_count);
}

void bg_rules_text_renamed(struct bg_buffer *out, struct bg_slice name, struct bg_slice id) {
    if (!bg_slice_equal(name, id)) {
        bg_buffer_printf(out, "%.*s was renamed; its name is %.*s.\n\n", BG_ARGS(name), BG_ARGS(id));
    }
}

static void add_markdown_words(struct bg_buffer *out) {
    size_t count;
    const struct bg_word *words = bg_vocabulary_list(&count);
    bg_buffer_add_text(
        out,
        "\n## Other ids\n\nWhat reports, plans and refusals say besides the rules: why a connector is rejected or not "
        "judged, and what is\nworth a word.\n\n| id | what is the matter | why | what to do |\n|---|---|---|---|\n");
    for (size_t w = 0; w < count; w++) {
        bg_buffer_printf(out, "| `%.*s` | %.*s. | %.*s | %.*s |\n", BG_ARGS(words[w].id), BG_ARGS(words[w].title),
                         BG_ARGS(words[w].why), BG_ARGS(words[w].fix));
    }
}

static void add_markdown_table(struct bg_buffer *out, const struct bg_rules *rules, size_t group) {
    bg_buffer_add_text(out, "| rule | airbyte | strict | lenient | class |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < rules->count; i++) {
        const struct bg_rule *rule = rules->items[i].rule;
        if (!is_in_group(rule, group)) {
            continue;
        }
        bg_buffer_printf(out, "| [`%.*s`](#%.*s) |", BG_ARGS(rule->id), BG_ARGS(rule->id));
        for (size_t p = 0; p < BG_RULE_PROFILE_COUNT; p++) {
            bg_buffer_printf(out, " %s |", bg_level_names[bg_rules_level(rules, rule, (enum bg_rule_profile)p)]);
        }
        bg_buffer_printf(out, " %s |\n", bg_rule_class_names[rule->class]);
    }
}

static void add_markdown_rule(struct bg_buffer *out, const struct bg_rule *rule) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bg_buffer_printf(out, "\n### %.*s\n\n%.*s. %.*s%s%.*s\n\nClaims `", BG_ARGS(rule->id), BG_ARGS(rule->title),
                     BG_ARGS(rule->why), rule->fix.len > 0 ? " " : "", BG_ARGS(rule->fix));
    add_when(out, rule);
    bg_buffer_printf(out, "`. Source: %.*s.\n", BG_ARGS(rule->see));
    size_t count = 0;
    const struct bg_example *examples = examples_of(&arena, rule, &count);
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(out, "\nExample, %.*s:\n\n```text\n", BG_ARGS(examples[i].name));
        add_example(out, &examples[i]);
        bg_buffer_add_text(out, "```\n");
    }
    bg_arena_finish(&arena);
}

void bg_rules_markdown(struct bg_buffer *out, const struct bg_rules *rules) {
    bg_buffer_add_text(out, "# The rules\n\n"
                            "Made from rules/ by `bumpgate rules --format markdown`; edit the rule files instead.\n\n"
                            "Every difference between two connectors is claimed by exactly one rule, which says what "
                            "it demands under each\nprofile. The classes:\n\n");
    for (size_t class = 0; class < COUNT(class_sentences); class ++) {
        bg_buffer_printf(out, "- %s\n", class_sentences[class]);
    }
    for (size_t group = 0; group < COUNT(groups); group++) {
        if (is_empty_group(rules, group)) {
            continue;
        }
        bg_buffer_printf(out, "\n## %s\n\n", groups[group].title);
        add_markdown_table(out, rules, group);
        for (size_t i = 0; i < rules->count; i++) {
            if (is_in_group(rules->items[i].rule, group)) {
                add_markdown_rule(out, rules->items[i].rule);
            }
        }
    }
    add_markdown_words(out);
}
