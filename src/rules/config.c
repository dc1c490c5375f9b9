/* The configuration: see config.h. */
#include "rules/config.h"

#include "base/level.h"
#include "base/limits.h"
#include "text/fields.h"
#include "layout/layout.h"
#include "rules/profile_read.h"
#include "rules/rule_read.h"
#include "rules/waive.h"

static bool read_profile(const struct bg_field_reader *reader, const struct bg_field *field,
                         const struct bg_member *member, void *out) {
    struct bg_config *config = out;
    (void)field;
    return bg_profile_choose(bg_node_text(member->value), bg_node_place(member->value), &config->profile, reader->err);
}

static bool read_pre_1_0(const struct bg_field_reader *reader, const struct bg_field *field,
                         const struct bg_member *member, void *out) {
    struct bg_config *config = out;
    size_t policy;
    if (!bg_fields_word(member->value, field->name, field->words, field->word_count, &policy, reader->err)) {
        return false;
    }
    config->has_pre_1_0 = true;
    config->pre_1_0 = (enum bg_pre_1_0)policy;
    return true;
}

static bool read_evidence(const struct bg_field_reader *reader, const struct bg_field *field,
                          const struct bg_member *member, void *out) {
    struct bg_config *config = out;
    (void)field;
    config->evidence_section = member->value;
    config->has_evidence = true;
    config->adds_evidence = bg_node_is(member->value, BG_NODE_MAP);
    return bg_profile_read_evidence(reader, member->value, &config->evidence, &config->evidence_count);
}

/* By enum bg_titles. */
static const char *const titles_words[BG_TITLES_COUNT] = {
    [BG_TITLES_FLOOR] = "floor", [BG_TITLES_NOTE] = "note", [BG_TITLES_IGNORE] = "ignore"};

#define AT(member) offsetof(struct bg_config, member)

static const struct bg_field rows[] = {
    {"evidence", BG_FIELD_OWN, BG_OPTIONAL, BG_FIELD_WORDS(bg_evidence_effect_names), .read = read_evidence,
     .means = "What a release is held to besides its version: globs of ids that reject, in place of the profile's, or "
              "a mapping from globs to reject, warn or ignore, which changes the profile's.",
     .schema = "\"type\": [\"string\", \"array\", \"object\", \"null\"], \"minLength\": 1, "
               "\"items\": {\"type\": \"string\", \"minLength\": 1}, \"additionalProperties\": {\"enum\": [@words]}"},
    {"layouts", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(layouts), .table = &bg_layout_fields,
     .means = "Where connectors keep versions, specs and streams: a built-in layout, one of your own, or a list of "
              "both, of which the first that fits is taken.",
     .schema = "\"anyOf\": [{\"enum\": [@layouts, null]}, {\"$ref\": \"#/properties/layouts/definitions/layout\"}, "
               "{\"type\": \"array\", \"items\": {\"anyOf\": [{\"enum\": [@layouts]}, "
               "{\"$ref\": \"#/properties/layouts/definitions/layout\"}]}}], "
               "\"definitions\": {\"layout\": @table}"},
    {"levels", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(levels), BG_FIELD_WORDS(bg_level_names),
     .means = "Other levels for single rules, under every profile.",
     .schema = "\"type\": [\"object\", \"null\"], \"propertyNames\": {\"anyOf\": [{\"enum\": [@rules]}, "
               "{\"pattern\": \"^[a-z0-9-]+$\"}]}, \"additionalProperties\": {\"enum\": [@words]}"},
    {"never_ships", BG_FIELD_GLOBS, BG_OPTIONAL, AT(never_ships), AT(never_ships_count), .max = BG_LIMIT_GLOB,
     .means = "More paths in a connector's folder that never reach a user."},
    {"pre_1_0", BG_FIELD_OWN, BG_OPTIONAL, BG_FIELD_WORDS(bg_pre_1_0_names), .read = read_pre_1_0,
     .means = "What may carry a breaking change below 1.0.0."},
    {"profile", BG_FIELD_OWN, BG_OPTIONAL, .read = read_profile,
     .means = "What rules demand, and what versions may look like.", .schema = "\"enum\": [@profiles, null]"},
    {"rules", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(rules), .table = &bg_rule_fields,
     .means = "Rules of your own, asked before the built-in ones.",
     .schema = "\"type\": [\"array\", \"null\"], \"items\": @table"},
    {"titles", BG_FIELD_WORD, BG_OPTIONAL, AT(titles), BG_FIELD_WORDS(titles_words),
     .means = "What the title of a pull request does: it asks for a level, or is only compared, or does nothing."},
    {"waivers", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(waivers), .table = &bg_waiver_fields,
     .means = "Findings that are accepted, each with a reason and an end.",
     .schema = "\"type\": [\"array\", \"null\"], \"items\": @table"},
};

const struct bg_fields bg_config_fields = BG_FIELDS("the configuration", rows, struct bg_config);

/* Waivers are no policy: each excuses one finding, and is shown with it. */
const char *bg_config_policy_key(size_t i) {
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        if (strcmp(rows[r].name, "waivers") != 0 && i-- == 0) {
            return rows[r].name;
        }
    }
    return NULL;
}

const struct bg_node *bg_config_at(const struct bg_config *config, const char *key) {
    const struct bg_node *value = bg_node_at(config->root, key);
    return bg_node_is(value, BG_NODE_NULL) ? NULL : value;
}

bool bg_config_read(struct bg_config *out, struct bg_arena *arena, struct bg_source *source, struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .err = err};
    const struct bg_node *root;
    *out = (struct bg_config){.layouts = NULL};
    if (!bg_fields_document(&reader, source, &root)) {
        err->code = BG_ERROR_USAGE;
        return false;
    }
    out->root = root;
    return root->kind == BG_NODE_NULL || bg_fields_read(&reader, &bg_config_fields, root, out);
}
