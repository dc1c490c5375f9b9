/*
 * Comparing two documents: specifications, catalogs of both protocols, messages, manifests. Nothing differs from
 * itself, each change is claimed by one rule, and what is said of them can be shown.
 */
#include "airbyte/protocol.h"
#include "diff/pair.h"
#include "fuzz/parts.h"
#include "fuzz/shown.h"
#include "report/comparison.h"
#include "rules/match.h"
#include "source/document.h"

static struct bg_rules rules;
static struct bg_arena of_rules;

static bool load(struct bg_arena *arena, const struct part *part, enum bg_document_kind *kind,
                 struct bg_problems *problems, struct bg_connector *out) {
    struct bg_error err = {0};
    struct bg_source *source = bg_source_new(arena, BG_LITERAL("input.json"), part->text);
    bool is_read = bg_document_load(arena, source, kind, problems, &out->declared, &err);
    HOLDS(is_read || err.message[0] != '\0');
    return is_read;
}

static struct bg_changes changes_of(struct bg_arena *arena, const struct bg_connector *base,
                                    const struct bg_connector *head) {
    struct bg_changes changes = {.arena = arena};
    struct bg_pair pair = {.base = *base, .head = *head, .has_base = true, .has_head = true, .is_compared = true};
    bg_diff_pair(&(struct bg_pair_diff){.protocol = &bg_protocol_airbyte, .pair = &pair}, &changes);
    return changes;
}

static void judge(struct bg_arena *arena, const struct bg_connector *base, const struct bg_connector *head) {
    struct bg_changes changes = changes_of(arena, base, head);
    struct bg_finding *findings;
    struct bg_comparison comparison = {.kind = "spec"};
    struct bg_report_options options = {0};
    struct bg_buffer text = {0};
    struct bg_buffer json = {0};
    bg_policy_judge(&rules, BG_RULE_PROFILE_AIRBYTE, &changes, BG_LITERAL("source-a"), arena, &findings,
                    &comparison.finding_count);
    HOLDS(comparison.finding_count == changes.count);
    comparison.findings = findings;
    comparison.required = bg_policy_required(findings, comparison.finding_count);
    HOLDS(changes.count == 0 || comparison.required != BG_LEVEL_NONE);
    bg_comparison_text(&text, &comparison, &options);
    hold_shown(bg_buffer_slice(&text));
    bg_comparison_json(&json, &comparison);
    hold_json(bg_buffer_slice(&json));
    bg_buffer_finish(&text);
    bg_buffer_finish(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    enum bg_document_kind kinds[2] = {BG_DOCUMENT_UNKNOWN, BG_DOCUMENT_UNKNOWN};
    struct bg_connector base = {0};
    struct bg_connector head = {0};
    struct part parts[2];
    if (of_rules.blocks == NULL) {
        bg_rules_init(&rules, &of_rules);
    }
    (void)input_parts(input_of(data, size), parts, 2);
    bool has_base = load(&arena, &parts[0], &kinds[0], &problems, &base);
    if (has_base) {
        HOLDS(changes_of(&arena, &base, &base).count == 0);
    }
    if (has_base && load(&arena, &parts[1], &kinds[1], &problems, &head) && kinds[0] == kinds[1]) {
        judge(&arena, &base, &head);
        judge(&arena, &head, &base);
    }
    bg_arena_finish(&arena);
    return 0;
}
