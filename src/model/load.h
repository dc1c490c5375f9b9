/*
 * A connector from a tree: the whole model, or only what a version and its evidence need. Wrong data becomes a fatal
 * problem with its place; the connector is then not judged, and the others are.
 */
#ifndef BG_MODEL_LOAD_H
#define BG_MODEL_LOAD_H

#include "source/connector.h"
#include "layout/layout.h"

/*
 * Reads everything into *out; texts and nodes live in `arena`. `problems` may be NULL. False after a fatal problem:
 * *out then holds what could be read.
 */
bool bg_connector_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                       struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out);

/* Version, breaking entries, docs and guide paths, flags; spec and streams stay empty. */
bool bg_connector_load_metadata(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out);

struct bg_surface_key {
    unsigned char bytes[32];
};

/*
 * A digest of the ids of all files that spec and streams are read from: equal keys, equal surface, without reading one.
 * Where files have no ids (a plain folder), the key equals no other.
 */
void bg_connector_surface_key(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                              struct bg_surface_key *out);

#endif
