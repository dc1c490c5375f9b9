/* The tableau: see search.h. Branching is on the literal with the fewest ways on; literals decided by the rest of the
 * set (their types, a discriminator with another value) are dropped before. */
#include "schema/contain/search.h"

#include "base/limits.h"
#include "base/slice.h"
#include "text/builder.h"
#include "schema/contain/choice.h"

#include <stdlib.h>

/* In the order in which values are looked for: objects and texts read best. */
static const unsigned type_order[] = {BG_TYPE_OBJECT,  BG_TYPE_STRING, BG_TYPES_NUMBER,
                                      BG_TYPE_BOOLEAN, BG_TYPE_ARRAY,  BG_TYPE_NULL};

/* What is known of a set that was searched before. */
struct search_memory {
    struct bg_search_answer found;
    bool is_done;
    bool is_pending;
    unsigned depth;
};

static enum bg_truth truth_of(bool holds) {
    return holds ? BG_TRUE : BG_FALSE;
}

struct bg_search_answer bg_found_limit(struct bg_search *search, const char *reason, size_t limit) {
    return (struct bg_search_answer){.kind = BG_FOUND_UNKNOWN,
                                     .reason = bg_arena_printf(search->arena, "%s (the limit is %zu)", reason, limit)};
}

static struct bg_search_answer solve(struct bg_search *search, struct bg_set *set);

/* Solves the set with some literals more; the set itself is not changed. */
static struct bg_search_answer solve_with(struct bg_search *search, const struct bg_set *set, const bg_literal *more,
                                          size_t count) {
    struct bg_set copy = bg_set_copy(set);
    search->work += set->count;
    struct bg_search_answer found = bg_found_none();
    bool has_values = true;
    for (size_t i = 0; i < count && has_values; i++) {
        has_values = bg_set_add(search, &copy, more[i]);
    }
    if (has_values) {
        found = solve(search, &copy);
    }
    bg_set_finish(&copy);
    return found;
}

