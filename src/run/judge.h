/*
 * Two trees to verdicts: the middle of the pipeline, which a check runs once and an audit for every commit. What was
 * read is remembered by its id, so that a history costs little more than its changes.
 */
#ifndef BG_RUN_JUDGE_H
#define BG_RUN_JUDGE_H

#include "base/problems.h"
#include "model/seen.h"
#include "release/moment.h"
#include "release/verdict_result.h"
#include "run/readers.h"
#include "rules/policy.h"

struct bg_judgement {
    struct bg_verdict *verdicts; /* in order of the connectors' roots; in the arena of the moment */
    size_t count;
    struct bg_problems problems;      /* the same */
    struct bg_change_list bystanders; /* changed files of no connector; the same */
    uint64_t effort;                  /* steps of comparing schemas that it has cost */
};

/* The verdicts on everything that differs between base and head. False if a tree cannot be read. */
bool bg_judge_moment(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_seen *seen,
                     struct bg_judgement *out, struct bg_error *err) BG_MUST_CHECK;

#endif
