/*
 * The common ancestor of two commits. A whole clone leaves it to the library; that one goes on behind the end of a
 * shallow clone and fails there, so for shallow clones the search is done here, and stops where git's would.
 *
 * The search: both sides are coloured from their ends back, newest commit first. The first commit with both colours is
 * the best common ancestor, as far as dates can be believed.
 */
#include "repo/internal.h"

#include "base/vector.h"

#include <stdlib.h>

enum ancestor_of { OF_A = 1, OF_B = 2, OF_BOTH = OF_A | OF_B };

struct mark {
    git_commit *commit;
    unsigned colour;
    bool is_pending;
};

struct ancestry_search {
    struct bg_repo *repo;
    struct bg_arena arena;
    struct bg_table marks; /* commit id -> struct mark * */
    struct mark **pending; /* in no order: there are never many at a time */
    size_t pending_count;
    size_t pending_room;
    bool is_cut;
};

static struct bg_slice key_of(const git_oid *id) {
    return (struct bg_slice){(const char *)id->id, sizeof id->id};
}

static void wait_for(struct ancestry_search *search, struct mark *mark) {
    if (mark->is_pending) {
        return;
    }
    search->pending =
        bg_vector_reserve(NULL, search->pending, search->pending_count, &search->pending_room, sizeof(struct mark *));
    search->pending[search->pending_count++] = mark;
    mark->is_pending = true;
}

/* Takes the newest commit that waits, or NULL. */
static struct mark *take_newest(struct ancestry_search *search) {
    if (search->pending_count == 0) {
        return NULL;
    }
    size_t found = 0;
    for (size_t i = 1; i < search->pending_count; i++) {
        if (git_commit_time(search->pending[i]->commit) > git_commit_time(search->pending[found]->commit)) {
            found = i;
        }
    }
    struct mark *mark = search->pending[found];
    search->pending[found] = search->pending[--search->pending_count];
    mark->is_pending = false;
    return mark;
}

static bool paint(struct ancestry_search *search, const git_oid *id, unsigned colour, struct bg_error *err) {
    struct mark *mark = bg_table_get(&search->marks, key_of(id));
    if (mark == NULL) {
        mark = bg_arena_alloc(&search->arena, sizeof *mark);
        if (git_commit_lookup(&mark->commit, search->repo->git, id) != GIT_OK) {
            return bg_git_fail_object(search->repo, err, "the commit %s could not be read", git_oid_tostr_s(id));
        }
        (void)bg_table_put(&search->marks, key_of(git_commit_id(mark->commit)), mark);
    }
    if ((mark->colour | colour) != mark->colour) {
        mark->colour |= colour;
        wait_for(search, mark);
    }
    return true;
}

static bool paint_parents(struct ancestry_search *search, const struct mark *mark, struct bg_error *err) {
    unsigned count = bg_parent_count(mark->commit);
    if (bg_repo_is_boundary(search->repo, git_commit_id(mark->commit))) {
        search->is_cut = search->is_cut || count > 0;
        return true;
    }
    for (unsigned i = 0; i < count; i++) {
        git_oid parent = bg_parent_id(mark->commit, i);
        if (!paint(search, &parent, mark->colour, err)) {
            return false;
        }
    }
    return true;
}

static bool run(struct ancestry_search *search, const git_oid *a, const git_oid *b, struct bg_oid *out,
                struct bg_error *err) {
    if (!paint(search, a, OF_A, err) || !paint(search, b, OF_B, err)) {
        return false;
    }
    for (struct mark *mark = take_newest(search); mark != NULL; mark = take_newest(search)) {
        if (mark->colour == OF_BOTH) {
            *out = bg_oid_of(git_commit_id(mark->commit));
            return true;
        }
        if (!paint_parents(search, mark, err)) {
            return false;
        }
    }
    return true;
}

static bool search_shallow(struct bg_repo *repo, const git_oid *a, const git_oid *b, struct bg_oid *out, bool *is_cut,
                           struct bg_error *err) {
    struct ancestry_search search = {.repo = repo};
    bool is_done = run(&search, a, b, out, err);
    *is_cut = search.is_cut;
    for (size_t i = 0; i < search.marks.count; i++) {
        const struct mark *mark = search.marks.entries[i].value;
        git_commit_free(mark->commit);
    }
    free(search.pending);
    bg_table_finish(&search.marks);
    bg_arena_finish(&search.arena);
    return is_done;
}

static bool search_whole(struct bg_repo *repo, const git_oid *a, const git_oid *b, struct bg_oid *out,
                         struct bg_error *err) {
    git_oid found;
    int code = git_merge_base(&found, repo->git, a, b);
    if (code == GIT_OK) {
        *out = bg_oid_of(&found);
        return true;
    }
    const git_error *last = bg_git_last();
    bool is_none = code == GIT_ENOTFOUND && last != NULL && last->klass == GIT_ERROR_MERGE;
    return is_none || bg_git_fail_object(repo, err, "the common ancestor could not be found");
}

/* The usual case in CI, where the head is a merge: no search, and right at the end of a shallow clone too. */
static bool is_parent(struct bg_repo *repo, const git_oid *commit, const git_oid *wanted) {
    git_commit *found = NULL;
    bool is_found = git_oid_equal(commit, wanted) != 0;
    if (!is_found && git_commit_lookup(&found, repo->git, commit) == GIT_OK) {
        for (unsigned i = 0; i < bg_parent_count(found) && !is_found; i++) {
            git_oid parent = bg_parent_id(found, i);
            is_found = git_oid_equal(&parent, wanted) != 0;
        }
    }
    git_commit_free(found);
    return is_found;
}

bool bg_ancestry_merge_base(struct bg_repo *repo, const struct bg_oid *a, const struct bg_oid *b, struct bg_oid *out,
                            bool *is_cut, struct bg_error *err) {
    git_oid one = bg_git_oid(a);
    git_oid two = bg_git_oid(b);
    *out = (struct bg_oid){{0}};
    *is_cut = false;
    if (is_parent(repo, &one, &two)) {
        *out = *b;
        return true;
    }
    if (is_parent(repo, &two, &one)) {
        *out = *a;
        return true;
    }
    return bg_repo_is_shallow(repo) ? search_shallow(repo, &one, &two, out, is_cut, err)
                                    : search_whole(repo, &one, &two, out, err);
}

bool bg_repo_merge_base(struct bg_repo *repo, const struct bg_oid *a, const struct bg_oid *b, struct bg_oid *out,
                        struct bg_error *err) {
    bool is_cut;
    return bg_ancestry_merge_base(repo, a, b, out, &is_cut, err);
}
