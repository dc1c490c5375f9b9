/* Schemas rewritten, one after another: see rewrite.h. */
#include "schema/accept/rewrite.h"

#include "schema/accept/position.h"
#include "text/builder.h"

/* The value of a keyword, with the schemas in it rewritten. */
static const struct bg_node *rewrite_value(struct bg_arena *arena, enum bg_schemas schemas, const struct bg_node *value,
                                           bg_rewrite one) {
    size_t count = bg_schemas_count(schemas, value);
    bool is_list = value->kind == BG_NODE_LIST;
    if (count == 0 || (!is_list && schemas != BG_SCHEMAS_MAP)) {
        return count == 0 ? value : bg_schema_rewrite(arena, value, one);
    }
    const struct bg_node **items = bg_arena_array(arena, is_list ? count : 0, sizeof *items);
    struct bg_members members = {.arena = arena};
    bool is_changed = false;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *old = bg_schemas_at(value, schemas, i);
        const struct bg_node *new = bg_schema_rewrite(arena, old, one);
        is_changed = is_changed || new != old;
        if (is_list) {
            items[i] = new;
        } else {
            struct bg_member member = value->as.members[i];
            member.value = new;
            bg_members_put(&members, member);
        }
    }
    if (!is_changed) {
        return value;
    }
    return is_list ? bg_node_new_list(arena, items, count, value)
                   : bg_node_new_map(arena, members.items, members.count, value);
}

const struct bg_node *bg_schema_rewrite(struct bg_arena *arena, const struct bg_node *schema, bg_rewrite one) {
    if (schema->kind != BG_NODE_MAP) {
        return schema;
    }
    struct bg_members members = {.arena = arena};
    bool is_changed = false;
    for (size_t i = 0; i < schema->count; i++) {
        struct bg_member member = schema->as.members[i];
        member.value = rewrite_value(arena, bg_schemas_under(member.key), member.value, one);
        is_changed = is_changed || member.value != schema->as.members[i].value;
        bg_members_put(&members, member);
    }
    return one(arena, is_changed ? bg_node_new_map(arena, members.items, members.count, schema) : schema);
}
