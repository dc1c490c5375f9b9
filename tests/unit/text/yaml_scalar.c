/*
 * Types of plain scalars, held against the regular expressions of YAML 1.1 that the runtime uses: every short text of
 * the letters that matter, and every word and date with one letter changed, dropped or doubled. Values are held against
 * the C library's.
 */
#include "text/yaml_scalar.h"

#include "base/regex.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* In the order in which they are tried. */
static const struct {
    enum bg_yaml_type type;
    const char *pattern;
} types[] = {
    {BG_YAML_TRUE, "^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$"},
    {BG_YAML_FALSE, "^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$"},
    {BG_YAML_NULL, "^(?:[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$"},
    {BG_YAML_FLOAT, "^(?:(?:[-+]?[0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?"
                    "[0-9])+\\.[0-9_]*)$"},
    {BG_YAML_INT, "^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$"},
    {BG_YAML_MERGE, "^<<$"},
    {BG_YAML_NULL, "^(?:~|null|Null|NULL)?$"},
    {BG_YAML_INVALID, "^=$"},
    {BG_YAML_TIMESTAMP,
     "^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ "
     "\\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$"},
};

struct judging {
    struct bg_arena arena;
    struct bg_regexes *regexes;
};

static enum bg_yaml_type type_by_patterns(struct judging *judging, struct bg_slice text) {
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (bg_regex_search(judging->regexes, bg_slice_of(types[i].pattern), text) == BG_MATCH_YES) {
            return types[i].type;
        }
    }
    return BG_YAML_TEXT;
}

/* The number that the text stands for, read without any of the code under test. */
static long long integer_value(const char *text) {
    char digits[64];
    size_t used = 0;
    bool is_negative = text[0] == '-';
    text += text[0] == '-' || text[0] == '+';
    for (; *text != '\0'; text++) {
        if (*text != '_') {
            digits[used++] = *text;
        }
    }
    digits[used] = '\0';
    long long value = 0;
    if (strchr(digits, ':') != NULL) {
        for (char *group = strtok(digits, ":"); group != NULL; group = strtok(NULL, ":")) {
            value = value * 60 + strtoll(group, NULL, 10);
        }
    } else if (digits[0] == '0' && digits[1] == 'b') {
        value = strtoll(digits + 2, NULL, 2);
    } else {
        value = strtoll(digits, NULL, 0);
    }
    return is_negative ? -value : value;
}

static double float_value(const char *text) {
    char digits[64];
    size_t used = 0;
    bool is_negative = text[0] == '-';
    text += text[0] == '-' || text[0] == '+';
    for (; *text != '\0'; text++) {
        if (*text != '_') {
            digits[used++] = *text;
        }
    }
    digits[used] = '\0';
    double value = 0;
    for (char *group = strtok(digits, ":"); group != NULL; group = strtok(NULL, ":")) {
        value = value * 60 + strtod(group, NULL);
    }
    return is_negative ? -value : value;
}

/* Whether it is what JSON calls a number. */
static bool is_json_number(struct judging *judging, struct bg_slice text) {
    struct bg_slice pattern = BG_LITERAL("^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$");
    return bg_regex_search(judging->regexes, pattern, text) == BG_MATCH_YES;
}

static void compare(struct judging *judging, const char *text) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice value;
    struct bg_slice more = bg_arena_printf(&arena, "%s9", text); /* what stands behind it must not be looked at */
    enum bg_yaml_type type = bg_yaml_scalar_type(&arena, bg_slice_range(more, 0, more.len - 1), &value);
    enum bg_yaml_type expected = type_by_patterns(judging, bg_slice_of(text));
    if (type != expected && !(expected == BG_YAML_TIMESTAMP && type == BG_YAML_INVALID)) {
        fail_msg("`%s`: %d, not %d", text, (int)type, (int)expected);
    }
    if (type == BG_YAML_INT || type == BG_YAML_FLOAT) {
        const char *number = bg_arena_copy(&arena, value).at;
        bool is_right = type == BG_YAML_INT ? strtoll(number, NULL, 10) == integer_value(text)
                                            : strtod(number, NULL) == float_value(text);
        if (!is_right || !is_json_number(judging, value)) {
            fail_msg("`%s`: %s", text, number);
        }
    }
    bg_arena_finish(&arena);
}

/* All texts of up to `most` of the letters. */
static void compare_all(struct judging *judging, const char *letters, size_t most) {
    size_t count = strlen(letters);
    for (size_t len = 0; len <= most; len++) {
        size_t all = 1;
        for (size_t i = 0; i < len; i++) {
            all *= count;
        }
        for (size_t n = 0; n < all; n++) {
            char text[16] = "";
            size_t rest = n;
            for (size_t i = 0; i < len; i++, rest /= count) {
                text[i] = letters[rest % count];
            }
            compare(judging, text);
        }
    }
}

/* The text, and each that differs from it in one place. */
static void compare_neighbours(struct judging *judging, const char *text) {
    static const char letters[] = "01259_:.-+eETtZ aA/~";
    char changed[64];
    size_t len = strlen(text);
    compare(judging, text);
    for (size_t at = 0; at <= len; at++) {
        for (size_t l = 0; l < sizeof letters - 1; l++) {
            (void)snprintf(changed, sizeof changed, "%.*s%c%s", (int)at, text, letters[l], text + at);
            compare(judging, changed);
            if (at < len) {
                (void)snprintf(changed, sizeof changed, "%.*s%c%s", (int)at, text, letters[l], text + at + 1);
                compare(judging, changed);
            }
        }
        if (at < len) {
            (void)snprintf(changed, sizeof changed, "%.*s%s", (int)at, text, text + at + 1);
            compare(judging, changed);
        }
    }
}

