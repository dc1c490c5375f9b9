/* Merges for git: bg_merge_as_driver. The configuration is that of HEAD, which a merge builds upon. */
#include "diff/protocol.h"
#include "release/apply.h"
#include "release/merge.h"
#include "run/context.h"
#include "run/public.h"
#include "base/file.h"

#include <errno.h>
#include <stdio.h>

static bool write_file(const char *path, struct bg_slice text, struct bg_error *err) {
    FILE *file = fopen(path, "wb");
    bool is_written = file != NULL && fwrite(text.at, 1, text.len, file) == text.len;
    is_written = file != NULL && fclose(file) == 0 && is_written;
    return is_written || bg_fail(err, BG_ERROR_JUDGE, "%s could not be written: %s", path, strerror(errno));
}

static bool merge(struct bg_context *context, const struct bg_options *options, const struct bg_merge_files *files,
                  bool *is_clean, struct bg_error *err) {
    struct bg_arena *arena = &context->arena;
    struct bg_oid head;
    struct bg_tree *tree;
    struct bg_slice merged;
    struct bg_merge_query query = {.path = bg_slice_of(files->path), .marker_size = files->marker_size};
    if (!bg_context_init(context, options, err) || !bg_repo_resolve(context->repo, "HEAD", &head, err) ||
        !bg_repo_tree(context->repo, &head, &tree, err) || !bg_context_configure_one(context, options, tree, err) ||
        !bg_file_read(arena, files->base, &query.base, err) || !bg_file_read(arena, files->ours, &query.ours, err) ||
        !bg_file_read(arena, files->theirs, &query.theirs, err)) {
        return false;
    }
    query.tree = tree;
    query.layout = context->policy.layout;
    query.artefacts = context->policy.protocol->artefacts;
    query.policy = &context->policy.version;
    query.tip_is_ours =
        files->tip == BG_MERGE_TIP_OURS || (files->tip == BG_MERGE_TIP_FOUND && bg_repo_is_rebasing(context->repo));
    struct bg_slice folder = bg_repo_folder(context->repo);
    if (folder.at != NULL) {
        bg_apply_tidy(arena, folder, query.path);
    }
    return bg_merge(arena, &query, &merged, is_clean, err) && write_file(files->ours, merged, err);
}

bool bg_merge_as_driver(const struct bg_options *options, const struct bg_merge_files *files, bool *is_clean,
                        struct bg_error *err) {
    struct bg_context context = {0};
    bool is_done = bg_options_are_known(options->version, err) && bg_options_are_known(files->version, err) &&
                   merge(&context, options, files, is_clean, err);
    bg_context_finish(&context);
    return is_done;
}
