/*
 * Files that a change adds where no connectors are, and that say which connector they are: by its identity, whatever
 * the file is called, or by a marker in a folder of its name. Whoever moves a connector out of sight and edits it
 * leaves such a file.
 */
#ifndef BG_RUN_STRAYS_H
#define BG_RUN_STRAYS_H

#include "base/table.h"
#include "layout/discover.h"
#include "run/readers.h"

/* Starts zeroed. */
struct bg_strays {
    const struct bg_layout *layout;
    struct bg_arena arena;
    struct bg_table identities; /* -> private: a path */
    struct bg_table names;
};

/* Reads those of `files` in the head that are new. The layout must outlive it. */
void bg_strays_begin(struct bg_strays *strays, const struct bg_layout *layout, struct bg_tree *head,
                     struct bg_change_list files);
void bg_strays_finish(struct bg_strays *strays);

/* The first that says it is the connector which `base` has as `gone`; {NULL, 0} if none does. */
struct bg_slice bg_strays_of(const struct bg_strays *strays, struct bg_tree *base, const struct bg_touched *gone);

#endif
