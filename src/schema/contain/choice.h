/* Choices: the literals of a set that can be satisfied in several ways. */
#ifndef BG_SCHEMA_CONTAIN_CHOICE_H
#define BG_SCHEMA_CONTAIN_CHOICE_H

#include "schema/contain/set.h"

/* A literal that leaves a choice, and what the set leaves open of its parts. */
struct bg_choice {
    bg_literal literal;
    const struct bg_form *form;
    size_t holding;
    bg_literal *open; /* on the heap; of a oneOf only */
    size_t open_count;
    bool is_decided; /* nothing is left of it */
    bool is_too_wide;
};

/* Settles what the set leaves no choice about, again and again: drops what is decided, adds what follows. False if the
 * set has no value then. *best: the choice with the fewest ways on, if *is_found. best->open is NULL before, and the
 * caller's to free after. */
bool bg_choice_simplify(struct bg_search *search, struct bg_set *set, struct bg_choice *best, bool *is_found);

#endif
