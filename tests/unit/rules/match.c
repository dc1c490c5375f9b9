/*
 * Judging: facts made by hand against rules written here, which are asked before the built-in ones, so that nothing in
 * this file depends on rules/. What the built-in rules say is shown by rules/rules.
 */
#include "rules/match.h"

#include "base/level.h"
#include "text/read.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const char rules_text[] =
    "- {id: x-needed, title: T, class: rejects, when: {change: spec-property, how: added, required: true}, level: "
    "major,"
    " message: 'Needs `{subject}`.', why: Why., fix: Fix.}\n"
    "- {id: x-more, title: T, class: widens, when: {change: spec-property, how: added, required: false}, level: minor,"
    " message: 'Has `{subject}`.'}\n"
    "- {id: x-value, title: T, class: policy, when: {change: spec-default, how: [changed, removed]},"
    " level: {airbyte: minor, strict: major, lenient: patch}, message: '`{before}` became `{after}`.'}\n"
    "- {id: x-hosts, title: T, class: policy, when: {change: metadata-key, subject: 'data.allowedHosts.*'},"
    " level: minor, message: '{path}|{stream}|{subject}'}\n"
    "- {id: x-keys, title: T, class: policy, when: {change: metadata-key}, level: none, message: '{subject}'}\n";

struct world {
    struct bg_arena arena;
    struct bg_rules rules;
    struct bg_changes changes;
};

static void parse(struct bg_arena *arena, struct bg_slice text, const struct bg_node **out) {
    struct bg_error err;
    if (!bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("test.yaml"), text), NULL, out, &err)) {
        fail_msg("%s", err.message);
    }
}

static void world_init(struct world *world) {
    *world = (struct world){.arena = BG_ARENA_EMPTY};
    world->changes.arena = &world->arena;
    bg_rules_init(&world->rules, &world->arena);
    const struct bg_node *section;
    struct bg_error err;
    parse(&world->arena, BG_LITERAL(rules_text), &section);
    assert_true(bg_rules_read_section(&world->rules, section, &err));
}

/* "LEVEL RULE PROOF WITNESS-OR-REASON | MESSAGE WHY FIX" of every finding, a line each. */
static struct bg_slice judged(struct world *world, enum bg_rule_profile profile) {
    static const char *const proofs[] = {"rule", "witness", "unknown"};
    struct bg_finding *findings;
    size_t count;
    bg_policy_judge(&world->rules, profile, &world->changes, BG_LITERAL("source-x"), &world->arena, &findings, &count);
    struct bg_slice text = BG_LITERAL("");
    for (size_t i = 0; i < count; i++) {
        const struct bg_finding *finding = &findings[i];
        struct bg_slice shown = finding->witness.at != NULL ? finding->witness : finding->unknown;
        text = bg_arena_printf(&world->arena, "%.*s%s %.*s %s %.*s|%.*s|%.*s|%.*s\n", BG_ARGS(text),
                               bg_level_names[finding->level], BG_ARGS(finding->rule), proofs[finding->proof],
                               BG_ARGS(shown), BG_ARGS(finding->message), BG_ARGS(finding->why), BG_ARGS(finding->fix));
    }
    return text;
}

struct row {
    const char *name;
    struct bg_change change;
    enum bg_rule_profile profile;
    const char *expect;
};

