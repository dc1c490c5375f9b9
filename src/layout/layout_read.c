/* One layout from its file: a closed set of keys, nothing unknown is ignored. */
#include "layout/layout.h"

#include "layout/layout_file.h"
#include "text/builder.h"
#include "text/fields.h"
#include "site/site.h"

/* Bytes of one text in a layout: the longest built-in one has 70. */
#define TEXT_MAX 500u

static bool read_kind(const struct bg_field_reader *reader, const struct bg_field *field,
                      const struct bg_member *member, void *out) {
    struct bg_layout_site *site = out;
    if (bg_site_kind_find(bg_node_text(member->value)) == NULL) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "there is no kind `%.*s` of file",
                          BG_ARGS(bg_node_text(member->value)));
    }
    return bg_fields_line(reader, member->value, field->name, field->max, &site->kind);
}

static bool read_select(const struct bg_field_reader *reader, const struct bg_field *field,
                        const struct bg_member *member, void *out) {
    struct bg_layout_site *site = out;
    if (!bg_fields_line(reader, member->value, field->name, field->max, &site->select)) {
        return false;
    }
    return bg_slice_find(site->select, BG_LITERAL("=")) < site->select.len ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`select` is not KEY=VALUE");
}

/* Whether the list of words under `code` holds `word`. */
static bool has_word(const struct bg_slice *words, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++) {
        if (bg_slice_is(words[i], word)) {
            return true;
        }
    }
    return false;
}

static bool read_code(const struct bg_field_reader *reader, const struct bg_field *field,
                      const struct bg_member *member, void *out) {
    struct bg_layout_variant *variant = out;
    const struct bg_slice *words;
    size_t count;
    if (!bg_fields_lines(reader, member->value, field->name, field->max, &words, &count)) {
        return false;
    }
    variant->has_code_spec = has_word(words, count, "spec");
    variant->has_code_streams = has_word(words, count, "streams");
    return (size_t)variant->has_code_spec + (size_t)variant->has_code_streams == count ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value),
                      "`code` is not `spec`, `streams` or both");
}

/* What most rows are. */
#define LINE(need, type, member) BG_FIELD_LINE, need, offsetof(type, member), .max = TEXT_MAX
#define MANY(kind, need, type, member)                                                                                 \
    kind, need, offsetof(type, member.items), offsetof(type, member.count), .max = TEXT_MAX
#define LINES(need, type, member) MANY(BG_FIELD_LINES, need, type, member)
#define GLOBS(need, type, member) MANY(BG_FIELD_GLOBS, need, type, member)

#define SITE struct bg_layout_site
static const struct bg_field site_rows[] = {
    {"file", LINE(BG_REQUIRED, SITE, file)},
    {"kind", BG_FIELD_OWN, BG_REQUIRED, .max = TEXT_MAX, .read = read_kind, .schema = "\"enum\": [@kinds]"},
    {"at", LINE(BG_OPTIONAL, SITE, at)},
    {"select", BG_FIELD_OWN, BG_OPTIONAL, .max = TEXT_MAX, .read = read_select,
     .schema = "\"type\": [\"string\", \"null\"], \"pattern\": \"=\""},
    {"then", LINE(BG_OPTIONAL, SITE, then)},
};
static const struct bg_field sign_rows[] = {
    {"file", LINE(BG_REQUIRED, SITE, file)},
    {"kind", BG_FIELD_OWN, BG_REQUIRED, .max = TEXT_MAX, .read = read_kind, .schema = "\"enum\": [@kinds]"},
    {"at", LINE(BG_REQUIRED, SITE, at)},
    {"is", LINE(BG_OPTIONAL, SITE, is)},
};
static const struct bg_fields sign = BG_FIELDS("the sign", sign_rows, SITE);
static const struct bg_fields mirror = BG_FIELDS("the mirror", site_rows, SITE);
static const struct bg_fields name_site = BG_FIELDS("the name", site_rows, SITE);
static const struct bg_fields version_site = BG_FIELDS("the version", site_rows, SITE);

