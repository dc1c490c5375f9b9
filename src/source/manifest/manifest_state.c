/* State facts: see manifest_state.h. */
#include "source/manifest/manifest_state.h"

#include "source/manifest/manifest_keys.h"
#include "source/manifest/template.h"
#include "base/limits.h"
#include "base/vector.h"
#include "text/builder.h"

struct state_reader {
    struct bg_arena *arena;
    struct bg_memo *routers; /* router -> its model, or `in_progress` */
    unsigned frames;
    bool is_too_deep;
};

struct items {
    const struct bg_node **at;
    size_t count;
    size_t room;
};

static void items_add(struct bg_arena *arena, struct items *items, const struct bg_node *node) {
    items->at = bg_vector_reserve(arena, items->at, items->count, &items->room, sizeof items->at[0]);
    items->at[items->count++] = node;
}

static const struct bg_node *items_list(struct bg_arena *arena, const struct items *items, const struct bg_node *like) {
    return bg_node_new_list(arena, items->at, items->count, like);
}

static const struct bg_node *text_node(struct bg_arena *arena, struct bg_slice text, const struct bg_node *like) {
    return bg_node_new_text(arena, text, like);
}

static const struct bg_node *or_null(struct bg_arena *arena, const struct bg_node *node, const struct bg_node *like) {
    return node != NULL ? node : bg_node_new_null(arena, like);
}

static const struct bg_node *interpolated(struct state_reader *reader, const struct bg_node *component,
                                          const char *key) {
    bool is_opaque = false;
    const struct bg_node *text =
        bg_manifest_interpolate(reader->arena, component, bg_node_at(component, key), &is_opaque);
    return or_null(reader->arena, text, component);
}

/* The values of a list router; a template that needs the configuration stays as it is. */
static const struct bg_node *values_of(struct state_reader *reader, const struct bg_node *router) {
    const struct bg_node *written = bg_node_at(router, "values");
    struct bg_template_scope scope = {.name = "parameters", .values = bg_node_at(router, "$parameters")};
    const struct bg_node *rendered = written;
    if (bg_node_is(written, BG_NODE_STRING) && bg_template_render(reader->arena, written, scope, &rendered)) {
        return rendered;
    }
    return or_null(reader->arena, written, router);
}

static struct bg_members model_new(struct state_reader *reader, const char *router, const struct bg_node *like) {
    struct bg_members members = {.arena = reader->arena};
    bg_members_set(&members, "router", text_node(reader->arena, bg_slice_of(router), like));
    return members;
}

static const struct bg_node *model_end(struct state_reader *reader, const struct bg_members *members,
                                       const struct bg_node *like) {
    return bg_node_new_map(reader->arena, members->items, members->count, like);
}

static void add_router(struct state_reader *reader, const struct bg_node *router, struct items *out);

static const struct bg_node *partitions_of(struct state_reader *reader, const struct bg_node *router) {
    struct items items = {0};
    add_router(reader, router, &items);
    return items.count == 0 ? NULL : items_list(reader->arena, &items, router);
}

/* The router of a stream's retriever; of a state-delegating stream, that of its full refresh half. */
static const struct bg_node *router_of(const struct bg_node *stream) {
    const struct bg_node *half = bg_node_at(stream, "full_refresh_stream");
    return bg_node_path(half != NULL ? half : stream, "retriever", "partition_router", NULL);
}

static void add_list_router(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    struct bg_members model = model_new(reader, "list", router);
    bg_members_set(&model, "field", interpolated(reader, router, "cursor_field"));
    bg_members_set(&model, "values", values_of(reader, router));
    items_add(reader->arena, out, model_end(reader, &model, router));
}

static void add_substream_router(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    const struct bg_node *configs = bg_node_at(router, "parent_stream_configs");
    size_t count = bg_node_is(configs, BG_NODE_LIST) ? configs->count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *config = configs->as.items[i];
        const struct bg_node *parent = bg_node_at(config, "stream");
        struct bg_members model = model_new(reader, "substream", config);
        bg_members_set(&model, "field", interpolated(reader, config, "partition_field"));
        bg_members_set(&model, "parent", or_null(reader->arena, bg_node_at(parent, "name"), config));
        bg_members_set(&model, "parent_key", interpolated(reader, config, "parent_key"));
        bool is_dependent = bg_node_is_true(bg_node_at(config, "incremental_dependency"));
        bg_members_set(&model, "incremental_dependency", bg_node_new_bool(reader->arena, is_dependent, config));
        const struct bg_node *partitions = partitions_of(reader, router_of(parent));
        bg_members_set(&model, "parent_partitions", or_null(reader->arena, partitions, config));
        items_add(reader->arena, out, model_end(reader, &model, config));
    }
}

