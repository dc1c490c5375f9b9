/*
 * A plain folder on disk as a file tree: for comparing two folders without git. What git would not keep is not there
 * (pipes, devices, and git's own folder). Nothing is followed here: the links are resolved above, inside the folder.
 */
#include "base/limits.h"
#include "base/vector.h"
#include "repo/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail_system(struct bg_slice path, struct bg_error *err) {
    return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "it could not be read: %s",
                      strerror(errno));
}

static enum bg_entry_kind kind_of(const struct stat *status) {
    return S_ISREG(status->st_mode)   ? BG_ENTRY_FILE
           : S_ISDIR(status->st_mode) ? BG_ENTRY_FOLDER
           : S_ISLNK(status->st_mode) ? BG_ENTRY_LINK
                                      : BG_ENTRY_NONE;
}

static int compare_entries(const void *a, const void *b) {
    return bg_entry_compare(a, b);
}

static bool is_listed(const char *name) {
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, ".git") != 0;
}

/* Reads the entries of an open directory; the names go into the tree's arena. */
static bool fill(struct bg_tree *tree, DIR *directory, struct bg_folder *folder, struct bg_error *err) {
    size_t room = 0;
    for (;;) {
        errno = 0;
        const struct dirent *found = readdir(directory);
        if (found == NULL) {
            return errno == 0 || fail_system(folder->path, err);
        }
        struct stat status;
        if (!is_listed(found->d_name)) {
            continue;
        }
        if (fstatat(dirfd(directory), found->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
            return fail_system(folder->path, err);
        }
        if (kind_of(&status) == BG_ENTRY_NONE) {
            continue;
        }
        if (folder->count == BG_LIMIT_MEMBERS) {
            return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = folder->path},
                              "the folder has more than %u entries", BG_LIMIT_MEMBERS);
        }
        folder->entries = bg_vector_reserve(NULL, folder->entries, folder->count, &room, sizeof folder->entries[0]);
        folder->entries[folder->count++] =
            (struct bg_entry){.name = bg_arena_copy(&tree->arena, bg_slice_of(found->d_name)),
                              .kind = kind_of(&status),
                              .is_executable = S_ISREG(status.st_mode) && (status.st_mode & S_IXUSR) != 0};
    }
}

static void disk_close(struct bg_folder *folder) {
    free(folder->entries);
}

static bool disk_open(struct bg_tree *tree, struct bg_slice path, const struct bg_oid *id, struct bg_folder *out,
                      struct bg_error *err) {
    *out = (struct bg_folder){.path = path, .id = *id};
    int descriptor =
        openat(tree->descriptor, path.len == 0 ? "." : path.at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (directory == NULL) {
        bool result = fail_system(path, err);
        if (descriptor >= 0) {
            (void)close(descriptor);
        }
        return result;
    }
    bool is_read = fill(tree, directory, out, err);
    (void)closedir(directory);
    if (!is_read) {
        disk_close(out);
        return false;
    }
    if (out->count > 0) {
        qsort(out->entries, out->count, sizeof out->entries[0], compare_entries);
    }
    return true;
}

static struct bg_entry disk_entry(const struct bg_folder *folder, size_t i) {
    return folder->entries[i];
}

/* A file and a folder of one name cannot both be there, but either is looked for: they stand at different places. */
static struct bg_entry disk_find(const struct bg_folder *folder, struct bg_slice name) {
    static const enum bg_entry_kind kinds[] = {BG_ENTRY_FILE, BG_ENTRY_FOLDER};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && folder->count > 0; i++) {
        struct bg_entry wanted = {.name = name, .kind = kinds[i]};
        const struct bg_entry *found = bsearch(&wanted, folder->entries, folder->count, sizeof wanted, compare_entries);
        if (found != NULL) {
            return *found;
        }
    }
    return (struct bg_entry){.name = name, .kind = BG_ENTRY_NONE};
}

static enum bg_read_status read_link(const struct bg_tree *tree, struct bg_slice path, struct bg_arena *arena,
                                     struct bg_slice *out, struct bg_error *err) {
    char text[4096];
    ssize_t len = readlinkat(tree->descriptor, path.at, text, sizeof text);
    if (len < 0) {
        (void)fail_system(path, err);
        return BG_FILE_UNREADABLE;
    }
    *out = bg_arena_copy(arena, (struct bg_slice){text, (size_t)len});
    return BG_FILE_READ;
}

static bool read_file(int descriptor, struct bg_slice path, struct bg_arena *arena, struct bg_slice *out,
                      struct bg_error *err) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        return fail_system(path, err);
    }
    if (!S_ISREG(status.st_mode)) {
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path}, "it is no file any more");
    }
    if (status.st_size > (off_t)BG_LIMIT_FILE) {
        return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = path},
                          "the file has %zu bytes; more than %u are not read", (size_t)status.st_size, BG_LIMIT_FILE);
    }
    size_t room = (size_t)status.st_size;
    char *bytes = bg_arena_alloc(arena, room + 1);
    size_t len = 0;
    while (len < room) {
        ssize_t got = read(descriptor, bytes + len, room - len);
        if (got < 0) {
            return fail_system(path, err);
        }
        if (got == 0) {
            break;
        }
        len += (size_t)got;
    }
    *out = (struct bg_slice){bytes, len};
    return true;
}

static enum bg_read_status disk_read(struct bg_tree *tree, struct bg_slice path, const struct bg_entry *entry,
                                     struct bg_arena *arena, struct bg_slice *out, struct bg_error *err) {
    if (entry->kind == BG_ENTRY_LINK) {
        return read_link(tree, path, arena, out, err);
    }
    int descriptor = openat(tree->descriptor, path.at, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        (void)fail_system(path, err);
        return BG_FILE_UNREADABLE;
    }
    bool is_read = read_file(descriptor, path, arena, out, err);
    (void)close(descriptor);
    return is_read ? BG_FILE_READ : BG_FILE_UNREADABLE;
}

const struct bg_tree_ops bg_tree_on_disk = {
    .open = disk_open, .close = disk_close, .entry = disk_entry, .find = disk_find, .read = disk_read};
