/*
 * Whose is a changed file that stands in another folder than the connector's own: that of every connector that reads
 * it, through a link or a reference.
 */
#ifndef BG_RUN_READERS_H
#define BG_RUN_READERS_H

#include "layout/discover.h"
#include "model/seen.h"
#include "release/moment.h"

struct bg_change_list {
    const struct bg_changed *items; /* in order of their paths */
    size_t count;
};

/*
 * Adds to the connectors that a change touches those that it touches only through what they read elsewhere, be it in
 * the folder of another one. For it connectors are read that may do so, each once for a state of its folder. False if a
 * folder cannot be listed.
 */
bool bg_readers_add(const struct bg_moment *moment, const struct bg_layout *layout, struct bg_seen *seen,
                    struct bg_change_list changed, struct bg_arena *arena, struct bg_touched **touched, size_t *count,
                    struct bg_error *err) BG_MUST_CHECK;

/* The same connector with the changed files among its own that it reads elsewhere, on either side (NULL: it is not
 * there). */
struct bg_touched bg_readers_files(const struct bg_touched *touched, struct bg_change_list changed,
                                   const struct bg_view *base, const struct bg_view *head, struct bg_arena *arena);

#endif
