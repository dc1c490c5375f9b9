/* What every room of the house speaks of: the types of the public header, and problems. */
#ifndef BG_BASE_TYPES_H
#define BG_BASE_TYPES_H

#include "base/id.h"
#include "bumpgate/types.h"

/* Something wrong with what was read, or a waiver that is not right: never silent. */
struct bg_problem {
    enum bg_id id;
    struct bg_slice message;
    struct bg_place at;
    bool is_fatal; /* it kept something from being judged */
};

#endif
