/*
 * The index and the work tree as git trees in memory: from then on they are like the tree of any commit, and equal
 * folders have equal ids.
 *
 * The work tree is a copy of the index, brought up to date with the files: the library's diff says which differ, by
 * time stamp and size where it can, and keeps to the ignore rules. Their bytes go through the filters that `git add`
 * would use. A file that is too large is entered with its size and an id of its own, so that it counts as changed, and
 * says what it is when somebody reads it. What a sparse checkout leaves out stays as it is in the index; marks in the
 * index that keep git from looking at a file (assume-unchanged, skip-worktree) keep nobody here from it.
 */
#include "base/buffer.h"
#include "base/limits.h"
#include "base/portable.h"
#include "repo/internal.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum { NAMED_CONFLICTS = 3 };

struct snapshot {
    struct bg_repo *repo;
    git_index *index;
    size_t held; /* bytes of files read into memory */
    struct bg_error *err;
};

static bool fail_conflicts(git_index *index, struct bg_error *err) {
    struct bg_buffer names = {0};
    git_index_conflict_iterator *iterator = NULL;
    const git_index_entry *sides[3];
    size_t count = 0;
    if (git_index_conflict_iterator_new(&iterator, index) == GIT_OK) {
        while (git_index_conflict_next(&sides[0], &sides[1], &sides[2], iterator) == GIT_OK) {
            const git_index_entry *side = sides[1] != NULL ? sides[1] : sides[2] != NULL ? sides[2] : sides[0];
            if (side != NULL && count < NAMED_CONFLICTS) {
                bg_buffer_printf(&names, "%s`%s`", count == 0 ? "" : ", ", side->path);
            }
            count++;
        }
    }
    git_index_conflict_iterator_free(iterator);
    struct bg_slice text = bg_buffer_slice(&names);
    (void)bg_fail(err, BG_ERROR_JUDGE, "a merge is not finished: %.*s%s; resolve the conflicts and git add the files",
                  BG_ARGS(text), count > NAMED_CONFLICTS ? " and more" : "");
    bg_buffer_finish(&names);
    return false;
}

/* `git add -N` promises a file; git leaves it out of a commit, and so do we. */
static bool drop_promised(git_index *index) {
    for (size_t i = git_index_entrycount(index); i > 0; i--) {
        const git_index_entry *entry = git_index_get_byindex(index, i - 1);
        if ((entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0 &&
            git_index_remove(index, entry->path, 0) != GIT_OK) {
            return false;
        }
    }
    return true;
}

/* An id for content that nobody looked at: of the file's name and status, so no content has it. */
static bool id_unread(git_oid *out, const char *path, const struct stat *status) {
    struct timespec changed = BG_CHANGED_AT(status);
    struct bg_buffer text = {0};
    bg_buffer_printf(&text, "unread %s %lld %lld.%09ld", path, (long long)status->st_size,
                     (long long)changed.tv_sec, changed.tv_nsec);
    int code = git_odb_hash(out, text.at, text.len, GIT_OBJECT_BLOB);
    bg_buffer_finish(&text);
    return code == GIT_OK;
}

static bool leave_unread(struct snapshot *snapshot, const char *path, const struct stat *status, const char *why,
                         git_oid *out) {
    if (!id_unread(out, path, status)) {
        return bg_git_fail(snapshot->err, "the work tree could not be read");
    }
    bg_memory_add_unread(snapshot->repo->memory, out, (size_t)status->st_size, why);
    return true;
}

static bool store(struct snapshot *snapshot, const char *path, const struct stat *status, git_oid *out) {
    size_t size = (size_t)status->st_size;
    if (size > BG_LIMIT_FILE) {
        return leave_unread(snapshot, path, status, "the file is too large", out);
    }
    if (size > BG_LIMIT_SNAPSHOT - snapshot->held) {
        return leave_unread(
            snapshot, path, status,
            "the work tree has more bytes than can be held that are not in the index; add or ignore them", out);
    }
    if (git_blob_create_from_workdir(out, snapshot->repo->git, path) != GIT_OK) {
        const git_error *last = bg_git_last();
        return leave_unread(snapshot, path, status, last != NULL ? last->message : "it could not be read", out);
    }
    snapshot->held += size;
    return true;
}

static bool take_file(struct snapshot *snapshot, const git_diff_file *file) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice full = bg_arena_printf(&arena, "%.*s/%s", BG_ARGS(snapshot->repo->folder), file->path);
    struct stat status;
    int code = lstat(full.at, &status);
    bg_arena_finish(&arena);
    if (code != 0 || (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode))) {
        return true; /* gone in the meantime, or nothing that git keeps, like a repository of its own */
    }
    git_index_entry entry = {.path = file->path, .mode = file->mode};
    if (!store(snapshot, file->path, &status, &entry.id)) {
        return false;
    }
    return git_index_add(snapshot->index, &entry) == GIT_OK ||
           bg_git_fail(snapshot->err,
                       "`%s` of the work tree could not be read; see who may read it, or leave out --worktree to judge "
                       "what is committed",
                       file->path);
}

