/* Repository and policy: see context.h. */
#include "run/context.h"

#include "base/date.h"
#include "base/nearest.h"
#include "layout/discover.h"
#include "layout/metadata.h"
#include "run/public.h"

#include <stdio.h>

bool bg_context_init(struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    *context = (struct bg_context){0};
    return bg_repo_open(&context->repo, options->repo, options->trusts_owner, err);
}

bool bg_context_say_notes(const struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    const struct bg_problems *notes = bg_repo_notes(context->repo);
    struct bg_buffer lines = {0};
    for (size_t i = 0; options->notes != NULL && i < notes->count; i++) {
        bg_buffer_printf(&lines, "note: %.*s\n", BG_ARGS(notes->items[i].message));
    }
    bool is_said = lines.len == 0 || bg_write_out(options->notes, &lines, err);
    bg_buffer_finish(&lines);
    return is_said;
}

/* Says of a mistake that it stands where this change cannot mend it for itself. */
static bool fail_in_base(struct bg_error *err) {
    struct bg_error inner = *err;
    (void)snprintf(err->message, sizeof err->message,
                   "in the base, whose configuration counts: %.400s (mend it there, or name a file with --config)",
                   inner.message);
    return false;
}

static bool read_given(struct bg_context *context, const char *path, struct bg_error *err) {
    bool is_read = bg_config_file_read_given(&context->head, &context->arena, path, err);
    context->base = context->head;
    context->tip = context->head;
    return is_read;
}

static bool read_base(struct bg_context *context, const struct bg_ends *ends, struct bg_error *err) {
    bool is_read = bg_config_file_read(&context->base, &context->arena, ends->base, err) &&
                   (ends->tip == ends->base || bg_config_file_read(&context->tip, &context->arena, ends->tip, err));
    if (ends->tip == ends->base) {
        context->tip = context->base;
    }
    return is_read || fail_in_base(err);
}

static bool read_files(struct bg_context *context, const struct bg_options *options, const struct bg_ends *ends,
                       struct bg_error *err) {
    bool is_one = ends->base == ends->head && ends->tip == ends->head;
    if (options->config != NULL) {
        return read_given(context, options->config, err);
    }
    if ((!is_one && !read_base(context, ends, err)) ||
        !bg_config_file_read(&context->head, &context->arena, ends->head, err)) {
        return false;
    }
    if (is_one) {
        context->base = context->head;
        context->tip = context->head;
    }
    return true;
}

bool bg_context_changes(const struct bg_context *context, const char *key) {
    const struct bg_node *base = bg_config_at(&context->base.config, key);
    const struct bg_node *head = bg_config_at(&context->head.config, key);
    return (base == NULL) != (head == NULL) || (base != NULL && !bg_node_equal(base, head));
}

static bool changes_any(const struct bg_context *context) {
    const char *key;
    for (size_t k = 0; (key = bg_config_policy_key(k)) != NULL; k++) {
        if (bg_context_changes(context, key)) {
            return true;
        }
    }
    return false;
}

/* Whose configuration counts. */
static const struct bg_config_file *choose_file(struct bg_context *context) {
    context->is_adopted = context->head.is_there && !context->base.is_there && !context->tip.is_there;
    return context->tip.is_there ? &context->tip : context->base.is_there ? &context->base : &context->head;
}

/* Of a mistake in what counts. */
static bool fail_in(const struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    bool is_of_base =
        options->config == NULL && !context->is_adopted && context->base.config.root != context->head.config.root;
    return is_of_base && fail_in_base(err);
}

/* What counts, and what would: that of the head, or nothing where the head's is adopted. Also where nothing of it would
 * count it is read, so that a mistake does not wait until it is merged. */
static bool read_terms(struct bg_context *context, const struct bg_options *options, struct bg_error *err) {
    static const struct bg_config none;
    const struct bg_config_file *counts = choose_file(context);
    if (!bg_terms_read(&context->terms, &context->arena, options, &counts->config, err)) {
        return fail_in(context, options, err);
    }
    return bg_terms_read(&context->other_terms, &context->arena, options,
                         context->is_adopted ? &none : &context->head.config, err);
}

/* The waivers of the head; those that the base does not have are new. */
static bool read_waivers(struct bg_context *context, struct bg_error *err) {
    char today[BG_DATE_SIZE];
    const struct bg_terms *terms = context->is_adopted ? &context->terms : &context->other_terms;
    struct bg_arena *arena = &context->arena;
    struct bg_waivers *waivers = &context->waivers;
    if (!bg_waivers_read(waivers, arena, context->head.config.waivers, context->base.config.waivers, &terms->rules,
                         bg_arena_copy(arena, bg_slice_of(bg_date_today(today))), err)) {
        return false;
    }
    context->other_waivers = *waivers;
    context->other_waivers.items = bg_arena_array(arena, waivers->count, sizeof waivers->items[0]);
    for (size_t w = 0; w < waivers->count; w++) {
        context->other_waivers.items[w] = waivers->items[w];
    }
    return true;
}

static bool is_same_layout(const struct bg_layout *base, const struct bg_layout *head) {
    return base == head || (base != NULL && head != NULL && bg_node_equal(base->document, head->document));
}

