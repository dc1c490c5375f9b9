/*
 * Exact numbers on GMP's rationals. A result is computed in a temporary of GMP's and its limbs are copied into the
 * arena, where mpz_roinit_n makes a read-only number of them: nothing has to be cleared. Exponents and digits are
 * bounded before anything is multiplied out, since 1e999999999 is twelve bytes of input.
 */
#include "schema/language/exact.h"

#include "base/limits.h"

#include <gmp.h>
#include <limits.h>
#include <stdlib.h>

struct bg_exact {
    mpq_t value; /* limbs in the arena; never written, never cleared */
};

static void store_part(struct bg_arena *arena, mpz_ptr out, mpz_srcptr part) {
    size_t limbs = mpz_size(part);
    mp_limb_t *copy = bg_arena_array(arena, limbs, sizeof *copy);
    if (limbs > 0) {
        memcpy(copy, mpz_limbs_read(part), limbs * sizeof *copy);
    }
    (void)mpz_roinit_n(out, copy, mpz_sgn(part) < 0 ? -(mp_size_t)limbs : (mp_size_t)limbs);
}

static const struct bg_exact *store(struct bg_arena *arena, mpq_srcptr value) {
    struct bg_exact *number = bg_arena_alloc(arena, sizeof *number);
    store_part(arena, mpq_numref(number->value), mpq_numref(value));
    store_part(arena, mpq_denref(number->value), mpq_denref(value));
    return number;
}

