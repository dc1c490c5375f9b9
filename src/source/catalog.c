/*
 * Reads catalogs. Nothing is validated beyond what the diff needs: a catalog is what some connector printed. Whatever
 * has no place in the model goes into `rest`, so that no difference is lost.
 */
#include "source/catalog.h"

#include "base/error.h"
#include "source/mentions.h"
#include "source/stream_model.h"
#include "text/builder.h"

/* A list that says nothing is none: [] and absent are the same to everybody who reads it. */
static const struct bg_node *list_or_null(const struct bg_node *node) {
    return bg_node_is(node, BG_NODE_NULL) || (bg_node_is(node, BG_NODE_LIST) && node->count == 0) ? NULL : node;
}

/* One reader a key. Each returns whether the model now holds all that the value says. */
static bool read_json_schema(struct bg_stream *stream, const struct bg_node *value) {
    stream->json_schema = bg_node_is(value, BG_NODE_NULL) ? NULL : value;
    return true;
}

static bool read_sync_modes(struct bg_stream *stream, const struct bg_node *modes) {
    bool is_all = bg_node_is(modes, BG_NODE_LIST);
    for (size_t i = 0; is_all && i < modes->count; i++) {
        bool is_full_refresh = bg_node_is_text(modes->as.items[i], "full_refresh");
        bool is_incremental = bg_node_is_text(modes->as.items[i], "incremental");
        stream->has_full_refresh |= is_full_refresh;
        stream->has_incremental |= is_incremental;
        is_all = is_full_refresh || is_incremental;
    }
    return is_all;
}

static bool read_primary_key(struct bg_stream *stream, const struct bg_node *value) {
    stream->is_key_unseen = bg_node_is_text(value, BG_UNSEEN);
    value = stream->is_key_unseen ? NULL : value;
    stream->primary_key = list_or_null(value);
    return true;
}

static bool read_cursor(struct bg_stream *stream, const struct bg_node *value) {
    stream->is_cursor_unseen = bg_node_is_text(value, BG_UNSEEN);
    value = stream->is_cursor_unseen ? NULL : value;
    stream->cursor_field = list_or_null(value);
    return true;
}

/* Null says as little as an absent key. */
static bool read_claim(const struct bg_node *value, bool *has, bool *claim) {
    *has = bg_node_is(value, BG_NODE_BOOL);
    *claim = bg_node_is_true(value);
    return *has || bg_node_is(value, BG_NODE_NULL);
}

static bool read_source_defined(struct bg_stream *stream, const struct bg_node *value) {
    return read_claim(value, &stream->has_source_defined_cursor, &stream->source_defined_cursor);
}

static bool read_resumable(struct bg_stream *stream, const struct bg_node *value) {
    return read_claim(value, &stream->has_resumable, &stream->is_resumable);
}

static bool read_file_based(struct bg_stream *stream, const struct bg_node *value) {
    bool has = false;
    return read_claim(value, &has, &stream->is_file_based);
}

static bool read_name(struct bg_stream *stream, const struct bg_node *value) {
    stream->name = bg_node_text(value);
    return true;
}

static bool read_name_space(struct bg_stream *stream, const struct bg_node *value) {
    stream->name_space = bg_node_text(value);
    return bg_node_is(value, BG_NODE_STRING) || bg_node_is(value, BG_NODE_NULL);
}

/* The keys of a snapshot that a catalog has not. */
static bool read_status(struct bg_stream *stream, const struct bg_node *value) {
    static const struct {
        const char *name;
        enum bg_extent extent;
    } statuses[] = {
        {"empty", BG_EXTENT_ALL},    {"error", BG_EXTENT_BROKEN}, {"opaque", BG_EXTENT_NONE},
        {"partial", BG_EXTENT_SOME}, {"static", BG_EXTENT_ALL},
    };
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (bg_node_is_text(value, statuses[i].name)) {
            bool is_known = statuses[i].extent == BG_EXTENT_SOME && stream->fields.extent == BG_EXTENT_ASSUMED;
            stream->fields.extent = is_known ? BG_EXTENT_ASSUMED : statuses[i].extent;
            stream->has_no_schema = bg_node_is_text(value, "empty");
            return true;
        }
    }
    return false;
}

static bool read_cursor_status(struct bg_stream *stream, const struct bg_node *value) {
    stream->cursor_is_opaque = bg_node_is_text(value, "opaque");
    return stream->cursor_is_opaque || bg_node_is_text(value, "static") || bg_node_is_text(value, "none");
}

static bool read_condition(struct bg_stream *stream, const struct bg_node *value) {
    stream->condition = bg_node_text(value);
    return bg_node_is(value, BG_NODE_STRING) || bg_node_is(value, BG_NODE_NULL);
}

static bool read_assumed(struct bg_stream *stream, const struct bg_node *value) {
    bool has = false;
    bool is_assumed = false;
    bool is_claim = read_claim(value, &has, &is_assumed);
    if (is_assumed) {
        stream->existence.extent = BG_EXTENT_ASSUMED;
        stream->attributes.extent = BG_EXTENT_NONE;
    }
    return is_claim;
}

