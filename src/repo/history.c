/*
 * The commits of a history, as a reader of `git log --first-parent base..head` sees them.
 *
 * First parents are followed from the head. If that does not lead through `base` (it was on a branch that was merged),
 * the commits before `base` are searched for the first one that it does lead through.
 */
#include "repo/range.h"
#include "base/vector.h"

#include "repo/internal.h"
#include "repo/remedy.h"

#include <stdlib.h>

/* Newest first: the chain from the head to `base`, to a root, or to where a shallow clone ends. */
struct chain {
    struct bg_repo *repo;
    struct bg_step *steps;
    size_t count;
    size_t room;
    bool is_cut;
};

/* Commits to look at, each once. */
struct queue {
    git_oid *ids;
    size_t count;
    size_t room;
    struct bg_table seen;
    struct bg_arena arena;
};

static bool lookup(struct bg_repo *repo, const git_oid *id, git_commit **out, struct bg_error *err) {
    return git_commit_lookup(out, repo->git, id) == GIT_OK ||
           bg_git_fail_object(repo, err, "the commit %s could not be read", git_oid_tostr_s(id));
}

static struct bg_step *chain_add(struct chain *chain) {
    chain->steps = bg_vector_reserve(NULL, chain->steps, chain->count, &chain->room, sizeof chain->steps[0]);
    return &chain->steps[chain->count++];
}

/* Up to `base`, which is not part of it; *is_met says whether it was met. */
static bool chain_fill(struct chain *chain, git_oid id, const git_oid *base, bool *is_met, struct bg_error *err) {
    *is_met = false;
    for (bool is_over = false; !is_over;) {
        if (base != NULL && git_oid_equal(&id, base)) {
            *is_met = true;
            return true;
        }
        git_commit *commit = NULL;
        if (!lookup(chain->repo, &id, &commit, err)) {
            return false;
        }
        is_over = bg_parent_count(commit) == 0;
        struct bg_step step = {.commit = bg_oid_of(&id), .seconds = git_commit_author(commit)->when.time};
        if (!is_over) {
            id = bg_parent_id(commit, 0);
            step.parent = bg_oid_of(&id);
            chain->is_cut = bg_repo_is_boundary(chain->repo, git_commit_id(commit));
            is_over = chain->is_cut;
        }
        git_commit_free(commit);
        *chain_add(chain) = step;
    }
    return true;
}

static struct bg_slice key_of(const unsigned char *id) {
    return (struct bg_slice){(const char *)id, GIT_OID_RAWSZ};
}

static void queue_add(struct queue *queue, const git_oid *id) {
    git_oid *copy = bg_arena_alloc(&queue->arena, sizeof *copy);
    *copy = *id;
    if (!bg_table_put(&queue->seen, key_of(copy->id), copy)) {
        return;
    }
    queue->ids = bg_vector_reserve(NULL, queue->ids, queue->count, &queue->room, sizeof queue->ids[0]);
    queue->ids[queue->count++] = *id;
}

static void queue_finish(struct queue *queue) {
    free(queue->ids);
    bg_table_finish(&queue->seen);
    bg_arena_finish(&queue->arena);
}

static bool queue_parents(struct queue *queue, struct bg_repo *repo, const git_oid *id, struct bg_error *err) {
    git_commit *commit = NULL;
    if (!lookup(repo, id, &commit, err)) {
        return false;
    }
    unsigned count = bg_repo_is_boundary(repo, id) ? 0 : bg_parent_count(commit);
    for (unsigned i = 0; i < count; i++) {
        git_oid parent = bg_parent_id(commit, i);
        queue_add(queue, &parent);
    }
    git_commit_free(commit);
    return true;
}

/* Cuts the chain at its newest commit that is an ancestor of `base`. False: there is none, or a commit is missing. */
static bool chain_cut(struct chain *chain, const git_oid *base, bool *is_found, struct bg_error *err) {
    struct queue queue = {0};
    struct bg_table places = {0}; /* commit id -> step */
    size_t end = chain->count;
    bool is_read = true;
    for (size_t i = 0; i < chain->count; i++) {
        struct bg_step *step = &chain->steps[i];
        (void)bg_table_put(&places, key_of(step->commit.bytes), step);
    }
    queue_add(&queue, base);
    while (is_read && queue.count > 0) {
        git_oid id = queue.ids[--queue.count];
        const struct bg_step *step = bg_table_get(&places, key_of(id.id));
        size_t place = step == NULL ? end : (size_t)(step - chain->steps);
        end = place < end ? place : end;
        is_read = step != NULL || queue_parents(&queue, chain->repo, &id, err);
    }
    *is_found = end < chain->count;
    chain->count = end;
    bg_table_finish(&places);
    queue_finish(&queue);
    return is_read;
}

static bool fail_apart(struct bg_repo *repo, const char *base, const char *head, struct bg_error *err) {
    if (bg_repo_is_shallow(repo)) {
        return bg_remedy_fail(repo, err, "the clone is shallow and ends before %s", base);
    }
    return bg_fail(err, BG_ERROR_JUDGE, "%s and %s have no common history; name another --base", base, head);
}

static bool fill(struct chain *chain, const char *base, const char *head, struct bg_error *err) {
    struct bg_oid head_id;
    struct bg_oid base_id;
    bool is_met = false;
    if (!bg_repo_resolve(chain->repo, head, &head_id, err) ||
        (base != NULL && !bg_repo_resolve(chain->repo, base, &base_id, err))) {
        return false;
    }
    if (base == NULL) {
        bool is_filled = chain_fill(chain, bg_git_oid(&head_id), NULL, &is_met, err);
        /* The parent of the last one is not there to compare with. */
        chain->count -= is_filled && chain->is_cut ? 1 : 0;
        return is_filled;
    }
    git_oid end = bg_git_oid(&base_id);
    return chain_fill(chain, bg_git_oid(&head_id), &end, &is_met, err) &&
           (is_met || (chain_cut(chain, &end, &is_met, err) && (is_met || fail_apart(chain->repo, base, head, err))));
}

bool bg_range_history(struct bg_repo *repo, const char *base, const char *head, struct bg_arena *arena,
                      struct bg_step **out, size_t *count, struct bg_error *err) {
    struct chain chain = {.repo = repo};
    bool is_filled = fill(&chain, base, head, err);
    *count = is_filled ? chain.count : 0;
    *out = bg_arena_array(arena, *count, sizeof **out);
    for (size_t i = 0; i < *count; i++) {
        (*out)[i] = chain.steps[*count - 1 - i];
    }
    free(chain.steps);
    return is_filled;
}
