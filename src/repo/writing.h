/*
 * What commits and merges have in common: a second handle of the repository, since the first one may keep new objects
 * in memory (memory.c), where they would be lost; and who signs. Internal.
 */
#ifndef BG_REPO_WRITING_H
#define BG_REPO_WRITING_H

#include "repo/internal.h"

struct bg_writing {
    git_repository *git;
    git_index *index;
    git_config *config;
};

/* The same repository once more, with the same work tree and index file, which the environment may have named. To be
 * closed also after a failure. */
bool bg_writing_open(struct bg_repo *repo, struct bg_writing *out, struct bg_error *err) BG_MUST_CHECK;
void bg_writing_close(struct bg_writing *to);

/* Author or committer as git would take them, from the environment or the configuration; owned by the caller. */
bool bg_writing_sign(const struct bg_writing *to, bool is_author, git_signature **out,
                     struct bg_error *err) BG_MUST_CHECK;

#endif
