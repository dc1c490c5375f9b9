/* docs/glossary.md is what rules/terms.yaml says; every word that a report, an audit or the configuration uses is in
 * it, and what it refers to exists. */
#include "report/terms_page.h"
#include "base/level.h"
#include "report/history.h"
#include "report/sentence.h"
#include "report/words.h"
#include "rules/profile.h"
#include "rules/rules.h"
#include "rules/vocabulary.h"
#include "support/page.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_known(const char *word) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_id = bg_vocabulary_find(bg_slice_of(word)) != NULL; /* which explain knows as well */
    if (!is_id && bg_terms_find(&arena, bg_slice_of(word)) == NULL) {
        fail_msg("rules/terms.yaml does not say what %s means", word);
    }
    bg_arena_finish(&arena);
}

static void test_every_word_is_there(void **state) {
    (void)state;
    for (size_t i = 0; i < BG_LEVEL_COUNT; i++) {
        assert_known(bg_level_names[i]);
    }
    for (enum bg_declared i = BG_DECLARED_NONE; i <= BG_DECLARED_INVALID; i++) {
        assert_known(bg_word_declared(i));
    }
    for (enum bg_outcome i = BG_OUTCOME_SKIPPED; i <= BG_OUTCOME_UNJUDGED; i++) {
        assert_known(bg_word_outcome(i));
        assert_known(bg_verdict_word(i));
    }
    assert_known("waived");
    assert_known("harmless");
    assert_known("coverage");
    for (size_t i = 0; i < BG_PROMISE_COUNT; i++) {
        assert_known(bg_promise_names[i]);
    }
    for (size_t i = 0; i < BG_PRE_1_0_COUNT; i++) {
        assert_known(bg_pre_1_0_names[i]);
    }
    for (size_t i = 0; i < bg_builtin_profile_count; i++) {
        assert_known(bg_builtin_profiles[i].name.at);
    }
    static const enum bg_state states[] = {BG_STATE_ADDED, BG_STATE_REMOVED, BG_STATE_MOVED, BG_STATE_CHANGED};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        assert_known(bg_word_state(states[i]));
    }
    static const enum bg_proof proofs[] = {BG_PROOF_RULE, BG_PROOF_WITNESS, BG_PROOF_UNKNOWN};
    for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++) {
        assert_known(bg_word_proof(proofs[i]));
    }
}

static bool is_built_in(struct bg_slice id) {
    bool is_found = false;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        is_found |= bg_slice_equal(bg_builtin_rules[i].id, id);
    }
    return is_found;
}

static void test_references(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    size_t count = 0;
    const struct bg_term *terms = bg_terms_list(&arena, &count);
    assert_true(count > 40);
    for (size_t i = 0; i < count; i++) {
        for (size_t s = 0; s < terms[i].see_count; s++) {
            struct bg_slice see = terms[i].see[s];
            if (bg_terms_find(&arena, see) == NULL && bg_vocabulary_find(see) == NULL && !is_built_in(see)) {
                fail_msg("%.*s refers to %.*s, which is nothing", BG_ARGS(terms[i].name), BG_ARGS(see));
            }
        }
        assert_null(bg_vocabulary_find(terms[i].name)); /* explain finds ids first */
        assert_false(is_built_in(terms[i].name));
    }
    bg_arena_finish(&arena);
}

static void test_page_is_fresh(void **state) {
    (void)state;
    struct bg_buffer page = {0};
    bg_terms_page(&page);
    page_expect("glossary.md", "rules/terms.yaml", "glossary", bg_buffer_slice(&page));
    bg_buffer_finish(&page);
}

UNIT(report_terms_page) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word_is_there),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_page_is_fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
