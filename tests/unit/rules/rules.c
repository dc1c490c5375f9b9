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

/* How many built-in rules claim the fact at one turn: those with a subject are asked first, and are not counted. */
static size_t claims_of(const struct bg_change *change) {
    size_t count = 0;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        const struct bg_rule *rule = &bg_builtin_rules[i];
        count += rule->subject_count == 0 && bg_rule_claims(rule, change);
    }
    return count;
}

/* Every fact of rules/facts.yaml, in each of its directions and with every set of its flags. */
static void test_every_fact_is_claimed_once(void **state) {
    (void)state;
    size_t faults = 0;
    size_t asked = 0;
    for (size_t i = 0; i < BG_CHANGE_KIND_COUNT * BG_CHANGE_HOW_COUNT << BG_CHANGE_FLAG_COUNT; i++) {
        struct bg_change change = {
            .kind = (enum bg_change_kind)(i >> BG_CHANGE_FLAG_COUNT) / BG_CHANGE_HOW_COUNT,
            .how = (enum bg_change_how)(i >> BG_CHANGE_FLAG_COUNT) % BG_CHANGE_HOW_COUNT,
            .flags = (unsigned)i & ((1u << BG_CHANGE_FLAG_COUNT) - 1),
        };
        bool is_possible = bg_change_is_possible(change.kind, change.how, change.flags);
        asked += is_possible;
        if (is_possible && claims_of(&change) != 1) {
            print_error("%zu rules claim %s %s with flags %#x\n", claims_of(&change), bg_change_kind_name(change.kind),
                        bg_change_how_name(change.how), change.flags);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
    assert_true(asked > 150);
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

/* Every rule by its id, and nothing by what stands before, between and behind them. */
static void test_rules_are_found(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rules rules;
    bg_rules_init(&rules, &arena);
    assert_int_equal(rules.count, bg_builtin_rule_count);
    for (size_t i = 0; i < rules.count; i++) {
        struct bg_slice id = rules.items[i].rule->id;
        assert_ptr_equal(bg_rules_find(&rules, id), rules.items[i].rule);
        assert_null(bg_rules_find(&rules, bg_arena_printf(&arena, "%.*s-", BG_ARGS(id))));
        assert_null(bg_rules_find(&rules, bg_slice_range(id, 0, id.len - 1)));
    }
    assert_null(bg_rules_find(&rules, BG_LITERAL("")));
    assert_null(bg_rules_find(&rules, BG_LITERAL("zzz")));
    bg_arena_finish(&arena);
}

UNIT(rules_rules) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_two_rules_claim_the_same),
        cmocka_unit_test(test_every_fact_is_claimed_once),
        cmocka_unit_test(test_rules_are_found),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_majors_have_a_fix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
