/* Singer: see singer.h. */
#include "source/singer.h"

#include "base/table.h"
#include "text/builder.h"
#include "text/pointer.h"

bool bg_singer_is_stream(const struct bg_node *node) {
    return bg_node_at(node, "tap_stream_id") != NULL ||
           (bg_node_at(node, "schema") != NULL && bg_node_at(node, "stream") != NULL);
}

/* The metadata of the stream itself: the entry whose breadcrumb is empty. */
static const struct bg_node *stream_metadata(const struct bg_node *node) {
    const struct bg_node *list = bg_node_at(node, "metadata");
    for (size_t i = 0; bg_node_is(list, BG_NODE_LIST) && i < list->count; i++) {
        const struct bg_node *breadcrumb = bg_node_at(list->as.items[i], "breadcrumb");
        if (bg_node_is(breadcrumb, BG_NODE_LIST) && breadcrumb->count == 0) {
            return bg_node_at(list->as.items[i], "metadata");
        }
    }
    return NULL;
}

/* The first of `keys` of the entry, or else of its metadata, that is a list with something in it. */
static const struct bg_node *find_list(const struct bg_node *node, const char *own, const char *const *keys,
                                       size_t count) {
    const struct bg_node *found = bg_node_at(node, own);
    const struct bg_node *metadata = stream_metadata(node);
    for (size_t i = 0; i < count && !(bg_node_is(found, BG_NODE_LIST) && found->count > 0); i++) {
        found = bg_node_at(metadata, keys[i]);
    }
    return bg_node_is(found, BG_NODE_LIST) && found->count > 0 ? found : NULL;
}

/* ["a", "b"] to [["a"], ["b"]]: Singer's keys are top-level names. */
static const struct bg_node *key_paths(struct bg_arena *arena, const struct bg_node *names) {
    if (names == NULL) {
        return NULL;
    }
    const struct bg_node **paths = bg_arena_array(arena, names->count, sizeof paths[0]);
    for (size_t i = 0; i < names->count; i++) {
        paths[i] = bg_node_new_list(arena, &names->as.items[i], 1, names->as.items[i]);
    }
    return bg_node_new_list(arena, paths, names->count, names);
}

static struct bg_slice replication_method(const struct bg_node *node) {
    const struct bg_node *metadata = stream_metadata(node);
    const struct bg_node *method = bg_node_at(node, "replication_method");
    method = method == NULL ? bg_node_at(metadata, "forced-replication-method") : method;
    method = method == NULL ? bg_node_at(metadata, "replication-method") : method;
    return bg_node_text(method);
}

/* A list of types with null in it: what targets make of a choice between null and one schema. */
static const struct bg_node *nullable_type(struct bg_arena *arena, const struct bg_node *type) {
    bool is_list = bg_node_is(type, BG_NODE_LIST);
    size_t count = is_list ? type->count : 1;
    const struct bg_node **items = bg_arena_array(arena, count + 1, sizeof items[0]);
    items[0] = bg_node_new_text(arena, BG_LITERAL("null"), type);
    size_t kept = 1;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *item = is_list ? type->as.items[i] : type;
        if (!bg_node_is_text(item, "null")) {
            items[kept++] = item;
        }
    }
    return bg_node_new_list(arena, items, kept, type);
}

/* The one member of a choice that is not null, if there is one and null is another. */
static const struct bg_node *only_member(const struct bg_node *choice) {
    const struct bg_node *found = NULL;
    size_t nulls = 0;
    for (size_t i = 0; bg_node_is(choice, BG_NODE_LIST) && i < choice->count; i++) {
        bool is_null = bg_node_is_text(bg_node_at(choice->as.items[i], "type"), "null");
        nulls += is_null;
        found = is_null ? found : choice->as.items[i];
    }
    return nulls > 0 && nulls + 1 == (choice == NULL ? 0 : choice->count) ? found : NULL;
}

/* A choice between null and one schema is that schema, with null among its types. */
static const struct bg_node *without_choice(struct bg_arena *arena, const struct bg_node *schema) {
    static const char *const keywords[] = {"anyOf", "oneOf"};
    for (size_t k = 0; k < 2 && bg_node_at(schema, "type") == NULL; k++) {
        const struct bg_node *member = only_member(bg_node_at(schema, keywords[k]));
        const struct bg_node *type = bg_node_at(member, "type");
        if (type == NULL) {
            continue;
        }
        struct bg_members merged = {.arena = arena};
        bg_members_put_all(&merged, schema);
        (void)bg_members_remove(&merged, bg_slice_of(keywords[k]));
        bg_members_put_all(&merged, member);
        bg_members_set(&merged, "type", nullable_type(arena, type));
        return bg_node_new_map(arena, merged.items, merged.count, schema);
    }
    return schema;
}

/* A schema on the way to what targets make of it. */
struct delivery {
    struct bg_arena *arena;
    struct bg_table unsupported; /* breadcrumbs of fields that never come, as pointers */
};

