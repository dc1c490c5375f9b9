/* The readers of specs in files: the one that the connector ships, and the copies that its tests keep. */
#include "source/reader.h"

#include "text/builder.h"
#include "text/read.h"
#include "source/code/spec_values.h"
#include "base/buffer.h"
#include "schema/accept/filled.h"
#include "schema/accept/nullable.h"

static bool fail(struct bg_reading *reading, struct bg_slice path, const char *message) {
    bg_problem_add(reading->problems, BG_ID_SPEC_UNREADABLE, true, (struct bg_place){.file = path}, "%s", message);
    return false;
}

/* Another ecosystem's document with the protocol's name for the configuration's schema. */
static const struct bg_node *renamed(const struct bg_reading *reading, const struct bg_node *document) {
    struct bg_slices keys =
        reading->surface->variant == NULL ? (struct bg_slices){0} : reading->surface->variant->schema_at;
    if (keys.count > 0 && document->kind == BG_NODE_LIST && document->count == 1) {
        document = document->as.items[0]; /* the lines that a connector printed */
    }
    struct bg_members members = {.arena = reading->arena};
    for (size_t i = 0; keys.count > 0 && document->kind == BG_NODE_MAP && i < document->count; i++) {
        struct bg_member member = document->as.members[i];
        for (size_t k = 0; k < keys.count; k++) {
            if (bg_slice_equal(member.key, keys.items[k])) {
                member.key = BG_LITERAL("connectionSpecification");
            }
        }
        bg_members_put(&members, member);
    }
    return members.count == 0 ? document : bg_node_new_map(reading->arena, members.items, members.count, document);
}

/* The document with another schema of the configuration. */
static const struct bg_node *with_schema(const struct bg_reading *reading, const struct bg_node *document,
                                         const struct bg_node *schema) {
    struct bg_members members = {.arena = reading->arena};
    bg_members_put_all(&members, document);
    bg_members_set(&members, "connectionSpecification", schema);
    return bg_node_new_map(reading->arena, members.items, members.count, document);
}

/* The document with what its configuration's schema refers to in other files. */
static bool complete(struct bg_reading *reading, const struct bg_node *document, const struct bg_node **out,
                     struct bg_error *err) {
    const struct bg_node *schema = bg_node_at(document, "connectionSpecification");
    const struct bg_node *whole = schema;
    if (bg_node_is(schema, BG_NODE_MAP) && !bg_schema_files_complete(&reading->files, schema, &whole, err)) {
        return false;
    }
    *out = whole == schema ? document : with_schema(reading, document, whole);
    return true;
}

/* The document with the configuration's schema in the words of JSON Schema, as the runtime means it. */
static const struct bg_node *translated(const struct bg_reading *reading, struct bg_slice path,
                                        const struct bg_node *document) {
    const struct bg_surface *surface = reading->surface;
    const struct bg_node *schema = bg_node_at(document, "connectionSpecification");
    const struct bg_node *meant = schema;
    if (surface->variant == NULL || schema == NULL) {
        return document;
    }
    if (surface->variant->is_openapi) {
        meant = bg_schema_from_nullable(reading->arena, meant);
    }
    if (bg_slice_is_among(surface->golden_filled.items, surface->golden_filled.count, path)) {
        meant = bg_schema_with_defaults(reading->arena, meant);
    }
    return meant == schema ? document : with_schema(reading, document, meant);
}

/* A copy may hold the whole message that the connector printed, {"type": "SPEC", "spec": {...}}. */
static const struct bg_node *unwrapped(const struct bg_node *document) {
    const struct bg_node *inner = bg_node_at(document, "spec");
    bool is_message = bg_node_is_text(bg_node_at(document, "type"), "SPEC") && bg_node_is(inner, BG_NODE_MAP);
    return is_message ? inner : document;
}

static bool read_document(struct bg_reading *reading, struct bg_slice path, const struct bg_node **out) {
    struct bg_error err = {0};
    enum bg_read_status status =
        bg_documents_read(reading->documents, reading->tree, path, bg_read_document, reading->problems, out, &err);
    if (status == BG_FILE_ABSENT) {
        return fail(reading, path, "it is no file");
    }
    if (status == BG_FILE_UNREADABLE || !complete(reading, renamed(reading, unwrapped(*out)), out, &err)) {
        bg_problem_add_error(reading->problems, BG_ID_SPEC_UNREADABLE, &err);
        return false;
    }
    *out = translated(reading, path, *out);
    return (*out)->kind == BG_NODE_MAP || fail(reading, path, "the specification is not a mapping");
}

