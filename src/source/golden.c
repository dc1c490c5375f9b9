/*
 * The reader of streams that code makes, known from what the connector's own tests keep of its discovery: a fallback,
 * and labelled. The files hold JSON, one list or one value after another between lines of text; which keys say what is
 * data.
 */
#include "source/reader.h"

#include "base/limits.h"
#include "text/pointer.h"
#include "text/read.h"

struct golden {
    const struct bg_layout_variant *variant;
    struct bg_arena *arena;
    struct bg_stream_list *out;
};

/* Whether the schema says of itself that documents hold more than it declares: they are looked at as they come. */
static bool is_open(const struct golden *golden, const struct bg_node *schema) {
    for (size_t i = 0; i < golden->variant->stream_open_at.count; i++) {
        if (bg_node_is_true(bg_node_get(schema, golden->variant->stream_open_at.items[i]))) {
            return true;
        }
    }
    return false;
}

static const struct bg_node *first_of(const struct bg_node *map, struct bg_slices keys) {
    for (size_t i = 0; i < keys.count; i++) {
        const struct bg_node *value = bg_node_get(map, keys.items[i]);
        if (value != NULL) {
            return value;
        }
    }
    return NULL;
}

/* ["/id", "/a/b"] to [["id"], ["a", "b"]]; a text that is no pointer is a name. */
static const struct bg_node *key_paths(struct bg_arena *arena, const struct bg_node *pointers) {
    if (!bg_node_is(pointers, BG_NODE_LIST) || pointers->count == 0) {
        return NULL;
    }
    const struct bg_node **paths = bg_arena_array(arena, pointers->count, sizeof paths[0]);
    for (size_t i = 0; i < pointers->count; i++) {
        struct bg_slice rest = bg_node_text(pointers->as.items[i]);
        const struct bg_node *steps[BG_LIMIT_DEPTH];
        size_t count = 0;
        struct bg_slice token = rest;
        while (count < BG_LIMIT_DEPTH && bg_pointer_next(arena, &rest, &token)) {
            steps[count++] = bg_node_new_text(arena, token, pointers->as.items[i]);
        }
        if (count == 0) {
            steps[count++] = bg_node_new_text(arena, token, pointers->as.items[i]);
        }
        const struct bg_node **kept = bg_arena_array(arena, count, sizeof kept[0]);
        memcpy(kept, steps, count * sizeof kept[0]);
        paths[i] = bg_node_new_list(arena, kept, count, pointers->as.items[i]);
    }
    return bg_node_new_list(arena, paths, pointers->count, pointers);
}

/* One value of a file: a binding, or a list of them. */
static void add_value(const struct golden *golden, const struct bg_node *value) {
    for (size_t i = 0; value->kind == BG_NODE_LIST && i < value->count; i++) {
        if (value->as.items[i]->kind == BG_NODE_MAP) {
            add_value(golden, value->as.items[i]);
        }
    }
    struct bg_slice name = bg_node_text(first_of(value, golden->variant->stream_at));
    const struct bg_node *schema = first_of(value, golden->variant->stream_schema_at);
    if (name.len == 0 || schema == NULL) {
        return;
    }
    struct bg_stream *stream = bg_stream_list_add(golden->arena, golden->out);
    stream->name = name;
    stream->origin = BG_ORIGIN_GOLDEN;
    stream->json_schema = schema;
    stream->primary_key = key_paths(golden->arena, first_of(value, golden->variant->stream_key_at));
    stream->has_full_refresh = true;
    stream->at = bg_node_place(value);
    stream->existence = (struct bg_sight){.extent = BG_EXTENT_ASSUMED, .at = stream->at};
    stream->attributes.extent = stream->primary_key == NULL ? BG_EXTENT_NONE : BG_EXTENT_ALL;
    stream->attributes.at = stream->at;
    if (is_open(golden, schema)) {
        stream->fields = (struct bg_sight){
            .extent = BG_EXTENT_SOME,
            .why = BG_LITERAL("its fields are these and others, which are found in the documents as they come"),
            .at = stream->at,
        };
    }
}

/* The values that begin at the beginning of a line; what stands between them is text. */
static bool read_values(const struct golden *golden, struct bg_slice path, struct bg_slice text, struct bg_error *err) {
    uint32_t line = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = at + bg_slice_find(bg_slice_from(text, at), BG_LITERAL("\n")) + 1;
        if (text.at[at] == '{' || text.at[at] == '[') {
            end = bg_json_value_end(text, at);
            struct bg_source *source = bg_source_new(golden->arena, path, bg_slice_range(text, at, end));
            const struct bg_node *value;
            source->lines_before = line;
            if (!bg_read_json(golden->arena, source, NULL, &value, err)) {
                return false;
            }
            add_value(golden, value);
        }
        end = end > text.len ? text.len : end;
        for (size_t i = at; i < end; i++) {
            line += text.at[i] == '\n';
        }
        at = end;
    }
    return true;
}

/* A stream for every mapping with a name and a schema, in the order of the files. */
static bool read_files(const struct bg_reading *reading, const struct bg_slices *paths, struct bg_stream_list *out) {
    struct golden golden = {reading->surface->variant, reading->arena, out};
    for (size_t i = 0; i < paths->count; i++) {
        struct bg_slice path = paths->items[i];
        struct bg_slice text;
        struct bg_error err = {0};
        enum bg_read_status status = bg_tree_read(reading->tree, path, reading->arena, &text, NULL, &err);
        if (status == BG_FILE_ABSENT) {
            continue;
        }
        if (status == BG_FILE_UNREADABLE || !read_values(&golden, path, text, &err)) {
            bg_problem_add_error(reading->problems, BG_ID_GOLDEN_UNREADABLE, &err);
            return false;
        }
    }
    return true;
}

static bool claims(const struct bg_reading *reading) {
    return reading->manifest == NULL && reading->surface->golden_discover.count > 0;
}

static bool read_streams(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_stream_list list = {0};
    bool is_ok = read_files(reading, &reading->surface->golden_discover, &list);
    reading->out->streams = list.items;
    reading->out->stream_count = list.count;
    struct bg_slice copy = reading->surface->golden_discover.items[0];
    saw->extent = !is_ok ? BG_EXTENT_BROKEN : list.count > 0 ? BG_EXTENT_ASSUMED : BG_EXTENT_NONE;
    saw->why = bg_arena_printf(reading->arena, "streams are known from a copy of the tests only: %.*s", BG_ARGS(copy));
    saw->at.file = copy;
    reading->is_answered[BG_PART_STREAMS] = true;
    return is_ok;
}

const struct bg_part_reader bg_reader_golden_streams = {BG_PART_STREAMS, claims, read_streams};

static bool claims_examples(const struct bg_reading *reading) {
    return reading->surface->golden_examples.count > 0;
}

/* What the connector made of tables that tests invented: which there are says nothing, and how one is shown does. */
static bool read_examples(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_stream_list list = {0};
    bool is_ok = read_files(reading, &reading->surface->golden_examples, &list);
    reading->out->copies = list.items;
    reading->out->copy_count = list.count;
    if (list.count > 0) {
        saw->at = list.items[0].at;
        saw->why =
            bg_arena_printf(reading->arena, "how streams are shown is known from examples of the tests only: %.*s",
                            BG_ARGS(bg_path_below(saw->at.file, reading->root)));
    }
    return is_ok;
}

const struct bg_part_reader bg_reader_golden_examples = {BG_PART_COPIES, claims_examples, read_examples};
