/*
 * The search for a value that satisfies a set of literals: a tableau. Conjunctions are taken apart, alternatives tried
 * one after the other, one type of value at a time; what is left are atoms about one type, for which a solver makes a
 * value or shows that there is none. Objects and arrays search again for their parts.
 *
 * Sets that were searched are remembered. A set that is met again below itself has no value on that path: a smallest
 * finite value never repeats a set.
 */
#ifndef BG_SCHEMA_CONTAIN_SEARCH_H
#define BG_SCHEMA_CONTAIN_SEARCH_H

#include "schema/language/language.h"
#include "schema/contain/set.h"

enum bg_found_kind { BG_FOUND_NONE, BG_FOUND_VALUE, BG_FOUND_UNKNOWN };

struct bg_search_answer {
    enum bg_found_kind kind;
    const struct bg_node *value; /* VALUE */
    struct bg_slice reason;      /* UNKNOWN */
};

struct bg_search {
    struct bg_arena *arena;
    struct bg_forms *forms;
    struct bg_languages *languages;
    struct bg_judge judge;
    /* private */
    struct bg_table memo;
    size_t steps;
    size_t work;  /* literals looked at, in all steps */
    size_t kinds; /* ways in which keys match patterns, of all objects */
    struct {
        bg_literal *items;
        size_t count;
        size_t room;
    } open;          /* of the choice that is looked at: see choice.c */
    unsigned depth;  /* searches inside each other: nesting of the value */
    unsigned level;  /* the same, and alternatives: nesting of the program */
    unsigned lowest; /* depth of the highest pending search that a result of now relied on */
};

void bg_search_init(struct bg_search *search, struct bg_arena *arena, struct bg_forms *forms);
void bg_search_finish(struct bg_search *search);

/* A value that satisfies all `literals`. */
struct bg_search_answer bg_search_find(struct bg_search *search, const bg_literal *literals, size_t count);

/* Results. */
static inline struct bg_search_answer bg_found_none(void) {
    return (struct bg_search_answer){.kind = BG_FOUND_NONE};
}
static inline struct bg_search_answer bg_found_value(const struct bg_node *value) {
    return (struct bg_search_answer){.kind = BG_FOUND_VALUE, .value = value};
}
static inline struct bg_search_answer bg_found_unknown(const char *reason) {
    return (struct bg_search_answer){.kind = BG_FOUND_UNKNOWN, .reason = {reason, __builtin_strlen(reason)}};
}
/* UNKNOWN, because a limit (base/limits.h) was met: "REASON (the limit is N)". */
struct bg_search_answer bg_found_limit(struct bg_search *search, const char *reason, size_t limit);
/* The first of two failures that says more: UNKNOWN beats NONE. */
static inline struct bg_search_answer bg_found_worse(struct bg_search_answer a, struct bg_search_answer b) {
    return a.kind == BG_FOUND_UNKNOWN ? a : b;
}

/* One step of work; false, and *out says why, when there were too many. */
bool bg_search_step(struct bg_search *search, struct bg_search_answer *out);

/* Solvers: `set` holds nothing but atoms about values of its one type (and what was taken apart already). */
struct bg_search_answer bg_search_number(struct bg_search *search, const struct bg_set *set);
struct bg_search_answer bg_search_text(struct bg_search *search, const struct bg_set *set);
struct bg_search_answer bg_search_array(struct bg_search *search, const struct bg_set *set);
struct bg_search_answer bg_search_object(struct bg_search *search, const struct bg_set *set);

/* The literal that excludes these values; a value over the limits is left out. */
bg_literal bg_search_exclude(struct bg_search *search, const struct bg_node *const *values, size_t count);

/* A growing list of literals in the search's arena. */
struct bg_literals {
    bg_literal *items;
    size_t count;
    size_t room;
};
void bg_literals_add(struct bg_search *search, struct bg_literals *list, bg_literal literal);

#endif