static bool read_overridable(struct bg_stream *stream, const struct bg_node *value) {
    bool has = false;
    bool is_overridable = false;
    bool is_claim = read_claim(value, &has, &is_overridable);
    stream->fields.extent = is_overridable ? BG_EXTENT_ASSUMED : stream->fields.extent;
    return is_claim;
}

static bool read_delegating(struct bg_stream *stream, const struct bg_node *value) {
    bool has = false;
    return read_claim(value, &has, &stream->is_state_delegating);
}

static bool read_records(struct bg_stream *stream, const struct bg_node *value) {
    stream->records = bg_node_is(value, BG_NODE_MAP) ? value : NULL;
    return stream->records != NULL || bg_node_is(value, BG_NODE_NULL);
}

static bool read_state(struct bg_stream *stream, const struct bg_node *value) {
    stream->state = list_or_null(value);
    return true;
}

static bool read_twin(struct bg_stream *stream, const struct bg_node *value) {
    stream->twin = list_or_null(value);
    return true;
}

/* The number of the word among `words`; `count` if it is none of them. */
static size_t word_of(const char *const *words, size_t count, const struct bg_node *value) {
    size_t i = 0;
    while (i < count && !bg_node_is_text(value, words[i])) {
        i++;
    }
    return i;
}

static bool read_origin(struct bg_stream *stream, const struct bg_node *value) {
    size_t origin = word_of(bg_stream_origin_words, BG_ORIGIN_COUNT, value);
    stream->origin = origin < BG_ORIGIN_COUNT ? (enum bg_stream_origin)origin : stream->origin;
    return origin < BG_ORIGIN_COUNT;
}

static bool read_schema_origin(struct bg_stream *stream, const struct bg_node *value) {
    size_t origin = word_of(bg_schema_origin_words, BG_SCHEMA_ORIGIN_COUNT, value);
    stream->schema_origin = origin < BG_SCHEMA_ORIGIN_COUNT ? (enum bg_schema_origin)origin : stream->schema_origin;
    return origin < BG_SCHEMA_ORIGIN_COUNT;
}

static bool read_schema_file(struct bg_stream *stream, const struct bg_node *value) {
    stream->schema_file = bg_node_text(value);
    return bg_node_is(value, BG_NODE_STRING) || bg_node_is(value, BG_NODE_NULL);
}

/* What other keys say. */
static bool skip(struct bg_stream *stream, const struct bg_node *value) {
    (void)stream;
    return bg_node_is(value, BG_NODE_BOOL);
}

static const struct {
    const char *key;
    bool (*read)(struct bg_stream *stream, const struct bg_node *value);
} keys[] = {
    {"assumed", read_assumed},
    {"condition", read_condition},
    {"conditional", skip},
    {"cursor_field", read_cursor},
    {"cursor_status", read_cursor_status},
    {"default_cursor_field", read_cursor},
    {"from", read_origin},
    {"incremental_twin", read_twin},
    {"is_file_based", read_file_based},
    {"is_resumable", read_resumable},
    {"json_schema", read_json_schema},
    {"name", read_name},
    {"namespace", read_name_space},
    {"overridable", read_overridable},
    {"primary_key", read_primary_key},
    {"records", read_records},
    {"resolved", skip},
    {"schema_file", read_schema_file},
    {"schema_source", read_schema_origin},
    {"schema_status", read_status},
    {"source_defined_cursor", read_source_defined},
    {"source_defined_primary_key", read_primary_key},
    {"state", read_state},
    {"state_delegating", read_delegating},
    {"supported_sync_modes", read_sync_modes},
};

/* True if the model now holds what the member says. */
static bool read_key(struct bg_stream *stream, const struct bg_member *member) {
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (bg_slice_is(member->key, keys[i].key)) {
            return keys[i].read(stream, member->value);
        }
    }
    return false;
}

bool bg_catalog_stream(struct bg_arena *arena, const struct bg_node *node, struct bg_stream *out) {
    /* The wrapper of a configured stream: what the user chose is not the connector's, but kept. */
    const struct bg_node *inner = bg_node_at(node, "stream");
    const struct bg_node *layers[] = {bg_node_is(inner, BG_NODE_MAP) ? inner : node, node};
    size_t layer_count = layers[0] == node ? 1 : 2;
    const struct bg_node *schema = bg_node_at(layers[0], "json_schema");
    if (!bg_node_is(bg_node_at(layers[0], "name"), BG_NODE_STRING)) {
        return false;
    }
    bool has_schema = schema != NULL && schema->kind != BG_NODE_NULL;
    *out = (struct bg_stream){
        .fields =
            has_schema ? bg_sight_all() : (struct bg_sight){.why = BG_LITERAL("its schema is not in the catalog")},
        .attributes = bg_sight_all(),
        .existence = bg_sight_all(),
        .at = bg_node_place(node),
    };
    struct bg_members rest = {.arena = arena};
    for (size_t layer = 0; layer < layer_count; layer++) {
        for (size_t i = 0; i < layers[layer]->count; i++) {
            const struct bg_member *member = &layers[layer]->as.members[i];
            bool is_known = layer == 0 ? read_key(out, member) : member->value == inner;
            if (!is_known) {
                bg_members_put(&rest, *member);
            }
        }
    }
    out->rest = rest.count == 0 ? NULL : bg_node_new_map(arena, rest.items, rest.count, node);
    return true;
}

