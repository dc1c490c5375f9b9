/* Taking back a join that was stopped: see join_undo.h. */
#include "repo/join_undo.h"

#include "base/file.h"
#include "base/vector.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *note_path(struct bg_arena *arena, git_repository *git) {
    struct bg_slice path = bg_arena_printf(arena, "%sbumpgate-land", git_repository_path(git));
    char *copy = bg_arena_alloc(arena, path.len + 1);
    memcpy(copy, path.at, path.len);
    copy[path.len] = '\0';
    return copy;
}

/* HEAD and the tree to come, a line each. */
static struct bg_slice note_text(struct bg_arena *arena, const git_oid *head, const git_oid *tree) {
    char ids[2][GIT_OID_HEXSZ + 1];
    (void)git_oid_tostr(ids[0], sizeof ids[0], head);
    (void)git_oid_tostr(ids[1], sizeof ids[1], tree);
    return bg_arena_printf(arena, "%s\n%s\n", ids[0], ids[1]);
}

void bg_join_note_leave(struct bg_join_note *note) {
    if (note->file >= 0) {
        (void)close(note->file);
    }
    *note = (struct bg_join_note){.file = -1};
}

void bg_join_note_end(struct bg_join_note *note) {
    if (note->path != NULL) {
        (void)unlink(note->path);
    }
    bg_join_note_leave(note);
}

