/* The readers of a manifest: its spec block, and its streams. Code beside it may make more of them. */
#include "source/reader.h"

#include "layout/expand.h"
#include "source/manifest/manifest_known.h"
#include "text/builder.h"
#include "text/read.h"

static bool read_document(struct bg_reading *reading, struct bg_slice path, const struct bg_node **out,
                          struct bg_error *err) {
    enum bg_read_status status =
        bg_documents_read(reading->documents, reading->tree, path, bg_read_yaml, reading->problems, out, err);
    if (status == BG_FILE_ABSENT) {
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "the manifest is no file");
    }
    return status == BG_FILE_READ;
}

/* Reads and works out the manifest. */
static bool open_manifest(struct bg_reading *reading) {
    struct bg_error err = {0};
    struct bg_manifest *manifest = bg_arena_alloc(reading->arena, sizeof *manifest);
    *manifest = (struct bg_manifest){
        .arena = reading->arena,
        .problems = reading->problems,
        .root = reading->root,
        .package = reading->surface->package,
        .files = &reading->files,
    };
    if (!read_document(reading, reading->surface->manifest, &manifest->document, &err) ||
        !bg_manifest_open(manifest, &err)) {
        bg_problem_add_error(reading->problems, BG_ID_MANIFEST_UNREADABLE, &err);
        return false;
    }
    reading->manifest = manifest;
    return true;
}

static bool claims_manifest(const struct bg_reading *reading) {
    return reading->surface->manifest.at != NULL;
}

static struct bg_sight broken(const struct bg_reading *reading) {
    return (struct bg_sight){.extent = BG_EXTENT_BROKEN, .at.file = reading->surface->manifest};
}

/* Nobody answers for a manifest that cannot be read. */
static bool read_spec(struct bg_reading *reading, struct bg_sight *saw) {
    if (!open_manifest(reading)) {
        *saw = broken(reading);
        reading->is_answered[BG_PART_SPEC] = true;
        return false;
    }
    bg_reading_code(reading);
    bool has_spec = bg_manifest_spec(reading->manifest, &reading->out->spec);
    reading->is_answered[BG_PART_SPEC] = has_spec;
    saw->extent = has_spec ? BG_EXTENT_ALL : BG_EXTENT_NONE;
    if (bg_reading_overrides(reading, "def spec(", saw) && !has_spec) {
        saw->extent = BG_EXTENT_NONE;
    }
    return true;
}

const struct bg_part_reader bg_reader_manifest_spec = {BG_PART_SPEC, claims_manifest, read_spec};

/* Keys of a manifest's spec block that are read, and the protocol's names for them. What else stands there is ignored
 * at run time. */
static const struct {
    const char *written;
    const char *name;
} block_keys[] = {
    {"advanced_auth", "advanced_auth"},
    {"connection_specification", "connectionSpecification"},
    {"documentation_url", "documentationUrl"},
};

bool bg_manifest_spec(const struct bg_manifest *manifest, struct bg_spec *out) {
    const struct bg_node *block = bg_node_at(manifest->surface, "spec");
    if (bg_node_at(block, "connection_specification") == NULL) {
        return false;
    }
    struct bg_members envelope = {.arena = manifest->arena};
    for (size_t i = 0; i < sizeof block_keys / sizeof *block_keys; i++) {
        const struct bg_member *member = bg_node_member(block, bg_slice_of(block_keys[i].written));
        if (member != NULL && member->value->kind != BG_NODE_NULL) {
            struct bg_member renamed = *member;
            renamed.key = bg_slice_of(block_keys[i].name);
            bg_members_put(&envelope, renamed);
        }
    }
    const struct bg_node *rules = bg_node_at(block, "config_normalization_rules");
    *out = (struct bg_spec){
        .sight = bg_sight_all(),
        .origin = BG_LITERAL("manifest"),
        .envelope = bg_node_new_map(manifest->arena, envelope.items, envelope.count, block),
        .config_normalization_rules = bg_node_is(rules, BG_NODE_MAP) ? rules : NULL,
    };
    out->connection_specification = bg_node_at(out->envelope, "connectionSpecification");
    return true;
}

/* What is of a type that is not known: the whole manifest, or parts of its streams. */
static void limit_sight(struct bg_reading *reading, struct bg_sight *saw) {
    const struct bg_node *document = reading->manifest->document;
    struct bg_slice words = bg_manifest_unknown_words(reading->arena, &reading->manifest->unknowns);
    if (words.at != NULL) {
        bg_reading_note(reading, words);
    }
    if (bg_manifest_is_unknown(document, "$")) {
        struct bg_slice type = bg_node_text(bg_node_at(document, "type"));
        saw->extent = BG_EXTENT_SOME;
        saw->at = bg_node_place(document);
        saw->why = bg_arena_printf(reading->arena,
                                   "the manifest is a `%.*s`, a type that is not known here: it may "
                                   "have other streams than it lists",
                                   BG_ARGS(type));
    }
}

/* Code that has to do with the configuration may put into it what a request reads; and of several specs each has its
 * own settings. */
static void limit_settings(struct bg_reading *reading) {
    struct bg_slice code = reading->code;
    bool is_in_code = bg_slice_find(code, BG_LITERAL("config[")) < code.len ||
                      bg_slice_find(code, BG_LITERAL("config.")) < code.len ||
                      bg_slice_find(code, BG_LITERAL("_config(")) < code.len;
    if (is_in_code || reading->out->variant_count > 0) {
        reading->out->spec.setting_count = 0;
    }
}

static bool read_streams(struct bg_reading *reading, struct bg_sight *saw) {
    struct bg_error err = {0};
    size_t faults = reading->problems->count;
    if (reading->manifest == NULL) {
        *saw = broken(reading);
        reading->is_answered[BG_PART_STREAMS] = true;
        return false;
    }
    *saw = bg_sight_all();
    reading->is_answered[BG_PART_STREAMS] = reading->surface->package.len == 0; /* else its code is asked */
    if (!bg_manifest_streams(reading->manifest, reading->out, &err)) {
        bg_problem_add_error(reading->problems, BG_ID_MANIFEST_UNREADABLE, &err);
        *saw = broken(reading);
        return false;
    }
    limit_sight(reading, saw);
    limit_settings(reading);
    bool is_ok = true;
    for (size_t i = faults; i < reading->problems->count; i++) {
        is_ok = is_ok && !reading->problems->items[i].is_fatal;
    }
    return is_ok;
}

const struct bg_part_reader bg_reader_manifest_streams = {BG_PART_STREAMS, claims_manifest, read_streams};
