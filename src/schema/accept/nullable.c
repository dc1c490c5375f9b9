/* `nullable`: see nullable.h. */
#include "schema/accept/nullable.h"

#include "base/slice.h"
#include "schema/accept/rewrite.h"
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

static const struct bg_node *rewrite(struct bg_arena *arena, const struct bg_node *schema) {
    const struct bg_node *types = bg_node_at(schema, "type");
    if (types == NULL || !bg_node_is_true(bg_node_at(schema, "nullable"))) {
        return schema;
    }
    struct bg_members members = {.arena = arena};
    bg_members_put_all(&members, schema);
    bg_members_set(&members, "type", or_null(arena, types));
    return bg_node_new_map(arena, members.items, members.count, schema);
}

const struct bg_node *bg_schema_from_nullable(struct bg_arena *arena, const struct bg_node *schema) {
    return bg_schema_rewrite(arena, schema, rewrite);
}
