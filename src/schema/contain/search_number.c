/*
 * Numbers: an interval, multiples of steps to be in and to be out of, and values left out. With a step to be in, the
 * candidates are its multiples; without one, decimals with more and more digits. A step to be out of removes every k-th
 * candidate, so a few more candidates than values left out are enough, or there is none.
 */
#include "schema/contain/search.h"

#include "base/limits.h"
#include "base/slice.h"
#include "text/builder.h"

/* Candidates tried one after the other before giving up. */
enum { MOST_CANDIDATES = 4000 };
/* Decimal places tried where any number would do: steps of 1e-25 occur. */
enum { MOST_PLACES = 40 };

struct range {
    const struct bg_exact *low; /* NULL: none */
    const struct bg_exact *high;
    bool low_is_open;
    bool high_is_open;
};

struct numbers {
    struct bg_search *search;
    const struct bg_set *set;
    struct range range;
    const struct bg_exact *step; /* all must be multiples of it; NULL: none */
    bool has_conditions;         /* something to be out of */
    bool is_too_large;
};

static void raise_low(struct range *range, const struct bg_exact *bound, bool is_open) {
    int order = range->low == NULL ? 1 : bg_exact_compare(bound, range->low);
    if (order > 0) {
        range->low = bound;
        range->low_is_open = is_open;
    } else if (order == 0) {
        range->low_is_open = range->low_is_open || is_open;
    }
}

static void lower_high(struct range *range, const struct bg_exact *bound, bool is_open) {
    int order = range->high == NULL ? -1 : bg_exact_compare(bound, range->high);
    if (order < 0) {
        range->high = bound;
        range->high_is_open = is_open;
    } else if (order == 0) {
        range->high_is_open = range->high_is_open || is_open;
    }
}

static void add_step(struct numbers *numbers, const struct bg_exact *step) {
    if (numbers->step == NULL) {
        numbers->step = step;
        return;
    }
    const struct bg_exact *common = bg_exact_common_multiple(numbers->search->arena, numbers->step, step);
    numbers->is_too_large = numbers->is_too_large || common == NULL;
    numbers->step = common == NULL ? numbers->step : common;
}

static void read_literal(struct numbers *numbers, bg_literal literal) {
    const struct bg_form *form = bg_form_get(numbers->search->forms, literal);
    bool is_negated = bg_literal_is_negated(literal);
    if (form->kind == BG_FORM_MINIMUM && !is_negated) {
        raise_low(&numbers->range, form->number, form->is_exclusive);
    } else if (form->kind == BG_FORM_MINIMUM) {
        lower_high(&numbers->range, form->number, !form->is_exclusive);
    } else if (form->kind == BG_FORM_MAXIMUM && !is_negated) {
        lower_high(&numbers->range, form->number, form->is_exclusive);
    } else if (form->kind == BG_FORM_MAXIMUM) {
        raise_low(&numbers->range, form->number, !form->is_exclusive);
    } else if (form->kind == BG_FORM_MULTIPLE_OF && !is_negated) {
        add_step(numbers, form->number);
    } else if (form->kind == BG_FORM_MULTIPLE_OF || form->kind == BG_FORM_ENUM) {
        numbers->has_conditions = true;
    }
}

static bool is_in_range(const struct range *range, const struct bg_exact *number) {
    if (range->low != NULL) {
        int order = bg_exact_compare(number, range->low);
        if (order < 0 || (order == 0 && range->low_is_open)) {
            return false;
        }
    }
    if (range->high != NULL) {
        int order = bg_exact_compare(number, range->high);
        if (order > 0 || (order == 0 && range->high_is_open)) {
            return false;
        }
    }
    return true;
}

/* The number as a value, if it fits everything; else NULL. */
static const struct bg_node *try_number(struct numbers *numbers, const struct bg_exact *number) {
    struct bg_search *search = numbers->search;
    bool is_whole = bg_exact_is_integer(number);
    unsigned type = is_whole ? (unsigned)BG_TYPE_INTEGER : (unsigned)BG_TYPE_FRACTION;
    if ((numbers->set->types & type) == 0 || !is_in_range(&numbers->range, number)) {
        return NULL;
    }
    struct bg_slice text = bg_exact_text(search->arena, number);
    bool is_plain = is_whole && bg_slice_find(text, BG_LITERAL("e")) == text.len;
    const struct bg_node *value = bg_node_new_number(search->arena, is_plain ? BG_NODE_INT : BG_NODE_FLOAT, text, NULL);
    for (size_t i = 0; i < numbers->set->count && numbers->has_conditions; i++) {
        const struct bg_form *form = bg_form_get(search->forms, numbers->set->items[i]);
        if ((form->kind == BG_FORM_MULTIPLE_OF || form->kind == BG_FORM_ENUM) &&
            bg_judge_holds(&search->judge, numbers->set->items[i], value) != BG_TRUE) {
            return NULL;
        }
    }
    return value;
}

