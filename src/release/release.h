/*
 * What a release must bring along besides its version, read from the trees: mirrors of the version, the changelog row,
 * the entry and the guide of a breaking change. The judgement is in release/evidence.
 */
#ifndef BG_RELEASE_RELEASE_H
#define BG_RELEASE_RELEASE_H

#include "source/connector.h"
#include "layout/layout.h"
#include "base/problems.h"
#include "rules/profile.h"
#include "release/verdict_result.h"

struct bg_release_query {
    struct bg_tree *base_tree;
    struct bg_tree *head_tree;
    const struct bg_layout *layout;
    const struct bg_connector *base; /* NULL if it was not there */
    const struct bg_connector *head;
    const struct bg_evidence_rule *evidence; /* what a release is held to besides its version */
    size_t evidence_count;
    struct bg_slice today;        /* YYYY-MM-DD: when the release is made */
    struct bg_problems *problems; /* gets what is only said */
};

/* Adds a reason to the verdict for everything that is missing, and rejects it then. Only for a verdict whose version
 * has passed: of another one, nobody knows yet what is owed. Texts go to `arena`. */
void bg_release_check(struct bg_arena *arena, const struct bg_release_query *query, struct bg_verdict *verdict);

#endif
