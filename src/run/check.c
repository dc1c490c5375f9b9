/*
 * The program in one sentence: open two revisions, find the connectors that changed, read each twice, list what
 * differs, judge it by the rules, compare with the declared version. The middle of the sentence is judge.c.
 */
#include "base/date.h"
#include "layout/read_site.h"
#include "repo/remedy.h"
#include "release/title.h"
#include "repo/tags.h"
#include "rules/renamed.h"
#include "run/before.h"
#include "run/bystanders.h"
#include "run/policy_changes.h"
#include "run/public.h"
#include "run/run.h"
#include "run/labels.h"
#include "run/pasted.h"
#include "run/twins.h"
#include "run/worse.h"

#include <stdlib.h>
#include <time.h>

static uint64_t now_milliseconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static struct bg_slice commit_text(struct bg_arena *arena, const struct bg_oid *commit) {
    return bg_oid_is_zero(commit) ? BG_NO_SLICE : bg_oid_hex(arena, commit);
}

static struct bg_slice read_end(const struct bg_run *run, bool is_base, struct bg_slice file, struct bg_arena *arena) {
    const struct bg_whole_run *whole = (const struct bg_whole_run *)run;
    return bg_tree_text(is_base ? whole->range.base : whole->range.head, file, arena);
}

static void fill(struct bg_whole_run *whole) {
    struct bg_run *run = &whole->run;
    const struct bg_range *range = &whole->range;
    const struct bg_judgement *judgement = &whole->judgement;
    struct bg_arena *arena = &whole->context.arena;
    *run = (struct bg_run){
        .base_rev = range->base_rev,
        .base_commit = commit_text(arena, &range->base_commit),
        .tip_commit = commit_text(arena, &range->tip_commit),
        .head_rev = range->head_rev,
        .head_commit = commit_text(arena, &range->head_commit),
        .head_kind = range->head_kind,
        .profile = whole->context.policy.profile,
        .layout = whole->layout,
        .connector_count = whole->census.known,
        .outcome = BG_OUTCOME_PASSED,
        .verdicts = judgement->verdicts,
        .verdict_count = judgement->count,
        .problems = judgement->problems.items,
        .problem_count = judgement->problems.count,
        .read = read_end,
    };
    for (size_t i = 0; i < judgement->count; i++) {
        enum bg_outcome outcome = judgement->verdicts[i].outcome;
        run->outcome_counts[outcome]++;
        run->outcome = outcome > run->outcome ? outcome : run->outcome;
    }
    for (size_t i = 0; i < run->problem_count; i++) {
        run->outcome = run->problems[i].is_fatal ? BG_OUTCOME_UNJUDGED : run->outcome;
    }
}

/* When the head is released, and the number that its subject names: the day of its commit, so that the same check says
 * the same later; else today. */
static bool find_today(struct bg_whole_run *whole, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_slice subject;
    int64_t seconds;
    char today[BG_DATE_SIZE];
    if (whole->range.head_kind != BG_HEAD_COMMIT) {
        whole->moment.today = bg_arena_copy(&context->arena, bg_slice_of(bg_date_today(today)));
        return true;
    }
    if (!bg_repo_describe(context->repo, &whole->range.head_commit, &context->arena, &subject, &seconds, err)) {
        return false;
    }
    whole->moment.today = bg_arena_copy(&context->arena, bg_slice_of(bg_date_of(seconds, today)));
    whole->moment.number = bg_title_number(subject);
    return true;
}

static bool fail_hidden(struct bg_context *context, const char *what, struct bg_error *err) {
    return bg_remedy_fail(context->repo, err,
                          "%s, and the clone lacks tags or history in which the last release may be; run: git fetch "
                          "--tags",
                          what);
}

/* Where the last release is the base: the newest tag that the head builds upon, unless a base was named. */
static bool start_at_release(struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_range *range = &whole->range;
    struct bg_release release;
    if (!bg_release_before(context->repo, context->policy.layout->tag, &range->head_commit, &context->arena, &release,
                           err)) {
        return false;
    }
    if (release.may_be_hidden) {
        return fail_hidden(context, "what changed since the last release is judged", err);
    }
    if (release.tag.at == NULL) {
        return true;
    }
    struct bg_slice revision = bg_arena_printf(&context->arena, "refs/tags/%.*s", BG_ARGS(release.tag));
    struct bg_range_options ends = {
        .base = revision.at, .head = options->head, .kind = options->head_kind, .is_exact = true};
    if (!bg_range_resolve(context->repo, &ends, &context->arena, range, err)) {
        return false;
    }
    range->base_rev = release.tag;
    return true;
}

