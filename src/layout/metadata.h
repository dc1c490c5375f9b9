/*
 * What a layout finds in a connector's metadata and in the files beside it: keys, sites, names. For Airbyte the
 * metadata is metadata.yaml; the layout says where.
 */
#ifndef BG_LAYOUT_METADATA_H
#define BG_LAYOUT_METADATA_H

#include "layout/layout.h"

/* The value under a dotted key ("info.version"), or NULL. */
const struct bg_node *bg_metadata_at(const struct bg_node *metadata, struct bg_slice key);

/* The scalar under a dotted key as it stands in the file (`1.10` is no number here), or {NULL, 0}. */
struct bg_slice bg_metadata_text(const struct bg_node *metadata, struct bg_slice key);

/*
 * Whether the metadata has the value that is asked for. The one place that reads flags of a connector: a truth is what
 * the reader of YAML takes for one (`False`, `no`, `off`), and never a text ("false"); a text may be written as a
 * number.
 */
bool bg_metadata_holds(const struct bg_node *metadata, const struct bg_layout_test *test);

/* A dotted key as people know it: without the one that all of the metadata stands `below`, {NULL, 0} if there is none.
 */
struct bg_slice bg_metadata_shown(struct bg_slice below, struct bg_slice key);

/* The repository path of the page that `metadata` names, or {NULL, 0}. */
struct bg_slice bg_metadata_docs(struct bg_arena *arena, const struct bg_layout *layout, const struct bg_node *metadata,
                                 const struct bg_layout_names *names);

/* Whether the metadata lists this tag. */
bool bg_metadata_has_tag(const struct bg_layout *layout, const struct bg_node *metadata, struct bg_slice tag);

/* What a connector is called that says no name. */
#define BG_METADATA_NAMELESS "connector"

/* The name of the connector at `root`: the last component, or what the layout's name site says. */
struct bg_slice bg_metadata_name(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena);

#endif
