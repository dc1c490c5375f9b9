/*
 * The streams of a manifest: what the catalog would list, in file order. Streams that merely stand under `definitions`
 * or as parents of others are in no catalog.
 */
#include "source/manifest/manifest.h"
#include "source/manifest/manifest_keys.h"
#include "source/manifest/manifest_known.h"
#include "source/manifest/manifest_parameters.h"
#include "source/manifest/manifest_records.h"
#include "source/manifest/manifest_resolve.h"
#include "source/manifest/manifest_settings.h"
#include "source/manifest/manifest_state.h"
#include "source/code/python_literal.h"
#include "source/manifest/template.h"
#include "base/limits.h"
#include "base/vector.h"
#include "text/builder.h"

#include <stdlib.h>

/* Codes of what is odd about one stream; for reading the model, not for judging it. */
struct warnings {
    const char *codes[8];
    size_t count;
};

static void warn(struct warnings *warnings, const char *code) {
    if (code != NULL && warnings->count < sizeof warnings->codes / sizeof *warnings->codes) {
        warnings->codes[warnings->count++] = code;
    }
}

static int compare_codes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const struct bg_node *warnings_list(struct bg_arena *arena, struct warnings *warnings) {
    qsort(warnings->codes, warnings->count, sizeof *warnings->codes, compare_codes);
    const struct bg_node **items = bg_arena_array(arena, warnings->count, sizeof *items);
    for (size_t i = 0; i < warnings->count; i++) {
        items[i] = bg_node_new_text(arena, bg_slice_of(warnings->codes[i]), NULL);
    }
    return bg_node_new_list(arena, items, warnings->count, NULL);
}

static struct bg_slice name_of(const struct bg_node *component, struct warnings *warnings) {
    const struct bg_node *name = bg_node_at(component, "name");
    struct bg_slice text = name == NULL || name->kind == BG_NODE_NULL ? BG_NO_SLICE : bg_python_text(name);
    if (text.len == 0) {
        warn(warnings, "no-name");
        return BG_LITERAL("");
    }
    warn(warnings, bg_template_is(text) ? "template-in-name" : NULL);
    return text;
}

static bool has_template(const struct bg_node *node) {
    if (bg_node_is(node, BG_NODE_LIST)) {
        for (size_t i = 0; i < node->count; i++) {
            if (bg_template_is(bg_node_text(node->as.items[i]))) {
                return true;
            }
        }
        return false;
    }
    return bg_template_is(bg_node_text(node));
}

static bool is_plain_root(const struct bg_node *schema) {
    const struct bg_node *type = bg_node_at(schema, "type");
    bool is_pair = bg_node_is(type, BG_NODE_LIST) && type->count == 2 && bg_node_is_text(type->as.items[0], "null") &&
                   bg_node_is_text(type->as.items[1], "object");
    return is_pair || bg_node_is_text(type, "object");
}

static struct bg_slice retriever_of(struct bg_arena *arena, const struct bg_node *component) {
    const struct bg_node *retriever = bg_node_at(component, "retriever");
    const struct bg_node *class_name = bg_node_at(retriever, "class_name");
    return class_name == NULL ? bg_arena_printf(arena, "%.*s", BG_ARGS(bg_node_text(bg_node_at(retriever, "type"))))
                              : bg_arena_printf(arena, "custom:%.*s", BG_ARGS(bg_node_text(class_name)));
}

static void set_key(struct bg_arena *arena, const struct bg_node *component, struct bg_stream *stream,
                    struct warnings *warnings) {
    const struct bg_node *written = bg_node_at(component, "primary_key");
    const char *warning = NULL;
    stream->primary_key = bg_manifest_primary_key(arena, written, &warning);
    warn(warnings, warning);
    warn(warnings, has_template(written) ? "template-in-primary-key" : NULL);
}

