/* Three texts to one, line by line, as git merges a file. */
#ifndef BG_REPO_TEXT_MERGE_H
#define BG_REPO_TEXT_MERGE_H

#include "base/arena.h"
#include "base/error.h"

/* The merged text, in the arena. Where both sides changed the same lines differently, both stand in it between git's
 * markers of this length (0: seven), and *is_clean becomes false. */
bool bg_text_merge(struct bg_arena *arena, const struct bg_slice *base, const struct bg_slice *ours,
                   const struct bg_slice *theirs, unsigned marker_size, struct bg_slice *out, bool *is_clean,
                   struct bg_error *err) BG_MUST_CHECK;

#endif