/* A truth or a text: `false` and "false" are two values. */
static bool read_is(const struct bg_field_reader *reader, const struct bg_field *field, const struct bg_member *member,
                    void *out) {
    struct bg_layout_test *test = out;
    struct bg_slice text;
    test->is = member->value;
    return member->value->kind == BG_NODE_BOOL || bg_fields_line(reader, member->value, field->name, field->max, &text);
}

#define TEST struct bg_layout_test
static const struct bg_field test_rows[] = {
    {"at", LINE(BG_REQUIRED, TEST, at)},
    {"is", BG_FIELD_OWN, BG_REQUIRED, .max = TEXT_MAX, .read = read_is,
     .schema = "\"type\": [\"boolean\", \"string\"], \"minLength\": 1"},
};
static const struct bg_fields archived = BG_FIELDS("archived", test_rows, TEST);
static const struct bg_fields opted_out = BG_FIELDS("opted_out", test_rows, TEST);

static const char *const beside_words[] = {"dropped", "kept"};
static const char *const dialect_words[] = {"json-schema", "openapi-3.0"};

#define PACKAGED struct bg_layout_packaged
static const struct bg_field packaged_rows[] = {
    {"by", LINES(BG_REQUIRED, PACKAGED, by)},
    {"images", LINES(BG_OPTIONAL, PACKAGED, images)},
    {"leaves", LINES(BG_REQUIRED, PACKAGED, leaves)},
};
static const struct bg_fields packaged = BG_FIELDS("packaged", packaged_rows, PACKAGED);

static const char *const code_words[] = {"spec", "streams"};

#define VARIANT struct bg_layout_variant
static const struct bg_field variant_rows[] = {
    {"beside_ref", BG_FIELD_CHOICE, BG_OPTIONAL, offsetof(VARIANT, keeps_beside), BG_FIELD_WORDS(beside_words),
     .otherwise = 0},
    {"code", BG_FIELD_OWN, BG_OPTIONAL, .max = TEXT_MAX, BG_FIELD_WORDS(code_words), .read = read_code,
     .schema = "\"anyOf\": [{\"enum\": [@words, null]}, {\"type\": \"array\", \"items\": {\"enum\": [@words]}}]"},
    {"dialect", BG_FIELD_CHOICE, BG_OPTIONAL, offsetof(VARIANT, is_openapi), BG_FIELD_WORDS(dialect_words),
     .otherwise = 0},
    {"golden_catalogs", LINES(BG_OPTIONAL, VARIANT, golden_catalogs)},
    {"golden_examples", LINES(BG_OPTIONAL, VARIANT, golden_examples)},
    {"golden_filled", LINES(BG_OPTIONAL, VARIANT, golden_filled)},
    {"golden_spec", LINES(BG_OPTIONAL, VARIANT, golden_spec)},
    {"has", LINES(BG_OPTIONAL, VARIANT, has)},
    {"id", LINE(BG_REQUIRED, VARIANT, id)},
    {"manifest", LINE(BG_OPTIONAL, VARIANT, manifest)},
    {"migrated_in", LINES(BG_OPTIONAL, VARIANT, migrated_in)},
    {"named_in", LINES(BG_OPTIONAL, VARIANT, named_in)},
    {"never_ships", GLOBS(BG_OPTIONAL, VARIANT, never_ships)},
    {"objects", LINES(BG_OPTIONAL, VARIANT, objects)},
    {"packaged", BG_FIELD_TABLE, BG_OPTIONAL, offsetof(VARIANT, packaged), .table = &packaged},
    {"resource_schema_at", LINES(BG_OPTIONAL, VARIANT, resource_schema_at)},
    {"schema_at", LINES(BG_OPTIONAL, VARIANT, schema_at)},
    {"schemas", LINE(BG_OPTIONAL, VARIANT, schemas)},
    {"shared", LINE(BG_OPTIONAL, VARIANT, shared)},
    {"spec", LINES(BG_OPTIONAL, VARIANT, spec)},
    {"tag", LINE(BG_OPTIONAL, VARIANT, tag)},
    {"golden_discover", LINES(BG_OPTIONAL, VARIANT, golden_discover)},
    {"spec_variants", LINES(BG_OPTIONAL, VARIANT, spec_variants)},
    {"stream_at", LINES(BG_OPTIONAL, VARIANT, stream_at)},
    {"stream_key_at", LINES(BG_OPTIONAL, VARIANT, stream_key_at)},
    {"stream_open_at", LINES(BG_OPTIONAL, VARIANT, stream_open_at)},
    {"stream_schema_at", LINES(BG_OPTIONAL, VARIANT, stream_schema_at)},
};
static const struct bg_fields variant = BG_FIELDS("the variant", variant_rows, VARIANT);