/* A file that cannot be read is no reason to take another one. */
static bool read_into(struct bg_reading *reading, struct bg_slice path, const char *origin, struct bg_sight *saw,
                      struct bg_spec *out) {
    const struct bg_node *envelope = NULL;
    if (!read_document(reading, path, &envelope)) {
        saw->extent = BG_EXTENT_BROKEN;
        saw->at.file = path;
        return false;
    }
    *saw = bg_sight_all();
    *out = (struct bg_spec){
        .sight = {.extent = saw->extent, .at = {.file = path}},
        .origin = bg_arena_printf(reading->arena, "%s:%.*s", origin, BG_ARGS(path)),
        .envelope = envelope,
        .connection_specification = bg_node_at(envelope, "connectionSpecification"),
    };
    return true;
}

static bool read_file(struct bg_reading *reading, struct bg_slice path, const char *origin, struct bg_sight *saw) {
    reading->is_answered[BG_PART_SPEC] = true;
    return read_into(reading, path, origin, saw, &reading->out->spec);
}

/* "cloud" of spec-cloud.json, cloud_spec.json and expected-spec-cloud.json: what stands there beside the words that all
 * of them have. */
static struct bg_slice variant_name(struct bg_arena *arena, struct bg_slice path) {
    struct bg_slice rest = bg_path_name(path);
    struct bg_buffer name = {0};
    rest = bg_slice_range(rest, 0, bg_slice_find(rest, BG_LITERAL(".")));
    for (size_t i = 0; i < rest.len;) {
        size_t end = i;
        while (end < rest.len && rest.at[end] != '-' && rest.at[end] != '_') {
            end++;
        }
        struct bg_slice word = bg_slice_range(rest, i, end);
        if (!bg_slice_is(word, "spec") && !bg_slice_is(word, "expected")) {
            bg_buffer_add_text(&name, name.len == 0 ? "" : "-");
            bg_buffer_add(&name, word);
        }
        i = end + 1;
    }
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&name));
    bg_buffer_finish(&name);
    return text;
}

static bool is_of_cloud(struct bg_slice path) {
    struct bg_slice name = bg_path_name(path);
    return bg_slice_find(name, BG_LITERAL("cloud")) < name.len;
}

/* What the cloud adds or hides is no contract of those who run the connector themselves. */
static size_t choose(struct bg_slices files) {
    for (size_t i = 0; i < files.count; i++) {
        if (!is_of_cloud(files.items[i])) {
            return i;
        }
    }
    return 0;
}

/* Copies of tests that are found by a pattern may be of anything; the one of the cloud says so. */
static struct bg_slices copies_of_cloud(struct bg_arena *arena, struct bg_slices copies, size_t *chosen) {
    struct bg_slice *kept = bg_arena_array(arena, copies.count, sizeof kept[0]);
    size_t count = 0;
    for (size_t i = 0; i < copies.count; i++) {
        if (i == *chosen || is_of_cloud(copies.items[i])) {
            kept[count++] = copies.items[i];
        }
    }
    *chosen = choose((struct bg_slices){kept, count});
    return (struct bg_slices){kept, count};
}

/* The others, each with its name. One that cannot be read is a problem like any other file. */
static bool read_variants(struct bg_reading *reading, struct bg_slices files, size_t chosen, const char *origin) {
    struct bg_declaration *out = reading->out;
    struct bg_spec_variant *variants = bg_arena_array(reading->arena, files.count, sizeof variants[0]);
    bool is_ok = true;
    out->variant = files.count == 0 ? BG_NO_SLICE : variant_name(reading->arena, files.items[chosen]);
    out->variants = variants;
    for (size_t i = 0; i < files.count; i++) {
        struct bg_slice name = variant_name(reading->arena, files.items[i]);
        struct bg_sight saw = {0};
        if (i == chosen || bg_slice_equal(name, out->variant)) {
            continue;
        }
        struct bg_spec_variant *variant = &variants[out->variant_count];
        *variant = (struct bg_spec_variant){.name = name};
        if (read_into(reading, files.items[i], origin, &saw, &variant->spec)) {
            out->variant_count++;
        } else {
            is_ok = false;
        }
    }
    return is_ok;
}

