/*
 * Events of GitHub: see event.h.
 *
 * A pull request is checked out as a merge commit that GitHub made; its first parent is exactly what the pull request
 * will be merged into, and two commits of history are enough. That is believed only if the second parent is the commit
 * that the event calls the head. Everywhere else the base is a merge base.
 */
#include "run/event.h"

/* What an event is asked for. */
struct request {
    const struct bg_event *event;
    struct bg_repo *repo;
    struct bg_arena *arena;
    struct bg_options *options;
};

static struct bg_slice text_at(const struct request *request, const char *outer, const char *inner) {
    return bg_node_text(bg_node_path(request->event->payload, outer, inner, NULL));
}

static struct bg_slice reference_of(const struct request *request) {
    struct bg_slice reference = bg_node_text(bg_node_at(request->event->payload, "ref"));
    return reference.at != NULL ? reference : request->event->reference;
}

/* A commit as the payload writes it; anything else could be some other revision. */
static bool is_commit_id(struct bg_slice text) {
    size_t digits = 0;
    while (digits < text.len && strchr("0123456789abcdef", text.at[digits]) != NULL && text.at[digits] != '\0') {
        digits++;
    }
    return digits == text.len && digits == 40;
}

static bool is_zero(struct bg_slice id) {
    return id.len > 0 &&
           bg_slice_equal(id, bg_slice_range(BG_LITERAL("0000000000000000000000000000000000000000"), 0, id.len));
}

static bool fail_payload(const struct request *request, const char *what, struct bg_error *err) {
    return bg_fail(err, BG_ERROR_JUDGE,
                   "the event file of %.*s names no %s; name the base with --base or the input base",
                   BG_ARGS(request->event->name), what);
}

/* Whether `revision` is there and is the commit `id`. */
static bool is_at(const struct request *request, const char *revision, struct bg_slice id) {
    struct bg_oid found;
    struct bg_error ignored;
    return bg_repo_resolve(request->repo, revision, &found, &ignored) &&
           bg_slice_equal(bg_oid_hex(request->arena, &found), id);
}

static bool is_there(const struct request *request, const char *revision) {
    struct bg_oid found;
    struct bg_error ignored;
    return bg_repo_resolve(request->repo, revision, &found, &ignored);
}

static void set_base(const struct request *request, struct bg_slice base, bool is_exact) {
    request->options->base = bg_arena_copy(request->arena, base).at;
    request->options->base_is_exact = is_exact;
}

/* For what has no base of its own: the merge base with the default branch. On that branch itself there is none, and
 * comparing it with itself would pass whatever is there. */
static bool take_default_branch(const struct request *request, struct bg_error *err) {
    struct bg_slice branch = text_at(request, "repository", "default_branch");
    struct bg_slice reference = reference_of(request);
    bool is_tag = bg_slice_starts(reference, BG_LITERAL("refs/tags/"));
    struct bg_slice full = bg_arena_printf(request->arena, "refs/heads/%.*s", BG_ARGS(branch));
    if (is_tag || (branch.len > 0 && bg_slice_equal(reference, full))) {
        return bg_fail(err, BG_ERROR_JUDGE,
                       "the event %.*s on %.*s names nothing to compare with; name it with --base or the input base",
                       BG_ARGS(request->event->name), BG_ARGS(reference));
    }
    struct bg_slice remote = bg_arena_printf(request->arena, "origin/%.*s", BG_ARGS(branch));
    if (branch.len > 0 && is_there(request, remote.at)) {
        set_base(request, remote, false);
    }
    return true; /* else what git says is the default branch */
}

static bool take_merge_group(const struct request *request, struct bg_error *err) {
    struct bg_slice base = text_at(request, "merge_group", "base_sha");
    if (!is_commit_id(base)) {
        return fail_payload(request, "merge_group.base_sha", err);
    }
    set_base(request, base, false);
    return true;
}

/* The clone stands on the base branch: its HEAD says nothing about the pull request. */
static bool take_other_head(const struct request *request, struct bg_slice head, struct bg_error *err) {
    if (!is_there(request, head.at)) {
        return bg_fail(
            err, BG_ERROR_JUDGE,
            "the clone is of the base branch and lacks the head of the pull request, %.12s; fetch it (as data, "
            "not to run it) or use the event pull_request",
            head.at);
    }
    request->options->head = head.at;
    return true;
}

static bool take_pull_request(const struct request *request, struct bg_error *err) {
    const struct bg_node *pull = bg_node_at(request->event->payload, "pull_request");
    struct bg_slice base = bg_arena_copy(request->arena, bg_node_text(bg_node_path(pull, "base", "sha", NULL)));
    struct bg_slice head = bg_arena_copy(request->arena, bg_node_text(bg_node_path(pull, "head", "sha", NULL)));
    if (!is_commit_id(base) || !is_commit_id(head)) {
        return fail_payload(request, "pull_request.base.sha and head.sha", err);
    }
    struct bg_options *options = request->options;
    bool is_target = bg_slice_is(request->event->name, "pull_request_target");
    options->head_is_risky = is_target && (is_at(request, "HEAD", head) || is_at(request, "HEAD^2", head));
    if (options->head == NULL && is_at(request, "HEAD^2", head) && is_there(request, "HEAD^1")) {
        set_base(request, BG_LITERAL("HEAD^1"), true);
        return true;
    }
    set_base(request, base, false);
    bool is_elsewhere = is_target || is_at(request, "HEAD", base);
    if (options->head == NULL && options->head_kind == BG_HEAD_COMMIT && is_elsewhere &&
        !is_at(request, "HEAD", head)) {
        return take_other_head(request, head, err);
    }
    return true;
}

static bool take_push(const struct request *request, struct bg_error *err) {
    const struct bg_node *payload = request->event->payload;
    struct bg_slice before = bg_node_text(bg_node_at(payload, "before"));
    struct bg_slice reference = reference_of(request);
    if (bg_node_is_true(bg_node_at(payload, "deleted"))) {
        return bg_fail(err, BG_ERROR_JUDGE, "the push deleted %.*s: there is nothing to compare", BG_ARGS(reference));
    }
    if (!is_commit_id(before)) {
        return fail_payload(request, "commit before the push", err);
    }
    struct bg_slice branch = text_at(request, "repository", "default_branch");
    struct bg_slice full = bg_arena_printf(request->arena, "refs/heads/%.*s", BG_ARGS(branch));
    bool is_default = bg_slice_equal(reference, full);
    /* A forced push throws `before` away: what counts on a branch is then what it adds to the default branch. */
    bool is_forced = bg_node_is_true(bg_node_at(payload, "forced"));
    if (is_zero(before) || bg_slice_starts(reference, BG_LITERAL("refs/tags/")) || (is_forced && !is_default)) {
        return take_default_branch(request, err);
    }
    set_base(request, before, false);
    return true;
}

/* In order of their names. What is not here has no base of its own. */
static const struct {
    const char *name;
    bool (*take)(const struct request *request, struct bg_error *err);
} events[] = {
    {"merge_group", take_merge_group},          {"pull_request", take_pull_request},
    {"pull_request_review", take_pull_request}, {"pull_request_review_comment", take_pull_request},
    {"pull_request_target", take_pull_request}, {"push", take_push},
};

bool bg_event_complete(const struct bg_event *event, struct bg_repo *repo, struct bg_arena *arena,
                       struct bg_options *options, struct bg_error *err) {
    struct request request = {event, repo, arena, options};
    if (options->base != NULL) {
        return true;
    }
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        if (bg_slice_is(event->name, events[i].name)) {
            return events[i].take(&request, err);
        }
    }
    return take_default_branch(&request, err);
}