/* One of the open parts, each with the others violated if exactly one may hold. */
static struct bg_search_answer branch_one_of(struct bg_search *search, const struct bg_set *set,
                                             const struct bg_choice *choice) {
    struct bg_search_answer worst = bg_found_none();
    bg_literal *more = bg_arena_array(search->arena, choice->open_count, sizeof *more);
    for (size_t i = 0; i < choice->open_count; i++) {
        for (size_t k = 0; k < choice->open_count; k++) {
            more[k] = k == i ? choice->open[k] : bg_form_negate(search->forms, choice->open[k]);
        }
        struct bg_search_answer found = solve_with(search, set, more, choice->open_count);
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

/* None of the open parts, or two of them; with one holding already, any other. */
static struct bg_search_answer branch_not_one_of(struct bg_search *search, const struct bg_set *set,
                                                 const struct bg_choice *choice) {
    struct bg_search_answer worst = bg_found_none();
    if (choice->holding == 0) {
        bg_literal *more = bg_arena_array(search->arena, choice->open_count, sizeof *more);
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
            struct bg_search_answer found = solve_with(search, set, two, 2);
            worst = found.kind == BG_FOUND_VALUE ? found : bg_found_worse(worst, found);
        }
    }
    return worst;
}

/* One of the open parts is violated. */
static struct bg_search_answer branch_any(struct bg_search *search, const struct bg_set *set,
                                          const struct bg_choice *choice) {
    struct bg_search_answer worst = bg_found_none();
    for (size_t i = 0; i < choice->form->literal_count; i++) {
        if (bg_set_decide(search, set, choice->form->literals[i], BG_DECIDE_DEPTH) == BG_TRUE) {
            continue;
        }
        bg_literal violated = bg_form_negate(search->forms, choice->form->literals[i]);
        struct bg_search_answer found = solve_with(search, set, &violated, 1);
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

static struct bg_search_answer solve_boolean(struct bg_search *search, const struct bg_set *set) {
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

static struct bg_search_answer solve_null(struct bg_search *search, const struct bg_set *set) {
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
static struct bg_search_answer solve_atoms(struct bg_search *search, const struct bg_set *set) {
    struct bg_search_answer found;
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
            found = (struct bg_search_answer){.kind = BG_FOUND_UNKNOWN, .reason = form->text};
        }
    }
    return found;
}

bool bg_search_step(struct bg_search *search, struct bg_search_answer *out) {
    if (++search->steps > BG_LIMIT_SEARCH_STEPS) {
        *out = bg_found_limit(search, "the search takes too many steps", BG_LIMIT_SEARCH_STEPS);
    } else if (search->work > BG_LIMIT_SEARCH_WORK) {
        *out = bg_found_limit(search, "the search looks at too many parts", BG_LIMIT_SEARCH_WORK);
    } else if (bg_arena_total(search->arena) > BG_LIMIT_SEARCH_BYTES) {
        *out = bg_found_limit(search, "the search takes too many bytes", BG_LIMIT_SEARCH_BYTES);
    } else if (search->level >= BG_LIMIT_SEARCH_LEVEL) {
        *out = bg_found_limit(search, "the search goes too deep", BG_LIMIT_SEARCH_LEVEL);
    } else {
        return true;
    }
    return false;
}

/* One of the finite set of values, if the set is limited to one. */
static bool solve_values(struct bg_search *search, const struct bg_set *set, struct bg_search_answer *out) {
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
static struct bg_search_answer solve(struct bg_search *search, struct bg_set *set) {
    struct bg_choice best;
    struct bg_search_answer found;
    bool has_choice = false;
    if (!bg_search_step(search, &found) || solve_values(search, set, &found)) {
        return found;
    }
    search->level++;
    best.open = NULL;
    if (!bg_choice_simplify(search, set, &best, &has_choice)) {
        found = bg_found_none();
    } else if (!has_choice) {
        found = solve_values(search, set, &found) ? found : solve_atoms(search, set);
    } else if (best.is_too_wide) {
        found = bg_found_limit(search, "a `oneOf` has too many open branches", BG_LIMIT_SEARCH_BRANCHES);
    } else if (best.form->kind == BG_FORM_ALL) {
        found = branch_any(search, set, &best);
    } else if (bg_literal_is_negated(best.literal)) {
        found = branch_not_one_of(search, set, &best);
    } else {
        found = branch_one_of(search, set, &best);
    }
    free(best.open);
    search->level--;
    return found;
}

/* A value of any type of the set. */
static struct bg_search_answer solve_types(struct bg_search *search, const struct bg_set *set) {
    struct bg_search_answer worst = bg_found_none();
    for (size_t i = 0; i < sizeof type_order / sizeof type_order[0]; i++) {
        if ((set->types & type_order[i]) == 0) {
            continue;
        }
        struct bg_set one = bg_set_copy(set);
        one.types &= type_order[i];
        struct bg_search_answer found = solve(search, &one);
        bg_set_finish(&one);
        if (found.kind == BG_FOUND_VALUE) {
            return found;
        }
        worst = bg_found_worse(worst, found);
    }
    return worst;
}

static struct bg_search_answer search_set(struct bg_search *search, const struct bg_set *set) {
    struct bg_search_answer found;
    return solve_values(search, set, &found) ? found : solve_types(search, set);
}

static int by_number(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static struct search_memory *memory_of(struct bg_search *search, const bg_literal *literals, size_t count) {
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
    struct search_memory *memory = bg_table_get(&search->memo, key);
    if (memory == NULL) {
        memory = bg_arena_alloc(search->arena, sizeof *memory);
        (void)bg_table_put(&search->memo, bg_arena_copy(search->arena, key), memory);
    }
    return memory;
}

struct bg_search_answer bg_search_find(struct bg_search *search, const bg_literal *literals, size_t count) {
    struct bg_search_answer found = bg_found_none();
    struct search_memory *memory = memory_of(search, literals, count);
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
        return bg_found_limit(search, "the values are nested too deep", BG_LIMIT_SEARCH_DEPTH);
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
        has_values = bg_set_add(search, &set, literals[i]);
    }
    if (has_values) {
        found = search_set(search, &set);
    }
    bg_set_finish(&set);
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
    free(search->open.items);
    bg_table_finish(&search->memo);
}
