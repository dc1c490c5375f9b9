/* Which of the connectors that are gone has become which of those that are new. */
#ifndef BG_LAYOUT_MOVED_H
#define BG_LAYOUT_MOVED_H

#include "base/error.h"
#include "repo/walk.h"

/* What a connector is known by, on the side where it is. */
struct bg_mover {
    struct bg_slice name;
    struct bg_slice identity; /* empty if it has none */
    const struct bg_changed *files;
    size_t file_count;
};

struct bg_movers {
    struct bg_mover *items;
    size_t count;
};

/*
 * origins[c] becomes the place in `gone` of what come.items[c] was, or gone.count: the same name elsewhere, else the
 * same identity, else, where one of them has none, the one it has most files in common with, byte for byte, if that is
 * half of them. Each is the origin of one at most; the first counts among equals. Time and memory grow with the number
 * of files. False beyond BG_LIMIT_MOVE_STEPS.
 */
bool bg_moved_match(const struct bg_movers *gone, const struct bg_movers *come, size_t *origins,
                    struct bg_error *err) BG_MUST_CHECK;

#endif
