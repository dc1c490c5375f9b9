/*
 * The middle of the pipeline: changed paths, connectors, two snapshots of each, facts, findings, verdict. One connector
 * at a time; what it needed is freed before the next.
 */
#include "run/judge.h"
#include "run/readers.h"
#include "release/last_stable.h"
#include "release/release.h"

#include "layout/discover.h"
#include "model/load.h"
#include "base/glob.h"
#include "diff/files.h"
#include "diff/metadata.h"
#include "diff/spec/spec.h"
#include "diff/stream/streams.h"
#include "rules/match.h"
#include "release/oddity.h"
#include "release/scheme.h"
#include "release/verdict.h"
#include "rules/waive.h"
#include "repo/walk.h"

/* One connector under judgement. */
struct trial {
    const struct bg_policy *policy;
    const struct bg_moment *moment;
    struct bg_seen *seen;
    struct bg_change_list changed;
    const struct bg_touched *touched;
    struct bg_arena arena; /* documents and schemas; freed after the verdict */
    struct bg_problems base_problems;
    struct bg_problems problems; /* of the head; those of the base are added */
    struct bg_connector base;
    struct bg_connector head;
    bool has_base;
    bool has_head;
    const struct bg_view *base_view; /* of the sides that are there */
    const struct bg_view *head_view;
    bool is_compared; /* the surfaces may differ */
};

/* What makes two problems the same one: all but the line. */
static struct bg_slice problem_key(struct bg_arena *arena, const struct bg_problem *problem) {
    return bg_arena_printf(arena, "%.*s\n%.*s\n%.*s", BG_ARGS(problem->id), BG_ARGS(problem->at.file),
                           BG_ARGS(problem->message));
}

/* Problems that both sides have are older than this change: nothing is worse, so they keep nothing from being judged.
 */
static void forgive_old_problems(struct bg_arena *arena, struct bg_problems *base, struct bg_problems *head) {
    struct bg_table before = {0};
    for (size_t i = 0; i < base->count; i++) {
        if (base->items[i].is_fatal) {
            (void)bg_table_put(&before, problem_key(arena, &base->items[i]), &base->items[i]);
        }
    }
    for (size_t i = 0; i < head->count; i++) {
        struct bg_problem *after = &head->items[i];
        struct bg_problem *same = after->is_fatal ? bg_table_get(&before, problem_key(arena, after)) : NULL;
        if (same != NULL) {
            same->is_fatal = false;
            after->is_fatal = false;
        }
    }
    for (size_t i = 0; i < base->count; i++) { /* the same one said twice */
        struct bg_problem *problem = &base->items[i];
        if (problem->is_fatal) {
            const struct bg_problem *kept = bg_table_get(&before, problem_key(arena, problem));
            problem->is_fatal = kept->is_fatal;
        }
    }
    bg_table_finish(&before);
}

/* Of a side that is read anew: its view, and the connector itself. */
static const struct bg_view *load_base(struct trial *trial) {
    return bg_seen_load(trial->seen, trial->moment->base, trial->policy->layout, trial->touched->base_root,
                        &trial->arena, &trial->base_problems, &trial->base);
}

static const struct bg_view *load_head(struct trial *trial) {
    return bg_seen_load(trial->seen, trial->moment->head, trial->policy->layout, trial->touched->head_root,
                        &trial->arena, &trial->problems, &trial->head);
}

/* Only what a version and its evidence need. */
static void load_metadata(struct trial *trial) {
    const struct bg_layout *layout = trial->policy->layout;
    trial->base_problems.count = 0;
    if (trial->has_base) {
        (void)bg_connector_load_metadata(trial->moment->base, layout, trial->touched->base_root, &trial->arena,
                                         &trial->base_problems, &trial->base);
    }
    if (trial->has_head) {
        (void)bg_connector_load_metadata(trial->moment->head, layout, trial->touched->head_root, &trial->arena,
                                         &trial->problems, &trial->head);
    }
}

/* Both sides in full, unless the head would answer all that the base was asked in the same way. */
static void load_both(struct trial *trial) {
    const struct bg_layout *layout = trial->policy->layout;
    const struct bg_touched *touched = trial->touched;
    trial->base_view = bg_seen_find(trial->seen, trial->moment->base, layout, touched->base_root);
    bool is_loaded = trial->base_view == NULL;
    if (is_loaded) {
        trial->base_view = load_base(trial);
    }
    trial->is_compared = !bg_view_holds(trial->base_view, trial->moment->head, layout, touched->head_root);
    if (!trial->is_compared) {
        load_metadata(trial);
        bool is_moved = !bg_slice_equal(touched->base_root, touched->head_root);
        trial->head_view =
            is_moved ? bg_seen_get(trial->seen, trial->moment->head, layout, touched->head_root) : trial->base_view;
        return;
    }
    if (!is_loaded) {
        (void)bg_connector_load(trial->moment->base, layout, touched->base_root, &trial->arena, &trial->base_problems,
                                NULL, &trial->base);
    }
    trial->head_view = load_head(trial);
}

