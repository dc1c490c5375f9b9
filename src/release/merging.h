/*
 * The making of a merge, as the artefacts see it: each prepares the texts for what it knows, lets the others and at
 * last git's own merge go on, and mends the result.
 */
#ifndef BG_RELEASE_MERGING_H
#define BG_RELEASE_MERGING_H

#include "release/artefact.h"
#include "rules/profile.h"

/* Three texts, or something that stands in them, by what they are for. */
struct bg_merge_sides {
    struct bg_slice base;
    struct bg_slice tip;
    struct bg_slice mine; /* of the pull request */
};

struct bg_merge_step {
    const struct bg_artefact *artefact;
    struct bg_artefact_place place;
    struct bg_merge_sides versions; /* of its connector, as far as its commits are known; else {NULL, 0} */
};

struct bg_merging {
    struct bg_arena *arena;
    const struct bg_version_policy *policy;
    const struct bg_layout *layout;
    bool tip_is_ours;
    unsigned marker_size;              /* of conflicts; 0: seven */
    struct bg_merge_sides versions;    /* those of the step that merges */
    bool may_be_half;                  /* of a number that both sides took, git may not ask about every place */
    bool has_page;                     /* whose rows are a conflict then */
    const struct bg_merge_step *steps; /* those that are left */
    size_t step_count;
};

/* Merges what is left. The text, in the arena; *is_clean becomes false if there are conflicts in it. */
bool bg_merging_go_on(const struct bg_merging *merging, const struct bg_merge_sides *texts, struct bg_slice *out,
                      bool *is_clean, struct bg_error *err) BG_MUST_CHECK;

/* The settled version (settle.h) of one place: where it is that of the connector, counted as that is, so that all its
 * places move together. {NULL, 0} if it is for a person to decide. */
struct bg_slice bg_merging_version(const struct bg_merging *merging, const struct bg_merge_sides *versions);

#endif
