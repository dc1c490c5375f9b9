/*
 * The paperwork of a breaking release, as far as the findings can write it: the entry under breakingChanges and the
 * section of the migration guide. What only a person can know stands there as a marked blank, which the evidence rules
 * refuse until it is filled in.
 */
#ifndef BG_RELEASE_DRAFT_H
#define BG_RELEASE_DRAFT_H

#include "release/edit.h"
#include "release/evidence.h"
#include "release/verdict_result.h"

struct bg_draft {
    struct bg_slice version; /* X.Y.Z of the breaking release */
    struct bg_slice title;   /* the connector's name, for the title of the guide */
    struct bg_slice at;      /* dotted key of the entries: "data.releases.breakingChanges" */
    const struct bg_verdict *verdict;
};

/* The entry, above those that are there; keys on the way are made. Nothing if there is one of this version. Refusals:
 * `parse-error`, `unsupported-style` where the mapping is not written as a block of lines. */
bool bg_draft_entry(struct bg_arena *arena, struct bg_source *metadata, const struct bg_draft *draft,
                    struct bg_edit *out, struct bg_refusal *refusal) BG_MUST_CHECK;

/* The section, above those of lower versions; a guide without text gets its title as well. Nothing if it is there. */
void bg_draft_guide(struct bg_arena *arena, struct bg_source *guide, const struct bg_draft *draft, struct bg_edit *out);

#endif
