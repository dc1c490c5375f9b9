/* Former names: see renamed.h. */
#include "rules/renamed.h"

#include "rules/vocabulary.h"

struct renaming {
    const struct bg_rules *rules;
    struct bg_problems *problems;
};

/* What bears the name, now or formerly; {NULL, 0} for a pattern or a fingerprint. */
static struct bg_slice present_name(const struct renaming *renaming, struct bg_slice name) {
    const struct bg_rule *rule = bg_rules_find(renaming->rules, name);
    const struct bg_word *word = rule == NULL ? bg_vocabulary_find(name) : NULL;
    return rule != NULL ? rule->id : word != NULL ? word->id : BG_NO_SLICE;
}

static void look_at(const struct renaming *renaming, struct bg_slice name, struct bg_place at) {
    struct bg_slice present = present_name(renaming, name);
    if (present.at != NULL && !bg_slice_equal(present, name)) {
        bg_problem_add(renaming->problems, BG_ID_RENAMED_ID, false, at, "`%.*s` was renamed; its name is `%.*s`",
                       BG_ARGS(name), BG_ARGS(present));
    }
}

/* A mapping's keys, or a list's texts. */
static void look_at_names(const struct renaming *renaming, const struct bg_node *section) {
    for (size_t i = 0; bg_node_is(section, BG_NODE_MAP) && i < section->count; i++) {
        look_at(renaming, section->as.members[i].key, bg_member_place(&section->as.members[i]));
    }
    for (size_t i = 0; bg_node_is(section, BG_NODE_LIST) && i < section->count; i++) {
        look_at(renaming, bg_node_text(section->as.items[i]), bg_node_place(section->as.items[i]));
    }
}

void bg_renamed_report(const struct bg_config *config, const struct bg_rules *rules, struct bg_problems *problems) {
    const struct renaming renaming = {rules, problems};
    look_at_names(&renaming, config->levels);
    look_at_names(&renaming, config->evidence_section);
    for (size_t w = 0; bg_node_is(config->waivers, BG_NODE_LIST) && w < config->waivers->count; w++) {
        const struct bg_node *rule = bg_node_at(config->waivers->as.items[w], "rule");
        look_at(&renaming, bg_node_text(rule), bg_node_place(rule));
    }
}