/* The release that a commit is or, if it is none, builds upon. */
static bool find_release(struct bg_context *context, struct bg_slice name, const struct bg_oid *commit,
                         struct bg_release *out, struct bg_error *err) {
    return bg_release_at(context->repo, name, commit, &context->arena, out, err) &&
           (out->tag.at != NULL || bg_release_before(context->repo, name, commit, &context->arena, out, err));
}

/* Where tags are the versions: that of the release which the base is or builds upon, and that of the head, if it is
 * one. */
static bool read_tag_versions(struct bg_whole_run *whole, const struct bg_layout *layout, struct bg_moment *moment,
                              struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_slice name = layout->tag;
    struct bg_release base;
    struct bg_release head;
    if (!find_release(context, name, &whole->range.base_commit, &base, err) ||
        !bg_release_at(context->repo, name, &whole->range.head_commit, &context->arena, &head, err)) {
        return false;
    }
    if (base.may_be_hidden) {
        return fail_hidden(context, "the versions are those of the release tags", err);
    }
    moment->base_version = base.tag.at == NULL ? BG_LITERAL("0.0.0") : base.version;
    moment->head_version = head.tag.at == NULL ? moment->base_version : head.version;
    return true;
}

/* Whether one of the two ends has its versions in release tags. */
static bool are_tags(struct bg_whole_run *whole, const struct bg_layout *layout) {
    struct bg_arena *arena = &whole->context.arena;
    return bg_versions_are_tags(whole->range.base, layout, arena, NULL) ||
           bg_versions_are_tags(whole->range.head, layout, arena, NULL);
}

/* Where the layout says so, the last release takes the place of a base that was not named. */
static bool follow_tags(struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    bool compares_tags = whole->context.policy.layout->compares_tags;
    return !compares_tags || options->base != NULL || start_at_release(whole, options, err);
}

/* A name that is mistyped must not pass as a connector that did not change: each is in the head, or was in the base. */
static bool know_connectors(struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    for (size_t i = 0; i < options->connector_count; i++) {
        struct bg_slice name = bg_slice_of(options->connectors[i]);
        struct bg_slice root;
        struct bg_error ignored;
        bool was_there = bg_context_find(context, whole->range.base, name, &root, &ignored);
        if (!was_there && !bg_context_find(context, whole->range.head, name, &root, err)) {
            struct bg_error why = *err;
            return options->connector_file != NULL &&
                   bg_fail_at(err, why.code,
                              (struct bg_place){.file = bg_slice_of(options->connector_file),
                                                .line = options->connector_lines[i],
                                                .column = 1},
                              "%s", why.message);
        }
    }
    return true;
}

static void set_ends(struct bg_whole_run *whole, const struct bg_options *options) {
    struct bg_moment *moment = &whole->moment;
    moment->arena = &whole->context.arena;
    moment->base = whole->range.base;
    moment->head = whole->range.head;
    moment->tip = whole->range.tip;
    moment->repo = whole->context.repo;
    moment->base_commit = whole->range.base_commit;
    moment->head_rev = bg_slice_of(options->head);
    moment->is_past = options->is_past;
    moment->title = bg_slice_of(options->title);
    moment->named = options->connectors;
    moment->titles = options->connector_titles;
    moment->named_count = options->connector_titles == NULL ? 0 : options->connector_count;
    moment->labels_are_known = options->labels_are_known;
    moment->has_break_label = options->has_break_label;
    moment->head_is_risky = options->head_is_risky;
    bg_pasted_name(moment, &whole->range, options);
}

/* What was seen by one layout says nothing about another one. */
static struct bg_seen *seen_by(struct bg_whole_run *whole, const struct bg_layout *layout) {
    struct bg_context *context = &whole->context;
    return layout == context->policy.layout                      ? &whole->seen
           : context->has_also && layout == context->also.layout ? &whole->also_seen
                                                                 : &whole->other_seen;
}

