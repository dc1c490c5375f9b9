/*
 * Combining forms: conjunction, disjunction and "exactly one", simplified as far as that is cheap and certain. What is
 * simplified here makes schemas equal that differ in words only, and saves the search from branching.
 */
#include "schema/accept/form_store.h"

#include <stdlib.h>

/* Deepest nesting of properties that bg_form_are_disjoint looks into; discriminators lie at the top or one below. */
enum { DISJOINT_DEPTH = 3 };
/* Branches of a oneOf that are compared pair by pair: 65 in practice. */
enum { COMPARED_BRANCHES = 512 };
/* Kinds of atoms of which the strongest is enough. */
enum { BOUND_KINDS = 8 };

/* A conjunction being put together. */
struct conjunction {
    struct bg_forms *forms;
    bg_literal *literals;
    size_t count;
    unsigned types;
    bool has_values;
    uint32_t *values; /* if has_values: the finite set it is limited to */
    size_t value_count;
    uint32_t *excluded;
    size_t excluded_count;
};

static int by_number(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static size_t sort_unique(uint32_t *items, size_t count) {
    if (count == 0) {
        return 0;
    }
    qsort(items, count, sizeof *items, by_number);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (items[i] != items[kept - 1]) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

static bool holds_number(const uint32_t *items, size_t count, uint32_t number) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && items[low] == number;
}

/* Members of `literals` with nested conjunctions opened: how many there are. */
static size_t flat_count(const struct bg_forms *forms, const bg_literal *literals, size_t count) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        const struct bg_form *form = bg_form_get(forms, literals[i]);
        total += form->kind == BG_FORM_ALL && !bg_literal_is_negated(literals[i]) ? form->literal_count : 1;
    }
    return total;
}

static void limit_to(struct conjunction *all, const struct bg_form *form) {
    if (!all->has_values) {
        all->has_values = true;
        all->values = bg_arena_array(all->forms->arena, form->value_count, sizeof *all->values);
        memcpy(all->values, form->values, form->value_count * sizeof *all->values);
        all->value_count = form->value_count;
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < all->value_count; i++) {
        if (holds_number(form->values, form->value_count, all->values[i])) {
            all->values[kept++] = all->values[i];
        }
    }
    all->value_count = kept;
}

static void exclude(struct conjunction *all, const struct bg_form *form) {
    size_t total = all->excluded_count + form->value_count;
    uint32_t *joined = bg_arena_array(all->forms->arena, total, sizeof *joined);
    if (all->excluded_count > 0) {
        memcpy(joined, all->excluded, all->excluded_count * sizeof *joined);
    }
    memcpy(joined + all->excluded_count, form->values, form->value_count * sizeof *joined);
    all->excluded = joined;
    all->excluded_count = sort_unique(joined, total);
}

static void take(struct conjunction *all, bg_literal literal) {
    const struct bg_form *form = bg_form_get(all->forms, literal);
    if (form->kind == BG_FORM_TYPES) {
        all->types &= form->types;
    } else if (form->kind == BG_FORM_ENUM && !bg_literal_is_negated(literal)) {
        limit_to(all, form);
    } else if (form->kind == BG_FORM_ENUM) {
        exclude(all, form);
    } else {
        all->types &= bg_form_possible(all->forms, literal);
        all->literals[all->count++] = literal;
    }
}

/* `> 2.5` of a whole number is `>= 3`. */
static bg_literal whole_bound(struct bg_forms *forms, const struct bg_form *form) {
    const struct bg_exact *one = bg_exact_of(forms->arena, 1);
    bool is_minimum = form->kind == BG_FORM_MINIMUM;
    const struct bg_exact *bound = is_minimum ? bg_exact_ceiling(forms->arena, form->number, one)
                                              : bg_exact_floor(forms->arena, form->number, one);
    if (form->is_exclusive && bg_exact_compare(bound, form->number) == 0) {
        bound = is_minimum ? bg_exact_add(forms->arena, bound, one) : bg_exact_subtract(forms->arena, bound, one);
    }
    return bg_form_intern(forms, &(struct bg_form){.kind = form->kind, .number = bound});
}

