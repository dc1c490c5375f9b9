/* Reads rules/profiles.yaml; the build does, so that the program finds the profiles as a table. */
#ifndef BG_POLICY_PROFILE_READ_H
#define BG_POLICY_PROFILE_READ_H

#include "doc/node.h"
#include "policy/profile.h"

/* The profiles of one file, in order of their names. Texts point into the source or live in `arena`. A mistake is an
 * error with its place. */
bool bg_profiles_read(struct bg_arena *arena, struct bg_source *source, struct bg_profile **out, size_t *count,
                      struct bg_error *err) BG_MUST_CHECK;

/* A list of globs for ids of evidence, as profiles and the configuration have it. NULL is an empty list. */
bool bg_profile_read_evidence(struct bg_arena *arena, const struct bg_node *node, const struct bg_slice **out,
                              size_t *count, struct bg_error *err) BG_MUST_CHECK;

#endif
