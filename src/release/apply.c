/*
 * Writing files: see apply.h. First every new text is written into a file of its own in the folder of its target and
 * flushed to the disk, then all are renamed. A full disk or a missing right shows in the first half.
 */
#include "release/apply.h"

#include "base/buffer.h"
#include "base/leftover.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* One file on its way. */
struct target {
    const struct bg_file_change *change;
    struct bg_slice path;    /* with the root; terminated */
    struct bg_slice folder;  /* terminated */
    struct bg_slice written; /* the file beside it; {NULL, 0} before it is there and after it is renamed */
    mode_t mode;
};

static bool fail_file(const struct target *target, struct bg_error *err, const char *what) {
    return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = target->change->path}, "%s: %s", what,
                      strerror(errno));
}

static bool refuse_file(const struct target *target, struct bg_error *err, const char *message) {
    return bg_fail_at(err, BG_ERROR_JUDGE, (struct bg_place){.file = target->change->path}, "%s", message);
}

static bool read_all(int file, struct bg_buffer *out, bool *is_too_large) {
    char block[1 << 16];
    ssize_t count;
    *is_too_large = false;
    while ((count = read(file, block, sizeof block)) != 0) {
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        bg_buffer_add(out, (struct bg_slice){block, (size_t)count});
        if (out->len > BG_LIMIT_FILE) {
            *is_too_large = true;
            return true;
        }
    }
    return true;
}

/* Whether the real folder lies in the real root: a link must not lead the edit out of the repository. */
static bool is_inside(struct bg_slice root, struct bg_slice folder) {
    char *real_root = realpath(root.at, NULL);
    char *real_folder = realpath(folder.at, NULL);
    bool is_in = false;
    if (real_root != NULL && real_folder != NULL) {
        struct bg_slice outer = bg_slice_of(real_root);
        struct bg_slice inner = bg_slice_of(real_folder);
        bool is_top = bg_slice_is(outer, "/");
        is_in = is_top || (bg_slice_starts(inner, outer) && (inner.len == outer.len || inner.at[outer.len] == '/'));
    }
    free(real_root);
    free(real_folder);
    return is_in;
}

