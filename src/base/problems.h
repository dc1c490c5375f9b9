/* Problems found in data: collected, never fatal to the run. */
#ifndef BG_BASE_PROBLEMS_H
#define BG_BASE_PROBLEMS_H

#include "base/arena.h"

/* A growing list whose items and texts live in `arena`. */
struct bg_problems {
    struct bg_arena *arena;
    struct bg_problem *items;
    size_t count;
    size_t room; /* private */
};

/* Adds one; the place's file must outlive the list. Accepts problems NULL. */
void bg_problem_add(struct bg_problems *problems, enum bg_id id, bool is_fatal, struct bg_place at, const char *format,
                    ...) BG_PRINTF(5, 6);

/* Adds a copy: also its texts are copied. Accepts problems NULL. */
void bg_problem_keep(struct bg_problems *problems, const struct bg_problem *problem);

/* The same for each of a list. */
void bg_problems_keep(struct bg_problems *problems, const struct bg_problems *others);

/* Whether something kept the data from being judged. */
bool bg_problems_are_fatal(const struct bg_problems *problems);

/* The same for a use that has nothing else to judge: false, and the first such problem as the error. */
bool bg_problems_refuse(const struct bg_problems *problems, struct bg_error *err) BG_MUST_CHECK;

/* Adds what an error says, as a fatal problem with the error's own place. */
void bg_problem_add_error(struct bg_problems *problems, enum bg_id id, const struct bg_error *err);

#endif
