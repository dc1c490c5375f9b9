/* Unified diffs, as `git apply` takes them. */
#ifndef BG_REPO_PATCH_H
#define BG_REPO_PATCH_H

#include "base/buffer.h"
#include "base/error.h"

/* Adds the diff between two texts of one file; nothing if they are equal. */
bool bg_patch_add(struct bg_buffer *out, struct bg_slice path, struct bg_slice before, struct bg_slice after,
                  struct bg_error *err) BG_MUST_CHECK;

#endif
