/* How much of a spec or of streams can be read. */
#ifndef BG_SOURCE_READABILITY_H
#define BG_SOURCE_READABILITY_H

#include "base/types.h"

/* How much of something can be known from files alone. */
enum bg_readability {
    BG_READ_ABSENT,
    BG_READ_STATIC,
    BG_READ_OPAQUE,
    BG_READ_GOLDEN, /* of a copy that tests keep: known as far as that is kept up to date */
};

#endif
