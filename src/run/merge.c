/* Merges for git: bg_merge_as_driver. The configuration is that of HEAD, which a merge builds upon. */
#include "diff/protocol.h"
#include "release/apply.h"
#include "release/merge.h"
#include "run/context.h"
#include "run/public.h"
#include "base/file.h"

static bool read_texts(struct bg_arena *arena, const struct bg_merge_files *files, struct bg_merge_query *query,
                       struct bg_error *err) {
    return bg_file_read(arena, files->base, &query->base, err) && bg_file_read(arena, files->ours, &query->ours, err) &&
           bg_file_read(arena, files->theirs, &query->theirs, err);
}

static bool is_at_head(struct bg_arena *arena, struct bg_tree *head, const struct bg_merge_query *query) {
    struct bg_slice text = bg_tree_text(head, query->path, arena);
    return text.at != NULL && bg_slice_equal(text, query->ours);
}

/* The trees of the sides, as far as git says which commits are merged. Where the commits cannot be read the files are
 * merged one by one. */
static void open_sides(struct bg_repo *repo, const struct bg_merged_ends *sides, struct bg_merge_query *query) {
    struct bg_error ignored;
    struct bg_oid base = {0};
    struct bg_tree *theirs = NULL;
    bool is_whole = !bg_oid_is_zero(&sides->theirs) && bg_repo_tree(repo, &sides->theirs, &theirs, &ignored) &&
                    bg_repo_merge_base(repo, &sides->ours, &sides->theirs, &base, &ignored);
    query->tip_tree = query->tip == BG_TIP_OURS ? query->tree : theirs;
    query->mine_tree = query->tip == BG_TIP_OURS ? theirs : query->tree;
    if (!is_whole || bg_oid_is_zero(&base) || !bg_repo_tree(repo, &base, &query->base_tree, &ignored)) {
        query->base_tree = NULL;
    }
}

static bool find_sides(struct bg_repo *repo, const struct bg_merge_files *files, bool starts_at_head,
                       struct bg_merge_query *query, struct bg_error *err) {
    struct bg_merged_ends sides;
    if (!bg_repo_find_tip(repo, starts_at_head, &sides, err)) {
        return false;
    }
    if (files->tip != BG_MERGE_TIP_FOUND) {
        sides.tip = files->tip == BG_MERGE_TIP_OURS ? BG_TIP_OURS : BG_TIP_THEIRS;
        sides.is_release = files->tip == BG_MERGE_TIP_OURS;
    }
    query->tip = sides.tip;
    query->is_release = sides.is_release && starts_at_head;
    if (starts_at_head) {
        open_sides(repo, &sides, query);
    }
    return true;
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
        !read_texts(arena, files, &query, err)) {
        return false;
    }
    query.tree = tree;
    if (!find_sides(context->repo, files, is_at_head(arena, tree, &query), &query, err)) {
        return false;
    }
    query.layout = context->policy.layout;
    query.artefacts = context->policy.protocol->artefacts;
    query.policy = &context->policy.version;
    struct bg_slice folder = bg_repo_folder(context->repo);
    if (folder.at != NULL) {
        bg_apply_tidy(arena, folder, query.path);
    }
    return bg_merge(arena, &query, &merged, is_clean, err) && bg_file_write(files->ours, merged, err);
}

bool bg_merge_as_driver(const struct bg_options *options, const struct bg_merge_files *files, bool *is_clean,
                        struct bg_error *err) {
    struct bg_context context = {0};
    bool is_done = bg_options_are_known(options->version, err) && bg_options_are_known(files->version, err) &&
                   merge(&context, options, files, is_clean, err);
    bg_context_finish(&context);
    return is_done;
}
