/*
 * Arrays: lengths from the least on; obligations ("some element violates `items`", "two elements are equal") take a
 * position each; counted elements (`contains`) are decided position by position; then every position searches a value
 * of its own. Positions past the tuple are alike, so an array with one such position for each obligation is as good as
 * a longer one: longer ones are not tried.
 */
#include "schema/contain/search.h"

#include "base/limits.h"
#include "text/builder.h"

#include <stdlib.h>

/* Conditions on how many elements satisfy a literal. */
struct count {
    bg_literal literal;
    size_t least;
    size_t most;
};

struct array {
    struct bg_search *search;
    size_t least;
    size_t most;
    const struct bg_form **items; /* hold for all elements */
    size_t item_count;
    const struct bg_form **violated; /* an element violates it */
    size_t violated_count;
    struct count *counts;
    size_t count_count;
    bool is_unique;
    bool has_twins;   /* two elements are equal */
    size_t different; /* positions after these are like the last of them */
    /* the attempt of now */
    size_t length;
    struct bg_literals *positions;
    size_t *holding; /* of each count: elements so far that satisfy it */
    size_t twins[2];
};

static size_t max_size(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t min_size(size_t a, size_t b) {
    return a < b ? a : b;
}

static struct count *count_of(struct array *array, bg_literal literal) {
    for (size_t i = 0; i < array->count_count; i++) {
        if (array->counts[i].literal == literal) {
            return &array->counts[i];
        }
    }
    struct count *count = &array->counts[array->count_count++];
    *count = (struct count){.literal = literal, .most = SIZE_MAX};
    return count;
}

static void read_literal(struct array *array, bg_literal literal) {
    const struct bg_form *form = bg_form_get(array->search->forms, literal);
    bool is_negated = bg_literal_is_negated(literal);
    if (form->kind == BG_FORM_MIN_ITEMS && !is_negated) {
        array->least = max_size(array->least, form->size);
    } else if (form->kind == BG_FORM_MIN_ITEMS) {
        array->most = min_size(array->most, form->size - 1);
    } else if (form->kind == BG_FORM_MAX_ITEMS && !is_negated) {
        array->most = min_size(array->most, form->size);
    } else if (form->kind == BG_FORM_MAX_ITEMS) {
        array->least = max_size(array->least, form->size + 1);
    } else if (form->kind == BG_FORM_UNIQUE && !is_negated) {
        array->is_unique = true;
    } else if (form->kind == BG_FORM_UNIQUE) {
        array->has_twins = true;
    } else if (form->kind == BG_FORM_ITEMS && !is_negated) {
        array->items[array->item_count++] = form;
    } else if (form->kind == BG_FORM_ITEMS) {
        array->violated[array->violated_count++] = form;
    } else if (form->kind == BG_FORM_MIN_CONTAINS || form->kind == BG_FORM_MAX_CONTAINS) {
        struct count *count = count_of(array, form->literals[0]);
        bool is_least = (form->kind == BG_FORM_MIN_CONTAINS) != is_negated;
        size_t size = !is_negated ? form->size : is_least ? form->size + 1 : form->size - 1;
        if (is_least) {
            count->least = max_size(count->least, size);
        } else {
            count->most = min_size(count->most, size);
        }
    }
}

static bg_literal literal_at(const struct bg_form *items, size_t position) {
    return items->literals[min_size(position, items->literal_count - 1)];
}

static struct bg_search_answer find_at(struct array *array, size_t position, bg_literal more) {
    const struct bg_literals *own = &array->positions[position];
    bool is_twin = array->has_twins && (position == array->twins[0] || position == array->twins[1]);
    const struct bg_literals *other =
        is_twin ? &array->positions[array->twins[position == array->twins[0] ? 1 : 0]] : NULL;
    size_t total = own->count + (other == NULL ? 0 : other->count) + 1;
    bg_literal *all = bg_arena_array(array->search->arena, total, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < own->count; i++) {
        all[count++] = own->items[i];
    }
    for (size_t i = 0; other != NULL && i < other->count; i++) {
        all[count++] = other->items[i];
    }
    all[count++] = more;
    return bg_search_find(array->search, all, count);
}

/* The list of these values, with the last one repeated up to the least length. */
static struct bg_search_answer list_of(struct array *array, const struct bg_node *const *values) {
    size_t length = max_size(array->length, array->least);
    if (length > BG_LIMIT_SEARCH_ITEMS) {
        return bg_found_limit(array->search, "an array of that length is too long to make up", BG_LIMIT_SEARCH_ITEMS);
    }
    const struct bg_node **copy = bg_arena_array(array->search->arena, length, sizeof *copy);
    for (size_t i = 0; i < length; i++) {
        copy[i] = values[i < array->length ? i : array->length - 1];
    }
    return bg_found_value(bg_node_new_list(array->search->arena, copy, length, NULL));
}

/* Candidates of every position, at most `length` each: a position with that many is never in want of one. */
struct matching {
    struct array *array;
    const struct bg_node ***values;
    uint32_t **numbers;
    size_t *counts;
    size_t *chosen; /* of each position: the candidate taken, plus 1 */
    bool *is_visited;
};

static bool is_taken_by(const struct matching *matching, size_t position, uint32_t number) {
    size_t chosen = matching->chosen[position];
    return chosen != 0 && matching->numbers[position][chosen - 1] == number;
}

/* Gives the position a candidate, moving others to other candidates if need be (Kuhn 1955). */
static bool match(struct matching *matching, size_t position) {
    matching->is_visited[position] = true;
    for (size_t c = 0; c < matching->counts[position]; c++) {
        uint32_t number = matching->numbers[position][c];
        size_t owner = 0;
        while (owner < matching->array->length && !is_taken_by(matching, owner, number)) {
            owner++;
        }
        if (owner == matching->array->length ||
            (owner != position && !matching->is_visited[owner] && match(matching, owner))) {
            matching->chosen[position] = c + 1;
            return true;
        }
    }
    return false;
}

static bool collect_candidates(struct matching *matching, size_t position) {
    struct array *array = matching->array;
    struct bg_arena *arena = array->search->arena;
    matching->values[position] = bg_arena_array(arena, array->length, sizeof(struct bg_node *));
    matching->numbers[position] = bg_arena_array(arena, array->length, sizeof(uint32_t));
    size_t *count = &matching->counts[position];
    while (*count < array->length) {
        bg_literal others = bg_search_exclude(array->search, matching->values[position], *count);
        struct bg_search_answer found = find_at(array, position, others);
        if (found.kind != BG_FOUND_VALUE) {
            return found.kind == BG_FOUND_NONE;
        }
        matching->values[position][*count] = found.value;
        if (!bg_form_add_value(array->search->forms, found.value, &matching->numbers[position][*count])) {
            return false;
        }
        (*count)++;
    }
    return true;
}

static struct bg_search_answer find_by_matching(struct array *array) {
    struct bg_arena *arena = array->search->arena;
    struct matching matching = {.array = array};
    matching.values = bg_arena_array(arena, array->length, sizeof *matching.values);
    matching.numbers = bg_arena_array(arena, array->length, sizeof *matching.numbers);
    matching.counts = bg_arena_array(arena, array->length, sizeof *matching.counts);
    matching.chosen = bg_arena_array(arena, array->length, sizeof *matching.chosen);
    matching.is_visited = bg_arena_array(arena, array->length, sizeof *matching.is_visited);
    for (size_t i = 0; i < array->length; i++) {
        if (!collect_candidates(&matching, i)) {
            return bg_found_unknown("distinct elements cannot be chosen");
        }
    }
    const struct bg_node **values = bg_arena_array(arena, array->length, sizeof *values);
    for (size_t i = 0; i < array->length; i++) {
        memset(matching.is_visited, 0, array->length * sizeof *matching.is_visited);
        if (!match(&matching, i)) {
            return bg_found_none();
        }
    }
    for (size_t i = 0; i < array->length; i++) {
        values[i] = matching.values[i][matching.chosen[i] - 1];
    }
    return list_of(array, values);
}

/* Every position has its literals: values for all of them. */
static struct bg_search_answer find_values(struct array *array) {
    const struct bg_node **values = bg_arena_array(array->search->arena, array->length, sizeof *values);
    for (size_t i = 0; i < array->length; i++) {
        bg_literal others = array->is_unique ? bg_search_exclude(array->search, values, i) : BG_ALWAYS;
        struct bg_search_answer found = find_at(array, i, others);
        if (found.kind != BG_FOUND_VALUE) {
            return array->is_unique && i > 0 ? find_by_matching(array) : found;
        }
        values[i] = found.value;
    }
    return list_of(array, values);
}

static bool has_enough(const struct array *array) {
    for (size_t i = 0; i < array->count_count; i++) {
        if (array->holding[i] < array->counts[i].least) {
            return false;
        }
    }
    return true;
}

static struct bg_search_answer decide_counts(struct array *array, size_t position, size_t which);

/* Goes on with the position's element satisfying, violating or (ALWAYS) not saying anything of the count's literal. */
static struct bg_search_answer decide_one(struct array *array, size_t position, size_t which, bg_literal literal) {
    size_t before = array->positions[position].count;
    bool holds = literal == array->counts[which].literal;
    if (literal != BG_ALWAYS) {
        bg_literals_add(array->search, &array->positions[position], literal);
    }
    array->holding[which] += holds ? 1u : 0u;
    struct bg_search_answer found = decide_counts(array, position, which + 1);
    array->holding[which] -= holds ? 1u : 0u;
    array->positions[position].count = before;
    return found;
}

/* Decides the counts from `which` on at `position`, and all of them at the positions after it. */
static struct bg_search_answer decide_counts(struct array *array, size_t position, size_t which) {
    struct bg_search_answer found;
    if (position == array->length) {
        return has_enough(array) ? find_values(array) : bg_found_none();
    }
    if (which == array->count_count) {
        found = find_at(array, position, BG_ALWAYS);
        return found.kind == BG_FOUND_NONE ? found : decide_counts(array, position + 1, 0);
    }
    if (!bg_search_step(array->search, &found)) {
        return found;
    }
    const struct count *count = &array->counts[which];
    size_t missing = count->least > array->holding[which] ? count->least - array->holding[which] : 0;
    bool may_hold = array->holding[which] < count->most;
    bool may_fail = missing < array->length - position;
    if (missing > array->length - position) {
        return bg_found_none();
    }
    struct bg_search_answer worst = bg_found_none();
    bg_literal failing = count->most == SIZE_MAX ? BG_ALWAYS : bg_form_negate(array->search->forms, count->literal);
    if (may_hold && missing > 0) {
        worst = decide_one(array, position, which, count->literal);
    }
    if (worst.kind != BG_FOUND_VALUE && may_fail) {
        found = decide_one(array, position, which, failing);
        worst = found.kind == BG_FOUND_VALUE ? found : bg_found_worse(worst, found);
    }
    if (worst.kind != BG_FOUND_VALUE && may_hold && missing == 0 && count->most != SIZE_MAX) {
        found = decide_one(array, position, which, count->literal);
        worst = found.kind == BG_FOUND_VALUE ? found : bg_found_worse(worst, found);
    }
    return worst;
}

static struct bg_search_answer place_twins(struct array *array) {
    struct bg_search_answer worst = bg_found_none();
    if (!array->has_twins) {
        return array->count_count == 0 ? find_values(array) : decide_counts(array, 0, 0);
    }
    size_t last = min_size(array->length, array->different);
    for (size_t i = 0; i < last; i++) {
        for (size_t k = i + 1; k < last; k++) {
            array->twins[0] = i;
            array->twins[1] = k;
            struct bg_search_answer found = array->count_count == 0 ? find_values(array) : decide_counts(array, 0, 0);
            if (found.kind == BG_FOUND_VALUE || !bg_search_step(array->search, &found)) {
                return found;
            }
            worst = bg_found_worse(worst, found);
        }
    }
    return worst;
}

/* Gives each obligation from `which` on a position. */
static struct bg_search_answer place(struct array *array, size_t which) {
    struct bg_search_answer worst = bg_found_none();
    if (which == array->violated_count) {
        return place_twins(array);
    }
    for (size_t i = 0; i < array->length && i < array->different; i++) {
        bg_literal violated = bg_form_negate(array->search->forms, literal_at(array->violated[which], i));
        struct bg_literals *own = &array->positions[i];
        struct bg_search_answer found;
        if (violated == BG_NEVER) {
            continue;
        }
        size_t before = own->count;
        bg_literals_add(array->search, own, violated);
        found = bg_search_find(array->search, own->items, own->count); /* remembered for shorter arrays: no step */
        if (found.kind != BG_FOUND_NONE) {
            struct bg_search_answer over;
            found = bg_search_step(array->search, &over) ? place(array, which + 1) : over;
        }
        own->count = before;
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

/* Arrays of one length, which is above those before. */
static struct bg_search_answer find_length(struct array *array, size_t length) {
    size_t before = array->length;
    array->length = length;
    for (size_t i = before; i < length; i++) {
        for (size_t k = 0; k < array->item_count; k++) {
            bg_literals_add(array->search, &array->positions[i], literal_at(array->items[k], i));
        }
    }
    return place(array, 0);
}

/* The tuple, and a position for each thing that needs one. */
static size_t different_positions(const struct array *array) {
    size_t tuple = 0;
    size_t needed = array->violated_count + (array->has_twins ? 2u : 0u);
    for (size_t i = 0; i < array->item_count; i++) {
        tuple = max_size(tuple, array->items[i]->literal_count - 1);
    }
    for (size_t i = 0; i < array->violated_count; i++) {
        tuple = max_size(tuple, array->violated[i]->literal_count - 1);
    }
    for (size_t i = 0; i < array->count_count; i++) {
        needed += min_size(array->counts[i].least, BG_LIMIT_SEARCH_MEMBERS);
    }
    return tuple + needed;
}

struct bg_search_answer bg_search_array(struct bg_search *search, const struct bg_set *set) {
    struct array array = {.search = search, .most = SIZE_MAX};
    array.items = bg_arena_array(search->arena, set->count, sizeof *array.items);
    array.violated = bg_arena_array(search->arena, set->count, sizeof *array.violated);
    array.counts = bg_arena_array(search->arena, set->count, sizeof *array.counts);
    for (size_t i = 0; i < set->count; i++) {
        read_literal(&array, set->items[i]);
    }
    array.different = different_positions(&array);
    /* Elements that are all alike stand for any number of them. */
    bool is_plain = !array.is_unique && array.count_count == 0;
    size_t shortest = is_plain ? min_size(array.least, array.different + 1) : array.least;
    size_t longest = min_size(array.most, max_size(shortest, array.different));
    if (array.least > array.most) {
        return bg_found_none();
    }
    size_t room = min_size(longest, BG_LIMIT_SEARCH_TUPLE);
    array.positions = bg_arena_array(search->arena, room, sizeof *array.positions);
    array.holding = bg_arena_array(search->arena, array.count_count, sizeof *array.holding);
    struct bg_search_answer worst = bg_found_none();
    for (size_t length = shortest; length <= longest; length++) {
        if (length > BG_LIMIT_SEARCH_TUPLE) {
            return bg_found_limit(search, "an array of that length, with different elements, is too long to make up",
                                  BG_LIMIT_SEARCH_TUPLE);
        }
        struct bg_search_answer found = find_length(&array, length);
        if (found.kind == BG_FOUND_VALUE || !bg_search_step(search, &found)) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}
