/*
 * An example of a reader: streams that code makes, whose names stand in a file STREAMS, one a line. Their schemas stand
 * in no file, and that is said of each of them, so that no column is ever taken for a removed one.
 */
#include "layout/expand.h"
#include "source/reader.h"

extern const struct bg_part_reader bg_reader_listed_streams; /* comes from the row */

static struct bg_slice path_of(const struct bg_reading *reading) {
    return bg_path_join(reading->arena, reading->root, BG_LITERAL("STREAMS"));
}

static bool claims(const struct bg_reading *reading) {
    return reading->manifest == NULL && bg_tree_stat(reading->tree, path_of(reading)).kind == BG_ENTRY_FILE;
}

static bool read_streams(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_declaration *out = reading->out;
    struct bg_place at = {.file = path_of(reading)};
    struct bg_slice text;
    struct bg_error err;
    if (bg_tree_read(reading->tree, at.file, reading->arena, &text, NULL, &err) != BG_FILE_READ) {
        bg_problem_add_error(reading->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
        *saw = (struct bg_sight){.extent = BG_EXTENT_BROKEN, .at = at};
        return false;
    }
    struct bg_stream_list list = {.items = out->streams, .count = out->stream_count, .room = out->stream_count};
    while (text.len > 0) {
        at.line++;
        struct bg_slice name = bg_slice_trim(bg_slice_cut(&text, '\n'));
        if (name.len > 0) {
            struct bg_stream *stream = bg_stream_list_add(reading->arena, &list);
            stream->name = name;
            stream->at = at;
            stream->fields = (struct bg_sight){BG_EXTENT_NONE, BG_LITERAL("its schema is made in code"), at};
            stream->attributes.extent = BG_EXTENT_NONE;
        }
    }
    out->streams = list.items;
    out->stream_count = list.count;
    *saw = bg_sight_all();
    reading->is_answered[BG_PART_STREAMS] = true;
    return true;
}

const struct bg_part_reader bg_reader_listed_streams = {BG_PART_STREAMS, claims, read_streams};
