/* The rule set of a folder: see rule_set.h. */
#include "cli/rule_set.h"

#include "cli/common.h"
#include "base/file.h"
#include "rules/config.h"
#include "rules/rules_folder.h"
#include "repo/tree.h"

#define CONFIG_PATH BG_LITERAL(".bumpgate.yaml")

/* *text is {NULL, 0} if there is no configuration. */
static bool read_text(struct bg_arena *arena, struct bg_slice *path, struct bg_slice *text, struct bg_error *err) {
    *text = BG_NO_SLICE;
    if (bg_common.config != NULL) {
        *path = bg_slice_of(bg_common.config);
        return bg_file_read(arena, bg_common.config, text, err);
    }
    struct bg_tree *tree;
    *path = CONFIG_PATH;
    if (!bg_tree_open_folder(&tree, bg_common.repo == NULL ? "." : bg_common.repo, err)) {
        return false;
    }
    bool is_readable = bg_tree_read(tree, *path, arena, text, NULL, err) != BG_FILE_UNREADABLE;
    bg_tree_free(tree);
    return is_readable;
}

static bool read_config(struct bg_arena *arena, struct bg_config *out, struct bg_error *err) {
    struct bg_slice path;
    struct bg_slice text;
    *out = (struct bg_config){.layouts = NULL};
    return read_text(arena, &path, &text, err) &&
           (text.at == NULL || bg_config_read(out, arena, bg_source_new(arena, path, text), err));
}

static bool choose_profile(const struct bg_config *config, enum bg_rule_profile *out, struct bg_error *err) {
    const struct bg_profile *profile = config->profile;
    *out = BG_RULE_PROFILE_AIRBYTE;
    if (bg_common.profile != NULL &&
        !bg_profile_choose(bg_slice_of(bg_common.profile), (struct bg_place){.line = 0}, &profile, err)) {
        return false;
    }
    if (profile != NULL) {
        *out = profile->rules;
    }
    return true;
}

bool bg_rule_set_read(struct bg_arena *arena, struct bg_rules *out, enum bg_rule_profile *profile,
                      struct bg_error *err) {
    struct bg_config config;
    bg_rules_init(out, arena);
    return read_config(arena, &config, err) && choose_profile(&config, profile, err) &&
           bg_rules_read_section(out, config.rules, err) &&
           (bg_common.rules == NULL || bg_rules_read_folder(out, bg_common.rules, err)) &&
           bg_rules_read_levels(out, config.levels, err);
}