static const struct row rows[] = {
    {"a refusal with its witness",
     {.kind = BG_CHANGE_SPEC_PROPERTY,
      .flags = BG_FLAG_REQUIRED,
      .subject = {"port", 4},
      .verdict = BG_VERDICT_REJECTS,
      .witness = {"{}", 2}},
     BG_RULE_PROFILE_AIRBYTE,
     "major x-needed witness {}|Needs `port`.|Why.|Fix.\n"},
    {"a refusal that a config migration may avert",
     {.kind = BG_CHANGE_SPEC_PROPERTY,
      .flags = BG_FLAG_REQUIRED | BG_FLAG_MIGRATED,
      .subject = {"port", 4},
      .verdict = BG_VERDICT_REJECTS,
      .witness = {"{}", 2}},
     BG_RULE_PROFILE_AIRBYTE,
     "major x-needed witness {}|Needs `port`.|Why.|A config migration of this version writes that place: if it covers "
     "every saved configuration, waive this finding.\n"},
    {"a refusal that another change has the witness of",
     {.kind = BG_CHANGE_SPEC_PROPERTY,
      .flags = BG_FLAG_REQUIRED,
      .subject = {"port", 4},
      .verdict = BG_VERDICT_REJECTS},
     BG_RULE_PROFILE_AIRBYTE,
     "major x-needed rule |Needs `port`.|Why.|Fix.\n"},
    {"a refusal that could not be decided",
     {.kind = BG_CHANGE_SPEC_PROPERTY,
      .flags = BG_FLAG_REQUIRED,
      .subject = {"port", 4},
      .verdict = BG_VERDICT_UNKNOWN,
      .unknown = {"too deep", 8}},
     BG_RULE_PROFILE_AIRBYTE,
     "major x-needed unknown too deep|Needs `port`.|Why.|Fix.\n"},
    {"a refusal of nothing is vacuous",
     {.kind = BG_CHANGE_SPEC_PROPERTY,
      .flags = BG_FLAG_REQUIRED,
      .subject = {"port", 4},
      .verdict = BG_VERDICT_ACCEPTS},
     BG_RULE_PROFILE_AIRBYTE,
     "patch x-needed rule |Needs `port`.|No saved configuration that was accepted before is refused now.|\n"},
    {"other classes are decided by the rule",
     {.kind = BG_CHANGE_SPEC_PROPERTY, .subject = {"port", 4}, .verdict = BG_VERDICT_REJECTS, .witness = {"{}", 2}},
     BG_RULE_PROFILE_AIRBYTE,
     "minor x-more rule |Has `port`.||\n"},
    {"another flag does not matter",
     {.kind = BG_CHANGE_SPEC_PROPERTY, .flags = BG_FLAG_CLOSED, .subject = {"port", 4}},
     BG_RULE_PROFILE_AIRBYTE,
     "minor x-more rule |Has `port`.||\n"},
    {"levels by profile",
     {.kind = BG_CHANGE_SPEC_DEFAULT, .how = BG_HOW_CHANGED, .before = {"1", 1}, .after = {"2", 1}},
     BG_RULE_PROFILE_STRICT,
     "major x-value rule |`1` became `2`.||\n"},
    {"nothing where there was nothing",
     {.kind = BG_CHANGE_SPEC_DEFAULT, .how = BG_HOW_REMOVED, .before = {"1", 1}},
     BG_RULE_PROFILE_LENIENT,
     "patch x-value rule |`1` became `nothing`.||\n"},
    {"foreign text stays one harmless line",
     {.kind = BG_CHANGE_SPEC_DEFAULT,
      .how = BG_HOW_CHANGED,
      .before = {"a\nb\x1b[2J", 7},
      .after = {"`x`\xff\xe2\x80\xae", 7}},
     BG_RULE_PROFILE_LENIENT,
     "patch x-value rule |`a\\nb\\x1b[2J` became `'x'\\xff\\u202e`.||\n"},
    {"a placeholder in foreign text is not filled",
     {.kind = BG_CHANGE_SPEC_DEFAULT, .how = BG_HOW_CHANGED, .before = {"{after}", 7}, .after = {"2", 1}},
     BG_RULE_PROFILE_LENIENT,
     "patch x-value rule |`{after}` became `2`.||\n"},
    {"rules with a subject are asked first",
     {.kind = BG_CHANGE_METADATA_KEY, .how = BG_HOW_REMOVED, .subject = {"data.allowedHosts.hosts", 23}},
     BG_RULE_PROFILE_AIRBYTE,
     "minor x-hosts rule |/||data.allowedHosts.hosts||\n"},
    {"the others take the rest",
     {.kind = BG_CHANGE_METADATA_KEY, .how = BG_HOW_REMOVED, .subject = {"data.name", 9}},
     BG_RULE_PROFILE_AIRBYTE,
     "none x-keys rule |data.name||\n"},
};

static void test_judge(void **state) {
    const struct row *row = *state;
    struct world world;
    world_init(&world);
    *bg_change_add(&world.changes, row->change.kind, row->change.how) = row->change;
    struct bg_slice text = judged(&world, row->profile);
    assert_string_equal(text.at, row->expect);
    bg_arena_finish(&world.arena);
}

static void test_unclaimed_is_unclassified(void **state) {
    (void)state;
    struct world world;
    world_init(&world);
    struct bg_change change = {.kind = BG_CHANGE_UNCLASSIFIED, .how = BG_HOW_CHANGED};
    assert_true(bg_slice_is(bg_rules_match(&world.rules, &change)->id, "unclassified-change"));
    bg_arena_finish(&world.arena);
}

