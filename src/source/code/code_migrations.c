/*
 * The reader of migrations in Python: code that rewrites a saved configuration before it is checked. That it is there
 * and where is all that is read: `X.migrate(sys.argv...)` where the connector is started, or a `read_config` of its
 * own.
 */
#include "source/reader.h"

static bool claims(const struct bg_reading *reading) {
    return reading->surface->migrated_in.count > 0;
}

static bool is_migration(struct bg_slice line) {
    struct bg_slice words = bg_slice_trim(line);
    size_t call = bg_slice_find(words, BG_LITERAL(".migrate("));
    bool is_call = call < words.len && bg_slice_find(words, BG_LITERAL("sys.argv")) < words.len;
    return (is_call && words.at[0] != '#') || bg_slice_starts(words, BG_LITERAL("def read_config("));
}

static bool find_in(struct bg_reading *reading, struct bg_slice path, struct bg_place *out) {
    struct bg_slice text;
    if (bg_tree_read(reading->tree, path, reading->arena, &text, NULL, NULL) != BG_FILE_READ) {
        return false;
    }
    struct bg_slice rest = text;
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        if (is_migration(line)) {
            struct bg_source *source = bg_source_new(reading->arena, path, text);
            *out = bg_source_place(source, (size_t)(bg_slice_trim(line).at - text.at));
            return true;
        }
    }
    return false;
}

static bool read_migrations(struct bg_reading *reading, struct bg_sight *saw) {
    for (size_t i = 0; i < reading->surface->migrated_in.count; i++) {
        if (find_in(reading, reading->surface->migrated_in.items[i], &saw->at)) {
            reading->out->spec.migrated_at = saw->at;
            saw->why = bg_arena_printf(reading->arena, "what code does to saved configurations when it starts, %.*s:%u",
                                       BG_ARGS(bg_path_below(saw->at.file, reading->root)), saw->at.line);
            return true;
        }
    }
    return true;
}

const struct bg_part_reader bg_reader_code_migrations = {BG_PART_MIGRATIONS, claims, read_migrations};
