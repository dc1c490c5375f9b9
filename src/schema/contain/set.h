/*
 * Sets of literals, for the search: ascending, without two that deny each other, with everything that conjunctions say.
 * The items are on the heap, since sets are copied for each alternative and dropped again.
 */
#ifndef BG_SCHEMA_CONTAIN_SET_H
#define BG_SCHEMA_CONTAIN_SET_H

#include "schema/contain/holds.h"

struct bg_search;

struct bg_set {
    bg_literal *items;
    size_t count;
    size_t room;
    unsigned types; /* the types its values can have */
    struct {
        bg_literal *items;
        size_t count;
        size_t room;
    } keyed; /* those of the items that are about one key, REQUIRED and PROPERTY: few, and asked for often */
};

/* Accepts a zeroed set. */
void bg_set_finish(struct bg_set *set);
struct bg_set bg_set_copy(const struct bg_set *set);

/* Adds a literal and what follows from it alone. False if the set has no value then. */
bool bg_set_add(struct bg_search *search, struct bg_set *set, bg_literal literal);

/* Does the set hold the negation of one of the form's literals? */
bool bg_set_denies_one(const struct bg_set *set, const struct bg_form *form);

/* How deep a literal's parts are looked into when asking whether a set decides it. */
#define BG_DECIDE_DEPTH 6u

/* What the set says of a literal without searching: sound, not complete. */
enum bg_truth bg_set_decide(struct bg_search *search, const struct bg_set *set, bg_literal literal, unsigned depth);

#endif
