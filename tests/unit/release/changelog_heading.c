/*
 * What a heading of a release says: where a date stands in it, which version it is of, and what its link becomes for
 * another release. What headings of real changelogs say is shown with
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

static const struct reading {
    const char *title;
    const char *version; /* NULL: it is of no release, or of several */
    const char *date;    /* NULL: there is none */
    const char *link;    /* likewise */
    bool is_bracketed;
    bool is_plain;
} readings[] = {
    {.title = "1.2.3", .version = "1.2.3", .is_plain = true},
    {.title = "v1.2.3", .version = "1.2.3", .is_plain = true},
    {.title = "V1.2.3", .version = "1.2.3", .is_plain = true},
    {.title = "Z1.2.3"},
    {.title = "xv1.2.3"},
    {.title = "xV1.2.3"},
    {.title = "1v1.2.3"},
    {.title = "-v1.2.3", .version = "1.2.3", .is_plain = true},
    {.title = "Vv1.2.3"},
    {.title = ".1.2.3"},
    {.title = "1.2.3.4"},
    {.title = "1.2.3-rc.1+b.2", .version = "1.2.3-rc.1+b.2", .is_plain = true},
    {.title = "1.2.3.", .version = "1.2.3", .is_plain = true},
    {.title = "1.2.3-", .version = "1.2.3", .is_plain = true},
    {.title = "1.2.3 1.2.4"},
    {.title = "1.2.3,1.2.4"},
    {.title = "release 1.2.3", .version = "1.2.3", .is_plain = true},
    {.title = "tap-x Version: v1.2.3", .version = "1.2.3", .is_plain = true},
    {.title = "tap x 1.2.3"},
    {.title = "1.2.3 and more", .version = "1.2.3"},
    {.title = "1.2.3 \xe2\x80\x93 2026-01-02", .version = "1.2.3", .date = "2026-01-02", .is_plain = true},
    {.title = "1.2.3 \xe2\x80\x94", .version = "1.2.3", .is_plain = true},
    {.title = "1.2.3 \xe2\x80\x95", .version = "1.2.3"},
    {.title = "1.2.3 \xe2\x80\x93x", .version = "1.2.3"},
    {.title = "1.2.3 (2026-01-02)", .version = "1.2.3", .date = "2026-01-02", .is_plain = true},
    {.title = "1.2.3 (2026-01-02) late", .version = "1.2.3", .date = "2026-01-02"},
    {.title = "1.2.3 late (2026-01-02)", .version = "1.2.3", .date = "2026-01-02"},
    {.title = "2026-01-02: 1.2.3", .version = "1.2.3", .date = "2026-01-02", .is_plain = true},
    {.title = "2026-01-02: 1.2.3 of 2026-01-03", .version = "1.2.3", .date = "2026-01-02"},
    {.title = "[1.2.3] - 2026-01-02", .version = "1.2.3", .date = "2026-01-02", .is_bracketed = true, .is_plain = true},
    {.title = "[1.2.3](https://e.example/1.2.4/2026-02-03) 2026-01-02",
     .version = "1.2.3",
     .date = "2026-01-02",
     .link = "https://e.example/1.2.4/2026-02-03",
     .is_plain = true},
    {.title = "[1.2.3](x) late", .version = "1.2.3", .link = "x"},
    {.title = "[1.2.3](x", .version = "1.2.3", .is_bracketed = true},
    {.title = "[1.2.3]()", .version = "1.2.3", .link = "", .is_plain = true},
    {.title = "2026-01-02"},
    {.title = ""},
};

static void assert_text(struct bg_slice found, const char *expected) {
    assert_int_equal(found.at != NULL, expected != NULL);
    if (expected != NULL && !bg_slice_is(found, expected)) {
        fail_msg("`%.*s` is not `%s`", BG_ARGS(found), expected);
    }
}

static void a_title_is_read(void **state) {
    const struct reading *reading = *state;
    struct bg_heading heading = bg_heading_read(bg_slice_of(reading->title));
    assert_text(heading.version, reading->version);
    if (reading->version != NULL) {
        assert_text(heading.date, reading->date);
        assert_text(heading.link, reading->link);
        assert_int_equal(heading.is_bracketed, reading->is_bracketed);
        assert_int_equal(heading.is_plain, reading->is_plain);
    }
}

static const struct address {
    const char *name;
    const char *address;  /* of 1.2.3, to become that of 1.3.0 after 1.2.4 */
    const char *expected; /* NULL: that cannot be told */
} addresses[] = {
    {"the whole address", "1.2.3", "1.3.0"},
    {"a tag", "https://e.example/v1.2.3", "https://e.example/v1.3.0"},
    {"something behind it", "https://e.example/1.2.3/x", "https://e.example/1.3.0/x"},
    {"nowhere", "https://e.example/", NULL},
    {"nothing", "", NULL},
    {"twice", "https://e.example/1.2.3/1.2.3", NULL},
    {"within a longer number", "https://e.example/11.2.3", NULL},
    {"the end of a longer number", "https://e.example/9.1.2.3", NULL},
    {"the front of a longer number", "https://e.example/1.2.30", NULL},
    {"beside a longer number", "1.2.30/1.2.3", "1.2.30/1.3.0"},
    {"a comparison", "https://e.example/v1.2.0...v1.2.3", "https://e.example/v1.2.4...v1.3.0"},
    {"a comparison without a folder", "v1.2.0...v1.2.3", "v1.2.4...v1.3.0"},
    {"a comparison that goes on", "https://e.example/v1.2.0...v1.2.3?x", NULL},
    {"a comparison that begins there", "https://e.example/v1.2.3...v1.2.5", NULL},
    {"a comparison of others", "https://e.example/v1.2.0...v1.2.5", NULL},
};

static void an_address_goes_on(void **state) {
    const struct address *row = *state;
    struct bg_buffer out = {0};
    bool is_known = bg_heading_add_address(&out, bg_slice_of(row->address), BG_LITERAL("1.2.3"), BG_LITERAL("1.2.4"),
                                           BG_LITERAL("1.3.0"));
    assert_int_equal(is_known, row->expected != NULL);
    bg_buffer_add_char(&out, '\0');
    assert_string_equal(out.at, row->expected == NULL ? "" : row->expected);
    bg_buffer_finish(&out);
}

UNIT(release_changelog_heading) {
    enum {
        ROWS = sizeof rows / sizeof rows[0],
        READINGS = sizeof readings / sizeof readings[0],
        ADDRESSES = sizeof addresses / sizeof addresses[0]
    };
    struct CMUnitTest tests[ROWS + READINGS + ADDRESSES + 1];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_date_is_found, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    for (size_t i = 0; i < READINGS; i++) {
        tests[ROWS + i] = (struct CMUnitTest){
            .name = readings[i].title, .test_func = a_title_is_read, .initial_state = (void *)(uintptr_t)&readings[i]};
    }
    for (size_t i = 0; i < ADDRESSES; i++) {
        tests[ROWS + READINGS + i] = (struct CMUnitTest){.name = addresses[i].name,
                                                         .test_func = an_address_goes_on,
                                                         .initial_state = (void *)(uintptr_t)&addresses[i]};
    }
    tests[ROWS + READINGS + ADDRESSES] = (struct CMUnitTest)cmocka_unit_test(only_the_text_is_read);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