static void set_cursor(struct bg_arena *arena, const struct bg_node *component, struct bg_stream *stream,
                       struct warnings *warnings) {
    struct bg_manifest_cursor cursor = bg_manifest_cursor_of(arena, bg_node_at(component, "incremental_sync"));
    stream->has_full_refresh = true;
    warn(warnings, cursor.is_empty ? "empty-cursor-field" : NULL);
    if (cursor.field == NULL) {
        return;
    }
    const struct bg_node **items = bg_arena_array(arena, 1, sizeof *items);
    items[0] = cursor.field;
    stream->cursor_field = bg_node_new_list(arena, items, 1, cursor.field);
    stream->cursor_is_opaque = cursor.is_opaque;
    stream->has_incremental = true;
    stream->has_source_defined_cursor = true;
    stream->source_defined_cursor = !cursor.is_catalog_defined;
}

static void set_schema(struct bg_manifest *manifest, const struct bg_node *component, struct bg_stream *stream,
                       struct warnings *warnings, struct bg_members *about) {
    struct bg_manifest_schema schema = bg_manifest_schema_of(manifest, component);
    stream->json_schema = schema.schema;
    stream->fields = schema.sight;
    stream->has_no_schema = schema.is_absent;
    bg_members_set(about, "schema_sources", schema.sources);
    bool is_inline = schema.sources->count == 1 && bg_node_is_text(schema.sources->as.items[0], "inline");
    bool is_odd = is_inline && !schema.is_absent && !is_plain_root(schema.schema);
    warn(warnings, is_odd ? "schema-root-not-plain-object" : NULL);
}

static bool set_state(struct bg_manifest *manifest, const struct bg_node *component, const struct bg_node **out,
                      struct bg_error *err) {
    *out = bg_manifest_state(manifest->arena, component, &manifest->routers);
    return *out != NULL ||
           bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(component), "partition routers nest deeper than can be read");
}

/* What a stream of another type gives is not seen; one that declares itself as others do is read all the same, so that
 * a person finds it under its name. */
static void set_sight(struct bg_manifest *manifest, const struct bg_node *component, struct bg_stream *stream) {
    if (bg_manifest_is_unknown(component, "streams[]")) {
        struct bg_slice type = bg_node_text(bg_node_at(component, "type"));
        stream->fields = (struct bg_sight){
            .extent = BG_EXTENT_NONE,
            .why = bg_arena_printf(manifest->arena, "it is a `%.*s`, a type of stream that is not known here",
                                   BG_ARGS(type)),
            .at = stream->at,
        };
        stream->json_schema = NULL;
        stream->has_no_schema = false;
        stream->attributes = (struct bg_sight){.extent = BG_EXTENT_NONE, .at = stream->at};
    }
    bg_manifest_add_unknowns(manifest->arena, component, &manifest->unknowns);
    bg_manifest_add_settings(manifest->arena, component, &manifest->settings);
}

static bool add_declarative(struct bg_manifest *manifest, const struct bg_node *component, struct bg_slice origin,
                            struct bg_stream_list *out, struct bg_error *err) {
    struct bg_arena *arena = manifest->arena;
    struct warnings warnings = {0};
    struct bg_members about = {.arena = arena};
    struct bg_stream *stream = bg_stream_list_add(arena, out);
    stream->at = bg_node_place(component);
    stream->origin = BG_ORIGIN_MANIFEST;
    stream->name = name_of(component, &warnings);
    set_key(arena, component, stream, &warnings);
    set_cursor(arena, component, stream, &warnings);
    set_schema(manifest, component, stream, &warnings, &about);
    set_sight(manifest, component, stream);
    const struct bg_node *uploader = bg_node_at(component, "file_uploader");
    stream->records = bg_manifest_records(arena, component);
    stream->is_file_based = uploader != NULL && uploader->kind != BG_NODE_NULL;
    bg_members_set(&about, "origin", bg_node_new_text(arena, origin, component));
    bg_members_set(&about, "retriever", bg_node_new_text(arena, retriever_of(arena, component), component));
    bg_members_set(&about, "warnings", warnings_list(arena, &warnings));
    stream->about = bg_node_new_map(arena, about.items, about.count, component);
    return set_state(manifest, component, &stream->state, err);
}

