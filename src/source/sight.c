/* Partial sight: see sight.h. */
#include "source/sight.h"

bool bg_sight_sees(const struct bg_sight *sight) {
    return sight->extent != BG_EXTENT_NONE && sight->extent != BG_EXTENT_BROKEN;
}

enum bg_readability bg_sight_readability(const struct bg_sight *sight) {
    return sight->extent == BG_EXTENT_ABSENT ? BG_READ_ABSENT : bg_sight_sees(sight) ? BG_READ_STATIC : BG_READ_OPAQUE;
}

struct bg_sight bg_sight_join(const struct bg_sight *first, const struct bg_sight *second) {
    if (first->extent != BG_EXTENT_NONE) {
        return *first;
    }
    struct bg_sight joined = *second;
    if (first->why.at != NULL) {
        joined.extent = second->extent == BG_EXTENT_ABSENT ? BG_EXTENT_NONE
                        : second->extent == BG_EXTENT_ALL  ? BG_EXTENT_SOME
                                                           : second->extent;
        joined.why = first->why;
        joined.at = first->at;
    }
    return joined;
}

enum bg_presence bg_sight_answer(const struct bg_sight *sight, const void *found) {
    bool is_whole = sight->extent == BG_EXTENT_ALL || sight->extent == BG_EXTENT_ABSENT;
    return found != NULL ? BG_THERE : is_whole ? BG_NOT_THERE : BG_NOT_SEEN;
}
