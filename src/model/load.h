/*
 * A connector from a tree: the whole model, or only what a version and its evidence need. Wrong data becomes a fatal
 * problem with its place; the connector is then not judged, and the others are.
 */
#ifndef BG_MODEL_LOAD_H
#define BG_MODEL_LOAD_H

#include "model/connector.h"
#include "layout/layout.h"
#include "repo/reads.h"
#include "source/documents.h"

/*
 * Reads everything into *out; texts and nodes live in `arena`. `problems` may be NULL. False after a fatal problem:
 * *out then holds what could be read. `reads` (may be NULL) is begun anew and gets all that spec and streams were read
 * from: where it holds, they are the same.
 */
bool bg_connector_load(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                       struct bg_arena *arena, struct bg_problems *problems, struct bg_reads *reads,
                       struct bg_connector *out);

/* The same into the arena of `documents`, which gets the documents that are read, and has those of another side. */
bool bg_connector_load_from(struct bg_documents *documents, struct bg_tree *tree, const struct bg_layout *layout,
                            struct bg_slice root, struct bg_problems *problems, struct bg_reads *reads,
                            struct bg_connector *out);

/* Version, breaking entries, docs and guide paths, flags; spec and streams stay empty. */
bool bg_connector_load_metadata(struct bg_tree *tree, const struct bg_layout *layout, struct bg_slice root,
                                struct bg_arena *arena, struct bg_problems *problems, struct bg_connector *out);

#endif
