/* Reads rules/profiles.yaml; the build does, so that the program finds the profiles as a table. */
#ifndef BG_RULES_PROFILE_READ_H
#define BG_RULES_PROFILE_READ_H

#include "text/fields.h"
#include "rules/profile.h"

/* The profiles of one file, in order of their names. Texts point into the source or live in `arena`. A mistake is an
 * error with its place. */
bool bg_profiles_read(struct bg_arena *arena, struct bg_source *source, struct bg_profile **out, size_t *count,
                      struct bg_error *err) BG_MUST_CHECK;

enum { BG_EVIDENCE_EFFECT_COUNT = BG_EVIDENCE_REJECT + 1 };

/* By enum bg_evidence_effect. */
extern const char *const bg_evidence_effect_names[BG_EVIDENCE_EFFECT_COUNT];

/* `evidence`, as profiles and the configuration have it: a list of globs that reject, or a mapping from globs (or
 * `deadline`, for bc-deadline-too-soon) to reject, warn or ignore. */
bool bg_profile_read_evidence(const struct bg_field_reader *reader, const struct bg_node *node,
                              const struct bg_evidence_rule **out, size_t *count) BG_MUST_CHECK;

#endif
