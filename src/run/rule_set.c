/* The rules by themselves: the built-in ones and those of the folder they are asked for in. */
#include "base/nearest.h"
#include "report/facts_page.h"
#include "report/rules_text.h"
#include "report/terms_page.h"
#include "rules/config_schema.h"
#include "rules/rules_folder.h"
#include "run/config_file.h"
#include "run/public.h"

#include <stdlib.h>

struct bg_rule_set {
    struct bg_arena arena;
    struct bg_rules rules;
    enum bg_rule_profile profile;
};

/* The one that is named, or that of the folder. */
static bool read_config(struct bg_arena *arena, const struct bg_rule_set_options *options, struct bg_config_file *out,
                        struct bg_error *err) {
    struct bg_tree *tree;
    if (options->config != NULL) {
        return bg_config_file_read_given(out, arena, options->config, err);
    }
    if (!bg_tree_open_folder(&tree, options->folder == NULL ? "." : options->folder, err)) {
        return false;
    }
    bool is_read = bg_config_file_read(out, arena, tree, err);
    bg_tree_free(tree);
    return is_read;
}

static bool choose_profile(const struct bg_config *config, const struct bg_rule_set_options *options,
                           enum bg_rule_profile *out, struct bg_error *err) {
    const struct bg_profile *profile = config->profile;
    *out = BG_RULE_PROFILE_AIRBYTE;
    if (options->profile != NULL &&
        !bg_profile_choose(bg_slice_of(options->profile), (struct bg_place){.line = 0}, &profile, err)) {
        return false;
    }
    if (profile != NULL) {
        *out = profile->rules;
    }
    return true;
}

static bool read_rules(struct bg_rule_set *set, const struct bg_rule_set_options *options, struct bg_error *err) {
    struct bg_config_file file;
    struct bg_rules *rules = &set->rules;
    bg_rules_init(rules, &set->arena);
    return bg_options_are_known(options->version, err) && read_config(&set->arena, options, &file, err) &&
           choose_profile(&file.config, options, &set->profile, err) &&
           bg_rules_read_section(rules, file.config.rules, err) &&
           (options->rules == NULL || bg_rules_read_folder(rules, options->rules, err)) &&
           bg_rules_read_levels(rules, file.config.levels, err);
}

bool bg_rule_set_new(struct bg_rule_set **out, const struct bg_rule_set_options *options, struct bg_error *err) {
    struct bg_rule_set *set = bg_realloc(NULL, sizeof *set);
    *set = (struct bg_rule_set){.arena = BG_ARENA_EMPTY};
    if (!read_rules(set, options, err)) {
        bg_rule_set_free(set);
        return false;
    }
    *out = set;
    return true;
}

void bg_rule_set_free(struct bg_rule_set *set) {
    if (set != NULL) {
        bg_arena_finish(&set->arena);
        free(set);
    }
}

static void write_list(struct bg_buffer *out, const struct bg_rule_set *set) {
    bg_rules_text_list(out, &set->rules, set->profile);
}

static void write_page(struct bg_buffer *out, const struct bg_rule_set *set) {
    bg_rules_markdown(out, &set->rules);
}

static void write_facts(struct bg_buffer *out, const struct bg_rule_set *set) {
    (void)set;
    bg_facts_page(out);
}

static void write_glossary(struct bg_buffer *out, const struct bg_rule_set *set) {
    (void)set;
    bg_terms_page(out);
}

static void write_schema(struct bg_buffer *out, const struct bg_rule_set *set) {
    (void)set;
    bg_config_schema(out);
}

static const struct {
    const char *name;
    void (*write)(struct bg_buffer *out, const struct bg_rule_set *set);
} forms[] = {{"facts", write_facts},
             {"glossary", write_glossary},
             {"markdown", write_page},
             {"schema", write_schema},
             {"text", write_list}};

bool bg_rule_set_write(const struct bg_rule_set *set, const char *format, const struct bg_writer *to,
                       struct bg_error *err) {
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        if (strcmp(format, forms[f].name) == 0) {
            struct bg_buffer out = {0};
            forms[f].write(&out, set);
            bool is_written = bg_write_out(to, &out, err);
            bg_buffer_finish(&out);
            return is_written;
        }
    }
    return bg_fail(err, BG_ERROR_USAGE,
                   "rules are written once, as text, as markdown, as facts, as the glossary or as the schema of the "
                   "configuration");
}

static bool explain(struct bg_rule_set *set, const char *id, struct bg_buffer *out, struct bg_error *err) {
    const struct bg_rule *rule = bg_rules_find(&set->rules, bg_slice_of(id));
    const struct bg_word *word = bg_vocabulary_find(bg_slice_of(id));
    if (rule != NULL) {
        bg_rules_text_renamed(out, bg_slice_of(id), rule->id);
        bg_rules_text_explain(out, &set->rules, rule);
        return true;
    }
    if (word != NULL) {
        bg_rules_text_renamed(out, bg_slice_of(id), word->id);
        bg_rules_text_word(out, word);
        return true;
    }
    const struct bg_term *term = bg_terms_find(&set->arena, bg_slice_of(id));
    if (term != NULL) {
        bg_terms_explain(out, term);
        return true;
    }
    struct bg_nearest nearest = bg_nearest_start(bg_slice_of(id));
    bg_terms_offer(&set->arena, &nearest);
    bg_rules_offer(&set->rules, &nearest);
    bg_vocabulary_offer(&nearest);
    return bg_fail(err, BG_ERROR_USAGE, "there is no rule, reason or word \"%s\"%s", id, bg_nearest_hint(&nearest));
}

bool bg_rule_set_explain(struct bg_rule_set *set, const char *id, const struct bg_writer *to, struct bg_error *err) {
    struct bg_buffer out = {0};
    bool is_written = explain(set, id, &out, err) && bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    return is_written;
}
