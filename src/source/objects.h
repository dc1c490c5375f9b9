/*
 * What a destination takes: the discover operations of its manifest, each of which names an object, says how records
 * come to it, and has a schema for them. Operations that ask an API for their objects are only known at run time.
 */
#ifndef BG_SOURCE_OBJECTS_H
#define BG_SOURCE_OBJECTS_H

#include "source/declaration.h"

/* The operations under `discover` of a manifest: fills the objects of *out and says how many of all they are.
 * Everything points into the nodes or lives in `arena`. */
void bg_objects_read(struct bg_arena *arena, const struct bg_node *manifest, struct bg_declaration *out);

#endif