/* `metadata` and `docs` group keys of the layout itself. */
#define LAYOUT struct bg_layout
static const struct bg_field metadata_rows[] = {
    {"archived", BG_FIELD_TABLE, BG_OPTIONAL, offsetof(LAYOUT, archived), .table = &archived},
    {"below", LINE(BG_OPTIONAL, LAYOUT, metadata_below)},
    {"breaking", LINE(BG_OPTIONAL, LAYOUT, breaking)},
    {"file", LINE(BG_REQUIRED, LAYOUT, metadata)},
    {"identity", LINE(BG_OPTIONAL, LAYOUT, identity)},
    {"opted_out", BG_FIELD_TABLE, BG_OPTIONAL, offsetof(LAYOUT, opted_out), .table = &opted_out},
    {"registries", LINES(BG_OPTIONAL, LAYOUT, registries)},
    {"rollout", LINE(BG_OPTIONAL, LAYOUT, rollout)},
    {"suggested", LINE(BG_OPTIONAL, LAYOUT, suggested)},
    {"tags", LINE(BG_OPTIONAL, LAYOUT, tags)},
    {"title", LINE(BG_OPTIONAL, LAYOUT, title)},
};
static const struct bg_fields metadata = BG_FIELDS("the metadata", metadata_rows, LAYOUT);

static const struct bg_field docs_rows[] = {
    {"at", LINE(BG_REQUIRED, LAYOUT, docs_at)},
    {"file", LINE(BG_REQUIRED, LAYOUT, docs_file)},
    {"guess", LINE(BG_REQUIRED, LAYOUT, docs_guess)},
    {"strip", LINE(BG_REQUIRED, LAYOUT, docs_strip)},
};
static const struct bg_fields docs = BG_FIELDS("docs", docs_rows, LAYOUT);

static const char *const compare_words[] = {"merge-base", "tag"};

