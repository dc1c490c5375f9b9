/* Former names of a rule in a configuration: they change its level, waive it, and are named with the new one. */
#include "rules/renamed.h"

#include "rules/waive.h"
#include "support/unit.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define RULE                                                                                                           \
    "rules: [{id: x-new, was: [x-old, x-older], title: T, class: policy, when: {change: metadata-key}, level: major, " \
    "message: M}]\n"

static const struct row {
    const char *name;
    const char *text;
    const char *said;
    enum bg_level level;
} rows[] = {
    {"its name", RULE "levels: {x-new: minor}", "", BG_LEVEL_MINOR},
    {"a level", RULE "levels: {x-old: patch}", "2:10 `x-old` was renamed; its name is `x-new`\n", BG_LEVEL_PATCH},
    {"an older name", RULE "levels: {x-older: none}", "2:10 `x-older` was renamed; its name is `x-new`\n",
     BG_LEVEL_NONE},
    {"a waiver", RULE "waivers: [{rule: x-old, reason: r}]", "2:18 `x-old` was renamed; its name is `x-new`\n",
     BG_LEVEL_MAJOR},
    {"evidence", RULE "evidence: [bc-blank, 'guide-*']", "", BG_LEVEL_MAJOR},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    struct bg_config config;
    struct bg_rules rules;
    struct bg_waivers waivers;
    struct bg_error err;
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL(".bumpgate.yaml"), bg_slice_of(row->text));
    bg_rules_init(&rules, &arena);
    if (!bg_config_read(&config, &arena, source, &err) || !bg_rules_read_section(&rules, config.rules, &err) ||
        !bg_rules_read_levels(&rules, config.levels, &err) ||
        !bg_waivers_read(&waivers, &arena, config.waivers, NULL, &rules, BG_LITERAL("2026-01-01"), &err)) {
        fail_msg("%s", err.message);
    }
    const struct bg_rule *rule = bg_rules_find(&rules, BG_LITERAL("x-new"));
    assert_int_equal(bg_rules_level(&rules, rule, BG_RULE_PROFILE_AIRBYTE), row->level);
    assert_true(waivers.count == 0 || bg_slice_is(waivers.items[0].rule, "x-new"));
    bg_renamed_report(&config, &rules, &problems);
    struct bg_slice said = BG_LITERAL("");
    for (size_t p = 0; p < problems.count; p++) {
        const struct bg_problem *problem = &problems.items[p];
        assert_int_equal(problem->id, BG_ID_RENAMED_ID);
        assert_false(problem->is_fatal);
        said = bg_arena_printf(&arena, "%.*s%u:%u %.*s\n", BG_ARGS(said), problem->at.line, problem->at.column,
                               BG_ARGS(problem->message));
    }
    assert_string_equal(said.at, row->said);
    bg_arena_finish(&arena);
}

/* The built-in ids have no former names yet. */
static void test_evidence(void **state) {
    (void)state;
    const struct bg_slice was[] = {BG_LITERAL("entry-gone"), BG_LITERAL("entry-lost")};
    const struct bg_word word = {.id = BG_LITERAL("bc-entry-missing"), .was = was, .was_count = 2};
    const struct bg_evidence_rule rules[] = {{BG_LITERAL("entry-*"), BG_EVIDENCE_WARN},
                                             {BG_LITERAL("entry-lost"), BG_EVIDENCE_REJECT}};
    assert_int_equal(bg_evidence_effect_on(rules, 1, &word), BG_EVIDENCE_WARN);
    assert_int_equal(bg_evidence_effect_on(rules, 2, &word), BG_EVIDENCE_REJECT);
    assert_int_equal(bg_evidence_effect_of(rules, 2, BG_ID_BC_ENTRY_MISSING), BG_EVIDENCE_IGNORE);
}

UNIT(rules_renamed) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 1] = {{0}};
    struct row copies[COUNT];
    for (size_t r = 0; r < COUNT; r++) {
        copies[r] = rows[r];
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = &copies[r]};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(test_evidence);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
