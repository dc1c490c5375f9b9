/* All that differs between the two sides of a connector: the one place that says what is compared, and in which order.
 */
#ifndef BG_DIFF_PAIR_H
#define BG_DIFF_PAIR_H

#include "diff/protocol.h"
#include "layout/discover.h"
#include "model/pair.h"

struct bg_pair_diff {
    const struct bg_protocol *protocol;
    const struct bg_pair *pair;
    const struct bg_touched *touched; /* the files that changed; NULL: there are none, but two documents or folders */
    struct bg_slices never_ships;     /* globs of paths in the connector's folder that reach no user */
    bool releases_each_change;        /* the version rises whenever something ships, be it a repair */
    struct bg_slice metadata;         /* the name of the metadata file; {NULL, 0}: there is none */
    /* The one that this connector is built from, as it was before: its name, and its specification. NULL: none. */
    const struct bg_connector *original;
};

/*
 * Appends the facts: specification, streams, metadata, files. Nothing if a side is not there. What could not be read
 * on one side is not compared, be it the specification, the list of streams or the schema of one: the rest is.
 */
void bg_diff_pair(const struct bg_pair_diff *diff, struct bg_changes *out);

#endif
