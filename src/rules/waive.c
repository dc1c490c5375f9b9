/* Waivers: see waive.h. */
#include "rules/waive.h"

#include "base/limits.h"
#include "base/semver.h"
#include "text/fields.h"
#include "rules/fingerprint.h"
#include "rules/match.h"

enum { TEXT_MAX = 400, DATE_LEN = 10 };

/* The scalar as it is written: digits alone are a number to YAML, and still a fingerprint. */
static struct bg_slice written(const struct bg_node *node) {
    if (node->source == NULL || !bg_node_is_number(node)) {
        return bg_node_text(node);
    }
    return bg_slice_range(node->source->text, node->at, node->end);
}

static bool read_fingerprint(const struct bg_field_reader *reader, const struct bg_field *field,
                             const struct bg_member *member, void *out) {
    struct bg_waiver *waiver = out;
    waiver->fingerprint = written(member->value);
    return bg_fingerprint_is(waiver->fingerprint) ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`%s` is not %d hexadecimal digits",
                      field->name, BG_FINGERPRINT_DIGITS);
}

static bool read_rule(const struct bg_field_reader *reader, const struct bg_field *field,
                      const struct bg_member *member, void *out) {
    struct bg_waiver *waiver = out;
    const struct bg_rules *rules = reader->context;
    struct bg_slice text = written(member->value);
    (void)field;
    const struct bg_rule *rule = bg_rules_find(rules, text);
    if (rule != NULL) {
        waiver->rule = rule->id;
        return true;
    }
    if (bg_fingerprint_is(text) && waiver->fingerprint.at == NULL) {
        waiver->fingerprint = text;
        return true;
    }
    struct bg_nearest nearest = bg_nearest_start(text);
    bg_rules_offer(rules, &nearest);
    return bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "there is no rule `%.*s`%s",
                      BG_ARGS(text), bg_nearest_hint(&nearest));
}

/* Empty for the root of a schema. */
static bool read_path(const struct bg_field_reader *reader, const struct bg_field *field,
                      const struct bg_member *member, void *out) {
    struct bg_waiver *waiver = out;
    if (bg_node_is_text(member->value, "")) {
        waiver->path = BG_LITERAL("");
        return true;
    }
    return bg_fields_line(reader, member->value, field->name, field->max, &waiver->path);
}

static bool is_date(struct bg_slice text) {
    static const char shape[] = "dddd-dd-dd";
    if (text.len != DATE_LEN) {
        return false;
    }
    for (size_t i = 0; i < DATE_LEN; i++) {
        bool is_digit = text.at[i] >= '0' && text.at[i] <= '9';
        if (shape[i] == 'd' ? !is_digit : text.at[i] != shape[i]) {
            return false;
        }
    }
    return true;
}

static bool read_until(const struct bg_field_reader *reader, const struct bg_field *field,
                       const struct bg_member *member, void *out) {
    struct bg_waiver *waiver = out;
    if (!bg_fields_line(reader, member->value, field->name, field->max, &waiver->until)) {
        return false;
    }
    return is_date(waiver->until) || bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value),
                                                "`%s` is not a date like 2027-01-31", field->name);
}

static bool read_below(const struct bg_field_reader *reader, const struct bg_field *field,
                       const struct bg_member *member, void *out) {
    struct bg_waiver *waiver = out;
    struct bg_semver version;
    const char *fault;
    if (!bg_fields_line(reader, member->value, field->name, field->max, &waiver->below)) {
        return false;
    }
    return bg_semver_read(waiver->below, &version, &fault) ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, bg_node_place(member->value), "`%s` is not a version: %s",
                      field->name, fault);
}

/* A reason of blanks is none: see bg_waivers_report. */
static bool read_reason(const struct bg_field_reader *reader, const struct bg_field *field,
                        const struct bg_member *member, void *out) {
    struct bg_waiver *waiver = out;
    bool is_blank = bg_node_is(member->value, BG_NODE_STRING) && bg_slice_trim(bg_node_text(member->value)).len == 0;
    return is_blank || bg_fields_line(reader, member->value, field->name, field->max, &waiver->reason);
}

#define AT(member) offsetof(struct bg_waiver, member)

