/* Levels: see level.h. */
#include "base/level.h"

const char *const bg_level_names[BG_LEVEL_COUNT] = {
    [BG_LEVEL_NONE] = "none",
    [BG_LEVEL_PATCH] = "patch",
    [BG_LEVEL_MINOR] = "minor",
    [BG_LEVEL_MAJOR] = "major",
};

bool bg_level_find(struct bg_slice name, enum bg_level *out) {
    for (size_t i = 0; i < BG_LEVEL_COUNT; i++) {
        if (bg_slice_is(name, bg_level_names[i])) {
            *out = (enum bg_level)i;
            return true;
        }
    }
    return false;
}
