/*
 * A planned change as it is written into a work tree: the file has to be a plain one that can be written and holds what
 * the plan was made from. Where git has checked it out with other line ends, those stay.
 */
#ifndef BG_RELEASE_CHECKOUT_H
#define BG_RELEASE_CHECKOUT_H

#include "base/refusal.h"
#include "release/apply.h"
#include "repo/repo.h"

/* The change in the bytes of the work tree, in the arena; `planned` is in those of a commit. False with a refusal
 * `not-writable`. */
bool bg_checkout_fit(struct bg_arena *arena, struct bg_repo *repo, const struct bg_file_change *planned,
                     struct bg_file_change *out, struct bg_refusal *refusal);

/* Whether the file may get into a commit: it has no changes of its own. False with the same refusal. */
bool bg_checkout_can_commit(struct bg_arena *arena, struct bg_repo *repo, struct bg_slice path,
                            struct bg_refusal *refusal);

#endif
