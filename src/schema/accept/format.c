/*
 * Formats: the dates and times of RFC 3339, addresses of four bytes and UUIDs are decided. Of the others only what is
 * certainly no such text is told; the rest is left undecided, since each takes a grammar of its own.
 */
#include "schema/accept/format.h"

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

/* Scheme and colon (RFC 3986, section 3.1): all URIs begin so, and hold no blanks. */
static bool may_be_uri(struct bg_slice text) {
    size_t colon = bg_slice_find(text, BG_LITERAL(":"));
    bool may_be = colon > 0 && colon < text.len && bg_slice_find(text, BG_LITERAL(" ")) == text.len;
    for (size_t i = 0; i < colon && may_be; i++) {
        char c = text.at[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        may_be = is_letter || (i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
    }
    return may_be;
}

static bool may_be_email(struct bg_slice text) {
    size_t at = bg_slice_find(text, BG_LITERAL("@"));
    return at > 0 && at + 1 < text.len;
}

static bool may_be_hostname(struct bg_slice text) {
    bool may_be = text.len > 0 && text.len < 254;
    for (size_t i = 0; i < text.len && may_be; i++) {
        char c = text.at[i];
        may_be = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }
    return may_be;
}

static bool may_be_ipv6(struct bg_slice text) {
    bool may_be = bg_slice_find(text, BG_LITERAL(":")) < text.len;
    for (size_t i = 0; i < text.len && may_be; i++) {
        may_be = text.at[i] != '\0' && strchr("0123456789abcdefABCDEF:.", text.at[i]) != NULL;
    }
    return may_be;
}

static bool may_be_json_pointer(struct bg_slice text) {
    return text.len == 0 || text.at[0] == '/';
}

static bool may_be_duration(struct bg_slice text) {
    return text.len > 1 && text.at[0] == 'P';
}

/* `fits` decides; `may_fit` only tells what is certainly no such text. Neither: nothing is said. */
static const struct {
    const char *name;
    bool (*fits)(struct bg_slice text);
    bool (*may_fit)(struct bg_slice text);
} formats[] = {
    {"date", is_date, NULL},
    {"date-time", is_date_time, NULL},
    {"duration", NULL, may_be_duration},
    {"email", NULL, may_be_email},
    {"hostname", NULL, may_be_hostname},
    {"idn-email", NULL, may_be_email},
    {"idn-hostname", NULL, NULL},
    {"ipv4", is_ipv4, NULL},
    {"ipv6", NULL, may_be_ipv6},
    {"iri", NULL, may_be_uri},
    {"iri-reference", NULL, NULL},
    {"json-pointer", NULL, may_be_json_pointer},
    {"regex", NULL, NULL},
    {"relative-json-pointer", NULL, NULL},
    {"time", is_time, NULL},
    {"uri", NULL, may_be_uri},
    {"uri-reference", NULL, NULL},
    {"uri-template", NULL, NULL},
    {"uuid", is_uuid, NULL},
};

enum bg_format_fit bg_format_check(struct bg_slice format, struct bg_slice text) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (!bg_slice_is(format, formats[i].name)) {
            continue;
        }
        if (formats[i].fits != NULL) {
            return formats[i].fits(text) ? BG_FORMAT_FITS : BG_FORMAT_DIFFERS;
        }
        bool differs = formats[i].may_fit != NULL && !formats[i].may_fit(text);
        return differs ? BG_FORMAT_DIFFERS : BG_FORMAT_UNKNOWN;
    }
    return BG_FORMAT_FITS;
}
