/* Migrated schemas: see migrated_schema.h. */
#include "airbyte/migrated_schema.h"

#include "airbyte/config_condition.h"
#include "source/manifest/template.h"
#include "text/builder.h"

/* Keywords by which a change of one key could matter beyond its own schema: such an object is not rewritten. */
static const char *const tying[] = {
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "allOf",
    "anyOf",
    "const",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "if",
    "maxProperties",
    "minProperties",
    "not",
    "oneOf",
    "patternProperties",
    "propertyNames",
    "then",
    "unevaluatedProperties",
};

static bool is_plain(const struct bg_node *schema) {
    for (size_t i = 0; i < sizeof tying / sizeof tying[0]; i++) {
        if (bg_node_at(schema, tying[i]) != NULL) {
            return false;
        }
    }
    return bg_node_is(schema, BG_NODE_MAP);
}

static const struct bg_node *property(const struct bg_node *schema, struct bg_slice key) {
    return bg_node_get(bg_node_at(schema, "properties"), key);
}

static bool is_required(const struct bg_node *schema, struct bg_slice key) {
    const struct bg_node *list = bg_node_at(schema, "required");
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        if (bg_slice_equal(bg_node_text(list->as.items[i]), key)) {
            return true;
        }
    }
    return false;
}

/* The list of required keys with or without this one. */
static const struct bg_node *required_with(struct bg_arena *arena, const struct bg_node *schema, struct bg_slice key,
                                           bool is_there) {
    const struct bg_node *list = bg_node_at(schema, "required");
    size_t count = bg_node_is(list, BG_NODE_LIST) ? list->count : 0;
    const struct bg_node **items = bg_arena_array(arena, count + 1, sizeof items[0]);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!bg_slice_equal(bg_node_text(list->as.items[i]), key)) {
            items[kept++] = list->as.items[i];
        }
    }
    if (is_there) {
        items[kept++] = bg_node_new_text(arena, key, NULL);
    }
    return bg_node_new_list(arena, items, kept, list);
}

/* The object with the key: always there, with this schema (NULL: the one it has), or never. */
static const struct bg_node *with_key(struct bg_arena *arena, const struct bg_node *schema, struct bg_slice key,
                                      const struct bg_node *value, bool is_there) {
    struct bg_members properties = {.arena = arena};
    struct bg_members members = {.arena = arena};
    if (bg_node_at(schema, "properties") != NULL) {
        bg_members_put_all(&properties, bg_node_at(schema, "properties"));
    }
    if (value != NULL) {
        bg_members_put(&properties, (struct bg_member){.key = key, .value = value});
    } else if (!is_there) {
        (void)bg_members_remove(&properties, key);
    }
    bg_members_put_all(&members, schema);
    bg_members_set(&members, "properties", bg_node_new_map(arena, properties.items, properties.count, NULL));
    bg_members_set(&members, "required", required_with(arena, schema, key, is_there));
    return bg_node_new_map(arena, members.items, members.count, schema);
}

/* What becomes of one schema: NULL after a step that is not followed. */
struct steps {
    struct bg_arena *arena;
    const struct bg_slice *keys;
    size_t count;
};

static const struct bg_node *new_object(struct bg_arena *arena) {
    struct bg_members members = {.arena = arena};
    bg_members_set(&members, "type", bg_node_new_text(arena, BG_LITERAL("object"), NULL));
    return bg_node_new_map(arena, members.items, members.count, NULL);
}

/* Recursive along the path, which is short. An object that may be missing is made, if nothing else must be in it. */
static const struct bg_node *write_at(const struct steps *steps, size_t at, const struct bg_node *schema,
                                      const struct bg_node *value) {
    struct bg_slice key = steps->keys[at];
    if (!is_plain(schema)) {
        return NULL;
    }
    if (at + 1 == steps->count) {
        return with_key(steps->arena, schema, key, value, true);
    }
    const struct bg_node *child = property(schema, key);
    bool is_made = child == NULL || !is_required(schema, key);
    const struct bg_node *needed = bg_node_at(child, "required");
    if (is_made && bg_node_is(needed, BG_NODE_LIST) && needed->count > 0) {
        return NULL;
    }
    child = write_at(steps, at + 1, child == NULL ? new_object(steps->arena) : child, value);
    return child == NULL ? NULL : with_key(steps->arena, schema, key, child, true);
}

/* The schema without the key at the end of the path. */
static const struct bg_node *remove_at(const struct steps *steps, size_t at, const struct bg_node *schema) {
    struct bg_slice key = steps->keys[at];
    const struct bg_node *child = property(schema, key);
    if (child == NULL || !is_plain(schema)) {
        return child == NULL && is_plain(schema) ? schema : NULL;
    }
    if (at + 1 == steps->count) {
        return with_key(steps->arena, schema, key, NULL, false);
    }
    bool is_there = is_required(schema, key);
    child = remove_at(steps, at + 1, child);
    return child == NULL ? NULL : with_key(steps->arena, schema, key, child, is_there);
}