/* Whether tags say what was released. A version in a file counts by itself where no tag marks a release. */
static bool marks_releases(struct bg_whole_run *whole, const struct bg_layout *layout, bool *out,
                           struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_release release;
    *out = layout->compares_tags;
    if (!layout->compares_tags || are_tags(whole, layout)) {
        return true;
    }
    if (!find_release(context, layout->tag, &whole->range.head_commit, &release, err)) {
        return false;
    }
    *out = release.tag.at != NULL || release.may_be_hidden;
    return true;
}

/* bumpgate runs nothing of what it reads; other steps of such a workflow may. */
static void note_checkout(const struct bg_moment *moment, struct bg_judgement *judgement) {
    if (moment->head_is_risky) {
        bg_problem_add(
            &judgement->problems, BG_ID_RISKY_CHECKOUT, false, (struct bg_place){0},
            "the workflow runs on pull_request_target and has checked out the pull request: a step that runs "
            "anything of it hands your token and secrets to its author");
    }
}

/* The range by one policy. */
static bool judge_by(struct bg_whole_run *whole, const struct bg_policy *policy, struct bg_judgement *out,
                     struct bg_error *err) {
    struct bg_moment moment = whole->moment;
    if (!marks_releases(whole, policy->layout, &moment.is_tagged, err)) {
        return false;
    }
    bool is_judged = (!are_tags(whole, policy->layout) || read_tag_versions(whole, policy->layout, &moment, err)) &&
                     bg_judge_moment(policy, &moment, seen_by(whole, policy->layout), out, err);
    if (is_judged) {
        bg_twins_note(policy, &moment, out);
        bg_labels_note(policy, &moment, out);
        note_checkout(&moment, out);
    }
    return is_judged;
}

/* By the policy that counts; where two layouts fit, by both; and, to say so, by the other policy. */
static bool judge_by_all(struct bg_whole_run *whole, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_judgement also;
    struct bg_judgement other;
    if (!judge_by(whole, &context->policy, &whole->judgement, err) ||
        (context->has_also && !judge_by(whole, &context->also, &also, err)) ||
        (context->has_other && !judge_by(whole, &context->other, &other, err))) {
        return false;
    }
    if (context->has_also) {
        bg_judgement_worsen(&whole->judgement, &also, &context->arena);
    }
    bg_policy_changes_report(context, context->has_other ? &other : NULL, context->has_also ? &also : NULL,
                             &whole->judgement);
    return true;
}

/* Of several layouts in one repository the first judges; what only another one knows, in the head or before, is named.
 */
static bool look_beside(struct bg_whole_run *whole, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_judgement *judgement = &whole->judgement;
    const struct bg_layout **others = NULL;
    size_t count = 0;
    if (judgement->bystanders.count == 0 || context->has_also) {
        return true;
    }
    bool is_ok =
        bg_layout_others(context->terms.config.layouts, context->policy.layout, &context->arena, &others, &count, err);
    for (size_t i = 0; i < count && is_ok; i++) {
        bool fits = bg_layout_is_in(whole->range.head, &context->arena, others[i]) ||
                    bg_layout_is_in(whole->range.base, &context->arena, others[i]);
        is_ok = !fits || bg_bystanders_by(others[i], &whole->moment, judgement->bystanders, &judgement->problems, err);
    }
    return is_ok;
}

static bool configure(struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    const struct bg_range *range = &whole->range;
    struct bg_ends ends = {range->base, range->tip, range->head};
    return bg_context_configure(&whole->context, options, &ends, err);
}

/* By the policy that counts, or where that one knows nothing, by the layout that stands beside it. */
static bool count_connectors(struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    const struct bg_range *range = &whole->range;
    const struct bg_layout *layout = context->policy.layout;
    struct bg_census also = {0};
    if (!bg_census_take(range->base, range->head, layout, &context->arena, &whole->census, err) ||
        (context->has_also &&
         !bg_census_take(range->base, range->head, context->also.layout, &context->arena, &also, err))) {
        return false;
    }
    if (whole->census.known == 0 && also.known > 0) {
        whole->census = also;
        layout = context->also.layout;
    }
    whole->layout = layout->id;
    return bg_census_suffices(&whole->census, layout, bg_config_file_name(options), err);
}

