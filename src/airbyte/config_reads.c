/* Settings that are read: see config_reads.h. */
#include "airbyte/config_reads.h"

#include "airbyte/config_condition.h"
#include "airbyte/config_path.h"
#include "base/table.h"
#include "text/builder.h"
#include "text/pointer.h"

/* The settings of one side that its specification lacks: where each would be declared, and the text that reads it. */
struct readings {
    struct bg_arena *arena;
    const struct bg_spec *spec;
    struct bg_table lacking;
};

static bool is_filled(const struct bg_node *list) {
    return list != NULL && list->kind != BG_NODE_NULL && list->count > 0;
}

/* Whether something may write settings before they are read. */
static bool is_rewritten(const struct bg_spec *spec) {
    const struct bg_node *rules = spec->config_normalization_rules;
    return spec->migrated_at.line > 0 || is_filled(bg_node_at(rules, "config_migrations")) ||
           is_filled(bg_node_at(rules, "transformations"));
}

static bool is_path(const struct bg_node *list, const struct bg_config_setting *setting) {
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count && i < setting->count; i++) {
        if (!bg_slice_equal(bg_node_text(list->as.items[i]), setting->keys[i])) {
            return false;
        }
    }
    return bg_node_is(list, BG_NODE_LIST) && list->count >= setting->count;
}

/* Whether a login, or the server in its course, writes the setting, or something in it. */
static bool is_of_login(const struct bg_node *node, const struct bg_config_setting *setting) {
    if (!bg_node_is(node, BG_NODE_MAP)) {
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct bg_member *member = &node->as.members[i];
        if ((bg_slice_is(member->key, "path_in_connector_config") && is_path(member->value, setting)) ||
            is_of_login(member->value, setting)) {
            return true;
        }
    }
    return false;
}

/* Tokens that an authenticator renews are kept where the next request finds them; what begins so is of the runtime. */
static bool is_of_runtime(const struct bg_config_setting *setting) {
    static const char *const tokens[] = {"access_token", "refresh_token", "token_expiry_date"};
    bool is_token = false;
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        is_token = is_token || bg_slice_is(setting->keys[setting->count - 1], tokens[i]);
    }
    return is_token || bg_slice_starts(setting->keys[0], BG_LITERAL("__"));
}

static bool is_declared(struct bg_arena *arena, const struct bg_spec *spec, const struct bg_config_setting *setting,
                        const struct bg_node *text) {
    const struct bg_node *steps[BG_CONFIG_KEYS];
    for (size_t i = 0; i < setting->count; i++) {
        steps[i] = bg_node_new_text(arena, setting->keys[i], text);
    }
    const struct bg_node *path = bg_node_new_list(arena, steps, setting->count, text);
    return bg_config_declares(spec->connection_specification, path, true) || is_of_runtime(setting) ||
           is_of_login(bg_node_at(spec->envelope, "advanced_auth"), setting);
}

static void add_setting(struct readings *readings, struct bg_slice expression, const struct bg_node *text) {
    struct bg_config_setting setting;
    bool is_strict = bg_slice_find(expression, BG_LITERAL(".get")) == expression.len;
    if (!is_strict || !bg_config_setting_read(expression, &setting) ||
        is_declared(readings->arena, readings->spec, &setting, text)) {
        return;
    }
    struct bg_slice place = BG_LITERAL("");
    for (size_t i = 0; i < setting.count; i++) {
        place = bg_pointer_add(readings->arena, place, BG_LITERAL("properties"));
        place = bg_pointer_add(readings->arena, place, setting.keys[i]);
    }
    if (bg_table_get(&readings->lacking, place) == NULL) {
        (void)bg_table_put(&readings->lacking, place, (void *)(uintptr_t)text);
    }
}

/* Each expression of the text; with statements in it, it may not be evaluated at all. */
static void add_text(struct readings *readings, const struct bg_node *text) {
    struct bg_slice rest = bg_node_text(text);
    if (bg_slice_find(rest, BG_LITERAL("{%")) < rest.len) {
        return;
    }
    for (size_t at; (at = bg_slice_find(rest, BG_LITERAL("{{"))) < rest.len;) {
        rest = bg_slice_from(rest, at);
        size_t end = bg_slice_find(rest, BG_LITERAL("}}"));
        if (end == rest.len) {
            return;
        }
        add_setting(readings, (struct bg_slice){rest.at, end + 2}, text);
        rest = bg_slice_from(rest, end + 2);
    }
}

static struct readings read_side(struct bg_arena *arena, const struct bg_spec *spec) {
    struct readings readings = {.arena = arena, .spec = spec};
    bool is_whole = bg_sight_readability(&spec->sight) == BG_READ_STATIC && spec->connection_specification != NULL;
    for (size_t i = 0; is_whole && !is_rewritten(spec) && i < spec->setting_count; i++) {
        add_text(&readings, spec->settings[i]);
    }
    return readings;
}

/* "credentials.api_key" of "/properties/credentials/properties/api_key" */
static struct bg_slice name_of(struct bg_arena *arena, struct bg_slice place) {
    struct bg_slice name = BG_NO_SLICE;
    struct bg_slice token;
    while (bg_pointer_next(arena, &place, &token)) { /* "properties", which stands before each name */
        (void)bg_pointer_next(arena, &place, &token);
        name = name.len == 0 ? token : bg_arena_printf(arena, "%.*s.%.*s", BG_ARGS(name), BG_ARGS(token));
    }
    return name;
}

void bg_config_reads_diff(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *out) {
    struct readings before = read_side(out->arena, base);
    struct readings after = read_side(out->arena, head);
    for (size_t i = 0; i < after.lacking.count; i++) {
        const struct bg_table_entry *entry = &after.lacking.entries[i];
        if (bg_table_get(&before.lacking, entry->key) == NULL) {
            struct bg_change *change = bg_change_add(out, BG_CHANGE_SPEC_SETTING, BG_HOW_UNDECLARED);
            change->path = entry->key;
            change->subject = name_of(out->arena, entry->key);
            change->head = bg_node_place(entry->value);
            change->base = bg_node_place(base->connection_specification);
        }
    }
    bg_table_finish(&before.lacking);
    bg_table_finish(&after.lacking);
}
