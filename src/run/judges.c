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

/* What is found on the way is of no use afterwards. */
static bool is_in(struct bg_tree *tree, const struct bg_layout *layout) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_in = bg_layout_is_in(tree, &arena, layout);
    bg_arena_finish(&arena);
    return is_in;
}

/* The first that fits the tree; NULL if none does. */
static const struct bg_layout *first_in(const struct bg_judges *judges, struct bg_tree *tree) {
    for (size_t i = 0; i < judges->layout_count; i++) {
        if (is_in(tree, judges->layouts[i])) {
            return judges->layouts[i];
        }
    }
    return NULL;
}

/* Those of the configuration, read again only where it is another one. */
static bool read_layouts(struct bg_judges *judges, const struct bg_node *section, struct bg_error *err) {
    if (judges->layouts != NULL && judges->section == section) {
        return true;
    }
    judges->section = section;
    return bg_layout_all(section, &judges->context->arena, &judges->layouts, &judges->layout_count, err);
}

/* The one that has judged so far, as long as it fits; else one that fits the parent, or the commit. Where none does
 * there is nothing to judge, and that of the last commit finds nothing. */
static bool choose_layout(struct bg_judges *judges, const struct bg_terms *terms, bool is_same_file,
                          struct bg_tree *base, struct bg_tree *head, const struct bg_layout **out,
                          struct bg_error *err) {
    const struct bg_layout *layout = is_same_file ? judges->policy.layout : NULL;
    if (layout != NULL && is_in(base, layout)) {
        *out = layout;
        return true;
    }
    if (!read_layouts(judges, terms->config.layouts, err)) {
        return false;
    }
    *out = first_in(judges, base);
    *out = *out != NULL ? *out : first_in(judges, head);
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
