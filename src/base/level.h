/* Levels and their words in rules, configuration and reports. */
#ifndef BG_BASE_LEVEL_H
#define BG_BASE_LEVEL_H

#include "base/slice.h"

enum { BG_LEVEL_COUNT = BG_LEVEL_MAJOR + 1 };

/* By enum bg_level: "none", "patch", "minor", "major". */
extern const char *const bg_level_names[BG_LEVEL_COUNT];

/* False if there is no such level. */
bool bg_level_find(struct bg_slice name, enum bg_level *out);

#endif
