/* Release tags: see release.h. All tags are listed once and ordered by their versions, highest first. */
#include "repo/tags.h"

#include "base/semver.h"
#include "repo/internal.h"
#include "repo/remedy.h"

#include <stdlib.h>

struct release_list {
    struct bg_release *items;
    size_t count;
};

/* The version in a tag's name, or {NULL, 0}. */
static struct bg_slice version_in(struct bg_slice tag, struct bg_slice name) {
    struct bg_slice mark = BG_LITERAL("{version}");
    size_t at = bg_slice_find(name, mark);
    struct bg_slice prefix = bg_slice_range(name, 0, at);
    struct bg_slice suffix = bg_slice_from(name, at + mark.len);
    if (at == name.len || tag.len < prefix.len + suffix.len || !bg_slice_starts(tag, prefix) ||
        !bg_slice_ends(tag, suffix)) {
        return BG_NO_SLICE;
    }
    return bg_slice_range(tag, prefix.len, tag.len - suffix.len);
}

struct bg_slice bg_release_tag(struct bg_arena *arena, struct bg_slice name, struct bg_slice version) {
    struct bg_slice mark = BG_LITERAL("{version}");
    size_t at = bg_slice_find(name, mark);
    struct bg_slice parts[] = {bg_slice_range(name, 0, at), version,
                               at == name.len ? BG_LITERAL("") : bg_slice_from(name, at + mark.len)};
    return bg_arena_join(arena, parts, 3);
}

static int highest_first(const void *a, const void *b) {
    struct bg_semver x;
    struct bg_semver y;
    if (!bg_semver_read(((const struct bg_release *)a)->version, &x, NULL) ||
        !bg_semver_read(((const struct bg_release *)b)->version, &y, NULL)) {
        return 0;
    }
    return bg_semver_compare(&y, &x);
}

static bool add_release(struct bg_repo *repo, const char *tag, struct bg_slice name, struct bg_arena *arena,
                        struct release_list *list) {
    struct bg_slice copy = bg_arena_copy(arena, bg_slice_of(tag));
    struct bg_slice version = version_in(copy, name);
    struct bg_semver parsed;
    if (version.at == NULL || !bg_semver_read(version, &parsed, NULL) || bg_semver_is_prerelease(&parsed)) {
        return false;
    }
    struct bg_slice revision = bg_arena_printf(arena, "refs/tags/%s", tag);
    struct bg_release *release = &list->items[list->count];
    struct bg_error ignored;
    *release = (struct bg_release){.tag = copy, .version = version};
    if (!bg_repo_resolve(repo, revision.at, &release->commit, &ignored)) {
        return false; /* a tag of something that is no commit, or of a commit that a shallow clone lacks */
    }
    list->count++;
    return true;
}

static bool list_releases(struct bg_repo *repo, struct bg_slice name, struct bg_arena *arena, struct release_list *out,
                          struct bg_error *err) {
    git_strarray names = {0};
    if (git_tag_list(&names, repo->git) != GIT_OK) {
        return bg_git_fail(err, "the tags could not be listed");
    }
    *out = (struct release_list){.items = bg_arena_array(arena, names.count, sizeof out->items[0])};
    for (size_t i = 0; i < names.count; i++) {
        (void)add_release(repo, names.strings[i], name, arena, out);
    }
    git_strarray_dispose(&names);
    qsort(out->items, out->count, sizeof out->items[0], highest_first);
    return true;
}

bool bg_release_at(struct bg_repo *repo, struct bg_slice name, const struct bg_oid *commit, struct bg_arena *arena,
                   struct bg_release *out, struct bg_error *err) {
    struct release_list list;
    *out = (struct bg_release){0};
    if (!list_releases(repo, name, arena, &list, err)) {
        return false;
    }
    for (size_t i = 0; i < list.count && out->tag.at == NULL; i++) {
        if (bg_oid_equal(&list.items[i].commit, commit)) {
            *out = list.items[i];
        }
    }
    return true;
}

bool bg_release_before(struct bg_repo *repo, struct bg_slice name, const struct bg_oid *commit, struct bg_arena *arena,
                       struct bg_release *out, struct bg_error *err) {
    struct release_list list;
    *out = (struct bg_release){0};
    if (!list_releases(repo, name, arena, &list, err)) {
        return false;
    }
    bool is_hidden = false;
    for (size_t i = 0; i < list.count && out->tag.at == NULL; i++) {
        struct bg_oid common;
        bool is_cut = false;
        if (!bg_oid_equal(&list.items[i].commit, commit) &&
            bg_ancestry_merge_base(repo, commit, &list.items[i].commit, &common, &is_cut, err) && !is_cut &&
            bg_oid_equal(&common, &list.items[i].commit)) {
            *out = list.items[i];
        }
        is_hidden = is_hidden || is_cut;
    }
    bool is_whole = !bg_repo_is_shallow(repo) && !bg_repo_leaves_tags(repo);
    out->may_be_hidden = is_hidden || (out->tag.at == NULL && !is_whole);
    return true;
}
