/*
 * Where a date stands in the heading of a release, and what is none. What headings of real changelogs say is shown with
 * the sections that are made after them (release/changelog).
 */
#include "release/changelog_heading.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct row {
    const char *name;
    const char *text;
    int at; /* -1: there is none */
} rows[] = {
    {"at the front", "2026-01-02", 0},
    {"at the end", "1.2.3 - 2026-01-02", 8},
    {"with slashes", "(2026/01/02)", 1},
    {"with dots", "2026.01.02", 0},
    {"the first of two", "2026-01-02 2026-01-03", 0},
    {"marks of two kinds", "2026-01/02", -1},
    {"other marks", "2026_01_02", -1},
    {"a figure before it", "12026-01-02", -1},
    {"a figure behind it", "2026-01-021", -1},
    {"a letter before it", "v2026-01-02", 1},
    {"a month of one figure", "2026-1-02", -1},
    {"too short", "2026-01-0", -1},
    {"nothing", "", -1},
};

static void a_date_is_found(void **state) {
    const struct row *row = *state;
    struct bg_slice text = bg_slice_of(row->text);
    assert_int_equal(bg_heading_date_at(text), row->at < 0 ? text.len : (size_t)row->at);
}

/* What stands before the text is no part of it. */
static void only_the_text_is_read(void **state) {
    (void)state;
    struct bg_slice text = bg_slice_from(BG_LITERAL("12026-01-02"), 1);
    assert_int_equal(bg_heading_date_at(text), 0);
    text.len--;
    assert_int_equal(bg_heading_date_at(text), text.len);
}

UNIT(release_changelog_heading) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_date_is_found, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(only_the_text_is_read);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