/* Of two literals of one kind: does the first make the second superfluous? */
static bool is_stronger(const struct bg_form *a, const struct bg_form *b) {
    switch (a->kind) {
    case BG_FORM_MIN_LENGTH:
    case BG_FORM_MIN_ITEMS:
    case BG_FORM_MIN_PROPERTIES:
        return a->size > b->size;
    case BG_FORM_MAX_LENGTH:
    case BG_FORM_MAX_ITEMS:
    case BG_FORM_MAX_PROPERTIES:
        return a->size < b->size;
    case BG_FORM_MINIMUM:
    case BG_FORM_MAXIMUM: {
        int order = bg_exact_compare(a->number, b->number);
        if (order == 0) {
            return a->is_exclusive && !b->is_exclusive;
        }
        return a->kind == BG_FORM_MINIMUM ? order > 0 : order < 0;
    }
    case BG_FORM_TYPES:
    case BG_FORM_ENUM:
    case BG_FORM_ALL:
    case BG_FORM_ONE_OF:
    case BG_FORM_REFERENCE:
    case BG_FORM_OPAQUE:
    case BG_FORM_MULTIPLE_OF:
    case BG_FORM_PATTERN:
    case BG_FORM_FORMAT:
    case BG_FORM_UNIQUE:
    case BG_FORM_ITEMS:
    case BG_FORM_MIN_CONTAINS:
    case BG_FORM_MAX_CONTAINS:
    case BG_FORM_REQUIRED:
    case BG_FORM_PROPERTY:
    case BG_FORM_PATTERN_PROPERTY:
    case BG_FORM_ADDITIONAL:
    case BG_FORM_NAMES:
    case BG_FORM_DECLARED:
        break;
    }
    return false;
}

static bool is_bound(const struct bg_form *form) {
    static const enum bg_form_kind bounds[BOUND_KINDS] = {
        BG_FORM_MINIMUM,   BG_FORM_MAXIMUM,   BG_FORM_MIN_LENGTH,     BG_FORM_MAX_LENGTH,
        BG_FORM_MIN_ITEMS, BG_FORM_MAX_ITEMS, BG_FORM_MIN_PROPERTIES, BG_FORM_MAX_PROPERTIES,
    };
    for (size_t i = 0; i < BOUND_KINDS; i++) {
        if (form->kind == bounds[i]) {
            return true;
        }
    }
    return false;
}

/* Keeps one bound of each kind. Bounds are few: at most one pair a keyword and schema. */
static void keep_strongest(struct conjunction *all) {
    size_t bounds[BOUND_KINDS];
    size_t bound_count = 0;
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        bg_literal literal = all->literals[i];
        const struct bg_form *form = bg_form_get(all->forms, literal);
        if (bg_literal_is_negated(literal) || !is_bound(form)) {
            all->literals[kept++] = literal;
            continue;
        }
        size_t same = 0;
        while (same < bound_count && bg_form_get(all->forms, all->literals[bounds[same]])->kind != form->kind) {
            same++;
        }
        if (same == bound_count) {
            bounds[bound_count++] = kept;
            all->literals[kept++] = literal;
        } else if (is_stronger(form, bg_form_get(all->forms, all->literals[bounds[same]]))) {
            all->literals[bounds[same]] = literal;
        }
    }
    all->count = kept;
}

/* Drops atoms about types that cannot occur, and writes the bounds of whole numbers in one way. */
static void fit_types(struct conjunction *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        bg_literal literal = all->literals[i];
        const struct bg_form *form = bg_form_get(all->forms, literal);
        if (!bg_literal_is_negated(literal)) {
            unsigned about = bg_form_possible(all->forms, literal ^ 1u);
            if ((about & all->types) == 0) {
                continue;
            }
            if ((form->kind == BG_FORM_MINIMUM || form->kind == BG_FORM_MAXIMUM) &&
                (all->types & BG_TYPE_FRACTION) == 0) {
                literal = whole_bound(all->forms, form);
            }
        }
        all->literals[kept++] = literal;
    }
    all->count = kept;
}

