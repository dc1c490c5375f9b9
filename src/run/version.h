/* What the names of the library need to know of run/version.c. */
#ifndef BG_RUN_VERSION_H
#define BG_RUN_VERSION_H

#include "bumpgate.h"

/* The kinds of files that bg_set_version edits, in order of their names; NULL after the last one. */
const char *bg_set_kind_name(size_t i);

#endif
