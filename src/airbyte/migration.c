/* Migrations: see migration.h. */
#include "airbyte/migration.h"

#include "airbyte/config_condition.h"
#include "airbyte/migrated_schema.h"
#include "base/table.h"
#include "schema/contain/relate.h"
#include "text/pointer.h"

/* A path into a configuration as one text: "/credentials/api_key". */
static struct bg_slice list_path(struct bg_arena *arena, const struct bg_node *list) {
    struct bg_slice path = BG_LITERAL("");
    for (size_t i = 0; i < list->count; i++) {
        path = bg_pointer_add(arena, path, bg_node_text(list->as.items[i]));
    }
    return path;
}

/* `value` is what is written there, NULL if it is none. */
static void add_path(struct bg_arena *arena, struct bg_table *paths, const struct bg_node *list,
                     const struct bg_node *value) {
    static const struct bg_node nothing = {.kind = BG_NODE_NULL};
    if (bg_node_is(list, BG_NODE_LIST) && list->count > 0) {
        bg_table_put(paths, list_path(arena, list), (void *)(uintptr_t)(value == NULL ? &nothing : value));
    }
}

static size_t items_of(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_LIST) ? node->count : 0;
}

/* ConfigAddFields writes fields[].path, ConfigRemapField field_path, ConfigRemoveFields takes field_pointers away. */
static void read_transformation(struct bg_arena *arena, struct bg_table *paths, const struct bg_node *transformation) {
    const struct bg_node *fields = bg_node_at(transformation, "fields");
    for (size_t i = 0; i < items_of(fields); i++) {
        const struct bg_node *field = fields->as.items[i];
        add_path(arena, paths, bg_node_at(field, "path"), bg_node_at(field, "value"));
    }
    add_path(arena, paths, bg_node_at(transformation, "field_path"), NULL);
    const struct bg_node *pointers = bg_node_at(transformation, "field_pointers");
    for (size_t i = 0; i < items_of(pointers); i++) {
        add_path(arena, paths, pointers->as.items[i], NULL);
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

/* Whether what is written is the value of the setting whose place in the schema this pointer is. */
static bool is_copy_of(struct bg_arena *arena, const struct bg_node *value, struct bg_slice pointer) {
    struct bg_config_setting setting;
    struct bg_slice path = BG_LITERAL("");
    if (!bg_config_setting_read(bg_node_text(value), &setting)) {
        return false;
    }
    for (size_t i = 0; i < setting.count; i++) {
        path = bg_pointer_add(arena, path, setting.keys[i]);
    }
    return bg_slice_equal(path, config_path(arena, pointer));
}

/* A change that nobody is hurt by if all configurations are accepted after their migration. */
static bool may_be_covered(struct bg_arena *arena, const struct bg_table *paths, const struct bg_change *change) {
    bool is_carried =
        change->kind == BG_CHANGE_SPEC_PROPERTY && (change->how == BG_HOW_MOVED || change->how == BG_HOW_RENAMED);
    return is_carried ? is_copy_of(arena, bg_table_get(paths, target_of(arena, change)), change->path)
                      : (change->verdict == BG_VERDICT_REJECTS || change->verdict == BG_VERDICT_UNKNOWN) &&
                            bg_change_can_refuse(change->kind, change->how, change->flags);
}

/* Whether all that the head makes of configurations of the base is accepted by it. */
static bool covers_all(struct bg_arena *arena, const struct bg_node *base, const struct bg_spec *head) {
    struct bg_migrated migrated;
    if (head->config_normalization_rules == NULL ||
        !bg_migrated_schema(arena, base, head->config_normalization_rules, &migrated)) {
        return false;
    }
    for (size_t i = 0; i < migrated.count; i++) {
        struct bg_relation relation =
            bg_schema_relate(arena, migrated.schemas[i], head->connection_specification, BG_RELATE_STORED_CONFIG);
        if (relation.answer != BG_ANSWER_YES) {
            return false;
        }
    }
    return true;
}

static void mark_paths(const struct bg_table *paths, struct bg_changes *changes, size_t first) {
    for (size_t i = first; i < changes->count && paths->count > 0; i++) {
        struct bg_change *change = &changes->items[i];
        if (bg_table_get(paths, target_of(changes->arena, change)) != NULL) {
            change->flags |= BG_FLAG_MIGRATED;
        }
    }
}

void bg_migration_mark(const struct bg_node *base, const struct bg_spec *head, struct bg_changes *changes,
                       size_t first) {
    struct bg_table paths = {0};
    bool is_asked = false;
    bool is_covered = false;
    read_paths(changes->arena, &paths, head->config_normalization_rules);
    mark_paths(&paths, changes, first);
    for (size_t i = first; i < changes->count; i++) {
        if (may_be_covered(changes->arena, &paths, &changes->items[i])) {
            is_covered = is_asked ? is_covered : covers_all(changes->arena, base, head);
            is_asked = true;
            changes->items[i].flags |= is_covered ? (unsigned)BG_FLAG_COVERED : 0;
        }
    }
    bg_table_finish(&paths);
}