static void test_order(void **state) {
    (void)state;
    struct world world;
    world_init(&world);
    static const struct {
        const char *file;
        uint32_t line, column;
        unsigned flags;
        const char *subject;
    } changes[] = {
        {"b", 1, 1, 0, "6"},
        {"a", 10, 1, 0, "5"},
        {"a", 9, 2, 0, "4"},
        {"a", 9, 1, 0, "3"},
        {"z", 1, 1, BG_FLAG_REQUIRED, "2"},
        {"", 0, 0, BG_FLAG_REQUIRED, "1"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct bg_change *change = bg_change_add(&world.changes, BG_CHANGE_SPEC_PROPERTY, BG_HOW_ADDED);
        change->flags = changes[i].flags;
        change->subject = bg_slice_of(changes[i].subject);
        change->head = (struct bg_place){bg_slice_of(changes[i].file), changes[i].line, changes[i].column};
    }
    struct bg_finding *findings;
    size_t count;
    bg_policy_judge(&world.rules, BG_RULE_PROFILE_AIRBYTE, &world.changes, BG_LITERAL("x"), &world.arena, &findings,
                    &count);
    struct bg_slice text = BG_LITERAL("");
    for (size_t i = 0; i < count; i++) {
        text = bg_arena_printf(&world.arena, "%.*s%.*s", BG_ARGS(text), BG_ARGS(findings[i].message));
    }
    assert_string_equal(text.at, "Needs `1`.Needs `2`.Has `3`.Has `4`.Has `5`.Has `6`.");
    assert_int_equal(bg_policy_required(findings, count), BG_LEVEL_MAJOR);
    assert_int_equal(bg_policy_required(findings, 0), BG_LEVEL_NONE);
    bg_arena_finish(&world.arena);
}

static void test_levels_section(void **state) {
    (void)state;
    struct world world;
    world_init(&world);
    const struct bg_node *section;
    struct bg_error err;
    parse(&world.arena, BG_LITERAL("x-needed: none"), &section);
    assert_true(bg_rules_read_levels(&world.rules, section, &err));
    const struct bg_rule *rule = bg_rules_find(&world.rules, BG_LITERAL("x-needed"));
    assert_int_equal(bg_rules_level(&world.rules, rule, BG_RULE_PROFILE_STRICT), BG_LEVEL_NONE);
    parse(&world.arena, BG_LITERAL("x-neded: none"), &section);
    assert_false(bg_rules_read_levels(&world.rules, section, &err));
    assert_string_equal(err.message, "there is no rule `x-neded`; did you mean `x-needed`?");
    parse(&world.arena, BG_LITERAL("x-needed: mayor"), &section);
    assert_false(bg_rules_read_levels(&world.rules, section, &err));
    assert_string_equal(err.message, "`levels` has no value `mayor`; did you mean `major`?");
    bg_arena_finish(&world.arena);
}

static void test_refused_rules(void **state) {
    (void)state;
    struct world world;
    world_init(&world);
    static const struct {
        const char *text;
        const char *error;
    } refused[] = {
        {"[{id: x-more, title: T, class: policy, when: {change: stream}, level: none, message: M}]",
         "there is a rule `x-more` already"},
        {"[{id: unclassified-change, title: T, class: policy, when: {change: stream}, level: none, message: M}]",
         "there is a rule `unclassified-change` already; to change its level, name it under `levels:`"},
        {"[{id: x-all, title: T, class: policy, when: {change: spec-property}, level: none, message: M}]",
         "the rules `x-more` and `x-all` claim the same changes"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        const struct bg_node *section;
        struct bg_error err;
        parse(&world.arena, bg_slice_of(refused[i].text), &section);
        assert_false(bg_rules_read_section(&world.rules, section, &err));
        assert_string_equal(err.message, refused[i].error);
        assert_int_equal(err.line, 1);
    }
    bg_arena_finish(&world.arena);
}

/* What may change without another fingerprint, and what may not. */
static void test_fingerprint(void **state) {
    (void)state;
    struct world world;
    world_init(&world);
    const struct bg_change base = {
        .kind = BG_CHANGE_SPEC_PROPERTY, .how = BG_HOW_ADDED, .subject = {"port", 4}, .path = {"/properties/port", 16}};
    struct bg_change changes[] = {base, base, base, base, base};
    changes[1].head = (struct bg_place){BG_LITERAL("other.yaml"), 7, 7};
    changes[2].subject = BG_LITERAL("host");
    changes[3].flags = BG_FLAG_REQUIRED;
    changes[4].path = BG_LITERAL("");
    char prints[sizeof changes / sizeof changes[0]][13];
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct bg_finding *findings;
        size_t count;
        world.changes.count = 0;
        *bg_change_add(&world.changes, base.kind, base.how) = changes[i];
        bg_policy_judge(&world.rules, BG_RULE_PROFILE_AIRBYTE, &world.changes, BG_LITERAL("source-x"), &world.arena,
                        &findings, &count);
        memcpy(prints[i], findings[0].fingerprint, sizeof prints[i]);
    }
    assert_string_equal(prints[0], "c1c7d095163c"); /* written into users' waivers: must never change */
    assert_string_equal(prints[1], prints[0]);
    assert_string_not_equal(prints[2], prints[0]);
    assert_string_not_equal(prints[3], prints[0]);
    assert_string_not_equal(prints[4], prints[0]);
    bg_arena_finish(&world.arena);
}

UNIT(rules_match) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_unclaimed_is_unclassified),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_levels_section),
        cmocka_unit_test(test_refused_rules),
        cmocka_unit_test(test_fingerprint),
    };
    enum { OTHERS = sizeof others / sizeof others[0] };
    struct CMUnitTest tests[ROWS + OTHERS];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const struct row *row;
            void *state;
        } pass = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_judge, .initial_state = pass.state};
    }
    memcpy(tests + ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
