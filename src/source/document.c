/* One document to a connector: see document.h. */
#include "source/document.h"

#include "source/catalog.h"
#include "source/manifest/manifest.h"
#include "source/objects.h"
#include "source/singer.h"
#include "base/table.h"
#include "text/read.h"

struct document_loading {
    struct bg_arena *arena;
    struct bg_source *source;
    struct bg_problems *problems;
    struct bg_declaration *out;
    struct bg_error *err;
    struct bg_table messages; /* name -> stream, of Singer's SCHEMA messages */
};

static const char *const kind_names[] = {"document",
#define X(constant, name) name,
                                         BG_DOCUMENT_KINDS(X)
#undef X
};

const char *bg_document_kind_name(enum bg_document_kind kind) {
    return kind_names[kind];
}

bool bg_document_kind_find(struct bg_slice name, enum bg_document_kind *out) {
    for (size_t i = 1; i < sizeof kind_names / sizeof kind_names[0]; i++) {
        if (bg_slice_is(name, kind_names[i])) {
            *out = (enum bg_document_kind)i;
            return true;
        }
    }
    return false;
}

static bool refuse(struct document_loading *loading, const struct bg_node *at, const char *message) {
    struct bg_place place = at == NULL ? (struct bg_place){.file = loading->source->path} : bg_node_place(at);
    return bg_fail_at(loading->err, BG_ERROR_JUDGE, place, "%s", message);
}

static bool load_spec(struct document_loading *loading, const struct bg_node *root) {
    struct bg_spec *spec = &loading->out->spec;
    const struct bg_node *schema = bg_node_at(root, "connectionSpecification");
    spec->envelope = root;
    if (schema == NULL) {
        struct bg_members members = {.arena = loading->arena};
        bg_members_set(&members, "connectionSpecification", root);
        spec->envelope = bg_node_new_map(loading->arena, members.items, members.count, root);
        schema = root;
    }
    spec->connection_specification = schema;
    spec->sight = bg_sight_all();
    spec->origin = bg_arena_printf(loading->arena, "file:%.*s", BG_ARGS(loading->source->path));
    return true;
}

static bool load_singer(struct document_loading *loading, const struct bg_node *streams) {
    struct bg_stream_list list = {0};
    for (size_t i = 0; i < streams->count; i++) {
        struct bg_stream stream;
        if (bg_singer_stream(loading->arena, streams->as.items[i], &stream)) {
            *bg_stream_list_add(loading->arena, &list) = stream;
        } else {
            bg_problem_add(loading->problems, BG_ID_BAD_CATALOG, true, bg_node_place(streams->as.items[i]),
                           "a stream of the catalog had no name");
        }
    }
    loading->out->streams = list.items;
    loading->out->stream_count = list.count;
    return true;
}

static bool load_catalog(struct document_loading *loading, const struct bg_node *root) {
    const struct bg_node *streams = bg_node_at(root, "streams");
    bool is_singer =
        bg_node_is(streams, BG_NODE_LIST) && streams->count > 0 && bg_singer_is_stream(streams->as.items[0]);
    struct bg_declaration catalog = {0};
    struct bg_declaration *out = loading->out;
    if (is_singer) {
        if (!load_singer(loading, streams)) {
            return false;
        }
    } else if (!bg_catalog_read(loading->arena, root, loading->problems, &catalog, loading->err)) {
        return false;
    } else {
        out->streams = catalog.streams;
        out->stream_count = catalog.stream_count;
        out->dynamic = catalog.dynamic;
        out->dynamic_count = catalog.dynamic_count;
    }
    out->sight = bg_sight_all();
    return true;
}

struct bg_slice bg_document_name(struct bg_slice path) {
    struct bg_slice name = bg_path_name(path);
    size_t dot = name.len;
    while (dot > 0 && name.at[dot - 1] != '.') {
        dot--;
    }
    return dot <= 1 ? name : bg_slice_range(name, 0, dot - 1);
}

