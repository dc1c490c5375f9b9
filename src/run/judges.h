/*
 * The judges of a history: each commit is judged by the policy of its parent, as it was when it was made, with its own
 * waivers. A configuration is read once for all commits that have the same one. What came before the first one, and
 * what has none, is judged by that of the last commit; where the caller names a file, that one judges all.
 */
#ifndef BG_RUN_JUDGES_H
#define BG_RUN_JUDGES_H

#include "base/table.h"
#include "run/context.h"

struct bg_judge_file;

/* Starts zeroed but for the first two; all else is private. */
struct bg_judges {
    struct bg_context *context; /* of the last commit */
    const struct bg_options *options;
    struct bg_table known;         /* id of a configuration -> private */
    const struct bg_node *section; /* of the configuration, that the layouts are read from */
    const struct bg_layout **layouts;
    size_t layout_count;
    struct bg_judge_file *base;
    struct bg_judge_file *head;
    struct bg_waivers no_waivers;
    struct bg_policy policy;
};

/* The policy for the step from one tree to the other, good until the next step. *is_new_layout: what was seen by the
 * one before says nothing. A mistake in a configuration is an error, which names the commit's file. */
bool bg_judges_choose(struct bg_judges *judges, struct bg_tree *base, struct bg_tree *head,
                      const struct bg_policy **out, bool *is_new_layout, struct bg_error *err) BG_MUST_CHECK;

/* Frees what is not in the context's arena. */
void bg_judges_finish(struct bg_judges *judges);

#endif
