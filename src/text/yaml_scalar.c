/* Plain scalars: one small matcher for each of PyYAML's expressions, tried in PyYAML's order. See yaml_scalar.h. */
#include "text/yaml_scalar.h"

#include "base/buffer.h"

#include <stdio.h>

/* Digits of an integer that is converted from another base; longer ones are refused. */
enum { LONGEST_INTEGER = 512 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_one_of(struct bg_slice plain, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bg_slice_is(plain, words[i])) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(plain, words) is_one_of(plain, words, sizeof(words) / sizeof((words)[0]))

static const char *const true_words[] = {"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
static const char *const false_words[] = {"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};
static const char *const null_words[] = {"", "~", "null", "Null", "NULL"};

/* How many bytes from `at` on are digits or underscores. */
static size_t digits_len(struct bg_slice plain, size_t at) {
    size_t end = at;
    while (end < plain.len && (is_digit(plain.at[end]) || plain.at[end] == '_')) {
        end++;
    }
    return end - at;
}

static bool is_sign(char c) {
    return c == '+' || c == '-';
}

/* [-+]?D[0-9_]*\.[0-9_]*([eE][-+][0-9]+)? or \.[0-9][0-9_]*([eE][-+][0-9]+)?: an exponent needs its sign. */
static bool is_decimal_float(struct bg_slice plain) {
    size_t at = 0;
    bool has_sign = plain.len > 0 && is_sign(plain.at[0]);
    at += has_sign;
    bool has_whole = at < plain.len && is_digit(plain.at[at]);
    if (has_whole) {
        at += digits_len(plain, at);
    } else if (has_sign) {
        return false;
    }
    if (at >= plain.len || plain.at[at] != '.') {
        return false;
    }
    at++;
    if (!has_whole && (at >= plain.len || !is_digit(plain.at[at]))) {
        return false;
    }
    at += digits_len(plain, at);
    if (at < plain.len && (plain.at[at] == 'e' || plain.at[at] == 'E')) {
        at++;
        if (at >= plain.len || !is_sign(plain.at[at])) {
            return false;
        }
        at++;
        size_t first = at;
        while (at < plain.len && is_digit(plain.at[at])) {
            at++;
        }
        if (at == first) {
            return false;
        }
    }
    return at == plain.len;
}

/* [-+]?(first)[0-9_]*(:[0-5]?[0-9])+, followed by \.[0-9_]* when a fraction is wanted. */
static bool is_sexagesimal(struct bg_slice plain, bool wants_fraction) {
    size_t at = plain.len > 0 && is_sign(plain.at[0]);
    if (at >= plain.len || !is_digit(plain.at[at]) || (!wants_fraction && plain.at[at] == '0')) {
        return false;
    }
    at += digits_len(plain, at);
    size_t groups = 0;
    while (at < plain.len && plain.at[at] == ':') {
        at++;
        size_t len = 0;
        while (at + len < plain.len && is_digit(plain.at[at + len])) {
            len++;
        }
        if (len == 0 || len > 2 || (len == 2 && plain.at[at] > '5')) {
            return false;
        }
        at += len;
        groups++;
    }
    if (groups == 0) {
        return false;
    }
    if (wants_fraction) {
        if (at >= plain.len || plain.at[at] != '.') {
            return false;
        }
        at++;
        at += digits_len(plain, at);
    }
    return at == plain.len;
}

static bool is_infinite(struct bg_slice plain) {
    static const char *const words[] = {".inf", ".Inf", ".INF"};
    return IS_ONE_OF(bg_slice_from(plain, plain.len > 0 && is_sign(plain.at[0])), words);
}

static bool is_nan(struct bg_slice plain) {
    static const char *const words[] = {".nan", ".NaN", ".NAN"};
    return IS_ONE_OF(plain, words);
}

/* The base of an integer without sign, with *skip bytes of prefix; 0 if it is none; 60 for groups with colons. */
static unsigned integer_base(struct bg_slice body, size_t *skip) {
    *skip = 0;
    if (body.len == 0) {
        return 0;
    }
    if (body.at[0] != '0') {
        if (!is_digit(body.at[0])) {
            return 0;
        }
        return digits_len(body, 0) == body.len ? 10 : is_sexagesimal(body, false) ? 60 : 0;
    }
    if (body.len == 1) {
        return 10;
    }
    unsigned base = body.at[1] == 'b' ? 2 : body.at[1] == 'x' ? 16 : 8;
    *skip = base == 8 ? 1 : 2;
    for (size_t i = *skip; i < body.len; i++) {
        char c = body.at[i];
        bool is_hex = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        bool is_ok = c == '_' || (base == 16 ? is_digit(c) || is_hex : c >= '0' && c < '0' + (char)base);
        if (!is_ok) {
            return 0;
        }
    }
    return *skip < body.len ? base : 0;
}

static unsigned digit_value(char c) {
    return is_digit(c) ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10;
}

/* digits = digits * factor + add, in decimal, least digit first. */
static size_t multiply_add(unsigned char *digits, size_t count, unsigned factor, unsigned add) {
    unsigned carry = add;
    for (size_t i = 0; i < count; i++) {
        carry += digits[i] * factor;
        digits[i] = (unsigned char)(carry % 10);
        carry /= 10;
    }
    for (; carry > 0; carry /= 10) {
        digits[count++] = (unsigned char)(carry % 10);
    }
    return count;
}

/* The decimal text of an integer in any of YAML's bases. */
static bool integer_text(struct bg_arena *arena, bool is_negative, struct bg_slice body, unsigned base,
                         struct bg_slice *text) {
    if (body.len > LONGEST_INTEGER) {
        *text = BG_LITERAL("an integer has too many digits");
        return false;
    }
    unsigned char digits[LONGEST_INTEGER * 2 + 8] = {0};
    size_t count = 0;
    unsigned group = 0;
    for (size_t i = 0; i < body.len; i++) {
        char c = body.at[i];
        if (c == '_') {
            continue;
        }
        if (base != 60) {
            count = multiply_add(digits, count, base, digit_value(c));
        } else if (c == ':') {
            count = multiply_add(digits, count, i == 0 ? 1 : 60, 0);
            group = 0;
        } else if (memchr(body.at, ':', i) == NULL) {
            count = multiply_add(digits, count, 10, digit_value(c));
        } else {
            /* Inside a group after the first: add the digit at its place. */
            bool is_first_of_two = group == 0 && i + 1 < body.len && is_digit(body.at[i + 1]);
            count = multiply_add(digits, count, 1, digit_value(c) * (is_first_of_two ? 10 : 1));
            group++;
        }
    }
    char *out = bg_arena_alloc(arena, count + 3);
    size_t len = 0;
    if (is_negative && count > 0) {
        out[len++] = '-';
    }
    if (count == 0) {
        out[len++] = '0';
    }
    for (size_t i = count; i > 0; i--) {
        out[len++] = (char)('0' + digits[i - 1]);
    }
    *text = (struct bg_slice){out, len};
    return true;
}

static struct bg_slice without_underscores(struct bg_arena *arena, struct bg_slice text) {
    char *out = bg_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '_') {
            out[len++] = text.at[i];
        }
    }
    return (struct bg_slice){out, len};
}

/* JSON number text of a decimal float: underscores, a plus sign and leading zeros dropped, missing digits filled in.
 * "1." is 1.0, and "1.e-8" is 1e-8. */
static struct bg_slice float_text(struct bg_arena *arena, struct bg_slice plain) {
    struct bg_slice rest = without_underscores(arena, bg_slice_from(plain, is_sign(plain.at[0])));
    struct bg_slice whole = bg_slice_cut(&rest, '.');
    struct bg_slice fraction = bg_slice_range(rest, 0, digits_len(rest, 0));
    struct bg_slice exponent = bg_slice_from(rest, fraction.len);
    while (whole.len > 1 && whole.at[0] == '0') {
        whole = bg_slice_from(whole, 1);
    }
    whole = whole.len == 0 ? BG_LITERAL("0") : whole;
    fraction = fraction.len == 0 && exponent.len == 0 ? BG_LITERAL("0") : fraction;
    return bg_arena_printf(arena, "%s%.*s%s%.*s%.*s", plain.at[0] == '-' ? "-" : "", BG_ARGS(whole),
                           fraction.len == 0 ? "" : ".", BG_ARGS(fraction), BG_ARGS(exponent));
}

static struct bg_slice sexagesimal_float_text(struct bg_arena *arena, struct bg_slice plain) {
    bool is_negative = plain.at[0] == '-';
    double value = 0;
    struct bg_slice rest = bg_slice_from(plain, is_sign(plain.at[0]));
    while (rest.at != NULL) {
        struct bg_slice group = bg_slice_cut(&rest, ':');
        double part = 0;
        double scale = 0;
        for (size_t i = 0; i < group.len; i++) {
            char c = group.at[i];
            if (c == '.') {
                scale = 1;
            } else if (is_digit(c)) {
                scale /= 10;
                part = scale > 0 ? part + scale * (c - '0') : part * 10 + (c - '0');
            }
        }
        value = value * 60 + part;
    }
    return bg_arena_printf(arena, "%.15g", is_negative ? -value : value);
}

/* Up to `most` digits from *at on, at least `least`; false if there are fewer. */
static bool read_digits(struct bg_slice plain, size_t *at, size_t least, size_t most, unsigned *value) {
    size_t len = 0;
    *value = 0;
    while (len < most && *at + len < plain.len && is_digit(plain.at[*at + len])) {
        *value = *value * 10 + digit_value(plain.at[*at + len]);
        len++;
    }
    *at += len;
    return len >= least;
}

static bool read_char(struct bg_slice plain, size_t *at, const char *set) {
    if (*at >= plain.len || plain.at[*at] == '\0' || strchr(set, plain.at[*at]) == NULL) {
        return false;
    }
    (*at)++;
    return true;
}

static unsigned days_in(unsigned year, unsigned month) {
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (unsigned)(month == 2 && is_leap);
}

struct timestamp {
    unsigned year, month, day, hour, minute, second, micro;
    bool has_time;
    bool has_zone;
    bool zone_is_negative;
    unsigned zone_hour, zone_minute;
};

/* The time of day and zone after a date: separator, h:mm:ss, fraction, zone. */
static bool read_time(struct bg_slice plain, size_t at, struct timestamp *t) {
    if (!read_char(plain, &at, "Tt")) {
        size_t blanks = at;
        while (read_char(plain, &at, " \t")) {
        }
        if (at == blanks) {
            return false;
        }
    }
    if (!read_digits(plain, &at, 1, 2, &t->hour) || !read_char(plain, &at, ":") ||
        !read_digits(plain, &at, 2, 2, &t->minute) || !read_char(plain, &at, ":") ||
        !read_digits(plain, &at, 2, 2, &t->second)) {
        return false;
    }
    if (read_char(plain, &at, ".")) {
        size_t first = at;
        while (at < plain.len && is_digit(plain.at[at])) {
            at++;
        }
        for (size_t i = 0; i < 6; i++) {
            t->micro = t->micro * 10 + (first + i < at ? digit_value(plain.at[first + i]) : 0);
        }
    }
    size_t before_blanks = at;
    while (read_char(plain, &at, " \t")) {
    }
    t->has_time = true;
    if (at == plain.len) {
        return at == before_blanks;
    }
    t->has_zone = true;
    if (read_char(plain, &at, "Z")) {
        return at == plain.len;
    }
    t->zone_is_negative = plain.at[at] == '-';
    if (!read_char(plain, &at, "+-") || !read_digits(plain, &at, 1, 2, &t->zone_hour)) {
        return false;
    }
    if (read_char(plain, &at, ":") && !read_digits(plain, &at, 2, 2, &t->zone_minute)) {
        return false;
    }
    return at == plain.len;
}

static bool read_timestamp(struct bg_slice plain, struct timestamp *t) {
    size_t at = 0;
    if (!read_digits(plain, &at, 4, 4, &t->year) || !read_char(plain, &at, "-")) {
        return false;
    }
    size_t month_at = at;
    if (!read_digits(plain, &at, 1, 2, &t->month) || !read_char(plain, &at, "-")) {
        return false;
    }
    size_t day_at = at;
    if (!read_digits(plain, &at, 1, 2, &t->day)) {
        return false;
    }
    if (at == plain.len) {
        return day_at - month_at == 3 && at - day_at == 2;
    }
    return read_time(plain, at, t);
}

static enum bg_yaml_type timestamp_type(struct bg_arena *arena, const struct timestamp *t, struct bg_slice *text) {
    if (t->year == 0 || t->month == 0 || t->month > 12 || t->day == 0 || t->day > days_in(t->year, t->month) ||
        t->hour > 23 || t->minute > 59 || t->second > 59 || t->zone_hour > 23 || t->zone_minute > 59) {
        *text = BG_LITERAL("a date or time is out of range (quote it if it is text)");
        return BG_YAML_INVALID;
    }
    if (!t->has_time) {
        return BG_YAML_TIMESTAMP; /* a date alone is written in this form already */
    }
    struct bg_slice date = bg_arena_printf(arena, "%04u-%02u-%02u", t->year, t->month, t->day);
    char fraction[16] = "";
    char zone[16] = "";
    if (t->micro > 0) {
        (void)snprintf(fraction, sizeof fraction, ".%06u", t->micro % 1000000);
    }
    if (t->has_zone) {
        (void)snprintf(zone, sizeof zone, "%c%02u:%02u", t->zone_is_negative ? '-' : '+', t->zone_hour % 100,
                       t->zone_minute % 100);
    }
    *text =
        bg_arena_printf(arena, "%.*sT%02u:%02u:%02u%s%s", BG_ARGS(date), t->hour, t->minute, t->second, fraction, zone);
    return BG_YAML_TIMESTAMP;
}

/* Whether the first two bytes let a scalar be anything but text: most scalars, "type" and "object" too, end here. */
static bool may_be_typed(struct bg_slice plain) {
    if (plain.len == 0 || memchr("-+.0123456789~<=", plain.at[0], 16) != NULL) {
        return true;
    }
    return plain.len >= 2 && plain.len <= 5 && memchr("nNyYtTfFoO", plain.at[0], 10) != NULL &&
           memchr("aAeEfFnNoOrRuU", plain.at[1], 14) != NULL;
}

enum bg_yaml_type bg_yaml_scalar_type(struct bg_arena *arena, struct bg_slice plain, struct bg_slice *text) {
    *text = plain;
    if (!may_be_typed(plain)) {
        return BG_YAML_TEXT;
    }
    if (IS_ONE_OF(plain, true_words)) {
        return BG_YAML_TRUE;
    }
    if (IS_ONE_OF(plain, false_words)) {
        return BG_YAML_FALSE;
    }
    if (is_infinite(plain) || is_nan(plain)) {
        return BG_YAML_NULL;
    }
    if (is_decimal_float(plain)) {
        *text = float_text(arena, plain);
        return BG_YAML_FLOAT;
    }
    if (is_sexagesimal(plain, true)) {
        *text = sexagesimal_float_text(arena, plain);
        return BG_YAML_FLOAT;
    }
    size_t skip;
    size_t sign = plain.len > 0 && is_sign(plain.at[0]);
    struct bg_slice body = bg_slice_from(plain, sign);
    unsigned base = integer_base(body, &skip);
    if (base != 0) {
        bool is_negative = sign == 1 && plain.at[0] == '-';
        return integer_text(arena, is_negative, bg_slice_from(body, skip), base, text) ? BG_YAML_INT : BG_YAML_INVALID;
    }
    if (bg_slice_is(plain, "<<")) {
        return BG_YAML_MERGE;
    }
    if (IS_ONE_OF(plain, null_words)) {
        return BG_YAML_NULL;
    }
    if (bg_slice_is(plain, "=")) {
        *text = BG_LITERAL("a plain \"=\" cannot be loaded (quote it)");
        return BG_YAML_INVALID;
    }
    struct timestamp t = {0};
    if (read_timestamp(plain, &t)) {
        return timestamp_type(arena, &t, text);
    }
    return BG_YAML_TEXT;
}
