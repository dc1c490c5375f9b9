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

/* Adds a stream for every schema that is not declared, and that no stream reads. */
static bool add_streams(struct bg_reading *reading, const struct bg_entry *entries, size_t count,
                        const struct bg_sight *assumption, struct bg_stream_list *list) {
    bool is_ok = true;
    struct bg_table declared = {0};
    struct bg_table read = {0};
    for (size_t i = 0; i < list->count; i++) {
        (void)bg_table_put(&declared, list->items[i].name, &list->items[i]);
        (void)bg_table_put(&read, bg_path_join(reading->arena, reading->root, list->items[i].schema_file), list);
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice name;
        struct bg_slice path = bg_path_join(reading->arena, reading->surface->schemas, entries[i].name);
        if (name_of_schema(&entries[i], &name) && bg_table_get(&declared, name) == NULL &&
            bg_table_get(&read, path) == NULL) {
            struct bg_stream *stream = bg_stream_list_add(reading->arena, list);
            stream->origin = BG_ORIGIN_FILE;
            stream->name = name;
            stream->existence = *assumption;
            stream->attributes = (struct bg_sight){.extent = BG_EXTENT_NONE, .at = assumption->at};
            is_ok = bg_reading_schema(reading, path, reading->surface->shared, stream) && is_ok;
            stream->at = stream->json_schema == NULL ? stream->at : bg_node_place(stream->json_schema);
        }
    }
    bg_table_finish(&declared);
    bg_table_finish(&read);
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
