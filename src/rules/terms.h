/* The words of reports, configuration and documentation, from rules/terms.yaml: for `explain` and the glossary. */
#ifndef BG_RULES_TERMS_H
#define BG_RULES_TERMS_H

#include "base/arena.h"
#include "base/nearest.h"

struct bg_term {
    struct bg_slice name;
    struct bg_slice means;
    const struct bg_slice *see; /* rules, ids or words that go with it */
    size_t see_count;
};

/* All of them, in the order of the file, which is read anew; they live in `arena`. */
const struct bg_term *bg_terms_list(struct bg_arena *arena, size_t *count);

/* NULL if there is none of that name, which may be in capitals. */
const struct bg_term *bg_terms_find(struct bg_arena *arena, struct bg_slice name);

/* Offers every word to a search for the nearest one. */
void bg_terms_offer(struct bg_arena *arena, struct bg_nearest *nearest);

#endif
