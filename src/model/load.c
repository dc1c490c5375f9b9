/* Connectors from trees: see load.h. */
#include "model/load.h"

#include "layout/expand.h"
#include "source/golden.h"
#include "source/manifest/manifest.h"
#include "layout/about.h"
#include "source/spec_source.h"
#include "source/surface.h"
#include "text/read.h"

struct loading {
    struct bg_tree *tree;
    struct bg_arena *arena;
    struct bg_problems *problems;
    const struct bg_surface *surface;
    struct bg_schema_files files;
    struct bg_manifest manifest;
    bool has_manifest;
    struct bg_slice code; /* source.py beside the manifest, or {NULL, 0} */
    struct bg_connector *out;
};

#define NOTES_MAX 8u

static void note(struct loading *loading, struct bg_slice text) {
    struct bg_slice *notes = bg_arena_array(loading->arena, loading->out->note_count + 1, sizeof *notes);
    for (size_t i = 0; i < loading->out->note_count; i++) {
        notes[i] = loading->out->notes[i];
    }
    notes[loading->out->note_count++] = text;
    loading->out->notes = notes;
}

/* Reads and works out the manifest, if there is one. */
static bool open_manifest(struct loading *loading) {
    struct bg_slice path = loading->surface->manifest;
    if (path.at == NULL) {
        return true;
    }
    struct bg_slice text;
    struct bg_error err = {0};
    enum bg_read_status status = bg_tree_read(loading->tree, path, loading->arena, &text, NULL, &err);
    if (status == BG_FILE_ABSENT) {
        (void)bg_fail_at(&err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "the manifest is no file");
    }
    loading->manifest = (struct bg_manifest){
        .arena = loading->arena,
        .problems = loading->problems,
        .root = loading->out->about.root,
        .package = loading->surface->package,
        .files = &loading->files,
    };
    bool is_open = status == BG_FILE_READ &&
                   bg_read_yaml(loading->arena, bg_source_new(loading->arena, path, text), loading->problems,
                                &loading->manifest.document, &err) &&
                   bg_manifest_open(&loading->manifest, &err);
    if (!is_open) {
        bg_problem_add_error(loading->problems, BG_ID_MANIFEST_UNREADABLE, &err);
    }
    loading->has_manifest = is_open;
    return is_open;
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

static bool read_schema(struct loading *loading, struct bg_slice path, struct bg_stream *stream) {
    struct bg_error err = {0};
    enum bg_read_status status =
        bg_schema_files_read(&loading->files, path, loading->surface->shared, &stream->json_schema, &err);
    if (status == BG_FILE_READ) {
        stream->at = bg_node_place(stream->json_schema);
        return true;
    }
    stream->schema_status = BG_SCHEMA_ERROR;
    stream->at = (struct bg_place){.file = path};
    stream->opaque_reason = BG_LITERAL("its schema file cannot be read");
    bg_problem_add_error(loading->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
    return false;
}

/* Schema files named after streams; which of them the code uses is its own affair. One that the manifest declares is no
 * assumption. */
static bool assume_streams(struct loading *loading) {
    struct bg_entry *entries = NULL;
    size_t count = 0;
    struct bg_error err = {0};
    if (!bg_tree_list(loading->tree, loading->surface->schemas, loading->arena, &entries, &count, &err)) {
        bg_problem_add_error(loading->problems, BG_ID_SCHEMA_FILE_UNREADABLE, &err);
        return false;
    }
    bool is_ok = true;
    struct bg_connector *out = loading->out;
    struct bg_stream_list list = {.items = out->streams, .count = out->stream_count, .room = out->stream_count};
    struct bg_table declared = {0};
    for (size_t i = 0; i < out->stream_count; i++) {
        (void)bg_table_put(&declared, out->streams[i].name, &out->streams[i]);
    }
    for (size_t i = 0; i < count; i++) {
        struct bg_slice name;
        if (name_of_schema(&entries[i], &name) && bg_table_get(&declared, name) == NULL) {
            struct bg_stream *stream = bg_stream_list_add(loading->arena, &list);
            stream->name = name;
            stream->is_assumed = true;
            struct bg_slice path = bg_path_join(loading->arena, loading->surface->schemas, entries[i].name);
            is_ok = read_schema(loading, path, stream) && is_ok;
        }
    }
    bg_table_finish(&declared);
    if (list.count > out->stream_count) {
        note(loading, BG_LITERAL("streams are assumed from the schema files; the code decides which of them exist"));
    }
    out->streams = list.items;
    out->stream_count = list.count;
    return is_ok;
}

static bool load_manifest_streams(struct loading *loading) {
    struct bg_error err = {0};
    loading->out->streams_status = BG_READ_STATIC;
    size_t faults = loading->problems->count;
    if (!bg_manifest_streams(&loading->manifest, loading->out, &err)) {
        bg_problem_add_error(loading->problems, BG_ID_MANIFEST_UNREADABLE, &err);
        loading->out->streams_status = BG_READ_OPAQUE;
        return false;
    }
    bool is_ok = true;
    for (size_t i = faults; i < loading->problems->count; i++) {
        is_ok = is_ok && !loading->problems->items[i].is_fatal;
    }
    return is_ok;
}

/* Streams are told apart by their names: one without is a fault, two of one name cannot be compared with certainty. */
static bool check_names(struct loading *loading) {
    struct bg_table names = {0};
    bool is_ok = true;
    for (size_t i = 0; i < loading->out->stream_count; i++) {
        const struct bg_stream *stream = &loading->out->streams[i];
        if (stream->name.len == 0) {
            bg_problem_add(loading->problems, BG_ID_STREAM_WITHOUT_NAME, true, stream->at, "a stream has no name");
            is_ok = false;
        } else if (!bg_table_put(&names, stream->name, NULL)) {
            bg_problem_add(loading->problems, BG_ID_DUPLICATE_STREAM, false, stream->at,
                           "the stream `%.*s` is declared twice", BG_ARGS(stream->name));
        }
    }
    bg_table_finish(&names);
    return is_ok;
}

/* The code that stands beside a manifest and runs it; {NULL, 0} if there is none. */
static struct bg_slice code_beside(struct loading *loading) {
    struct bg_slice text = BG_NO_SLICE;
    if (loading->has_manifest && loading->surface->package.len > 0) {
        struct bg_slice folder = bg_path_join(loading->arena, loading->out->about.root, loading->surface->package);
        struct bg_slice path = bg_path_join(loading->arena, folder, BG_LITERAL("source.py"));
        if (bg_tree_read(loading->tree, path, loading->arena, &text, NULL, NULL) != BG_FILE_READ) {
            text = BG_NO_SLICE;
        }
    }
    return text;
}

static bool overrides(const struct loading *loading, struct bg_slice method) {
    return bg_slice_find(loading->code, method) < loading->code.len;
}

/* Streams made in code, known from what the tests keep. */
static bool load_golden_streams(struct loading *loading) {
    struct bg_stream_list list = {0};
    bool is_ok = bg_golden_streams(loading->tree, loading->surface, loading->arena, loading->problems, &list);
    loading->out->streams = list.items;
    loading->out->stream_count = list.count;
    loading->out->streams_status = list.count > 0 ? BG_READ_STATIC : BG_READ_OPAQUE;
    note(loading, bg_arena_printf(loading->arena, "streams are known from a copy of the tests only: %.*s",
                                  BG_ARGS(loading->surface->golden_discover.items[0])));
    return is_ok;
}

static bool load_streams(struct loading *loading) {
    struct bg_connector *out = loading->out;
    if (loading->surface->is_sink) {
        out->streams_status = BG_READ_ABSENT;
        return true;
    }
    if (loading->has_manifest) {
        bool is_ok = load_manifest_streams(loading);
        bool has_more = overrides(loading, BG_LITERAL("def streams(")) && loading->surface->schemas.at != NULL;
        return (!has_more || assume_streams(loading)) && is_ok;
    }
    if (loading->surface->schemas.at != NULL) {
        bool is_ok = assume_streams(loading);
        if (out->stream_count > 0) {
            out->streams_status = BG_READ_STATIC;
            return is_ok;
        }
    }
    if (loading->surface->golden_discover.count > 0) {
        return load_golden_streams(loading);
    }
    bool is_code = loading->surface->variant != NULL && loading->surface->variant->has_code_streams;
    out->streams_status = is_code ? BG_READ_OPAQUE : BG_READ_ABSENT;
    if (is_code) {
        note(loading, BG_LITERAL("streams are made in code"));
    }
    return true;
}

/* Code beside a manifest may change what the manifest says. */
static void note_code(struct loading *loading) {
    if (overrides(loading, BG_LITERAL("def streams(")) || overrides(loading, BG_LITERAL("def discover(")) ||
        overrides(loading, BG_LITERAL("def spec("))) {
        note(loading, BG_LITERAL("source.py may add, drop or replace what the manifest declares"));
    }
}

static void note_spec(struct loading *loading) {
    const struct bg_spec *spec = &loading->out->spec;
    if (bg_slice_is(spec->origin, "code")) {
        note(loading, BG_LITERAL("the specification is made in code"));
    } else if (bg_slice_is(spec->origin, "ambiguous")) {
        note(loading, BG_LITERAL("two files claim to be the specification; the runtime refuses that"));
    } else if (bg_slice_starts(spec->origin, BG_LITERAL("golden:"))) {
        note(loading, bg_arena_printf(loading->arena, "the specification is known from a copy of the tests only: %.*s",
                                      BG_ARGS(bg_slice_from(spec->origin, strlen("golden:")))));
    }
}

/* One note for every stream whose schema is not in files. */
static void note_streams(struct loading *loading) {
    const struct bg_connector *out = loading->out;
    for (size_t i = 0; i < out->stream_count && loading->out->note_count < NOTES_MAX; i++) {
        const struct bg_stream *stream = &out->streams[i];
        if (stream->opaque_reason.at != NULL) {
            note(loading, bg_arena_printf(loading->arena, "stream `%.*s`: %.*s", BG_ARGS(stream->name),
                                          BG_ARGS(stream->opaque_reason)));
        }
    }
    for (size_t i = 0; i < out->dynamic_count && loading->out->note_count < NOTES_MAX; i++) {
        if (bg_node_is_text(bg_node_at(out->dynamic[i].model, "enumeration"), "opaque")) {
            note(loading, bg_arena_printf(loading->arena, "`%.*s`: its streams are only known at run time",
                                          BG_ARGS(out->dynamic[i].name)));
        }
    }
}

static bool load_surface(struct loading *loading) {
    bool is_ok = open_manifest(loading);
    if (!is_ok) {
        loading->out->spec.status = BG_READ_OPAQUE;
        loading->out->streams_status = BG_READ_OPAQUE;
        return false;
    }
    is_ok = bg_spec_load(loading->tree, loading->surface, loading->has_manifest ? &loading->manifest : NULL,
                         loading->arena, loading->problems, &loading->out->spec);
    loading->code = code_beside(loading);
    is_ok = load_streams(loading) && is_ok;
    is_ok = check_names(loading) && is_ok;
    note_spec(loading);
    note_code(loading);
    note_streams(loading);
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
    struct loading loading = {
        .tree = tree,
        .arena = arena,
        .problems = problems,
        .surface = &surface,
        .files = {.tree = tree, .arena = arena, .problems = problems},
        .out = out,
    };
    out->variant = surface.variant == NULL ? BG_NO_SLICE : surface.variant->id;
    bool is_ok = load_surface(&loading);
    bg_schema_files_finish(&loading.files);
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