/* What is done to the records of the half that reads state stands beside what is done to those of the other. */
static void add_twin_records(struct bg_arena *arena, const struct bg_node *half, struct bg_stream *stream) {
    const struct bg_node *records = bg_manifest_records(arena, half);
    struct bg_members members = {.arena = arena};
    if (records == NULL) {
        return;
    }
    if (stream->records != NULL) {
        bg_members_put_all(&members, stream->records);
    }
    bg_members_set(&members, "twin", records);
    stream->records = bg_node_new_map(arena, members.items, members.count, half);
}

/* Key, cursor and state of the half that runs when there is state. */
static bool set_twin(struct bg_manifest *manifest, const struct bg_node *half, struct bg_stream *stream,
                     struct bg_error *err) {
    struct warnings ignored = {0};
    struct bg_stream twin = {0};
    set_key(manifest->arena, half, &twin, &ignored);
    set_cursor(manifest->arena, half, &twin, &ignored);
    bg_manifest_add_unknowns(manifest->arena, half, &manifest->unknowns);
    bg_manifest_add_settings(manifest->arena, half, &manifest->settings);
    if (!set_state(manifest, half, &twin.state, err)) {
        return false;
    }
    const struct bg_node *none = bg_node_new_null(manifest->arena, half);
    struct bg_members members = {.arena = manifest->arena};
    bg_members_set(&members, "cursor_field", twin.cursor_field != NULL ? twin.cursor_field : none);
    bg_members_set(&members, "primary_key", twin.primary_key != NULL ? twin.primary_key : none);
    bg_members_set(&members, "state", twin.state);
    stream->twin = bg_node_new_map(manifest->arena, members.items, members.count, half);
    add_twin_records(manifest->arena, half, stream);
    return true;
}

/* The catalog shows the full refresh half. */
static bool add_state_delegating(struct bg_manifest *manifest, const struct bg_node *component, struct bg_slice origin,
                                 struct bg_stream_list *out, struct bg_error *err) {
    const struct bg_node *full = bg_node_at(component, "full_refresh_stream");
    const struct bg_node *incremental = bg_node_at(component, "incremental_stream");
    if (!bg_node_is(full, BG_NODE_MAP) || !bg_node_is(incremental, BG_NODE_MAP)) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(component),
                          "a state-delegating stream lacked one of its two streams");
    }
    if (!add_declarative(manifest, full, origin, out, err)) {
        return false;
    }
    struct bg_stream *stream = &out->items[out->count - 1];
    stream->at = bg_node_place(component);
    stream->is_state_delegating = true;
    return set_twin(manifest, incremental, stream, err);
}

/* All inner streams; whether a user sees them depends on the configuration. */
static bool add_conditional(struct bg_manifest *manifest, const struct bg_node *component, struct bg_slice origin,
                            struct bg_stream_list *out, struct bg_error *err) {
    const struct bg_node *inner = bg_node_at(component, "streams");
    size_t first = out->count;
    for (size_t i = 0; bg_node_is(inner, BG_NODE_LIST) && i < inner->count; i++) {
        struct bg_slice place = bg_arena_printf(manifest->arena, "%.*s.streams[%zu]", BG_ARGS(origin), i);
        bool is_nested = bg_node_is_text(bg_node_at(inner->as.items[i], "type"), "ConditionalStreams");
        if (is_nested) {
            return bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(inner->as.items[i]),
                              "conditional streams stood inside conditional streams");
        }
        if (!bg_manifest_add_stream(manifest, inner->as.items[i], place, out, err)) {
            return false;
        }
    }
    for (size_t i = first; i < out->count; i++) {
        out->items[i].condition = bg_node_text(bg_node_at(component, "condition"));
    }
    return true;
}

