/*
 * Branches brought together: see join.h. All is merged in memory first; then the work tree is written, by the library,
 * which touches nothing that has changes; the branch moves last.
 */
#include "repo/join.h"

#include "base/file.h"
#include "base/vector.h"
#include "repo/join_state.h"
#include "repo/join_undo.h"
#include "repo/writing.h"

#include <git2/sys/merge.h>

/* What is open while branches are joined; released by finish. */
struct joining {
    struct bg_writing to;
    const struct bg_join_query *query;
    struct bg_arena *arena;
    git_commit *head;
    git_tree *head_tree;
    git_commit *tip;
    git_tree *tip_tree;
    git_signature *committer;
    git_signature *author;
    git_index *merged;        /* of the last step */
    struct bg_join_note note; /* while files are written */
};

static void finish(struct joining *joining) {
    git_index_free(joining->merged);
    git_signature_free(joining->author);
    git_signature_free(joining->committer);
    git_tree_free(joining->tip_tree);
    git_commit_free(joining->tip);
    git_tree_free(joining->head_tree);
    git_commit_free(joining->head);
    bg_writing_close(&joining->to);
}

/* A driver that git would start, the library does not know: such files are merged as text. */
static void take_any_driver(void) {
    git_merge_driver *text = git_merge_driver_lookup("text");
    if (text != NULL && git_merge_driver_lookup("*") == NULL) {
        (void)git_merge_driver_register("*", text);
    }
}

static bool open_commit(git_repository *git, const struct bg_oid *id, git_commit **commit, git_tree **tree,
                        struct bg_error *err) {
    git_oid oid = bg_git_oid(id);
    return (git_commit_lookup(commit, git, &oid) == GIT_OK && git_commit_tree(tree, *commit) == GIT_OK) ||
           bg_git_fail(err, "a commit could not be read");
}

/* Nothing is under way, and nothing staged. */
static bool is_undisturbed(const struct joining *joining, struct bg_error *err) {
    git_diff *staged = NULL;
    bool is_free = git_repository_state(joining->to.git) == GIT_REPOSITORY_STATE_NONE ||
                   bg_fail(err, BG_ERROR_USAGE, "a merge, a rebase or the like is under way; finish it first");
    if (is_free &&
        git_diff_tree_to_index(&staged, joining->to.git, joining->head_tree, joining->to.index, NULL) != GIT_OK) {
        is_free = bg_git_fail(err, "the index could not be compared with the current commit");
    }
    if (is_free && git_diff_num_deltas(staged) > 0) {
        const git_diff_delta *delta = git_diff_get_delta(staged, 0);
        is_free = bg_fail_at(err, BG_ERROR_USAGE, (struct bg_place){.file = bg_slice_of(delta->new_file.path)},
                             "is staged and not committed; commit it first");
    }
    git_diff_free(staged);
    return is_free;
}

static bool start(struct bg_repo *repo, struct joining *joining, struct bg_error *err) {
    const struct bg_join_query *query = joining->query;
    take_any_driver();
    return bg_writing_open(repo, &joining->to, err) &&
           open_commit(joining->to.git, &query->steps[query->step_count - 1].commit, &joining->head,
                       &joining->head_tree, err) &&
           open_commit(joining->to.git, &query->tip, &joining->tip, &joining->tip_tree, err) &&
           bg_join_undo(joining->arena, joining->to.git, joining->to.index, joining->head, err) &&
           is_undisturbed(joining, err) &&
           (!(query->is_committed || query->is_rebase) ||
            (bg_writing_sign(&joining->to, false, &joining->committer, err) &&
             bg_writing_sign(&joining->to, true, &joining->author, err)));
}

/* The mode of a file in the merge, or in one of its conflict's sides. */
static uint32_t mode_of(git_index *index, const char *path) {
    for (int stage = 0; stage <= 3; stage++) {
        const git_index_entry *entry = git_index_get_bypath(index, path, stage);
        if (entry != NULL) {
            return entry->mode;
        }
    }
    return GIT_FILEMODE_BLOB;
}

