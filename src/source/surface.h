/*
 * The surface of a connector: which of its files spec and streams are read from. Found without reading any of them, so
 * that two revisions whose surfaces are made of equal files need not be compared.
 */
#ifndef BG_SOURCE_SURFACE_H
#define BG_SOURCE_SURFACE_H

#include "layout/layout.h"

/* Paths in the repository; {NULL, 0} or no items where there is none. */
struct bg_surface {
    const struct bg_layout_variant *variant; /* NULL if no variant of the layout fits */
    struct bg_slice package;                 /* folder name of the package, if the connector has one */
    struct bg_slice manifest;
    struct bg_slices spec;
    struct bg_slices spec_variants;
    struct bg_slices golden_spec;
    struct bg_slices golden_filled; /* those of golden_spec whose defaults are filled before anything is asked for */
    struct bg_slices golden_discover;
    struct bg_slices golden_catalogs;
    struct bg_slices golden_examples;
    struct bg_slices migrated_in; /* files of code that may migrate saved configurations */
    struct bg_slice schemas;
    struct bg_slice shared;
    struct bg_slices named_in; /* files that may name streams, if there are schema files */
    struct bg_slices objects;  /* the manifest of a destination */
    bool is_sink;
    bool has_code_left; /* what makes it a connector and what never ships is not all that its folder holds */
};

/* `metadata` (may be NULL) is asked for tags where no file tells the variant. False if a folder cannot be listed. */
bool bg_surface_find(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                     const struct bg_layout_names *names, const struct bg_node *metadata, struct bg_arena *arena,
                     struct bg_surface *out, struct bg_error *err) BG_MUST_CHECK;

#endif
