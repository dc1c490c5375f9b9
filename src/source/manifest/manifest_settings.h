/* Which texts of a manifest read the configuration when a request is made. */
#ifndef BG_SOURCE_MANIFEST_MANIFEST_SETTINGS_H
#define BG_SOURCE_MANIFEST_MANIFEST_SETTINGS_H

#include "source/manifest/manifest.h"

/* Adds the texts of the stream's requesters and their authenticators that name the configuration, each text once. */
void bg_manifest_add_settings(struct bg_arena *arena, const struct bg_node *stream, struct bg_manifest_settings *out);

#endif
