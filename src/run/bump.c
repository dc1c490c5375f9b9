/*
 * A run and its plans: what is owed is planned for every connector, then all files are written or none. Refusals of one
 * connector do not keep the others from being written: each release is its own.
 */
#include "run/public.h"
#include "run/run.h"
#include "run/before.h"
#include "run/rows.h"
#include "run/pending.h"

#include "diff/protocol.h"
#include "release/checkout.h"
#include "release/plan.h"
#include "release/pull_link.h"
#include "base/date.h"
#include "base/level.h"
#include "release/title.h"
#include "rules/policy.h"
#include "report/plan_text.h"
#include "repo/commit.h"
#include "repo/origin.h"
#include "repo/patch.h"

/* Without what only the commit is called by; all of it, where nothing else is left. */
static struct bg_slice title_of(struct bg_slice subject) {
    struct bg_slice title = bg_title_clean(subject);
    return title.len > 0 ? title : bg_slice_trim(subject);
}

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
    char today[BG_DATE_SIZE];
    struct bg_slice date = bg_slice_of(options->date != NULL ? options->date : bg_date_today(today));
    *entry = (struct bg_changelog_entry){
        .date = bg_arena_copy(&whole->context.arena, date),
        .pr = options->pull_request != NULL ? bg_slice_of(options->pull_request) : bg_title_number(subject),
        .subject = title_of(options->title != NULL ? bg_slice_of(options->title) : subject),
        .pulls = bg_pull_address(&whole->context.arena, bg_slice_of(options->repository)),
        .pulls_else =
            bg_pull_address(&whole->context.arena, bg_repo_origin(whole->context.repo, &whole->context.arena)),
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

/* "chore(source-x): bump version to 1.2.3", or how many and one line for each. */
static struct bg_slice default_message(const struct bg_whole_run *whole, struct bg_arena *arena) {
    struct bg_buffer lines = {0};
    const struct bg_verdict *last = NULL;
    size_t count = 0;
    for (size_t v = 0; v < whole->run.verdict_count; v++) {
        const struct bg_verdict *verdict = &whole->judgement.verdicts[v];
        if (verdict->plan->to.at != NULL) {
            bg_buffer_printf(&lines, "- %.*s: %.*s\n", BG_ARGS(verdict->name), BG_ARGS(verdict->plan->to));
            last = verdict;
            count++;
        }
    }
    struct bg_slice message = count == 1 ? bg_arena_printf(arena, "chore(%.*s): bump version to %.*s\n",
                                                           BG_ARGS(last->name), BG_ARGS(last->plan->to))
                                         : bg_arena_printf(arena, "chore: bump versions of %zu connectors\n\n%.*s",
                                                           count, BG_ARGS(bg_buffer_slice(&lines)));
    bg_buffer_finish(&lines);
    return message;
}

static struct bg_commit_query commit_of(const struct bg_whole_run *whole, struct bg_arena *arena,
                                        const struct bg_bump_options *options, const struct bg_plan_files *files,
                                        const struct bg_pending *pending) {
    struct bg_slice *paths = bg_arena_array(arena, files->count + pending->count, sizeof paths[0]);
    for (size_t f = 0; f < files->count; f++) {
        paths[f] = files->items[f].path;
    }
    for (size_t p = 0; p < pending->count; p++) {
        paths[files->count + p] = pending->items[p];
    }
    return (struct bg_commit_query){
        .paths = paths,
        .path_count = files->count + pending->count,
        .message = options->message != NULL ? bg_slice_of(options->message) : default_message(whole, arena),
    };
}

static bool write_files(struct bg_whole_run *whole, const struct bg_plan_files *files, struct bg_error *err) {
    struct bg_slice folder = bg_repo_folder(whole->context.repo);
    if (folder.at == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the repository has no work tree to write to; use --dry-run or --patch");
    }
    struct bg_arena *arena = &whole->context.arena;
    struct bg_file_change *fitted = bg_arena_array(arena, files->count, sizeof fitted[0]);
    for (size_t f = 0; f < files->count; f++) {
        struct bg_refusal refusal;
        if (!bg_checkout_fit(arena, whole->context.repo, &files->items[f], &fitted[f], &refusal)) {
            return bg_fail(err, BG_ERROR_JUDGE, "%.*s", BG_ARGS(refusal.message));
        }
    }
    return bg_apply(arena, folder, fitted, files->count, err);
}

/* What can keep the commit from being made is asked before the first file is written. */
static bool write_and_commit(struct bg_whole_run *whole, const struct bg_bump_options *options,
                             const struct bg_plan_files *files, const struct bg_pending *pending,
                             struct bg_error *err) {
    struct bg_arena *arena = &whole->context.arena;
    struct bg_commit_query query = commit_of(whole, arena, options, files, pending);
    struct bg_oid commit;
    if (!bg_repo_can_commit(whole->context.repo, &query, err) || !write_files(whole, files, err) ||
        !bg_repo_commit(whole->context.repo, &query, &commit, err)) {
        return false;
    }
    whole->run.bump_commit = bg_oid_hex(arena, &commit);
    return true;
}

/* A level, a word or something that may be a version of some scheme. */
static bool check_to(const struct bg_bump_options *options, struct bg_error *err) {
    struct bg_slice to = bg_slice_of(options->to);
    enum bg_level level;
    bool is_level = bg_level_find(to, &level) && level != BG_LEVEL_NONE;
    bool is_promotion = bg_slice_is(to, "promote");
    bool is_version = !is_level && !is_promotion && !bg_slice_is(to, "breaking");
    bool has_digit = false;
    for (size_t i = 0; i < to.len; i++) {
        has_digit |= to.at[i] >= '0' && to.at[i] <= '9';
    }
    if (is_version && !has_digit) {
        return bg_fail(err, BG_ERROR_USAGE,
                       "--to takes patch, minor, major, breaking, promote or a version, not \"%s\"", options->to);
    }
    bool is_release = is_promotion || (is_version && memchr(to.at, '-', to.len) == NULL);
    return !options->wants_candidate || !is_release ||
           bg_fail(err, BG_ERROR_USAGE, "--candidate asks for a candidate, and --to %s is a release", options->to);
}

bool bg_bump_check(const struct bg_bump_options *options, struct bg_error *err) {
    if (!bg_options_are_known(options->version, err)) {
        return false;
    }
    if (options->to != NULL && !check_to(options, err)) {
        return false;
    }
    return bg_entry_date_check(options->date, err) && bg_pull_number_check(options->pull_request, err) &&
           bg_title_check(options->title, "title", err) && bg_repository_check(options->repository, err);
}

/* What is asked for beyond what is owed. */
static bool is_order(const struct bg_bump_options *options) {
    return options->to != NULL || options->wants_candidate || options->is_draft;
}

static bool is_named(const struct bg_whole_run *whole) {
    return whole->context.policy.judges_unchanged && whole->context.policy.wanted.count > 0;
}

/* A plan is made by the policy that the verdict was reached by: what is written has to pass it. */
static void by_policy_of(const struct bg_verdict *verdict, struct bg_plan_query *query) {
    query->layout = verdict->policy->layout;
    query->artefacts = verdict->policy->protocol->artefacts;
    query->policy = &verdict->policy->version;
}

/* In a batch a connector has its own number or none, and its own words or those of all. */
static struct bg_changelog_entry entry_of(const struct bg_bump_options *options, const struct bg_changelog_entry *all,
                                          struct bg_slice name) {
    struct bg_changelog_entry entry = *all;
    const struct bg_bump_row *row = bg_rows_find(options, name);
    if (row != NULL) {
        entry.pr = bg_slice_of(row->pull_request);
        entry.is_of_batch = true;
        entry.subject = row->title != NULL ? title_of(bg_slice_of(row->title)) : all->subject;
    }
    return entry;
}

bool bg_run_bump(struct bg_run *run, const struct bg_bump_options *options, enum bg_outcome *outcome,
                 struct bg_slice *patch, struct bg_error *err) {
    struct bg_whole_run *whole = (struct bg_whole_run *)run;
    struct bg_arena *arena = &whole->context.arena;
    struct bg_plan_files files = {.arena = arena};
    struct bg_pending pending = {0};
    struct bg_plan_query query = {
        .head = whole->range.head,
        .base = whole->range.base,
        .checkout = options->is_dry_run ? NULL : whole->context.repo,
        .is_committed = options->is_committed,
        .verdicts = whole->judgement.verdicts,
        .verdict_count = run->verdict_count,
        .to = bg_slice_of(options->to),
        .wants_candidate = options->wants_candidate,
        .is_ordered = is_named(whole) && is_order(options),
        .only_taken = options->only_taken,
        .is_backport = options->is_backport,
        .is_draft = options->is_draft,
    };
    if (!bg_bump_check(options, err) ||
        (!query.is_ordered && !bg_range_has_changes(whole->context.repo, &whole->range, err)) ||
        (options->only_taken &&
         !bg_before_find(whole->context.repo, &whole->range, &query.before, &query.before_base, err)) ||
        !fill_entry(whole, options, &query.entry, err) ||
        (options->is_committed && !bg_pending_open(whole, &pending, err))) {
        return false;
    }
    run->has_named = is_named(whole);
    run->has_plans = true;
    run->is_planned_only = options->is_dry_run;
    *outcome = BG_OUTCOME_PASSED;
    const struct bg_changelog_entry all = query.entry;
    for (size_t v = 0; v < run->verdict_count; v++) {
        by_policy_of(&whole->judgement.verdicts[v], &query);
        query.entry = entry_of(options, &all, run->verdicts[v].name);
        struct bg_verdict *verdict = &whole->judgement.verdicts[v];
        const struct bg_plan *plan = bg_pending_plan(&pending, &query, verdict, &files);
        plan = plan != NULL ? plan : bg_plan_connector(&query, verdict, &files);
        verdict->plan = plan;
        *outcome = plan->outcome > *outcome ? plan->outcome : *outcome;
    }
    if (patch != NULL && !make_patch(arena, &files, patch, err)) {
        return false;
    }
    if (options->is_dry_run || files.count + pending.count == 0) {
        return true;
    }
    return options->is_committed ? write_and_commit(whole, options, &files, &pending, err)
                                 : write_files(whole, &files, err);
}

size_t bg_run_bump_count(const struct bg_run *run) {
    size_t count = 0;
    for (size_t v = 0; v < run->verdict_count; v++) {
        count += run->verdicts[v].plan != NULL && run->verdicts[v].plan->to.at != NULL;
    }
    return count;
}

bool bg_run_write_plans(const struct bg_run *run, const struct bg_report_options *options, const struct bg_writer *to,
                        struct bg_error *err) {
    struct bg_buffer text = {0};
    if (!bg_options_are_known(options->version, err)) {
        return false;
    }
    bg_report_plans(&text, run, options);
    bool is_written = bg_write_text(to, &text, options, err);
    bg_buffer_finish(&text);
    return is_written;
}