/* What a number is in its text: digits without the point, and the power of ten they are to be multiplied with. */
struct decimal {
    char digits[BG_LIMIT_DIGITS + 2]; /* with a sign, terminated */
    long exponent;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* What follows the `e`, from `at` on; as much of it as matters. False if it is no whole number. */
static bool read_exponent(struct bg_slice text, size_t at, long *out) {
    bool is_negative = at < text.len && text.at[at] == '-';
    if (at < text.len && (text.at[at] == '-' || text.at[at] == '+')) {
        at++;
    }
    long exponent = 0;
    size_t start = at;
    for (; at < text.len && is_digit(text.at[at]); at++) {
        exponent = exponent > BG_LIMIT_EXPONENT ? exponent : exponent * 10 + (text.at[at] - '0');
    }
    *out = is_negative ? -exponent : exponent;
    return at > start && at == text.len;
}

static bool split(struct bg_slice text, struct decimal *out) {
    size_t count = 0;
    size_t at = 0;
    size_t places = 0;
    bool has_digit = false;
    bool after_point = false;
    if (at < text.len && text.at[at] == '-') {
        out->digits[count++] = '-';
        at++;
    }
    size_t start = count;
    for (; at < text.len && (is_digit(text.at[at]) || (text.at[at] == '.' && !after_point)); at++) {
        if (text.at[at] == '.') {
            after_point = true;
            continue;
        }
        has_digit = true;
        places += after_point ? 1u : 0u;
        if (count == start && text.at[at] == '0') {
            continue;
        }
        if (count - start >= BG_LIMIT_DIGITS) {
            return false;
        }
        out->digits[count++] = text.at[at];
    }
    if (count == start) {
        out->digits[count++] = '0';
    }
    out->digits[count] = '\0';
    long exponent = 0;
    bool has_exponent = at < text.len && (text.at[at] == 'e' || text.at[at] == 'E');
    if (!has_digit || (has_exponent ? !read_exponent(text, at + 1, &exponent) : at < text.len)) {
        return false;
    }
    out->exponent = places > LONG_MAX / 2 ? -LONG_MAX / 2 : exponent - (long)places;
    return true;
}

const struct bg_exact *bg_exact_read(struct bg_arena *arena, struct bg_slice text) {
    struct decimal decimal;
    if (!split(text, &decimal)) {
        return NULL;
    }
    bool is_zero = strcmp(decimal.digits, "0") == 0 || strcmp(decimal.digits, "-0") == 0;
    if (!is_zero && labs(decimal.exponent) > BG_LIMIT_EXPONENT) {
        return NULL;
    }
    mpq_t value;
    mpq_init(value);
    bool is_number = mpz_set_str(mpq_numref(value), decimal.digits, 10) == 0;
    if (is_number && !is_zero && decimal.exponent != 0) {
        mpz_t power;
        mpz_init(power);
        mpz_ui_pow_ui(power, 10, (unsigned long)labs(decimal.exponent));
        if (decimal.exponent > 0) {
            mpz_mul(mpq_numref(value), mpq_numref(value), power);
        } else {
            mpz_set(mpq_denref(value), power);
            mpq_canonicalize(value);
        }
        mpz_clear(power);
    }
    const struct bg_exact *number = is_number ? store(arena, value) : NULL;
    mpq_clear(value);
    return number;
}

const struct bg_exact *bg_exact_of(struct bg_arena *arena, long value) {
    mpq_t number;
    mpq_init(number);
    mpq_set_si(number, value, 1);
    const struct bg_exact *result = store(arena, number);
    mpq_clear(number);
    return result;
}

/* The text of a whole number times a power of ten, with a point or an exponent where plain digits would be long. */
static struct bg_slice decimal_text(struct bg_arena *arena, mpz_srcptr whole, size_t places) {
    enum { PLAIN = 21 }; /* longer runs of zeros are written as an exponent */
    size_t room = mpz_sizeinbase(whole, 10) + 2;
    char *digits = bg_arena_alloc(arena, room);
    (void)mpz_get_str(digits, 10, whole);
    const char *sign = digits[0] == '-' ? "-" : "";
    char *body = digits + strlen(sign);
    size_t count = strlen(body);
    if (places == 0) {
        size_t zeros = 0;
        while (zeros + 1 < count && body[count - 1 - zeros] == '0') {
            zeros++;
        }
        if (zeros < PLAIN) {
            return (struct bg_slice){digits, strlen(digits)};
        }
        return bg_arena_printf(arena, "%s%.*se%zu", sign, (int)(count - zeros), body, zeros);
    }
    if (places > count + PLAIN) {
        return bg_arena_printf(arena, "%s%se-%zu", sign, body, places);
    }
    if (places >= count) {
        static const char zeros[PLAIN + 1] = "000000000000000000000";
        return bg_arena_printf(arena, "%s0.%.*s%s", sign, (int)(places - count), zeros, body);
    }
    return bg_arena_printf(arena, "%s%.*s.%s", sign, (int)(count - places), body, body + (count - places));
}

struct bg_slice bg_exact_text(struct bg_arena *arena, const struct bg_exact *number) {
    mpz_t rest;
    mpz_t factor;
    mpz_init_set_ui(factor, 2);
    mpz_init(rest);
    size_t twos = mpz_remove(rest, mpq_denref(number->value), factor);
    mpz_set_ui(factor, 5);
    size_t fives = mpz_remove(rest, rest, factor);
    size_t places = twos > fives ? twos : fives;
    mpz_ui_pow_ui(factor, 10, places);
    mpz_mul(factor, factor, mpq_numref(number->value));
    mpz_tdiv_q(factor, factor, mpq_denref(number->value));
    struct bg_slice text = decimal_text(arena, factor, places);
    mpz_clears(rest, factor, NULL);
    return text;
}

int bg_exact_compare(const struct bg_exact *a, const struct bg_exact *b) {
    return mpq_cmp(a->value, b->value);
}

int bg_exact_sign(const struct bg_exact *a) {
    return mpq_sgn(a->value);
}

bool bg_exact_is_integer(const struct bg_exact *a) {
    return mpz_cmp_ui(mpq_denref(a->value), 1) == 0;
}

bool bg_exact_is_multiple(const struct bg_exact *a, const struct bg_exact *step) {
    mpq_t quotient;
    mpq_init(quotient);
    mpq_div(quotient, a->value, step->value);
    bool is_whole = mpz_cmp_ui(mpq_denref(quotient), 1) == 0;
    mpq_clear(quotient);
    return is_whole;
}

size_t bg_exact_size(const struct bg_exact *a, size_t limit) {
    mpz_srcptr whole = mpq_numref(a->value);
    if (!bg_exact_is_integer(a) || mpz_sgn(whole) < 0 || mpz_cmp_ui(whole, limit) > 0) {
        return limit;
    }
    return mpz_get_ui(whole);
}

typedef void (*operation)(mpq_ptr, mpq_srcptr, mpq_srcptr);

static const struct bg_exact *combine(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b,
                                      operation combine_with) {
    mpq_t value;
    mpq_init(value);
    combine_with(value, a->value, b->value);
    const struct bg_exact *result = store(arena, value);
    mpq_clear(value);
    return result;
}

const struct bg_exact *bg_exact_add(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b) {
    return combine(arena, a, b, mpq_add);
}

const struct bg_exact *bg_exact_subtract(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b) {
    return combine(arena, a, b, mpq_sub);
}

const struct bg_exact *bg_exact_multiply(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *b) {
    return combine(arena, a, b, mpq_mul);
}

static void ceiling_of(mpq_ptr out, mpq_srcptr a, mpq_srcptr step) {
    mpq_div(out, a, step);
    mpz_cdiv_q(mpq_numref(out), mpq_numref(out), mpq_denref(out));
    mpz_set_ui(mpq_denref(out), 1);
}

static void floor_of(mpq_ptr out, mpq_srcptr a, mpq_srcptr step) {
    mpq_div(out, a, step);
    mpz_fdiv_q(mpq_numref(out), mpq_numref(out), mpq_denref(out));
    mpz_set_ui(mpq_denref(out), 1);
}

const struct bg_exact *bg_exact_ceiling(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *step) {
    return combine(arena, a, step, ceiling_of);
}

const struct bg_exact *bg_exact_floor(struct bg_arena *arena, const struct bg_exact *a, const struct bg_exact *step) {
    return combine(arena, a, step, floor_of);
}

/* In lowest terms, lcm(a/b, c/d) = lcm(a, c) / gcd(b, d). */
static void common_multiple_of(mpq_ptr out, mpq_srcptr a, mpq_srcptr b) {
    mpz_lcm(mpq_numref(out), mpq_numref(a), mpq_numref(b));
    mpz_gcd(mpq_denref(out), mpq_denref(a), mpq_denref(b));
}

const struct bg_exact *bg_exact_common_multiple(struct bg_arena *arena, const struct bg_exact *a,
                                                const struct bg_exact *b) {
    const struct bg_exact *result = combine(arena, a, b, common_multiple_of);
    return mpz_sizeinbase(mpq_numref(result->value), 10) > BG_LIMIT_DIGITS ? NULL : result;
}