static const struct bg_node *as_targets_read(struct delivery *delivery, const struct bg_node *schema,
                                             struct bg_slice path);

/* Its metadata says so, or what older taps write into the field itself. */
static bool is_unsupported(const struct delivery *delivery, const struct bg_node *field, struct bg_slice path) {
    return bg_node_is_text(bg_node_at(field, "inclusion"), "unsupported") ||
           bg_table_get(&delivery->unsupported, path) != NULL;
}

/* Each property as targets read it. */
static const struct bg_node *properties_as_read(struct delivery *delivery, const struct bg_node *properties,
                                                struct bg_slice path) {
    struct bg_members kept = {.arena = delivery->arena};
    for (size_t i = 0; i < properties->count; i++) {
        struct bg_member member = properties->as.members[i];
        struct bg_slice inner = bg_pointer_add(delivery->arena, path, member.key);
        if (!is_unsupported(delivery, member.value, inner)) {
            member.value = as_targets_read(delivery, member.value, inner);
            bg_members_put(&kept, member);
        }
    }
    return bg_node_new_map(delivery->arena, kept.items, kept.count, properties);
}

/* Recursive with the function above; the depth is that of the tree. */
static const struct bg_node *as_targets_read(struct delivery *delivery, const struct bg_node *schema,
                                             struct bg_slice path) {
    if (!bg_node_is(schema, BG_NODE_MAP)) {
        return schema;
    }
    const struct bg_node *plain = without_choice(delivery->arena, schema);
    struct bg_members members = {.arena = delivery->arena};
    for (size_t i = 0; i < plain->count; i++) {
        struct bg_member member = plain->as.members[i];
        struct bg_slice inner = bg_pointer_add(delivery->arena, path, member.key);
        if (bg_slice_is(member.key, "properties") && bg_node_is(member.value, BG_NODE_MAP)) {
            member.value = properties_as_read(delivery, member.value, inner);
        } else if (bg_slice_is(member.key, "items")) {
            member.value = as_targets_read(delivery, member.value, inner);
        }
        bg_members_put(&members, member);
    }
    return bg_node_new_map(delivery->arena, members.items, members.count, plain);
}

static void find_unsupported(struct delivery *delivery, const struct bg_node *metadata) {
    for (size_t i = 0; bg_node_is(metadata, BG_NODE_LIST) && i < metadata->count; i++) {
        const struct bg_node *breadcrumb = bg_node_at(metadata->as.items[i], "breadcrumb");
        const struct bg_node *inclusion = bg_node_at(bg_node_at(metadata->as.items[i], "metadata"), "inclusion");
        if (!bg_node_is(breadcrumb, BG_NODE_LIST) || !bg_node_is_text(inclusion, "unsupported")) {
            continue;
        }
        struct bg_slice path = BG_LITERAL("");
        for (size_t k = 0; k < breadcrumb->count; k++) {
            path = bg_pointer_add(delivery->arena, path, bg_node_text(breadcrumb->as.items[k]));
        }
        bg_table_put(&delivery->unsupported, path, delivery);
    }
}

/* The schema of what the tap delivers, as targets read it. */
static const struct bg_node *delivered(struct bg_arena *arena, const struct bg_node *node) {
    struct delivery delivery = {.arena = arena};
    find_unsupported(&delivery, bg_node_at(node, "metadata"));
    const struct bg_node *schema = as_targets_read(&delivery, bg_node_at(node, "schema"), BG_LITERAL(""));
    bg_table_finish(&delivery.unsupported);
    return schema;
}

bool bg_singer_stream(struct bg_arena *arena, const struct bg_node *node, struct bg_stream *out) {
    static const char *const keys[] = {"table-key-properties", "view-key-properties"};
    static const char *const cursors[] = {"valid-replication-keys"};
    const struct bg_node *name = bg_node_at(node, "tap_stream_id");
    name = bg_node_is(name, BG_NODE_STRING) ? name : bg_node_at(node, "stream");
    *out = (struct bg_stream){.name = bg_node_text(name), .at = bg_node_place(node)};
    if (out->name.len == 0) {
        return false;
    }
    out->json_schema = delivered(arena, node);
    out->fields.extent = out->json_schema == NULL ? BG_EXTENT_BROKEN : BG_EXTENT_ALL;
    out->attributes = bg_sight_all();
    out->existence = bg_sight_all();
    out->primary_key = key_paths(arena, find_list(node, "key_properties", keys, 2));
    out->cursor_field = find_list(node, "valid_replication_keys", cursors, 1);
    if (out->cursor_field == NULL) {
        out->cursor_field = find_list(node, "bookmark_properties", NULL, 0);
    }
    struct bg_slice method = replication_method(node);
    out->has_incremental = bg_slice_is(method, "INCREMENTAL") || (method.at == NULL && out->cursor_field != NULL);
    out->has_full_refresh = !bg_slice_is(method, "INCREMENTAL");
    return true;
}
