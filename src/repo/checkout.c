/* Files of the work tree: see checkout.h. */
#include "repo/checkout.h"

#include "repo/internal.h"

#include <git2/filter.h>

bool bg_repo_leaves_out(struct bg_repo *repo, struct bg_slice path) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    git_index *index = NULL;
    const git_index_entry *entry = NULL;
    if (git_repository_index(&index, repo->git) == GIT_OK) {
        entry = git_index_get_bypath(index, bg_arena_copy(&arena, path).at, 0);
    }
    bool is_left_out = entry != NULL && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
    git_index_free(index);
    git_error_clear();
    bg_arena_finish(&arena);
    return is_left_out;
}

bool bg_repo_clean(struct bg_repo *repo, struct bg_slice path, struct bg_slice text, struct bg_arena *arena,
                   struct bg_slice *out, struct bg_error *err) {
    git_filter_list *filters = NULL;
    git_buf cleaned = {0};
    *out = text;
    int code = git_filter_list_load(&filters, repo->git, NULL, bg_arena_copy(arena, path).at, GIT_FILTER_TO_ODB,
                                    GIT_FILTER_DEFAULT);
    if (code == GIT_OK && filters != NULL) {
        code = git_filter_list_apply_to_buffer(&cleaned, filters, text.at, text.len);
        *out = code == GIT_OK ? bg_arena_copy(arena, (struct bg_slice){cleaned.ptr, cleaned.size}) : text;
    }
    git_buf_dispose(&cleaned);
    git_filter_list_free(filters);
    return code == GIT_OK || bg_git_fail(err, "what git would keep of `%.*s` could not be found out", BG_ARGS(path));
}
