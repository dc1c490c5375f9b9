/* Keywords about numbers, texts and values as a whole (draft-07, validation 6.1 to 6.3). */
#include "schema/accept/validate_private.h"

#include "base/slice.h"
#include "schema/language/exact.h"
#include "schema/accept/format.h"
#include "schema/accept/value.h"

enum bg_validity bg_check_type(const struct bg_check *check) {
    bool is_list = check->keyword->kind == BG_NODE_LIST;
    const struct bg_node *const *names = is_list ? check->keyword->as.items : &check->keyword;
    size_t count = is_list ? check->keyword->count : 1;
    unsigned types = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned named = bg_value_types_named(names[i]);
        if (named == 0) {
            return bg_check_unsupported(check, "`type` names something that is no type");
        }
        types |= named;
    }
    unsigned type = (unsigned)bg_value_type(check->validator->arena, check->instance);
    return (types & type) != 0 ? BG_VALID : bg_check_refuse(check);
}

enum bg_validity bg_check_enum(const struct bg_check *check) {
    if (check->keyword->kind != BG_NODE_LIST) {
        return bg_check_unsupported(check, "`enum` is no list");
    }
    for (size_t i = 0; i < check->keyword->count; i++) {
        if (bg_node_equal(check->keyword->as.items[i], check->instance)) {
            return BG_VALID;
        }
    }
    return bg_check_refuse(check);
}

enum bg_validity bg_check_const(const struct bg_check *check) {
    return bg_node_equal(check->keyword, check->instance) ? BG_VALID : bg_check_refuse(check);
}

/* The instance and the keyword as numbers. VALID: both are there; INVALID: the instance is no number. */
static enum bg_validity read_numbers(const struct bg_check *check, const struct bg_exact **value,
                                     const struct bg_exact **bound) {
    if (!bg_node_is_number(check->instance)) {
        return BG_INVALID;
    }
    if (!bg_node_is_number(check->keyword)) {
        return bg_check_unsupported(check, "a bound is no number");
    }
    *value = bg_exact_read(check->validator->arena, check->instance->as.text);
    *bound = bg_exact_read(check->validator->arena, check->keyword->as.text);
    if (*value == NULL || *bound == NULL) {
        return bg_check_unsupported(check, "a number has too many digits (the limit is 1200)");
    }
    return BG_VALID;
}

/* Is the value on the right side? `side` is 1 for minima, -1 for maxima. */
static enum bg_validity check_bound(const struct bg_check *check, int side, bool is_exclusive) {
    const struct bg_exact *value;
    const struct bg_exact *bound;
    enum bg_validity numbers = read_numbers(check, &value, &bound);
    if (numbers != BG_VALID) {
        return numbers == BG_INVALID ? BG_VALID : numbers;
    }
    int order = bg_exact_compare(value, bound) * side;
    return order > 0 || (order == 0 && !is_exclusive) ? BG_VALID : bg_check_refuse(check);
}

enum bg_validity bg_check_minimum(const struct bg_check *check) {
    return check_bound(check, 1, bg_node_is_true(bg_node_at(check->schema, "exclusiveMinimum")));
}

enum bg_validity bg_check_maximum(const struct bg_check *check) {
    return check_bound(check, -1, bg_node_is_true(bg_node_at(check->schema, "exclusiveMaximum")));
}

/* A boolean is draft-04's modifier of the bound beside it. */
enum bg_validity bg_check_exclusive_minimum(const struct bg_check *check) {
    return check->keyword->kind == BG_NODE_BOOL ? BG_VALID : check_bound(check, 1, true);
}

enum bg_validity bg_check_exclusive_maximum(const struct bg_check *check) {
    return check->keyword->kind == BG_NODE_BOOL ? BG_VALID : check_bound(check, -1, true);
}

enum bg_validity bg_check_multiple_of(const struct bg_check *check) {
    const struct bg_exact *value;
    const struct bg_exact *step;
    enum bg_validity numbers = read_numbers(check, &value, &step);
    if (numbers != BG_VALID) {
        return numbers == BG_INVALID ? BG_VALID : numbers;
    }
    if (bg_exact_sign(step) <= 0) {
        return bg_check_unsupported(check, "`multipleOf` is not above 0");
    }
    return bg_exact_is_multiple(value, step) ? BG_VALID : bg_check_refuse(check);
}

/* Characters, not bytes (RFC 8259, section 8.1). */
static size_t length_of(struct bg_slice text) {
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        length += ((unsigned char)text.at[i] & 0xc0u) != 0x80u ? 1u : 0u;
    }
    return length;
}

static enum bg_validity check_length(const struct bg_check *check, int side) {
    if (check->instance->kind != BG_NODE_STRING) {
        return BG_VALID;
    }
    const struct bg_exact *bound =
        bg_node_is_number(check->keyword) ? bg_exact_read(check->validator->arena, check->keyword->as.text) : NULL;
    if (bound == NULL) {
        return bg_check_unsupported(check, "a size is no number");
    }
    const struct bg_exact *length = bg_exact_of(check->validator->arena, (long)length_of(check->instance->as.text));
    return bg_exact_compare(length, bound) * side >= 0 ? BG_VALID : bg_check_refuse(check);
}

enum bg_validity bg_check_min_length(const struct bg_check *check) {
    return check_length(check, 1);
}

enum bg_validity bg_check_max_length(const struct bg_check *check) {
    return check_length(check, -1);
}

enum bg_validity bg_check_pattern(const struct bg_check *check) {
    if (check->instance->kind != BG_NODE_STRING) {
        return BG_VALID;
    }
    if (check->keyword->kind != BG_NODE_STRING) {
        return bg_check_unsupported(check, "`pattern` is no text");
    }
    enum bg_match match = bg_regex_search(check->validator->regexes, check->keyword->as.text, check->instance->as.text);
    if (match == BG_MATCH_UNKNOWN) {
        return bg_check_unsupported(check, BG_UNMATCHED);
    }
    return match == BG_MATCH_YES ? BG_VALID : bg_check_refuse(check);
}

enum bg_validity bg_check_format(const struct bg_check *check) {
    if (!check->validator->options.assert_formats || check->instance->kind != BG_NODE_STRING) {
        return BG_VALID;
    }
    switch (bg_format_check(bg_node_text(check->keyword), check->instance->as.text)) {
    case BG_FORMAT_FITS:
        return BG_VALID;
    case BG_FORMAT_DIFFERS:
        return bg_check_refuse(check);
    case BG_FORMAT_UNKNOWN:
        break;
    }
    return bg_check_unsupported(check, "a format is asserted that cannot be checked");
}
