/* Ids as texts: see id.h. */
#include "base/id.h"

const char *bg_id_name(enum bg_id id) {
    static const char *const names[] = {[BG_ID_NONE] = "",
#define X(name, text) [BG_ID_##name] = (text),
                                        BG_IDS(X)
#undef X
    };
    return names[id];
}
