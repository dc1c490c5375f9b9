/* Judging: see match.h. */
#include "rules/match.h"

#include "base/visible.h"
#include "rules/fingerprint.h"

#include <assert.h>
#include <stdlib.h>

/* Longest inserted text, in bytes: a message stays one line that a person reads. */
enum { INSERTED_MAX = 160 };

/* A migration is a program for saved configurations: that it is there can be seen, that it does what it must cannot. */
static const char migrated_fix[] =
    "A config migration of this version writes that place: if it covers every saved configuration, waive this finding.";
static const char rewritten_fix[] =
    "Code of this version rewrites saved configurations when it starts, and is not followed: if it "
    "covers every one, waive this finding.";
static const char covered_why[] =
    "Migrations of this version rewrite every saved configuration into one that it accepts.";
static const char vacuous_why[] = "No saved configuration that was accepted before is refused now.";

/* What {name} stands for. Templates hold known names only: rule_read.c has refused others. */
static struct bg_slice value_of(const struct bg_change *change, struct bg_slice name) {
    struct bg_slice path = change->path.len > 0 ? change->path : BG_NO_SLICE;
    const struct {
        const char *name;
        struct bg_slice value;
        const char *if_absent;
    } values[] = {
        {"subject", change->subject.len > 0 ? change->subject : path, "/"},
        {"before", change->before, "nothing"},
        {"after", change->after, "nothing"},
        {"stream", change->stream, ""},
        {"path", path, "/"},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (bg_slice_is(name, values[i].name)) {
            return values[i].value.at != NULL ? values[i].value : bg_slice_of(values[i].if_absent);
        }
    }
    return BG_NO_SLICE;
}

static void add_value(struct bg_buffer *out, struct bg_slice value) {
    size_t from = out->len;
    bg_visible_add(out, value, INSERTED_MAX);
    for (size_t i = from; i < out->len; i++) {
        if (out->at[i] == '`') {
            out->at[i] = '\'';
        }
    }
}

static struct bg_slice message_of(struct bg_arena *arena, const struct bg_rule *rule, const struct bg_change *change) {
    struct bg_buffer message = {0};
    struct bg_slice rest = rule->message;
    while (rest.len > 0) {
        bg_buffer_add(&message, bg_slice_cut(&rest, '{'));
        if (rest.len > 0) {
            add_value(&message, value_of(change, bg_slice_cut(&rest, '}')));
        }
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&message));
    bg_buffer_finish(&message);
    return copy;
}

static struct bg_place copy_place(struct bg_arena *arena, struct bg_place place) {
    place.file = bg_arena_copy(arena, place.file);
    return place;
}

static void add_proof(struct bg_arena *arena, const struct bg_change *change, struct bg_finding *finding) {
    switch (change->verdict) {
    case BG_VERDICT_NOT_ASKED:
        break;
    case BG_VERDICT_REJECTS:
        finding->proof = change->witness.len > 0 ? BG_PROOF_WITNESS : BG_PROOF_RULE;
        finding->witness = bg_arena_copy(arena, change->witness);
        break;
    case BG_VERDICT_UNKNOWN:
        finding->proof = BG_PROOF_UNKNOWN;
        finding->unknown = bg_arena_copy(arena, change->unknown);
        break;
    case BG_VERDICT_ACCEPTS:
        if (finding->level > BG_LEVEL_PATCH) {
            finding->level = BG_LEVEL_PATCH;
        }
        finding->why = BG_LITERAL(vacuous_why);
        finding->fix = BG_NO_SLICE;
        break;
    }
}

/* New, and nobody is hurt by it. */
static void cover(struct bg_finding *finding) {
    if (finding->level > BG_LEVEL_MINOR) {
        finding->level = BG_LEVEL_MINOR;
    }
    finding->why = BG_LITERAL(covered_why);
    finding->fix = BG_LITERAL("Keep the migration until the next major version.");
    finding->proof = BG_PROOF_RULE;
    finding->witness = BG_NO_SLICE;
}

