/* The pull request of an event: each payload, and the number and title that are known from it. */
#include "run/pull_request.h"

#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *payload;
    const char *number; /* NULL: not known */
    const char *title;
} rows[] = {
    {"{\"pull_request\": {\"number\": 7, \"title\": \"Add it\"}}", "7", "Add it"},
    {"{\"pull_request\": {\"number\": 7}}", "7", NULL},
    {"{\"pull_request\": {\"title\": \"Add it\"}}", NULL, "Add it"},
    {"{\"pull_request\": {\"number\": 7, \"title\": \"\"}}", "7", NULL},
    {"{\"pull_request\": {\"number\": 7, \"title\": \"x\"}}", "7", "x"},
    {"{\"pull_request\": {\"number\": \"7\", \"title\": 1}}", NULL, NULL},
    {"{\"pull_request\": {\"number\": 7.5, \"title\": null}}", NULL, NULL},
    {"{\"pull_request\": null}", NULL, NULL},
    {"{\"number\": 7, \"title\": \"Add it\"}", NULL, NULL},
    {"[]", NULL, NULL},
    {"{\"pull_request\": {\"number\": 7, ", NULL, NULL},
    {"", NULL, NULL},
};

static void assert_text(const char *got, const char *expected) {
    assert_int_equal(got == NULL, expected == NULL);
    assert_true(expected == NULL || strcmp(got, expected) == 0);
}

static void an_event_names_its_pull_request(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        fixture_write(f, "event.json", rows[i].payload);
        const char *path = bg_arena_printf(&arena, "%s/event.json", fixture_path(f)).at;
        assert_int_equal(setenv("GITHUB_EVENT_PATH", path, 1), 0);
        struct bg_pull_request found = bg_pull_request_find(&arena);
        assert_text(found.number, rows[i].number);
        assert_text(found.title, rows[i].title);
        bg_arena_finish(&arena);
    }
    fixture_free(f);
}

static void without_an_event_nothing_is_known(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    assert_int_equal(setenv("GITHUB_EVENT_PATH", "/nowhere/event.json", 1), 0);
    assert_null(bg_pull_request_find(&arena).number);
    assert_int_equal(unsetenv("GITHUB_EVENT_PATH"), 0);
    assert_null(bg_pull_request_find(&arena).number);
    assert_null(bg_pull_request_find(&arena).title);
    bg_arena_finish(&arena);
}

UNIT(run_pull_request) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_names_its_pull_request),
        cmocka_unit_test(without_an_event_nothing_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