static bool put_file(const struct joining *joining, git_index *index, const struct bg_join_file *file,
                     struct bg_error *err) {
    git_index_entry entry = {.path = bg_arena_copy(joining->arena, file->path).at};
    entry.mode = mode_of(index, entry.path);
    if (git_blob_create_from_buffer(&entry.id, joining->to.git, file->text.at, file->text.len) != GIT_OK) {
        return bg_git_fail(err, "%s could not be kept", entry.path);
    }
    (void)git_index_conflict_remove(index, entry.path);
    return git_index_add(index, &entry) == GIT_OK || bg_git_fail(err, "%s could not be merged", entry.path);
}

/* One commit and the tip, with what is settled. */
static bool merge_step(struct joining *joining, const struct bg_join_step *step, struct bg_error *err) {
    git_merge_options options;
    git_commit *commits[2] = {0};
    git_tree *trees[2] = {0};
    (void)git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
    git_index_free(joining->merged);
    joining->merged = NULL;
    bool is_merged = open_commit(joining->to.git, &step->base, &commits[0], &trees[0], err) &&
                     open_commit(joining->to.git, &step->commit, &commits[1], &trees[1], err);
    if (is_merged &&
        git_merge_trees(&joining->merged, joining->to.git, trees[0], trees[1], joining->tip_tree, &options) != 0) {
        is_merged = bg_git_fail(err, "the commits could not be merged");
    }
    for (size_t f = 0; is_merged && f < step->file_count; f++) {
        is_merged = !step->files[f].is_clean || put_file(joining, joining->merged, &step->files[f], err);
    }
    for (size_t i = 0; i < 2; i++) {
        git_tree_free(trees[i]);
        git_commit_free(commits[i]);
    }
    return is_merged;
}

/* A growing list of paths; starts zeroed. */
struct paths {
    char **items;
    size_t count;
    size_t room; /* private */
};

