/* A way out of a rejection, as reports show it. */
#ifndef BG_RELEASE_WAY_H
#define BG_RELEASE_WAY_H

#include "base/types.h"
#include "base/id.h"

struct bg_way {
    enum bg_id reason;       /* that it ends; BG_ID_NONE: it leads around all of them */
    struct bg_slice what;    /* "To write 1.2.4": no full stop */
    struct bg_slice command; /* on one line, fit for a shell */
};

#endif
