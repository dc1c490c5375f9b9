/*
 * The flag that tells a platform to roll a candidate out to some users first. It goes with the version: a candidate has
 * it, and a release that is none has it no more.
 */
#ifndef BG_RELEASE_ROLLOUT_H
#define BG_RELEASE_ROLLOUT_H

#include "release/edit.h"
#include "base/semver.h"

/*
 * For metadata whose version is `version`: true for a candidate, made with the keys on the way if it is missing; false
 * for a release where it is true, unless the platform promotes by itself (defaultRolloutMode: autopilot). Nothing in
 * any other case. Refusals as bg_mapping_add and bg_edit_version have them.
 */
bool bg_rollout_edit(struct bg_arena *arena, struct bg_source *metadata, const struct bg_semver *version,
                     struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

#endif