static bool choose_in_head(struct bg_context *context, const struct bg_ends *ends, const struct bg_node *section,
                           const struct bg_layout **out, struct bg_error *err) {
    return bg_layout_choose(ends->head, section, &context->arena, out, err);
}

/* Those of both sides. Where one of them has none, that of the other is all there is. */
static bool choose_layouts(struct bg_context *context, const struct bg_options *options, const struct bg_ends *ends,
                           const struct bg_layout **base, const struct bg_layout **head, struct bg_error *err) {
    const struct bg_config *counts = context->base.is_there ? &context->base.config : &context->terms.config;
    bool is_changed = bg_context_changes(context, "layouts");
    const struct bg_node *section = is_changed ? context->head.config.layouts : counts->layouts;
    if (ends->base != ends->head && !bg_layout_choose(ends->base, counts->layouts, &context->arena, base, err)) {
        return fail_in(context, options, err);
    }
    if (!choose_in_head(context, ends, section, head, err)) {
        return false;
    }
    *base = *base != NULL ? *base : *head;
    *head = *head != NULL ? *head : *base;
    struct bg_slice tried = bg_layout_tried(&context->arena, section);
    const char *file = bg_config_file_name(options);
    if (*base == NULL && tried.len > 0) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "no connectors were found: nothing is there that the layouts of %s look for: %.*s; "
                       "correct `detect`, or leave layouts: out to try the built-in ones",
                       file, BG_ARGS(tried));
    }
    return *base != NULL ||
           bg_fail(err, BG_ERROR_JUDGE,
                   "no connectors were found: the repository fits no known layout; describe it under layouts: in %s",
                   file);
}

/* What the head would be judged by, with its configuration or, where it was adopted, without. */
static bool choose_other(struct bg_context *context, const struct bg_options *options, const struct bg_ends *ends,
                         const struct bg_layout *head, struct bg_error *err) {
    const struct bg_layout *layout = head;
    if (context->is_adopted && !choose_in_head(context, ends, NULL, &layout, err)) {
        return false;
    }
    context->has_other = layout != NULL && (context->is_adopted || changes_any(context));
    if (!context->has_other) {
        return true;
    }
    bool is_chosen = bg_terms_policy(&context->other_terms, options, layout, &context->arena, &context->other, err);
    context->other.waivers = &context->other_waivers;
    return is_chosen;
}

static bool choose_policies(struct bg_context *context, const struct bg_options *options, const struct bg_ends *ends,
                            struct bg_error *err) {
    const struct bg_layout *base = NULL;
    const struct bg_layout *head = NULL;
    if (ends->head != NULL && !choose_layouts(context, options, ends, &base, &head, err)) {
        return false;
    }
    if (!bg_terms_policy(&context->terms, options, base, &context->arena, &context->policy, err)) {
        return false;
    }
    context->policy.waivers = &context->waivers;
    context->has_also = !is_same_layout(base, head);
    if (context->has_also) {
        if (!bg_terms_policy(&context->terms, options, head, &context->arena, &context->also, err)) {
            return false;
        }
        context->also.waivers = &context->waivers;
    }
    return ends->head == NULL || choose_other(context, options, ends, head, err);
}

bool bg_context_configure(struct bg_context *context, const struct bg_options *options, const struct bg_ends *ends,
                          struct bg_error *err) {
    return read_files(context, options, ends, err) && read_terms(context, options, err) && read_waivers(context, err) &&
           choose_policies(context, options, ends, err);
}

bool bg_context_configure_one(struct bg_context *context, const struct bg_options *options, struct bg_tree *tree,
                              struct bg_error *err) {
    return bg_context_configure(context, options, &(struct bg_ends){tree, tree, tree}, err);
}

/* The nearest name to one that is not there. */
static bool offer_names(struct bg_context *context, struct bg_tree *tree, const struct bg_layout *layout,
                        struct bg_nearest *nearest, struct bg_error *err) {
    const struct bg_slice *roots;
    size_t count;
    if (!bg_discover_all(tree, layout, &context->arena, &roots, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bg_nearest_offer(nearest, bg_metadata_name(tree, layout, roots[i], &context->arena));
    }
    return true;
}

bool bg_context_find(struct bg_context *context, struct bg_tree *tree, struct bg_slice name, struct bg_slice *root,
                     struct bg_error *err) {
    const struct bg_layout *const layouts[] = {context->policy.layout, context->also.layout};
    size_t count = context->has_also ? 2 : 1;
    struct bg_nearest nearest = bg_nearest_start(name);
    *root = BG_NO_SLICE;
    for (size_t i = 0; i < count; i++) {
        if (!bg_discover_root(tree, layouts[i], name, &context->arena, root, err)) {
            return false;
        }
        if (root->at != NULL) {
            return true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!offer_names(context, tree, layouts[i], &nearest, err)) {
            return false;
        }
    }
    return bg_fail(err, BG_ERROR_USAGE, "there is no connector \"%.*s\"%s", BG_ARGS(name), bg_nearest_hint(&nearest));
}

void bg_context_finish(struct bg_context *context) {
    bg_repo_free(context->repo);
    bg_arena_finish(&context->arena);
}
