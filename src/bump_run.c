/*
 * A run and its plans: what is owed is planned for every connector, then all files are written or none. Refusals of one
 * connector do not keep the others from being written: each release is its own.
 */
#include "run.h"

#include "bump/plan.h"
#include "bump/title.h"
#include "repo/patch.h"

/* Number and subject for the changelog, from the options or from the subject of the head commit. */
static bool fill_entry(struct bg_whole_run *whole, const struct bg_bump_options *options,
                       struct bg_changelog_entry *entry, struct bg_error *err) {
    struct bg_slice subject = BG_NO_SLICE;
    int64_t seconds;
    bool is_asked = options->pull_request == NULL || options->title == NULL;
    if (is_asked && !bg_oid_is_zero(&whole->range.head_commit) &&
        !bg_repo_describe(whole->context.repo, &whole->range.head_commit, &whole->context.arena, &subject, &seconds,
                          err)) {
        return false;
    }
    *entry = (struct bg_changelog_entry){
        .date = bg_slice_of(options->date),
        .pr = options->pull_request != NULL ? bg_slice_of(options->pull_request) : bg_title_number(subject),
        .subject = bg_title_clean(options->title != NULL ? bg_slice_of(options->title) : subject),
        .repository = bg_slice_of(options->repository),
        .allows_placeholder = options->allows_placeholder,
    };
    return true;
}

static bool make_patch(struct bg_arena *arena, const struct bg_plan_files *files, struct bg_slice *patch,
                       struct bg_error *err) {
    struct bg_buffer text = {0};
    bool is_made = true;
    for (size_t f = 0; is_made && f < files->count; f++) {
        is_made = bg_patch_add(&text, files->items[f].path, files->items[f].before, files->items[f].after, err);
    }
    *patch = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return is_made;
}

static bool write_files(struct bg_whole_run *whole, const struct bg_plan_files *files, struct bg_error *err) {
    struct bg_slice folder = bg_repo_folder(whole->context.repo);
    if (folder.at == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the repository has no work tree to write to; use --dry-run or --patch");
    }
    return bg_apply(&whole->context.arena, folder, files->items, files->count, err);
}

bool bg_run_bump(struct bg_run *run, const struct bg_bump_options *options, enum bg_outcome *outcome,
                 struct bg_slice *patch, struct bg_error *err) {
    struct bg_whole_run *whole = (struct bg_whole_run *)run;
    struct bg_arena *arena = &whole->context.arena;
    struct bg_plan_files files = {.arena = arena};
    struct bg_plan_query query = {
        .head = whole->range.head,
        .layout = whole->context.judge.layout,
        .policy = &whole->context.judge.version_policy,
        .to = bg_slice_of(options->to),
        .wants_candidate = options->wants_candidate,
        .only_taken = options->only_taken,
        .is_draft = options->is_draft,
    };
    if (!fill_entry(whole, options, &query.entry, err)) {
        return false;
    }
    *outcome = BG_OUTCOME_PASSED;
    for (size_t v = 0; v < run->verdict_count; v++) {
        const struct bg_plan *plan = bg_plan_connector(&query, &whole->verdicts[v], &files);
        whole->verdicts[v].plan = plan;
        *outcome = plan->outcome > *outcome ? plan->outcome : *outcome;
    }
    if (patch != NULL && !make_patch(arena, &files, patch, err)) {
        return false;
    }
    return options->is_dry_run || files.count == 0 || write_files(whole, &files, err);
}