static void add_grouping_router(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    struct bg_members model = model_new(reader, "grouping", router);
    bg_members_set(&model, "group_size", or_null(reader->arena, bg_node_at(router, "group_size"), router));
    const struct bg_node *partitions = partitions_of(reader, bg_node_at(router, "underlying_partition_router"));
    bg_members_set(&model, "of", or_null(reader->arena, partitions, router));
    items_add(reader->arena, out, model_end(reader, &model, router));
}

static void add_union_router(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    struct bg_members model = model_new(reader, "union", router);
    bg_members_set(&model, "field", interpolated(reader, router, "partition_field"));
    const struct bg_node *members = bg_node_at(router, "partition_routers");
    struct items of = {0};
    for (size_t i = 0; bg_node_is(members, BG_NODE_LIST) && i < members->count; i++) {
        const struct bg_node *partitions = partitions_of(reader, members->as.items[i]);
        items_add(reader->arena, &of, or_null(reader->arena, partitions, router));
    }
    bg_members_set(&model, "of", items_list(reader->arena, &of, router));
    items_add(reader->arena, out, model_end(reader, &model, router));
}

static const struct bg_node *class_of(struct state_reader *reader, const struct bg_node *component) {
    const struct bg_node *class_name = bg_node_at(component, "class_name");
    return or_null(reader->arena, class_name != NULL ? class_name : bg_node_at(component, "type"), component);
}

static void add_custom_router(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    struct bg_members model = model_new(reader, "custom", router);
    bg_members_set(&model, "class", class_of(reader, router));
    items_add(reader->arena, out, model_end(reader, &model, router));
}

static const struct {
    const char *type;
    void (*add)(struct state_reader *reader, const struct bg_node *router, struct items *out);
} routers[] = {
    {"GroupingPartitionRouter", add_grouping_router},
    {"ListPartitionRouter", add_list_router},
    {"SubstreamPartitionRouter", add_substream_router},
    {"UnionPartitionRouter", add_union_router},
};

/* Models of one router, as a list; kept, since parents are shared between streams. */
static const struct bg_node *read_router(struct state_reader *reader, const struct bg_node *router) {
    const void **known = bg_memo_at(reader->routers, (struct bg_memo_key){.first = router});
    if (*known != NULL) {
        return *known;
    }
    struct items items = {0};
    size_t i = 0;
    size_t count = sizeof routers / sizeof *routers;
    while (i < count && !bg_node_is_text(bg_node_at(router, "type"), routers[i].type)) {
        i++;
    }
    (i < count ? routers[i].add : add_custom_router)(reader, router, &items);
    const struct bg_node *models = items_list(reader->arena, &items, router);
    *bg_memo_at(reader->routers, (struct bg_memo_key){.first = router}) = models;
    return models;
}

/* Adds the models of a router, or of each in a list of routers. */
static void add_router(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    if (++reader->frames > BG_LIMIT_DEPTH) {
        reader->is_too_deep = true;
    } else if (bg_node_is(router, BG_NODE_LIST)) {
        for (size_t i = 0; i < router->count; i++) {
            add_router(reader, router->as.items[i], out);
        }
    } else if (bg_node_is(router, BG_NODE_MAP)) {
        const struct bg_node *models = read_router(reader, router);
        for (size_t i = 0; i < models->count; i++) {
            items_add(reader->arena, out, models->as.items[i]);
        }
    }
    reader->frames--;
}

static void add_dependent_parents(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    if (!bg_node_is_text(bg_node_at(router, "type"), "SubstreamPartitionRouter")) {
        return;
    }
    const struct bg_node *configs = bg_node_at(router, "parent_stream_configs");
    for (size_t i = 0; bg_node_is(configs, BG_NODE_LIST) && i < configs->count; i++) {
        const struct bg_node *config = configs->as.items[i];
        if (bg_node_is_true(bg_node_at(config, "incremental_dependency"))) {
            items_add(reader->arena, out, or_null(reader->arena, bg_node_path(config, "stream", "name", NULL), config));
        }
    }
}

/* Names of parents whose state is kept with the stream's; only a router that stands in no list keeps any. */
static void add_parent_state(struct state_reader *reader, const struct bg_node *router, struct items *out) {
    add_dependent_parents(reader, router, out);
    add_dependent_parents(reader, bg_node_at(router, "underlying_partition_router"), out);
    const struct bg_node *united = bg_node_at(router, "partition_routers");
    for (size_t i = 0; bg_node_is(united, BG_NODE_LIST) && i < united->count; i++) {
        add_dependent_parents(reader, united->as.items[i], out);
    }
}

