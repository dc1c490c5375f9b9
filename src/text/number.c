/* Numbers as text: see number.h. */
#include "text/number.h"

enum { EXPONENT_DIGITS = 15 };

struct bg_number bg_number_split(struct bg_slice text) {
    struct bg_number number = {0};
    size_t at = 0;
    if (at < text.len && text.at[at] == '-') {
        number.is_negative = true;
        at++;
    }
    size_t first = text.len;
    size_t last = 0;
    int64_t after_point = 0; /* fraction digits up to and with the last significant one */
    int64_t trailing = 0;    /* whole digits after the last significant one */
    int64_t fraction = 0;
    bool in_fraction = false;
    for (; at < text.len; at++) {
        char c = text.at[at];
        if (c == '.') {
            in_fraction = true;
        } else if (c >= '0' && c <= '9') {
            fraction += in_fraction;
            if (c != '0') {
                first = first == text.len ? at : first;
                last = at + 1;
                after_point = fraction;
                trailing = 0;
            } else if (!in_fraction) {
                trailing++;
            }
        } else {
            break;
        }
    }
    if (first == text.len) {
        return (struct bg_number){0};
    }
    int64_t exponent = 0;
    if (at < text.len) {
        at++;
        bool is_minus = at < text.len && text.at[at] == '-';
        at += at < text.len && (text.at[at] == '-' || text.at[at] == '+');
        while (at < text.len && text.at[at] == '0') {
            at++;
        }
        number.is_extreme = text.len - at > EXPONENT_DIGITS;
        for (; at < text.len && !number.is_extreme; at++) {
            exponent = exponent * 10 + (text.at[at] - '0');
        }
        exponent = is_minus ? -exponent : exponent;
    }
    number.digits = bg_slice_range(text, first, last);
    number.exponent = exponent - after_point + (after_point == 0 ? trailing : 0);
    return number;
}

bool bg_number_equal(struct bg_slice a, struct bg_slice b) {
    if (bg_slice_equal(a, b)) {
        return true;
    }
    struct bg_number x = bg_number_split(a);
    struct bg_number y = bg_number_split(b);
    if (x.is_extreme || y.is_extreme || x.is_negative != y.is_negative || x.exponent != y.exponent) {
        return false;
    }
    size_t i = 0;
    size_t j = 0;
    while (true) {
        i += i < x.digits.len && x.digits.at[i] == '.';
        j += j < y.digits.len && y.digits.at[j] == '.';
        if (i >= x.digits.len || j >= y.digits.len) {
            return i >= x.digits.len && j >= y.digits.len;
        }
        if (x.digits.at[i++] != y.digits.at[j++]) {
            return false;
        }
    }
}