static struct bg_finding judge_one(const struct bg_rules *rules, enum bg_rule_profile profile,
                                   const struct bg_change *change, struct bg_slice connector, struct bg_arena *arena) {
    assert(bg_change_is_possible(change->kind, change->how, change->flags));
    const struct bg_rule *rule = bg_rules_match(rules, change);
    struct bg_finding finding = {
        .rule = rule->id,
        .kind = change->kind,
        .how = change->how,
        .level = bg_rules_level(rules, rule, profile),
        .hurts = rule->hurts,
        .side = bg_change_side(change->kind),
        .stream = bg_arena_copy(arena, change->stream),
        .path = change->path.len == 0 ? BG_LITERAL("") : bg_arena_copy(arena, change->path),
        .subject = bg_arena_copy(arena, change->subject),
        .message = message_of(arena, rule, change),
        .why = rule->why,
        .fix = rule->fix,
        .base = copy_place(arena, change->base),
        .head = copy_place(arena, change->head),
        .proof = BG_PROOF_RULE,
    };
    bg_fingerprint(rule, change, connector, finding.fingerprint);
    if (rule->class == BG_RULE_REJECTS) {
        add_proof(arena, change, &finding);
    }
    if ((change->flags & BG_FLAG_COVERED) != 0) {
        cover(&finding);
    }
    if (finding.level == BG_LEVEL_MAJOR && (change->flags & BG_FLAG_MIGRATED) != 0) {
        finding.fix = BG_LITERAL(migrated_fix);
    } else if (finding.level == BG_LEVEL_MAJOR && (change->flags & BG_FLAG_REWRITTEN) != 0) {
        finding.fix = BG_LITERAL(rewritten_fix);
    }
    return finding;
}

static struct bg_place place_of(const struct bg_finding *finding) {
    return finding->head.file.len > 0 ? finding->head : finding->base;
}

static int compare_numbers(size_t number, size_t other) {
    return (number > other) - (number < other);
}

/* A total order, down to what would make two findings print alike. */
static int by_weight(const void *left, const void *right) {
    const struct bg_finding *finding = left;
    const struct bg_finding *other = right;
    struct bg_place place = place_of(finding);
    struct bg_place other_place = place_of(other);
    const int orders[] = {
        compare_numbers(other->waiver_is_new, finding->waiver_is_new),
        compare_numbers(other->level, finding->level),
        bg_slice_compare(place.file, other_place.file),
        compare_numbers(place.line, other_place.line),
        compare_numbers(place.column, other_place.column),
        bg_slice_compare(finding->rule, other->rule),
        bg_slice_compare(finding->stream, other->stream),
        bg_slice_compare(finding->path, other->path),
        bg_slice_compare(finding->message, other->message),
        strcmp(finding->fingerprint, other->fingerprint),
    };
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i] != 0) {
            return orders[i];
        }
    }
    return 0;
}

void bg_policy_sort(struct bg_finding *findings, size_t count) {
    if (count > 1) {
        qsort(findings, count, sizeof findings[0], by_weight);
    }
}

enum bg_level bg_policy_required(const struct bg_finding *findings, size_t count) {
    enum bg_level required = BG_LEVEL_NONE;
    for (size_t i = 0; i < count; i++) {
        if (findings[i].level > required) {
            required = findings[i].level;
        }
    }
    return required;
}

void bg_policy_judge(const struct bg_rules *rules, enum bg_rule_profile profile, const struct bg_changes *changes,
                     struct bg_slice connector, struct bg_arena *run_arena, struct bg_finding **out, size_t *count) {
    struct bg_finding *findings = bg_arena_array(run_arena, changes->count, sizeof findings[0]);
    for (size_t i = 0; i < changes->count; i++) {
        findings[i] = judge_one(rules, profile, &changes->items[i], connector, run_arena);
    }
    bg_policy_sort(findings, changes->count);
    *out = findings;
    *count = changes->count;
}
