/*
 * What a release must bring along besides its version: every artefact that its layout has is checked, on both trees.
 * Each thing that is missing or wrong is one reason with an id of its own.
 *
 * What stood there before unchanged is not judged again: a release is not held up by the omissions of others.
 */
#ifndef BG_RELEASE_RELEASE_H
#define BG_RELEASE_RELEASE_H

#include "model/connector.h"
#include "base/problems.h"
#include "rules/profile.h"
#include "release/artefact.h"
#include "release/verdict_result.h"

struct bg_release_query {
    struct bg_tree *base_tree;
    struct bg_tree *head_tree;
    const struct bg_layout *layout;
    const struct bg_artefacts *artefacts;
    const struct bg_connector *base; /* NULL if it was not there */
    const struct bg_connector *head;
    const struct bg_evidence_rule *evidence; /* what a release is held to besides its version */
    size_t evidence_count;
    struct bg_notice notice;
    struct bg_slice today;        /* YYYY-MM-DD: when the release is made */
    struct bg_problems *problems; /* gets what is only said */
};

/* A release under check, as the artefacts see it. */
struct bg_release_view {
    const struct bg_release_query *query;
    const struct bg_verdict *verdict;
    struct bg_reasons reasons; /* in the arena of the check, like all that is read for it */
};

/* A file of one of the trees, in the arena of the check; NULL if it cannot be read. */
struct bg_source *bg_release_open(struct bg_release_view *release, struct bg_tree *tree, struct bg_slice path);

/* Adds a reason to the verdict for everything that is missing, and rejects it then. Only for a verdict whose version
 * has passed: of another one, nobody knows yet what is owed. Texts go to `arena`. */
void bg_release_check(struct bg_arena *arena, const struct bg_release_query *query, struct bg_verdict *verdict);

#endif
