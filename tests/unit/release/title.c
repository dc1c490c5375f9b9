/* Titles of pull requests as changelogs say them. */
#include "release/title.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_titles(void **state) {
    (void)state;
    static const struct {
        const char *title, *clean, *number;
    } rows[] = {
        {"Fix paging (#1234)", "Fix paging", "1234"},
        {"Fix paging", "Fix paging", NULL},
        {" fix(source-x)!: Fix paging (#7) ", "Fix paging", "7"},
        {"chore: tidy", "tidy", NULL},
        {"\xe2\x9c\xa8 Source X: add a stream", "Source X: add a stream", NULL},
        {"\xf0\x9f\x90\x9b\xf0\x9f\x8e\x89 fix: both", "both", NULL},
        {":bug: fix it", "fix it", NULL},
        {"\xc3\x9c"
         "bersetzung",
         "\xc3\x9c"
         "bersetzung",
         NULL},
        {"Note: a colon in prose", "a colon in prose", NULL},
        {"x:y", "x:y", NULL},
        {"(#1)", "", "1"},
        {":: twice", ":: twice", NULL},
        {":a_B: emoji of letters", "emoji of letters", NULL},
        {":a1: no emoji", ":a1: no emoji", NULL},
        {":open", ":open", NULL},
        {":", ":", NULL},
        {"feat: ", "feat:", NULL},
        {"feat!: loud", "loud", NULL},
        {"feat:tight", "feat:tight", NULL},
        {"Fix (#12) (#34)", "Fix (#12)", "34"},
        {"Fix (#1a)", "Fix (#1a)", NULL},
        {"Fix #1", "Fix #1", NULL},
        {"Fix (see #1)", "Fix (see #1)", NULL},
        {"Fix (#)", "Fix (#)", NULL},
        {"", "", NULL},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_slice clean = bg_title_clean(bg_slice_of(rows[r].title));
        struct bg_slice number = bg_title_number(bg_slice_of(rows[r].title));
        if (!bg_slice_is(clean, rows[r].clean)) {
            fail_msg("`%s` became `%.*s`", rows[r].title, BG_ARGS(clean));
        }
        assert_int_equal(number.at == NULL, rows[r].number == NULL);
        assert_true(bg_slice_equal(number, bg_slice_of(rows[r].number)));
    }
}

static void test_announcements(void **state) {
    (void)state;
    static const struct {
        const char *title, *type, *scope;
        enum bg_level level;
    } rows[] = {
        {"feat: add paging", "feat", NULL, BG_LEVEL_MINOR},
        {"feat(source-x): add paging (#7)", "feat(source-x)", "source-x", BG_LEVEL_MINOR},
        {"\xe2\x9c\xa8 Feat: add paging", "Feat", NULL, BG_LEVEL_MINOR},
        {"fix: mend", "fix", NULL, BG_LEVEL_PATCH},
        {"fix!: drop", "fix!", NULL, BG_LEVEL_MAJOR},
        {"chore(a, b)!: drop", "chore(a, b)!", "a, b", BG_LEVEL_MAJOR},
        {"BREAKING CHANGE: drop", "BREAKING CHANGE", NULL, BG_LEVEL_MAJOR},
        {"BREAKING-CHANGE: drop", "BREAKING-CHANGE", NULL, BG_LEVEL_MAJOR},
        {"perf: quicker", "perf", NULL, BG_LEVEL_PATCH},
        {"refactor: move", "refactor", NULL, BG_LEVEL_PATCH},
        {"revert: back", "revert", NULL, BG_LEVEL_PATCH},
        {"docs: say", "docs", NULL, BG_LEVEL_NONE},
        {"chore(): say", "chore()", "", BG_LEVEL_NONE},
        {"Note: a colon in prose", NULL, NULL, BG_LEVEL_NONE},
        {"Note!: a colon in prose", NULL, NULL, BG_LEVEL_NONE},
        {"feature-flags: off", NULL, NULL, BG_LEVEL_NONE},
        {"feat:tight", NULL, NULL, BG_LEVEL_NONE},
        {"feat(open: paging", NULL, NULL, BG_LEVEL_NONE},
        {"breaking change: in prose", NULL, NULL, BG_LEVEL_NONE},
        {"BREAKING CHANGES: drop", NULL, NULL, BG_LEVEL_NONE},
        {"", NULL, NULL, BG_LEVEL_NONE},
        {NULL, NULL, NULL, BG_LEVEL_NONE},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_announcement said = {.level = BG_LEVEL_NONE};
        bool is_said = bg_title_announces(bg_slice_of(rows[r].title), &said);
        if (is_said != (rows[r].type != NULL) ||
            (is_said &&
             (!bg_slice_is(said.type, rows[r].type) || said.level != rows[r].level ||
              (said.scope.at == NULL) != (rows[r].scope == NULL) || !bg_slice_is(said.scope, rows[r].scope)))) {
            fail_msg("`%s`: `%.*s`, %d", rows[r].title, BG_ARGS(said.type), (int)said.level);
        }
    }
}

UNIT(release_title) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_titles), cmocka_unit_test(test_announcements)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
