/* Migrations: see migration.h. */
#include "airbyte/migration.h"

#include "base/table.h"
#include "text/pointer.h"

/* A path into a configuration as one text: "/credentials/api_key". */
static struct bg_slice list_path(struct bg_arena *arena, const struct bg_node *list) {
    struct bg_slice path = BG_LITERAL("");
    for (size_t i = 0; i < list->count; i++) {
        path = bg_pointer_add(arena, path, bg_node_text(list->as.items[i]));
    }
    return path;
}

static void add_path(struct bg_arena *arena, struct bg_table *paths, const struct bg_node *list) {
    if (bg_node_is(list, BG_NODE_LIST) && list->count > 0) {
        bg_table_put(paths, list_path(arena, list), paths);
    }
}

static size_t items_of(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_LIST) ? node->count : 0;
}

/* ConfigAddFields writes fields[].path, ConfigRemapField field_path, ConfigRemoveFields takes field_pointers away. */
static void read_transformation(struct bg_arena *arena, struct bg_table *paths, const struct bg_node *transformation) {
    const struct bg_node *fields = bg_node_at(transformation, "fields");
    for (size_t i = 0; i < items_of(fields); i++) {
        add_path(arena, paths, bg_node_at(fields->as.items[i], "path"));
    }
    add_path(arena, paths, bg_node_at(transformation, "field_path"));
    const struct bg_node *pointers = bg_node_at(transformation, "field_pointers");
    for (size_t i = 0; i < items_of(pointers); i++) {
        add_path(arena, paths, pointers->as.items[i]);
    }
}

static void read_paths(struct bg_arena *arena, struct bg_table *paths, const struct bg_node *rules) {
    const struct bg_node *migrations = bg_node_at(rules, "config_migrations");
    for (size_t i = 0; i < items_of(migrations); i++) {
        const struct bg_node *transformations = bg_node_at(migrations->as.items[i], "transformations");
        for (size_t j = 0; j < items_of(transformations); j++) {
            read_transformation(arena, paths, transformations->as.items[j]);
        }
    }
}

/* The place in a configuration that a pointer into its schema speaks of: properties count, branches do not. */
static struct bg_slice config_path(struct bg_arena *arena, struct bg_slice pointer) {
    struct bg_slice path = BG_LITERAL("");
    struct bg_slice token;
    while (bg_pointer_next(arena, &pointer, &token)) {
        bool is_property = bg_slice_is(token, "properties");
        bool is_branch = bg_slice_is(token, "oneOf") || bg_slice_is(token, "anyOf");
        if ((!is_property && !is_branch) || !bg_pointer_next(arena, &pointer, &token)) {
            break;
        }
        path = is_property ? bg_pointer_add(arena, path, token) : path;
    }
    return path;
}

/* Where the value has to be now. */
static struct bg_slice target_of(struct bg_arena *arena, const struct bg_change *change) {
    if (change->kind == BG_CHANGE_SPEC_PROPERTY && change->how == BG_HOW_MOVED) {
        return config_path(arena, change->after);
    }
    struct bg_slice path = config_path(arena, change->path);
    if (change->kind == BG_CHANGE_SPEC_PROPERTY && change->how == BG_HOW_RENAMED) {
        return bg_pointer_add(arena, bg_path_folder(path), change->after);
    }
    return path;
}

void bg_migration_mark(const struct bg_node *rules, struct bg_changes *changes, size_t first) {
    struct bg_table paths = {0};
    read_paths(changes->arena, &paths, rules);
    for (size_t i = first; i < changes->count && paths.count > 0; i++) {
        struct bg_change *change = &changes->items[i];
        if (bg_table_get(&paths, target_of(changes->arena, change)) != NULL) {
            change->flags |= BG_FLAG_MIGRATED;
        }
    }
    bg_table_finish(&paths);
}
