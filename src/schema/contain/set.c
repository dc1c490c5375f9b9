/*
 * Sets of literals: what a set says by itself. Adding a literal adds what it implies; deciding asks whether the set
 * settles another literal, by types, membership, and properties whose schemas exclude or include each other.
 */
#include "schema/contain/set.h"

#include "base/limits.h"
#include "base/slice.h"
#include "base/vector.h"
#include "schema/contain/search.h"

#include <stdlib.h>

void bg_set_finish(struct bg_set *set) {
    free(set->items);
    free(set->keyed.items);
    *set = (struct bg_set){0};
}

struct bg_set bg_set_copy(const struct bg_set *set) {
    struct bg_set copy = *set;
    copy.room = set->count + 16;
    copy.items = bg_realloc(NULL, copy.room * sizeof copy.items[0]);
    if (set->count > 0) {
        memcpy(copy.items, set->items, set->count * sizeof copy.items[0]);
    }
    copy.keyed.room = set->keyed.count + 8;
    copy.keyed.items = bg_realloc(NULL, copy.keyed.room * sizeof copy.keyed.items[0]);
    if (set->keyed.count > 0) {
        memcpy(copy.keyed.items, set->keyed.items, set->keyed.count * sizeof copy.keyed.items[0]);
    }
    return copy;
}

/* Where the literal stands, or would stand. */
static size_t set_place(const struct bg_set *set, bg_literal literal) {
    size_t low = 0;
    size_t high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->items[middle] < literal) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool set_has(const struct bg_set *set, bg_literal literal) {
    size_t at = set_place(set, literal);
    return at < set->count && set->items[at] == literal;
}

bool bg_set_denies_one(const struct bg_set *set, const struct bg_form *form) {
    for (size_t i = 0; i < form->literal_count; i++) {
        if (set_has(set, form->literals[i] ^ 1u)) {
            return true;
        }
    }
    return false;
}

static void set_insert(struct bg_set *set, bg_literal literal) {
    size_t at = set_place(set, literal);
    BG_VECTOR_INSERT(NULL, set, at, literal);
}

bg_literal bg_search_exclude(struct bg_search *search, const struct bg_node *const *values, size_t count) {
    uint32_t *numbers = bg_arena_array(search->arena, count, sizeof *numbers);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        kept += bg_form_add_value(search->forms, values[i], &numbers[kept]) ? 1u : 0u;
    }
    return bg_form_negate(search->forms, bg_form_enum(search->forms, numbers, kept));
}

void bg_literals_add(struct bg_search *search, struct bg_literals *list, bg_literal literal) {
    BG_VECTOR_ADD(search->arena, list, literal);
}

/* "Equal to this list" in terms of its parts. */
static bg_literal equal_list(struct bg_search *search, const struct bg_node *list) {
    bg_literal *elements = bg_arena_array(search->arena, list->count + 1, sizeof *elements);
    for (size_t i = 0; i < list->count; i++) {
        elements[i] = bg_form_negate(search->forms, bg_search_exclude(search, &list->as.items[i], 1));
    }
    elements[list->count] = BG_ALWAYS;
    bg_literal parts[4] = {
        bg_form_types(search->forms, BG_TYPE_ARRAY),
        bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_MAX_ITEMS, .size = list->count}),
        BG_ALWAYS,
        BG_ALWAYS,
    };
    if (list->count > 0) {
        parts[2] = bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_MIN_ITEMS, .size = list->count});
        parts[3] = bg_form_atom(
            search->forms,
            (struct bg_form){.kind = BG_FORM_ITEMS, .literals = elements, .literal_count = list->count + 1});
    }
    return bg_form_all(search->forms, parts, 4);
}

