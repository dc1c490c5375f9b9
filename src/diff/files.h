/* The files of a connector that changed, in two groups: those that users run, and those that reach none. */
#ifndef BG_DIFF_FILES_H
#define BG_DIFF_FILES_H

#include "layout/discover.h"
#include "diff/change.h"

/*
 * Appends at most two FILE changes, one for each group, flagged SHIPS or not. The subject is one of the paths, `after`
 * says how many more there are. `never_ships` holds lists of globs on paths below the connector's folder, from the
 * layout and from the configuration; the docs page and the migration guide never ship. `metadata` is the name of the
 * metadata file, which is passed over, since its keys are facts of their own ({NULL, 0}: there is none).
 */
void bg_diff_files(const struct bg_touched *touched, const struct bg_slices *never_ships, size_t list_count,
                   struct bg_slice metadata, struct bg_changes *out);

#endif
