/* Merged texts: see text_merge.h. The library merges, so that the result is that of git. */
#include "repo/text_merge.h"

#include "repo/internal.h"

static git_merge_file_input input_of(const struct bg_slice *text) {
    git_merge_file_input input = {0};
    (void)git_merge_file_input_init(&input, GIT_MERGE_FILE_INPUT_VERSION);
    input.ptr = text->at == NULL ? "" : text->at;
    input.size = text->len;
    return input;
}

/* Where one side changed nothing, or both the same, the other is the result, also if it is no text. NULL: they differ.
 */
static const struct bg_slice *only_change(const struct bg_slice *base, const struct bg_slice *ours,
                                          const struct bg_slice *theirs) {
    if (bg_slice_equal(*base, *theirs) || bg_slice_equal(*ours, *theirs)) {
        return ours;
    }
    return bg_slice_equal(*base, *ours) ? theirs : NULL;
}

bool bg_text_merge(struct bg_arena *arena, const struct bg_slice *base, const struct bg_slice *ours,
                   const struct bg_slice *theirs, unsigned marker_size, struct bg_slice *out, bool *is_clean,
                   struct bg_error *err) {
    const struct bg_slice *only = only_change(base, ours, theirs);
    if (only != NULL) {
        *out = bg_arena_copy(arena, *only);
        *is_clean = true;
        return true;
    }
    git_merge_file_input inputs[] = {input_of(base), input_of(ours), input_of(theirs)};
    git_merge_file_options options = {0};
    git_merge_file_result result = {0};
    (void)git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
    options.our_label = "ours";
    options.their_label = "theirs";
    options.ancestor_label = "base";
    options.marker_size = (unsigned short)marker_size;
    if (!bg_git_start(err)) {
        return false;
    }
    bool is_merged = git_merge_file(&result, &inputs[0], &inputs[1], &inputs[2], &options) == GIT_OK;
    if (is_merged) {
        *out = bg_arena_copy(arena, (struct bg_slice){result.len == 0 ? "" : result.ptr, result.len});
        *is_clean = result.automergeable != 0;
    } else {
        (void)bg_git_fail(err, "the texts could not be merged");
    }
    git_merge_file_result_free(&result);
    (void)git_libgit2_shutdown();
    return is_merged;
}
