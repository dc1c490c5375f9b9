/*
 * The reader of schema files named after streams; which of them the code uses is its own affair. One that the manifest
 * declares is no assumption.
 */
#include "source/reader.h"

#include "layout/expand.h"

static bool claims(const struct bg_reading *reading) {
    return reading->surface->schemas.at != NULL;
}

static bool name_of_schema(const struct bg_entry *entry, struct bg_slice *name) {
    struct bg_slice ending = BG_LITERAL(".json");
    bool is_readable = entry->kind == BG_ENTRY_FILE || entry->kind == BG_ENTRY_LINK;
    if (!is_readable || !bg_slice_ends(entry->name, ending) || entry->name.len == ending.len) {
        return false;
    }
    *name = bg_slice_range(entry->name, 0, entry->name.len - ending.len);
    return true;
}

static bool read_schema(struct bg_reading *reading, struct bg_slice path, struct bg_stream *stream) {
    struct bg_error err = {0};
    enum bg_read_status status =
        bg_schema_files_read(&reading->files, path, reading->surface->shared, &stream->json_schema, &err);
    if (status == BG_FILE_READ) {
        stream->at = bg_node_place(stream->json_schema);
        return true;
    }
    stream->at = (struct bg_place){.file = path};
    stream->fields = (struct bg_sight){BG_EXTENT_BROKEN, BG_LITERAL("its schema file cannot be read"), stream->at};
    bg_problem_add_error(reading->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
    return false;
}

/* Adds a stream for every schema that is not declared. */
static bool add_streams(struct bg_reading *reading, const struct bg_entry *entries, size_t count,
                        const struct bg_sight *assumption, struct bg_stream_list *list) {
    bool is_ok = true;
    struct bg_table declared = {0};
    for (size_t i = 0; i < list->count; i++) {
        (void)bg_table_put(&declared, list->items[i].name, &list->items[i]);
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice name;
        if (name_of_schema(&entries[i], &name) && bg_table_get(&declared, name) == NULL) {
            struct bg_stream *stream = bg_stream_list_add(reading->arena, list);
            struct bg_slice path = bg_path_join(reading->arena, reading->surface->schemas, entries[i].name);
            stream->name = name;
            stream->existence = *assumption;
            stream->attributes = (struct bg_sight){.extent = BG_EXTENT_NONE, .at = assumption->at};
            is_ok = read_schema(reading, path, stream) && is_ok;
        }
    }
    bg_table_finish(&declared);
    return is_ok;
}

static bool read_streams(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_declaration *out = reading->out;
    struct bg_entry *entries = NULL;
    size_t count = 0;
    struct bg_error err = {0};
    if (!bg_tree_list(reading->tree, reading->surface->schemas, reading->arena, &entries, &count, &err)) {
        bg_problem_add_error(reading->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
        saw->extent = BG_EXTENT_BROKEN;
        return false;
    }
    struct bg_stream_list list = {.items = out->streams, .count = out->stream_count, .room = out->stream_count};
    struct bg_sight assumption = {
        .extent = BG_EXTENT_ASSUMED,
        .why = BG_LITERAL("streams are assumed from the schema files; the code decides which of them exist"),
        .at.file = reading->surface->schemas,
    };
    bool is_ok = add_streams(reading, entries, count, &assumption, &list);
    if (list.count > out->stream_count) {
        *saw = assumption;
    }
    out->streams = list.items;
    out->stream_count = list.count;
    reading->is_answered[BG_PART_STREAMS] = list.count > 0;
    return is_ok;
}

const struct bg_part_reader bg_reader_schema_streams = {BG_PART_STREAMS, claims, read_streams};
