/* Where a connector's spec comes from: its manifest, a file, a golden copy of its tests, or code. */
#ifndef BG_SOURCE_SPEC_SOURCE_H
#define BG_SOURCE_SPEC_SOURCE_H

#include "source/connector.h"
#include "source/manifest/manifest.h"
#include "source/surface.h"

/*
 * Fills *out. `manifest` (opened) may be NULL. A spec block in it wins over files; of two files none is taken
 * (`ambiguous`). False after a fatal problem.
 */
bool bg_spec_load(struct bg_tree *tree, const struct bg_surface *surface, const struct bg_manifest *manifest,
                  struct bg_arena *arena, struct bg_problems *problems, struct bg_spec *out);

#endif
