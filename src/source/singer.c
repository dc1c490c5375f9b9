/* Singer: see singer.h. */
#include "source/singer.h"

#include "text/builder.h"

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

bool bg_singer_stream(struct bg_arena *arena, const struct bg_node *node, struct bg_stream *out) {
    static const char *const keys[] = {"table-key-properties", "view-key-properties"};
    static const char *const cursors[] = {"valid-replication-keys"};
    const struct bg_node *name = bg_node_at(node, "tap_stream_id");
    name = bg_node_is(name, BG_NODE_STRING) ? name : bg_node_at(node, "stream");
    *out = (struct bg_stream){.name = bg_node_text(name), .at = bg_node_place(node)};
    if (out->name.len == 0) {
        return false;
    }
    out->json_schema = bg_node_at(node, "schema");
    out->schema_status = out->json_schema == NULL ? BG_SCHEMA_ERROR : BG_SCHEMA_STATIC;
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
