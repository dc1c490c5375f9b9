/*
 * The reader of streams that a package in Python makes: what its source class would give, in the model of
 * declaration.h. Beside a manifest it says which of that one's streams there are.
 */
#include "source/reader.h"

#include "layout/expand.h"
#include "source/code/python/streams.h"
#include "text/builder.h"

/* The connector's folder, for a reader who knows no other. */
struct folder {
    struct bg_reading *reading;
};

static struct bg_slice read_code(void *payload, struct bg_slice path) {
    struct bg_reading *reading = ((struct folder *)payload)->reading;
    return bg_tree_text(reading->tree, bg_path_join(reading->arena, reading->root, path), reading->arena);
}

static bool has_code(void *payload, struct bg_slice path) {
    struct bg_reading *reading = ((struct folder *)payload)->reading;
    struct bg_slice whole = bg_path_join(reading->arena, reading->root, path);
    return bg_tree_stat(reading->tree, whole).kind == BG_ENTRY_FILE;
}

static struct bg_place place_of(const struct bg_reading *reading, struct bg_place at) {
    if (at.file.len > 0) {
        at.file = bg_path_join(reading->arena, reading->root, at.file);
    }
    return at;
}

static const struct bg_node *path_node(struct bg_arena *arena, const struct bg_py_path *path) {
    const struct bg_node **names = bg_arena_array(arena, path->count, sizeof names[0]);
    for (size_t i = 0; i < path->count; i++) {
        names[i] = bg_node_new_text(arena, path->items[i], NULL);
    }
    return bg_node_new_list(arena, names, path->count, NULL);
}

static void set_attributes(struct bg_arena *arena, const struct bg_py_stream *read, bool is_whole,
                           struct bg_stream *stream) {
    const struct bg_node **paths = bg_arena_array(arena, read->key_count, sizeof paths[0]);
    for (size_t i = 0; i < read->key_count && read->is_key_known; i++) {
        paths[i] = path_node(arena, &read->key[i]);
    }
    bool has_key = read->is_key_known && read->key_count > 0;
    stream->primary_key = has_key ? bg_node_new_list(arena, paths, read->key_count, NULL) : NULL;
    stream->is_key_unseen = !read->is_key_known;
    stream->is_cursor_unseen = !read->is_cursor_known;
    stream->has_full_refresh = true;
    stream->has_incremental = read->is_cursor_known && read->cursor.count > 0;
    stream->cursor_field = stream->has_incremental ? path_node(arena, &read->cursor) : NULL;
    stream->is_claim_unseen = stream->is_cursor_unseen || (stream->has_incremental && !read->is_claim_known);
    stream->has_source_defined_cursor = stream->has_incremental && read->is_claim_known;
    stream->source_defined_cursor = stream->has_source_defined_cursor && read->source_defined_cursor;
    stream->condition = read->is_conditional ? BG_LITERAL(BG_CONDITION_IN_CODE) : BG_NO_SLICE;
    stream->is_condition_unseen = !is_whole || read->is_tried;
}

static const struct {
    enum bg_schema_origin origin;
    enum bg_extent extent;
    const char *why;
} schemas[] = {
    [BG_PY_SCHEMA_UNKNOWN] = {BG_SCHEMA_UNKNOWN, BG_EXTENT_NONE, "where its schema is from cannot be told from code"},
    [BG_PY_SCHEMA_FILE] = {BG_SCHEMA_FILE, BG_EXTENT_ALL, NULL},
    [BG_PY_SCHEMA_CODE] = {BG_SCHEMA_CODE, BG_EXTENT_NONE, "its schema is made in code"},
    [BG_PY_SCHEMA_FILE_AND_CODE] = {BG_SCHEMA_FILE_AND_CODE, BG_EXTENT_SOME, "its schema file is completed in code"},
    [BG_PY_SCHEMA_MISSING] = {BG_SCHEMA_MISSING, BG_EXTENT_BROKEN, "the file of its schema is not there"},
};

/* Schemas of a package refer to files in its folder of shared ones. */
static bool set_schema(struct bg_reading *reading, const struct bg_py_stream *read, struct bg_stream *stream) {
    stream->schema_origin = schemas[read->schema].origin;
    stream->schema_file = read->schema_file;
    stream->fields = (struct bg_sight){.extent = schemas[read->schema].extent, .at = stream->at};
    stream->fields.why = schemas[read->schema].why == NULL ? BG_NO_SLICE : bg_slice_of(schemas[read->schema].why);
    if (read->schema_file.len == 0) {
        return true;
    }
    struct bg_slice path = bg_path_join(reading->arena, reading->root, read->schema_file);
    return bg_reading_schema(reading, path, bg_path_join(reading->arena, bg_path_folder(path), BG_LITERAL("shared")),
                             stream);
}

/* Two streams of one name: what the manifest says of it is not all. */
static void blur(struct bg_stream *stream, const struct bg_py_stream *read) {
    stream->is_key_unseen = true;
    stream->is_cursor_unseen = true;
    stream->is_claim_unseen = true;
    stream->fields = (struct bg_sight){BG_EXTENT_NONE, BG_LITERAL("code makes one of this name as well"), read->class_at};
    stream->json_schema = NULL;
    stream->has_no_schema = false;
}

static bool add_stream(struct bg_reading *reading, const struct bg_py_stream *read, bool is_whole,
                       struct bg_stream_list *out) {
    for (size_t i = 0; i < out->count; i++) {
        if (bg_slice_equal(out->items[i].name, read->name)) {
            blur(&out->items[i], read);
            return true;
        }
    }
    struct bg_stream *stream = bg_stream_list_add(reading->arena, out);
    stream->origin = BG_ORIGIN_CODE;
    stream->name = read->name;
    stream->name_space = read->name_space;
    stream->at = place_of(reading, read->class_at);
    set_attributes(reading->arena, read, is_whole, stream);
    return set_schema(reading, read, stream);
}

