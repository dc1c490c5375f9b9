/* Transformations and filters of a stream: see manifest_records.h. */
#include "source/manifest/manifest_records.h"

#include "base/vector.h"
#include "source/manifest/manifest_keys.h"
#include "source/manifest/template.h"
#include "text/builder.h"

struct path_list {
    const struct bg_node **items;
    size_t count;
    size_t room;
};

struct reading_records {
    struct bg_arena *arena;
    struct path_list removed;
    struct path_list filled;
    size_t others;
};

/* A path of names and of patterns over names: templates depend on the record. */
static bool is_plain(const struct bg_node *path) {
    bool is_path = bg_node_is(path, BG_NODE_LIST) && path->count > 0;
    for (size_t i = 0; is_path && i < path->count; i++) {
        struct bg_slice step = bg_node_text(path->as.items[i]);
        is_path = step.len > 0 && !bg_template_is(step);
    }
    return is_path;
}

static void add_path(struct reading_records *reading, const struct bg_node *path, struct path_list *out) {
    if (is_plain(path)) {
        BG_VECTOR_ADD(reading->arena, out, path);
    } else {
        reading->others++;
    }
}

/* How often a condition is fulfilled, as far as it depends on nothing that is known only at run time. */
enum turn { TURN_ALWAYS, TURN_NEVER, TURN_SOMETIMES };

static enum turn turn_of(struct bg_arena *arena, const struct bg_node *component) {
    const struct bg_node *condition = bg_node_at(component, "condition");
    if (condition == NULL || condition->kind == BG_NODE_NULL || bg_node_is_text(condition, "")) {
        return TURN_ALWAYS;
    }
    struct bg_template_scope scope = {.name = "parameters", .values = bg_node_at(component, "$parameters")};
    const struct bg_node *value = NULL;
    bool is_constant = condition->kind != BG_NODE_LIST && condition->kind != BG_NODE_MAP &&
                       bg_template_render(arena, condition, scope, &value);
    return !is_constant ? TURN_SOMETIMES : bg_node_is_truthy(value) ? TURN_ALWAYS : TURN_NEVER;
}

/* What is taken out and filled again is filled, and what is filled and taken out again is taken out: the last counts. */
static void drop_path(struct path_list *paths, const struct bg_node *path) {
    size_t kept = 0;
    for (size_t i = 0; i < paths->count; i++) {
        if (!bg_node_equal(paths->items[i], path)) {
            paths->items[kept++] = paths->items[i];
        }
    }
    paths->count = kept;
}

static void add_transformation(struct reading_records *reading, const struct bg_node *transformation) {
    bool is_always = turn_of(reading->arena, transformation) == TURN_ALWAYS;
    const struct bg_node *pointers = bg_node_at(transformation, "field_pointers");
    const struct bg_node *fields = bg_node_at(transformation, "fields");
    const struct bg_node *type = bg_node_at(transformation, "type");
    if (is_always && bg_node_is_text(type, "RemoveFields") && bg_node_is(pointers, BG_NODE_LIST)) {
        for (size_t i = 0; i < pointers->count; i++) {
            drop_path(&reading->filled, pointers->as.items[i]);
            add_path(reading, pointers->as.items[i], &reading->removed);
        }
    } else if (is_always && bg_node_is_text(type, "AddFields") && bg_node_is(fields, BG_NODE_LIST)) {
        for (size_t i = 0; i < fields->count; i++) {
            const struct bg_node *path = bg_node_at(fields->as.items[i], "path");
            drop_path(&reading->removed, path);
            add_path(reading, path, &reading->filled);
        }
    } else {
        reading->others++;
    }
}

static void set_paths(struct reading_records *reading, struct bg_members *out, const char *key,
                      const struct path_list *paths, const struct bg_node *like) {
    if (paths->count > 0) {
        bg_members_set(out, key, bg_node_new_list(reading->arena, paths->items, paths->count, like));
    }
}

/* Nothing gets through a condition that no record can fulfil. */
static void set_filter(struct bg_arena *arena, const struct bg_node *filter, struct bg_members *out) {
    const struct bg_node *condition = bg_node_at(filter, "condition");
    if (condition == NULL || condition->kind == BG_NODE_NULL || bg_node_is_text(condition, "")) {
        return;
    }
    bg_members_set(out, "filter", condition);
    if (turn_of(arena, filter) == TURN_NEVER) {
        bg_members_set(out, "keeps_nothing", bg_node_new_bool(arena, true, condition));
    }
}

const struct bg_node *bg_manifest_records(struct bg_arena *arena, const struct bg_node *stream) {
    struct reading_records reading = {.arena = arena};
    struct bg_members members = {.arena = arena};
    const struct bg_node *transformations = bg_node_at(stream, "transformations");
    const struct bg_node *selector = bg_node_path(stream, "retriever", "record_selector", NULL);
    const struct bg_node *host = bg_node_path(stream, "retriever", "requester", "url_base", NULL);
    const struct bg_node *normalization = bg_node_at(selector, "schema_normalization");
    for (size_t i = 0; bg_node_is(transformations, BG_NODE_LIST) && i < transformations->count; i++) {
        add_transformation(&reading, transformations->as.items[i]);
    }
    set_paths(&reading, &members, "filled", &reading.filled, transformations);
    set_filter(arena, bg_node_at(selector, "record_filter"), &members);
    if (bg_node_is(host, BG_NODE_STRING)) {
        bg_members_set(&members, "host", host);
    }
    if (bg_node_is(normalization, BG_NODE_STRING)) {
        bg_members_set(&members, "normalization", normalization);
    }
    if (reading.others > 0) {
        struct bg_slice count = bg_arena_printf(arena, "%zu", reading.others);
        bg_members_set(&members, "others", bg_node_new_text(arena, count, transformations));
    }
    set_paths(&reading, &members, "removed", &reading.removed, transformations);
    return members.count == 0 ? NULL : bg_node_new_map(arena, members.items, members.count, stream);
}