static bool load_stream(struct document_loading *loading, const struct bg_node *root) {
    struct bg_stream *stream = bg_arena_alloc(loading->arena, sizeof *stream);
    stream->name = bg_document_name(loading->source->path);
    stream->json_schema = root;
    stream->fields = bg_sight_all();
    stream->attributes = bg_sight_all();
    stream->existence = bg_sight_all();
    stream->has_full_refresh = true;
    stream->at = bg_node_place(root);
    loading->out->streams = stream;
    loading->out->stream_count = 1;
    loading->out->sight = bg_sight_all();
    return true;
}

/* A manifest of a destination has operations in place of streams. */
static bool load_destination(struct document_loading *loading, const struct bg_node *root) {
    struct bg_manifest manifest = {.arena = loading->arena, .surface = root};
    if (!bg_manifest_spec(&manifest, &loading->out->spec)) {
        loading->out->spec.origin = BG_LITERAL("absent");
    }
    bg_objects_read(loading->arena, root, loading->out);
    return true;
}

static bool load_manifest(struct document_loading *loading, const struct bg_node *root) {
    if (bg_node_at(root, "discover") != NULL && bg_node_at(root, "streams") == NULL) {
        return load_destination(loading, root);
    }
    struct bg_schema_files files = {.arena = loading->arena, .problems = loading->problems};
    struct bg_manifest manifest = {
        .arena = loading->arena, .problems = loading->problems, .files = &files, .document = root};
    loading->out->sight = bg_sight_all();
    bool is_ok = bg_manifest_open(&manifest, loading->err);
    if (is_ok && !bg_manifest_spec(&manifest, &loading->out->spec)) {
        loading->out->spec.origin = BG_LITERAL("absent");
    }
    is_ok = is_ok && bg_manifest_streams(&manifest, loading->out, loading->err);
    bg_schema_files_finish(&files);
    return is_ok;
}

/* A SCHEMA message of Singer: a stream, or what replaces it if its name was there before. */
static bool load_schema_message(struct document_loading *loading, const struct bg_node *message) {
    struct bg_stream *stream = bg_arena_alloc(loading->arena, sizeof *stream);
    if (!bg_node_is(bg_node_at(message, "schema"), BG_NODE_MAP) || !bg_singer_stream(loading->arena, message, stream)) {
        return refuse(loading, message, "a SCHEMA message had no stream or no schema");
    }
    (void)bg_table_put(&loading->messages, stream->name, stream);
    return true;
}

/* One message of the protocol; others than these are passed over. */
static bool load_message(struct document_loading *loading, const struct bg_node *message) {
    const struct bg_node *type = bg_node_at(message, "type");
    if (bg_node_is_text(type, "SPEC")) {
        const struct bg_node *spec = bg_node_at(message, "spec");
        return bg_node_is(spec, BG_NODE_MAP) ? load_spec(loading, spec)
                                             : refuse(loading, message, "a SPEC message had no spec");
    }
    if (bg_node_is_text(type, "CATALOG")) {
        const struct bg_node *catalog = bg_node_at(message, "catalog");
        return bg_node_is(catalog, BG_NODE_MAP) ? load_catalog(loading, catalog)
                                                : refuse(loading, message, "a CATALOG message had no catalog");
    }
    return !bg_node_is_text(type, "SCHEMA") || load_schema_message(loading, message);
}

/* Whether what is no JSON may have been a message that matters: cut off, it must not pass as noise. */
static bool may_matter(struct bg_slice text) {
    static const char *const types[] = {"\"SPEC\"", "\"CATALOG\"", "\"SCHEMA\""};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (bg_slice_find(text, bg_slice_of(types[i])) < text.len) {
            return true;
        }
    }
    return false;
}

/*
 * Every object that is a line by itself, or that begins with a line of nothing but its bracket, as pretty printers
 * write it; lines of a log between them are skipped.
 */
