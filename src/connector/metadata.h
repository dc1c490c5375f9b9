/*
 * What a connector says about itself outside of spec and streams: its version, breaking changes, docs page and guide.
 * For Airbyte all of it stands in metadata.yaml; the layout says where.
 */
#ifndef BG_CONNECTOR_METADATA_H
#define BG_CONNECTOR_METADATA_H

#include "connector/connector.h"
#include "connector/layout.h"

/*
 * Fills name, root, version, metadata, breaking entries, paths and flags of *out, all in `arena`. False after a fatal
 * problem: the file is not there, cannot be read, or is no mapping.
 */
bool bg_metadata_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                      struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out);

/* The value under a dotted key ("data.dockerImageTag"), or NULL. */
const struct bg_node *bg_metadata_at(const struct bg_node *metadata, struct bg_slice key);

/* The scalar under a dotted key as it stands in the file (`1.10` is no number here), or {NULL, 0}. */
struct bg_slice bg_metadata_text(const struct bg_node *metadata, struct bg_slice key);

/* The repository path of the page that `metadata` names, or {NULL, 0}. */
struct bg_slice bg_metadata_docs(struct bg_arena *arena, const struct bg_layout *layout, const struct bg_node *metadata,
                                 const struct bg_layout_names *names);

/* Whether the metadata lists this tag. */
bool bg_metadata_has_tag(const struct bg_layout *layout, const struct bg_node *metadata, struct bg_slice tag);

/* The name of the connector at `root`: the last component, or what the layout's name site says. */
struct bg_slice bg_metadata_name(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                 struct bg_arena *arena);

#endif
