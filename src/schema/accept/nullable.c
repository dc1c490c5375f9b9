/* `nullable`: see nullable.h. Only where schemas stand: a default or an example may hold the word as a key. */
#include "schema/accept/nullable.h"

#include "base/slice.h"
#include "schema/accept/position.h"
#include "text/builder.h"

/* The types that the keyword names, and null. */
static const struct bg_node *or_null(struct bg_arena *arena, const struct bg_node *types) {
    bool is_list = types->kind == BG_NODE_LIST;
    size_t count = is_list ? types->count : 1;
    const struct bg_node **items = bg_arena_array(arena, count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = is_list ? types->as.items[i] : types;
    }
    items[count] = bg_node_new_text(arena, BG_LITERAL("null"), types);
    return bg_node_new_list(arena, items, count + 1, types);
}

/* The value of a keyword, with the schemas in it rewritten. */
static const struct bg_node *rewrite_value(struct bg_arena *arena, enum bg_schemas schemas,
                                           const struct bg_node *value) {
    size_t count = bg_schemas_count(schemas, value);
    bool is_list = value->kind == BG_NODE_LIST;
    if (count == 0 || (!is_list && schemas != BG_SCHEMAS_MAP)) {
        return count == 0 ? value : bg_schema_from_nullable(arena, value);
    }
    const struct bg_node **items = bg_arena_array(arena, is_list ? count : 0, sizeof *items);
    struct bg_members members = {.arena = arena};
    bool is_changed = false;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *old = bg_schemas_at(value, schemas, i);
        const struct bg_node *new = bg_schema_from_nullable(arena, old);
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

const struct bg_node *bg_schema_from_nullable(struct bg_arena *arena, const struct bg_node *schema) {
    if (schema->kind != BG_NODE_MAP) {
        return schema;
    }
    struct bg_members members = {.arena = arena};
    bool is_nullable = bg_node_is_true(bg_node_at(schema, "nullable"));
    bool is_changed = false;
    for (size_t i = 0; i < schema->count; i++) {
        struct bg_member member = schema->as.members[i];
        bool is_type = is_nullable && bg_slice_is(member.key, "type");
        member.value =
            is_type ? or_null(arena, member.value) : rewrite_value(arena, bg_schemas_under(member.key), member.value);
        is_changed = is_changed || member.value != schema->as.members[i].value;
        bg_members_put(&members, member);
    }
    return is_changed ? bg_node_new_map(arena, members.items, members.count, schema) : schema;
}
