/*
 * Git trees as file trees. A file's size is asked before it is read, so that one that is too large costs nothing. An
 * object that is named but not there (a partial clone leaves some out) is an error, never an absent file.
 */
#include "base/limits.h"
#include "repo/form.h"
#include "repo/internal.h"

static enum bg_entry_kind kind_of(git_filemode_t mode) {
    switch (mode) {
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        return BG_ENTRY_FILE;
    case GIT_FILEMODE_TREE:
        return BG_ENTRY_FOLDER;
    case GIT_FILEMODE_LINK:
        return BG_ENTRY_LINK;
    case GIT_FILEMODE_COMMIT:
        return BG_ENTRY_SUBMODULE;
    case GIT_FILEMODE_UNREADABLE: /* stands in no tree */
        return BG_ENTRY_NONE;
    }
    return BG_ENTRY_NONE;
}

static struct bg_entry entry_of(const git_tree_entry *found) {
    git_filemode_t mode = git_tree_entry_filemode(found);
    return (struct bg_entry){.name = bg_slice_of(git_tree_entry_name(found)),
                             .kind = kind_of(mode),
                             .is_executable = mode == GIT_FILEMODE_BLOB_EXECUTABLE,
                             .id = bg_oid_of(git_tree_entry_id(found))};
}

static bool fail_missing(const struct bg_tree *tree, struct bg_slice path, const git_oid *id, int code,
                         struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const git_error *last = bg_git_last();
    const char *said = code == GIT_ENOTFOUND ? "it is not there" : last != NULL ? last->message : "unknown error";
    (void)bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "the object %s could not be read: %s; %.*s",
                     git_oid_tostr_s(id), said, BG_ARGS(bg_form_remedy(tree->repo, &arena)));
    bg_arena_finish(&arena);
    return false;
}

static bool git_open(struct bg_tree *tree, struct bg_slice path, const struct bg_oid *id, struct bg_folder *out,
                     struct bg_error *err) {
    *out = (struct bg_folder){.path = path, .id = *id};
    if (bg_oid_is_zero(id)) {
        return true;
    }
    git_oid name = bg_git_oid(id);
    int code = bg_kept_folder(tree->repo, &name, &out->git);
    if (code != GIT_OK) {
        return fail_missing(tree, path, &name, code, err);
    }
    out->count = git_tree_entrycount(out->git);
    return true;
}

static void git_close(struct bg_folder *folder) {
    git_tree_free(folder->git);
}

static struct bg_entry git_entry(const struct bg_folder *folder, size_t i) {
    return entry_of(git_tree_entry_byindex(folder->git, i));
}

/* The library wants a terminated name, and the names of a tree have no NUL. */
static struct bg_entry git_find(const struct bg_folder *folder, struct bg_slice name) {
    char text[256];
    struct bg_entry none = {.name = name, .kind = BG_ENTRY_NONE};
    if (folder->git == NULL || memchr(name.at, '\0', name.len) != NULL) {
        return none;
    }
    if (name.len < sizeof text) {
        memcpy(text, name.at, name.len);
        text[name.len] = '\0';
        const git_tree_entry *found = git_tree_entry_byname(folder->git, text);
        return found == NULL ? none : entry_of(found);
    }
    for (size_t i = 0; i < folder->count; i++) {
        struct bg_entry entry = git_entry(folder, i);
        if (bg_slice_equal(entry.name, name)) {
            return entry;
        }
    }
    return none;
}

bool bg_git_file(struct bg_tree *tree, struct bg_slice path, const struct bg_entry *entry, git_odb_object **out,
                 struct bg_error *err) {
    git_oid id = bg_git_oid(&entry->id);
    size_t len = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    *out = bg_kept_file(tree->repo, &id);
    if (*out != NULL) {
        return true;
    }
    int code = git_odb_read_header(&len, &type, tree->repo->odb, &id);
    if (code == GIT_OK && type != GIT_OBJECT_BLOB) {
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "the object %s is no file",
                          git_oid_tostr_s(&id));
    }
    if (code == GIT_OK && len > BG_LIMIT_FILE) {
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path},
                          "the file has %zu bytes; more than %u are not read", len, BG_LIMIT_FILE);
    }
    if (code == GIT_OK) {
        code = git_odb_read(out, tree->repo->odb, &id);
    }
    if (code == GIT_OK) {
        bg_keep_file(tree->repo, *out);
    }
    return code == GIT_OK || fail_missing(tree, path, &id, code, err);
}

static enum bg_read_status git_read(struct bg_tree *tree, struct bg_slice path, const struct bg_entry *entry,
                                    struct bg_arena *arena, struct bg_slice *out, struct bg_error *err) {
    git_odb_object *object;
    if (!bg_git_file(tree, path, entry, &object, err)) {
        return BG_FILE_UNREADABLE;
    }
    *out = bg_arena_copy(arena, (struct bg_slice){git_odb_object_data(object), git_odb_object_size(object)});
    git_odb_object_free(object);
    return BG_FILE_READ;
}

const struct bg_tree_ops bg_tree_of_git = {
    .open = git_open, .close = git_close, .entry = git_entry, .find = git_find, .read = git_read};
