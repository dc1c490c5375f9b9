/*
 * What was seen of connectors before: what each was read from, and how much of it could be seen. As long as a tree
 * answers as it did then, nothing has changed and nothing need be read again; so a history costs little more than its
 * changes.
 */
#ifndef BG_MODEL_SEEN_H
#define BG_MODEL_SEEN_H

#include "model/coverage.h"
#include "model/load.h"
#include "repo/exits.h"

/* One connector as it was seen. */
struct bg_view {
    struct bg_reads reads;  /* of spec and streams; the metadata is no part of it, unless it decides what they are */
    struct bg_reads papers; /* of the metadata and of the file with the version */
    struct bg_reads copies; /* of the mirrors */
    struct bg_coverage coverage;
    struct bg_slices never_ships; /* of the layout's variant, whose they are */
    struct bg_slices left;        /* beside its package, likewise */
    struct bg_slice name;
    bool is_sink;
};

/* Starts zeroed. */
struct bg_seen {
    struct bg_table places; /* root -> private */
    struct bg_exits exits;  /* what of the folders leads out of them */
    size_t uses;            /* private: questions so far */
};

/* Accepts NULL and a zeroed one. */
void bg_seen_finish(struct bg_seen *seen);

/* Forgets the views that were not asked for lately, where all of them take more bytes than that: they are made again
 * for who asks. No view is in use. */
void bg_seen_trim(struct bg_seen *seen, size_t most);

/* What was seen of the connector at `root`, if the tree still answers so; else NULL. Good until the second one after it
 * is loaded for this root. */
const struct bg_view *bg_seen_find(struct bg_seen *seen, struct bg_tree *tree, const struct bg_layout *layout,
                                   struct bg_slice root);

/* Reads the connector as bg_connector_load_from does, and remembers what was seen. */
const struct bg_view *bg_seen_load(struct bg_seen *seen, struct bg_tree *tree, const struct bg_layout *layout,
                                   struct bg_slice root, struct bg_documents *documents, struct bg_problems *problems,
                                   struct bg_connector *out);

/* The one or the other, where only the view is wanted. */
const struct bg_view *bg_seen_get(struct bg_seen *seen, struct bg_tree *tree, const struct bg_layout *layout,
                                  struct bg_slice root);

/* Whether what was read outside of the connector's folder would be answered otherwise: spec, streams or papers. */
bool bg_view_differs_elsewhere(const struct bg_view *view, struct bg_tree *tree, const struct bg_layout *layout,
                               struct bg_slice root);

/* Whether reading the connector at `root` would give what was seen. */
bool bg_view_holds(const struct bg_view *view, struct bg_tree *tree, const struct bg_layout *layout,
                   struct bg_slice root);

#endif
