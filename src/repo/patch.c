/* Unified diffs: see patch.h. The library makes them, so that they are those of git. */
#include "repo/patch.h"

#include "repo/internal.h"

bool bg_patch_add(struct bg_buffer *out, struct bg_slice path, struct bg_slice before, struct bg_slice after,
                  struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice name = bg_arena_copy(&arena, path);
    git_patch *patch = NULL;
    git_buf text = {0};
    bool is_ok = bg_git_start(err);
    if (is_ok) {
        is_ok =
            git_patch_from_buffers(&patch, before.at, before.len, name.at, after.at, after.len, name.at, NULL) == 0 &&
            git_patch_to_buf(&text, patch) == 0;
        if (!is_ok) {
            (void)bg_git_fail(err, "the diff of %s could not be made", name.at);
        }
        bg_buffer_add(out, (struct bg_slice){text.ptr, text.size});
        git_buf_dispose(&text);
        git_patch_free(patch);
        (void)git_libgit2_shutdown();
    }
    bg_arena_finish(&arena);
    return is_ok;
}
