/* Reading profiles: see profile_read.h. Every key but `new_above`, `evidence` and `notice` is required, so that no
 * choice is made by silence. */
#include "rules/profile_read.h"

#include "base/limits.h"
#include "base/semver.h"

enum { SUMMARY_MAX = 120, DAYS_DIGITS = 4 };

static const char *const scheme_words[] = {[BG_SCHEME_SEMVER] = "semver", [BG_SCHEME_INTEGER] = "integer"};
const char *const bg_pre_1_0_names[BG_PRE_1_0_COUNT] = {
    [BG_PRE_1_0_MINOR_BREAKS] = "minor-breaks",
    [BG_PRE_1_0_STRICT] = "strict",
    [BG_PRE_1_0_CARGO] = "cargo",
    [BG_PRE_1_0_FREE] = "free",
};
/* The second word is the true one. */
static const char *const candidate_words[] = {"free", "keep-release"};
static const char *const major_candidate_words[] = {"allow", "forbid"};
static const char *const build_words[] = {"ignore", "forbid"};
const char *const bg_evidence_effect_names[BG_EVIDENCE_EFFECT_COUNT] = {
    [BG_EVIDENCE_IGNORE] = "ignore", [BG_EVIDENCE_WARN] = "warn", [BG_EVIDENCE_REJECT] = "reject"};
static const char *const v_words[] = {"forbid", "allow"};

const char *bg_pre_1_0_name(enum bg_pre_1_0 policy) {
    return bg_pre_1_0_names[policy];
}

bool bg_pre_1_0_read(struct bg_slice name, enum bg_pre_1_0 *out) {
    for (size_t p = 0; p < sizeof bg_pre_1_0_names / sizeof bg_pre_1_0_names[0]; p++) {
        if (bg_slice_is(name, bg_pre_1_0_names[p])) {
            *out = (enum bg_pre_1_0)p;
            return true;
        }
    }
    return false;
}

static bool read_new_above(const struct bg_field_reader *reader, const struct bg_field *field,
                           const struct bg_member *member, void *out) {
    struct bg_profile *profile = out;
    struct bg_semver version;
    profile->version.new_floor = bg_node_text(member->value);
    return bg_semver_read(profile->version.new_floor, &version, NULL) ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`%s` is no semantic version",
                      field->name);
}

/* A mapping from globs to what they come to. */
static bool read_effects(const struct bg_field_reader *reader, const struct bg_node *map,
                         const struct bg_evidence_rule **out, size_t *count) {
    struct bg_evidence_rule *rules = bg_arena_array(reader->arena, map->count, sizeof rules[0]);
    for (size_t m = 0; m < map->count; m++) {
        const struct bg_member *member = &map->as.members[m];
        size_t effect;
        rules[m].glob = bg_slice_is(member->key, "deadline") ? BG_LITERAL("bc-deadline-too-soon") : member->key;
        if (!bg_fields_glob(rules[m].glob, bg_member_place(member), reader->err) ||
            !bg_fields_word(member->value, "evidence", bg_evidence_effect_names, BG_EVIDENCE_EFFECT_COUNT, &effect,
                            reader->err)) {
            return false;
        }
        rules[m].effect = (enum bg_evidence_effect)effect;
    }
    *out = rules;
    *count = map->count;
    return true;
}

bool bg_profile_read_evidence(const struct bg_field_reader *reader, const struct bg_node *node,
                              const struct bg_evidence_rule **out, size_t *count) {
    const struct bg_slice *globs;
    if (bg_node_is(node, BG_NODE_MAP)) {
        return read_effects(reader, node, out, count);
    }
    if (!bg_fields_globs(reader, node, "evidence", BG_LIMIT_GLOB, &globs, count)) {
        return false;
    }
    struct bg_evidence_rule *rules = bg_arena_array(reader->arena, *count, sizeof rules[0]);
    for (size_t g = 0; g < *count; g++) {
        rules[g] = (struct bg_evidence_rule){globs[g], BG_EVIDENCE_REJECT};
    }
    *out = rules;
    return true;
}