/* Values that the package's own `spec` adds to those of the file. */
static void complete_by_code(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_spec *spec = &reading->out->spec;
    struct bg_spec_values added = {0};
    bg_reading_code(reading);
    struct bg_source *source = bg_source_new(reading->arena, reading->code_path, reading->code);
    if (spec->connection_specification == NULL || !bg_python_spec_values(reading->arena, source, &added, &saw->at)) {
        return;
    }
    saw->extent = BG_EXTENT_SOME;
    saw->why = added.count == 0
                   ? BG_LITERAL("source.py may complete or replace the specification of the file")
                   : BG_LITERAL("source.py adds values to choices of the specification, which count as always there");
    spec->connection_specification = bg_spec_values_put(reading->arena, spec->connection_specification, &added);
    spec->envelope = with_schema(reading, spec->envelope, spec->connection_specification);
}

static bool claims_file(const struct bg_reading *reading) {
    return reading->surface->spec.count > 0 || reading->surface->spec_variants.count > 0;
}

/* Of two files none is taken; of files for different users each. */
static bool read_shipped(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_slices variants = reading->surface->spec_variants;
    if (reading->surface->spec.count == 0) {
        size_t chosen = choose(variants);
        return read_file(reading, variants.items[chosen], "file", saw) &&
               read_variants(reading, variants, chosen, "file");
    }
    if (reading->surface->spec.count == 1) {
        bool is_read = read_file(reading, reading->surface->spec.items[0], "file", saw);
        if (is_read) {
            complete_by_code(reading, saw);
        }
        return is_read;
    }
    saw->extent = BG_EXTENT_NONE;
    saw->why = BG_LITERAL("two files claim to be the specification; the runtime refuses that");
    saw->at.file = reading->surface->spec.items[1];
    reading->out->spec.origin = BG_LITERAL("ambiguous");
    reading->is_answered[BG_PART_SPEC] = true;
    return true;
}

const struct bg_part_reader bg_reader_spec_file = {BG_PART_SPEC, claims_file, read_shipped};

/* Beside the configuration of the connector that of each stream is saved, and its schema stands in the same file: one
 * more specification, of the same users. */
static void take_resources(struct bg_reading *reading) {
    struct bg_declaration *out = reading->out;
    struct bg_slices keys = reading->surface->variant->resource_schema_at;
    const struct bg_node *envelope = out->spec.envelope;
    const struct bg_node *schema = NULL;
    struct bg_members members = {.arena = reading->arena};
    for (size_t i = 0; i < envelope->count; i++) {
        if (bg_slice_is_among(keys.items, keys.count, envelope->as.members[i].key)) {
            schema = envelope->as.members[i].value;
        } else {
            bg_members_put(&members, envelope->as.members[i]);
        }
    }
    if (schema == NULL) {
        return;
    }
    struct bg_spec_variant *variants = bg_arena_array(reading->arena, out->variant_count + 1, sizeof variants[0]);
    for (size_t i = 0; i < out->variant_count; i++) {
        variants[i] = out->variants[i];
    }
    out->spec.envelope = bg_node_new_map(reading->arena, members.items, members.count, envelope);
    struct bg_spec_variant *resources = &variants[out->variant_count++];
    *resources = (struct bg_spec_variant){BG_LITERAL("resources"), out->spec};
    resources->spec.connection_specification = schema;
    resources->spec.envelope = with_schema(reading, bg_node_new_map(reading->arena, NULL, 0, envelope), schema);
    out->variants = variants;
}

static bool claims_golden(const struct bg_reading *reading) {
    return reading->surface->golden_spec.count > 0;
}

/* The copy is compared as if it were the specification: it is what the tests hold the connector to. */
static bool read_golden(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_slices copies = reading->surface->golden_spec;
    size_t chosen = choose(copies);
    struct bg_slice copy = copies.items[chosen];
    if (!read_file(reading, copy, "golden", saw)) {
        return false;
    }
    copies = copies_of_cloud(reading->arena, copies, &chosen);
    if (!read_variants(reading, copies, chosen, "golden")) {
        return false;
    }
    take_resources(reading);
    saw->extent = BG_EXTENT_ASSUMED;
    saw->at.file = copy;
    saw->why = bg_arena_printf(reading->arena, "the specification is known from a copy of the tests only: %.*s",
                               BG_ARGS(copy));
    return true;
}

const struct bg_part_reader bg_reader_golden_spec = {BG_PART_SPEC, claims_golden, read_golden};