static bool load_lines(struct document_loading *loading) {
    struct bg_slice text = loading->source->text;
    uint32_t lines_before = 0;
    for (size_t at = 0; at < text.len;) {
        size_t line_end = at + bg_slice_find(bg_slice_from(text, at), BG_LITERAL("\n"));
        struct bg_slice line = bg_slice_trim(bg_slice_range(text, at, line_end));
        size_t end = bg_slice_is(line, "{") ? bg_json_value_end(text, at) : line_end;
        if (line.len > 0 && line.at[0] == '{') {
            struct bg_slice value = bg_slice_trim(bg_slice_range(text, at, end));
            struct bg_source *source = bg_source_new(loading->arena, loading->source->path, value);
            const struct bg_node *message;
            struct bg_error fault;
            source->lines_before = lines_before;
            bool is_json = bg_read_json(loading->arena, source, NULL, &message, &fault);
            if (is_json ? !load_message(loading, message) : may_matter(value)) {
                if (!is_json) {
                    *loading->err = fault;
                }
                return false;
            }
        }
        end = end < text.len ? end + 1 : text.len;
        for (; at < end; at++) {
            lines_before += text.at[at] == '\n';
        }
    }
    return true;
}

static bool end_messages(struct document_loading *loading) {
    struct bg_declaration *out = loading->out;
    const struct bg_table *messages = &loading->messages;
    if (messages->count > 0 && out->sight.extent == BG_EXTENT_ABSENT) {
        struct bg_stream_list list = {0};
        for (size_t i = 0; i < messages->count; i++) {
            *bg_stream_list_add(loading->arena, &list) = *(const struct bg_stream *)messages->entries[i].value;
        }
        out->streams = list.items;
        out->stream_count = list.count;
        out->sight = bg_sight_all();
    }
    if (out->spec.envelope == NULL && out->sight.extent == BG_EXTENT_ABSENT) {
        return refuse(loading, NULL, "no line was a spec, a catalog or a schema of the protocol");
    }
    return true;
}

/* `root` is the one message of the document, or NULL: read its lines. */
static bool load_messages(struct document_loading *loading, const struct bg_node *root) {
    bool is_ok = (root == NULL ? load_lines(loading) : load_message(loading, root)) && end_messages(loading);
    bg_table_finish(&loading->messages);
    loading->messages = (struct bg_table){0};
    return is_ok;
}

static bool has_any(const struct bg_node *root, const char *const *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bg_node_at(root, keys[i]) != NULL) {
            return true;
        }
    }
    return false;
}

#define HAS_ANY(root, keys) has_any(root, keys, sizeof(keys) / sizeof((keys)[0]))

/* Whether a property of the schema carries a key that only specs have. */
static bool looks_like_spec(const struct bg_node *schema) {
    static const char *const spec_keys[] = {"airbyte_secret", "airbyte_hidden", "order", "always_show"};
    const struct bg_node *properties = bg_node_at(schema, "properties");
    for (size_t i = 0; bg_node_is(properties, BG_NODE_MAP) && i < properties->count; i++) {
        if (HAS_ANY(properties->as.members[i].value, spec_keys)) {
            return true;
        }
    }
    return false;
}

