/* What is wrong with a release. */
#ifndef BG_RELEASE_REASON_H
#define BG_RELEASE_REASON_H

#include "base/types.h"

/* Why a connector was rejected or could not be judged. */
struct bg_reason {
    struct bg_slice id;
    struct bg_slice message;
    struct bg_place at;
};

#endif
