/* What readers share: see reader.h. */
#include "source/reader.h"

#include "layout/expand.h"

void bg_reading_note(struct bg_reading *reading, struct bg_slice text) {
    struct bg_declaration *out = reading->out;
    if (bg_slice_is_among(out->notes, out->note_count, text)) {
        return;
    }
    struct bg_slice *notes = bg_arena_array(reading->arena, out->note_count + 1, sizeof *notes);
    for (size_t i = 0; i < out->note_count; i++) {
        notes[i] = out->notes[i];
    }
    notes[out->note_count++] = text;
    out->notes = notes;
}

bool bg_reading_schema(struct bg_reading *reading, struct bg_slice path, struct bg_slice shared,
                       struct bg_stream *stream) {
    struct bg_error err = {0};
    if (bg_schema_files_read(&reading->files, path, shared, &stream->json_schema, &err) == BG_FILE_READ) {
        return true;
    }
    stream->at = (struct bg_place){.file = path};
    stream->fields = (struct bg_sight){BG_EXTENT_BROKEN, BG_LITERAL("its schema file cannot be read"), stream->at};
    bg_problem_add_error(reading->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
    return false;
}

void bg_reading_code(struct bg_reading *reading) {
    if (reading->surface->package.len == 0 || reading->code_path.at != NULL) {
        return;
    }
    struct bg_slice folder = bg_path_join(reading->arena, reading->root, reading->surface->package);
    reading->code_path = bg_path_join(reading->arena, folder, BG_LITERAL("source.py"));
    if (bg_tree_read(reading->tree, reading->code_path, reading->arena, &reading->code, NULL, NULL) != BG_FILE_READ) {
        reading->code = BG_NO_SLICE;
    }
}

bool bg_reading_overrides(const struct bg_reading *reading, const char *definition, struct bg_sight *limit) {
    size_t at = bg_slice_find(reading->code, bg_slice_of(definition));
    if (at >= reading->code.len) {
        return false;
    }
    struct bg_source *source = bg_source_new(reading->arena, reading->code_path, reading->code);
    limit->extent = BG_EXTENT_SOME;
    limit->why = BG_LITERAL("source.py may add, drop or replace what the manifest declares");
    limit->at = bg_source_place(source, at);
    return true;
}