/* What is needed of the sides that are there; *coverage is that of the head, or of what was removed. */
static void load(struct trial *trial, struct bg_coverage *coverage) {
    const struct bg_touched *touched = trial->touched;
    trial->has_base = touched->base_root.at != NULL;
    trial->has_head = touched->head_root.at != NULL;
    if (trial->has_base && trial->has_head) {
        load_both(trial);
    } else if (trial->has_head) {
        trial->head_view = load_head(trial);
    } else {
        load_metadata(trial);
        trial->base_view = bg_seen_get(trial->seen, trial->moment->base, trial->policy->layout, touched->base_root);
    }
    if (trial->moment->base_version.at != NULL) {
        trial->base.about.version.text = trial->moment->base_version;
        trial->head.about.version.text = trial->moment->head_version;
    }
    forgive_old_problems(&trial->arena, &trial->base_problems, &trial->problems);
    const struct bg_view *view = trial->has_head ? trial->head_view : trial->base_view;
    *coverage = bg_coverage_copy(trial->moment->arena, &view->coverage);
}

/* What could not be read is not compared: half a surface would look like one that lost the other half. */
static void compare(struct trial *trial, struct bg_changes *changes) {
    if (!trial->has_base || !trial->has_head) {
        return;
    }
    if (trial->is_compared && !bg_problems_are_fatal(&trial->problems)) {
        bg_diff_spec(trial->policy->protocol, &trial->base.spec, &trial->head.spec, changes);
        bg_diff_streams(trial->policy->protocol, &trial->base, &trial->head, changes);
    }
    bg_diff_metadata(&trial->base, &trial->head, changes);
    struct bg_touched touched =
        bg_readers_files(trial->touched, trial->changed, trial->base_view, trial->head_view, &trial->arena);
    bg_diff_files(&touched, &trial->policy->never_ships, 1, trial->policy->layout->metadata, changes);
}

static bool code_changed(const struct bg_changes *changes) {
    for (size_t i = 0; i < changes->count; i++) {
        if (changes->items[i].kind == BG_CHANGE_FILE && (changes->items[i].flags & BG_FLAG_SHIPS) != 0) {
            return true;
        }
    }
    return false;
}

/* The version on the tip of the base, if the connector is there. What is wrong with that file is no fault of the head.
 */
static struct bg_slice version_on_tip(struct trial *trial) {
    if (trial->moment->tip == trial->moment->base) {
        return trial->has_base ? trial->base.about.version.text : BG_NO_SLICE;
    }
    struct bg_connector tip = {0};
    struct bg_slice root = trial->has_base ? trial->touched->base_root : trial->touched->head_root;
    if (!bg_connector_load_metadata(trial->moment->tip, trial->policy->layout, root, &trial->arena, NULL, &tip)) {
        return BG_NO_SLICE;
    }
    return tip.about.version.text;
}

static struct bg_slice last_stable(struct trial *trial) {
    const struct bg_moment *moment = trial->moment;
    return trial->has_base ? bg_last_stable_find(&trial->arena, moment->repo, &moment->base_commit,
                                                 trial->policy->layout, &trial->policy->version, &trial->base)
                           : BG_NO_SLICE;
}

/* What is odd about a version that was changed and could be compared. */
static void note_oddity(struct trial *trial, const struct bg_verdict *verdict) {
    const struct bg_version_policy *policy = &trial->policy->version;
    struct bg_version base = bg_scheme_read(policy, verdict->version_base);
    struct bg_version tip = bg_scheme_read(policy, verdict->version_tip);
    bool is_tip_above = tip.is_valid && base.is_valid && bg_semver_compare(&tip.parsed, &base.parsed) > 0;
    if (!trial->has_head || bg_slice_equal(verdict->version_base, verdict->version_head)) {
        return;
    }
    struct bg_oddity oddity = bg_version_oddity(
        &trial->arena, policy, is_tip_above ? verdict->version_tip : verdict->version_base, verdict->version_head);
    if (oddity.id != NULL) {
        bg_problem_add(&trial->problems, oddity.id, false, verdict->version_at, "%.*s", BG_ARGS(oddity.message));
    }
}

/* Problems of the base that the head does not have. */
static void add_base_problems(struct trial *trial) {
    for (size_t i = 0; i < trial->base_problems.count; i++) {
        const struct bg_problem *problem = &trial->base_problems.items[i];
        if (problem->is_fatal) {
            bg_problem_add(&trial->problems, problem->id.at, true, problem->at, "%.*s (before this change)",
                           BG_ARGS(problem->message));
        }
    }
}