static bg_literal finish_values(struct conjunction *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->value_count; i++) {
        uint32_t value = all->values[i];
        if ((bg_form_value(all->forms, value)->type & all->types) != 0 &&
            !holds_number(all->excluded, all->excluded_count, value)) {
            all->values[kept++] = value;
        }
    }
    return bg_form_enum(all->forms, all->values, kept);
}

static bg_literal finish_exclusions(struct conjunction *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->excluded_count; i++) {
        uint32_t value = all->excluded[i];
        if ((bg_form_value(all->forms, value)->type & all->types) != 0) {
            all->excluded[kept++] = value;
        }
    }
    return bg_form_enum(all->forms, all->excluded, kept);
}

/* Both halves of one node: nothing satisfies that. `literals` are ascending. */
static bool has_opposites(const bg_literal *literals, size_t count) {
    for (size_t i = 1; i < count; i++) {
        if (literals[i] == (literals[i - 1] ^ 1u)) {
            return true;
        }
    }
    return false;
}

static bg_literal finish(struct conjunction *all) {
    struct bg_forms *forms = all->forms;
    if (all->types == 0) {
        return BG_NEVER;
    }
    if (all->has_values) {
        bg_literal values = finish_values(all);
        all->types &= bg_form_possible(forms, values);
        if (all->types == 0) {
            return BG_NEVER;
        }
        fit_types(all);
        all->literals[all->count++] = values;
    } else {
        bg_literal excluded = finish_exclusions(all);
        if (bg_form_get(forms, excluded)->kind == BG_FORM_TYPES) { /* all values of small types, or none at all */
            all->types &= ~bg_form_get(forms, excluded)->types;
            excluded = BG_NEVER;
        }
        if (all->types == 0) {
            return BG_NEVER;
        }
        fit_types(all);
        unsigned of_literals = BG_TYPES_ANY;
        for (size_t i = 0; i < all->count; i++) {
            of_literals &= bg_form_possible(forms, all->literals[i]);
        }
        if (all->types != of_literals) {
            all->literals[all->count++] = bg_form_types(forms, all->types);
        }
        if (excluded != BG_NEVER) {
            all->literals[all->count++] = excluded ^ 1u;
        }
    }
    keep_strongest(all);
    all->count = sort_unique(all->literals, all->count);
    if (has_opposites(all->literals, all->count)) {
        return BG_NEVER;
    }
    if (all->count == 0) {
        return BG_ALWAYS;
    }
    if (all->count == 1) {
        return all->literals[0];
    }
    return bg_form_intern(
        forms, &(struct bg_form){.kind = BG_FORM_ALL, .literals = all->literals, .literal_count = all->count});
}

bg_literal bg_form_all(struct bg_forms *forms, const bg_literal *literals, size_t count) {
    if (count == 1) {
        return literals[0];
    }
    struct conjunction all = {.forms = forms, .types = BG_TYPES_ANY};
    all.literals = bg_arena_array(forms->arena, flat_count(forms, literals, count) + 2, sizeof *all.literals);
    for (size_t i = 0; i < count; i++) {
        const struct bg_form *form = bg_form_get(forms, literals[i]);
        if (literals[i] == BG_NEVER) {
            return BG_NEVER;
        }
        if (form->kind == BG_FORM_ALL && !bg_literal_is_negated(literals[i])) {
            for (size_t k = 0; k < form->literal_count; k++) {
                take(&all, form->literals[k]);
            }
        } else {
            take(&all, literals[i]);
        }
    }
    return finish(&all);
}

bg_literal bg_form_any(struct bg_forms *forms, const bg_literal *literals, size_t count) {
    bg_literal *negated = bg_arena_array(forms->arena, count, sizeof *negated);
    for (size_t i = 0; i < count; i++) {
        negated[i] = bg_form_negate(forms, literals[i]);
    }
    return count == 0 ? BG_NEVER : bg_form_negate(forms, bg_form_all(forms, negated, count));
}

