/*
 * What a destination takes, before and after: objects, the fields of their records, the keys by which records are found
 * again. It accepts them, so to take less is what breaks. Fields are paired by name at every level; what else a schema
 * says is compared as sets of values, and is the same only where both directions are proven.
 */
#ifndef BG_DIFF_OBJECTS_H
#define BG_DIFF_OBJECTS_H

#include "diff/change.h"

/* Appends the facts. What went out of sight is not called removed; what came into sight
 * is new as far as can be seen. */
void bg_diff_objects(const struct bg_declaration *base, const struct bg_declaration *head, struct bg_changes *out);

#endif
