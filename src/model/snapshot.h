/* A connector as JSON: what the diff sees, for debugging, tests and bots. Stable and sorted. */
#ifndef BG_MODEL_SNAPSHOT_H
#define BG_MODEL_SNAPSHOT_H

#include "model/connector.h"

/* The model as one mapping, in the arena. Its keys are a promise to bots. */
const struct bg_node *bg_connector_snapshot(struct bg_arena *arena, const struct bg_connector *connector);

#endif
