/* Whether a connector that is not in the head was removed: all of its files are gone, and stand nowhere else. */
#ifndef BG_RUN_REMOVAL_H
#define BG_RUN_REMOVAL_H

#include "run/likeness.h"
#include "run/readers.h"
#include "run/strays.h"

/* What became of the bytes and the lines of all files that are gone. Starts zeroed. */
struct bg_removals {
    const struct bg_policy *policy;
    const struct bg_moment *moment;
    struct bg_change_list changed;
    struct bg_table passages; /* id -> private */
    bool is_counted;          /* what is in `passages` is all */
    struct bg_likeness likeness;
    struct bg_strays strays;
    struct bg_arena arena;
};

/* Bytes that moved are counted once somebody asks for them. All that is given must outlive it. */
void bg_removals_begin(struct bg_removals *removals, const struct bg_policy *policy, const struct bg_moment *moment,
                       const struct bg_touched *touched, size_t count, struct bg_change_list changed);
void bg_removals_finish(struct bg_removals *removals);

/*
 * Of a connector that the head does not have: adds a fatal problem if that is no removal. Its folder may still be there
 * without its marker, be a submodule now, or stand elsewhere, be it edited, under another name or with another
 * identity; or nothing that the repository held is checked out.
 */
void bg_removals_check(struct bg_removals *removals, const struct bg_touched *touched, struct bg_problems *problems);

/* Whether at least half of the files of a connector that is still there stand elsewhere now. */
bool bg_removals_is_moved(struct bg_removals *removals, const struct bg_touched *touched);

#endif
