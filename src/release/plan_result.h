/* What a bump of one connector writes, as reports show it. */
#ifndef BG_RELEASE_PLAN_RESULT_H
#define BG_RELEASE_PLAN_RESULT_H

#include "base/types.h"

/* One place that a bump changes. An inserted line has no text before, a line that was cut none after. */
struct bg_plan_edit {
    struct bg_slice file;
    uint32_t line; /* from 1, before the edit */
    struct bg_slice before;
    struct bg_slice after;
};

struct bg_plan_untouched {
    struct bg_slice file;
    struct bg_slice why; /* one clause */
};

/* What a bump of one connector writes. */
struct bg_plan {
    struct bg_slice from;    /* the version at head */
    struct bg_slice to;      /* {NULL, 0} if nothing is written */
    enum bg_id id;           /* why nothing is written; BG_ID_NONE if something is */
    struct bg_slice message; /* one line; of what is written, what the check will say of it */
    struct bg_place at;
    enum bg_outcome outcome; /* passed: nothing is owed, or all is in the plan; else it was refused */
    const struct bg_plan_edit *edits;
    size_t edit_count;
    const struct bg_plan_untouched *untouched;
    size_t untouched_count;
};

#endif
