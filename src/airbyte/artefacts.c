/* The artefacts of an Airbyte release: see artefacts.h. */
#include "airbyte/artefacts.h"

static const struct bg_artefact *const artefacts[] = {
    &bg_artefact_version,           &bg_artefact_mirror,
    &bg_artefact_breaking_entry,    &bg_artefact_migration_guide,
    &bg_artefact_rollout_flag,      &bg_artefact_changelog_row,
    &bg_artefact_changelog_section, &bg_artefact_suggested_streams,
};

const struct bg_artefacts bg_airbyte_artefacts = {artefacts, sizeof artefacts / sizeof artefacts[0]};
