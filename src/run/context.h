/*
 * What a run needs before it can judge: the repository, and by whose policy. That of the base counts: a change does not
 * choose its own judge. What the head says otherwise counts once it is merged; only its waivers count at once. Where
 * the base has no configuration, that of the head is adopted. The layout is looked for on both sides, and where they
 * differ both judge.
 */
#ifndef BG_RUN_CONTEXT_H
#define BG_RUN_CONTEXT_H

#include "repo/repo.h"
#include "rules/waive.h"
#include "run/config_file.h"
#include "run/terms.h"

/* The trees of a run; all NULL where there are only documents, all one tree where nothing is compared. */
struct bg_ends {
    struct bg_tree *base; /* what is compared: the merge base */
    struct bg_tree
        *tip; /* where the base stands now: its configuration counts, also for a head that has branched before */
    struct bg_tree *head;
};

struct bg_context {
    struct bg_arena arena; /* of the run */
    struct bg_repo *repo;
    struct bg_config_file base; /* the configuration as the three trees have it; all one if the caller named a file */
    struct bg_config_file tip;
    struct bg_config_file head;
    bool is_adopted; /* only the head has one, and it counts */
    struct bg_terms terms;
    struct bg_terms other_terms;
    struct bg_waivers waivers;
    struct bg_waivers other_waivers; /* the same, counted apart */
    /* These point into all of the above: the context must stay where it is. */
    struct bg_policy policy; /* that counts, by the layout of the base, or of the head where the base has none */
    struct bg_policy also;   /* the same by the layout of the head, if that is another one: the worse verdict counts */
    struct bg_policy other;  /* that of the head, or, where it was adopted, without one */
    bool has_also;
    bool has_other;
};

/* Opens the repository. The context is the caller's memory, must stay in place, and is finished also after a failure.
 */
bool bg_context_init(struct bg_context *context, const struct bg_options *options, struct bg_error *err) BG_MUST_CHECK;

/* Writes what there is to say about the revisions that were resolved so far to whoever wants it; for uses whose result
 * has no place for it. */
bool bg_context_say_notes(const struct bg_context *context, const struct bg_options *options,
                          struct bg_error *err) BG_MUST_CHECK;

/* Reads the configurations and what they make. Without a tree: that of the caller, or none. */
bool bg_context_configure(struct bg_context *context, const struct bg_options *options, const struct bg_ends *ends,
                          struct bg_error *err) BG_MUST_CHECK;

/* The same where nothing is compared. */
bool bg_context_configure_one(struct bg_context *context, const struct bg_options *options, struct bg_tree *tree,
                              struct bg_error *err) BG_MUST_CHECK;

/* Whether the head says something else under a key of the policy than the base that it builds upon. */
bool bg_context_changes(const struct bg_context *context, const char *key);

/* The root of the connector of this name in a tree, by one layout or the other. Without one, false and a message with
 * the nearest name. */
bool bg_context_find(struct bg_context *context, struct bg_tree *tree, struct bg_slice name, struct bg_slice *root,
                     struct bg_error *err) BG_MUST_CHECK;

/* Accepts a zeroed context. */
void bg_context_finish(struct bg_context *context);

#endif