bool bg_join_note_begin(struct bg_join_note *note, struct bg_arena *arena, git_repository *git, git_commit *head,
                        git_index *merged, struct bg_error *err) {
    git_oid tree;
    if (git_index_write_tree_to(&tree, merged, git) != GIT_OK) {
        return bg_git_fail(err, "the merge could not be kept");
    }
    struct bg_slice text = note_text(arena, git_commit_id(head), &tree);
    note->path = note_path(arena, git);
    note->file = open(note->path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (note->file >= 0 && flock(note->file, LOCK_EX | LOCK_NB) != 0) {
        bg_join_note_leave(note);
        return bg_fail(err, BG_ERROR_USAGE, "another run of land is writing here");
    }
    if (note->file < 0 || ftruncate(note->file, 0) != 0 || write(note->file, text.at, text.len) != (ssize_t)text.len ||
        fsync(note->file) != 0) {
        (void)bg_fail(err, BG_ERROR_JUDGE, "nothing was written, since %s cannot be: %s; see who may write there",
                      note->path, strerror(errno));
        bg_join_note_end(note);
        return false;
    }
    return true;
}

/* One file that the stopped run was to write. */
struct file {
    const git_diff_delta *delta;
    const char *path;
    struct bg_slice there, before, after; /* {NULL, 0}: no such file */
};

/* The bytes of a blob as they are checked out. */
static struct bg_slice checked_out(struct bg_arena *arena, git_repository *git, const git_diff_file *side,
                                   const char *path) {
    git_blob *blob = NULL;
    git_buf bytes = GIT_BUF_INIT;
    struct bg_slice text = BG_NO_SLICE;
    if (!git_oid_is_zero(&side->id) && git_blob_lookup(&blob, git, &side->id) == GIT_OK &&
        git_blob_filter(&bytes, blob, path, NULL) == GIT_OK) {
        text = bg_arena_copy(arena, (struct bg_slice){bytes.ptr == NULL ? "" : bytes.ptr, bytes.size});
    }
    git_buf_dispose(&bytes);
    git_blob_free(blob);
    return text;
}

static struct bg_slice on_disk(struct bg_arena *arena, const char *path) {
    struct stat status;
    struct bg_slice text = BG_NO_SLICE;
    struct bg_error unused;
    bool is_file = lstat(path, &status) == 0 && S_ISREG(status.st_mode);
    return is_file && bg_file_read(arena, path, &text, &unused) ? text : BG_NO_SLICE;
}

static bool begins(struct bg_slice whole, struct bg_slice start) {
    return whole.at != NULL && bg_slice_starts(whole, start);
}

/* Whether it holds what was to be written, or the beginning of that or of what it is taken back to. */
static bool is_of_run(const struct file *file) {
    if (file->there.at == NULL) {
        return file->after.at == NULL && file->before.at != NULL;
    }
    bool is_before = file->before.at != NULL && bg_slice_equal(file->there, file->before);
    return !is_before && (begins(file->after, file->there) || begins(file->before, file->there));
}

struct restored {
    char **items;
    size_t count;
    size_t room; /* private */
};

/* The index knows it as it was to become: then it is as before again. */
static bool reset_entry(git_index *index, const git_diff_delta *delta, const char *path) {
    const git_index_entry *entry = git_index_get_bypath(index, path, 0);
    bool is_staged =
        entry == NULL ? git_oid_is_zero(&delta->new_file.id) : git_oid_equal(&entry->id, &delta->new_file.id) != 0;
    if (!is_staged) {
        return true;
    }
    if (git_oid_is_zero(&delta->old_file.id)) {
        return git_index_remove(index, path, 0) == GIT_OK;
    }
    git_index_entry before = {.path = path, .mode = delta->old_file.mode, .id = delta->old_file.id};
    return git_index_add(index, &before) == GIT_OK;
}

static bool take_back(struct bg_arena *arena, git_repository *git, git_index *index, const git_diff *diff,
                      struct restored *restored) {
    bool is_done = true;
    for (size_t d = 0; d < git_diff_num_deltas(diff) && is_done; d++) {
        const git_diff_delta *delta = git_diff_get_delta(diff, d);
        const char *path = delta->new_file.path != NULL ? delta->new_file.path : delta->old_file.path;
        struct bg_slice place = bg_arena_printf(arena, "%s%s", git_repository_workdir(git), path);
        struct file file = {delta, path, on_disk(arena, place.at), checked_out(arena, git, &delta->old_file, path),
                            checked_out(arena, git, &delta->new_file, path)};
        if (is_of_run(&file) && file.before.at == NULL) {
            is_done = unlink(place.at) == 0;
        } else if (is_of_run(&file)) {
            union {
                const char *from;
                char *to;
            } text = {path};
            BG_VECTOR_ADD(arena, restored, text.to);
        }
        is_done = is_done && reset_entry(index, delta, path);
    }
    return is_done;
}

static bool undo_to(struct bg_arena *arena, git_repository *git, git_index *index, git_tree *before, git_tree *after) {
    git_diff *diff = NULL;
    struct restored restored = {0};
    git_checkout_options options;
    (void)git_checkout_options_init(&options, GIT_CHECKOUT_OPTIONS_VERSION);
    options.checkout_strategy = GIT_CHECKOUT_FORCE | GIT_CHECKOUT_DISABLE_PATHSPEC_MATCH;
    bool is_done = git_diff_tree_to_tree(&diff, git, before, after, NULL) == GIT_OK &&
                   take_back(arena, git, index, diff, &restored) && git_index_write(index) == GIT_OK;
    options.paths = (git_strarray){restored.items, restored.count};
    is_done =
        is_done && (restored.count == 0 || (git_checkout_tree(git, (const git_object *)before, &options) == GIT_OK &&
                                            git_index_read(index, 1) == GIT_OK));
    git_diff_free(diff);
    return is_done;
}

/* The tree that the note names, if it is of this HEAD; a note that was not written to its end is none. */
static bool noted_tree(struct bg_slice text, git_repository *git, git_commit *head, git_tree **out) {
    git_oid ids[2];
    enum { LINE = GIT_OID_HEXSZ + 1 };
    return text.len == (size_t)2 * LINE && git_oid_fromstrn(&ids[0], text.at, GIT_OID_HEXSZ) == GIT_OK &&
           git_oid_fromstrn(&ids[1], text.at + LINE, GIT_OID_HEXSZ) == GIT_OK &&
           git_oid_equal(&ids[0], git_commit_id(head)) && git_tree_lookup(out, git, &ids[1]) == GIT_OK;
}

bool bg_join_undo(struct bg_arena *arena, git_repository *git, git_index *index, git_commit *head,
                  struct bg_error *err) {
    struct bg_join_note note = {.path = note_path(arena, git)};
    struct bg_slice text;
    struct bg_error unused;
    git_tree *before = NULL;
    git_tree *after = NULL;
    bool is_done = true;
    bool is_waiting = git_repository_state(git) != GIT_REPOSITORY_STATE_NONE; /* all was written: git goes on from it */
    note.file = is_waiting ? -1 : open(note.path, O_RDWR | O_CLOEXEC);
    if (note.file < 0) {
        return true;
    }
    if (flock(note.file, LOCK_EX | LOCK_NB) != 0) {
        bg_join_note_leave(&note);
        return bg_fail(err, BG_ERROR_USAGE, "another run of land is writing here");
    }
    if (bg_file_read(arena, note.path, &text, &unused) && noted_tree(text, git, head, &after)) {
        is_done = git_commit_tree(&before, head) == GIT_OK && undo_to(arena, git, index, before, after);
    }
    git_tree_free(after);
    git_tree_free(before);
    if (!is_done) {
        bg_join_note_leave(&note);
        return bg_git_fail(
            err,
            "what a stopped run has written could not be taken back; where no other git is at work, remove the lock "
            "that it left");
    }
    bg_join_note_end(&note);
    return true;
}
