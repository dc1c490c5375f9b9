/* The tableau: see search.h. Branching is on the literal with the fewest ways on; literals decided by the rest of the
 * set (their types, a discriminator with another value) are dropped before. */
#include "schema/search.h"

#include "core/limits.h"
#include "core/slice.h"
#include "doc/builder.h"

#include <stdlib.h>

/* How deep a literal's parts are looked into when asking whether the set decides it. */
enum { DECIDE_DEPTH = 6 };
/* Open branches of a oneOf that are tried: the largest real one has 20, told apart by a discriminator. */
enum { MOST_BRANCHES = 64 };

/* In the order in which values are looked for: objects and texts read best. */
static const unsigned type_order[] = {BG_TYPE_OBJECT,  BG_TYPE_STRING, BG_TYPES_NUMBER,
                                      BG_TYPE_BOOLEAN, BG_TYPE_ARRAY,  BG_TYPE_NULL};

/* What is known of a set that was searched before. */
struct memory {
    struct bg_found found;
    bool is_done;
    bool is_pending;
    unsigned depth;
};

static void set_finish(struct bg_set *set) {
    free(set->items);
    *set = (struct bg_set){0};
}

static struct bg_set set_copy(const struct bg_set *set) {
    struct bg_set copy = *set;
    copy.room = set->count + 16;
    copy.items = bg_realloc(NULL, copy.room * sizeof copy.items[0]);
    if (set->count > 0) {
        memcpy(copy.items, set->items, set->count * sizeof copy.items[0]);
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

static void set_insert(struct bg_set *set, bg_literal literal) {
    size_t at = set_place(set, literal);
    if (set->count == set->room) {
        set->room = set->room == 0 ? 32 : set->room * 2;
        set->items = bg_realloc(set->items, set->room * sizeof set->items[0]);
    }
    memmove(set->items + at + 1, set->items + at, (set->count - at) * sizeof set->items[0]);
    set->items[at] = literal;
    set->count++;
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
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 8 : list->room * 2;
        bg_literal *items = bg_arena_array(search->arena, room, sizeof *items);
        if (list->count > 0) {
            memcpy(items, list->items, list->count * sizeof *items);
        }
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = literal;
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
        bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_MIN_ITEMS, .size = list->count}),
        bg_form_atom(search->forms, (struct bg_form){.kind = BG_FORM_MAX_ITEMS, .size = list->count}),
        bg_form_atom(search->forms,
                     (struct bg_form){.kind = BG_FORM_ITEMS, .literals = elements, .literal_count = list->count + 1}),
    };
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

static bool set_add(struct bg_search *search, struct bg_set *set, bg_literal literal);

/* Excluded lists and maps are excluded by their parts as well: their solvers know nothing of whole values. */
static bool add_exclusions(struct bg_search *search, struct bg_set *set, const struct bg_form *values) {
    for (size_t i = 0; i < values->value_count; i++) {
        const struct bg_node *node = bg_form_value(search->forms, values->values[i])->node;
        if (node->kind != BG_NODE_LIST && node->kind != BG_NODE_MAP) {
            continue;
        }
        bg_literal equal = node->kind == BG_NODE_LIST ? equal_list(search, node) : equal_map(search, node);
        if (!set_add(search, set, bg_form_negate(search->forms, equal))) {
            return false;
        }
    }
    return true;
}