/* Whether an empty value of the schema counts as none: 0 and false are values. */
static bool is_none_if_empty(const struct bg_node *schema) {
    const struct bg_node *type = bg_node_at(schema, "type");
    size_t count = bg_node_is(type, BG_NODE_LIST) ? type->count : 1;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *name = bg_node_is(type, BG_NODE_LIST) ? type->as.items[i] : type;
        if (!bg_node_is_text(name, "string") && !bg_node_is_text(name, "array") && !bg_node_is_text(name, "object") &&
            !bg_node_is_text(name, "null")) {
            return false;
        }
    }
    return true;
}

/* The schema of the configurations in which the setting is there; NULL where it never is. *is_followed: false if
 * nobody can tell. */
static const struct bg_node *present_at(const struct steps *steps, size_t at, const struct bg_node *schema,
                                        bool *is_followed) {
    struct bg_slice key = steps->keys[at];
    const struct bg_node *child = property(schema, key);
    *is_followed = *is_followed && is_plain(schema);
    if (child == NULL || !*is_followed) {
        return NULL;
    }
    if (at + 1 < steps->count) {
        child = present_at(steps, at + 1, child, is_followed);
    } else {
        *is_followed = is_none_if_empty(child);
    }
    return child == NULL ? NULL : with_key(steps->arena, schema, key, child, true);
}

/* Whether the setting is there in all configurations. */
static bool is_always_there(const struct steps *steps, const struct bg_node *schema) {
    bool is_there = true;
    for (size_t i = 0; is_there && i < steps->count; i++) {
        is_there = is_required(schema, steps->keys[i]);
        schema = property(schema, steps->keys[i]);
    }
    return is_there;
}

static const struct bg_node *schema_at(const struct steps *steps, const struct bg_node *schema) {
    for (size_t i = 0; schema != NULL && i < steps->count; i++) {
        schema = property(schema, steps->keys[i]);
    }
    return schema;
}

static bool read_path(const struct bg_node *list, struct bg_config_setting *out) {
    size_t count = bg_node_is(list, BG_NODE_LIST) ? list->count : 0;
    *out = (struct bg_config_setting){.count = count};
    for (size_t i = 0; i < count && count <= BG_CONFIG_KEYS; i++) {
        out->keys[i] = bg_node_text(list->as.items[i]);
        if (out->keys[i].len == 0 || bg_template_is(out->keys[i]) || bg_slice_is(out->keys[i], "*")) {
            return false;
        }
    }
    return count > 0 && count <= BG_CONFIG_KEYS;
}

static struct steps steps_of(struct bg_arena *arena, const struct bg_config_setting *setting) {
    return (struct steps){arena, setting->keys, setting->count};
}

/* {const: value} */
static const struct bg_node *only(struct bg_arena *arena, const struct bg_node *value) {
    struct bg_members members = {.arena = arena};
    bg_members_set(&members, "const", value);
    return bg_node_new_map(arena, members.items, members.count, NULL);
}

/* What is written: a literal, or what another setting holds. */
static const struct bg_node *schema_of_value(struct bg_arena *arena, const struct bg_node *value,
                                             const struct bg_node *schema) {
    struct bg_config_setting setting;
    const struct bg_node *literal;
    const struct bg_template_scope nothing = {.name = "parameters"};
    if (value == NULL) {
        return NULL;
    }
    if (!bg_template_is(bg_node_text(value))) {
        return bg_template_render(arena, value, nothing, &literal) ? only(arena, literal) : NULL;
    }
    if (!bg_config_setting_read(bg_node_text(value), &setting)) {
        return NULL;
    }
    struct steps steps = steps_of(arena, &setting);
    return is_always_there(&steps, schema) ? schema_at(&steps, schema) : NULL;
}

static const struct bg_node *add_fields(struct bg_arena *arena, const struct bg_node *transformation,
                                        const struct bg_node *schema) {
    const struct bg_node *fields = bg_node_at(transformation, "fields");
    for (size_t i = 0; schema != NULL && bg_node_is(fields, BG_NODE_LIST) && i < fields->count; i++) {
        struct bg_config_setting path;
        const struct bg_node *value = schema_of_value(arena, bg_node_at(fields->as.items[i], "value"), schema);
        if (value == NULL || !read_path(bg_node_at(fields->as.items[i], "path"), &path)) {
            return NULL;
        }
        struct steps steps = steps_of(arena, &path);
        schema = write_at(&steps, 0, schema, value);
    }
    return bg_node_is(fields, BG_NODE_LIST) ? schema : NULL;
}

static const struct bg_node *remove_fields(struct bg_arena *arena, const struct bg_node *transformation,
                                           const struct bg_node *schema) {
    const struct bg_node *pointers = bg_node_at(transformation, "field_pointers");
    for (size_t i = 0; schema != NULL && bg_node_is(pointers, BG_NODE_LIST) && i < pointers->count; i++) {
        struct bg_config_setting path;
        if (!read_path(pointers->as.items[i], &path)) {
            return NULL;
        }
        struct steps steps = steps_of(arena, &path);
        schema = remove_at(&steps, 0, schema);
    }
    return bg_node_is(pointers, BG_NODE_LIST) ? schema : NULL;
}

