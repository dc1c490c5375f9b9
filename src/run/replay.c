/*
 * The replay of a history: see replay.h. Steps are given out in bundles, as one builds upon what was read for the one
 * before. A worker that has judged its bundle waits until all before it are told.
 */
#include "run/replay.h"

#include "base/date.h"
#include "base/limits.h"
#include "release/title.h"
#include "repo/past.h"
#include "run/context.h"
#include "run/judge.h"
#include "run/judges.h"

#include <pthread.h>
#include <stdlib.h>

enum { BUNDLE = 32 };

/* What all workers share, under its lock. */
struct turns {
    const struct bg_replay *replay;
    pthread_mutex_t lock;
    pthread_cond_t is_next; /* another bundle is told */
    size_t given;           /* steps */
    size_t told;            /* steps */
    bool is_ended;          /* somebody failed, or does not want more: nothing more is told */
    bool has_failed;
    struct bg_error error; /* the first in order */
    struct bg_past *past;
};

struct worker {
    struct turns *turns;
    struct bg_context context;
    struct bg_judges judges;
    struct bg_seen seen;
    bool is_ready;
    pthread_t thread;
};

/* A step that is judged and waits for its turn. */
struct judged_step {
    struct bg_arena arena;
    struct bg_tree *base;
    struct bg_tree *head;
    struct bg_judgement judgement;
    struct bg_history_row row;
};

/* By the policy of the parent. What was seen by one layout says nothing about another one. */
static bool judge(struct worker *worker, const struct bg_moment *moment, struct bg_judgement *out,
                  struct bg_error *err) {
    const struct bg_policy *policy;
    bool is_new_layout = false;
    if (!bg_judges_choose(&worker->judges, moment->base, moment->head, &policy, &is_new_layout, err)) {
        return false;
    }
    if (is_new_layout) {
        bg_seen_finish(&worker->seen);
        worker->seen = (struct bg_seen){0};
    }
    return bg_judge_moment(policy, moment, &worker->seen, out, err);
}

/* What the step says lives in its own arena; only what was seen is kept for the next one. */
static bool judge_step(struct worker *worker, const struct bg_step *step, struct judged_step *out,
                       struct bg_error *err) {
    struct bg_repo *repo = worker->context.repo;
    struct bg_arena *arena = &out->arena;
    char today[BG_DATE_SIZE];
    struct bg_moment moment = {
        .arena = arena,
        .repo = repo,
        .base_commit = step->parent,
        .head_commit = step->commit,
        .today = bg_arena_copy(arena, bg_slice_of(bg_date_of(step->seconds, today))),
    };
    if (!bg_repo_tree(repo, &step->parent, &out->base, err) || !bg_repo_tree(repo, &step->commit, &out->head, err)) {
        return false;
    }
    moment.base = out->base;
    moment.tip = out->base;
    moment.head = out->head;
    out->row = (struct bg_history_row){
        .commit = bg_oid_hex(arena, &step->commit),
        .parent = bg_oid_is_zero(&step->parent) ? BG_LITERAL("") : bg_oid_hex(arena, &step->parent),
        .date = moment.today,
    };
    int64_t seconds;
    bool is_ok =
        judge(worker, &moment, &out->judgement, err) &&
        (out->judgement.count == 0 || bg_repo_describe(repo, &step->commit, arena, &out->row.subject, &seconds, err));
    out->row.pull_request = bg_title_number(out->row.subject);
    return is_ok;
}

static void finish_step(struct judged_step *step) {
    bg_tree_free(step->base);
    bg_tree_free(step->head);
    bg_arena_finish(&step->arena);
}

/* In its turn. */
static bool tell_step(const struct bg_replay *replay, const struct judged_step *step) {
    for (size_t i = 0; i < step->judgement.count; i++) {
        struct bg_history_row row = step->row;
        row.verdict = &step->judgement.verdicts[i];
        if (!replay->tell(replay->tell_payload, &row)) {
            return false;
        }
    }
    return true;
}

/* The next bundle; false if there is none, or none is wanted. */
static bool take_bundle(struct turns *turns, size_t *first, size_t *count) {
    (void)pthread_mutex_lock(&turns->lock);
    size_t left = turns->replay->count - turns->given;
    *first = turns->given;
    *count = left < BUNDLE ? left : BUNDLE;
    bool is_wanted = *count > 0 && !turns->is_ended;
    turns->given += is_wanted ? *count : 0;
    (void)pthread_mutex_unlock(&turns->lock);
    return is_wanted;
}

