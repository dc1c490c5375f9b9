/*
 * The past of one file: see past.h. A commit costs one look-up of a path; the file is read only where its id differs
 * from the one before. What cannot be read ends the walk: it is asked for what is worth knowing, not for a judgement.
 */
#include "repo/past.h"

#include "base/leftover.h"
#include "base/limits.h"
#include "repo/internal.h"

#include <pthread.h>
#include <stdlib.h>

enum { MOST_NOTED = 1000 }; /* changes of a commit: one with more is read again */

/* What changed in one commit. */
struct past_step {
    struct bg_oid parent;
    size_t count;
    uint32_t paths[]; /* hashes: one that is not among them did not change */
};

struct bg_past {
    pthread_mutex_t lock;
    struct bg_recent steps; /* commit -> struct past_step */
};

struct bg_past *bg_past_new(void) {
    struct bg_past *past = bg_realloc(NULL, sizeof *past);
    *past = (struct bg_past){.lock = PTHREAD_MUTEX_INITIALIZER, .steps = {.most = BG_LIMIT_KEPT_PAST, .free = free}};
    return past;
}

void bg_past_free(struct bg_past *past) {
    if (past != NULL) {
        bg_recent_finish(&past->steps);
        (void)pthread_mutex_destroy(&past->lock);
        free(past);
    }
}

void bg_past_use(struct bg_repo *repo, struct bg_past *past) {
    repo->past = past;
}

static uint32_t hash_of(struct bg_slice path) {
    return (uint32_t)bg_slice_hash(path);
}

void bg_past_note(struct bg_repo *repo, const struct bg_oid *commit, const struct bg_oid *parent,
                  const struct bg_changed *changed, size_t count) {
    git_oid id = bg_git_oid(commit);
    if (repo->past == NULL || count > MOST_NOTED || bg_repo_is_boundary(repo, &id)) {
        return;
    }
    size_t size = sizeof(struct past_step) + count * sizeof(uint32_t);
    struct past_step *step = bg_realloc(NULL, size);
    *step = (struct past_step){.parent = *parent, .count = count};
    for (size_t i = 0; i < count; i++) {
        step->paths[i] = hash_of(changed[i].path);
    }
    (void)pthread_mutex_lock(&repo->past->lock);
    if (bg_recent_get(&repo->past->steps, bg_oid_bytes(commit)) == NULL) {
        (void)bg_recent_put(&repo->past->steps, bg_oid_bytes(commit), step, size);
    } else {
        free(step);
    }
    (void)pthread_mutex_unlock(&repo->past->lock);
}

/* Whether the first parent is known to have the same at `path`; then that is *next, zero if there is none. */
static bool is_noted(struct bg_repo *repo, const git_oid *id, uint32_t path, git_oid *next) {
    struct bg_oid commit = bg_oid_of(id);
    (void)pthread_mutex_lock(&repo->past->lock);
    const struct past_step *step = bg_recent_get(&repo->past->steps, bg_oid_bytes(&commit));
    bool is_same = step != NULL;
    for (size_t i = 0; is_same && i < step->count; i++) {
        is_same = step->paths[i] != path;
    }
    if (is_same) {
        *next = bg_git_oid(&step->parent);
    }
    (void)pthread_mutex_unlock(&repo->past->lock);
    return is_same;
}

/* What the comparison of two trees leaves out, or shows as a whole, is not told by what was noted (walk.c). */
static bool can_be_noted(const struct bg_repo *repo, struct bg_slice path) {
    size_t depth = 0;
    for (size_t i = 0; i < path.len; i++) {
        depth += path.at[i] == '/' ? 1 : 0;
    }
    return repo->past != NULL && depth + 1 < BG_LIMIT_FOLDER_DEPTH && !bg_leftover_is(path);
}

/* The id of the file at `path` in the commit. */
static bool find_blob(git_commit *commit, const char *path, git_oid *out) {
    git_tree *tree = NULL;
    git_tree_entry *entry = NULL;
    bool is_found = git_commit_tree(&tree, commit) == GIT_OK && git_tree_entry_bypath(&entry, tree, path) == GIT_OK &&
                    git_tree_entry_type(entry) == GIT_OBJECT_BLOB;
    if (is_found) {
        *out = *git_tree_entry_id(entry);
    }
    git_tree_entry_free(entry);
    git_tree_free(tree);
    return is_found;
}

/* Whether the file was read; *is_over becomes what the visit returned. */
static bool visit_blob(struct bg_repo *repo, const git_oid *id, const git_oid *commit, bg_past_visit visit,
                       void *context, bool *is_over) {
    git_blob *blob = NULL;
    bool is_read =
        git_blob_lookup(&blob, repo->git, id) == GIT_OK && git_blob_rawsize(blob) <= (git_object_size_t)BG_LIMIT_FILE;
    if (is_read) {
        struct bg_oid of = bg_oid_of(commit);
        *is_over = visit(context, (struct bg_slice){git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)}, &of);
    }
    git_blob_free(blob);
    return is_read;
}

/* One commit. False ends the walk; else *next is the parent to go on with. */
static bool step(struct bg_repo *repo, const git_oid *id, const char *path, git_oid *blob, bool *is_new,
                 git_oid *next) {
    git_commit *commit = NULL;
    git_oid found;
    bool has_file = git_commit_lookup(&commit, repo->git, id) == GIT_OK && find_blob(commit, path, &found);
    bool has_parent = has_file && bg_parent_count(commit) > 0 && !bg_repo_is_boundary(repo, id);
    *is_new = has_file && !git_oid_equal(&found, blob);
    if (has_file) {
        *blob = found;
    }
    *next = has_parent ? bg_parent_id(commit, 0) : (git_oid){{0}};
    git_commit_free(commit);
    return has_file;
}

bool bg_past_walk(struct bg_repo *repo, const struct bg_oid *from, struct bg_slice path, bg_past_visit visit,
                  void *context) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const char *name = bg_arena_copy(&arena, path).at;
    git_oid id = bg_git_oid(from);
    git_oid blob = {{0}};
    git_oid next = {{0}};
    size_t states = 0;
    bool is_over = false;
    bool is_same = false; /* as in the commit before: nothing is read */
    bool can_go_on = name != NULL;
    bool may_ask = can_be_noted(repo, path);
    uint32_t hash = hash_of(path);
    for (size_t c = 0; can_go_on && !is_over && c < BG_LIMIT_PAST_COMMITS && !git_oid_is_zero(&id); c++) {
        bool is_new = false;
        bool is_known = is_same && may_ask && is_noted(repo, &id, hash, &next);
        can_go_on =
            (is_known || step(repo, &id, name, &blob, &is_new, &next)) &&
            (!is_new || (++states <= BG_LIMIT_PAST_STATES && visit_blob(repo, &blob, &id, visit, context, &is_over)));
        is_same = is_known || (may_ask && is_noted(repo, &id, hash, &next));
        id = next;
    }
    git_error_clear();
    bg_arena_finish(&arena);
    return is_over;
}
