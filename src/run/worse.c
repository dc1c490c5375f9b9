/* The worse verdicts: see worse.h. */
#include "run/worse.h"

#include "base/table.h"

#include <stdlib.h>

const struct bg_verdict *bg_judgement_find(const struct bg_judgement *judgement, struct bg_slice root) {
    for (size_t v = 0; v < judgement->count; v++) {
        if (bg_slice_equal(judgement->verdicts[v].root, root)) {
            return &judgement->verdicts[v];
        }
    }
    return NULL;
}

static int by_root(const void *item, const void *other) {
    const struct bg_verdict *a = item;
    const struct bg_verdict *b = other;
    return bg_slice_compare(a->root, b->root);
}

static void add_verdicts(struct bg_judgement *all, const struct bg_judgement *more, struct bg_arena *arena) {
    struct bg_verdict *verdicts = bg_arena_array(arena, all->count + more->count, sizeof verdicts[0]);
    struct bg_table known = {0};
    for (size_t v = 0; v < all->count; v++) {
        verdicts[v] = all->verdicts[v];
        (void)bg_table_put(&known, verdicts[v].root, &verdicts[v]);
    }
    for (size_t v = 0; v < more->count; v++) {
        struct bg_verdict *same = bg_table_get(&known, more->verdicts[v].root);
        if (same == NULL) {
            verdicts[all->count++] = more->verdicts[v];
        } else if (more->verdicts[v].outcome > same->outcome) {
            *same = more->verdicts[v];
        }
    }
    bg_table_finish(&known);
    all->verdicts = verdicts;
    if (all->count > 0) {
        qsort(verdicts, all->count, sizeof verdicts[0], by_root);
    }
}

static struct bg_slice problem_key(struct bg_arena *arena, const struct bg_problem *problem) {
    return bg_arena_printf(arena, "%s\n%.*s:%u\n%.*s", bg_id_name(problem->id), BG_ARGS(problem->at.file),
                           problem->at.line, BG_ARGS(problem->message));
}

static void add_problems(struct bg_judgement *all, const struct bg_judgement *more, struct bg_arena *arena) {
    struct bg_table known = {0};
    for (size_t p = 0; p < all->problems.count; p++) {
        (void)bg_table_put(&known, problem_key(arena, &all->problems.items[p]), NULL);
    }
    for (size_t p = 0; p < more->problems.count; p++) {
        if (bg_table_put(&known, problem_key(arena, &more->problems.items[p]), NULL)) {
            bg_problem_keep(&all->problems, &more->problems.items[p]);
        }
    }
    bg_table_finish(&known);
}

/* Whether one layout has found a connector to be new that the other one knows nothing of. */
static bool has_unknown(const struct bg_judgement *judgement, const struct bg_judgement *other) {
    for (size_t v = 0; v < judgement->count; v++) {
        const struct bg_verdict *verdict = &judgement->verdicts[v];
        if (verdict->state == BG_STATE_ADDED && bg_judgement_find(other, verdict->root) == NULL) {
            return true;
        }
    }
    return false;
}

/* Gone by one layout while another one has found a new connector: it may be the same one, which nobody has compared. */
static void doubt_removals(struct bg_judgement *judgement, const struct bg_judgement *other, struct bg_arena *arena) {
    bool is_doubtful = has_unknown(other, judgement);
    for (size_t v = 0; is_doubtful && v < judgement->count; v++) {
        struct bg_verdict *verdict = &judgement->verdicts[v];
        if (verdict->state != BG_STATE_REMOVED) {
            continue;
        }
        struct bg_reason *reason = bg_arena_alloc(arena, sizeof *reason);
        *reason =
            (struct bg_reason){BG_ID_LAYOUT_LEFT,
                               BG_LITERAL("it is gone from where the one layout looks, and the other one has found "
                                          "a new connector elsewhere, which may be the same; compare the two folders "
                                          "with bumpgate diff, and move it in a change that does nothing else"),
                               verdict->version_at};
        verdict->reasons = reason;
        verdict->reason_count = 1;
        verdict->way_count = 0;
        verdict->outcome = BG_OUTCOME_UNJUDGED;
        verdict->summary = BG_LITERAL("it may have moved from one layout to the other");
    }
}

void bg_judgement_worsen(struct bg_judgement *all, struct bg_judgement *more, struct bg_arena *arena) {
    doubt_removals(all, more, arena);
    doubt_removals(more, all, arena);
    add_verdicts(all, more, arena);
    add_problems(all, more, arena);
}
