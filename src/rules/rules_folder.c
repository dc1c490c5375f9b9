/* Rule folders: see rules_folder.h. */
#include "rules/rules_folder.h"

#include "rules/rule_read.h"
#include "repo/tree.h"

static bool read_one(struct bg_rules *rules, struct bg_tree *tree, const char *folder, struct bg_slice name,
                     struct bg_error *err) {
    struct bg_arena *arena = rules->arena;
    struct bg_slice text;
    struct bg_slice path = bg_arena_printf(arena, "%s/%.*s", folder, BG_ARGS(name));
    if (bg_tree_read(tree, name, arena, &text, NULL, err) != BG_FILE_READ) {
        return bg_fail(err, BG_ERROR_USAGE, "the rule file `%.*s` could not be read", BG_ARGS(path));
    }
    struct bg_rule *rule = bg_arena_alloc(arena, sizeof *rule);
    return bg_rule_read_file(arena, bg_source_new(arena, path, text), false, rule, err) &&
           bg_rules_add(rules, rule, (struct bg_place){.file = path}, err);
}

bool bg_rules_read_folder(struct bg_rules *rules, const char *folder, struct bg_error *err) {
    struct bg_tree *tree;
    if (!bg_tree_open_folder(&tree, folder, err)) {
        return false;
    }
    struct bg_entry *entries;
    size_t count;
    bool is_read = bg_tree_list(tree, BG_LITERAL(""), rules->arena, &entries, &count, err);
    for (size_t i = 0; is_read && i < count; i++) {
        bool is_rule = entries[i].kind == BG_ENTRY_FILE && bg_slice_ends(entries[i].name, BG_LITERAL(".yaml"));
        is_read = !is_rule || read_one(rules, tree, folder, entries[i].name, err);
    }
    bg_tree_free(tree);
    return is_read;
}
