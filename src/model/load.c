/* Connectors from trees: see load.h. */
#include "model/load.h"

#include "layout/expand.h"
#include "source/reader.h"

#define NOTES_MAX 8u
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct bg_part_reader *const readers[] = {
#define X(name) &bg_reader_##name,
    BG_READERS(X)
#undef X
};

/* Streams are told apart by their names: one without is a fault, two of one name cannot be compared with certainty. */
static bool check_names(struct bg_reading *reading) {
    struct bg_table names = {0};
    bool is_ok = true;
    for (size_t i = 0; i < reading->out->stream_count; i++) {
        const struct bg_stream *stream = &reading->out->streams[i];
        if (stream->name.len == 0) {
            bg_problem_add(reading->problems, BG_ID_STREAM_WITHOUT_NAME, true, stream->at, "a stream has no name");
            is_ok = false;
        } else if (!bg_table_put(&names, stream->name, NULL)) {
            bg_problem_add(reading->problems, BG_ID_DUPLICATE_STREAM, false, stream->at,
                           "the stream `%.*s` is declared twice", BG_ARGS(stream->name));
        }
    }
    bg_table_finish(&names);
    return is_ok;
}

/* What limits the sight of one part, by each reader that had to do with it. */
static void note_limits(struct bg_reading *reading, const struct bg_sight *saw, enum bg_part part) {
    for (size_t i = 0; i < COUNT(readers); i++) {
        if (readers[i]->part == part && saw[i].why.at != NULL) {
            bg_reading_note(reading, saw[i].why);
        }
    }
}

/* What code decides of a stream when it runs, beside its schema. */
static void note_unseen(struct bg_reading *reading, const struct bg_stream *stream) {
    const char *what = stream->is_key_unseen && stream->is_cursor_unseen ? "primary key and cursor"
                       : stream->is_key_unseen                           ? "primary key"
                       : stream->is_cursor_unseen                        ? "cursor"
                                                                         : NULL;
    if (what != NULL) {
        bg_reading_note(reading, bg_arena_printf(reading->arena, "stream `%.*s`: code decides its %s at run time",
                                                 BG_ARGS(stream->name), what));
    }
}

/* One note for every stream whose schema is not in files, and one for its keys. */
static void note_streams(struct bg_reading *reading) {
    const struct bg_declaration *out = reading->out;
    for (size_t i = 0; i < out->stream_count && out->note_count < NOTES_MAX; i++) {
        const struct bg_stream *stream = &out->streams[i];
        if (stream->fields.why.at != NULL) {
            bg_reading_note(reading, bg_arena_printf(reading->arena, "stream `%.*s`: %.*s", BG_ARGS(stream->name),
                                                     BG_ARGS(stream->fields.why)));
        }
        note_unseen(reading, stream);
    }
    for (size_t i = 0; i < out->dynamic_count && out->note_count < NOTES_MAX; i++) {
        if (bg_node_is_text(bg_node_at(out->dynamic[i].model, "enumeration"), "opaque")) {
            bg_reading_note(reading, bg_arena_printf(reading->arena, "`%.*s`: its streams are only known at run time",
                                                     BG_ARGS(out->dynamic[i].name)));
        }
    }
}

/* Each reader says what it saw; together that is what is seen of the part. */
static bool ask_readers(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_sight *parts = reading->saw;
    bool is_ok = true;
    parts[BG_PART_STREAMS] = reading->out->sight;
    for (size_t i = 0; i < COUNT(readers); i++) {
        enum bg_part part = readers[i]->part;
        if (!reading->is_answered[part] && readers[i]->claims(reading)) {
            is_ok = readers[i]->read(reading, &saw[i]) && is_ok;
            parts[part] = bg_sight_join(&parts[part], &saw[i]);
        }
    }
    reading->out->spec.sight = parts[BG_PART_SPEC];
    reading->out->sight = parts[BG_PART_STREAMS];
    reading->out->objects_sight = parts[BG_PART_OBJECTS];
    return is_ok;
}

static bool load_surface(struct bg_reading *reading) {
    struct bg_sight saw[COUNT(readers)] = {0};
    bool is_ok = ask_readers(reading, saw);
    if (!check_names(reading)) {
        reading->out->sight.extent = BG_EXTENT_BROKEN;
        is_ok = false;
    }
    note_limits(reading, saw, BG_PART_STREAMS);
    note_limits(reading, saw, BG_PART_SPEC);
    note_limits(reading, saw, BG_PART_OBJECTS);
    note_limits(reading, saw, BG_PART_COPIES);
    note_limits(reading, saw, BG_PART_MIGRATIONS);
    note_streams(reading);
    return is_ok;
}