static void read_dynamic(struct bg_arena *arena, const struct bg_node *list, struct bg_problems *problems,
                         struct bg_declaration *out) {
    size_t count = bg_node_is(list, BG_NODE_LIST) ? list->count : 0;
    out->dynamic = bg_arena_array(arena, count, sizeof out->dynamic[0]);
    out->dynamic_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct bg_node *model = list->as.items[i];
        struct bg_slice name = bg_node_text(bg_node_at(model, "name"));
        if (name.at != NULL) {
            out->dynamic[out->dynamic_count++] = (struct bg_dynamic_streams){name, model, bg_node_place(model)};
        } else {
            bg_problem_add(problems, BG_ID_BAD_CATALOG, true, bg_node_place(model), "dynamic streams %zu have no name",
                           i);
        }
    }
}

/* A snapshot says how much it shows; a catalog shows all. */
static enum bg_extent read_extent(const struct bg_node *status, bool shows_some) {
    static const struct {
        const char *name;
        enum bg_extent extent;
    } extents[] = {{"absent", BG_EXTENT_ABSENT}, {"assumed", BG_EXTENT_ASSUMED}, {"partial", BG_EXTENT_SOME}};
    for (size_t i = 0; i < sizeof extents / sizeof extents[0]; i++) {
        if (bg_node_is_text(status, extents[i].name)) {
            return extents[i].extent;
        }
    }
    bool is_opaque = bg_node_is_text(status, "opaque");
    return !is_opaque ? BG_EXTENT_ALL : shows_some ? BG_EXTENT_SOME : BG_EXTENT_NONE;
}

/* A snapshot says which names code and the catalogs of tests gave. */
static void add_named(struct bg_arena *arena, const struct bg_node *names, bool is_old, struct bg_mention_list *out) {
    for (size_t i = 0; bg_node_is(names, BG_NODE_LIST) && i < names->count; i++) {
        const struct bg_node *name = names->as.items[i];
        if (bg_node_is(name, BG_NODE_STRING)) {
            BG_VECTOR_ADD(arena, out,
                          (struct bg_mention){.name = bg_node_text(name), .at = bg_node_place(name), .is_old = is_old});
        }
    }
}

/* A list of code that is open says which streams are conditional of those that it knows, and no more. */
static void read_list(const struct bg_node *catalog, struct bg_declaration *out) {
    out->is_list_of_code = bg_node_is_true(bg_node_at(catalog, "listed_in_code"));
    bool is_open = bg_node_is_text(bg_node_at(catalog, "list"), "open");
    for (size_t i = 0; out->is_list_of_code && is_open && i < out->stream_count; i++) {
        out->streams[i].is_condition_unseen = true;
    }
}

static void read_named(struct bg_arena *arena, const struct bg_node *catalog, struct bg_declaration *out) {
    struct bg_mention_list list = {0};
    const struct bg_node *named = bg_node_at(catalog, "named");
    add_named(arena, named, false, &list);
    add_named(arena, bg_node_at(catalog, "named_by_tests"), true, &list);
    out->has_witnesses = bg_node_is(named, BG_NODE_LIST);
    bg_mentions_set(out, &list);
}

bool bg_catalog_read(struct bg_arena *arena, const struct bg_node *catalog, struct bg_problems *problems,
                     struct bg_declaration *out, struct bg_error *err) {
    const struct bg_node *streams = bg_node_at(catalog, "streams");
    if (!bg_node_is(streams, BG_NODE_LIST)) {
        return bg_fail_at(err, BG_ERROR_JUDGE, bg_node_place(catalog), "the catalog had no list `streams`");
    }
    out->streams = bg_arena_array(arena, streams->count, sizeof out->streams[0]);
    out->stream_count = 0;
    for (size_t i = 0; i < streams->count; i++) {
        if (bg_catalog_stream(arena, streams->as.items[i], &out->streams[out->stream_count])) {
            out->stream_count++;
        } else {
            bg_problem_add(problems, BG_ID_BAD_CATALOG, true, bg_node_place(streams->as.items[i]),
                           "entry %zu of the catalog is no stream with a name", i);
        }
    }
    read_dynamic(arena, bg_node_at(catalog, "dynamic_streams"), problems, out);
    read_named(arena, catalog, out);
    read_list(catalog, out);
    bool shows_some = out->stream_count > 0 || out->dynamic_count > 0;
    out->sight = (struct bg_sight){.extent = read_extent(bg_node_at(catalog, "streams_status"), shows_some)};
    return true;
}
