/* Connectors from trees: see load.h. */
#include "model/load.h"

#include "layout/expand.h"
#include "source/reader.h"

#define NOTES_MAX 8u

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

/* Code beside a manifest may change what the manifest says. */
static void note_code(struct bg_reading *reading) {
    if (bg_reading_overrides(reading, BG_LITERAL("def streams(")) ||
        bg_reading_overrides(reading, BG_LITERAL("def discover(")) ||
        bg_reading_overrides(reading, BG_LITERAL("def spec("))) {
        bg_reading_note(reading, BG_LITERAL("source.py may add, drop or replace what the manifest declares"));
    }
}

static void note_spec(struct bg_reading *reading) {
    const struct bg_spec *spec = &reading->out->spec;
    if (bg_slice_is(spec->origin, "code")) {
        bg_reading_note(reading, BG_LITERAL("the specification is made in code"));
    } else if (bg_slice_is(spec->origin, "ambiguous")) {
        bg_reading_note(reading, BG_LITERAL("two files claim to be the specification; the runtime refuses that"));
    } else if (bg_slice_starts(spec->origin, BG_LITERAL("golden:"))) {
        bg_reading_note(reading, bg_arena_printf(reading->arena,
                                                 "the specification is known from a copy of the tests only: %.*s",
                                                 BG_ARGS(bg_slice_from(spec->origin, strlen("golden:")))));
    }
}

/* One note for every stream whose schema is not in files. */
static void note_streams(struct bg_reading *reading) {
    const struct bg_declaration *out = reading->out;
    for (size_t i = 0; i < out->stream_count && out->note_count < NOTES_MAX; i++) {
        const struct bg_stream *stream = &out->streams[i];
        if (stream->opaque_reason.at != NULL) {
            bg_reading_note(reading, bg_arena_printf(reading->arena, "stream `%.*s`: %.*s", BG_ARGS(stream->name),
                                                     BG_ARGS(stream->opaque_reason)));
        }
    }
    for (size_t i = 0; i < out->dynamic_count && out->note_count < NOTES_MAX; i++) {
        if (bg_node_is_text(bg_node_at(out->dynamic[i].model, "enumeration"), "opaque")) {
            bg_reading_note(reading, bg_arena_printf(reading->arena, "`%.*s`: its streams are only known at run time",
                                                     BG_ARGS(out->dynamic[i].name)));
        }
    }
}

static bool ask_readers(struct bg_reading *reading) {
    bool is_ok = true;
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (!reading->is_answered[readers[i]->part] && readers[i]->claims(reading)) {
            is_ok = readers[i]->read(reading) && is_ok;
        }
    }
    return is_ok;
}

static bool load_surface(struct bg_reading *reading) {
    bool is_ok = ask_readers(reading);
    bool is_named = check_names(reading);
    reading->out->are_streams_broken |= !is_named;
    is_ok = is_named && is_ok;
    note_spec(reading);
    note_code(reading);
    note_streams(reading);
    return is_ok;
}

static bool load_beyond_metadata(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out) {
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
        .problems = problems,
        .root = root,
        .surface = &surface,
        .out = &out->declared,
        .is_answered[BG_PART_STREAMS] = surface.is_sink,
        .files = {.tree = tree, .arena = arena, .problems = problems},
    };
    out->variant = surface.variant == NULL ? BG_NO_SLICE : surface.variant->id;
    bool is_ok = load_surface(&reading);
    out->declared.spec.is_broken |= !is_found;
    out->declared.are_streams_broken |= !is_found;
    bg_schema_files_finish(&reading.files);
    return is_found && is_ok;
}

bool bg_connector_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                       struct bg_arena *arena, struct bg_problems *problems, struct bg_reads *reads,
                       struct bg_connector *out) {
    struct bg_problems own = {.arena = arena};
    struct bg_problems *collected = problems != NULL ? problems : &own;
    *out = (struct bg_connector){0};
    bool has_metadata = bg_about_load(tree, layout, root, arena, collected, &out->about);
    if (reads != NULL) {
        bg_reads_begin(reads, tree, root);
    }
    bool is_ok = load_beyond_metadata(tree, layout, root, arena, collected, out);
    bg_reads_end(tree);
    return has_metadata && is_ok;
}

bool bg_connector_load_metadata(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out) {
    *out = (struct bg_connector){0};
    return bg_about_load(tree, layout, root, arena, problems, &out->about);
}