static bool has_any(struct bg_reading *reading, struct bg_slices patterns) {
    bool is_there = false;
    for (size_t i = 0; i < patterns.count && !is_there; i++) {
        is_there = bg_expand_any(reading->tree, reading->arena, reading->root, patterns.items[i]);
    }
    return is_there;
}

/* Whether the file at `path` names one of the files: an image that takes it. What cannot be read may. */
static bool names_one(struct bg_reading *reading, struct bg_slice path, struct bg_slices files) {
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_slice text;
    bool names = bg_tree_read(reading->tree, path, &scratch, &text, NULL, NULL) != BG_FILE_READ;
    for (size_t i = 0; i < files.count && !names; i++) {
        names = bg_slice_find(text, files.items[i]) < text.len;
    }
    bg_arena_finish(&scratch);
    return names;
}

/* What lies beside the package and reaches nobody. */
static struct bg_slices left_of(struct bg_reading *reading, const struct bg_layout_packaged *packaged) {
    bool is_taken = !has_any(reading, packaged->by);
    for (size_t i = 0; i < packaged->images.count && !is_taken; i++) {
        const struct bg_slice *paths = NULL;
        size_t count = 0;
        struct bg_error ignored = {0};
        is_taken = !bg_expand(reading->tree, reading->arena, reading->root, packaged->images.items[i], &paths, &count,
                              &ignored);
        for (size_t k = 0; k < count && !is_taken; k++) {
            is_taken = names_one(reading, paths[k], packaged->leaves);
        }
    }
    return is_taken ? (struct bg_slices){0} : packaged->leaves;
}

static bool load_beyond_metadata(struct bg_documents *documents, struct bg_tree *tree, const struct bg_layout *layout,
                                 struct bg_slice root, struct bg_problems *problems, struct bg_connector *out) {
    struct bg_arena *arena = documents->arena;
    struct bg_layout_names names = bg_layout_names_of(arena, layout, out->about.name);
    struct bg_surface surface;
    struct bg_error err = {0};
    bool is_found = bg_surface_find(tree, layout, root, &names, out->about.metadata, arena, &surface, &err);
    if (!is_found) {
        bg_problem_add_error(problems, BG_ID_CONNECTOR_UNREADABLE, &err);
    }
    struct bg_reading reading = {
        .tree = tree,
        .arena = arena,
        .documents = documents,
        .problems = problems,
        .root = root,
        .surface = &surface,
        .out = &out->declared,
        .is_answered[BG_PART_STREAMS] = surface.is_sink,
        .files = {.tree = tree,
                  .arena = arena,
                  .documents = documents,
                  .problems = problems,
                  .root = root,
                  .layout = layout,
                  .keeps_beside = surface.variant != NULL && surface.variant->keeps_beside},
    };
    if (surface.is_sink) {
        out->declared.sight.extent = BG_EXTENT_ABSENT;
    }
    out->variant = surface.variant == NULL ? BG_NO_SLICE : surface.variant->id;
    out->never_ships = surface.variant == NULL ? (struct bg_slices){0} : surface.variant->never_ships;
    out->left = surface.variant == NULL ? (struct bg_slices){0} : left_of(&reading, &surface.variant->packaged);
    out->ships = surface.has_code_left;
    bool is_ok = load_surface(&reading);
    if (!is_found) {
        out->declared.spec.sight.extent = BG_EXTENT_BROKEN;
        out->declared.sight.extent = BG_EXTENT_BROKEN;
    }
    bg_schema_files_finish(&reading.files);
    return is_found && is_ok;
}

bool bg_connector_load_from(struct bg_documents *documents, struct bg_tree *tree, const struct bg_layout *layout,
                            struct bg_slice root, struct bg_problems *problems, struct bg_reads *reads,
                            struct bg_connector *out) {
    struct bg_arena *arena = documents->arena;
    struct bg_problems own = {.arena = arena};
    struct bg_problems *collected = problems != NULL ? problems : &own;
    *out = (struct bg_connector){0};
    bool has_metadata = bg_about_load(tree, layout, root, arena, collected, &out->about);
    if (reads != NULL) {
        bg_reads_begin(reads, tree, root);
    }
    bool is_ok = load_beyond_metadata(documents, tree, layout, root, collected, out);
    bg_reads_end(tree);
    return has_metadata && is_ok;
}

bool bg_connector_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                       struct bg_arena *arena, struct bg_problems *problems, struct bg_reads *reads,
                       struct bg_connector *out) {
    struct bg_documents documents = {.arena = arena};
    bool is_ok = bg_connector_load_from(&documents, tree, layout, root, problems, reads, out);
    bg_documents_finish(&documents);
    return is_ok;
}

bool bg_connector_load_metadata(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out) {
    *out = (struct bg_connector){0};
    return bg_about_load(tree, layout, root, arena, problems, &out->about);
}