static const struct bg_node *migrations_of(struct state_reader *reader, const struct bg_node *stream) {
    struct items items = {0};
    const struct bg_node *migrations = bg_node_at(stream, "state_migrations");
    for (size_t i = 0; bg_node_is(migrations, BG_NODE_LIST) && i < migrations->count; i++) {
        const struct bg_node *migration = migrations->as.items[i];
        const struct bg_node *class_name = bg_node_at(migration, "class_name");
        struct bg_slice name = class_name == NULL
                                   ? bg_node_text(bg_node_at(migration, "type"))
                                   : bg_arena_printf(reader->arena, "custom:%.*s", BG_ARGS(bg_node_text(class_name)));
        items_add(reader->arena, &items, text_node(reader->arena, name, migration));
    }
    return items_list(reader->arena, &items, migrations);
}

static const struct bg_node *input_formats_of(struct state_reader *reader, const struct bg_node *cursor,
                                              const struct bg_node *format) {
    struct items items = {0};
    const struct bg_node *formats = bg_node_at(cursor, "cursor_datetime_formats");
    for (size_t i = 0; bg_node_is(formats, BG_NODE_LIST) && i < formats->count; i++) {
        items_add(reader->arena, &items, formats->as.items[i]);
    }
    if (format != NULL) {
        items_add(reader->arena, &items, format);
    }
    return items_list(reader->arena, &items, cursor);
}

static void set_datetime_cursor(struct state_reader *reader, struct bg_members *state, const struct bg_node *cursor) {
    const struct bg_node *format = bg_node_at(cursor, "datetime_format");
    bg_members_set(state, "format", or_null(reader->arena, format, cursor));
    bg_members_set(state, "input_formats", input_formats_of(reader, cursor, format));
}

static const char *shape_of(const struct bg_node *cursor, const struct bg_node *router, bool has_partitions) {
    if (!bg_node_is(cursor, BG_NODE_MAP)) {
        return "none";
    }
    const struct bg_node *type = bg_node_at(cursor, "type");
    if (bg_node_is_text(type, "IncrementingCountCursor")) {
        return "count";
    }
    if (!bg_node_is_text(type, "DatetimeBasedCursor")) {
        return "custom";
    }
    if (!has_partitions) {
        return "cursor";
    }
    bool is_global = bg_node_is_true(bg_node_at(cursor, "global_substream_cursor")) ||
                     bg_node_is_text(bg_node_at(router, "type"), "GroupingPartitionRouter");
    return is_global ? "global" : "per-partition";
}

const struct bg_node *bg_manifest_state(struct bg_arena *arena, const struct bg_node *stream, struct bg_memo *memo) {
    struct state_reader reader = {.arena = arena, .routers = memo};
    const struct bg_node *cursor = bg_node_at(stream, "incremental_sync");
    const struct bg_node *router = router_of(stream);
    const struct bg_node *partitions = partitions_of(&reader, router);
    const char *shape = shape_of(cursor, router, partitions != NULL);
    struct bg_members state = {.arena = arena};
    bg_members_set(&state, "shape", text_node(arena, bg_slice_of(shape), stream));
    bg_members_set(&state, "partitions", or_null(arena, partitions, stream));
    bg_members_set(&state, "migrations", migrations_of(&reader, stream));
    if (strcmp(shape, "none") != 0) {
        struct bg_manifest_cursor field = bg_manifest_cursor_of(arena, cursor);
        bg_members_set(&state, "cursor_field", or_null(arena, field.field, cursor));
    }
    if (bg_node_is_text(bg_node_at(cursor, "type"), "DatetimeBasedCursor")) {
        set_datetime_cursor(&reader, &state, cursor);
    }
    if (strcmp(shape, "custom") == 0) {
        bg_members_set(&state, "class", class_of(&reader, cursor));
    }
    if (strcmp(shape, "global") == 0 || strcmp(shape, "per-partition") == 0) {
        struct items parents = {0};
        add_parent_state(&reader, router, &parents);
        bg_members_set(&state, "parent_state", items_list(arena, &parents, router));
    }
    const struct bg_node *model = bg_node_new_map(arena, state.items, state.count, stream);
    return reader.is_too_deep || model->weight > BG_LIMIT_EXPANDED ? NULL : model;
}
