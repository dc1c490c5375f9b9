/* Files of the work tree as git keeps them: other line ends than in a commit, or not there at all. */
#ifndef BG_REPO_CHECKOUT_H
#define BG_REPO_CHECKOUT_H

#include "repo/repo.h"

/* Whether a sparse checkout has left the file out of the work tree. */
bool bg_repo_leaves_out(struct bg_repo *repo, struct bg_slice path);

/* What git would commit of `text` as the file at `path`: line ends and keywords as its attributes and configuration
 * say. In the arena, or `text` itself where git has nothing to do. */
bool bg_repo_clean(struct bg_repo *repo, struct bg_slice path, struct bg_slice text, struct bg_arena *arena,
                   struct bg_slice *out, struct bg_error *err) BG_MUST_CHECK;

#endif
