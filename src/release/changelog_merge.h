/* Merges two changelogs, tables or sections: the tip's entries stay, and that of the pull request stands above them,
 * with its number raised as that of the version is. */
#ifndef BG_RELEASE_CHANGELOG_MERGE_H
#define BG_RELEASE_CHANGELOG_MERGE_H

#include "release/merging.h"

/* Leaves everything but that entry; several of them, or none, are merged as git does. */
bool bg_changelog_merge(const struct bg_merging *merging, const struct bg_artefact_place *place,
                        const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                        struct bg_error *err) BG_MUST_CHECK;

#endif