/* Waits until all steps before `first` are told, and tells these; `err` is why there are not more of them, or NULL. */
static void tell_bundle(struct turns *turns, size_t first, const struct judged_step *steps, size_t count,
                        const struct bg_error *err) {
    const struct bg_replay *replay = turns->replay;
    (void)pthread_mutex_lock(&turns->lock);
    while (turns->told < first && !turns->is_ended) {
        (void)pthread_cond_wait(&turns->is_next, &turns->lock);
    }
    for (size_t i = 0; i < count && !turns->is_ended; i++) {
        turns->is_ended = !tell_step(replay, &steps[i]);
        turns->told++;
        if (replay->progress != NULL) {
            replay->progress(replay->progress_payload, turns->told, replay->count);
        }
    }
    if (err != NULL && !turns->is_ended) {
        turns->is_ended = true;
        turns->has_failed = true;
        turns->error = *err;
    }
    (void)pthread_cond_broadcast(&turns->is_next);
    (void)pthread_mutex_unlock(&turns->lock);
}

/* By the configuration of the last commit, as all workers. */
static bool make_ready(struct worker *worker, struct bg_error *err) {
    const struct bg_replay *replay = worker->turns->replay;
    const struct bg_oid *last = &replay->steps[replay->count - 1].commit;
    struct bg_tree *tree;
    worker->judges = (struct bg_judges){.context = &worker->context, .options = replay->options};
    if (!bg_context_init(&worker->context, replay->options, err)) {
        return false;
    }
    bg_past_use(worker->context.repo, worker->turns->past);
    return bg_repo_tree(worker->context.repo, last, &tree, err) &&
           bg_context_configure_one(&worker->context, replay->options, tree, err);
}

static void *work(void *payload) {
    struct worker *worker = payload;
    struct judged_step steps[BUNDLE];
    struct bg_error err;
    size_t first;
    size_t count;
    while (take_bundle(worker->turns, &first, &count)) {
        bool is_ok = worker->is_ready || make_ready(worker, &err);
        worker->is_ready = is_ok;
        size_t judged = 0;
        while (is_ok && judged < count) {
            steps[judged] = (struct judged_step){0};
            is_ok = judge_step(worker, &worker->turns->replay->steps[first + judged], &steps[judged], &err);
            judged++;
        }
        size_t whole = is_ok || judged == 0 ? judged : judged - 1;
        tell_bundle(worker->turns, first, steps, whole, is_ok ? NULL : &err);
        for (size_t i = 0; i < judged; i++) {
            finish_step(&steps[i]);
        }
        bg_seen_trim(&worker->seen, BG_LIMIT_KEPT_VIEWS);
    }
    return NULL;
}

bool bg_replay_run(const struct bg_replay *replay, struct bg_error *err) {
    struct turns turns = {.replay = replay,
                          .lock = PTHREAD_MUTEX_INITIALIZER,
                          .is_next = PTHREAD_COND_INITIALIZER,
                          .past = bg_past_new()};
    size_t most = (replay->count + BUNDLE - 1) / BUNDLE;
    size_t count = replay->jobs < most ? replay->jobs : most;
    struct worker *workers = bg_realloc_array(NULL, count, sizeof workers[0]);
    size_t started = 1; /* this thread is the first of them */
    for (size_t i = 0; i < count; i++) {
        workers[i] = (struct worker){.turns = &turns};
    }
    while (started < count && pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0) {
        started++;
    }
    (void)work(&workers[0]);
    for (size_t i = 1; i < started; i++) {
        (void)pthread_join(workers[i].thread, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        bg_seen_finish(&workers[i].seen);
        bg_judges_finish(&workers[i].judges);
        bg_context_finish(&workers[i].context);
    }
    free(workers);
    bg_past_free(turns.past);
    (void)pthread_cond_destroy(&turns.is_next);
    (void)pthread_mutex_destroy(&turns.lock);
    if (turns.has_failed && err != NULL) {
        *err = turns.error;
    }
    return !turns.has_failed;
}