/* Who is named for a bump needs no change. */
static bool names_any(const struct bg_options *options) {
    return options->judges_named && options->connector_count > 0;
}

static bool has_two_ends(const struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    return names_any(options) || bg_range_has_two_ends(whole->context.repo, &whole->range, err);
}

static bool judge_range(struct bg_whole_run *whole, const struct bg_options *options, struct bg_error *err) {
    struct bg_context *context = &whole->context;
    struct bg_range_options ends = {.base = options->base,
                                    .head = options->head,
                                    .kind = options->head_kind,
                                    .may_be_base = names_any(options),
                                    .is_exact = options->base_is_exact};
    struct bg_range *range = &whole->range;
    if (!bg_context_init(context, options, err) ||
        !bg_range_resolve(context->repo, &ends, &context->arena, range, err) || !configure(whole, options, err) ||
        !follow_tags(whole, options, err) || !has_two_ends(whole, options, err) ||
        !count_connectors(whole, options, err) || !know_connectors(whole, options, err) || !find_today(whole, err)) {
        return false;
    }
    set_ends(whole, options);
    if (options->looks_before &&
        !bg_before_find(context->repo, range, &whole->moment.before, &whole->moment.before_base, err)) {
        return false;
    }
    if (!judge_by_all(whole, err) || !look_beside(whole, err)) {
        return false;
    }
    const struct bg_terms *written = context->is_adopted ? &context->terms : &context->other_terms;
    if (!context->head.is_there) {
        bg_config_file_misspelt(range->head, &whole->judgement.problems);
    }
    bg_waivers_report(&context->waivers, &whole->judgement.problems);
    bg_renamed_report(&written->config, &written->rules, &whole->judgement.problems);
    bg_problems_keep(&whole->judgement.problems, bg_repo_notes(context->repo));
    fill(whole);
    return true;
}

bool bg_run_new(struct bg_run **out, const struct bg_options *options, struct bg_error *err) {
    if (!bg_options_are_known(options->version, err)) {
        return false;
    }
    uint64_t start = now_milliseconds();
    struct bg_whole_run *whole = bg_realloc(NULL, sizeof *whole);
    *whole = (struct bg_whole_run){0};
    if (!judge_range(whole, options, err)) {
        bg_run_free(&whole->run);
        return false;
    }
    whole->run.milliseconds = now_milliseconds() - start;
    *out = &whole->run;
    return true;
}

/* What a caller named, {NULL, 0} where that is nothing. */
static struct bg_slice named(struct bg_arena *arena, const char *text) {
    return text == NULL || text[0] == '\0' ? BG_NO_SLICE : bg_arena_copy(arena, bg_slice_of(text));
}

void bg_run_refused(struct bg_run **out, const struct bg_options *options, const struct bg_error *why) {
    struct bg_whole_run *whole = bg_realloc(NULL, sizeof *whole);
    *whole = (struct bg_whole_run){0};
    struct bg_arena *arena = &whole->context.arena;
    struct bg_problems *problems = &whole->judgement.problems;
    problems->arena = arena;
    bg_problem_add_error(problems, BG_ID_RUN_REFUSED, why);
    struct bg_slice profile = named(arena, options->profile);
    whole->run = (struct bg_run){
        .base_rev = named(arena, options->base),
        .head_rev = named(arena, options->head == NULL ? "HEAD" : options->head),
        .head_kind = options->head_kind,
        .profile = profile.at != NULL ? profile : bg_profile_default()->name,
        .outcome = BG_OUTCOME_UNJUDGED,
        .problems = problems->items,
        .problem_count = problems->count,
    };
    *out = &whole->run;
}

void bg_run_free(struct bg_run *run) {
    if (run != NULL) {
        struct bg_whole_run *whole = (struct bg_whole_run *)run;
        bg_seen_finish(&whole->seen);
        bg_seen_finish(&whole->also_seen);
        bg_seen_finish(&whole->other_seen);
        bg_context_finish(&whole->context);
        free(whole);
    }
}