static bool read_evidence(const struct bg_field_reader *reader, const struct bg_field *field,
                          const struct bg_member *member, void *out) {
    struct bg_profile *profile = out;
    (void)field;
    return bg_profile_read_evidence(reader, member->value, &profile->evidence, &profile->evidence_count);
}

/* A whole number of days, as it stands in the file. */
static bool read_days(const struct bg_node *node, long *out, struct bg_error *err) {
    struct bg_slice text = bg_slice_range(node->source->text, node->at, node->end);
    bool is_number = node->kind == BG_NODE_INT && text.len > 0 && text.len <= DAYS_DIGITS;
    *out = 0;
    for (size_t i = 0; is_number && i < text.len; i++) {
        is_number = text.at[i] >= '0' && text.at[i] <= '9';
        *out = 10 * *out + (text.at[i] - '0');
    }
    return is_number || bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(node), "`notice` is no whole number of days");
}

/* A mapping from globs of connectors to days. */
static bool read_notice(const struct bg_field_reader *reader, const struct bg_field *field,
                        const struct bg_member *member, void *out) {
    struct bg_profile *profile = out;
    const struct bg_node *map = member->value;
    if (!bg_node_is(map, BG_NODE_MAP)) {
        return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(map), "`%s` is no mapping from patterns to days",
                          field->name);
    }
    struct bg_notice_rule *rules = bg_arena_array(reader->arena, map->count, sizeof rules[0]);
    for (size_t m = 0; m < map->count; m++) {
        const struct bg_member *line = &map->as.members[m];
        rules[m].glob = line->key;
        if (!bg_fields_glob(line->key, bg_member_place(line), reader->err) ||
            !read_days(line->value, &rules[m].days, reader->err)) {
            return false;
        }
    }
    profile->notice = (struct bg_notice){rules, map->count};
    return true;
}

#define AT(member) offsetof(struct bg_profile, member)
#define VERSION(member) AT(version.member)

static const struct bg_field rows[] = {
    {"summary", BG_FIELD_LINE, BG_REQUIRED, AT(summary), .max = SUMMARY_MAX},
    {"rules", BG_FIELD_WORD, BG_REQUIRED, AT(rules), BG_FIELD_WORDS(bg_rule_profile_names)},
    {"scheme", BG_FIELD_WORD, BG_REQUIRED, VERSION(scheme), BG_FIELD_WORDS(scheme_words)},
    {"pre_1_0", BG_FIELD_WORD, BG_REQUIRED, VERSION(pre_1_0), BG_FIELD_WORDS(bg_pre_1_0_names)},
    {"candidates", BG_FIELD_CHOICE, BG_REQUIRED, VERSION(candidates_keep_core), BG_FIELD_WORDS(candidate_words)},
    {"major_candidates", BG_FIELD_CHOICE, BG_REQUIRED, VERSION(forbids_major_candidate),
     BG_FIELD_WORDS(major_candidate_words)},
    {"build_metadata", BG_FIELD_CHOICE, BG_REQUIRED, VERSION(forbids_build), BG_FIELD_WORDS(build_words)},
    {"leading_v", BG_FIELD_CHOICE, BG_REQUIRED, VERSION(has_v), BG_FIELD_WORDS(v_words)},
    {"new_above", BG_FIELD_OWN, BG_OPTIONAL, .read = read_new_above},
    {"evidence", BG_FIELD_OWN, BG_OPTIONAL, .read = read_evidence},
    {"notice", BG_FIELD_OWN, BG_OPTIONAL, .read = read_notice},
};

static const struct bg_fields fields = BG_FIELDS("the profile", rows, struct bg_profile);

bool bg_profiles_read(struct bg_arena *arena, struct bg_source *source, struct bg_profile **out, size_t *count,
                      struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .is_builtin = true, .err = err};
    const struct bg_node *root;
    void *items = NULL;
    if (!bg_fields_document(&reader, source, &root) ||
        !bg_fields_read_named(&reader, &fields, "the profiles are no mapping from names", root, &items, count)) {
        return false;
    }
    *out = items;
    return true;
}
