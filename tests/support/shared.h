/*
 * The conformance cases that stand beside the repository, in the folder named by BUMPGATE_SHARED. A test that needs
 * them skips, and says so, where they are not there.
 */
#ifndef TESTS_SUPPORT_SHARED_H
#define TESTS_SUPPORT_SHARED_H

#include "text/node.h"

/* All bytes of the file `name` below BUMPGATE_SHARED, in the arena; {NULL, 0}, with a line on stdout, without it. */
struct bg_slice shared_file(struct bg_arena *arena, const char *name);

/* The same read as JSON; fails the test if it is none. NULL without the file. */
const struct bg_node *shared_json(struct bg_arena *arena, const char *name);

/* The text under `key`; {NULL, 0} if it is null or not there. */
struct bg_slice shared_text(const struct bg_node *row, const char *key);

#endif
