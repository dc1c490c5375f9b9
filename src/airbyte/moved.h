/*
 * A breaking release whose number moves: where a race, or a person, gives it another one, its entry under the breaking
 * changes and its section of the migration guide go with it. Their words stay as they are. What was there before the
 * change is of another release, and never touched.
 */
#ifndef BG_AIRBYTE_MOVED_H
#define BG_AIRBYTE_MOVED_H

#include "release/merging.h"
#include "release/planning.h"

/* The `move` and `merge` of the two artefacts: artefact.h. In a merge the entries and sections of both sides are kept;
 * where both sides hold something under one number, and nobody can tell which of them has it, it is a conflict. */
bool bg_moved_entry_plan(struct bg_planning *planning, const struct bg_artefact_place *place);
bool bg_moved_entry_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                          const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                          struct bg_error *err);
bool bg_moved_section_plan(struct bg_planning *planning, const struct bg_artefact_place *place);
bool bg_moved_section_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                            const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                            struct bg_error *err);

#endif
