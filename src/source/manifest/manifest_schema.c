/*
 * Schema loaders of manifests: inline, a JSON file (named or by default), several joined, and those that make the
 * schema at run time. What the loader gives is what `discover` shows; transformations do not touch it.
 */
#include "source/manifest/manifest.h"
#include "source/manifest/manifest_keys.h"
#include "text/builder.h"

/* The package that manifests without one of their own run in. */
#define SHARED_PACKAGE BG_LITERAL("source_declarative_manifest")

/* All of a schema is seen. */
static struct bg_manifest_schema schema_new(struct bg_manifest *manifest, const struct bg_node *schema,
                                            struct bg_slice source, const struct bg_node *like) {
    const struct bg_node **items = bg_arena_array(manifest->arena, 1, sizeof *items);
    items[0] = bg_node_new_text(manifest->arena, source, like);
    return (struct bg_manifest_schema){
        .schema = schema,
        .sight = bg_sight_all(),
        .sources = bg_node_new_list(manifest->arena, items, 1, like),
    };
}

/* The runtime finds none. */
static struct bg_manifest_schema schema_absent(struct bg_manifest *manifest, struct bg_slice source,
                                               const struct bg_node *like) {
    struct bg_manifest_schema schema =
        schema_new(manifest, bg_node_new_map(manifest->arena, NULL, 0, like), source, like);
    schema.is_absent = true;
    return schema;
}

/* Nothing of it is seen, because of `like`. */
static struct bg_manifest_schema schema_unseen(struct bg_manifest *manifest, enum bg_extent extent,
                                               struct bg_slice source, struct bg_slice why,
                                               const struct bg_node *like) {
    struct bg_manifest_schema schema = schema_new(manifest, NULL, source, like);
    schema.sight = (struct bg_sight){extent, why, bg_node_place(like)};
    return schema;
}

static struct bg_manifest_schema failed(struct bg_manifest *manifest, struct bg_slice path, struct bg_slice reason,
                                        const struct bg_node *like) {
    struct bg_slice source = bg_arena_printf(manifest->arena, "file:%.*s (%.*s)", BG_ARGS(path), BG_ARGS(reason));
    struct bg_slice why = bg_arena_printf(manifest->arena, "its schema file %.*s %.*s", BG_ARGS(path), BG_ARGS(reason));
    return schema_unseen(manifest, BG_EXTENT_BROKEN, source, why, like);
}

