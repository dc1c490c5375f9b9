/*
 * How much its reader saw of something: of a spec, of the streams, of the fields of one. It is said where it is known,
 * when the thing is read, and the comparisons ask nothing else. What is not among those that were seen is gone only
 * where all were seen; so a diff asks for an answer, of which there are three, and never for a pointer alone.
 */
#ifndef BG_SOURCE_SIGHT_H
#define BG_SOURCE_SIGHT_H

#include "base/types.h"
#include "source/readability.h"

enum bg_extent {
    BG_EXTENT_NONE,    /* nothing: it is made when the connector runs, or nobody has said anything */
    BG_EXTENT_BROKEN,  /* nothing: it stands in a file that cannot be read, and a problem says so */
    BG_EXTENT_ASSUMED, /* what stands where such things are kept, whether or not it is used */
    BG_EXTENT_SOME,    /* these and others */
    BG_EXTENT_ALL,
    BG_EXTENT_ABSENT, /* all, and there is none */
    BG_EXTENT_COUNT,
};

struct bg_sight {
    enum bg_extent extent;
    struct bg_slice why; /* what limits the sight, as a clause; {NULL, 0} if nothing does */
    struct bg_place at;  /* where that stands; without a file if it is no place */
};

/* All of it, with nothing that limits the sight. */
static inline struct bg_sight bg_sight_all(void) {
    return (struct bg_sight){.extent = BG_EXTENT_ALL};
}

/* Something is seen, or nothing is there to see: not NONE, and not BROKEN. */
bool bg_sight_sees(const struct bg_sight *sight);

/* The word that reports have for it. */
enum bg_readability bg_sight_readability(const struct bg_sight *sight);

/* What a second reader saw beside the first, who saw something and said what limits it, or saw nothing and leaves all
 * to the second. What limited the first limits both. */
struct bg_sight bg_sight_join(const struct bg_sight *first, const struct bg_sight *second);

enum bg_presence { BG_THERE, BG_NOT_THERE, BG_NOT_SEEN };

/* What it means that `found` was found in a set of which so much is seen; NULL: it was not. */
enum bg_presence bg_sight_answer(const struct bg_sight *sight, const void *found);

#endif
