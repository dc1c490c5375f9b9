/* Names of revisions that mean several things: what was taken, and how the others are named. */
#ifndef BG_REPO_AMBIGUOUS_H
#define BG_REPO_AMBIGUOUS_H

#include "base/problems.h"
#include "repo/repo.h"

/*
 * Adds a note where `revision` begins with a name that several references have, or a reference and an object. Which one
 * is taken is git's own choice (gitrevisions, "Specifying revisions": a tag before a branch, and a branch before one of
 * a remote; an id in full before all of them, an abbreviated one after them). A note that is there already is not added
 * again.
 */
void bg_ambiguous_note(struct bg_repo *repo, const char *revision, struct bg_problems *notes);

#endif
