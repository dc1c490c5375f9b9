/* The model of one connector, read once: bg_snapshot_write. */
#include "model/pair.h"
#include "model/snapshot.h"
#include "run/context.h"
#include "run/public.h"
#include "text/write_json.h"

static bool write_model(struct bg_context *context, struct bg_buffer *out, const struct bg_options *options,
                        const char *revision, const char *name, struct bg_error *err) {
    struct bg_oid commit;
    struct bg_tree *tree;
    if (!bg_context_init(context, options, err) || !bg_repo_resolve(context->repo, revision, &commit, err) ||
        !bg_context_say_notes(context, options, err) || !bg_repo_tree(context->repo, &commit, &tree, err) ||
        !bg_context_configure_one(context, options, tree, err)) {
        return false;
    }
    const struct bg_layout *layout = context->policy.layout;
    struct bg_slice root;
    if (!bg_context_find(context, tree, bg_slice_of(name), &root, err)) {
        return false;
    }
    struct bg_seen seen = {0};
    struct bg_pair_ends ends = {.layout = layout, .seen = &seen, .head_tree = tree, .head_root = root};
    struct bg_pair pair;
    bg_pair_load(&ends, &context->arena, &pair);
    bg_seen_finish(&seen);
    if (!bg_problems_refuse(&pair.problems, err)) {
        return false;
    }
    bg_json_write_node(out, bg_connector_snapshot(&context->arena, &pair.head), BG_JSON_PRETTY, true);
    bg_buffer_add_char(out, '\n');
    return true;
}

bool bg_snapshot_write(const struct bg_options *options, const char *revision, const char *connector,
                       const struct bg_writer *to, struct bg_error *err) {
    struct bg_context context = {0};
    struct bg_buffer out = {0};
    bool is_ok = bg_options_are_known(options->version, err) &&
                 write_model(&context, &out, options, revision, connector, err) && bg_write_out(to, &out, err);
    bg_buffer_finish(&out);
    bg_context_finish(&context);
    return is_ok;
}
