/* What is written and not committed: see pending.h. */
#include "run/pending.h"

#include "base/vector.h"
#include "layout/about.h"
#include "release/checkout.h"

bool bg_pending_open(struct bg_whole_run *whole, struct bg_pending *out, struct bg_error *err) {
    *out = (struct bg_pending){0};
    return bg_oid_is_zero(&whole->range.head_commit) ||
           bg_repo_tree(whole->context.repo, &whole->range.head_commit, &out->committed, err);
}

static struct bg_slice version_in(const struct bg_plan_query *query, struct bg_tree *tree,
                                  const struct bg_verdict *verdict, struct bg_arena *arena) {
    return bg_about_version(tree, query->layout, verdict->root, arena);
}

/* Whether the version of the work tree is the one to be released, as far as it is told by a plan that nobody writes. */
static bool stays(const struct bg_plan_query *query, const struct bg_verdict *verdict, struct bg_arena *arena) {
    struct bg_plan_query looking = *query;
    struct bg_plan_files nothing = {.arena = arena};
    looking.checkout = NULL;
    looking.entry.allows_placeholder = true;
    const struct bg_plan *plan = bg_plan_connector(&looking, verdict, &nothing);
    return plan->to.at == NULL ? plan->id == BG_ID_NOOP && plan->outcome == BG_OUTCOME_PASSED
                               : bg_slice_equal(plan->to, verdict->version_head);
}

/* Of two texts the lines in which they differ. */
struct middle {
    struct bg_slice there, planned;
};

static struct middle middle_of(struct bg_slice there, struct bg_slice planned) {
    size_t most = there.len < planned.len ? there.len : planned.len;
    size_t front = 0;
    size_t back = 0;
    while (front < most && there.at[front] == planned.at[front]) {
        front++;
    }
    while (front > 0 && there.at[front - 1] != '\n') {
        front--;
    }
    while (back < most - front && there.at[there.len - back - 1] == planned.at[planned.len - back - 1]) {
        back++;
    }
    while (back > 0 && there.at[there.len - back - 1] != '\n') {
        back--;
    }
    return (struct middle){bg_slice_range(there, front, there.len - back),
                           bg_slice_range(planned, front, planned.len - back)};
}

/* One line of a table that names this version. */
static bool is_row(struct bg_slice line, struct bg_slice version) {
    size_t end = bg_slice_find(line, BG_LITERAL("\n"));
    return end + 1 >= line.len && bg_slice_find(line, BG_LITERAL("|")) < line.len &&
           bg_slice_find(line, version) < line.len;
}

/* The row that stands there is the one to show, whatever day, number and words it was written with. */
static void show_row(struct bg_plan *plan, struct bg_arena *arena, const struct middle *middle) {
    struct bg_plan_edit *edits = bg_arena_array(arena, plan->edit_count, sizeof edits[0]);
    for (size_t e = 0; e < plan->edit_count; e++) {
        edits[e] = plan->edits[e];
        if (bg_slice_equal(bg_slice_trim(edits[e].after), bg_slice_trim(middle->planned))) {
            edits[e].after = bg_slice_trim(middle->there);
        }
    }
    plan->edits = edits;
}

/* Whether the file holds what is planned for it. */
static bool is_written(const struct bg_plan_query *query, struct bg_plan *plan, const struct bg_file_change *file,
                       struct bg_arena *arena) {
    struct bg_slice there = bg_tree_text(query->head, file->path, arena);
    if (there.at == NULL || bg_slice_equal(there, file->after)) {
        return there.at != NULL;
    }
    struct middle middle = middle_of(there, file->after);
    bool is_same = is_row(middle.there, plan->to) && is_row(middle.planned, plan->to);
    if (is_same) {
        show_row(plan, arena, &middle);
    }
    return is_same;
}

static bool has_new_placeholder(const struct bg_file_change *file) {
    struct bg_slice mark = BG_LITERAL(BG_PR_PLACEHOLDER);
    return bg_slice_find(file->after, mark) < file->after.len && bg_slice_find(file->before, mark) >= file->before.len;
}