/* "Equal to this map" in terms of its parts. */
static bg_literal equal_map(struct bg_search *search, const struct bg_node *map) {
    struct bg_literals parts = {0};
    bg_literals_add(search, &parts, bg_form_types(search->forms, BG_TYPE_OBJECT));
    bg_literals_add(search, &parts,
                    bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_MAX_PROPERTIES, .size = map->count}));
    for (size_t i = 0; i < map->count; i++) {
        const struct bg_member *member = &map->as.members[i];
        bg_literal value = bg_form_negate(search->forms, bg_search_exclude(search, &member->value, 1));
        bg_literals_add(search, &parts,
                        bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_REQUIRED, .key = member->key}));
        bg_literals_add(search, &parts,
                        bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_PROPERTY,
                                                                     .key = member->key,
                                                                     .literals = &value,
                                                                     .literal_count = 1}));
    }
    return bg_form_all(search->forms, parts.items, parts.count);
}

/* Excluded lists and maps are excluded by their parts as well: their solvers know nothing of whole values. */
static bool add_exclusions(struct bg_search *search, struct bg_set *set, const struct bg_form *values) {
    for (size_t i = 0; i < values->value_count; i++) {
        const struct bg_node *node = bg_form_value(search->forms, values->values[i])->node;
        if (node->kind != BG_NODE_LIST && node->kind != BG_NODE_MAP) {
            continue;
        }
        bg_literal equal = node->kind == BG_NODE_LIST ? equal_list(search, node) : equal_map(search, node);
        if (!bg_set_add(search, set, bg_form_negate(search->forms, equal))) {
            return false;
        }
    }
    return true;
}

/* Adds a literal and what follows from it alone. False if the set has no value then. */
bool bg_set_add(struct bg_search *search, struct bg_set *set, bg_literal literal) {
    const struct bg_form *form = bg_form_get(search->forms, literal);
    set->types &= bg_form_possible(search->forms, literal);
    if (set->types == 0 || set_has(set, literal ^ 1u)) {
        return false;
    }
    if (form->kind == BG_FORM_TYPES || set_has(set, literal)) {
        return true;
    }
    set_insert(set, literal);
    if (form->kind == BG_FORM_REQUIRED || form->kind == BG_FORM_PROPERTY) {
        BG_VECTOR_ADD(NULL, &set->keyed, literal);
    }
    if (form->kind == BG_FORM_REFERENCE) {
        return bg_set_add(search, set, bg_form_target(search->forms, literal));
    }
    if (form->kind == BG_FORM_ENUM && bg_literal_is_negated(literal)) {
        return add_exclusions(search, set, form);
    }
    if (form->kind == BG_FORM_ALL && !bg_literal_is_negated(literal)) {
        for (size_t i = 0; i < form->literal_count; i++) {
            if (!bg_set_add(search, set, form->literals[i])) {
                return false;
            }
        }
    }
    return true;
}

static enum bg_truth truth_of(bool holds) {
    return holds ? BG_TRUE : BG_FALSE;
}

static bool requires_key(const struct bg_search *search, const struct bg_set *set, struct bg_slice key,
                         bool is_negated) {
    for (size_t i = 0; i < set->keyed.count; i++) {
        const struct bg_form *form = bg_form_get(search->forms, set->keyed.items[i]);
        if (form->kind == BG_FORM_REQUIRED && bg_literal_is_negated(set->keyed.items[i]) == is_negated &&
            bg_slice_equal(form->key, key)) {
            return true;
        }
    }
    return false;
}

/* Is `weak` a conjunct of `strong`, or all of its conjuncts? */
static bool is_part_of(const struct bg_search *search, bg_literal weak, bg_literal strong) {
    const struct bg_form *outer = bg_form_get(search->forms, strong);
    const struct bg_form *inner = bg_form_get(search->forms, weak);
    if (weak == strong) {
        return true;
    }
    if (outer->kind != BG_FORM_ALL || bg_literal_is_negated(strong)) {
        return false;
    }
    bool is_all = inner->kind == BG_FORM_ALL && !bg_literal_is_negated(weak);
    const bg_literal *parts = is_all ? inner->literals : &weak;
    size_t count = is_all ? inner->literal_count : 1;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < outer->literal_count && outer->literals[k] != parts[i]) {
            k++;
        }
        if (k == outer->literal_count) {
            return false;
        }
    }
    return true;
}