/* Adds a literal and what follows from it alone. False if the set has no value then. */
static bool set_add(struct bg_search *search, struct bg_set *set, bg_literal literal) {
    const struct bg_form *form = bg_form_get(search->forms, literal);
    set->types &= bg_form_possible(search->forms, literal);
    if (set->types == 0 || set_has(set, literal ^ 1u)) {
        return false;
    }
    if (form->kind == BG_FORM_TYPES || set_has(set, literal)) {
        return true;
    }
    set_insert(set, literal);
    if (form->kind == BG_FORM_REFERENCE) {
        return set_add(search, set, bg_form_target(search->forms, literal));
    }
    if (form->kind == BG_FORM_ENUM && bg_literal_is_negated(literal)) {
        return add_exclusions(search, set, form);
    }
    if (form->kind == BG_FORM_ALL && !bg_literal_is_negated(literal)) {
        for (size_t i = 0; i < form->literal_count; i++) {
            if (!set_add(search, set, form->literals[i])) {
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
    for (size_t i = 0; i < set->count; i++) {
        const struct bg_form *form = bg_form_get(search->forms, set->items[i]);
        if (form->kind == BG_FORM_REQUIRED && bg_literal_is_negated(set->items[i]) == is_negated &&
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
static enum bg_truth decide_property(const struct bg_search *search, const struct bg_set *set,
                                     const struct bg_form *form) {
    bool is_present = requires_key(search, set, form->key, false);
    if (requires_key(search, set, form->key, true)) {
        return BG_TRUE;
    }
    for (size_t i = 0; i < set->count; i++) {
        const struct bg_form *other = bg_form_get(search->forms, set->items[i]);
        if (other->kind != BG_FORM_PROPERTY || bg_literal_is_negated(set->items[i]) ||
            !bg_slice_equal(other->key, form->key)) {
            continue;
        }
        if (is_part_of(search, form->literals[0], other->literals[0])) {
            return BG_TRUE;
        }
        if (is_present && bg_form_are_disjoint(search->forms, other->literals[0], form->literals[0])) {
            return BG_FALSE;
        }
    }
    return BG_UNDECIDED;
}

static enum bg_truth decide(struct bg_search *search, const struct bg_set *set, bg_literal literal, unsigned depth);

static enum bg_truth decide_all(struct bg_search *search, const struct bg_set *set, const struct bg_form *form,
                                unsigned depth) {
    enum bg_truth truth = BG_TRUE;
    for (size_t i = 0; i < form->literal_count; i++) {
        enum bg_truth part = decide(search, set, form->literals[i], depth - 1);
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
        enum bg_truth part = decide(search, set, form->literals[i], depth - 1);
        holding += part == BG_TRUE ? 1u : 0u;
        undecided += part == BG_UNDECIDED ? 1u : 0u;
    }
    if (holding > 1) {
        return BG_FALSE;
    }
    return undecided > 0 ? BG_UNDECIDED : truth_of(holding == 1);
}

/* What the set says of a literal without searching: sound, not complete. */
static enum bg_truth decide(struct bg_search *search, const struct bg_set *set, bg_literal literal, unsigned depth) {
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
    if (depth == 0 || ++search->judge.steps > BG_LIMIT_JUDGE_STEPS) {
        return BG_UNDECIDED;
    }
    const struct bg_form *form = bg_form_get(search->forms, literal);
    enum bg_truth truth = BG_UNDECIDED;
    if (form->kind == BG_FORM_ALL) {
        truth = decide_all(search, set, form, depth);
    } else if (form->kind == BG_FORM_ONE_OF) {
        truth = decide_one_of(search, set, form, depth);
    } else if (form->kind == BG_FORM_REFERENCE) {
        truth = decide(search, set, bg_form_target(search->forms, literal & ~1u), depth - 1);
    } else if (form->kind == BG_FORM_PROPERTY) {
        truth = decide_property(search, set, form);
    }
    if (truth == BG_UNDECIDED || !bg_literal_is_negated(literal)) {
        return truth;
    }
    return truth_of(truth == BG_FALSE);
}

/* A literal that leaves a choice, and what the set leaves open of its parts. */
struct choice {
    bg_literal literal;
    const struct bg_form *form;
    size_t holding;
    bg_literal open[MOST_BRANCHES]; /* the first of them, if there are more */
    size_t open_count;
    bool is_decided; /* nothing is left of it */
    bool is_too_wide;
};

static bool is_choice(const struct bg_form *form, bg_literal literal) {
    return form->kind == BG_FORM_ONE_OF || (form->kind == BG_FORM_ALL && bg_literal_is_negated(literal));
}

static void look_at_choice(struct bg_search *search, const struct bg_set *set, bg_literal literal,
                           struct choice *choice) {
    choice->literal = literal;
    choice->form = bg_form_get(search->forms, literal);
    choice->holding = 0;
    choice->open_count = 0;
    choice->is_decided = false;
    choice->is_too_wide = false;
    for (size_t i = 0; i < choice->form->literal_count; i++) {
        bg_literal part = choice->form->literals[i];
        enum bg_truth truth = decide(search, set, part, DECIDE_DEPTH);
        if (truth == BG_FALSE && choice->form->kind == BG_FORM_ALL) {
            choice->is_decided = true;
            return;
        }
        choice->holding += truth == BG_TRUE ? 1u : 0u;
        if (truth == BG_UNDECIDED) {
            if (choice->open_count < MOST_BRANCHES) {
                choice->open[choice->open_count] = part;
            }
            choice->open_count++;
        }
    }
    choice->is_too_wide = choice->form->kind == BG_FORM_ONE_OF && choice->open_count > MOST_BRANCHES;
}

/* Adds what the open parts must be if there is no choice left. False if the set has no value; *is_changed if it grew.
 */
static bool settle_one_of(struct bg_search *search, struct bg_set *set, struct choice *choice, bool *is_changed) {
    bool wants_one = !bg_literal_is_negated(choice->literal);
    if (choice->holding > 1) {
        choice->is_decided = true;
        return !wants_one;
    }
    if (choice->holding == 1 && wants_one) { /* all others are violated */
        choice->is_decided = true;
        *is_changed = choice->open_count > 0;
        for (size_t i = 0; i < choice->open_count; i++) {
            if (!set_add(search, set, bg_form_negate(search->forms, choice->open[i]))) {
                return false;
            }
        }
        return true;
    }
    if (choice->open_count == 0) {
        choice->is_decided = true;
        return (choice->holding == 1) == wants_one;
    }
    if (choice->open_count == 1) { /* it must hold, unless none may */
        choice->is_decided = true;
        *is_changed = true;
        bool must_hold = wants_one ? choice->holding == 0 : choice->holding == 1;
        return set_add(search, set, must_hold ? choice->open[0] : bg_form_negate(search->forms, choice->open[0]));
    }
    return true;
}

static bool settle(struct bg_search *search, struct bg_set *set, struct choice *choice, bool *is_changed) {
    if (choice->is_decided || choice->is_too_wide) {
        return true;
    }
    if (choice->form->kind == BG_FORM_ONE_OF) {
        return settle_one_of(search, set, choice, is_changed);
    }
    if (choice->open_count == 0) {
        return false;
    }
    if (choice->open_count == 1) {
        choice->is_decided = true;
        *is_changed = true;
        return set_add(search, set, bg_form_negate(search->forms, choice->open[0]));
    }
    return true;
}

/* How many alternatives the choice has. */
static size_t width_of(const struct choice *choice) {
    size_t open = choice->open_count;
    if (choice->form->kind == BG_FORM_ONE_OF && bg_literal_is_negated(choice->literal)) {
        return choice->holding == 1 ? open : 1 + open * (open - 1) / 2;
    }
    return open;
}

/* Settles what can be settled, again and again, and returns in *best the narrowest choice that is left. */
static bool simplify(struct bg_search *search, struct bg_set *set, struct choice *best, bool *is_found) {
    bool is_changed = true;
    while (is_changed) {
        is_changed = false;
        *is_found = false;
        for (size_t i = 0; i < set->count && !is_changed; i++) {
            bg_literal literal = set->items[i];
            struct choice choice;
            if (!is_choice(bg_form_get(search->forms, literal), literal)) {
                continue;
            }
            look_at_choice(search, set, literal, &choice);
            if (!settle(search, set, &choice, &is_changed)) {
                return false;
            }
            if (!choice.is_decided && !is_changed &&
                (!*is_found || (best->is_too_wide && !choice.is_too_wide) ||
                 (!choice.is_too_wide && width_of(&choice) < width_of(best)))) {
                *best = choice;
                *is_found = true;
            }
        }
    }
    return true;
}

static struct bg_found solve(struct bg_search *search, struct bg_set *set);

/* Solves the set with some literals more; the set itself is not changed. */
static struct bg_found solve_with(struct bg_search *search, const struct bg_set *set, const bg_literal *more,
                                  size_t count) {
    struct bg_set copy = set_copy(set);
    struct bg_found found = bg_found_none();
    bool has_values = true;
    for (size_t i = 0; i < count && has_values; i++) {
        has_values = set_add(search, &copy, more[i]);
    }
    if (has_values) {
        found = solve(search, &copy);
    }
    set_finish(&copy);
    return found;
}

/* One of the open parts, each with the others violated if exactly one may hold. */
static struct bg_found branch_one_of(struct bg_search *search, const struct bg_set *set, const struct choice *choice) {
    struct bg_found worst = bg_found_none();
    bg_literal more[MOST_BRANCHES];
    for (size_t i = 0; i < choice->open_count; i++) {
        for (size_t k = 0; k < choice->open_count; k++) {
            more[k] = k == i ? choice->open[k] : bg_form_negate(search->forms, choice->open[k]);
        }
        struct bg_found found = solve_with(search, set, more, choice->open_count);
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

/* None of the open parts, or two of them; with one holding already, any other. */
static struct bg_found branch_not_one_of(struct bg_search *search, const struct bg_set *set,
                                         const struct choice *choice) {
    struct bg_found worst = bg_found_none();
    bg_literal more[MOST_BRANCHES];
    if (choice->holding == 0) {
        for (size_t k = 0; k < choice->open_count; k++) {
            more[k] = bg_form_negate(search->forms, choice->open[k]);
        }
        worst = solve_with(search, set, more, choice->open_count);
    }
    for (size_t i = 0; i < choice->open_count && worst.kind != BG_FOUND_VALUE; i++) {
        if (choice->holding == 1) {
            worst = bg_found_worse(worst, solve_with(search, set, &choice->open[i], 1));
        }
        for (size_t k = i + 1; choice->holding == 0 && k < choice->open_count && worst.kind != BG_FOUND_VALUE; k++) {
            bg_literal two[2] = {choice->open[i], choice->open[k]};
            struct bg_found found = solve_with(search, set, two, 2);
            worst = found.kind == BG_FOUND_VALUE ? found : bg_found_worse(worst, found);
        }
    }
    return worst;
}

/* One of the open parts is violated. */
static struct bg_found branch_any(struct bg_search *search, const struct bg_set *set, const struct choice *choice) {
    struct bg_found worst = bg_found_none();
    for (size_t i = 0; i < choice->form->literal_count; i++) {
        if (decide(search, set, choice->form->literals[i], DECIDE_DEPTH) == BG_TRUE) {
            continue;
        }
        bg_literal violated = bg_form_negate(search->forms, choice->form->literals[i]);
        struct bg_found found = solve_with(search, set, &violated, 1);
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

static struct bg_found solve_boolean(struct bg_search *search, const struct bg_set *set) {
    for (int i = 1; i >= 0; i--) {
        const struct bg_node *value = bg_node_new_bool(search->arena, i == 1, NULL);
        bool fits = true;
        for (size_t k = 0; k < set->count && fits; k++) {
            bool is_enum = bg_form_get(search->forms, set->items[k])->kind == BG_FORM_ENUM;
            fits = !is_enum || bg_judge_holds(&search->judge, set->items[k], value) == BG_TRUE;
        }
        if (fits) {
            return bg_found_value(value);
        }
    }
    return bg_found_none();
}

static struct bg_found solve_null(struct bg_search *search, const struct bg_set *set) {
    const struct bg_node *value = bg_node_new_null(search->arena, NULL);
    for (size_t k = 0; k < set->count; k++) {
        bool is_enum = bg_form_get(search->forms, set->items[k])->kind == BG_FORM_ENUM;
        if (is_enum && bg_judge_holds(&search->judge, set->items[k], value) != BG_TRUE) {
            return bg_found_none();
        }
    }
    return bg_found_value(value);
}

/* Only atoms are left. */
static struct bg_found solve_atoms(struct bg_search *search, const struct bg_set *set) {
    struct bg_found found;
    if ((set->types & BG_TYPE_OBJECT) != 0) {
        found = bg_search_object(search, set);
    } else if ((set->types & BG_TYPE_STRING) != 0) {
        found = bg_search_text(search, set);
    } else if ((set->types & BG_TYPES_NUMBER) != 0) {
        found = bg_search_number(search, set);
    } else if ((set->types & BG_TYPE_BOOLEAN) != 0) {
        found = solve_boolean(search, set);
    } else if ((set->types & BG_TYPE_ARRAY) != 0) {
        found = bg_search_array(search, set);
    } else {
        found = solve_null(search, set);
    }
    for (size_t i = 0; i < set->count && found.kind == BG_FOUND_VALUE; i++) {
        const struct bg_form *form = bg_form_get(search->forms, set->items[i]);
        if (form->kind == BG_FORM_OPAQUE && bg_literal_is_negated(set->items[i])) {
            found = (struct bg_found){.kind = BG_FOUND_UNKNOWN, .reason = form->text};
        }
    }
    return found;
}

bool bg_search_step(struct bg_search *search, struct bg_found *out) {
    if (++search->steps > BG_LIMIT_SEARCH_STEPS || bg_arena_total(search->arena) > BG_LIMIT_SEARCH_BYTES) {
        *out = bg_found_unknown("the search takes too many steps");
        return false;
    }
    if (search->level >= BG_LIMIT_SEARCH_LEVEL) {
        *out = bg_found_unknown("the search goes too deep");
        return false;
    }
    return true;
}

/* One of the finite set of values, if the set is limited to one. */
static bool solve_values(struct bg_search *search, const struct bg_set *set, struct bg_found *out) {
    const struct bg_form *least = NULL;
    for (size_t i = 0; i < set->count; i++) {
        const struct bg_form *form = bg_form_get(search->forms, set->items[i]);
        if (form->kind == BG_FORM_ENUM && !bg_literal_is_negated(set->items[i]) &&
            (least == NULL || form->value_count < least->value_count)) {
            least = form;
        }
    }
    if (least == NULL) {
        return false;
    }
    *out = bg_found_none();
    for (size_t v = 0; v < least->value_count; v++) {
        const struct bg_value value = *bg_form_value(search->forms, least->values[v]);
        enum bg_truth truth = truth_of((value.type & set->types) != 0);
        for (size_t i = 0; i < set->count && truth != BG_FALSE; i++) {
            enum bg_truth one = bg_judge_holds(&search->judge, set->items[i], value.node);
            truth = one == BG_TRUE ? truth : one;
        }
        if (truth == BG_TRUE) {
            *out = bg_found_value(value.node);
            return true;
        }
        if (truth == BG_UNDECIDED) {
            *out = bg_found_unknown("a listed value cannot be judged");
        }
    }
    return true;
}

/* A value of the one type (or both kinds of numbers) of the set. Changes the set. */
static struct bg_found solve(struct bg_search *search, struct bg_set *set) {
    struct choice best;
    struct bg_found found;
    bool has_choice = false;
    if (!bg_search_step(search, &found) || solve_values(search, set, &found)) {
        return found;
    }
    search->level++;
    if (!simplify(search, set, &best, &has_choice)) {
        found = bg_found_none();
    } else if (!has_choice) {
        found = solve_values(search, set, &found) ? found : solve_atoms(search, set);
    } else if (best.is_too_wide) {
        found = bg_found_unknown("a schema has too many branches");
    } else if (best.form->kind == BG_FORM_ALL) {
        found = branch_any(search, set, &best);
    } else if (bg_literal_is_negated(best.literal)) {
        found = branch_not_one_of(search, set, &best);
    } else {
        found = branch_one_of(search, set, &best);
    }
    search->level--;
    return found;
}

/* A value of any type of the set. */
static struct bg_found solve_types(struct bg_search *search, const struct bg_set *set) {
    struct bg_found worst = bg_found_none();
    for (size_t i = 0; i < sizeof type_order / sizeof type_order[0]; i++) {
        if ((set->types & type_order[i]) == 0) {
            continue;
        }
        struct bg_set one = set_copy(set);
        one.types &= type_order[i];
        struct bg_found found = solve(search, &one);
        set_finish(&one);
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

static struct bg_found search_set(struct bg_search *search, const struct bg_set *set) {
    struct bg_found found;
    return solve_values(search, set, &found) ? found : solve_types(search, set);
}

static int by_number(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static struct memory *memory_of(struct bg_search *search, const bg_literal *literals, size_t count) {
    bg_literal small[64];
    bg_literal *sorted = count <= 64 ? small : bg_arena_array(search->arena, count, sizeof *sorted);
    if (count > 0) {
        memcpy(sorted, literals, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, by_number);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || sorted[i] != sorted[kept - 1]) {
            sorted[kept++] = sorted[i];
        }
    }
    struct bg_slice key = {(const char *)sorted, kept * sizeof *sorted};
    struct memory *memory = bg_table_get(&search->memo, key);
    if (memory == NULL) {
        memory = bg_arena_alloc(search->arena, sizeof *memory);
        (void)bg_table_put(&search->memo, bg_arena_copy(search->arena, key), memory);
    }
    return memory;
}

struct bg_found bg_search_find(struct bg_search *search, const bg_literal *literals, size_t count) {
    struct bg_found found = bg_found_none();
    struct memory *memory = memory_of(search, literals, count);
    if (memory->is_done) {
        return memory->found;
    }
    if (memory->is_pending) {
        search->lowest = memory->depth < search->lowest ? memory->depth : search->lowest;
        return found;
    }
    if (!bg_search_step(search, &found)) {
        return found;
    }
    if (search->depth >= BG_LIMIT_SEARCH_DEPTH) {
        return bg_found_unknown("the values are nested too deep");
    }
    unsigned lowest_above = search->lowest;
    struct bg_set set = {.types = BG_TYPES_ANY};
    bool has_values = true;
    memory->is_pending = true;
    memory->depth = search->depth;
    search->lowest = UINT32_MAX;
    search->depth++;
    search->level++;
    for (size_t i = 0; i < count && has_values; i++) {
        has_values = set_add(search, &set, literals[i]);
    }
    if (has_values) {
        found = search_set(search, &set);
    }
    set_finish(&set);
    search->level--;
    search->depth--;
    memory->is_pending = false;
    /* "None" that relied on a search still pending above holds only below it. */
    if (search->lowest >= search->depth || found.kind == BG_FOUND_VALUE) {
        memory->is_done = true;
        memory->found = found;
        search->lowest = lowest_above;
    } else if (lowest_above < search->lowest) {
        search->lowest = lowest_above;
    }
    return found;
}

void bg_search_init(struct bg_search *search, struct bg_arena *arena, struct bg_forms *forms) {
    *search = (struct bg_search){
        .arena = arena,
        .forms = forms,
        .languages = bg_languages_new(arena),
        .judge = {.forms = forms, .regexes = bg_regexes_new(arena)},
        .lowest = UINT32_MAX,
    };
}

void bg_search_finish(struct bg_search *search) {
    bg_languages_finish(search->languages);
    bg_regexes_finish(search->judge.regexes);
    bg_table_finish(&search->memo);
}