/* Sorts one planned file: it is written, or it is as HEAD has it. */
static bool sort_file(struct bg_pending *pending, const struct bg_plan_query *query, struct bg_plan *plan,
                      const struct bg_file_change *file, struct bg_plan_files *files, struct bg_refusal *refusal) {
    struct bg_file_change fitted;
    if (is_written(query, plan, file, files->arena)) {
        BG_VECTOR_ADD(files->arena, pending, file->path);
        return true;
    }
    bool is_planned = false;
    for (size_t f = 0; f < files->count; f++) {
        is_planned = is_planned || bg_slice_equal(files->items[f].path, file->path);
    }
    if (is_planned || !bg_checkout_fit(files->arena, query->checkout, file, &fitted, refusal)) {
        return bg_refuse(files->arena, refusal, BG_ID_NOT_WRITABLE, (struct bg_place){.file = file->path},
                         "%.*s has more changes that are not committed than those of %.*s; commit them first, or bump "
                         "without --commit",
                         BG_ARGS(file->path), BG_ARGS(plan->to));
    }
    BG_VECTOR_ADD(files->arena, files, *file);
    return bg_checkout_can_commit(files->arena, query->checkout, file->path, refusal);
}

static void refuse(struct bg_plan *plan, const struct bg_refusal *refusal) {
    plan->to = BG_NO_SLICE;
    plan->edit_count = 0;
    plan->id = refusal->id;
    plan->message = refusal->message;
    plan->at = refusal->at;
    plan->outcome = BG_OUTCOME_UNJUDGED;
}

/* All files of the plan, or none of them. NULL where one of them would get a number that nobody has named. */
static const struct bg_plan *sort_files(struct bg_pending *pending, const struct bg_plan_query *query,
                                        struct bg_plan *plan, const struct bg_plan_files *planned,
                                        struct bg_plan_files *files) {
    size_t pending_count = pending->count;
    size_t file_count = files->count;
    struct bg_refusal refusal;
    for (size_t f = 0; f < planned->count; f++) {
        if (!sort_file(pending, query, plan, &planned->items[f], files, &refusal)) {
            refuse(plan, &refusal);
            pending->count = pending_count;
            files->count = file_count;
            return plan;
        }
        bool is_new = files->count > file_count;
        if (is_new && !query->entry.allows_placeholder && has_new_placeholder(&files->items[files->count - 1])) {
            pending->count = pending_count;
            files->count = file_count;
            return NULL;
        }
    }
    return plan;
}

const struct bg_plan *bg_pending_plan(struct bg_pending *pending, const struct bg_plan_query *query,
                                      const struct bg_verdict *verdict, struct bg_plan_files *files) {
    if (pending->committed == NULL || query->checkout == NULL || verdict->state == BG_STATE_REMOVED) {
        return NULL;
    }
    struct bg_slice before = version_in(query, pending->committed, verdict, files->arena);
    if (before.at == NULL || bg_slice_equal(before, verdict->version_head) || !stays(query, verdict, files->arena)) {
        return NULL;
    }
    struct bg_verdict committed = *verdict;
    struct bg_plan_query from_head = *query;
    struct bg_plan_files planned = {.arena = files->arena};
    committed.version_head = before;
    from_head.head = pending->committed;
    from_head.checkout = NULL;
    from_head.to = verdict->version_head;
    from_head.only_taken = false;
    from_head.entry.allows_placeholder = true;
    struct bg_plan *plan = bg_arena_alloc(files->arena, sizeof *plan);
    *plan = *bg_plan_connector(&from_head, &committed, &planned);
    if (plan->to.at == NULL) {
        return NULL;
    }
    const struct bg_plan *sorted = sort_files(pending, query, plan, &planned, files);
    from_head.entry.allows_placeholder = false;
    planned.count = 0;
    return sorted != NULL ? sorted : bg_plan_connector(&from_head, &committed, &planned);
}
