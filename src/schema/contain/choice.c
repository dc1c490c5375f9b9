/* Choices: see choice.h. */
#include "schema/contain/choice.h"

#include "base/limits.h"
#include "base/vector.h"
#include "schema/contain/search.h"

static bool is_choice(const struct bg_form *form, bg_literal literal) {
    return form->kind == BG_FORM_ONE_OF || (form->kind == BG_FORM_ALL && bg_literal_is_negated(literal));
}

static void look_at_choice(struct bg_search *search, const struct bg_set *set, bg_literal literal,
                           struct bg_choice *choice) {
    choice->literal = literal;
    choice->form = bg_form_get(search->forms, literal);
    choice->open = search->open.items;
    search->open.count = 0;
    choice->holding = 0;
    choice->open_count = 0;
    choice->is_decided = false;
    choice->is_too_wide = false;
    search->work += choice->form->literal_count + set->count;
    if (choice->form->kind == BG_FORM_ALL && bg_set_denies_one(set, choice->form)) {
        choice->is_decided = true; /* the usual case, without looking closer at the other parts */
        return;
    }
    for (size_t i = 0; i < choice->form->literal_count; i++) {
        bg_literal part = choice->form->literals[i];
        enum bg_truth truth = bg_set_decide(search, set, part, BG_DECIDE_DEPTH);
        if (truth == BG_FALSE && choice->form->kind == BG_FORM_ALL) {
            choice->is_decided = true;
            return;
        }
        choice->holding += truth == BG_TRUE ? 1u : 0u;
        if (truth == BG_UNDECIDED) {
            BG_VECTOR_ADD(NULL, &search->open, part);
        }
    }
    choice->open = search->open.items;
    choice->open_count = search->open.count;
    choice->is_too_wide = choice->form->kind == BG_FORM_ONE_OF && choice->open_count > BG_LIMIT_SEARCH_BRANCHES;
}

/* Adds what the open parts must be if there is no choice left. False if the set has no value; *is_changed if it grew.
 */
static bool settle_one_of(struct bg_search *search, struct bg_set *set, struct bg_choice *choice, bool *is_changed) {
    bool wants_one = !bg_literal_is_negated(choice->literal);
    if (choice->holding > 1) {
        choice->is_decided = true;
        return !wants_one;
    }
    if (choice->holding == 1 && wants_one) { /* all others are violated */
        choice->is_decided = true;
        *is_changed = choice->open_count > 0;
        for (size_t i = 0; i < choice->open_count; i++) {
            if (!bg_set_add(search, set, bg_form_negate(search->forms, choice->open[i]))) {
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
        return bg_set_add(search, set, must_hold ? choice->open[0] : bg_form_negate(search->forms, choice->open[0]));
    }
    return true;
}

static bool settle(struct bg_search *search, struct bg_set *set, struct bg_choice *choice, bool *is_changed) {
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
        return bg_set_add(search, set, bg_form_negate(search->forms, choice->open[0]));
    }
    return true;
}

/* How many alternatives the choice has. */
static size_t width_of(const struct bg_choice *choice) {
    size_t open = choice->open_count;
    if (choice->form->kind == BG_FORM_ONE_OF && bg_literal_is_negated(choice->literal)) {
        return choice->holding == 1 ? open : 1 + open * (open - 1) / 2;
    }
    return open;
}

/* Branches of which exactly one holds, more than the 20 of the largest real specification: taking one of them decides
 * nearly everything else, so they come before narrower choices, of which there may be as many. */
enum { MANY_BRANCHES = 24 };

static bool comes_first(const struct bg_search *search, const struct bg_choice *choice) {
    bool is_one_of = choice->form->kind == BG_FORM_ONE_OF && !bg_literal_is_negated(choice->literal);
    return choice->open_count > MANY_BRANCHES && (is_one_of || bg_form_is_apart(search->forms, choice->literal));
}

/* Is it better to branch on `choice` than on `best`? */
static bool is_better(const struct bg_search *search, const struct bg_choice *choice, const struct bg_choice *best) {
    if (choice->is_too_wide || best->is_too_wide) {
        return best->is_too_wide && !choice->is_too_wide;
    }
    bool is_first = comes_first(search, choice);
    return is_first != comes_first(search, best) ? is_first : width_of(choice) < width_of(best);
}

/* The open parts lie where those of the next choice will. */
static void keep(struct bg_choice *best, const struct bg_choice *choice) {
    bg_literal *open = bg_realloc(best->open, (choice->open_count + 1) * sizeof *open);
    if (choice->open_count > 0) {
        memcpy(open, choice->open, choice->open_count * sizeof *open);
    }
    *best = *choice;
    best->open = open;
}

/* Settles what can be settled, again and again, and returns in *best the narrowest choice that is left. */
bool bg_choice_simplify(struct bg_search *search, struct bg_set *set, struct bg_choice *best, bool *is_found) {
    bool is_changed = true;
    while (is_changed) {
        is_changed = false;
        *is_found = false;
        for (size_t i = 0; i < set->count && !is_changed; i++) {
            bg_literal literal = set->items[i];
            struct bg_choice choice;
            if (!is_choice(bg_form_get(search->forms, literal), literal)) {
                continue;
            }
            look_at_choice(search, set, literal, &choice);
            if (!settle(search, set, &choice, &is_changed)) {
                return false;
            }
            if (!choice.is_decided && !is_changed && (!*is_found || is_better(search, &choice, best))) {
                keep(best, &choice);
                *is_found = true;
            }
        }
    }
    return true;
}