bg_literal bg_form_enum(struct bg_forms *forms, const uint32_t *values, size_t count) {
    if (count == 0) {
        return BG_NEVER;
    }
    uint32_t *sorted = bg_arena_array(forms->arena, count, sizeof *sorted);
    memcpy(sorted, values, count * sizeof *sorted);
    count = sort_unique(sorted, count);
    unsigned types = 0;
    size_t small = 0; /* values of the types that have finitely many */
    for (size_t i = 0; i < count; i++) {
        unsigned type = bg_form_value(forms, sorted[i])->type;
        types |= type;
        small += (type & ((unsigned)BG_TYPE_NULL | (unsigned)BG_TYPE_BOOLEAN)) != 0 ? 1u : 0u;
    }
    size_t whole = ((types & BG_TYPE_NULL) != 0 ? 1u : 0u) + ((types & BG_TYPE_BOOLEAN) != 0 ? 2u : 0u);
    if (small == count && whole == count) {
        return bg_form_types(forms, types);
    }
    return bg_form_intern(forms, &(struct bg_form){.kind = BG_FORM_ENUM, .values = sorted, .value_count = count});
}

bg_literal bg_form_atom(struct bg_forms *forms, struct bg_form form) {
    return bg_form_intern(forms, &form);
}

/* The members of a literal seen as a conjunction: itself, or those of an ALL. */
static size_t members_of(const struct bg_forms *forms, const bg_literal *literal, const bg_literal **out) {
    const struct bg_form *form = bg_form_get(forms, *literal);
    if (form->kind == BG_FORM_ALL && !bg_literal_is_negated(*literal)) {
        *out = form->literals;
        return form->literal_count;
    }
    *out = literal;
    return 1;
}

static bool share_a_value(const struct bg_form *a, const struct bg_form *b) {
    for (size_t i = 0; i < a->value_count; i++) {
        if (holds_number(b->values, b->value_count, a->values[i])) {
            return true;
        }
    }
    return false;
}

static bool is_required(const bg_literal *members, size_t count, const struct bg_forms *forms, struct bg_slice key) {
    for (size_t i = 0; i < count; i++) {
        const struct bg_form *form = bg_form_get(forms, members[i]);
        if (form->kind == BG_FORM_REQUIRED && !bg_literal_is_negated(members[i]) && bg_slice_equal(form->key, key)) {
            return true;
        }
    }
    return false;
}

static bool are_disjoint(const struct bg_forms *forms, bg_literal a, bg_literal b, unsigned depth);

/* One number below, the other above. */
static bool are_bounds_apart(const struct bg_form *low, const struct bg_form *high) {
    if (low->kind != BG_FORM_MINIMUM || high->kind != BG_FORM_MAXIMUM) {
        return false;
    }
    int order = bg_exact_compare(low->number, high->number);
    return order > 0 || (order == 0 && (low->is_exclusive || high->is_exclusive));
}

static bool are_sizes_apart(const struct bg_form *low, const struct bg_form *high) {
    return ((low->kind == BG_FORM_MIN_LENGTH && high->kind == BG_FORM_MAX_LENGTH) ||
            (low->kind == BG_FORM_MIN_ITEMS && high->kind == BG_FORM_MAX_ITEMS) ||
            (low->kind == BG_FORM_MIN_PROPERTIES && high->kind == BG_FORM_MAX_PROPERTIES)) &&
           low->size > high->size;
}