/* Of a setting with a list of values only: each that the map names becomes what it says. */
static const struct bg_node *remap_field(struct bg_arena *arena, const struct bg_node *transformation,
                                         const struct bg_node *schema) {
    struct bg_config_setting path;
    const struct bg_node *map = bg_node_at(transformation, "map");
    if (!bg_node_is(map, BG_NODE_MAP) || !read_path(bg_node_at(transformation, "field_path"), &path)) {
        return NULL;
    }
    struct steps steps = steps_of(arena, &path);
    const struct bg_node *values = bg_node_at(schema_at(&steps, schema), "enum");
    if (!bg_node_is(values, BG_NODE_LIST) || path.count > 1 || !is_plain(schema)) {
        return NULL;
    }
    const struct bg_node **items = bg_arena_array(arena, values->count, sizeof items[0]);
    for (size_t i = 0; i < values->count; i++) {
        const struct bg_node *mapped = bg_node_get(map, bg_node_text(values->as.items[i]));
        items[i] = mapped == NULL ? values->as.items[i] : mapped;
        if (bg_template_is(bg_node_text(items[i]))) {
            return NULL;
        }
    }
    struct bg_members members = {.arena = arena};
    bg_members_set(&members, "enum", bg_node_new_list(arena, items, values->count, values));
    const struct bg_node *mapped = bg_node_new_map(arena, members.items, members.count, NULL);
    return with_key(arena, schema, path.keys[0], mapped, is_required(schema, path.keys[0]));
}

static const struct bg_node *apply(struct bg_arena *arena, const struct bg_node *transformation,
                                   const struct bg_node *schema) {
    static const struct {
        const char *type;
        const struct bg_node *(*apply)(struct bg_arena *arena, const struct bg_node *transformation,
                                       const struct bg_node *schema);
    } types[] = {
        {"ConfigAddFields", add_fields},
        {"ConfigRemapField", remap_field},
        {"ConfigRemoveFields", remove_fields},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (bg_node_is_text(bg_node_at(transformation, "type"), types[i].type)) {
            return types[i].apply(arena, transformation, schema);
        }
    }
    return NULL;
}

static bool add_schema(struct bg_migrated *out, const struct bg_node *schema) {
    if (schema == NULL || out->count == BG_MIGRATED_MOST) {
        return false;
    }
    out->schemas[out->count++] = schema;
    return true;
}

/* The configurations that the condition does not concern go into `out`; the others are what is returned, NULL if there
 * are none. */
static const struct bg_node *split(struct bg_arena *arena, const struct bg_config_condition *condition,
                                   const struct bg_node *schema, struct bg_migrated *out, bool *is_followed) {
    for (size_t i = 0; schema != NULL && *is_followed && i < condition->count; i++) {
        struct steps steps = steps_of(arena, &condition->settings[i]);
        const struct bg_node *there = present_at(&steps, 0, schema, is_followed);
        bool can_lack = *is_followed && !is_always_there(&steps, schema);
        const struct bg_node *lacking = can_lack ? remove_at(&steps, 0, schema) : NULL;
        const struct bg_node *other = condition->is_there[i] ? lacking : there;
        *is_followed = *is_followed && (!can_lack || lacking != NULL) && (other == NULL || add_schema(out, other));
        schema = condition->is_there[i] ? there : lacking;
    }
    return schema;
}

static bool transform_one(struct bg_arena *arena, const struct bg_node *transformation, const struct bg_node *schema,
                          struct bg_migrated *out) {
    const struct bg_node *text = bg_node_at(transformation, "condition");
    struct bg_config_condition condition = {.count = 0};
    if (bg_node_text(text).len > 0 && !bg_config_condition_read(bg_node_text(text), &condition)) {
        return false;
    }
    bool is_followed = text == NULL || text->kind == BG_NODE_STRING || text->kind == BG_NODE_NULL;
    schema = split(arena, &condition, schema, out, &is_followed);
    return is_followed && (schema == NULL || add_schema(out, apply(arena, transformation, schema)));
}

static bool transform_all(struct bg_arena *arena, const struct bg_node *transformations, struct bg_migrated *out) {
    for (size_t i = 0; bg_node_is(transformations, BG_NODE_LIST) && i < transformations->count; i++) {
        struct bg_migrated before = *out;
        out->count = 0;
        for (size_t k = 0; k < before.count; k++) {
            if (!transform_one(arena, transformations->as.items[i], before.schemas[k], out)) {
                return false;
            }
        }
    }
    return true;
}

bool bg_migrated_schema(struct bg_arena *arena, const struct bg_node *schema, const struct bg_node *rules,
                        struct bg_migrated *out) {
    const struct bg_node *migrations = bg_node_at(rules, "config_migrations");
    *out = (struct bg_migrated){.schemas = {schema}, .count = 1};
    for (size_t i = 0; bg_node_is(migrations, BG_NODE_LIST) && i < migrations->count; i++) {
        if (!transform_all(arena, bg_node_at(migrations->as.items[i], "transformations"), out)) {
            return false;
        }
    }
    return transform_all(arena, bg_node_at(rules, "transformations"), out);
}