/* Those of the manifest, as far as code hands them on: which of them it filters out is not known. */
static void add_manifest(struct bg_reading *reading, const struct bg_py_stream *read, bool is_whole,
                         struct bg_stream_list *out) {
    for (size_t i = 0; i < reading->out->stream_count; i++) {
        struct bg_stream *stream = bg_stream_list_add(reading->arena, out);
        *stream = reading->out->streams[i];
        bool is_filtered = read != NULL && read->is_conditional;
        stream->is_condition_unseen = !is_whole || is_filtered;
        if (is_filtered && stream->condition.len == 0) {
            stream->condition = BG_LITERAL(BG_CONDITION_IN_CODE);
        }
    }
}

/* The element of the list that stands for the streams of the manifest that was read; one of which code does not say
 * where it is stands where manifests do. */
static const struct bg_py_stream *manifest_of(const struct bg_reading *reading, const struct bg_py_streams *read) {
    struct bg_slice name = bg_path_name(reading->surface->manifest);
    for (size_t i = 0; i < read->count; i++) {
        struct bg_slice said = bg_path_name(read->items[i].manifest);
        if (read->items[i].is_manifest && (said.len == 0 || bg_slice_equal(said, name))) {
            return &read->items[i];
        }
    }
    return NULL;
}

static bool has_another_manifest(const struct bg_py_streams *read, const struct bg_py_stream *manifest) {
    for (size_t i = 0; i < read->count; i++) {
        if (read->items[i].is_manifest && &read->items[i] != manifest) {
            return true;
        }
    }
    return false;
}

/* Why the list is open, in one clause for each reason. */
static void say_why(struct bg_reading *reading, const struct bg_py_streams *read, struct bg_sight *saw) {
    for (size_t i = 0; i < read->reason_count; i++) {
        const struct bg_py_reason *reason = &read->reasons[i];
        struct bg_slice where = reason->at.file.len == 0
                                    ? BG_NO_SLICE
                                    : bg_arena_printf(reading->arena, " (%.*s:%u)", BG_ARGS(reason->at.file),
                                                      (unsigned)reason->at.line);
        struct bg_slice clause = bg_arena_printf(reading->arena, "code makes more streams than can be told: %.*s%.*s",
                                                 BG_ARGS(reason->why), BG_ARGS(where));
        if (i == 0) {
            saw->why = clause;
            saw->at = place_of(reading, reason->at);
        } else {
            bg_reading_note(reading, clause);
        }
    }
}

/* No class of the code is a source: what else stands there may be one. */
static bool leave_to_others(struct bg_reading *reading, struct bg_sight *saw) {
    *saw = reading->saw[BG_PART_STREAMS];
    reading->saw[BG_PART_STREAMS] = (struct bg_sight){0};
    if (reading->manifest != NULL) {
        bool is_open = bg_reading_overrides(reading, "def streams(", saw);
        reading->is_answered[BG_PART_STREAMS] = !is_open;
        (void)(!is_open && bg_reading_overrides(reading, "def discover(", saw));
    }
    return true;
}

static bool add_all(struct bg_reading *reading, const struct bg_py_streams *read, bool is_whole,
                    struct bg_stream_list *out) {
    bool is_ok = true;
    for (size_t i = 0; i < read->count; i++) {
        is_ok = (read->items[i].is_manifest || add_stream(reading, &read->items[i], is_whole, out)) && is_ok;
    }
    return is_ok;
}

static bool claims(const struct bg_reading *reading) {
    return reading->surface->package.len > 0;
}

/* What the manifest shows is limited by what code makes of it, and by nothing else that was seen of it. */
static bool read_streams(struct bg_reading *reading, struct bg_sight *saw) {
    struct folder folder = {reading};
    struct bg_py_files files = {&folder, read_code, has_code};
    struct bg_py_streams read = bg_py_streams_read(reading->arena, &files, reading->surface->package);
    if (!read.has_source) {
        return leave_to_others(reading, saw);
    }
    struct bg_declaration *out = reading->out;
    struct bg_sight limit = reading->saw[BG_PART_STREAMS];
    const struct bg_py_stream *manifest = reading->manifest == NULL ? NULL : manifest_of(reading, &read);
    bool is_whole = read.reason_count == 0 && !has_another_manifest(&read, manifest);
    bool keeps_manifest = reading->manifest != NULL && (manifest != NULL || !is_whole);
    struct bg_stream_list list = {0};
    reading->saw[BG_PART_STREAMS] = (struct bg_sight){0};
    if (keeps_manifest) {
        add_manifest(reading, manifest, is_whole, &list);
    } else {
        out->dynamic_count = 0;
    }
    bool is_ok = add_all(reading, &read, is_whole, &list);
    out->streams = list.items;
    out->stream_count = list.count;
    *saw = keeps_manifest ? limit : bg_sight_all();
    if (!is_whole) {
        saw->extent = list.count > 0 || out->dynamic_count > 0 ? BG_EXTENT_SOME : BG_EXTENT_NONE;
        saw->why = BG_LITERAL("code makes streams of another manifest");
        say_why(reading, &read, saw);
    } else if (list.count == 0 && out->dynamic_count == 0) {
        saw->extent = BG_EXTENT_ABSENT;
    }
    out->is_list_of_code = true;
    reading->is_answered[BG_PART_STREAMS] = is_whole || !read.may_read_files;
    return is_ok;
}

const struct bg_part_reader bg_reader_python_streams = {BG_PART_STREAMS, claims, read_streams};
