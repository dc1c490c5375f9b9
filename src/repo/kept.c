/*
 * What a repository has read last: folders and files by their ids. What stands under an id never changes, so the answer
 * is the one that the library would give again. It keeps neither by itself: it would throw out any, in no order, and
 * reads large folders and all files each time anew.
 */
#include "base/limits.h"
#include "repo/internal.h"

/* Bytes of an entry of a folder that is open: what it is made of, and a name as most are. */
enum { ENTRY_WEIGHT = 96, OBJECT_WEIGHT = 512 };

static void free_folder(void *folder) {
    git_tree_free(folder);
}

static void free_file(void *file) {
    git_odb_object_free(file);
}

static struct bg_slice key_of(const git_oid *id) {
    return (struct bg_slice){(const char *)id->id, sizeof id->id};
}

void bg_kept_start(struct bg_repo *repo) {
    repo->folders = (struct bg_recent){.most = BG_LIMIT_KEPT_FOLDERS, .free = free_folder};
    repo->files = (struct bg_recent){.most = BG_LIMIT_KEPT_FILES, .free = free_file};
}

void bg_kept_finish(struct bg_repo *repo) {
    bg_recent_finish(&repo->folders);
    bg_recent_finish(&repo->files);
}

/* One more owner of what is kept. */
static git_tree *share_folder(git_tree *folder) {
    git_object *shared = NULL;
    (void)git_object_dup(&shared, (git_object *)folder);
    return (git_tree *)shared;
}

int bg_kept_folder(struct bg_repo *repo, const git_oid *id, git_tree **out) {
    git_tree *known = bg_recent_get(&repo->folders, key_of(id));
    if (known != NULL) {
        *out = share_folder(known);
        return GIT_OK;
    }
    int code = git_tree_lookup(out, repo->git, id);
    if (code == GIT_OK) {
        size_t weight = OBJECT_WEIGHT + git_tree_entrycount(*out) * ENTRY_WEIGHT;
        (void)bg_recent_put(&repo->folders, key_of(id), share_folder(*out), weight);
    }
    return code;
}

git_odb_object *bg_kept_file(struct bg_repo *repo, const git_oid *id) {
    git_odb_object *known = bg_recent_get(&repo->files, key_of(id));
    git_odb_object *out = NULL;
    if (known != NULL) {
        (void)git_odb_object_dup(&out, known);
    }
    return out;
}

/* One large file is not worth what it would push out. */
void bg_keep_file(struct bg_repo *repo, git_odb_object *file) {
    git_odb_object *shared = NULL;
    size_t size = git_odb_object_size(file);
    if (size <= BG_LIMIT_KEPT_FILES / 8 && git_odb_object_dup(&shared, file) == GIT_OK) {
        (void)bg_recent_put(&repo->files, key_of(git_odb_object_id(file)), shared, OBJECT_WEIGHT + size);
    }
}