/* The whole multiplier to start from: 0 if it is in range, else the end of the range nearest to 0. */
static const struct bg_exact *first_multiplier(const struct numbers *numbers, const struct bg_exact *step) {
    struct bg_arena *arena = numbers->search->arena;
    const struct range *range = &numbers->range;
    if (range->low != NULL && bg_exact_sign(range->low) >= 0) {
        return bg_exact_ceiling(arena, range->low, step);
    }
    if (range->high != NULL && bg_exact_sign(range->high) <= 0) {
        return bg_exact_floor(arena, range->high, step);
    }
    return bg_exact_of(arena, 0);
}

/* Is the multiple past the end of the range in this direction? */
static bool is_past(const struct range *range, const struct bg_exact *number, int direction) {
    if (direction > 0) {
        return range->high != NULL && bg_exact_compare(number, range->high) > 0;
    }
    return range->low != NULL && bg_exact_compare(number, range->low) < 0;
}

/* Multiples of `step`, from the one nearest to 0 on; *is_complete if there are no others in range. */
static const struct bg_node *try_multiples(struct numbers *numbers, const struct bg_exact *step, size_t most,
                                           bool *is_complete) {
    struct bg_arena *arena = numbers->search->arena;
    const struct bg_exact *first = first_multiplier(numbers, step);
    bool is_done[2] = {false, false}; /* upwards, downwards */
    for (size_t i = 0; i < most && !(is_done[0] && is_done[1]); i++) {
        for (size_t way = 0; way < 2; way++) {
            int sign = way == 0 ? 1 : -1;
            if (is_done[way] || (way == 1 && i == 0)) {
                continue;
            }
            const struct bg_exact *offset = bg_exact_of(arena, (long)i * sign);
            const struct bg_exact *number = bg_exact_multiply(arena, bg_exact_add(arena, first, offset), step);
            is_done[way] = is_past(&numbers->range, number, sign);
            const struct bg_node *value = is_done[way] ? NULL : try_number(numbers, number);
            if (value != NULL) {
                return value;
            }
        }
    }
    *is_complete = is_done[0] && is_done[1];
    return NULL;
}

/* All multiples of the step are multiples of one to be out of: there is nothing to look for. */
static bool is_step_barred(const struct numbers *numbers) {
    for (size_t i = 0; i < numbers->set->count; i++) {
        const struct bg_form *form = bg_form_get(numbers->search->forms, numbers->set->items[i]);
        if (form->kind == BG_FORM_MULTIPLE_OF && bg_literal_is_negated(numbers->set->items[i]) &&
            bg_exact_is_multiple(numbers->step, form->number)) {
            return true;
        }
    }
    return false;
}

static struct bg_search_answer find_multiple(struct numbers *numbers) {
    bool is_complete = false;
    bool wants_fraction = (numbers->set->types & BG_TYPE_INTEGER) == 0;
    if (is_step_barred(numbers) || (wants_fraction && bg_exact_is_integer(numbers->step))) {
        return bg_found_none();
    }
    const struct bg_node *value = try_multiples(numbers, numbers->step, MOST_CANDIDATES, &is_complete);
    if (value != NULL) {
        return bg_found_value(value);
    }
    return is_complete ? bg_found_none()
                       : bg_found_limit(numbers->search, "too many numbers would have to be tried", MOST_CANDIDATES);
}

static bool is_empty(const struct range *range) {
    if (range->low == NULL || range->high == NULL) {
        return false;
    }
    int order = bg_exact_compare(range->low, range->high);
    return order > 0 || (order == 0 && (range->low_is_open || range->high_is_open));
}

/* Without a step the numbers are dense: if the range is more than a point, some decimal fits. */
static struct bg_search_answer find_decimal(struct numbers *numbers) {
    struct bg_arena *arena = numbers->search->arena;
    const struct range *range = &numbers->range;
    if (range->low != NULL && range->high != NULL && bg_exact_compare(range->low, range->high) == 0) {
        const struct bg_node *value = try_number(numbers, range->low);
        return value != NULL ? bg_found_value(value) : bg_found_none();
    }
    const struct bg_exact *step = bg_exact_of(arena, 1);
    const struct bg_exact *tenth = bg_exact_read(arena, BG_LITERAL("0.1"));
    for (int places = 0; places <= MOST_PLACES; places++) {
        bool is_complete;
        size_t most = 32 + numbers->set->count;
        const struct bg_node *value = try_multiples(numbers, step, most, &is_complete);
        if (value != NULL) {
            return bg_found_value(value);
        }
        step = bg_exact_multiply(arena, step, tenth);
    }
    return bg_found_limit(numbers->search, "a number would need too many decimal places", MOST_PLACES);
}

struct bg_search_answer bg_search_number(struct bg_search *search, const struct bg_set *set) {
    struct numbers numbers = {.search = search, .set = set};
    if ((set->types & BG_TYPE_FRACTION) == 0) {
        numbers.step = bg_exact_of(search->arena, 1);
    }
    for (size_t i = 0; i < set->count; i++) {
        read_literal(&numbers, set->items[i]);
    }
    if (is_empty(&numbers.range)) {
        return bg_found_none();
    }
    if (numbers.is_too_large) {
        return bg_found_limit(search, "a common multiple has too many digits", BG_LIMIT_DIGITS);
    }
    return numbers.step != NULL ? find_multiple(&numbers) : find_decimal(&numbers);
}
