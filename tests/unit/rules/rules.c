/*
 * The built-in rules as a set: that they divide all facts among themselves, and that their words keep to the form. What
 * each of them finds is shown by rules/example.
 */
#include "rules/rules.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_no_two_rules_claim_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        for (size_t k = i + 1; k < bg_builtin_rule_count; k++) {
            if (bg_rule_overlaps(&bg_builtin_rules[i], &bg_builtin_rules[k])) {
                fail_msg("`%.*s` and `%.*s` claim the same changes", BG_ARGS(bg_builtin_rules[i].id),
                         BG_ARGS(bg_builtin_rules[k].id));
            }
        }
    }
}

/* Every fact that the vocabulary allows, with every set of flags. */
static void test_every_fact_is_claimed(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rules rules;
    bg_rules_init(&rules, &arena);
    size_t unclaimed = 0;
    for (size_t kind = 0; kind < BG_CHANGE_KIND_COUNT; kind++) {
        for (size_t how = 0; how < BG_CHANGE_HOW_COUNT; how++) {
            if (!bg_change_is_possible((enum bg_change_kind)kind, (enum bg_change_how)how)) {
                continue;
            }
            for (unsigned flags = 0; flags < 1u << BG_CHANGE_FLAG_COUNT; flags++) {
                struct bg_change change = {
                    .kind = (enum bg_change_kind)kind, .how = (enum bg_change_how)how, .flags = flags};
                if (kind != BG_CHANGE_UNCLASSIFIED && bg_rules_match(&rules, &change) == rules.unclassified) {
                    print_error("no rule claims %s %s with flags %#x\n", bg_change_kind_name(change.kind),
                                bg_change_how_name(change.how), flags);
                    unclaimed++;
                    break;
                }
            }
        }
    }
    assert_int_equal(unclaimed, 0);
    bg_arena_finish(&arena);
}

/* A rule for something that never happens is a mistake in its `when`. */
static void test_every_rule_can_claim(void **state) {
    (void)state;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        const struct bg_rule *rule = &bg_builtin_rules[i];
        uint32_t all = (uint32_t)(((uint64_t)1 << BG_CHANGE_HOW_COUNT) - 1);
        for (size_t how = 0; how < BG_CHANGE_HOW_COUNT && rule->hows != all; how++) {
            if ((rule->hows >> how & 1) != 0 && !bg_change_is_possible(rule->kind, (enum bg_change_how)how)) {
                fail_msg("`%.*s` claims %s %s, which no diff gives", BG_ARGS(rule->id), bg_change_kind_name(rule->kind),
                         bg_change_how_name((enum bg_change_how)how));
            }
        }
    }
}

static void test_words(void **state) {
    (void)state;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        const struct bg_rule *rule = &bg_builtin_rules[i];
        const struct bg_slice sentences[] = {rule->message, rule->why, rule->fix};
        for (size_t s = 0; s < sizeof sentences / sizeof sentences[0]; s++) {
            if (sentences[s].len > 0 && !bg_slice_ends(sentences[s], BG_LITERAL("."))) {
                fail_msg("`%.*s`: \"%.*s\" has no full stop", BG_ARGS(rule->id), BG_ARGS(sentences[s]));
            }
            if (bg_slice_find(sentences[s], BG_LITERAL("!")) < sentences[s].len) {
                fail_msg("`%.*s`: \"%.*s\" shouts", BG_ARGS(rule->id), BG_ARGS(sentences[s]));
            }
        }
        if (bg_slice_ends(rule->title, BG_LITERAL(".")) || bg_slice_ends(rule->see, BG_LITERAL("."))) {
            fail_msg("`%.*s`: the title or the source ends with a full stop", BG_ARGS(rule->id));
        }
    }
}

/* Only what rejects needs a fix; but what demands a major always has one. */
static void test_majors_have_a_fix(void **state) {
    (void)state;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        const struct bg_rule *rule = &bg_builtin_rules[i];
        if (rule->levels[BG_RULE_PROFILE_AIRBYTE] == BG_LEVEL_MAJOR && rule->fix.len == 0) {
            fail_msg("`%.*s` demands a major and names no fix", BG_ARGS(rule->id));
        }
    }
}

UNIT(rules_rules) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_two_rules_claim_the_same), cmocka_unit_test(test_every_fact_is_claimed),
        cmocka_unit_test(test_every_rule_can_claim),        cmocka_unit_test(test_words),
        cmocka_unit_test(test_majors_have_a_fix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