/* Do two members, one of each side, exclude each other? `types` are the types both sides share. */
static bool do_exclude(const struct bg_forms *forms, bg_literal x, bg_literal y, const bg_literal *a, size_t a_count,
                       const bg_literal *b, size_t b_count, unsigned types, unsigned depth) {
    const struct bg_form *left = bg_form_get(forms, x);
    const struct bg_form *right = bg_form_get(forms, y);
    if (x == (y ^ 1u) && left->kind != BG_FORM_TYPES) {
        return true;
    }
    if (bg_literal_is_negated(x) || bg_literal_is_negated(y)) {
        return false;
    }
    if (left->kind == BG_FORM_ENUM && right->kind == BG_FORM_ENUM) {
        return !share_a_value(left, right);
    }
    if ((types & ~BG_TYPES_NUMBER) == 0 && (are_bounds_apart(left, right) || are_bounds_apart(right, left))) {
        return true;
    }
    if ((types == BG_TYPE_STRING || types == BG_TYPE_ARRAY || types == BG_TYPE_OBJECT) &&
        (are_sizes_apart(left, right) || are_sizes_apart(right, left)) &&
        (bg_form_possible(forms, x ^ 1u) & types) != 0) {
        return true;
    }
    return types == BG_TYPE_OBJECT && left->kind == BG_FORM_PROPERTY && right->kind == BG_FORM_PROPERTY &&
           bg_slice_equal(left->key, right->key) && depth > 0 &&
           (is_required(a, a_count, forms, left->key) || is_required(b, b_count, forms, left->key)) &&
           are_disjoint(forms, left->literals[0], right->literals[0], depth - 1);
}

static bool are_disjoint(const struct bg_forms *forms, bg_literal a, bg_literal b, unsigned depth) {
    unsigned types = bg_form_possible(forms, a) & bg_form_possible(forms, b);
    if (types == 0) {
        return true;
    }
    const bg_literal *left;
    const bg_literal *right;
    size_t left_count = members_of(forms, &a, &left);
    size_t right_count = members_of(forms, &b, &right);
    for (size_t i = 0; i < left_count; i++) {
        for (size_t k = 0; k < right_count; k++) {
            if (do_exclude(forms, left[i], right[k], left, left_count, right, right_count, types, depth)) {
                return true;
            }
        }
    }
    return false;
}

bool bg_form_are_disjoint(const struct bg_forms *forms, bg_literal a, bg_literal b) {
    return are_disjoint(forms, a, b, DISJOINT_DEPTH);
}

static bool are_all_disjoint(const struct bg_forms *forms, const bg_literal *literals, size_t count) {
    if (count > COMPARED_BRANCHES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            if (!bg_form_are_disjoint(forms, literals[i], literals[k])) {
                return false;
            }
        }
    }
    return true;
}

/* Exactly one of `sorted`, and none of `barred`. */
static bg_literal one_of_distinct(struct bg_forms *forms, bg_literal *sorted, size_t count, bg_literal *barred,
                                  size_t barred_count) {
    bg_literal one;
    if (count == 0) {
        return BG_NEVER;
    }
    if (sorted[0] == BG_ALWAYS) {
        /* the others must all be violated */
        for (size_t i = 1; i < count; i++) {
            barred[barred_count++] = bg_form_negate(forms, sorted[i]);
        }
        one = BG_ALWAYS;
    } else if (count == 1) {
        one = sorted[0];
    } else if (are_all_disjoint(forms, sorted, count)) {
        one = bg_form_any(forms, sorted, count);
        forms->nodes[one / 2]->is_apart = bg_literal_is_negated(one);
    } else {
        one = bg_form_intern(forms,
                             &(struct bg_form){.kind = BG_FORM_ONE_OF, .literals = sorted, .literal_count = count});
    }
    barred[barred_count++] = one;
    return bg_form_all(forms, barred, barred_count);
}

bg_literal bg_form_one_of(struct bg_forms *forms, const bg_literal *literals, size_t count) {
    bg_literal *sorted = bg_arena_array(forms->arena, count, sizeof *sorted);
    bg_literal *barred = bg_arena_array(forms->arena, 2 * count + 1, sizeof *barred);
    memcpy(sorted, literals, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_number);
    size_t kept = 0;
    size_t barred_count = 0;
    for (size_t i = 0; i < count;) {
        size_t next = i + 1;
        while (next < count && sorted[next] == sorted[i]) {
            next++;
        }
        if (next - i > 1) { /* a branch that stands there twice is matched twice, or not at all */
            barred[barred_count++] = bg_form_negate(forms, sorted[i]);
        } else if (sorted[i] != BG_NEVER) {
            sorted[kept++] = sorted[i];
        }
        i = next;
    }
    return one_of_distinct(forms, sorted, kept, barred, barred_count);
}
