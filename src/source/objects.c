/* The reader of what a destination takes: it knows where that stands, and says that it is not compared. */
#include "source/reader.h"
#include "base/buffer.h"
#include "text/read.h"

static bool claims(const struct bg_reading *reading) {
    return reading->surface->objects.count > 0;
}

/* Whether the file has discover operations, or nobody can tell. */
static bool may_discover(const struct bg_reading *reading, struct bg_slice path) {
    struct bg_slice text;
    const struct bg_node *root;
    struct bg_error err;
    bool is_read = bg_tree_read(reading->tree, path, reading->arena, &text, NULL, &err) == BG_FILE_READ &&
                   bg_read_yaml(reading->arena, bg_source_new(reading->arena, path, text), NULL, &root, &err);
    return !is_read || bg_node_at(root, "discover") != NULL;
}

static bool read_objects(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_buffer files = {0};
    for (size_t i = 0; i < reading->surface->objects.count; i++) {
        struct bg_slice path = reading->surface->objects.items[i];
        if (may_discover(reading, path)) {
            bg_buffer_printf(&files, "%s`%.*s`", files.len > 0 ? ", " : "",
                             BG_ARGS(bg_path_below(path, reading->root)));
        }
    }
    saw->extent = files.len > 0 ? BG_EXTENT_NONE : BG_EXTENT_ABSENT;
    if (files.len > 0) {
        saw->why = bg_arena_printf(reading->arena,
                                   "what %.*s says of the objects that a destination takes, in its discover "
                                   "operations, is not compared",
                                   BG_ARGS(bg_buffer_slice(&files)));
    }
    bg_buffer_finish(&files);
    return true;
}

const struct bg_part_reader bg_reader_objects = {BG_PART_OBJECTS, claims, read_objects};
