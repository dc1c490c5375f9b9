/* The configuration: see config.h. */
#include "rules/config.h"

#include "base/limits.h"
#include "text/fields.h"
#include "rules/profile_read.h"

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
    {"evidence", BG_FIELD_OWN, BG_OPTIONAL, .read = read_evidence},
    {"layouts", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(layouts)},
    {"levels", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(levels)},
    {"never_ships", BG_FIELD_GLOBS, BG_OPTIONAL, AT(never_ships), AT(never_ships_count), .max = BG_LIMIT_GLOB},
    {"pre_1_0", BG_FIELD_OWN, BG_OPTIONAL, BG_FIELD_WORDS(bg_pre_1_0_names), .read = read_pre_1_0},
    {"profile", BG_FIELD_OWN, BG_OPTIONAL, .read = read_profile},
    {"rules", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(rules)},
    {"titles", BG_FIELD_WORD, BG_OPTIONAL, AT(titles), BG_FIELD_WORDS(titles_words)},
    {"waivers", BG_FIELD_NODE, BG_OPTIONAL, .at = AT(waivers)},
};

static const struct bg_fields fields = BG_FIELDS("the configuration", rows, struct bg_config);

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
    return root->kind == BG_NODE_NULL || bg_fields_read(&reader, &fields, root, out);
}
