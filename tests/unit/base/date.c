/*
 * Dates: every day of ten thousand years in order, which is every border of months and leap years; every way to spell
 * one wrong; and days of times.
 */
#include "base/date.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FIRST = -719162, LAST = 2932896 }; /* 0001-01-01 and 9999-12-31 */

/* The days of the calendar are those texts that are read, and each is one more than the day before. */
static void every_day_follows_the_day_before(void **state) {
    (void)state;
    long expected = FIRST;
    for (int year = 0; year <= 9999; year++) {
        for (int month = 0; month <= 13; month++) {
            for (int day = 0; day <= 32; day++) {
                char text[48];
                long days;
                (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                if (bg_date_read(bg_slice_of(text), &days)) {
                    assert_int_equal(days, expected++);
                }
            }
        }
    }
    assert_int_equal(expected, LAST + 1);
}

static void days_of_times_are_read_back(void **state) {
    (void)state;
    for (int64_t day = 0; day < 60000; day += 13) {
        for (int64_t second = 0; second < 86400; second += 86399) {
            char text[BG_DATE_SIZE];
            long days;
            assert_true(bg_date_read(bg_slice_of(bg_date_of(day * 86400 + second, text)), &days));
            assert_int_equal(days, day);
        }
    }
}

static void known_days(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long days;
    } rows[] = {
        {"1970-01-01", 0},     {"1969-12-31", -1},    {"1972-02-29", 789},  {"2000-02-29", 11016},
        {"2026-11-30", 20787}, {"0001-01-01", FIRST}, {"9999-12-31", LAST},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        long days;
        assert_true(bg_date_read(bg_slice_of(rows[i].text), &days));
        assert_int_equal(days, rows[i].days);
    }
}

static void other_spellings_are_no_dates(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",           "2026",        "2026-1-02",  "2026-01-2",  "2026-01-002", "2026-01-02 ", " 2026-01-02",
        "2026/01-02", "2026-01/02",  "2026.01.02", "20260102",   "26-01-02",    "02026-01-02", "+026-01-02",
        "-026-01-02", "2026-0a-02",  "2026-01-0a", "a026-01-02", "202:-01-02",  "202/-01-02",  "2026-00-01",
        "2026-13-01", "2026-01-00",  "2026-01-32", "2026-04-31", "2026-02-29",  "1900-02-29",  "2000-02-30",
        "0000-01-01", "2026-01-02T", "2026-0:-01", "2026-01-0/",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        long days;
        if (bg_date_read(bg_slice_of(rows[i]), &days)) {
            fail_msg("`%s` is a date", rows[i]);
        }
    }
    long days;
    assert_false(bg_date_read(BG_NO_SLICE, &days));
}

static void today_can_be_set(void **state) {
    (void)state;
    char out[BG_DATE_SIZE];
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "86400", 1), 0);
    assert_string_equal(bg_date_today(out), "1970-01-02");
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1772971199", 1), 0);
    assert_string_equal(bg_date_today(out), "2026-03-08");
    assert_int_equal(unsetenv("SOURCE_DATE_EPOCH"), 0);
    long days;
    assert_true(bg_date_read(bg_slice_of(bg_date_today(out)), &days));
    assert_true(days > 20000);
    assert_string_equal(bg_date_of(INT64_MAX, out), "1970-01-01"); /* a year that has no text */
}

UNIT(base_date) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_follows_the_day_before),
        cmocka_unit_test(days_of_times_are_read_back),
        cmocka_unit_test(known_days),
        cmocka_unit_test(other_spellings_are_no_dates),
        cmocka_unit_test(today_can_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
