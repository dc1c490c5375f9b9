/* Where a clone comes from, as its configuration says. */
#ifndef BG_REPO_ORIGIN_H
#define BG_REPO_ORIGIN_H

#include "repo/repo.h"

/* The address of the remote `origin`, in the arena; {NULL, 0} if there is none. It may hold a password. */
struct bg_slice bg_repo_origin(struct bg_repo *repo, struct bg_arena *arena);

#endif
