/*
 * A branch brought up to date: bg_land. The numbers of its releases are settled first, in memory; what a person has to
 * decide keeps everything from being written.
 */
#include "diff/protocol.h"
#include "release/landing.h"
#include "repo/join.h"
#include "repo/own_commits.h"
#include "repo/patch.h"
#include "repo/range.h"
#include "run/context.h"
#include "run/public.h"

struct landing {
    struct bg_context context;
    struct bg_range range;
    const struct bg_land_options *how;
    struct bg_landing whole; /* of the branch as it is now */
    struct bg_join_step *steps;
    size_t step_count;
    struct bg_buffer said;
    struct bg_buffer patch;
};

static bool settle(struct landing *landing, const struct bg_oid *base, const struct bg_oid *head,
                   struct bg_landing *out, struct bg_error *err) {
    struct bg_repo *repo = landing->context.repo;
    struct bg_landing_query query = {.tip = landing->range.tip,
                                     .layout = landing->context.policy.layout,
                                     .artefacts = landing->context.policy.protocol->artefacts,
                                     .policy = &landing->context.policy.version};
    *out = (struct bg_landing){.arena = &landing->context.arena};
    return bg_repo_tree(repo, base, &query.base, err) && bg_repo_tree(repo, head, &query.head, err) &&
           bg_landing_settle(&query, out, err);
}

/* The whole branch is one step of a merge, each of its commits one of a rebase. */
static bool make_steps(struct landing *landing, struct bg_error *err) {
    struct bg_arena *arena = &landing->context.arena;
    struct bg_repo *repo = landing->context.repo;
    struct bg_oid *commits = &landing->range.head_commit;
    size_t count = 1;
    if (landing->how->is_rebase && !bg_repo_own_commits(repo, &landing->range.tip_commit, &landing->range.head_commit,
                                                        arena, &commits, &count, err)) {
        return false;
    }
    bool ends_with_merge = count == 0 || !bg_oid_equal(&commits[count - 1], &landing->range.head_commit);
    if (ends_with_merge) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "the branch ends with a merge, which a rebase would leave out; land it without --rebase");
    }
    landing->steps = bg_arena_array(arena, count, sizeof landing->steps[0]);
    for (size_t s = 0; s < count; s++) {
        struct bg_landing settled = landing->whole;
        struct bg_join_step *step = &landing->steps[s];
        step->commit = commits[s];
        if (!bg_repo_merge_base(repo, &commits[s], &landing->range.tip_commit, &step->base, err) ||
            (s + 1 < count && !settle(landing, &step->base, &step->commit, &settled, err))) {
            return false;
        }
        step->files = settled.files.items;
        step->file_count = settled.files.count;
    }
    landing->step_count = count;
    return true;
}

static bool is_for_person(const struct landing *landing) {
    bool is_left = false;
    for (size_t l = 0; l < landing->whole.count; l++) {
        is_left = is_left || landing->whole.items[l].version.at == NULL;
    }
    return is_left;
}

static void say_releases(struct landing *landing) {
    for (size_t l = 0; l < landing->whole.count; l++) {
        const struct bg_landed *landed = &landing->whole.items[l];
        if (landed->version.at == NULL) {
            bg_buffer_printf(&landing->said, "%.*s  %.*s  for a person: %.*s\n", BG_ARGS(landed->name),
                             BG_ARGS(landed->declared), BG_ARGS(landed->why));
        } else if (bg_slice_equal(landed->version, landed->declared)) {
            bg_buffer_printf(&landing->said, "%.*s  %.*s  stays\n", BG_ARGS(landed->name), BG_ARGS(landed->version));
        } else {
            bg_buffer_printf(&landing->said, "%.*s  %.*s -> %.*s\n", BG_ARGS(landed->name), BG_ARGS(landed->declared),
                             BG_ARGS(landed->version));
        }
    }
}

/* The files of the releases as they would be; those with conflicts have no place in a diff. */
static bool plan(struct landing *landing, enum bg_land_state *state, struct bg_error *err) {
    const struct bg_landing_files *files = &landing->whole.files;
    for (size_t f = 0; f < files->count; f++) {
        struct bg_slice before;
        const struct bg_join_file *file = &files->items[f];
        if (!file->is_clean) {
            bg_buffer_printf(&landing->said, "%.*s: both sides changed the same lines\n", BG_ARGS(file->path));
            *state = BG_LAND_CONFLICTS;
            continue;
        }
        if (bg_tree_read(landing->range.head, file->path, &landing->context.arena, &before, NULL, err) !=
                BG_FILE_READ ||
            !bg_patch_add(&landing->patch, file->path, before, file->text, err)) {
            return false;
        }
    }
    return true;
}