/* A fingerprint may stand under `rule`, if there is no other. */
static const struct bg_field rows[] = {
    {"fingerprint", BG_FIELD_OWN, BG_OPTIONAL, .read = read_fingerprint,
     .means = "The fingerprint of the finding: twelve hexadecimal digits, in every machine-readable report.",
     .schema = "\"type\": [\"string\", \"number\", \"null\"], \"pattern\": \"^[0-9a-f]{12}$\""},
    {"rule", BG_FIELD_OWN, BG_OPTIONAL, .read = read_rule, .means = "The rule of the finding, or its fingerprint.",
     .schema = "\"anyOf\": [{\"enum\": [@rules]}, {\"type\": [\"string\", \"number\", \"null\"]}]"},
    {"connector", BG_FIELD_LINE, BG_OPTIONAL, AT(connector), .max = TEXT_MAX, .means = "Only of this connector."},
    {"stream", BG_FIELD_LINE, BG_OPTIONAL, AT(stream), .max = BG_LIMIT_KEY, .means = "Only of this stream."},
    {"path", BG_FIELD_OWN, BG_OPTIONAL, .max = BG_LIMIT_KEY, .read = read_path,
     .means = "Only at this JSON Pointer in the schema; empty for its root.",
     .schema = "\"type\": [\"string\", \"null\"]"},
    {"until", BG_FIELD_OWN, BG_OPTIONAL, .max = TEXT_MAX, .read = read_until,
     .means = "The last day on which the waiver counts.",
     .schema = "\"type\": [\"string\", \"null\"], \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\""},
    {"below", BG_FIELD_OWN, BG_OPTIONAL, .max = TEXT_MAX, .read = read_below,
     .means = "The version with which the waiver ends.",
     .schema = "\"type\": [\"string\", \"null\"], \"pattern\": \"^[0-9]+[.][0-9]+[.][0-9]+([-+].+)?$\""},
    {"reason", BG_FIELD_OWN, BG_OPTIONAL, .max = TEXT_MAX, .read = read_reason,
     .means = "Why the finding is accepted; a waiver without one covers nothing.",
     .schema = "\"type\": [\"string\", \"null\"]"},
};

const struct bg_fields bg_waiver_fields = {
    .what = "the waiver",
    .rows = rows,
    .count = sizeof rows / sizeof rows[0],
    .size = sizeof(struct bg_waiver),
    .schema = "\"anyOf\": [{\"required\": [\"rule\"], \"properties\": {\"rule\": {\"type\": [\"string\", \"number\"]}}}, "
              "{\"required\": [\"fingerprint\"], \"properties\": {\"fingerprint\": {\"type\": [\"string\", \"number\"]}}}]",
};

static bool read_one(const struct bg_field_reader *reader, const struct bg_node *node, struct bg_waiver *out) {
    out->at = bg_node_place(node);
    if (!bg_fields_read(reader, &bg_waiver_fields, node, out)) {
        return false;
    }
    return out->rule.at != NULL || out->fingerprint.at != NULL ||
           bg_fail_at(reader->err, BG_ERROR_USAGE, out->at, "the waiver names neither a rule nor a fingerprint");
}

static bool is_in(const struct bg_node *node, const struct bg_node *section) {
    for (size_t i = 0; bg_node_is(section, BG_NODE_LIST) && i < section->count; i++) {
        if (bg_node_equal(section->as.items[i], node)) {
            return true;
        }
    }
    return false;
}

bool bg_waivers_read(struct bg_waivers *out, struct bg_arena *arena, const struct bg_node *section,
                     const struct bg_node *base_section, const struct bg_rules *rules, struct bg_slice today,
                     struct bg_error *err) {
    const struct bg_field_reader reader = {.arena = arena, .context = rules, .err = err};
    *out = (struct bg_waivers){.today = today};
    if (section == NULL) {
        return true;
    }
    if (section->kind != BG_NODE_LIST || section->count > BG_LIMIT_RULES) {
        return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(section), "`waivers` is not a list of at most %u waivers",
                          BG_LIMIT_RULES);
    }
    out->items = bg_arena_array(arena, section->count, sizeof out->items[0]);
    out->count = section->count;
    for (size_t i = 0; i < section->count; i++) {
        if (!read_one(&reader, section->as.items[i], &out->items[i])) {
            return false;
        }
        out->items[i].is_new = !is_in(section->as.items[i], base_section);
    }
    return true;
}

