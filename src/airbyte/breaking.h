/*
 * What the entries under the layout's key of breaking changes say of a release, for the artefacts that go by them: a
 * mapping from the versions that break to what users have to know.
 */
#ifndef BG_AIRBYTE_BREAKING_H
#define BG_AIRBYTE_BREAKING_H

#include "base/semver.h"
#include "release/release.h"

struct bg_breaking {
    struct bg_semver head;
    bool is_breaking; /* the release breaks, by its number or by its changes */
    const struct bg_node *entries;
    const struct bg_node *base_entries;
    bool has_new_entry;
    struct bg_slice *keys; /* those that are versions */
    size_t key_count;
};

/* False if the version at head is no semantic one: the check of versions has said so. */
bool bg_breaking_read(const struct bg_release_view *release, struct bg_breaking *out) BG_MUST_CHECK;

/* A key of the entries: X.Y.Z, neither prerelease nor build. */
bool bg_breaking_key(struct bg_slice key, struct bg_semver *out) BG_MUST_CHECK;

/* Whether the entry at `member` is new or changed in this release. */
bool bg_breaking_is_new(const struct bg_breaking *breaking, const struct bg_member *member);

#endif
