/* Numbers as text: the canonical decimal form by which equal numbers have equal bytes. */
#ifndef BG_TEXT_NUMBER_H
#define BG_TEXT_NUMBER_H

#include "base/slice.h"

/*
 * A JSON number taken apart without loss: (-1)^negative * digits * 10^exponent. `digits` has neither leading nor
 * trailing zeros and is a part of the text, with at most one "." inside that does not count. Zero has no digits.
 */
struct bg_number {
    bool is_negative;
    struct bg_slice digits;
    int64_t exponent; /* of the last digit */
    bool is_extreme;  /* the exponent as written does not fit: compare only with itself */
};

/* Takes JSON number text apart (RFC 8259, section 6). The text must be a JSON number. */
struct bg_number bg_number_split(struct bg_slice text);

/* Equal as numbers: 1, 1.0 and 10e-1 are. */
bool bg_number_equal(struct bg_slice a, struct bg_slice b);

#endif
