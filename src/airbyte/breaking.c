/* Entries of breaking changes: see breaking.h. */
#include "airbyte/breaking.h"

bool bg_breaking_key(struct bg_slice key, struct bg_semver *out) {
    return bg_semver_read(key, out, NULL) && out->prerelease.at == NULL && out->build.at == NULL;
}

bool bg_breaking_is_new(const struct bg_breaking *breaking, const struct bg_member *member) {
    const struct bg_node *before = bg_node_get(breaking->base_entries, member->key);
    return before == NULL || !bg_node_equal(before, member->value);
}

/* The release takes effect with a version that raises the major, or with changes that need one. */
static bool is_breaking_release(const struct bg_release_view *release, const struct bg_semver *head) {
    const struct bg_connector *connector = release->query->base;
    struct bg_semver base;
    if (connector == NULL || !bg_semver_read(connector->about.version.text, &base, NULL) ||
        bg_semver_compare(head, &base) <= 0) {
        return false;
    }
    return release->verdict->required == BG_LEVEL_MAJOR || bg_semver_core_step(&base, head) == BG_LEVEL_MAJOR;
}

static const struct bg_node *entries_of(const struct bg_release_view *release, const struct bg_connector *connector) {
    return connector == NULL || connector->about.metadata == NULL
               ? NULL
               : bg_metadata_at(connector->about.metadata, release->query->layout->breaking);
}

bool bg_breaking_read(const struct bg_release_view *release, struct bg_breaking *out) {
    *out = (struct bg_breaking){.entries = entries_of(release, release->query->head),
                                .base_entries = entries_of(release, release->query->base)};
    if (!bg_semver_read(release->query->head->about.version.text, &out->head, NULL)) {
        return false;
    }
    size_t count = bg_node_is(out->entries, BG_NODE_MAP) ? out->entries->count : 0;
    out->is_breaking = is_breaking_release(release, &out->head);
    out->keys = bg_arena_array(release->reasons.arena, count, sizeof out->keys[0]);
    for (size_t m = 0; m < count; m++) {
        const struct bg_member *member = &out->entries->as.members[m];
        struct bg_semver version;
        out->has_new_entry |= bg_breaking_is_new(out, member);
        if (bg_breaking_key(member->key, &version)) {
            out->keys[out->key_count++] = member->key;
        }
    }
    return true;
}
