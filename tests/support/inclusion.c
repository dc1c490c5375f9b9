/* Cases of inclusion: see inclusion.h. */
#include "support/inclusion.h"

#include "base/slice.h"
#include "schema/accept/nullable.h"
#include "text/builder.h"
#include "support/shared.h"

const char *const inclusion_sets[] = {
    "jsonsubschema",        "jsoncompat_subset",       "json_schema_diff", "apicurio_json_schema",
    "karapace_json_schema", "sentry_json_schema_diff", "oasdiff_schema",   NULL,
};

static const struct {
    const char *dialect;
    const char *uri;
} dialects[] = {
    {"draft-04", "http://json-schema.org/draft-04/schema#"},
    {"draft-07", "http://json-schema.org/draft-07/schema#"},
    {"2020-12", "https://json-schema.org/draft/2020-12/schema"},
    {"openapi-3.0", NULL},
    {"openapi-3.1", "https://json-schema.org/draft/2020-12/schema"},
};

static const struct bg_node *with_dialect(struct bg_arena *arena, const struct bg_node *schema,
                                          struct bg_slice dialect) {
    if (bg_slice_is(dialect, "openapi-3.0")) {
        schema = bg_schema_from_nullable(arena, schema);
    }
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (bg_slice_is(dialect, dialects[i].dialect) && dialects[i].uri != NULL && schema->kind == BG_NODE_MAP &&
            bg_node_at(schema, "$schema") == NULL) {
            struct bg_members members = {.arena = arena};
            bg_members_set(&members, "$schema", bg_node_new_text(arena, bg_slice_of(dialects[i].uri), NULL));
            for (size_t m = 0; m < schema->count; m++) {
                bg_members_put(&members, schema->as.members[m]);
            }
            return bg_node_new_map(arena, members.items, members.count, schema);
        }
    }
    return schema;
}

/* The row's dialect: one text, or one for each side. */
static struct bg_slice dialect_of(const struct bg_node *row, size_t side) {
    const struct bg_node *dialect = bg_node_at(row, "dialect");
    return bg_node_is(dialect, BG_NODE_LIST) ? bg_node_text(dialect->as.items[side]) : bg_node_text(dialect);
}

static const struct bg_node *either(const struct bg_node *row, const char *one, const char *other) {
    const struct bg_node *value = bg_node_at(row, one);
    return value != NULL ? value : bg_node_at(row, other);
}

static void add(struct inclusion_set *set, const struct bg_node *row, bool is_backwards, const struct bg_node *base,
                const struct bg_node *head, bool is_included) {
    set->cases[set->count++] = (struct inclusion){
        .id = shared_text(row, "id"),
        .way = is_backwards ? "backwards" : "forwards",
        .base = is_backwards ? head : base,
        .head = is_backwards ? base : head,
        .is_included = is_included,
        .is_disputed = bg_node_at(row, "disputed") != NULL,
    };
}

static void add_row(struct bg_arena *arena, struct inclusion_set *set, const struct bg_node *row) {
    const struct bg_node *base = with_dialect(arena, either(row, "before", "lhs"), dialect_of(row, 0));
    const struct bg_node *head = with_dialect(arena, either(row, "after", "rhs"), dialect_of(row, 1));
    const struct bg_node *forwards = either(row, "compatible", "lhs_subschema_of_rhs");
    const struct bg_node *backwards = either(row, "forward_compatible", "rhs_subschema_of_lhs");
    const struct bg_node *breaking = bg_node_at(row, "peer_breaking");
    if (bg_node_is(forwards, BG_NODE_BOOL)) {
        add(set, row, false, base, head, forwards->as.boolean);
    }
    if (bg_node_is(backwards, BG_NODE_BOOL)) {
        add(set, row, true, base, head, backwards->as.boolean);
    }
    if (bg_node_is(breaking, BG_NODE_BOOL)) {
        bool is_response = bg_slice_is(shared_text(row, "direction"), "response");
        add(set, row, is_response, base, head, !breaking->as.boolean);
    }
}

bool inclusion_read(struct bg_arena *arena, const char *name, struct inclusion_set *out) {
    struct bg_slice file = bg_arena_printf(arena, "conformance/%s.json", name);
    const struct bg_node *rows = shared_json(arena, file.at);
    *out = (struct inclusion_set){.name = name};
    if (rows == NULL) {
        return false;
    }
    out->cases = bg_arena_array(arena, rows->count * 2, sizeof *out->cases);
    for (size_t i = 0; i < rows->count; i++) {
        add_row(arena, out, rows->as.items[i]);
    }
    return true;
}
