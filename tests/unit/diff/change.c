/* What a run may spend on comparing schemas, and which names flags have. The facts themselves are in rules/facts.yaml.
 */
#include "diff/change.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* All that may be spent can be spent, and no more; what was spent too much is counted. */
static void effort_has_an_end(void **state) {
    struct bg_effort effort = {.most = 10};
    struct bg_changes changes = {.effort = &effort};
    struct bg_changes others = {.effort = &effort};
    (void)state;
    assert_true(bg_changes_spend(&changes, 4));
    assert_true(bg_changes_spend(&others, 6));
    assert_true(bg_changes_spend(&changes, 0));
    assert_false(bg_changes_spend(&changes, 1));
    assert_false(bg_changes_spend(&others, 0));
    assert_int_equal(effort.steps, 11);
}

static void effort_may_be_boundless(void **state) {
    struct bg_changes changes = {.effort = NULL};
    (void)state;
    assert_true(bg_changes_spend(&changes, UINT64_MAX));
    assert_true(bg_changes_spend(&changes, UINT64_MAX));
}

static void one_flag_has_a_name(void **state) {
    (void)state;
    assert_non_null(bg_change_flag_name(1));
    assert_non_null(bg_change_flag_name(1u << (BG_CHANGE_FLAG_COUNT - 1)));
    assert_null(bg_change_flag_name(0));
    assert_null(bg_change_flag_name(3));
    assert_null(bg_change_flag_name(1u << BG_CHANGE_FLAG_COUNT));
}

UNIT(diff_change) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effort_has_an_end),
        cmocka_unit_test(effort_may_be_boundless),
        cmocka_unit_test(one_flag_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
