/*
 * Steps of a history, judged by several workers and told in their order: what is told does not depend on how many they
 * are. Each worker has a repository, a policy and a memory of what it has seen of its own.
 */
#ifndef BG_RUN_REPLAY_H
#define BG_RUN_REPLAY_H

#include "report/history.h"
#include "repo/range.h"

struct bg_replay {
    const struct bg_options *options;
    const struct bg_step *steps;
    size_t count; /* at least 1 */
    size_t jobs;  /* at least 1 */
    /* Gets each verdict, and then each step, in order; never two calls at once, though on different threads. What a row
     * points to lives for the call. False ends the replay, without an error. */
    bool (*tell)(void *payload, const struct bg_history_row *row);
    void (*progress)(void *payload, size_t done, size_t all); /* may be NULL */
    void *tell_payload;
    void *progress_payload;
};

/* Judges each step by the policy of its parent. What was told before a failure stays told. */
bool bg_replay_run(const struct bg_replay *replay, struct bg_error *err) BG_MUST_CHECK;

#endif
