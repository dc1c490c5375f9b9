/*
 * What a connector is: name and version, from its metadata, and what it declares. Built once for each side of a change,
 * the same for every layout. All of it lives in one arena.
 */
#ifndef BG_MODEL_CONNECTOR_H
#define BG_MODEL_CONNECTOR_H

#include "layout/about.h"
#include "source/declaration.h"

struct bg_connector {
    struct bg_about about;
    struct bg_slice variant;      /* id of the layout's variant: "manifest-only" */
    struct bg_slices never_ships; /* of the variant, beside those of the layout */
    struct bg_slices left;        /* beside its package, likewise */
    struct bg_declaration declared;
    bool ships; /* beside what makes it a connector, something stands in its folder that users run */
};

#endif
