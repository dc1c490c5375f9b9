/* Why no new version is needed, in one line that names what changed. */
#ifndef BG_RELEASE_NO_BUMP_H
#define BG_RELEASE_NO_BUMP_H

#include "base/arena.h"
#include "base/types.h"
#include "rules/finding.h"

/* For findings none of which demands a version: "no bump needed: only `tags` and `supportLevel` changed". Keys are
 * shown without the one that they all stand `below`, {NULL, 0} if there is none. In the arena or a literal. */
struct bg_slice bg_no_bump_reason(struct bg_arena *arena, struct bg_slice below, const struct bg_finding *findings,
                                  size_t count);

#endif
