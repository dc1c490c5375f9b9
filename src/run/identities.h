/*
 * Connectors that come with the identity of another one: what is published under it takes the place of the other, and
 * nobody compares the two. One that has moved keeps its own.
 */
#ifndef BG_RUN_IDENTITIES_H
#define BG_RUN_IDENTITIES_H

#include "base/problems.h"
#include "base/table.h"
#include "layout/discover.h"
#include "release/moment.h"

/* Starts zeroed. */
struct bg_identities {
    const struct bg_layout *layout;
    const struct bg_moment *moment;
    struct bg_arena arena;
    struct bg_table comers;  /* private: where a touched connector comes with an identity -> that */
    struct bg_table taken;   /* an identity that a touched connector comes with -> private: who has it besides */
    struct bg_table holders; /* private: identity -> who had it in the base, of those that changed */
};

/* Looks for the identities of those of `touched` that are new, or have another one than before. The other arguments
 * must outlive it. */
void bg_identities_begin(struct bg_identities *identities, const struct bg_layout *layout,
                         const struct bg_moment *moment, const struct bg_touched *touched, size_t count);
void bg_identities_finish(struct bg_identities *identities);

/* Adds what is the matter with the identity that the connector comes with, if anything is. Who declares a major already
 * can take over the identity of one that goes: nothing more could be asked. True: it does, and nothing less will do,
 * since it is not compared with the one that its users had. */
bool bg_identities_check(struct bg_identities *identities, const struct bg_touched *touched, bool declares_major,
                         struct bg_problems *problems);

#endif