/* So is a folder; one that is not there yet will be made. */
static bool check_folder(struct target *target, struct bg_error *err) {
    struct stat status;
    if (stat(target->folder.at, &status) != 0) {
        return errno == ENOENT || fail_file(target, err, "nothing could be written beside it");
    }
    if ((status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0) {
        return refuse_file(target, err, "stands in a folder that is read-only");
    }
    return access(target->folder.at, W_OK) == 0 || fail_file(target, err, "nothing could be written beside it");
}

/* A file without any right to write is meant to stay, also for who may write everything. */
static bool check_rights(struct target *target, const struct stat *status, struct bg_error *err) {
    if (!S_ISREG(status->st_mode)) {
        return refuse_file(target, err, "is no plain file");
    }
    target->mode = status->st_mode & 07777;
    if ((status->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0) {
        return refuse_file(target, err, "is read-only");
    }
    return check_folder(target, err);
}

/* The text of an open file. */
static bool read_open(struct bg_arena *arena, struct target *target, int file, struct bg_slice *text,
                      struct bg_error *err) {
    struct stat status;
    struct bg_buffer buffer = {0};
    bool is_too_large = false;
    if (fstat(file, &status) != 0) {
        return fail_file(target, err, "could not be read");
    }
    if (!check_rights(target, &status, err)) {
        return false;
    }
    bool is_read = read_all(file, &buffer, &is_too_large);
    *text = bg_arena_copy(arena, bg_buffer_slice(&buffer));
    bg_buffer_finish(&buffer);
    if (!is_read) {
        return fail_file(target, err, "could not be read");
    }
    return !is_too_large || refuse_file(target, err, "is too large");
}

/* What stands there: a plain file, or for a new one nothing. */
static bool read_target(struct bg_arena *arena, struct target *target, struct bg_slice *text, struct bg_error *err) {
    *text = BG_NO_SLICE;
    if (target->change->before.at == NULL) {
        struct stat found;
        target->mode = 0644;
        return lstat(target->path.at, &found) == 0 ? refuse_file(target, err, "is there already; nothing was written")
                                                   : check_folder(target, err);
    }
    int file = open(target->path.at, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return errno == ELOOP ? refuse_file(target, err, "is a symbolic link")
                              : fail_file(target, err, "could not be opened");
    }
    bool is_read = read_open(arena, target, file, text, err);
    (void)close(file);
    return is_read;
}

/* The file stands there, is a plain file, and holds what the change was made for. */
static bool is_as_before(struct bg_arena *arena, struct target *target, struct bg_error *err) {
    struct bg_slice text;
    return read_target(arena, target, &text, err) &&
           (target->change->before.at == NULL || bg_slice_equal(text, target->change->before) ||
            refuse_file(target, err, "has changed since it was read; nothing was written"));
}

static bool write_all(int file, struct bg_slice text) {
    while (text.len > 0) {
        ssize_t count = write(file, text.at, text.len);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return false;
        }
        text = bg_slice_from(text, (size_t)count);
    }
    return true;
}

/* A new file in the folder of the target with `text`, its mode, on the disk. */
static bool write_beside(struct bg_arena *arena, struct target *target, struct bg_slice text, struct bg_error *err) {
    int file = bg_leftover_open(arena, target->folder, &target->written);
    if (file < 0) {
        return fail_file(target, err, "nothing could be written beside it");
    }
    bool is_written = write_all(file, text) && fchmod(file, target->mode) == 0 && fsync(file) == 0;
    int error = errno;
    is_written = close(file) == 0 && is_written;
    if (!is_written) {
        errno = error;
        return fail_file(target, err, "could not be written; nothing was changed");
    }
    return true;
}

static void flush_folder(const struct target *target) {
    int folder = open(target->folder.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        (void)fsync(folder);
        (void)close(folder);
    }
}

static bool put_in_place(struct target *target) {
    if (rename(target->written.at, target->path.at) != 0) {
        return false;
    }
    target->written = BG_NO_SLICE;
    return true;
}

static void remove_written(struct target *targets, size_t count) {
    for (size_t t = 0; t < count; t++) {
        if (targets[t].written.at != NULL) {
            (void)unlink(targets[t].written.at);
            targets[t].written = BG_NO_SLICE;
        }
    }
}

/* The file as it was before, or no file. */
static bool undo(struct bg_arena *arena, struct target *target) {
    struct bg_error ignored;
    if (target->change->before.at == NULL) {
        return unlink(target->path.at) == 0;
    }
    return write_beside(arena, target, target->change->before, &ignored) && put_in_place(target);
}

/* The first `count` files are as they shall be; puts them back. Adds to the message which it could not. */
static void put_back(struct bg_arena *arena, struct target *targets, size_t count, struct bg_error *err) {
    for (size_t t = 0; t < count; t++) {
        if (!undo(arena, &targets[t])) {
            size_t len = strlen(err->message);
            (void)snprintf(err->message + len, sizeof err->message - len, "; %.*s stayed changed",
                           BG_ARGS(targets[t].change->path));
        }
    }
}

/* Makes the folders that a new file needs. A link that leads out of the repository is not followed. */
static bool make_folders(struct bg_arena *arena, struct bg_slice root, struct bg_slice path) {
    for (size_t i = 0; i < path.len; i++) {
        if (path.at[i] != '/') {
            continue;
        }
        struct bg_slice folder =
            bg_arena_printf(arena, "%.*s/%.*s", BG_ARGS(root), BG_ARGS(bg_slice_range(path, 0, i)));
        if ((mkdir(folder.at, 0777) != 0 && errno != EEXIST) || !is_inside(root, folder)) {
            return false;
        }
    }
    return true;
}

static void place(struct bg_arena *arena, struct bg_slice root, struct target *target) {
    struct bg_slice path = target->change->path;
    size_t slash = path.len - bg_path_name(path).len;
    target->path = bg_arena_printf(arena, "%.*s/%.*s", BG_ARGS(root), BG_ARGS(path));
    target->folder = bg_arena_printf(arena, "%.*s/%.*s.", BG_ARGS(root), BG_ARGS(bg_slice_range(path, 0, slash)));
}

bool bg_apply_read(struct bg_arena *arena, struct bg_slice root, const struct bg_file_change *change,
                   struct bg_slice *text, struct bg_error *err) {
    struct target target = {.change = change};
    struct bg_slice folder = bg_arena_copy(arena, root);
    place(arena, folder, &target);
    bool is_there =
        change->before.at == NULL || access(target.folder.at, F_OK) != 0 || is_inside(folder, target.folder);
    return is_there ? read_target(arena, &target, text, err)
                    : refuse_file(&target, err, "is not inside the repository");
}

static bool prepare(struct bg_arena *arena, struct bg_slice root, struct target *target, struct bg_error *err) {
    place(arena, root, target);
    bool is_new = target->change->before.at == NULL;
    if ((is_new && !make_folders(arena, root, target->change->path)) || !is_inside(root, target->folder)) {
        return refuse_file(target, err, "is not inside the repository");
    }
    return is_as_before(arena, target, err) && write_beside(arena, target, target->change->after, err);
}

static bool prepare_all(struct bg_arena *arena, struct bg_slice root, struct target *targets, size_t count,
                        struct bg_error *err) {
    for (size_t t = 0; t < count; t++) {
        if (!prepare(arena, root, &targets[t], err)) {
            return false;
        }
    }
    for (size_t t = 0; t < count; t++) { /* again, now that nothing but renames is left to do */
        if (!is_as_before(arena, &targets[t], err)) {
            return false;
        }
    }
    return true;
}

/* Each folder once where its files stand together. */
static void tidy(struct bg_arena *arena, struct bg_slice root, struct target *targets, size_t count) {
    struct bg_slice last = BG_NO_SLICE;
    for (size_t t = 0; t < count; t++) {
        place(arena, root, &targets[t]);
        if (!bg_slice_equal(targets[t].folder, last) && is_inside(root, targets[t].folder)) {
            bg_leftover_remove(targets[t].folder);
        }
        last = targets[t].folder;
    }
}

static bool apply(struct bg_arena *arena, struct bg_slice folder, struct target *targets, size_t count,
                  struct bg_error *err) {
    bool is_done = prepare_all(arena, folder, targets, count, err);
    for (size_t t = 0; is_done && t < count; t++) {
        is_done = put_in_place(&targets[t]);
        if (!is_done) {
            (void)fail_file(&targets[t], err, "could not be replaced");
            put_back(arena, targets, t, err);
        }
    }
    remove_written(targets, count);
    for (size_t t = 0; is_done && t < count; t++) {
        flush_folder(&targets[t]);
    }
    return is_done;
}

bool bg_apply(struct bg_arena *arena, struct bg_slice root, const struct bg_file_change *changes, size_t count,
              struct bg_error *err) {
    struct target *targets = bg_arena_array(arena, count, sizeof targets[0]);
    struct bg_slice folder = bg_arena_copy(arena, root);
    bool is_alone;
    for (size_t t = 0; t < count; t++) {
        targets[t].change = &changes[t];
    }
    int writing = bg_writing_begin(arena, folder, &is_alone);
    if (is_alone) {
        tidy(arena, folder, targets, count);
    }
    bg_writing_share(writing);
    bool is_done = apply(arena, folder, targets, count, err);
    bg_writing_end(writing);
    return is_done;
}

void bg_apply_tidy(struct bg_arena *arena, struct bg_slice root, struct bg_slice path) {
    struct bg_file_change change = {.path = path};
    struct target target = {.change = &change};
    struct bg_slice folder = bg_arena_copy(arena, root);
    bool is_alone;
    int writing = bg_writing_begin(arena, folder, &is_alone);
    if (is_alone) {
        tidy(arena, folder, &target, 1);
    }
    bg_writing_end(writing);
}
