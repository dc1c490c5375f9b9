/*
 * Two trees to verdicts: the middle of the pipeline, which a check runs once and an audit for every commit. What was
 * read is remembered by its id, so that a history costs little more than its changes.
 */
#ifndef BG_RUN_JUDGE_H
#define BG_RUN_JUDGE_H

#include "layout/layout.h"
#include "base/table.h"
#include "rules/profile.h"
#include "rules/rules.h"
#include "rules/waive.h"
#include "repo/repo.h"
#include "release/verdict_result.h"

struct bg_judge {
    struct bg_arena *arena;    /* of the run: what is remembered */
    struct bg_arena *verdicts; /* the verdicts and all they point to */
    struct bg_problems *problems;
    const struct bg_layout *layout;
    const struct bg_rules *rules;
    enum bg_rule_profile levels;
    struct bg_version_policy version_policy;
    struct bg_waivers *waivers;
    const struct bg_evidence_rule *evidence; /* what a release is held to besides its version */
    size_t evidence_count;
    bool is_tagged;               /* releases are marked by tags: a version that stays is no release yet */
    struct bg_slice base_version; /* where the tags are the versions; {NULL, 0}: they are in files */
    struct bg_slice head_version;
    struct bg_slice today;              /* YYYY-MM-DD: when the head is released; set for each head */
    const struct bg_slice *never_ships; /* more globs of paths that reach no user */
    size_t never_ships_count;
    struct bg_repo *repo;          /* whose history is asked for stable versions */
    struct bg_oid base_commit;     /* where that history starts; set for each base, zero if there is none */
    const char *const *connectors; /* names to judge; none: all */
    size_t connector_count;
    /* private */
    struct bg_table coverages; /* surface key -> struct bg_coverage */
};

/* The verdicts on everything that differs between the trees, in order of their roots; `tip` may equal `base`. False if
 * a tree cannot be read. */
bool bg_judge_trees(struct bg_judge *judge, struct bg_tree *base, struct bg_tree *head, struct bg_tree *tip,
                    struct bg_verdict **out, size_t *count, struct bg_error *err) BG_MUST_CHECK;

/* Frees what it remembers, not the judge. */
void bg_judge_finish(struct bg_judge *judge);

#endif
