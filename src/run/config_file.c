/* The file of the configuration: see config_file.h. */
#include "run/config_file.h"

#include "base/file.h"

/* What stands in place of the file, where it is neither a file nor a link. */
static bool check_kind(enum bg_entry_kind kind, struct bg_error *err) {
    bool is_folder = kind == BG_ENTRY_FOLDER;
    if (!is_folder && kind != BG_ENTRY_SUBMODULE) {
        return true;
    }
    return bg_fail_at(err, BG_ERROR_USAGE, (struct bg_place){.file = BG_CONFIG_PATH},
                      "a %s stands where the configuration is looked for: move it away, or name a file with --config",
                      is_folder ? "folder" : "submodule");
}

const char *bg_config_file_name(const struct bg_options *options) {
    return options->config != NULL ? options->config : BG_CONFIG_PATH.at;
}

bool bg_config_file_read(struct bg_config_file *out, struct bg_arena *arena, struct bg_tree *tree,
                         struct bg_error *err) {
    struct bg_slice text;
    *out = (struct bg_config_file){.is_there = false};
    enum bg_entry_kind kind = tree == NULL ? BG_ENTRY_NONE : bg_tree_stat(tree, BG_CONFIG_PATH).kind;
    if (kind == BG_ENTRY_NONE) {
        return true;
    }
    if (!check_kind(kind, err)) {
        return false;
    }
    switch (bg_tree_read(tree, BG_CONFIG_PATH, arena, &text, &out->id, err)) {
    case BG_FILE_READ:
        out->is_there = true;
        return bg_config_read(&out->config, arena, bg_source_new(arena, BG_CONFIG_PATH, text), err);
    case BG_FILE_ABSENT:
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = BG_CONFIG_PATH}, "it cannot be read");
    case BG_FILE_UNREADABLE:
        return false;
    }
    return false;
}

void bg_config_file_misspelt(struct bg_tree *tree, struct bg_problems *problems) {
    static const char *const names[] = {".bumpgate.json", ".bumpgate.yml", "bumpgate.yaml", "bumpgate.yml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (bg_tree_stat(tree, bg_slice_of(names[i])).kind == BG_ENTRY_FILE) {
            bg_problem_add(problems, BG_ID_CONFIG_MISSPELT, false, (struct bg_place){.file = bg_slice_of(names[i])},
                           "%s is not read: the configuration is called .bumpgate.yaml", names[i]);
        }
    }
}

bool bg_config_file_read_given(struct bg_config_file *out, struct bg_arena *arena, const char *path,
                               struct bg_error *err) {
    struct bg_slice text;
    *out = (struct bg_config_file){.is_there = true};
    if (!bg_file_read(arena, path, &text, err)) {
        err->code = BG_ERROR_USAGE;
        return false;
    }
    return bg_config_read(&out->config, arena, bg_source_new(arena, bg_slice_of(path), text), err);
}
