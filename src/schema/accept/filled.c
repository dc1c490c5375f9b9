/* Defaults that are filled: see filled.h. */
#include "schema/accept/filled.h"

#include "schema/accept/rewrite.h"
#include "text/builder.h"

static bool has_one_value(const struct bg_node *property) {
    const struct bg_node *values = bg_node_at(property, "enum");
    return bg_node_at(property, "const") != NULL || (bg_node_is(values, BG_NODE_LIST) && values->count == 1);
}

static bool is_filled(const struct bg_node *properties, const struct bg_node *name) {
    const struct bg_node *property = bg_node_get(properties, bg_node_text(name));
    return bg_node_at(property, "default") != NULL && !has_one_value(property);
}

static const struct bg_node *rewrite(struct bg_arena *arena, const struct bg_node *schema) {
    const struct bg_node *required = bg_node_at(schema, "required");
    const struct bg_node *properties = bg_node_at(schema, "properties");
    if (!bg_node_is(required, BG_NODE_LIST) || !bg_node_is(properties, BG_NODE_MAP)) {
        return schema;
    }
    const struct bg_node **kept = bg_arena_array(arena, required->count, sizeof kept[0]);
    size_t count = 0;
    for (size_t i = 0; i < required->count; i++) {
        if (!is_filled(properties, required->as.items[i])) {
            kept[count++] = required->as.items[i];
        }
    }
    if (count == required->count) {
        return schema;
    }
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, schema);
    bg_members_set(&members, "required", bg_node_new_list(arena, kept, count, required));
    return bg_node_new_map(arena, members.items, members.count, schema);
}

const struct bg_node *bg_schema_with_defaults(struct bg_arena *arena, const struct bg_node *schema) {
    return bg_schema_rewrite(arena, schema, rewrite);
}
