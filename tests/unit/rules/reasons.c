/* Every id by which a version or a next version is refused has words. Those of evidence are asserted where they arise.
 */
#include "release/next.h"
#include "rules/reasons.h"
#include "release/version.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void assert_words(const char *id) {
    if (bg_reasons_find(bg_slice_of(id)) == NULL) {
        fail_msg("rules/reasons.yaml has no words for %s", id);
    }
}

static void test_versions(void **state) {
    (void)state;
    for (enum bg_version_code code = BG_VERSION_OK; code <= BG_VERSION_INVALID_BASE; code++) {
        if (bg_version_code_outcome(code) != BG_OUTCOME_PASSED) {
            assert_words(bg_version_code_id(code));
        }
    }
    assert_words(BG_VERSION_MIRROR_MISMATCH);
    assert_words("version-of-build");
    assert_words("version-skipped");
}

static void test_next(void **state) {
    (void)state;
    for (enum bg_next_code code = BG_NEXT_NEEDS_HUMAN; code <= BG_NEXT_INVALID_BASE; code++) {
        assert_words(bg_next_code_id(code));
    }
}

static void test_order(void **state) {
    (void)state;
    size_t count;
    const struct bg_reason_words *reasons = bg_reasons_list(&count);
    for (size_t r = 1; r < count; r++) {
        assert_true(bg_slice_compare(reasons[r - 1].id, reasons[r].id) < 0);
    }
    assert_null(bg_reasons_find(BG_LITERAL("bc-entry")));
}

UNIT(rules_reasons) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