/* `path` is relative to the root of the connector and begins with the package's folder. */
static struct bg_manifest_schema read_file(struct bg_manifest *manifest, struct bg_slice path, const char *prefix,
                                           bool may_be_absent, const struct bg_node *like) {
    struct bg_slice rest = path;
    struct bg_slice package = bg_slice_cut(&rest, '/');
    struct bg_slice full = bg_arena_printf(manifest->arena, "%.*s%s%.*s", BG_ARGS(manifest->root),
                                           manifest->root.len == 0 ? "" : "/", BG_ARGS(path));
    struct bg_slice shared = bg_arena_printf(manifest->arena, "%.*s%s%.*s/schemas/shared", BG_ARGS(manifest->root),
                                             manifest->root.len == 0 ? "" : "/", BG_ARGS(package));
    const struct bg_node *schema = NULL;
    struct bg_error err = {0};
    switch (bg_schema_files_read(manifest->files, full, shared, &schema, &err)) {
    case BG_FILE_READ:
        return schema_new(manifest, schema, bg_arena_printf(manifest->arena, "%s:%.*s", prefix, BG_ARGS(full)), like);
    case BG_FILE_ABSENT:
        if (may_be_absent) {
            return schema_absent(manifest, BG_LITERAL("default"), like);
        }
        bg_problem_add(manifest->problems, BG_ID_SCHEMA_FILE_MISSING, true, bg_node_place(like),
                       "the schema file \"%.*s\" is not there", BG_ARGS(full));
        return failed(manifest, full, BG_LITERAL("is not there"), like);
    case BG_FILE_UNREADABLE:
        bg_problem_add_error(manifest->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
        return failed(manifest, full, BG_LITERAL("cannot be read"), like);
    }
    return failed(manifest, full, BG_LITERAL("cannot be read"), like);
}

/* No loader at all: a file of the stream's name if there is one. The parameter wins over a name of the stream's own. */
static struct bg_manifest_schema read_default(struct bg_manifest *manifest, const struct bg_node *stream) {
    const struct bg_node *parameter = bg_node_path(stream, "$parameters", "name", NULL);
    struct bg_slice name = bg_node_text(parameter != NULL ? parameter : bg_node_at(stream, "name"));
    if (manifest->package.len == 0) {
        return schema_absent(manifest, BG_LITERAL("default"), stream);
    }
    struct bg_slice path =
        bg_arena_printf(manifest->arena, "%.*s/schemas/%.*s.json", BG_ARGS(manifest->package), BG_ARGS(name));
    return read_file(manifest, path, "default-file", true, stream);
}

static struct bg_manifest_schema read_inline(struct bg_manifest *manifest, const struct bg_node *loader) {
    const struct bg_node *schema = bg_node_at(loader, "schema");
    return bg_node_is_truthy(schema) ? schema_new(manifest, schema, BG_LITERAL("inline"), loader)
                                     : schema_absent(manifest, BG_LITERAL("inline"), loader);
}

/* Without leading "." and empty components. */
static struct bg_slice strip_path(struct bg_slice path) {
    struct bg_slice rest = path;
    struct bg_slice head = bg_slice_cut(&rest, '/');
    while (rest.at != NULL && (head.len == 0 || bg_slice_is(head, "."))) {
        path = rest;
        head = bg_slice_cut(&rest, '/');
    }
    return path;
}

static struct bg_manifest_schema read_json_file(struct bg_manifest *manifest, const struct bg_node *loader) {
    const struct bg_node *written = bg_node_at(loader, "file_path");
    if (!bg_node_is(written, BG_NODE_STRING)) {
        struct bg_slice package = manifest->package.len > 0 ? manifest->package : SHARED_PACKAGE;
        written = bg_node_new_text(
            manifest->arena,
            bg_arena_printf(manifest->arena, "./%.*s/schemas/{{ parameters['name'] }}.json", BG_ARGS(package)), loader);
    }
    bool is_opaque = false;
    const struct bg_node *path = bg_manifest_interpolate(manifest->arena, loader, written, &is_opaque);
    if (is_opaque || path == NULL) {
        return schema_unseen(manifest, BG_EXTENT_NONE,
                             bg_arena_printf(manifest->arena, "file:%.*s", BG_ARGS(written->as.text)),
                             BG_LITERAL("the path of its schema file depends on the configuration"), loader);
    }
    return read_file(manifest, strip_path(path->as.text), "file", false, loader);
}

static struct bg_manifest_schema read_dynamic(struct bg_manifest *manifest, const struct bg_node *loader) {
    return schema_unseen(manifest, BG_EXTENT_NONE, BG_LITERAL("dynamic"),
                         BG_LITERAL("its schema is made from an answer of the API"), loader);
}

static struct bg_manifest_schema read_custom(struct bg_manifest *manifest, const struct bg_node *loader) {
    struct bg_slice class_name = bg_node_text(bg_node_at(loader, "class_name"));
    return schema_unseen(manifest, BG_EXTENT_NONE, bg_arena_printf(manifest->arena, "custom:%.*s", BG_ARGS(class_name)),
                         BG_LITERAL("its schema is made by a custom component"), loader);
}

static struct bg_manifest_schema read_unknown(struct bg_manifest *manifest, const struct bg_node *loader) {
    struct bg_slice type = bg_node_text(bg_node_at(loader, "type"));
    return schema_unseen(manifest, BG_EXTENT_NONE, bg_arena_printf(manifest->arena, "unknown:%.*s", BG_ARGS(type)),
                         BG_LITERAL("its schema is made by a loader that is not known here"), loader);
}

static const struct {
    const char *type;
    struct bg_manifest_schema (*read)(struct bg_manifest *manifest, const struct bg_node *loader);
} loaders[] = {
    {"CustomSchemaLoader", read_custom},
    {"DynamicSchemaLoader", read_dynamic},
    {"InlineSchemaLoader", read_inline},
    {"JsonFileSchemaLoader", read_json_file},
};

static struct bg_manifest_schema read_loader(struct bg_manifest *manifest, const struct bg_node *loader) {
    const struct bg_node *type = bg_node_at(loader, "type");
    if (type == NULL && loader->kind == BG_NODE_MAP) {
        return read_json_file(manifest, loader);
    }
    for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++) {
        if (bg_node_is_text(type, loaders[i].type)) {
            return loaders[i].read(manifest, loader);
        }
    }
    return read_unknown(manifest, loader);
}