static bool is_left_out(const struct joining *joining, const char *path) {
    const git_index_entry *entry = git_index_get_bypath(joining->to.index, path, 0);
    return entry != NULL && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

static void add_path(const struct joining *joining, struct paths *paths, const char *path) {
    struct bg_slice copy = bg_arena_copy(joining->arena, bg_slice_of(path));
    union {
        const char *from;
        char *to;
    } text = {copy.at};
    BG_VECTOR_ADD(joining->arena, paths, text.to);
}

/* The paths that the merge changes; in `hidden` those that a sparse checkout has left out. */
static bool list_paths(const struct joining *joining, struct paths *shown, struct paths *hidden, struct bg_error *err) {
    git_diff *diff = NULL;
    if (git_diff_tree_to_index(&diff, joining->to.git, joining->head_tree, joining->merged, NULL) != GIT_OK) {
        return bg_git_fail(err, "the merge could not be compared with the current commit");
    }
    for (size_t d = 0; d < git_diff_num_deltas(diff); d++) {
        const git_diff_delta *delta = git_diff_get_delta(diff, d);
        const char *path = delta->new_file.path != NULL ? delta->new_file.path : delta->old_file.path;
        bool is_hidden = delta->status != GIT_DELTA_CONFLICTED && is_left_out(joining, path);
        add_path(joining, is_hidden ? hidden : shown, path);
    }
    git_diff_free(diff);
    return true;
}

/* What is not checked out changes in the index alone. */
static bool update_hidden(const struct joining *joining, const struct paths *hidden) {
    bool is_done = true;
    for (size_t p = 0; is_done && p < hidden->count; p++) {
        const git_index_entry *merged = git_index_get_bypath(joining->merged, hidden->items[p], 0);
        if (merged == NULL) {
            is_done = git_index_remove(joining->to.index, hidden->items[p], 0) == GIT_OK;
            continue;
        }
        git_index_entry entry = *merged;
        entry.flags |= GIT_INDEX_ENTRY_EXTENDED;
        entry.flags_extended |= GIT_INDEX_ENTRY_SKIP_WORKTREE;
        is_done = git_index_add(joining->to.index, &entry) == GIT_OK;
    }
    return is_done;
}

/* The conflicts as the settled texts show them: everything of the release in them is settled. */
static bool write_open_files(const struct joining *joining, const struct bg_join_step *step, struct bg_error *err) {
    for (size_t f = 0; f < step->file_count; f++) {
        struct bg_slice path = bg_arena_copy(joining->arena, step->files[f].path);
        if (step->files[f].is_clean || git_index_get_bypath(joining->merged, path.at, 0) != NULL) {
            continue;
        }
        struct bg_slice name =
            bg_arena_printf(joining->arena, "%s%.*s", git_repository_workdir(joining->to.git), BG_ARGS(path));
        if (!bg_file_write(name.at, step->files[f].text, err)) {
            return false;
        }
    }
    return true;
}

static bool write_tree(struct joining *joining, const struct bg_join_step *step, struct bg_error *err) {
    git_checkout_options options;
    struct paths shown = {0};
    struct paths hidden = {0};
    if (!list_paths(joining, &shown, &hidden, err)) {
        return false;
    }
    (void)git_checkout_options_init(&options, GIT_CHECKOUT_OPTIONS_VERSION);
    options.checkout_strategy = GIT_CHECKOUT_SAFE | GIT_CHECKOUT_DISABLE_PATHSPEC_MATCH;
    options.paths = (git_strarray){shown.items, shown.count};
    options.our_label = "HEAD";
    options.their_label = bg_arena_copy(joining->arena, joining->query->tip_name).at;
    if (shown.count > 0 && git_checkout_index(joining->to.git, joining->merged, &options) != GIT_OK) {
        return bg_git_fail(err, "the work tree could not be written, and stays as it was");
    }
    return ((update_hidden(joining, &hidden) && git_index_write(joining->to.index) == GIT_OK) ||
            bg_git_fail(err, "the index could not be written, and the files stay as they were")) &&
           write_open_files(joining, step, err);
}

/* What is to be written is noted first, so that it can be taken back. */
static bool check_out(struct joining *joining, const struct bg_join_step *step, struct bg_error *err) {
    return (git_index_has_conflicts(joining->merged) != 0 ||
            bg_join_note_begin(&joining->note, joining->arena, joining->to.git, joining->head, joining->merged, err)) &&
           write_tree(joining, step, err);
}

/* It failed: what was written is taken back, now or, where that fails as well, by the next run. */
static void take_back(struct joining *joining, struct bg_error *err) {
    struct bg_error why = *err;
    bool is_noted = joining->note.path != NULL;
    bg_join_note_leave(&joining->note);
    if (is_noted && git_index_read(joining->to.index, 1) == GIT_OK &&
        bg_join_undo(joining->arena, joining->to.git, joining->to.index, joining->head, err)) {
        *err = why;
    }
}

static void list_conflicts(const struct joining *joining, struct bg_join_result *out) {
    git_index_conflict_iterator *conflicts = NULL;
    const git_index_entry *sides[3];
    struct paths found = {0};
    if (git_index_conflict_iterator_new(&conflicts, joining->merged) == GIT_OK) {
        while (git_index_conflict_next(&sides[0], &sides[1], &sides[2], conflicts) == GIT_OK) {
            const git_index_entry *side = sides[1] != NULL ? sides[1] : sides[2] != NULL ? sides[2] : sides[0];
            add_path(joining, &found, side->path);
        }
    }
    git_index_conflict_iterator_free(conflicts);
    struct bg_slice *paths = bg_arena_array(joining->arena, found.count, sizeof paths[0]);
    for (size_t c = 0; c < found.count; c++) {
        paths[c] = bg_slice_of(found.items[c]);
    }
    out->conflicts = paths;
    out->conflict_count = found.count;
}

/* A commit of what is merged; its parents are the caller's. *out stays where the first parent has the same tree. */
static bool commit_merged(const struct joining *joining, git_commit *like, const git_commit *parents[],
                          size_t parent_count, git_oid *out, struct bg_error *err) {
    git_oid tree_id;
    git_tree *tree = NULL;
    struct bg_slice message = bg_join_message(joining->arena, joining->to.git, joining->query);
    bool is_made = git_index_write_tree_to(&tree_id, joining->merged, joining->to.git) == GIT_OK &&
                   git_tree_lookup(&tree, joining->to.git, &tree_id) == GIT_OK;
    bool is_empty = is_made && like != NULL && git_oid_equal(&tree_id, git_commit_tree_id(parents[0])) != 0;
    if (is_made && !is_empty) {
        is_made = git_commit_create(
                      out, joining->to.git, NULL, like == NULL ? joining->author : git_commit_author(like),
                      joining->committer, like == NULL ? NULL : git_commit_message_encoding(like),
                      like == NULL ? message.at : git_commit_message_raw(like), tree, parent_count, parents) == GIT_OK;
    }
    git_tree_free(tree);
    return is_made || bg_git_fail(err, "the commit could not be made");
}

/* The branch that HEAD is on, or HEAD itself. */
static bool move_branch(const struct joining *joining, const git_oid *to, struct bg_error *err) {
    git_reference *head = NULL;
    git_reference *moved = NULL;
    bool is_moved = false;
    if (git_repository_head(&head, joining->to.git) == GIT_OK) {
        is_moved = git_reference_is_branch(head) == 1
                       ? git_reference_set_target(&moved, head, to, "bumpgate land") == GIT_OK
                       : git_repository_set_head_detached(joining->to.git, to) == GIT_OK;
    }
    git_reference_free(moved);
    git_reference_free(head);
    return is_moved || bg_git_fail(err, "the branch could not be moved, and the files stay as they were");
}

static bool join_by_merge(struct joining *joining, struct bg_join_result *out, struct bg_error *err) {
    const struct bg_join_step *step = &joining->query->steps[0];
    const git_commit *parents[] = {joining->head, joining->tip};
    git_oid commit;
    if (!merge_step(joining, step, err)) {
        return false;
    }
    list_conflicts(joining, out);
    bool is_whole = out->conflict_count == 0 && joining->query->is_committed;
    if ((is_whole && !commit_merged(joining, NULL, parents, 2, &commit, err)) || !check_out(joining, step, err)) {
        return false;
    }
    if (!is_whole) {
        return bg_join_keep_merge(joining->arena, joining->to.git, joining->query, out, err);
    }
    out->commit = bg_oid_of(&commit);
    return move_branch(joining, &commit, err);
}

/* A commit of the branch upon `*at`, which moves on; false also where a conflict stops it. */
static bool replay(struct joining *joining, size_t s, git_oid *at, struct bg_join_result *out, struct bg_error *err) {
    const struct bg_join_step *step = &joining->query->steps[s];
    git_oid like_id = bg_git_oid(&step->commit);
    git_commit *like = NULL;
    git_commit *parent = NULL;
    bool is_done = merge_step(joining, step, err);
    if (is_done) {
        list_conflicts(joining, out);
    }
    if (is_done && out->conflict_count == 0) {
        is_done = (git_commit_lookup(&like, joining->to.git, &like_id) == GIT_OK &&
                   git_commit_lookup(&parent, joining->to.git, at) == GIT_OK) ||
                  bg_git_fail(err, "a commit could not be read");
        const git_commit *parents[] = {parent};
        is_done = is_done && commit_merged(joining, like, parents, 1, at, err);
    }
    git_commit_free(parent);
    git_commit_free(like);
    return is_done;
}

static bool join_by_rebase(struct joining *joining, struct bg_join_result *out, struct bg_error *err) {
    const struct bg_join_query *query = joining->query;
    git_oid at = bg_git_oid(&query->tip);
    size_t s = 0;
    while (s < query->step_count) {
        if (!replay(joining, s, &at, out, err)) {
            return false;
        }
        if (out->conflict_count > 0) {
            break;
        }
        s++;
    }
    if (!check_out(joining, &query->steps[s < query->step_count ? s : s - 1], err)) {
        return false;
    }
    if (out->conflict_count == 0) {
        out->commit = bg_oid_of(&at);
        return move_branch(joining, &at, err);
    }
    return bg_join_keep_rebase(joining->arena, joining->to.git, query, s, err) &&
           (git_repository_set_head_detached(joining->to.git, &at) == GIT_OK ||
            bg_git_fail(err, "HEAD could not be moved"));
}

bool bg_repo_join(struct bg_repo *repo, struct bg_arena *arena, const struct bg_join_query *query,
                  struct bg_join_result *out, struct bg_error *err) {
    struct joining joining = {.query = query, .arena = arena, .note = {.file = -1}};
    *out = (struct bg_join_result){0};
    bool is_joined = start(repo, &joining, err) &&
                     (query->is_rebase ? join_by_rebase(&joining, out, err) : join_by_merge(&joining, out, err));
    if (is_joined) {
        bg_join_note_end(&joining.note);
    } else {
        take_back(&joining, err);
    }
    finish(&joining);
    return is_joined;
}