static void types_are_those_of_the_runtime(void **state) {
    (void)state;
    static const char *const words[] = {
        "yes",
        "Yes",
        "YES",
        "no",
        "No",
        "NO",
        "true",
        "True",
        "TRUE",
        "false",
        "False",
        "FALSE",
        "on",
        "On",
        "ON",
        "off",
        "Off",
        "OFF",
        "null",
        "Null",
        "NULL",
        "~",
        "",
        "<<",
        "=",
        ".inf",
        "-.Inf",
        "+.INF",
        ".nan",
        ".NaN",
        ".NAN",
        "yEs",
        "nULL",
        ".Nan",
        "0b1010",
        "-0x1Fa",
        "+0777",
        "1_000",
        "12:30:45",
        "-1:59",
        "1:5",
        "190:20:30.15",
        "-1.5e+10",
        "+0.5E-3",
        "1.e-8",
        ".5e+1",
        "000.500",
        "-0",
        "+0",
        "00",
        "0.",
        "-0.0",
        "2020-01-02",
        "2020-1-2 3:04:05",
        "2001-12-14t21:59:43.10-05:00",
        "2001-12-14 21:59:43.1 -5",
        "2001-12-15T2:59:43Z",
    };
    struct judging judging = {.arena = BG_ARENA_EMPTY};
    judging.regexes = bg_regexes_new(&judging.arena);
    compare_all(&judging, "0158_:.-+exbfg", 4);
    compare_all(&judging, "06:._-e+", 6);
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        compare_neighbours(&judging, words[w]);
    }
    bg_regexes_finish(judging.regexes);
    bg_arena_finish(&judging.arena);
}

static const struct {
    const char *text;
    const char *expected; /* NULL: the runtime refuses it */
} dates[] = {
    {"2020-01-02", "2020-01-02"},
    {"2020-02-29", "2020-02-29"},
    {"2021-02-29", NULL},
    {"1900-02-29", NULL},
    {"2000-02-29", "2000-02-29"},
    {"2020-04-31", NULL},
    {"2020-12-31", "2020-12-31"},
    {"2020-13-01", NULL},
    {"2020-00-01", NULL},
    {"2020-01-00", NULL},
    {"2020-01-32", NULL},
    {"0000-01-01", NULL},
    {"0001-01-01", "0001-01-01"},
    {"2020-1-2 3:04:05", "2020-01-02T03:04:05"},
    {"2020-01-02T23:59:59", "2020-01-02T23:59:59"},
    {"2020-01-02T24:00:00", NULL},
    {"2020-01-02T23:60:00", NULL},
    {"2020-01-02T23:59:60", NULL},
    {"2020-01-02t00:00:00Z", "2020-01-02T00:00:00+00:00"},
    {"2020-01-02T00:00:00.", "2020-01-02T00:00:00"},
    {"2020-01-02T00:00:00.5", "2020-01-02T00:00:00.500000"},
    {"2020-01-02T00:00:00.123456789", "2020-01-02T00:00:00.123456"},
    {"2020-01-02T00:00:00.0000001", "2020-01-02T00:00:00"},
    {"2020-01-02 00:00:00 +1", "2020-01-02T00:00:00+01:00"},
    {"2020-01-02 00:00:00-05:30", "2020-01-02T00:00:00-05:30"},
    {"2020-01-02 00:00:00+23:59", "2020-01-02T00:00:00+23:59"},
    {"2020-01-02 00:00:00+24:00", NULL},
    {"2020-01-02 00:00:00+00:60", NULL},
};

static void dates_are_written_in_one_form(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice text;
        enum bg_yaml_type type = bg_yaml_scalar_type(&arena, bg_slice_of(dates[i].text), &text);
        assert_int_equal(type, dates[i].expected == NULL ? BG_YAML_INVALID : BG_YAML_TIMESTAMP);
        const char *expected =
            dates[i].expected == NULL ? "a date or time is out of range (quote it if it is text)" : dates[i].expected;
        assert_string_equal(bg_arena_copy(&arena, text).at, expected);
        bg_arena_finish(&arena);
    }
}

/* Decimal integers keep their text however long; of other bases there may be as many digits as the limit says. */
static void long_integers(void **state) {
    (void)state;
    enum { LONGEST = 512 };
    char text[LONGEST + 8];
    for (int more = 0; more < 2; more++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_slice value;
        memset(text, '0', sizeof text);
        text[1] = 'x';
        text[2 + LONGEST + more - 1] = 'a';
        enum bg_yaml_type type =
            bg_yaml_scalar_type(&arena, (struct bg_slice){text, (size_t)(2 + LONGEST + more)}, &value);
        assert_int_equal(type, more == 0 ? BG_YAML_INT : BG_YAML_INVALID);
        assert_true(bg_slice_is(value, more == 0 ? "10" : "an integer has too many digits"));
        memset(text, 'f', sizeof text);
        memcpy(text, "0x", 2);
        type = bg_yaml_scalar_type(&arena, (struct bg_slice){text, 2 + 32}, &value);
        assert_int_equal(type, BG_YAML_INT);
        assert_true(bg_slice_is(value, "340282366920938463463374607431768211455"));
        bg_arena_finish(&arena);
    }
}

UNIT(text_yaml_scalar) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_those_of_the_runtime),
        cmocka_unit_test(dates_are_written_in_one_form),
        cmocka_unit_test(long_integers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
