/* Formats: the dates and times of RFC 3339, addresses of four bytes, and UUIDs; the others are left undecided. */
#include "schema/format.h"

/* Reads `digits` decimal digits at the front of *text. */
static bool read_digits(struct bg_slice *text, size_t digits, int *out) {
    int value = 0;
    if (text->len < digits) {
        return false;
    }
    for (size_t i = 0; i < digits; i++) {
        char c = text->at[i];
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    *text = bg_slice_from(*text, digits);
    *out = value;
    return true;
}

static bool read_char(struct bg_slice *text, const char *any_of) {
    if (text->len == 0 || text->at[0] == '\0' || strchr(any_of, text->at[0]) == NULL) {
        return false;
    }
    *text = bg_slice_from(*text, 1);
    return true;
}

static bool read_date(struct bg_slice *text) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year;
    int month;
    int day;
    if (!read_digits(text, 4, &year) || !read_char(text, "-") || !read_digits(text, 2, &month) ||
        !read_char(text, "-") || !read_digits(text, 2, &day) || month < 1 || month > 12) {
        return false;
    }
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/* RFC 3339, section 5.6, `full-time`; the leap second only at the end of a UTC day (5.7). */
static bool read_time(struct bg_slice *text) {
    int hour;
    int minute;
    int second;
    int zone_hour = 0;
    int zone_minute = 0;
    if (!read_digits(text, 2, &hour) || !read_char(text, ":") || !read_digits(text, 2, &minute) ||
        !read_char(text, ":") || !read_digits(text, 2, &second) || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    if (read_char(text, ".")) {
        int digit;
        if (!read_digits(text, 1, &digit)) {
            return false;
        }
        while (read_digits(text, 1, &digit)) {
        }
    }
    if (!read_char(text, "Zz")) {
        int sign = text->len > 0 && text->at[0] == '-' ? -1 : 1;
        if (!read_char(text, "+-") || !read_digits(text, 2, &zone_hour) || !read_char(text, ":") ||
            !read_digits(text, 2, &zone_minute) || zone_hour > 23 || zone_minute > 59) {
            return false;
        }
        zone_hour *= sign;
        zone_minute *= sign;
    }
    int in_utc = ((hour - zone_hour) * 60 + minute - zone_minute + 2 * 24 * 60) % (24 * 60);
    return second < 60 || in_utc == 23 * 60 + 59;
}

static bool is_date(struct bg_slice text) {
    return read_date(&text) && text.len == 0;
}

static bool is_time(struct bg_slice text) {
    return read_time(&text) && text.len == 0;
}

static bool is_date_time(struct bg_slice text) {
    return read_date(&text) && read_char(&text, "Tt") && read_time(&text) && text.len == 0;
}

static bool is_ipv4(struct bg_slice text) {
    for (int part = 0; part < 4; part++) {
        int value = 0;
        int digit;
        int count = 0;
        bool has_leading_zero = text.len > 1 && text.at[0] == '0' && text.at[1] >= '0' && text.at[1] <= '9';
        while (count < 4 && read_digits(&text, 1, &digit)) {
            value = value * 10 + digit;
            count++;
        }
        if (count == 0 || count > 3 || value > 255 || has_leading_zero || (part < 3 && !read_char(&text, "."))) {
            return false;
        }
    }
    return text.len == 0;
}

static bool is_uuid(struct bg_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
        if (text.at[i] == '\0' || strchr(is_dash_place ? "-" : "0123456789abcdefABCDEF", text.at[i]) == NULL) {
            return false;
        }
    }
    return text.len == 36;
}

static const struct {
    const char *name;
    bool (*fits)(struct bg_slice text); /* NULL: left undecided */
} formats[] = {
    {"date", is_date},       {"date-time", is_date_time},
    {"duration", NULL},      {"email", NULL},
    {"hostname", NULL},      {"idn-email", NULL},
    {"idn-hostname", NULL},  {"ipv4", is_ipv4},
    {"ipv6", NULL},          {"iri", NULL},
    {"iri-reference", NULL}, {"json-pointer", NULL},
    {"regex", NULL},         {"relative-json-pointer", NULL},
    {"time", is_time},       {"uri", NULL},
    {"uri-reference", NULL}, {"uri-template", NULL},
    {"uuid", is_uuid},
};

enum bg_format_fit bg_format_check(struct bg_slice format, struct bg_slice text) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (bg_slice_is(format, formats[i].name)) {
            if (formats[i].fits == NULL) {
                return BG_FORMAT_UNKNOWN;
            }
            return formats[i].fits(text) ? BG_FORMAT_FITS : BG_FORMAT_DIFFERS;
        }
    }
    return BG_FORMAT_FITS;
}