static enum bg_document_kind kind_of(const struct document_loading *loading, const struct bg_node *root) {
    static const char *const manifest_keys[] = {"check", "definitions", "discover", "dynamic_streams"};
    static const char *const schema_keys[] = {"$schema", "properties", "type", "oneOf", "anyOf", "allOf", "$ref"};
    static const char *const message_types[] = {"SPEC", "CATALOG", "SCHEMA"};
    for (size_t i = 0; i < sizeof message_types / sizeof message_types[0]; i++) {
        if (bg_node_is_text(bg_node_at(root, "type"), message_types[i])) {
            return BG_DOCUMENT_MESSAGES;
        }
    }
    if (bg_node_at(root, "connectionSpecification") != NULL) {
        return BG_DOCUMENT_SPEC;
    }
    bool is_manifest = bg_node_is_text(bg_node_at(root, "type"), "DeclarativeSource") || HAS_ANY(root, manifest_keys);
    if (bg_node_at(root, "properties") == NULL && is_manifest) {
        return BG_DOCUMENT_MANIFEST;
    }
    if (bg_node_is(bg_node_at(root, "streams"), BG_NODE_LIST)) {
        return BG_DOCUMENT_CATALOG;
    }
    if (!HAS_ANY(root, schema_keys)) {
        return BG_DOCUMENT_UNKNOWN;
    }
    struct bg_slice path = loading->source->path;
    if (looks_like_spec(root) || bg_slice_starts(bg_document_name(path), BG_LITERAL("spec"))) {
        return BG_DOCUMENT_SPEC;
    }
    bool is_in_schemas = bg_slice_find(path, BG_LITERAL("schemas/")) < path.len;
    return is_in_schemas ? BG_DOCUMENT_STREAM : BG_DOCUMENT_UNKNOWN;
}

static bool load_as(struct document_loading *loading, enum bg_document_kind kind, const struct bg_node *root) {
    switch (kind) {
    case BG_DOCUMENT_SPEC:
        return load_spec(loading, root);
    case BG_DOCUMENT_CATALOG:
        return load_catalog(loading, root);
    case BG_DOCUMENT_STREAM:
        return load_stream(loading, root);
    case BG_DOCUMENT_MANIFEST:
        return load_manifest(loading, root);
    case BG_DOCUMENT_MESSAGES:
        return load_messages(loading, root);
    case BG_DOCUMENT_UNKNOWN:
        return bg_fail_at(loading->err, BG_ERROR_USAGE, bg_node_place(root),
                          "it cannot be told whether this is a spec, a stream's schema or something else: say --kind "
                          "spec, catalog, stream, manifest or messages");
    case BG_DOCUMENT_CONNECTOR:
        return refuse(loading, NULL, "a connector is a folder, and this is a file");
    }
    return false;
}

/* The document, or else the lines of the protocol if there are any. */
static bool load_unknown(struct document_loading *loading, enum bg_document_kind *kind) {
    const struct bg_node *root = NULL;
    bool is_document = bg_read_document(loading->arena, loading->source, loading->problems, &root, loading->err);
    if (is_document && root->kind == BG_NODE_MAP) {
        *kind = kind_of(loading, root);
        return load_as(loading, *kind, root);
    }
    struct bg_error fault = *loading->err;
    *kind = BG_DOCUMENT_MESSAGES;
    if (load_messages(loading, NULL)) {
        return true;
    }
    if (!is_document && loading->err->line == 0) { /* else a line was found, and it was at fault */
        *loading->err = fault;
    }
    return false;
}

bool bg_document_load(struct bg_arena *arena, struct bg_source *source, enum bg_document_kind *kind,
                      struct bg_problems *problems, struct bg_declaration *out, struct bg_error *err) {
    struct document_loading loading = {arena, source, problems, out, err, {0}};
    const struct bg_node *root = NULL;
    *out = (struct bg_declaration){.spec.sight.extent = BG_EXTENT_ABSENT, .sight.extent = BG_EXTENT_ABSENT};
    *err = (struct bg_error){0};
    if (*kind == BG_DOCUMENT_UNKNOWN) {
        return load_unknown(&loading, kind);
    }
    if (*kind == BG_DOCUMENT_MESSAGES) {
        return load_messages(&loading, NULL);
    }
    if (!bg_read_document(arena, source, problems, &root, err)) {
        return false;
    }
    return root->kind == BG_NODE_MAP ? load_as(&loading, *kind, root)
                                     : refuse(&loading, root, "the document is no mapping");
}
