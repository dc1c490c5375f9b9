/* The judges of a history: see judges.h. */
#include "run/judges.h"

#include <stdio.h>

/* One configuration of the history. */
struct bg_judge_file {
    struct bg_terms terms;
    struct bg_waivers waivers;
};

static bool read_terms(struct bg_judges *judges, const struct bg_config *config, struct bg_judge_file *out,
                       struct bg_error *err) {
    struct bg_arena *arena = &judges->context->arena;
    return bg_terms_read(&out->terms, arena, judges->options, config, err) &&
           bg_waivers_read(&out->waivers, arena, config->waivers, config->waivers, &out->terms.rules,
                           judges->context->waivers.today, err);
}

static bool fail_in_history(struct bg_error *err) {
    struct bg_error inner = *err;
    (void)snprintf(err->message, sizeof err->message,
                   "in the history: %.400s (name a configuration for all of it with --config)", inner.message);
    return false;
}

/* That of a tree; *out is NULL where it has none. Read once for each state of the file. */
static bool read_file(struct bg_judges *judges, struct bg_tree *tree, struct bg_judge_file **out,
                      struct bg_error *err) {
    struct bg_arena *arena = &judges->context->arena;
    struct bg_entry entry = bg_tree_stat(tree, BG_CONFIG_PATH);
    struct bg_slice id = bg_oid_bytes(&entry.id);
    *out = NULL;
    if (entry.kind == BG_ENTRY_NONE) {
        return true;
    }
    *out = entry.kind == BG_ENTRY_FILE ? bg_table_get(&judges->known, id) : NULL;
    if (*out != NULL) {
        return true;
    }
    struct bg_config_file file;
    struct bg_judge_file *judge = bg_arena_alloc(arena, sizeof *judge);
    *judge = (struct bg_judge_file){0};
    if (!bg_config_file_read(&file, arena, tree, err) || !read_terms(judges, &file.config, judge, err)) {
        return fail_in_history(err);
    }
    *out = judge;
    (void)bg_table_put(&judges->known, bg_arena_copy(arena, id), judge);
    return true;
}

static const struct bg_terms *terms_of(const struct bg_judges *judges, const struct bg_judge_file *file) {
    return file != NULL ? &file->terms : &judges->context->terms;
}

/* The one that has judged so far, as long as it fits; else one that fits the parent, or the commit. Where none does
 * there is nothing to judge, and that of the last commit finds nothing. */
static bool choose_layout(struct bg_judges *judges, const struct bg_terms *terms, bool is_same_file,
                          struct bg_tree *base, struct bg_tree *head, const struct bg_layout **out,
                          struct bg_error *err) {
    struct bg_arena *arena = &judges->context->arena;
    const struct bg_layout *layout = is_same_file ? judges->policy.layout : NULL;
    if (layout != NULL && bg_layout_is_in(base, arena, layout)) {
        *out = layout;
        return true;
    }
    *out = NULL;
    if (!bg_layout_choose(base, terms->config.layouts, arena, out, err) ||
        (*out == NULL && !bg_layout_choose(head, terms->config.layouts, arena, out, err))) {
        return false;
    }
    *out = *out != NULL ? *out : judges->context->policy.layout;
    return true;
}

static bool is_same_layout(const struct bg_layout *before, const struct bg_layout *now) {
    return before == now || (before != NULL && bg_node_equal(before->document, now->document));
}

bool bg_judges_choose(struct bg_judges *judges, struct bg_tree *base, struct bg_tree *head,
                      const struct bg_policy **out, bool *is_new_layout, struct bg_error *err) {
    struct bg_context *context = judges->context;
    struct bg_judge_file *of_base = NULL;
    struct bg_judge_file *of_head = NULL;
    const struct bg_layout *layout;
    *out = &judges->policy;
    if (judges->options->config == NULL &&
        (!read_file(judges, base, &of_base, err) || !read_file(judges, head, &of_head, err))) {
        return false;
    }
    struct bg_judge_file *counts = of_base != NULL ? of_base : of_head;
    bool is_same_file = judges->policy.layout != NULL && counts == judges->base;
    if (!choose_layout(judges, terms_of(judges, counts), is_same_file, base, head, &layout, err)) {
        return false;
    }
    *is_new_layout = !is_same_layout(judges->policy.layout, layout);
    if (is_same_file && of_head == judges->head && !*is_new_layout) {
        return true;
    }
    judges->base = counts;
    judges->head = of_head;
    struct bg_policy *policy = &judges->policy;
    bool is_made = bg_terms_policy(terms_of(judges, counts), judges->options, layout, &context->arena, policy, err);
    policy->waivers = of_head != NULL ? &of_head->waivers : counts != NULL ? &judges->no_waivers : &context->waivers;
    return is_made;
}

void bg_judges_finish(struct bg_judges *judges) {
    bg_table_finish(&judges->known);
}
