/*
 * The past of one file: see past.h. A commit costs one look-up of a path; the file is read only where its id differs
 * from the one before. What cannot be read ends the walk: it is asked for what is worth knowing, not for a judgement.
 */
#include "repo/past.h"

#include "base/limits.h"
#include "repo/internal.h"

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
    bool has_parent = has_file && git_commit_parentcount(commit) > 0 && !bg_repo_is_boundary(repo, id);
    *is_new = has_file && !git_oid_equal(&found, blob);
    if (has_file) {
        *blob = found;
    }
    *next = has_parent ? *git_commit_parent_id(commit, 0) : (git_oid){{0}};
    git_commit_free(commit);
    return has_file;
}

bool bg_past_walk(struct bg_repo *repo, const struct bg_oid *from, struct bg_slice path, bg_past_visit visit,
                  void *context) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const char *name = bg_arena_copy(&arena, path).at;
    git_oid id = bg_git_oid(from);
    git_oid blob = {{0}};
    size_t states = 0;
    bool is_over = false;
    bool can_go_on = name != NULL;
    for (size_t c = 0; can_go_on && !is_over && c < BG_LIMIT_PAST_COMMITS && !git_oid_is_zero(&id); c++) {
        bool is_new;
        git_oid next;
        can_go_on =
            step(repo, &id, name, &blob, &is_new, &next) &&
            (!is_new || (++states <= BG_LIMIT_PAST_STATES && visit_blob(repo, &blob, &id, visit, context, &is_over)));
        id = next;
    }
    git_error_clear();
    bg_arena_finish(&arena);
    return is_over;
}
