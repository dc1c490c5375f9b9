/*
 * A layout for a repository that none of the built-in ones fits: its connectors are told by their forms, whatever their
 * folders are called (rules/forms.yaml).
 */
#ifndef BG_LAYOUT_PROPOSE_H
#define BG_LAYOUT_PROPOSE_H

#include "layout/layout.h"

/* A folder, or a file, of a known form: see rules/forms.yaml. */
struct bg_sighting {
    struct bg_slice folder; /* empty: the repository itself; or a file that is a connector */
    size_t form;
};

struct bg_sightings {
    const struct bg_node *forms;
    struct bg_sighting *items; /* in order of the folders */
    size_t count;
    size_t room;
};

/* Looks for folders that have a form, down to BG_LIMIT_FORM_DEPTH; the repository itself is one only where no folder in
 * it is. In `arena`. False if a folder cannot be listed. */
bool bg_sightings_find(struct bg_tree *tree, struct bg_arena *arena, struct bg_sightings *out,
                       struct bg_error *err) BG_MUST_CHECK;

/* The lines of a layout for the form that most of them have, for the configuration, and the layout that they are; both
 * in `arena`. *lines is {NULL, 0} where there are no sightings. False if a folder cannot be listed. */
bool bg_layout_propose(struct bg_tree *tree, struct bg_arena *arena, const struct bg_sightings *sightings,
                       struct bg_slice *lines, const struct bg_layout **layout, struct bg_error *err) BG_MUST_CHECK;

#endif
