/*
 * Formats: texts that have each format, and every text that differs from them in one place, held against a pattern of
 * the whole format where patterns can say it. Days of months and leap seconds are rows.
 */
#include "schema/accept/format.h"

#include "base/arena.h"
#include "base/regex.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define BYTE "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define TIME_OF_DAY "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?"
#define ZONE "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
#define HEX "[0-9a-fA-F]"

static const struct {
    const char *format;
    bool decides; /* else what may have it is unknown */
    const char *pattern;
    const char *texts[4];
} formats[] = {
    {"ipv4", true, "^" BYTE "\\." BYTE "\\." BYTE "\\." BYTE "$", {"0.10.200.255", "99.249.1.199", "1.2.3.4"}},
    {"uuid",
     true,
     "^" HEX "{8}-" HEX "{4}-" HEX "{4}-" HEX "{4}-" HEX "{12}$",
     {"09afAF00-1234-5678-9abc-def012345678"}},
    {"time", true, "^" TIME_OF_DAY ZONE "$", {"12:34:56Z", "00:00:00.123+05:30", "23:59:59z", "19:09:09-23:59"}},
    {"uri", false, "^[a-zA-Z][a-zA-Z0-9+.-]*:[^ ]*$", {"http://a/b?c#d", "z:", "Aa0+.-9Z:x"}},
    {"iri", false, "^[a-zA-Z][a-zA-Z0-9+.-]*:[^ ]*$", {"urn:x:y"}},
    {"email", false, "^[^@]+@[^]+$", {"a@b", "a.b@c.d"}},
    {"idn-email", false, "^[^@]+@[^]+$", {"a@b"}},
    {"hostname", false, "^[a-zA-Z0-9.-]+$", {"a-b.example", "Z9.az"}},
    {"ipv6", false, "^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$", {"::1", "2001:db8::ffff:1.2.3.4"}},
    {"json-pointer", false, "^(?:/[^]*)?$", {"/a/b", ""}},
    {"duration", false, "^P[^]+$", {"P1D", "PT1H"}},
};

static void compare(struct bg_regexes *regexes, size_t f, const char *text) {
    enum bg_match match = bg_regex_search(regexes, bg_slice_of(formats[f].pattern), bg_slice_of(text));
    enum bg_format_fit expected = match != BG_MATCH_YES ? BG_FORMAT_DIFFERS
                                  : formats[f].decides  ? BG_FORMAT_FITS
                                                        : BG_FORMAT_UNKNOWN;
    enum bg_format_fit fit = bg_format_check(bg_slice_of(formats[f].format), bg_slice_of(text));
    if (fit != expected) {
        fail_msg("`%s` as %s: %d, not %d", text, formats[f].format, (int)fit, (int)expected);
    }
}

/* With one letter more, less or changed. */
static void compare_neighbours(struct bg_regexes *regexes, size_t f, const char *text) {
    static const char letters[] = "0123456789/:;@AFGZ[`afgz{-+._ PTt";
    char changed[64];
    size_t len = strlen(text);
    for (size_t at = 0; at <= len; at++) {
        for (size_t l = 0; l < sizeof letters - 1; l++) {
            (void)snprintf(changed, sizeof changed, "%.*s%c%s", (int)at, text, letters[l], text + at);
            compare(regexes, f, changed);
            if (at < len) {
                (void)snprintf(changed, sizeof changed, "%.*s%c%s", (int)at, text, letters[l], text + at + 1);
                compare(regexes, f, changed);
            }
        }
        if (at < len) {
            (void)snprintf(changed, sizeof changed, "%.*s%s", (int)at, text, text + at + 1);
            compare(regexes, f, changed);
        }
    }
}

static void formats_are_their_patterns(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_regexes *regexes = bg_regexes_new(&arena);
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        compare(regexes, f, "");
        for (size_t t = 0; t < 4 && formats[f].texts[t] != NULL; t++) {
            compare(regexes, f, formats[f].texts[t]);
            assert_int_not_equal(bg_format_check(bg_slice_of(formats[f].format), bg_slice_of(formats[f].texts[t])),
                                 BG_FORMAT_DIFFERS);
            compare_neighbours(regexes, f, formats[f].texts[t]);
        }
    }
    bg_regexes_finish(regexes);
    bg_arena_finish(&arena);
}