static bool drop_file(struct snapshot *snapshot, const git_diff_file *file) {
    const git_index_entry *entry = git_index_get_bypath(snapshot->index, file->path, 0);
    if (entry == NULL || (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0 ||
        entry->mode == GIT_FILEMODE_COMMIT) {
        return true;
    }
    return git_index_remove(snapshot->index, file->path, 0) == GIT_OK ||
           bg_git_fail(snapshot->err, "`%s` of the work tree could not be left out", file->path);
}

static bool apply(struct snapshot *snapshot, const git_diff_delta *delta) {
    switch (delta->status) {
    case GIT_DELTA_DELETED:
        return drop_file(snapshot, &delta->old_file);
    case GIT_DELTA_ADDED:
    case GIT_DELTA_MODIFIED:
    case GIT_DELTA_UNTRACKED:
        return take_file(snapshot, &delta->new_file);
    case GIT_DELTA_TYPECHANGE:
        return drop_file(snapshot, &delta->old_file) && take_file(snapshot, &delta->new_file);
    case GIT_DELTA_UNREADABLE:
        return bg_fail(snapshot->err, BG_ERROR_JUDGE,
                       "`%s` of the work tree could not be read; see who may read it, or leave out --worktree to judge "
                       "what is committed",
                       delta->new_file.path);
    case GIT_DELTA_UNMODIFIED:
    case GIT_DELTA_IGNORED:
    case GIT_DELTA_CONFLICTED: /* refused before */
    case GIT_DELTA_RENAMED:    /* these two are not looked for */
    case GIT_DELTA_COPIED:
        return true;
    }
    return true;
}

/* First all that goes, then all that comes: a file may have become a folder. */
static bool apply_all(struct snapshot *snapshot, const git_diff *diff) {
    size_t count = git_diff_num_deltas(diff);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < count; i++) {
            const git_diff_delta *delta = git_diff_get_delta(diff, i);
            bool goes = delta->status == GIT_DELTA_DELETED;
            if (goes == (round == 0) && !apply(snapshot, delta)) {
                return false;
            }
        }
    }
    return true;
}

static bool is_in_worktree(const struct snapshot *snapshot, const char *path) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct stat status;
    struct bg_slice full = bg_arena_printf(&arena, "%.*s/%s", BG_ARGS(snapshot->repo->folder), path);
    bool is_there = lstat(full.at, &status) == 0;
    bg_arena_finish(&arena);
    return is_there;
}

/* Takes the marks away, in our copy of the index: of a file that is there, whatever it is marked as, and of one that is
 * only assumed to be unchanged. What is marked as left out and is not there was left out. */
static bool unmark(struct snapshot *snapshot) {
    bool is_done = true;
    for (size_t i = 0; is_done && i < git_index_entrycount(snapshot->index); i++) {
        git_index_entry entry = *git_index_get_byindex(snapshot->index, i);
        bool is_assumed = (entry.flags & GIT_INDEX_ENTRY_VALID) != 0;
        bool is_left_out = (entry.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
        if (is_assumed || (is_left_out && is_in_worktree(snapshot, entry.path))) {
            entry.flags = (uint16_t)(entry.flags & ~GIT_INDEX_ENTRY_VALID);
            entry.flags_extended = (uint16_t)(entry.flags_extended & ~GIT_INDEX_ENTRY_SKIP_WORKTREE);
            is_done = git_index_add(snapshot->index, &entry) == GIT_OK;
        }
    }
    return is_done || bg_git_fail(snapshot->err, "the index could not be read");
}

static bool update(struct snapshot *snapshot) {
    git_diff_options options;
    (void)git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_INCLUDE_TYPECHANGE |
                    GIT_DIFF_INCLUDE_UNREADABLE | GIT_DIFF_IGNORE_SUBMODULES | GIT_DIFF_SKIP_BINARY_CHECK;
    git_diff *diff = NULL;
    if (git_diff_index_to_workdir(&diff, snapshot->repo->git, snapshot->index, &options) != GIT_OK) {
        return bg_git_fail(snapshot->err, "the work tree could not be read");
    }
    bool is_done = apply_all(snapshot, diff);
    git_diff_free(diff);
    return is_done;
}

/* A copy of the index file: what we do to it is not seen by the repository, and never saved. */
static bool open_index(struct bg_repo *repo, git_index **out, struct bg_error *err) {
    git_index *own = NULL;
    if (git_repository_index(&own, repo->git) != GIT_OK || git_index_open(out, git_index_path(own)) != GIT_OK) {
        git_index_free(own);
        return bg_git_fail(err, "the index could not be read");
    }
    git_index_free(own);
    if (git_index_has_conflicts(*out)) {
        return fail_conflicts(*out, err);
    }
    return drop_promised(*out) || bg_git_fail(err, "the index could not be read");
}

bool bg_snapshot(struct bg_repo *repo, bool is_worktree, struct bg_tree **out, struct bg_error *err) {
    if (repo->folder.at == NULL) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "the repository %.*s is bare: it has no %s; compare two commits with --base and --head",
                       BG_ARGS(repo->name), is_worktree ? "work tree" : "index");
    }
    if (!bg_memory_attach(repo, err)) {
        return false;
    }
    struct snapshot snapshot = {.repo = repo, .err = err};
    git_oid root;
    bool is_done = open_index(repo, &snapshot.index, err) && (!is_worktree || (unmark(&snapshot) && update(&snapshot)));
    if (is_done && git_index_write_tree_to(&root, snapshot.index, repo->git) != GIT_OK) {
        is_done = bg_git_fail(err, "the index could not be read");
    }
    git_index_free(snapshot.index);
    if (is_done) {
        *out = bg_tree_new(repo, &root);
    }
    return is_done;
}

bool bg_repo_worktree(struct bg_repo *repo, struct bg_tree **out, struct bg_error *err) {
    return bg_snapshot(repo, true, out, err);
}
