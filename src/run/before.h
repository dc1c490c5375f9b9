/*
 * What a branch was before it took in the base branch, by a merge or a rebase. Two pull requests that give a connector
 * one number, and nothing else, leave nothing of the second one: git takes both for the same change.
 */
#ifndef BG_RUN_BEFORE_H
#define BG_RUN_BEFORE_H

#include "layout/discover.h"
#include "release/moment.h"
#include "repo/range.h"
#include "rules/policy.h"

/* The branch before, and where it had begun; both NULL where it took in nothing, or that is not known. */
bool bg_before_find(struct bg_repo *repo, const struct bg_range *range, struct bg_tree **before,
                    struct bg_tree **before_base, struct bg_error *err) BG_MUST_CHECK;

/*
 * Adds the connectors that the branch had raised together with a touched one of the same page, from the same version to
 * the same version, and in which it differs from the base branch no more, where both have the same version still: each
 * is a twin whose number is taken. In the arena.
 */
bool bg_before_add_twins(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_arena *arena,
                         struct bg_touched **touched, size_t *count, struct bg_error *err) BG_MUST_CHECK;

#endif
