/*
 * Changed files that belong to no connector: whether one is there all the same, which a layout passes over for want of
 * its marker, or which only another layout of the repository knows. A change of it must not pass without a word.
 */
#ifndef BG_RUN_BYSTANDERS_H
#define BG_RUN_BYSTANDERS_H

#include "run/readers.h"
#include "rules/policy.h"

/* The changed files that are in no folder of `touched`, nor a page of theirs, deleted ones as well; in the arena, with
 * copies of their paths. */
struct bg_change_list bg_bystanders_of(struct bg_change_list changed, const struct bg_touched *touched, size_t count,
                                       struct bg_arena *arena);

/* Says which folders of `files` look like connectors by the layout of the policy, and have no marker. It is fatal where
 * a file was meant as one. False if a folder cannot be listed. */
bool bg_bystanders_without_marker(const struct bg_policy *policy, const struct bg_moment *moment,
                                  struct bg_change_list files, struct bg_problems *problems,
                                  struct bg_error *err) BG_MUST_CHECK;

/* Says which connectors of another layout the files belong to, if something of them ships: nobody judged them. What is
 * only called like the marker of a repository that is one connector, and says no name, is none. */
bool bg_bystanders_by(const struct bg_layout *other, const struct bg_moment *moment, struct bg_change_list files,
                      struct bg_problems *problems, struct bg_error *err) BG_MUST_CHECK;

#endif
