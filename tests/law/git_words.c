/*
 * The law of what git says: whatever kind of error the library meets, and in whatever words, the message ends with the
 * next step. It does not show that the step is the best one.
 */
#include "repo/form.h"
#include "repo/internal.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { KINDS = GIT_ERROR_INTERNAL + 10 }; /* and some that later releases may have */

static void holds(const char *words) {
    struct bg_error err = {0};
    assert_false(bg_git_fail(&err, "the thing could not be read"));
    struct bg_slice said = bg_slice_of(err.message);
    struct bg_slice front = bg_slice_of("the thing could not be read: ");
    assert_true(bg_slice_starts(said, front));
    struct bg_slice rest = bg_slice_from(said, front.len);
    assert_true(bg_slice_starts(rest, bg_slice_of(words)));
    struct bg_slice step = bg_slice_from(rest, strlen(words));
    assert_true(bg_slice_starts(step, BG_LITERAL("; ")));
    assert_true(step.len > strlen("; ") && !bg_slice_ends(step, BG_LITERAL("; ")));
}

static void test_kinds(void **state) {
    (void)state;
    struct bg_error unused;
    assert_true(bg_git_start(&unused));
    static const char *const words[] = {"words that nobody knows", "unsupported extension name extensions.x",
                                        "failed to create locked file '/x/index.lock'"};
    for (int kind = GIT_ERROR_NONE + 1; kind < KINDS; kind++) {
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
            (void)git_error_set_str(kind, words[w]);
            holds(words[w]);
        }
    }
    git_error_clear();
    holds("unknown error");
}

UNIT(law_git_words) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