static void say_result(struct landing *landing, const struct bg_join_result *result) {
    const char *verb = landing->how->is_rebase ? "rebased upon" : "merged";
    bg_buffer_printf(&landing->said, "%s %.*s", verb, BG_ARGS(landing->range.base_rev));
    if (result->conflict_count > 0) {
        bg_buffer_printf(&landing->said, "; %zu file%s with conflicts, to be solved and ended with `git %s`:\n",
                         result->conflict_count, bg_plural(result->conflict_count),
                         landing->how->is_rebase ? "rebase --continue" : "commit");
        for (size_t c = 0; c < result->conflict_count; c++) {
            bg_buffer_printf(&landing->said, "  %.*s\n", BG_ARGS(result->conflicts[c]));
        }
    } else if (bg_oid_is_zero(&result->commit)) {
        bg_buffer_add_text(&landing->said, "; `git commit` ends it\n");
    } else {
        struct bg_slice hex = bg_oid_hex(&landing->context.arena, &result->commit);
        bg_buffer_printf(&landing->said, ": %.*s\n", BG_ARGS(bg_slice_range(hex, 0, 10)));
    }
}

static bool join(struct landing *landing, enum bg_land_state *state, struct bg_error *err) {
    const struct bg_land_options *how = landing->how;
    struct bg_join_result result;
    if (!make_steps(landing, err)) {
        return false;
    }
    struct bg_join_query query = {.tip = landing->range.tip_commit,
                                  .tip_name = landing->range.base_rev,
                                  .steps = landing->steps,
                                  .step_count = landing->step_count,
                                  .is_rebase = how->is_rebase,
                                  .is_committed = how->is_committed,
                                  .message = bg_slice_of(how->message)};
    if (!bg_repo_join(landing->context.repo, &landing->context.arena, &query, &result, err)) {
        return false;
    }
    say_result(landing, &result);
    *state = result.conflict_count > 0 ? BG_LAND_CONFLICTS : BG_LAND_DONE;
    return true;
}

static bool land(struct landing *landing, const struct bg_options *options, enum bg_land_state *state,
                 struct bg_error *err) {
    struct bg_range_options range = {.base = landing->how->onto, .kind = BG_HEAD_COMMIT};
    struct bg_context *context = &landing->context;
    if (!bg_context_init(context, options, err) ||
        !bg_range_resolve(context->repo, &range, &context->arena, &landing->range, err)) {
        return false;
    }
    if (bg_oid_equal(&landing->range.base_commit, &landing->range.tip_commit)) {
        *state = BG_LAND_UP_TO_DATE;
        return true;
    }
    if (bg_oid_equal(&landing->range.base_commit, &landing->range.head_commit)) {
        return bg_fail(err, BG_ERROR_JUDGE, "the branch has nothing of its own; git merge --ff-only %s",
                       landing->how->onto);
    }
    struct bg_ends ends = {landing->range.base, landing->range.tip, landing->range.head};
    if (!bg_context_configure(context, options, &ends, err) ||
        !settle(landing, &landing->range.base_commit, &landing->range.head_commit, &landing->whole, err)) {
        return false;
    }
    say_releases(landing);
    if (is_for_person(landing)) {
        *state = BG_LAND_FOR_PERSON;
        return true;
    }
    *state = BG_LAND_DONE;
    return landing->how->is_dry_run ? plan(landing, state, err) : join(landing, state, err);
}

bool bg_land(const struct bg_options *options, const struct bg_land_options *how, const struct bg_writer *to,
             const struct bg_writer *patch, enum bg_land_state *state, struct bg_error *err) {
    struct landing landing = {.how = how};
    bool is_done = bg_options_are_known(options->version, err) && bg_options_are_known(how->version, err) &&
                   land(&landing, options, state, err);
    bool is_said =
        is_done && bg_write_out(to, &landing.said, err) && (patch == NULL || bg_write_out(patch, &landing.patch, err));
    bg_buffer_finish(&landing.patch);
    bg_buffer_finish(&landing.said);
    bg_context_finish(&landing.context);
    return is_said;
}
