/* Commands that are pasted: see pasted.h. */
#include "run/pasted.h"

#include "bumpgate.h"

#include <string.h>

/* Events name commits, which nobody types. */
static bool is_commit_id(struct bg_slice revision) {
    bool is_id = revision.len == 40;
    for (size_t i = 0; i < revision.len; i++) {
        is_id = is_id && strchr("0123456789abcdef", revision.at[i]) != NULL;
    }
    return is_id;
}

/* Counted from what is checked out, so that it means something else after a switch. */
static bool is_relative(struct bg_slice revision) {
    return bg_slice_starts(revision, BG_LITERAL("HEAD")) || bg_slice_starts(revision, BG_LITERAL("@"));
}

/* By its name alone: what is counted from a branch, as `topic~1` is, is none. */
static bool is_local_branch(const struct bg_moment *moment, const char *name) {
    if (strpbrk(name, "~^:") != NULL || strstr(name, "@{") != NULL) {
        return false;
    }
    struct bg_slice full = bg_arena_printf(moment->arena, "refs/heads/%s", name);
    struct bg_oid found;
    struct bg_error ignored;
    return bg_repo_resolve(moment->repo, full.at, &found, &ignored);
}

/* Whether a commit was judged that is not the one which the work tree stands on. */
static bool is_elsewhere(const struct bg_moment *moment, const struct bg_range *range,
                         const struct bg_options *options) {
    struct bg_oid checked_out;
    struct bg_error ignored;
    return options->head != NULL && range->head_kind == BG_HEAD_COMMIT && bg_repo_folder(moment->repo).at != NULL &&
           bg_repo_resolve(moment->repo, "HEAD", &checked_out, &ignored) &&
           !bg_oid_equal(&checked_out, &range->head_commit);
}

static void name_checkout(struct bg_moment *moment, const struct bg_range *range, const struct bg_options *options) {
    struct bg_checkout *checkout = &moment->checkout;
    checkout->repo = bg_slice_of(options->repo);
    checkout->config = bg_slice_of(options->config);
    checkout->profile = bg_slice_of(options->profile);
    checkout->rules = bg_slice_of(options->rules);
    if (is_elsewhere(moment, range, options)) {
        struct bg_slice head = bg_slice_of(options->head);
        checkout->other_is_branch = is_local_branch(moment, options->head);
        checkout->other = is_relative(head) ? bg_oid_hex(moment->arena, &range->head_commit) : head;
    }
}

/* The base, if it has to be named: not where it is the default, and not as an event does, whose commits are those of
 * the service. */
static void name_base(struct bg_moment *moment, const struct bg_range *range, const struct bg_options *options) {
    struct bg_slice name;
    struct bg_oid tip;
    bool has_default = bg_range_default(moment->repo, moment->arena, &name, &tip);
    bool is_default = has_default && bg_oid_equal(&tip, &range->tip_commit);
    bool is_typed = options->base != NULL && !options->base_is_exact && !is_commit_id(range->base_rev);
    bool moves = moment->checkout.other.len > 0 && is_relative(range->base_rev);
    moment->base_is_named = is_typed && !is_default;
    moment->base_rev = is_typed && moves          ? bg_oid_hex(moment->arena, &range->tip_commit)
                       : is_typed || !has_default ? range->base_rev
                                                  : name;
}

void bg_pasted_name(struct bg_moment *moment, const struct bg_range *range, const struct bg_options *options) {
    if (!bg_where_is_workflow()) {
        name_checkout(moment, range, options);
    }
    name_base(moment, range, options);
}
