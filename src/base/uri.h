/* Addresses as RFC 3986 has them, as far as references of schemas need: only texts, nothing is asked of a network. */
#ifndef BG_BASE_URI_H
#define BG_BASE_URI_H

#include "base/arena.h"
#include "base/slice.h"

/* What `reference` names where `base` is the address of the document it stands in (section 5.2). Neither holds a
 * fragment. A base without a scheme counts as a path. In `arena`, or one of the two. */
struct bg_slice bg_uri_resolve(struct bg_arena *arena, struct bg_slice base, struct bg_slice reference);

#endif