/* "`key`, if there, satisfies s", given what the set says about `key`. */
static enum bg_truth decide_property(struct bg_search *search, const struct bg_set *set, const struct bg_form *form) {
    search->work += set->keyed.count;
    bool is_present = requires_key(search, set, form->key, false);
    if (requires_key(search, set, form->key, true)) {
        return BG_TRUE;
    }
    for (size_t i = 0; i < set->keyed.count; i++) {
        const struct bg_form *other = bg_form_get(search->forms, set->keyed.items[i]);
        if (other->kind != BG_FORM_PROPERTY || bg_literal_is_negated(set->keyed.items[i]) ||
            !bg_slice_equal(other->key, form->key)) {
            continue;
        }
        if (is_part_of(search, form->literals[0], other->literals[0])) {
            return BG_TRUE;
        }
        search->work += bg_form_get(search->forms, other->literals[0])->literal_count;
        if (is_present && bg_form_are_disjoint(search->forms, other->literals[0], form->literals[0])) {
            return BG_FALSE;
        }
    }
    return BG_UNDECIDED;
}

static enum bg_truth decide_all(struct bg_search *search, const struct bg_set *set, const struct bg_form *form,
                                unsigned depth) {
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < form->literal_count; i++) {
        enum bg_truth part = bg_set_decide(search, set, form->literals[i], depth - 1);
        if (part == BG_FALSE) {
            return BG_FALSE;
        }
        truth = part == BG_UNDECIDED ? part : truth;
    }
    return truth;
}

static enum bg_truth decide_one_of(struct bg_search *search, const struct bg_set *set, const struct bg_form *form,
                                   unsigned depth) {
    size_t holding = 0;
    size_t undecided = 0;
    for (size_t i = 0; i < form->literal_count; i++) {
        enum bg_truth part = bg_set_decide(search, set, form->literals[i], depth - 1);
        holding += part == BG_TRUE ? 1u : 0u;
        undecided += part == BG_UNDECIDED ? 1u : 0u;
    }
    if (holding > 1) {
        return BG_FALSE;
    }
    return undecided > 0 ? BG_UNDECIDED : truth_of(holding == 1);
}

/* What the set says of a literal without searching: sound, not complete. */
enum bg_truth bg_set_decide(struct bg_search *search, const struct bg_set *set, bg_literal literal, unsigned depth) {
    if ((bg_form_possible(search->forms, literal) & set->types) == 0) {
        return BG_FALSE;
    }
    if ((bg_form_possible(search->forms, bg_form_get(search->forms, literal)->kind == BG_FORM_TYPES
                                             ? bg_form_negate(search->forms, literal)
                                             : literal ^ 1u) &
         set->types) == 0) {
        return BG_TRUE;
    }
    if (set_has(set, literal)) {
        return BG_TRUE;
    }
    if (set_has(set, literal ^ 1u)) {
        return BG_FALSE;
    }
    search->work++;
    if (depth == 0 || search->work > BG_LIMIT_SEARCH_WORK) {
        return BG_UNDECIDED;
    }
    const struct bg_form *form = bg_form_get(search->forms, literal);
    enum bg_truth truth = BG_UNDECIDED;
    if (form->kind == BG_FORM_ALL) {
        truth = decide_all(search, set, form, depth);
    } else if (form->kind == BG_FORM_ONE_OF) {
        truth = decide_one_of(search, set, form, depth);
    } else if (form->kind == BG_FORM_REFERENCE) {
        truth = bg_set_decide(search, set, bg_form_target(search->forms, literal & ~1u), depth - 1);
    } else if (form->kind == BG_FORM_PROPERTY) {
        truth = decide_property(search, set, form);
    }
    if (truth == BG_UNDECIDED || !bg_literal_is_negated(literal)) {
        return truth;
    }
    return truth_of(truth == BG_FALSE);
}