static bool is_expired(const struct bg_waivers *waivers, const struct bg_waiver *waiver) {
    return waiver->until.at != NULL && bg_slice_compare(waivers->today, waiver->until) > 0;
}

/* Whether the version has reached the end of the waiver. One that cannot be read has: better too strict. */
static bool is_outrun(const struct bg_waiver *waiver, struct bg_slice version) {
    struct bg_semver below;
    struct bg_semver reached;
    if (waiver->below.at == NULL || !bg_semver_read(waiver->below, &below, NULL)) {
        return false;
    }
    return !bg_semver_read(version, &reached, NULL) || bg_semver_compare(&reached, &below) >= 0;
}

static bool speaks_of(struct bg_slice wanted, struct bg_slice text) {
    return wanted.at == NULL || bg_slice_equal(wanted, text);
}

static bool is_like(const struct bg_waiver *waiver, const struct bg_finding *finding) {
    return speaks_of(waiver->rule, finding->rule) && speaks_of(waiver->stream, finding->stream) &&
           speaks_of(waiver->path, finding->path) && speaks_of(waiver->fingerprint, bg_slice_of(finding->fingerprint));
}

static void cover(const struct bg_waiver *waiver, struct bg_finding *finding) {
    if (finding->waived.at != NULL) {
        return;
    }
    finding->waived = waiver->reason;
    finding->waiver_is_new = waiver->is_new;
    if (finding->level > BG_LEVEL_PATCH) {
        finding->level = BG_LEVEL_PATCH;
    }
}

void bg_waivers_apply(struct bg_waivers *waivers, struct bg_slice connector, struct bg_slice version,
                      struct bg_finding *findings, size_t count) {
    for (size_t w = 0; w < waivers->count; w++) {
        struct bg_waiver *waiver = &waivers->items[w];
        if (!speaks_of(waiver->connector, connector)) {
            continue;
        }
        bool is_over = is_outrun(waiver, version);
        bool is_valid = !is_over && !is_expired(waivers, waiver) && waiver->reason.at != NULL;
        waiver->is_judged = true;
        waiver->is_outrun = waiver->is_outrun || is_over;
        for (size_t f = 0; f < count; f++) {
            if (!is_like(waiver, &findings[f])) {
                continue;
            }
            waiver->is_matched = true;
            if (is_valid) {
                cover(waiver, &findings[f]);
            }
        }
    }
    bg_policy_sort(findings, count);
}

/* What a waiver is called in a message. */
static struct bg_slice label_of(const struct bg_waiver *waiver) {
    return waiver->rule.at != NULL ? waiver->rule : waiver->fingerprint;
}

void bg_waivers_report(const struct bg_waivers *waivers, struct bg_problems *problems) {
    for (size_t w = 0; w < waivers->count; w++) {
        const struct bg_waiver *waiver = &waivers->items[w];
        struct bg_slice label = label_of(waiver);
        if (waiver->reason.at == NULL) {
            bg_problem_add(problems, BG_ID_WAIVER_WITHOUT_REASON, false, waiver->at,
                           "the waiver of `%.*s` gave no reason and covered nothing", BG_ARGS(label));
        }
        if (is_expired(waivers, waiver)) {
            bg_problem_add(problems, BG_ID_WAIVER_EXPIRED, false, waiver->at,
                           "the waiver of `%.*s` ended on %.*s and covered nothing", BG_ARGS(label),
                           BG_ARGS(waiver->until));
        } else if (waiver->is_outrun) {
            bg_problem_add(problems, BG_ID_WAIVER_EXPIRED, false, waiver->at,
                           "the waiver of `%.*s` ended with version %.*s", BG_ARGS(label), BG_ARGS(waiver->below));
        } else if (!waiver->is_matched && (waiver->is_judged || waiver->is_new)) {
            bg_problem_add(problems, BG_ID_WAIVER_UNMATCHED, false, waiver->at,
                           "the waiver of `%.*s` matched nothing; remove it", BG_ARGS(label));
        }
    }
}