static const struct bg_field layout_rows[] = {
    {"compare", BG_FIELD_CHOICE, BG_OPTIONAL, offsetof(LAYOUT, compares_tags), BG_FIELD_WORDS(compare_words),
     .otherwise = 0},
    {"detect", GLOBS(BG_REQUIRED, LAYOUT, detect)},
    {"docs", BG_FIELD_TABLE, BG_OPTIONAL, .table = &docs},
    {"exclude", GLOBS(BG_OPTIONAL, LAYOUT, exclude)},
    {"guide", LINE(BG_OPTIONAL, LAYOUT, guide)},
    {"holds", BG_FIELD_LIST, BG_OPTIONAL, offsetof(LAYOUT, holds), offsetof(LAYOUT, holds_count), .table = &sign},
    {"id", LINE(BG_REQUIRED, LAYOUT, id)},
    {"inherits", BG_FIELD_OWN, BG_OPTIONAL, .schema = "\"enum\": [@layouts]"}, /* see inherit: here it is gone */
    {"marker", LINES(BG_REQUIRED, LAYOUT, marker)},
    {"metadata", BG_FIELD_TABLE, BG_OPTIONAL, .table = &metadata},
    {"mirrors", BG_FIELD_LIST, BG_OPTIONAL, offsetof(LAYOUT, mirrors), offsetof(LAYOUT, mirror_count),
     .table = &mirror},
    {"name", BG_FIELD_TABLE, BG_OPTIONAL, offsetof(LAYOUT, name), .table = &name_site},
    {"name_else", BG_FIELD_LIST, BG_OPTIONAL, offsetof(LAYOUT, name_else), offsetof(LAYOUT, name_else_count),
     .table = &name_site},
    {"names", GLOBS(BG_OPTIONAL, LAYOUT, names)},
    {"never_ships", GLOBS(BG_OPTIONAL, LAYOUT, never_ships)},
    {"package", LINE(BG_OPTIONAL, LAYOUT, package)},
    {"profile", LINE(BG_REQUIRED, LAYOUT, profile)},
    {"protocol", LINE(BG_OPTIONAL, LAYOUT, protocol)},
    {"roots", LINES(BG_REQUIRED, LAYOUT, roots)},
    {"sinks", GLOBS(BG_OPTIONAL, LAYOUT, sinks)},
    {"tag", LINE(BG_OPTIONAL, LAYOUT, tag)},
    {"tagged", BG_FIELD_LIST, BG_OPTIONAL, offsetof(LAYOUT, tagged), offsetof(LAYOUT, tagged_count), .table = &sign},
    {"twins", LINES(BG_OPTIONAL, LAYOUT, twins)},
    {"variants", BG_FIELD_LIST, BG_REQUIRED, offsetof(LAYOUT, variants), offsetof(LAYOUT, variant_count),
     .table = &variant},
    {"version", BG_FIELD_TABLE, BG_OPTIONAL, offsetof(LAYOUT, version), .table = &version_site},
    {"version_else", BG_FIELD_LIST, BG_OPTIONAL, offsetof(LAYOUT, version_else), offsetof(LAYOUT, version_else_count),
     .table = &version_site},
};
const struct bg_fields bg_layout_fields = {
    .what = "the layout",
    .rows = layout_rows,
    .count = sizeof layout_rows / sizeof layout_rows[0],
    .size = sizeof(LAYOUT),
    .schema = "\"anyOf\": [{\"required\": [\"inherits\"]}, {\"required\": [@needed], "
              "\"anyOf\": [{\"required\": [\"version\"]}, {\"required\": [\"tag\"]}]}]",
};

/* *node becomes the members of the layout that it inherits, which may inherit itself, overlaid with its own. Only
 * built-in layouts are inherited, and none of them from itself. */
static bool inherit(const struct bg_field_reader *reader, const struct bg_node **node) {
    const struct bg_node *own = *node;
    const struct bg_node *inherits = bg_node_at(own, "inherits");
    const struct bg_node *parent = NULL;
    struct bg_slice id;
    if (inherits == NULL) {
        return true;
    }
    if (!bg_fields_line(reader, inherits, "inherits", TEXT_MAX, &id) ||
        !bg_layout_document(reader->arena, id, bg_node_place(inherits), &parent, reader->err) ||
        !inherit(reader, &parent)) {
        return false;
    }
    struct bg_members members = {.arena = reader->arena};
    bg_members_put_all(&members, parent);
    bg_members_put_all(&members, own);
    (void)bg_members_remove(&members, BG_LITERAL("inherits"));
    *node = bg_node_new_map(reader->arena, members.items, members.count, own);
    return true;
}

bool bg_layout_read(struct bg_arena *arena, const struct bg_node *node, struct bg_layout *out, struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .err = err};
    *out = (struct bg_layout){0};
    if (!inherit(&reader, &node) || !bg_fields_read(&reader, &bg_layout_fields, node, out)) {
        return false;
    }
    out->document = node;
    if (out->tagged_count > 0 && out->tag.at == NULL) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(bg_node_at(node, "tagged")),
                          "`tagged` says when versions are those of tags, and the layout has no `tag`");
    }
    return out->version.file.at != NULL || out->tag.at != NULL ||
           bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node),
                      "the layout says neither the place of the `version` nor the `tag` of a release");
}
