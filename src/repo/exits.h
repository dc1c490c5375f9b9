/*
 * Ways out of folders: the links below them, and the files that may name a path upwards. A connector without either
 * cannot be read from anywhere but its own folder. What was found is kept by the ids of folders and files, so a history
 * costs what changed.
 */
#ifndef BG_REPO_EXITS_H
#define BG_REPO_EXITS_H

#include "base/recent.h"
#include "base/table.h"
#include "repo/tree.h"

/* Starts zeroed. */
struct bg_exits {
    struct bg_table places;      /* folder that was asked for -> private: as it was last */
    struct bg_recent folders[2]; /* by kind: id -> private */
};

enum bg_exit_kind {
    BG_EXIT_LINK,
    BG_EXIT_UPWARDS, /* a file whose text has a ".." that may be part of a path, or whose text is not known */
};

/* Accepts a zeroed one. */
void bg_exits_finish(struct bg_exits *exits);

/*
 * The paths of all exits of one kind below `folder` (without links on the way to it) of a git tree, in the arena. A
 * folder that cannot be looked into stands in the list itself: what is in it is not known.
 */
void bg_exits_find(struct bg_exits *exits, struct bg_tree *tree, struct bg_slice folder, enum bg_exit_kind kind,
                   struct bg_arena *arena, const struct bg_slice **out, size_t *count);

/* Whether the text may be a document that names a path upwards: a mapping, and a ".." of its own, written out, with
 * escapes, or put together by a template. */
bool bg_exits_text(struct bg_slice text);

/* Whether a file of this name is looked into: no code, no picture, no page, no table of values. Readers follow no path
 * upwards out of any other. */
bool bg_exits_may_hold(struct bg_slice name);

#endif
