/* One connector, read once: see model.h. */
#include "model.h"

#include "connector/discover.h"
#include "connector/load.h"
#include "connector/snapshot.h"
#include "context.h"
#include "core/nearest.h"
#include "doc/write_json.h"

static bool refuse_name(struct bg_context *context, struct bg_tree *tree, struct bg_slice name, struct bg_error *err) {
    struct bg_nearest nearest = bg_nearest_start(name);
    const struct bg_slice *roots;
    size_t count;
    if (!bg_discover_all(tree, context->judge.layout, &context->arena, &roots, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *slash = memrchr(roots[i].at, '/', roots[i].len);
        bg_nearest_offer(&nearest,
                         slash == NULL ? roots[i] : bg_slice_from(roots[i], (size_t)(slash - roots[i].at) + 1));
    }
    return bg_fail(err, BG_ERROR_USAGE, "there is no connector \"%.*s\"%s", BG_ARGS(name), bg_nearest_hint(&nearest));
}

/* The first fatal problem as an error. */
static bool refuse_problems(const struct bg_problems *problems, struct bg_error *err) {
    for (size_t i = 0; i < problems->count; i++) {
        const struct bg_problem *problem = &problems->items[i];
        if (problem->is_fatal) {
            return bg_fail_at(err, BG_ERROR_JUDGE, problem->at, "%.*s", BG_ARGS(problem->message));
        }
    }
    return bg_fail(err, BG_ERROR_JUDGE, "the connector could not be read");
}

static bool write_model(struct bg_context *context, struct bg_buffer *out, const struct bg_options *options,
                        const char *revision, const char *name, struct bg_error *err) {
    struct bg_oid commit;
    struct bg_tree *tree;
    if (!bg_context_init(context, options, err) || !bg_repo_resolve(context->repo, revision, &commit, err) ||
        !bg_repo_tree(context->repo, &commit, &tree, err) || !bg_context_configure(context, options, tree, tree, err)) {
        return false;
    }
    const struct bg_layout *layout = context->judge.layout;
    struct bg_slice root;
    if (!bg_discover_root(tree, layout, bg_slice_of(name), &context->arena, &root, err)) {
        return false;
    }
    if (root.at == NULL) {
        return refuse_name(context, tree, bg_slice_of(name), err);
    }
    struct bg_connector connector;
    if (!bg_connector_load(tree, layout, root, &context->arena, &context->problems, &connector)) {
        return refuse_problems(&context->problems, err);
    }
    bg_json_write_node(out, bg_connector_snapshot(&context->arena, &connector), BG_JSON_PRETTY, true);
    bg_buffer_add_char(out, '\n');
    return true;
}

bool bg_model_write(struct bg_buffer *out, const struct bg_options *options, const char *revision,
                    const char *connector, struct bg_error *err) {
    struct bg_context context;
    bool is_ok = write_model(&context, out, options, revision, connector, err);
    bg_context_finish(&context);
    return is_ok;
}