static const struct {
    const char *type;
    bool (*add)(struct bg_manifest *manifest, const struct bg_node *component, struct bg_slice origin,
                struct bg_stream_list *out, struct bg_error *err);
} kinds[] = {
    {"ConditionalStreams", add_conditional},
    {"StateDelegatingStream", add_state_delegating},
};

bool bg_manifest_add_stream(struct bg_manifest *manifest, const struct bg_node *component, struct bg_slice origin,
                            struct bg_stream_list *out, struct bg_error *err) {
    if (component->kind != BG_NODE_MAP) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(component), "a stream was not a mapping");
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (bg_node_is_text(bg_node_at(component, "type"), kinds[i].type)) {
            return kinds[i].add(manifest, component, origin, out, err);
        }
    }
    return add_declarative(manifest, component, origin, out, err);
}

struct bg_stream *bg_stream_list_add(struct bg_arena *arena, struct bg_stream_list *list) {
    BG_VECTOR_RESERVE(arena, list);
    struct bg_stream *stream = &list->items[list->count++];
    stream->fields = bg_sight_all();
    stream->attributes = bg_sight_all();
    stream->existence = bg_sight_all();
    return stream;
}

bool bg_manifest_open(struct bg_manifest *manifest, struct bg_error *err) {
    if (manifest->document->kind != BG_NODE_MAP) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(manifest->document), "the manifest was not a mapping");
    }
    const struct bg_node *resolved = NULL;
    manifest->routers = (struct bg_memo){.arena = manifest->arena};
    if (!bg_manifest_resolve(manifest->arena, manifest->document, &resolved, err)) {
        return false;
    }
    return bg_manifest_push(manifest->arena, resolved, &manifest->surface, err);
}

/* The list under `key`; empty if there is none. False if it is something else. */
static bool list_at(const struct bg_manifest *manifest, const char *key, const struct bg_node **out,
                    struct bg_error *err) {
    *out = bg_node_at(manifest->surface, key);
    if (*out == NULL || (*out)->kind == BG_NODE_NULL) {
        *out = NULL;
        return true;
    }
    return (*out)->kind == BG_NODE_LIST ||
           bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(*out), "\"%s\" was not a list", key);
}

static bool add_dynamic(struct bg_manifest *manifest, const struct bg_node *generators, struct bg_stream_list *streams,
                        struct bg_declaration *out, struct bg_error *err) {
    size_t count = generators == NULL ? 0 : generators->count;
    out->dynamic = bg_arena_array(manifest->arena, count, sizeof *out->dynamic);
    out->dynamic_count = count;
    for (size_t i = 0; i < count; i++) {
        if (!bg_manifest_dynamic(manifest, generators->as.items[i], i, streams, &out->dynamic[i], err)) {
            return false;
        }
    }
    return true;
}

bool bg_manifest_streams(struct bg_manifest *manifest, struct bg_declaration *out, struct bg_error *err) {
    const struct bg_node *streams = NULL;
    const struct bg_node *generators = NULL;
    if (!list_at(manifest, "streams", &streams, err) || !list_at(manifest, "dynamic_streams", &generators, err)) {
        return false;
    }
    struct bg_stream_list list = {0};
    for (size_t i = 0; streams != NULL && i < streams->count; i++) {
        struct bg_slice origin = bg_arena_printf(manifest->arena, "streams[%zu]", i);
        if (!bg_manifest_add_stream(manifest, streams->as.items[i], origin, &list, err)) {
            return false;
        }
    }
    if (!add_dynamic(manifest, generators, &list, out, err)) {
        return false;
    }
    out->streams = list.items;
    out->stream_count = list.count;
    out->spec.settings = manifest->settings.items;
    out->spec.setting_count = manifest->settings.count;
    return true;
}