static void keep_problems(struct bg_problems *kept, const struct bg_problems *problems) {
    for (size_t i = 0; i < problems->count; i++) {
        struct bg_problem problem = problems->items[i];
        problem.at.file = bg_arena_copy(kept->arena, problem.at.file);
        bg_problem_add(kept, problem.id.at, problem.is_fatal, problem.at, "%.*s", BG_ARGS(problem.message));
    }
}

/* A release whose version is enough brings along the rest as well. */
static void hold_to_evidence(struct trial *trial, struct bg_verdict *verdict) {
    bool is_judged = verdict->outcome == BG_OUTCOME_PASSED ||
                     (verdict->outcome == BG_OUTCOME_SKIPPED && !trial->head.about.is_archived);
    if (!trial->has_head || !is_judged) {
        return;
    }
    struct bg_release_query query = {
        .base_tree = trial->moment->base,
        .head_tree = trial->moment->head,
        .layout = trial->policy->layout,
        .artefacts = trial->policy->protocol->artefacts,
        .base = trial->has_base ? &trial->base : NULL,
        .head = &trial->head,
        .evidence = trial->policy->evidence,
        .evidence_count = trial->policy->evidence_count,
        .notice = trial->policy->notice,
        .today = trial->moment->today,
        .problems = &trial->problems,
    };
    bg_release_check(trial->moment->arena, &query, verdict);
}

static void judge_one(struct trial *trial, struct bg_verdict *out) {
    const struct bg_policy *policy = trial->policy;
    struct bg_coverage coverage;
    trial->base_problems.arena = &trial->arena;
    trial->problems.arena = &trial->arena;
    load(trial, &coverage);
    add_base_problems(trial);
    struct bg_changes changes = {.arena = &trial->arena};
    compare(trial, &changes);
    struct bg_finding *findings;
    size_t finding_count;
    bg_policy_judge(policy->rules, policy->levels, &changes, trial->touched->name, trial->moment->arena, &findings,
                    &finding_count);
    bg_waivers_apply(policy->waivers, trial->touched->name,
                     trial->has_head ? trial->head.about.version.text : BG_NO_SLICE, findings, finding_count);
    bool is_hidden = coverage.spec == BG_READ_OPAQUE || coverage.streams_opaque > 0;
    struct bg_verdict_query query = {
        .state = trial->touched->state,
        .base = trial->has_base ? &trial->base : NULL,
        .head = trial->has_head ? &trial->head : NULL,
        .version_tip = version_on_tip(trial),
        .last_stable = last_stable(trial),
        .policy = &policy->version,
        .is_tagged = trial->moment->is_tagged,
        .findings = findings,
        .finding_count = finding_count,
        .problems = trial->problems.items,
        .problem_count = trial->problems.count,
        .coverage = coverage,
        .surface_is_hidden = is_hidden && code_changed(&changes),
    };
    bg_verdict_reach(trial->moment->arena, &query, out);
    hold_to_evidence(trial, out);
    note_oddity(trial, out);
}

static bool is_wanted(const struct bg_slices *wanted, struct bg_slice name) {
    for (size_t i = 0; i < wanted->count; i++) {
        if (bg_slice_equal(name, wanted->items[i])) {
            return true;
        }
    }
    return wanted->count == 0;
}

static void judge_all(const struct trial *template, const struct bg_touched *touched, size_t count,
                      struct bg_judgement *out) {
    struct bg_arena *arena = template->moment->arena;
    *out = (struct bg_judgement){.problems = {.arena = arena}};
    out->verdicts = bg_arena_array(arena, count, sizeof out->verdicts[0]);
    for (size_t i = 0; i < count; i++) {
        if (is_wanted(&template->policy->wanted, touched[i].name)) {
            struct trial trial = *template;
            trial.touched = &touched[i];
            judge_one(&trial, &out->verdicts[out->count++]);
            keep_problems(&out->problems, &trial.problems);
            bg_arena_finish(&trial.arena);
        }
    }
}

bool bg_judge_moment(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_seen *seen,
                     struct bg_judgement *out, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changed *changed;
    size_t changed_count;
    struct bg_touched *touched;
    size_t count;
    bool is_ok = bg_walk(moment->base, moment->head, &arena, &changed, &changed_count, err) &&
                 bg_discover(moment->base, moment->head, changed, changed_count, policy->layout, &arena, &touched,
                             &count, err) &&
                 bg_readers_add(moment, policy->layout, seen, (struct bg_change_list){changed, changed_count}, &arena,
                                &touched, &count, err);
    if (is_ok) {
        struct trial template = {.policy = policy, .moment = moment, .seen = seen, .changed = {changed, changed_count}};
        judge_all(&template, touched, count, out);
    }
    bg_arena_finish(&arena);
    return is_ok;
}
