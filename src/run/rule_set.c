/* The rules by themselves: the built-in ones and those of the folder they are asked for in. */
#include "base/file.h"
#include "base/nearest.h"
#include "report/facts_page.h"
#include "report/rules_text.h"
#include "rules/config.h"
#include "rules/rules_folder.h"
#include "repo/tree.h"
#include "run/public.h"

#include <stdlib.h>

#define CONFIG_PATH BG_LITERAL(".bumpgate.yaml")

struct bg_rule_set {
    struct bg_arena arena;
    struct bg_rules rules;
    enum bg_rule_profile profile;
};

/* *text is {NULL, 0} if there is no configuration. */
static bool read_text(struct bg_arena *arena, const struct bg_rule_set_options *options, struct bg_slice *path,
                      struct bg_slice *text, struct bg_error *err) {
    *text = BG_NO_SLICE;
    if (options->config != NULL) {
        *path = bg_slice_of(options->config);
        return bg_file_read(arena, options->config, text, err);
    }
    struct bg_tree *tree;
    *path = CONFIG_PATH;
    if (!bg_tree_open_folder(&tree, options->folder == NULL ? "." : options->folder, err)) {
        return false;
    }
    bool is_readable = bg_tree_read(tree, *path, arena, text, NULL, err) != BG_FILE_UNREADABLE;
    bg_tree_free(tree);
    return is_readable;
}

static bool read_config(struct bg_arena *arena, const struct bg_rule_set_options *options, struct bg_config *out,
                        struct bg_error *err) {
    struct bg_slice path;
    struct bg_slice text;
    *out = (struct bg_config){.layouts = NULL};
    return read_text(arena, options, &path, &text, err) &&
           (text.at == NULL || bg_config_read(out, arena, bg_source_new(arena, path, text), err));
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
    struct bg_config config;
    struct bg_rules *rules = &set->rules;
    bg_rules_init(rules, &set->arena);
    return bg_options_are_known(options->version, err) && read_config(&set->arena, options, &config, err) &&
           choose_profile(&config, options, &set->profile, err) && bg_rules_read_section(rules, config.rules, err) &&
           (options->rules == NULL || bg_rules_read_folder(rules, options->rules, err)) &&
           bg_rules_read_levels(rules, config.levels, err);
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

static const struct {
    const char *name;
    void (*write)(struct bg_buffer *out, const struct bg_rule_set *set);
} forms[] = {{"facts", write_facts}, {"markdown", write_page}, {"text", write_list}};

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
    return bg_fail(err, BG_ERROR_USAGE, "rules are written once, as text, as markdown or as facts");
}

static bool explain(const struct bg_rule_set *set, const char *id, struct bg_buffer *out, struct bg_error *err) {
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
    struct bg_nearest nearest = bg_nearest_start(bg_slice_of(id));
    bg_rules_offer(&set->rules, &nearest);
    bg_vocabulary_offer(&nearest);
    return bg_fail(err, BG_ERROR_USAGE, "there is no rule \"%s\"%s", id, bg_nearest_hint(&nearest));
}

bool bg_rule_set_explain(const struct bg_rule_set *set, const char *id, const struct bg_writer *to,
                         struct bg_error *err) {
    struct bg_buffer out = {0};
    bool is_written = explain(set, id, &out, err) && bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    return is_written;
}