static const struct bg_node *joined_root(struct bg_manifest *manifest, const struct bg_members *properties,
                                         const struct bg_node *like) {
    const struct bg_node **types = bg_arena_array(manifest->arena, 2, sizeof *types);
    types[0] = bg_node_new_text(manifest->arena, BG_LITERAL("null"), like);
    types[1] = bg_node_new_text(manifest->arena, BG_LITERAL("object"), like);
    struct bg_members root = {.arena = manifest->arena};
    bg_members_set(&root, "$schema",
                   bg_node_new_text(manifest->arena, BG_LITERAL("http://json-schema.org/draft-07/schema#"), like));
    bg_members_set(&root, "type", bg_node_new_list(manifest->arena, types, 2, like));
    bg_members_set(&root, "properties", bg_node_new_map(manifest->arena, properties->items, properties->count, like));
    return bg_node_new_map(manifest->arena, root.items, root.count, like);
}

/* One member of a joined schema: the first that has a property wins. */
static void join(const struct bg_manifest_schema *member, struct bg_members *properties,
                 struct bg_manifest_schema *joined) {
    if (member->sight.why.at != NULL && joined->sight.why.at == NULL) {
        joined->sight.why = member->sight.why;
        joined->sight.at = member->sight.at;
    }
    if (member->sight.extent == BG_EXTENT_BROKEN || joined->sight.extent == BG_EXTENT_BROKEN) {
        joined->sight.extent = BG_EXTENT_BROKEN;
        return;
    }
    if (member->schema == NULL) {
        joined->sight.extent = BG_EXTENT_SOME;
        return;
    }
    if (joined->sight.extent == BG_EXTENT_SOME) { /* the first that has a property wins, and that one is not seen */
        joined->sight.extent = BG_EXTENT_ASSUMED;
    }
    const struct bg_node *declared = bg_node_at(member->schema, "properties");
    if (!bg_node_is(declared, BG_NODE_MAP)) {
        joined->sight = (struct bg_sight){BG_EXTENT_BROKEN, BG_LITERAL("one of its joined schemas has no properties"),
                                          bg_node_place(member->sources)};
        return;
    }
    for (size_t i = 0; i < declared->count; i++) {
        if (bg_members_get(properties, declared->as.members[i].key) == NULL) {
            bg_members_put(properties, declared->as.members[i]);
        }
    }
}

static struct bg_manifest_schema read_joined(struct bg_manifest *manifest, const struct bg_node *list) {
    struct bg_manifest_schema joined = {.sight = bg_sight_all()};
    struct bg_members properties = {.arena = manifest->arena};
    const struct bg_node **sources = bg_arena_array(manifest->arena, list->count, sizeof *sources);
    for (size_t i = 0; i < list->count; i++) {
        struct bg_manifest_schema member = read_loader(manifest, list->as.items[i]);
        sources[i] = member.sources->as.items[0];
        join(&member, &properties, &joined);
    }
    joined.sources = bg_node_new_list(manifest->arena, sources, list->count, list);
    if (joined.sight.extent != BG_EXTENT_BROKEN) {
        joined.schema = joined_root(manifest, &properties, list);
    }
    return joined;
}

struct bg_manifest_schema bg_manifest_schema_of(struct bg_manifest *manifest, const struct bg_node *stream) {
    const struct bg_node *loader = bg_node_at(stream, "schema_loader");
    bool is_absent =
        loader == NULL || loader->kind == BG_NODE_NULL || (loader->kind == BG_NODE_LIST && loader->count == 0);
    if (is_absent) {
        return read_default(manifest, stream);
    }
    return loader->kind == BG_NODE_LIST ? read_joined(manifest, loader) : read_loader(manifest, loader);
}
