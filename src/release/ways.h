/*
 * The ways out of a rejection: for each reason the command that helps, to be pasted. Every report takes them from here,
 * so that none names another one.
 */
#ifndef BG_RELEASE_WAYS_H
#define BG_RELEASE_WAYS_H

#include "base/arena.h"
#include "release/way.h"
#include "rules/policy.h"

struct bg_verdict;

/* Where a command is pasted, as far as it has to say so. Texts are {NULL, 0} where it has not. */
struct bg_checkout {
    struct bg_slice repo; /* options of the run, which the command repeats */
    struct bg_slice config;
    struct bg_slice profile;
    struct bg_slice rules;
    struct bg_slice other; /* what was judged, and is not checked out */
    bool other_is_branch;  /* a local one */
};

struct bg_ways_query {
    const struct bg_version_policy *policy;
    bool is_by_title;         /* the level is the title's, which a command in a clone does not know */
    bool wants_number;        /* a row of the changelog names a pull request, and nothing here tells which */
    bool has_paperwork;       /* a breaking release of this connector is announced in a file */
    struct bg_slice base_rev; /* the base branch, as a revision; {NULL, 0}: there is none to name */
    bool base_is_named;       /* the caller has named it, so that a command has to do the same */
    struct bg_slice tag;  /* what release tags are called, where they are the versions; {NULL, 0}: files hold them */
    struct bg_slice head; /* what such a tag has to name; {NULL, 0}: what is checked out */
    const struct bg_checkout *checkout;
};

/* Fills the ways of a verdict, which is rejected or not judged; texts live in `arena`. */
void bg_ways_find(struct bg_arena *arena, const struct bg_ways_query *query, struct bg_verdict *verdict);

#endif
