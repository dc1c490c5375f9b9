/* Last stable versions: see last_stable.h. */
#include "release/last_stable.h"

#include "layout/read_site.h"
#include "release/scheme.h"
#include "repo/past.h"

struct search {
    const struct bg_version_policy *policy;
    const struct bg_layout_site *site;
    struct bg_slice path;
    struct bg_arena *arena;
    struct bg_last_stable found;
};

/* A version that is lower than the candidate by mistake, or unreadable, is passed over like a candidate. */
static bool visit(void *context, struct bg_slice text, const struct bg_oid *commit) {
    struct search *search = context;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_source *source = bg_source_new(&arena, search->path, bg_arena_copy(&arena, text));
    struct bg_slice version = bg_read_site(&arena, source, search->site, NULL);
    struct bg_version read = bg_scheme_read(search->policy, version);
    if (read.is_valid && !bg_semver_is_prerelease(&read.parsed)) {
        search->found = (struct bg_last_stable){bg_arena_copy(search->arena, version), *commit};
    }
    bg_arena_finish(&arena);
    return search->found.version.at != NULL;
}

struct bg_last_stable bg_last_stable_find(struct bg_arena *arena, struct bg_repo *repo, const struct bg_oid *commit,
                                          const struct bg_version_policy *policy,
                                          const struct bg_connector *connector) {
    struct bg_version version = bg_scheme_read(policy, connector->about.version.text);
    struct search search = {
        .policy = policy,
        .site = connector->about.version_site,
        .path = connector->about.version.at.file,
        .arena = arena,
    };
    if (!version.is_valid || !bg_semver_is_prerelease(&version.parsed) || connector->about.is_tagged ||
        search.path.len == 0 || bg_oid_is_zero(commit)) {
        return (struct bg_last_stable){0};
    }
    (void)bg_past_walk(repo, commit, search.path, visit, &search);
    return search.found;
}
