/*
 * A changed copy of an immutable tree: the value at a path replaced, everything beside the path shared. Paths are those
 * of component mappings: keys and list indexes, `*` for any one step and `**` for any number of steps.
 */
#ifndef BG_SOURCE_MANIFEST_NODE_SET_H
#define BG_SOURCE_MANIFEST_NODE_SET_H

#include "text/node.h"

struct bg_node_set {
    struct bg_arena *arena;
    const struct bg_slice *path;
    size_t path_count;
    const struct bg_node *value;
    bool may_create; /* create a last step that is not there, and its parents, if the path has no wildcard */
    size_t budget;   /* nodes that may still be visited; 0 at the end: the path was too costly and *nothing* is sure */
};

/* `root` with the value set wherever the path leads; `root` itself if it leads nowhere. */
const struct bg_node *bg_node_set(struct bg_node_set *set, const struct bg_node *root);

#endif
