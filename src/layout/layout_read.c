/* One layout from its file: a closed set of keys, nothing unknown is ignored. */
#include "layout/layout.h"

#include "layout/layout_file.h"
#include "base/glob.h"
#include "text/builder.h"
#include "text/keys.h"
#include "site/site.h"

/* Bytes of one text in a layout: the longest built-in one has 70. */
#define TEXT_MAX 500u

/* Reads keys one after the other; the first mistake stays. */
struct reader {
    struct bg_arena *arena;
    struct bg_error *err;
    bool is_ok;
};

static struct bg_slice line(struct reader *reader, const struct bg_node *node, const char *name) {
    struct bg_slice text = BG_NO_SLICE;
    reader->is_ok = reader->is_ok && bg_keys_line(node, name, TEXT_MAX, &text, reader->err);
    return text;
}

static struct bg_slices lines(struct reader *reader, const struct bg_node *node, const char *name) {
    struct bg_slices slices = {0};
    reader->is_ok =
        reader->is_ok && bg_keys_lines(reader->arena, node, name, TEXT_MAX, &slices.items, &slices.count, reader->err);
    return slices;
}

static struct bg_slices globs(struct reader *reader, const struct bg_node *node, const char *name) {
    struct bg_slices slices = lines(reader, node, name);
    for (size_t i = 0; reader->is_ok && i < slices.count; i++) {
        const char *fault = bg_glob_fault(slices.items[i]);
        if (fault != NULL) {
            reader->is_ok = bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%.*s` is not a pattern: %s",
                                       BG_ARGS(slices.items[i]), fault);
        }
    }
    return slices;
}

/* Whether the list of words under `code` holds `word`. */
static bool has_word(struct bg_slices words, const char *word) {
    for (size_t i = 0; i < words.count; i++) {
        if (bg_slice_is(words.items[i], word)) {
            return true;
        }
    }
    return false;
}

static void read_code(struct reader *reader, const struct bg_node *node, struct bg_layout_variant *out) {
    struct bg_slices words = lines(reader, node, "code");
    out->has_code_spec = has_word(words, "spec");
    out->has_code_streams = has_word(words, "streams");
    size_t known = (size_t)out->has_code_spec + (size_t)out->has_code_streams;
    if (reader->is_ok && known != words.count) {
        reader->is_ok =
            bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`code` is not `spec`, `streams` or both");
    }
}

static void keys(struct reader *reader, const struct bg_node *node, const char *what, const struct bg_key *table,
                 size_t count) {
    if (node == NULL) {
        for (size_t i = 0; i < count; i++) {
            *table[i].out = NULL;
        }
        return;
    }
    reader->is_ok = reader->is_ok && bg_keys_read(node, what, table, count, reader->err);
}

#define KEYS(reader, node, what, table) keys(reader, node, what, table, sizeof(table) / sizeof *(table))

static struct bg_layout_site site(struct reader *reader, const struct bg_node *node, const char *what) {
    const struct bg_node *file;
    const struct bg_node *kind;
    const struct bg_node *at;
    const struct bg_key table[] = {{"file", true, &file}, {"kind", true, &kind}, {"at", false, &at}};
    KEYS(reader, node, what, table);
    if (reader->is_ok && kind != NULL && bg_site_kind_find(bg_node_text(kind)) == NULL) {
        reader->is_ok = bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(kind), "there is no kind `%.*s` of file",
                                   BG_ARGS(bg_node_text(kind)));
    }
    return reader->is_ok ? (struct bg_layout_site){.file = line(reader, file, "file"),
                                                   .kind = line(reader, kind, "kind"),
                                                   .at = line(reader, at, "at")}
                         : (struct bg_layout_site){0};
}

static struct bg_layout_test test(struct reader *reader, const struct bg_node *node, const char *what) {
    const struct bg_node *at;
    const struct bg_node *is;
    const struct bg_key table[] = {{"at", true, &at}, {"is", true, &is}};
    KEYS(reader, node, what, table);
    return reader->is_ok ? (struct bg_layout_test){.at = line(reader, at, "at"), .is = line(reader, is, "is")}
                         : (struct bg_layout_test){0};
}

static void read_metadata(struct reader *reader, const struct bg_node *node, struct bg_layout *out) {
    const struct bg_node *file;
    const struct bg_node *breaking;
    const struct bg_node *identity;
    const struct bg_node *tags;
    const struct bg_node *archived;
    const struct bg_node *opted_out;
    const struct bg_key table[] = {
        {"archived", false, &archived}, {"breaking", false, &breaking},   {"file", true, &file},
        {"identity", false, &identity}, {"opted_out", false, &opted_out}, {"tags", false, &tags},
    };
    KEYS(reader, node, "the metadata", table);
    if (reader->is_ok) {
        out->metadata = line(reader, file, "file");
        out->breaking = line(reader, breaking, "breaking");
        out->identity = line(reader, identity, "identity");
        out->tags = line(reader, tags, "tags");
        out->archived = test(reader, archived, "archived");
        out->opted_out = test(reader, opted_out, "opted_out");
    }
}

static void read_docs(struct reader *reader, const struct bg_node *node, struct bg_layout *out) {
    const struct bg_node *at;
    const struct bg_node *strip;
    const struct bg_node *file;
    const struct bg_node *guess;
    const struct bg_key table[] = {
        {"at", true, &at}, {"file", true, &file}, {"guess", true, &guess}, {"strip", true, &strip}};
    KEYS(reader, node, "docs", table);
    if (reader->is_ok) {
        out->docs_at = line(reader, at, "at");
        out->docs_file = line(reader, file, "file");
        out->docs_guess = line(reader, guess, "guess");
        out->docs_strip = line(reader, strip, "strip");
    }
}

static void read_variant(struct reader *reader, const struct bg_node *node, struct bg_layout_variant *out) {
    const struct bg_node *code;
    const struct bg_node *golden_spec;
    const struct bg_node *has;
    const struct bg_node *id;
    const struct bg_node *manifest;
    const struct bg_node *golden_discover;
    const struct bg_node *schema_at;
    const struct bg_node *stream_at;
    const struct bg_node *stream_key_at;
    const struct bg_node *stream_schema_at;
    const struct bg_node *schemas;
    const struct bg_node *shared;
    const struct bg_node *spec;
    const struct bg_node *tag;
    const struct bg_key table[] = {
        {"code", false, &code},
        {"golden_spec", false, &golden_spec},
        {"has", false, &has},
        {"id", true, &id},
        {"manifest", false, &manifest},
        {"schema_at", false, &schema_at},
        {"schemas", false, &schemas},
        {"shared", false, &shared},
        {"spec", false, &spec},
        {"tag", false, &tag},
        {"golden_discover", false, &golden_discover},
        {"stream_at", false, &stream_at},
        {"stream_key_at", false, &stream_key_at},
        {"stream_schema_at", false, &stream_schema_at},
    };
    KEYS(reader, node, "the variant", table);
    if (reader->is_ok) {
        out->id = line(reader, id, "id");
        out->has = lines(reader, has, "has");
        out->tag = line(reader, tag, "tag");
        out->manifest = line(reader, manifest, "manifest");
        out->spec = lines(reader, spec, "spec");
        out->golden_spec = lines(reader, golden_spec, "golden_spec");
        out->golden_discover = lines(reader, golden_discover, "golden_discover");
        out->stream_at = lines(reader, stream_at, "stream_at");
        out->stream_schema_at = lines(reader, stream_schema_at, "stream_schema_at");
        out->stream_key_at = lines(reader, stream_key_at, "stream_key_at");
        out->schemas = line(reader, schemas, "schemas");
        out->shared = line(reader, shared, "shared");
        read_code(reader, code, out);
        out->schema_at = lines(reader, schema_at, "schema_at");
    }
}

static bool is_list(struct reader *reader, const struct bg_node *node, const char *name) {
    if (reader->is_ok && node != NULL && node->kind != BG_NODE_LIST) {
        reader->is_ok = bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(node), "`%s` is not a list", name);
    }
    return reader->is_ok && node != NULL;
}

static void read_variants(struct reader *reader, const struct bg_node *node, struct bg_layout *out) {
    if (!is_list(reader, node, "variants")) {
        return;
    }
    struct bg_layout_variant *variants = bg_arena_array(reader->arena, node->count, sizeof *variants);
    for (size_t i = 0; i < node->count; i++) {
        read_variant(reader, node->as.items[i], &variants[i]);
    }
    out->variants = variants;
    out->variant_count = node->count;
}

static void read_mirrors(struct reader *reader, const struct bg_node *node, struct bg_layout *out) {
    if (!is_list(reader, node, "mirrors")) {
        return;
    }
    struct bg_layout_site *mirrors = bg_arena_array(reader->arena, node->count, sizeof *mirrors);
    for (size_t i = 0; i < node->count; i++) {
        mirrors[i] = site(reader, node->as.items[i], "the mirror");
    }
    out->mirrors = mirrors;
    out->mirror_count = node->count;
}

static bool compares_tags(struct reader *reader, const struct bg_node *node) {
    static const char *const words[] = {"merge-base", "tag"};
    size_t word = 0;
    if (reader->is_ok && node != NULL) {
        reader->is_ok = bg_keys_word(node, "compare", words, 2, &word, reader->err);
    }
    return word == 1;
}

/* The members of the layout that it inherits, overlaid with its own. */
static const struct bg_node *inherit(struct reader *reader, const struct bg_node *node) {
    const struct bg_node *inherits = bg_node_at(node, "inherits");
    if (inherits == NULL) {
        return node;
    }
    const struct bg_node *parent = NULL;
    struct bg_slice id = line(reader, inherits, "inherits");
    reader->is_ok =
        reader->is_ok && bg_layout_document(reader->arena, id, bg_node_place(inherits), &parent, reader->err);
    if (!reader->is_ok) {
        return node;
    }
    struct bg_members members = {.arena = reader->arena};
    for (size_t i = 0; i < parent->count; i++) {
        bg_members_put(&members, parent->as.members[i]);
    }
    for (size_t i = 0; i < node->count; i++) {
        bg_members_put(&members, node->as.members[i]);
    }
    (void)bg_members_remove(&members, BG_LITERAL("inherits"));
    return bg_node_new_map(reader->arena, members.items, members.count, node);
}

bool bg_layout_read(struct bg_arena *arena, const struct bg_node *node, struct bg_layout *out, struct bg_error *err) {
    struct reader reader = {.arena = arena, .err = err, .is_ok = true};
    const struct bg_node *at[19];
    const struct bg_key table[] = {
        {"compare", false, &at[0]},      {"detect", true, &at[1]},    {"docs", false, &at[2]},
        {"exclude", false, &at[3]},      {"guide", false, &at[4]},    {"id", true, &at[5]},
        {"marker", true, &at[6]},        {"metadata", false, &at[7]}, {"mirrors", false, &at[8]},
        {"name", false, &at[9]},         {"names", false, &at[10]},   {"package", false, &at[11]},
        {"profile", true, &at[12]},      {"roots", true, &at[13]},    {"sinks", false, &at[14]},
        {"tag", false, &at[15]},         {"variants", true, &at[16]}, {"version", false, &at[17]},
        {"never_ships", false, &at[18]},
    };
    *out = (struct bg_layout){0};
    node = inherit(&reader, node);
    KEYS(&reader, node, "the layout", table);
    if (!reader.is_ok) {
        return false;
    }
    out->compares_tags = compares_tags(&reader, at[0]);
    out->detect = globs(&reader, at[1], "detect");
    read_docs(&reader, at[2], out);
    out->exclude = globs(&reader, at[3], "exclude");
    out->guide = line(&reader, at[4], "guide");
    out->id = line(&reader, at[5], "id");
    out->marker = lines(&reader, at[6], "marker");
    read_metadata(&reader, at[7], out);
    read_mirrors(&reader, at[8], out);
    out->name = site(&reader, at[9], "the name");
    out->names = globs(&reader, at[10], "names");
    out->package = line(&reader, at[11], "package");
    out->profile = line(&reader, at[12], "profile");
    out->roots = lines(&reader, at[13], "roots");
    out->sinks = globs(&reader, at[14], "sinks");
    out->never_ships = globs(&reader, at[18], "never_ships");
    out->tag = line(&reader, at[15], "tag");
    read_variants(&reader, at[16], out);
    out->version = site(&reader, at[17], "the version");
    if (reader.is_ok && out->version.file.at == NULL && out->tag.at == NULL) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node),
                          "the layout says neither the place of the `version` nor the `tag` of a release");
    }
    return reader.is_ok;
}
