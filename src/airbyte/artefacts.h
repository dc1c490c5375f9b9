/*
 * What a release of an Airbyte connector consists of: beside version, mirrors and changelog, which are everybody's, the
 * entry of a breaking release, its migration guide, the flag of a candidate, and the streams that are suggested. Which
 * of them a repository has, and where, is said by its layout.
 */
#ifndef BG_AIRBYTE_ARTEFACTS_H
#define BG_AIRBYTE_ARTEFACTS_H

#include "release/artefact.h"

extern const struct bg_artefact bg_artefact_breaking_entry;
extern const struct bg_artefact bg_artefact_migration_guide;
extern const struct bg_artefact bg_artefact_rollout_flag;
extern const struct bg_artefact bg_artefact_suggested_streams;

extern const struct bg_artefacts bg_airbyte_artefacts;

#endif
