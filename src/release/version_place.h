/* What the version and its mirrors have in common: a version at one place, written and merged there. */
#ifndef BG_RELEASE_VERSION_PLACE_H
#define BG_RELEASE_VERSION_PLACE_H

#include "release/artefact.h"

/* The place of a version at `site`, for the connector of `about`. */
struct bg_artefact_place bg_version_place(struct bg_arena *arena, const struct bg_layout *layout,
                                          const struct bg_about *about, const struct bg_layout_site *site);

/*
 * Makes the version one and the same in all three texts, so that its line is none to merge, and leaves the rest. What
 * cannot be told (no version, a lowered one) is left in, and becomes an ordinary conflict.
 */
bool bg_version_place_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                            const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                            struct bg_error *err) BG_MUST_CHECK;

#endif