static const struct {
    const char *format;
    const char *text;
    bool fits;
} rows[] = {
    {"date", "2024-02-29", true},
    {"date", "2023-02-29", false},
    {"date", "2000-02-29", true},
    {"date", "1900-02-29", false},
    {"date", "2023-02-28", true},
    {"date", "2024-02-30", false},
    {"date", "2023-01-31", true},
    {"date", "2023-01-32", false},
    {"date", "2023-04-30", true},
    {"date", "2023-04-31", false},
    {"date", "2023-12-31", true},
    {"date", "2023-13-01", false},
    {"date", "2023-00-01", false},
    {"date", "2023-01-00", false},
    {"date", "0000-01-01", true},
    {"date", "2023-01-01x", false},
    {"date", "2023-01-1", false},
    {"date", "202-01-01", false},
    {"date", "2023/01-01", false},
    {"date", "2023-01/01", false},
    {"date-time", "2023-01-01T00:00:00Z", true},
    {"date-time", "2023-01-01t00:00:00z", true},
    {"date-time", "2023-01-01 00:00:00Z", false},
    {"date-time", "2023-01-01T00:00:00", false},
    {"date-time", "2023-01-01T00:00:00Zx", false},
    {"date-time", "2023-01-32T00:00:00Z", false},
    {"date-time", "2023-01-01", false},
    /* A leap second is the last of a day in UTC, wherever the clock stands. */
    {"time", "23:59:60Z", true},
    {"time", "23:59:61Z", false},
    {"time", "23:58:60Z", false},
    {"time", "22:59:60Z", false},
    {"time", "00:00:60Z", false},
    {"time", "23:59:60+00:00", true},
    {"time", "15:59:60-08:00", true},
    {"time", "01:29:60+01:30", true},
    {"time", "01:29:60-01:30", false},
    {"time", "22:29:60-01:30", true},
    {"time", "00:29:60+00:30", true},
    {"time", "23:29:60-00:30", true},
    {"time", "23:58:60-23:59", false},
    {"time", "00:00:60-23:59", true},
    {"time", "23:58:60+23:59", true},
    {"time", "23:59:60.5Z", true},
    {"time", "12:00:00.Z", false},
    {"ipv4", "256.1.1.1", false},
    {"ipv4", "0255.1.1.1", false},
    {"ipv4", "1.1.1.1.", false},
    {"unheard-of", "x", true},
};

static void days_and_leap_seconds(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum bg_format_fit fit = bg_format_check(bg_slice_of(rows[i].format), bg_slice_of(rows[i].text));
        if (fit != (rows[i].fits ? BG_FORMAT_FITS : BG_FORMAT_DIFFERS)) {
            fail_msg("`%s` as %s: %d", rows[i].text, rows[i].format, (int)fit);
        }
    }
}

static void what_needs_a_grammar_is_unknown(void **state) {
    (void)state;
    static const char *const undecided[] = {"idn-hostname",          "iri-reference", "regex",
                                            "relative-json-pointer", "uri-reference", "uri-template"};
    for (size_t i = 0; i < sizeof undecided / sizeof undecided[0]; i++) {
        assert_int_equal(bg_format_check(bg_slice_of(undecided[i]), BG_LITERAL("")), BG_FORMAT_UNKNOWN);
    }
    char name[256];
    memset(name, 'a', sizeof name);
    assert_int_equal(bg_format_check(BG_LITERAL("hostname"), (struct bg_slice){name, 253}), BG_FORMAT_UNKNOWN);
    assert_int_equal(bg_format_check(BG_LITERAL("hostname"), (struct bg_slice){name, 254}), BG_FORMAT_DIFFERS);
    assert_int_equal(bg_format_check(BG_LITERAL("time"), (struct bg_slice){"12:00:00\0", 9}), BG_FORMAT_DIFFERS);
    assert_int_equal(bg_format_check(BG_LITERAL("ipv6"), (struct bg_slice){":\0", 2}), BG_FORMAT_DIFFERS);
}

UNIT(schema_accept_format) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_their_patterns),
        cmocka_unit_test(days_and_leap_seconds),
        cmocka_unit_test(what_needs_a_grammar_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
