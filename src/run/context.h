/* What a run needs before it can judge: the repository, its configuration, rules, profile and layout. */
#ifndef BG_RUN_CONTEXT_H
#define BG_RUN_CONTEXT_H

#include "rules/config.h"
#include "rules/policy.h"
#include "rules/rules.h"
#include "rules/waive.h"
#include "repo/repo.h"
#include "bumpgate.h"

struct bg_context {
    struct bg_arena arena; /* of the run */
    struct bg_repo *repo;
    struct bg_config config;
    struct bg_rules rules;
    struct bg_waivers waivers;
    struct bg_policy policy; /* points into all of the above: the context must stay where it is */
};

/* Opens the repository. The context is the caller's memory, must stay in place, and is finished also after a failure.
 */
bool bg_context_init(struct bg_context *context, const struct bg_options *options, struct bg_error *err) BG_MUST_CHECK;

/* Reads configuration and rules as they stand in `head`, and finds the layout there or else in `base`. Both NULL: there
 * are only documents, which have no layout, and the configuration that is named. */
bool bg_context_configure(struct bg_context *context, const struct bg_options *options, struct bg_tree *base,
                          struct bg_tree *head, struct bg_error *err) BG_MUST_CHECK;

/* The root of the connector of this name in a tree. Without one, false and a message with the nearest name. */
bool bg_context_find(struct bg_context *context, struct bg_tree *tree, struct bg_slice name, struct bg_slice *root,
                     struct bg_error *err) BG_MUST_CHECK;

/* Accepts a zeroed context. */
void bg_context_finish(struct bg_context *context);

#endif
