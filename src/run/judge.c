/*
 * The middle of the pipeline: changed paths, connectors, two snapshots of each, facts, findings, verdict. One connector
 * at a time; what it needed is freed before the next.
 */
#include "run/judge.h"
#include "run/before.h"
#include "run/bystanders.h"
#include "run/candidates.h"
#include "run/exemptions.h"
#include "run/identities.h"
#include "run/readers.h"
#include "run/removal.h"
#include "run/titles.h"
#include "run/twins.h"
#include "release/changelog.h"
#include "release/last_stable.h"
#include "release/release.h"
#include "release/ways.h"

#include "base/limits.h"
#include "layout/discover.h"
#include "diff/pair.h"
#include "rules/match.h"
#include "release/oddity.h"
#include "release/scheme.h"
#include "release/verdict.h"
#include "rules/waive.h"
#include "repo/past.h"
#include "repo/walk.h"

/* One connector under judgement. */
struct trial {
    const struct bg_policy *policy;
    const struct bg_moment *moment;
    struct bg_seen *seen;
    struct bg_change_list changed;
    struct bg_removals *removals;
    struct bg_identities *identities;
    struct bg_effort *effort; /* of the run */
    const struct bg_touched *touched;
    const struct bg_touched *all; /* of this change, this one among them */
    size_t all_count;
    struct bg_arena arena; /* documents and schemas; freed after the verdict */
    struct bg_pair pair;
    struct bg_connector tip_metadata;
    const struct bg_about *tip; /* the connector on the tip of the base; NULL if it is not there */
    bool is_heir;               /* a major that takes over the users of another one, which it is not compared with */
};

/* Whether it was there, and its new version is a major above that. */
static bool declares_major(const struct trial *trial) {
    const struct bg_pair *pair = &trial->pair;
    struct bg_version base = bg_scheme_read(&trial->policy->version, pair->base.about.version.text);
    struct bg_version head = bg_scheme_read(&trial->policy->version, pair->head.about.version.text);
    return pair->has_base && pair->has_head && base.is_valid && head.is_valid &&
           bg_semver_compare(&head.parsed, &base.parsed) > 0 &&
           !bg_slice_equal(head.parsed.part[BG_SEMVER_MAJOR_PART], base.parsed.part[BG_SEMVER_MAJOR_PART]);
}

static void load(struct trial *trial) {
    const struct bg_moment *moment = trial->moment;
    struct bg_pair_ends ends = {
        .layout = trial->policy->layout,
        .seen = trial->seen,
        .base_tree = moment->base,
        .base_root = trial->touched->base_root,
        .head_tree = moment->head,
        .head_root = trial->touched->head_root,
    };
    bg_pair_load(&ends, &trial->arena, &trial->pair);
    bg_removals_check(trial->removals, trial->touched, &trial->pair.problems);
    trial->is_heir =
        bg_identities_check(trial->identities, trial->touched, declares_major(trial), &trial->pair.problems);
    trial->pair.is_emptied = trial->pair.is_emptied && !bg_removals_is_moved(trial->removals, trial->touched);
    if (trial->pair.base.about.is_tagged) {
        trial->pair.base.about.version.text = moment->base_version;
    }
    if (trial->pair.head.about.is_tagged) {
        trial->pair.head.about.version.text = moment->head_version;
    }
}

static void compare(struct trial *trial, struct bg_changes *changes) {
    const struct bg_pair *pair = &trial->pair;
    struct bg_touched touched =
        bg_readers_files(trial->touched, trial->changed, pair->base_view, pair->head_view, &trial->arena);
    struct bg_pair_diff diff = {
        .protocol = trial->policy->protocol,
        .pair = pair,
        .touched = &touched,
        .never_ships = trial->policy->never_ships,
        .releases_each_change = trial->policy->version.scheme == BG_SCHEME_SEMVER,
        .metadata = trial->policy->layout->metadata,
    };
    struct bg_connector original;
    bool is_golden = bg_spec_is_golden(&pair->base.declared.spec) && bg_spec_is_golden(&pair->head.declared.spec);
    if (is_golden && bg_twins_original(trial->policy->layout, trial->moment->base,
                                       trial->touched->base_root, &trial->arena, &original)) {
        diff.original = &original;
    }
    bg_diff_pair(&diff, changes);
}

/* On the tip of the base, if the connector is there. What is wrong with that file is no fault of the head. */
static void load_tip(struct trial *trial) {
    const struct bg_pair *pair = &trial->pair;
    if (trial->moment->tip == trial->moment->base) {
        trial->tip = pair->has_base ? &pair->base.about : NULL;
        return;
    }
    struct bg_slice root = pair->has_base ? trial->touched->base_root : trial->touched->head_root;
    bool is_there = bg_connector_load_metadata(trial->moment->tip, trial->policy->layout, root, &trial->arena, NULL,
                                               &trial->tip_metadata);
    trial->tip = is_there ? &trial->tip_metadata.about : NULL;
}

static struct bg_last_stable last_stable(struct trial *trial) {
    const struct bg_moment *moment = trial->moment;
    return trial->pair.has_base ? bg_last_stable_find(&trial->arena, moment->repo, &moment->base_commit,
                                                      &trial->policy->version, &trial->pair.base)
                                : (struct bg_last_stable){0};
}

/* What is odd about a version that was changed and could be compared. */
static void note_oddity(struct trial *trial, const struct bg_verdict *verdict) {
    const struct bg_version_policy *policy = &trial->policy->version;
    struct bg_version base = bg_scheme_read(policy, verdict->version_base);
    struct bg_version tip = bg_scheme_read(policy, verdict->version_tip);
    bool is_tip_above = tip.is_valid && base.is_valid && bg_semver_compare(&tip.parsed, &base.parsed) > 0;
    if (!trial->pair.has_head || bg_slice_equal(verdict->version_base, verdict->version_head)) {
        return;
    }
    struct bg_oddity oddity = bg_version_oddity(
        &trial->arena, policy, is_tip_above ? verdict->version_tip : verdict->version_base, verdict->version_head);
    if (verdict->is_too_high) {
        bool is_hidden = verdict->coverage.note_count > 0;
        bg_problem_add(&trial->pair.problems, BG_ID_HIGHER_THAN_NEEDED, false, verdict->version_at,
                       "`%.*s` is a major, and what changed %s: `%.*s` is enough%s", BG_ARGS(verdict->version_head),
                       verdict->required == BG_LEVEL_MINOR   ? "needs a minor"
                       : verdict->required == BG_LEVEL_PATCH ? "needs a patch"
                                                             : "needs no new version",
                       BG_ARGS(verdict->minimum), is_hidden ? ", as far as files show it" : "");
    }
    if (oddity.id != BG_ID_NONE) {
        bg_problem_add(&trial->pair.problems, oddity.id, false, verdict->version_at, "%.*s", BG_ARGS(oddity.message));
    }
}

/* A release whose version is enough brings along the rest as well. */
static void hold_to_evidence(struct trial *trial, struct bg_problems *problems, struct bg_verdict *verdict) {
    bool is_judged =
        verdict->outcome == BG_OUTCOME_PASSED || (verdict->outcome == BG_OUTCOME_SKIPPED && !verdict->is_exempt);
    if (!trial->pair.has_head || !is_judged) {
        return;
    }
    struct bg_release_query query = {
        .base_tree = trial->moment->base,
        .head_tree = trial->moment->head,
        .layout = trial->policy->layout,
        .artefacts = trial->policy->protocol->artefacts,
        .base = trial->pair.has_base ? &trial->pair.base : NULL,
        .head = &trial->pair.head,
        .evidence = trial->policy->evidence,
        .evidence_count = trial->policy->evidence_count,
        .notice = trial->policy->notice,
        .today = trial->moment->today,
        .problems = problems,
    };
    bg_release_check(trial->moment->arena, &query, verdict);
}

static bool has_paperwork(struct trial *trial) {
    const struct bg_artefacts *artefacts = trial->policy->protocol->artefacts;
    struct bg_artefact_places places = {.arena = &trial->arena};
    for (size_t a = 0; trial->pair.has_head && a < artefacts->count; a++) {
        if (artefacts->items[a]->turn == BG_TURN_IN_DRAFT) {
            artefacts->items[a]->find(trial->policy->layout, &trial->pair.head.about, &places);
        }
    }
    return places.count > 0;
}

static void find_ways(struct trial *trial, bool is_by_title, struct bg_verdict *verdict) {
    if (verdict->outcome <= BG_OUTCOME_PASSED || trial->moment->is_past) {
        return;
    }
    struct bg_ways_query query = {
        .policy = &trial->policy->version,
        .is_by_title = is_by_title,
        .wants_number = trial->moment->number.len == 0 && trial->pair.has_head &&
                        bg_changelog_wants_number(trial->policy->layout, &trial->pair.head.about, trial->moment->head,
                                                  &trial->arena),
        .has_paperwork = has_paperwork(trial),
        .base_rev = trial->moment->base_rev,
        .base_is_named = trial->moment->base_is_named,
        .tag = trial->moment->head_version.at != NULL ? trial->policy->layout->tag : BG_NO_SLICE,
        .head = trial->moment->head_rev,
        .checkout = &trial->moment->checkout,
    };
    bg_ways_find(trial->moment->arena, &query, verdict);
}

static void conclude(struct trial *trial, const struct bg_verdict_query *query, struct bg_problems *problems,
                     struct bg_verdict *out) {
    bg_verdict_reach(trial->moment->arena, query, out);
    hold_to_evidence(trial, problems, out);
    out->policy = trial->policy;
    find_ways(trial, query->floor_by.at != NULL, out);
}

/* A change exempts nobody: what the base says counts, and of a new connector what it says itself. */
static const struct bg_about *exempt_by(const struct trial *trial) {
    return trial->tip != NULL ? trial->tip : trial->pair.has_base ? &trial->pair.base.about : &trial->pair.head.about;
}

/* The exemptions that the head claims and that do not count yet, or count though nobody has agreed to them before; and
 * what the verdict would be otherwise. */
static void note_exemptions(struct trial *trial, const struct bg_verdict_query *query,
                            const struct bg_verdict *verdict) {
    static const struct bg_about nothing;
    const struct bg_pair *pair = &trial->pair;
    bool is_new = query->exempt == &pair->head.about;
    const struct bg_about *before = pair->has_base ? &pair->base.about : is_new ? &nothing : query->exempt;
    struct bg_exemption_note notes[BG_EXEMPTIONS];
    size_t count = pair->has_head ? bg_exemptions_compare(trial->policy->layout, before, &pair->head.about, notes) : 0;
    if (count == 0) {
        return;
    }
    struct bg_verdict_query otherwise = *query;
    struct bg_verdict other;
    otherwise.exempt = is_new ? &nothing : &pair->head.about;
    conclude(trial, &otherwise, NULL, &other);
    for (size_t n = 0; n < count; n++) {
        bg_exemption_say(&notes[n], is_new, verdict, &other, &trial->pair.problems);
    }
}

/* A connector that is rejected was judged: what of it could not be read is a note to that. */
static void soften(struct bg_problems *problems) {
    for (size_t i = 0; i < problems->count; i++) {
        problems->items[i].is_fatal = false;
    }
}

static struct bg_slice title_of(const struct bg_moment *moment, struct bg_slice name) {
    for (size_t n = 0; n < moment->named_count; n++) {
        if (moment->titles[n] != NULL && bg_slice_is(name, moment->named[n])) {
            return bg_slice_of(moment->titles[n]);
        }
    }
    return moment->title;
}

/* What the title asks for of a connector that was there and still is. The words outlive the trial. */
static struct bg_title_floor title_floor(struct trial *trial, const struct bg_changes *changes,
                                         const struct bg_findings *findings, bool is_hidden) {
    struct bg_title_query query = {
        .titles = trial->policy->titles,
        .title = title_of(trial->moment, trial->touched->name),
        .name = trial->touched->name,
        .touched = trial->all,
        .touched_count = trial->all_count,
        .changes = changes,
        .findings = findings->items,
        .finding_count = findings->count,
        .is_whole = !is_hidden && trial->pair.coverage.note_count == 0,
        .at = trial->pair.head.about.version.at,
    };
    bool is_on_both_sides = trial->pair.has_base && trial->pair.has_head && !trial->pair.is_emptied;
    return is_on_both_sides ? bg_titles_floor(&query, &trial->pair.problems) : (struct bg_title_floor){0};
}

/* What a submodule holds is in another repository: that it stands on another commit is all that is seen of it. */
static void note_submodules(struct trial *trial, struct bg_coverage *coverage) {
    for (size_t i = 0; i < trial->touched->file_count; i++) {
        const struct bg_changed *file = &trial->touched->files[i];
        if (file->base_kind == BG_ENTRY_SUBMODULE || file->head_kind == BG_ENTRY_SUBMODULE) {
            bg_coverage_note(
                trial->moment->arena, coverage,
                bg_arena_printf(trial->moment->arena,
                                "`%.*s` is a submodule, and what changed in it stands in another repository",
                                BG_ARGS(file->path)));
        }
    }
}

static void judge_one(struct trial *trial, struct bg_verdict *out) {
    const struct bg_policy *policy = trial->policy;
    load(trial);
    load_tip(trial);
    struct bg_coverage coverage = bg_coverage_copy(trial->moment->arena, &trial->pair.coverage);
    note_submodules(trial, &coverage);
    struct bg_changes changes = {.arena = &trial->arena, .effort = trial->effort};
    compare(trial, &changes);
    struct bg_findings findings;
    bg_policy_judge(policy->rules, policy->levels, &changes, trial->touched->name, trial->moment->arena,
                    &findings.items, &findings.count);
    struct bg_last_stable stable = last_stable(trial);
    struct bg_candidates candidates = {policy,       trial->moment, trial->touched,
                                       &trial->pair, stable,        trial->effort};
    bg_candidates_settle(&candidates, &findings, &coverage);
    bg_waivers_apply(policy->waivers, trial->touched->name,
                     trial->pair.has_head ? trial->pair.head.about.version.text : BG_NO_SLICE, findings.items,
                     findings.count);
    bool is_hidden = coverage.spec == BG_READ_OPAQUE || coverage.streams_opaque > 0;
    struct bg_title_floor floor = title_floor(trial, &changes, &findings, is_hidden);
    struct bg_verdict_query query = {
        .state = trial->touched->state,
        .base = trial->pair.has_base ? &trial->pair.base : NULL,
        .head = trial->pair.has_head ? &trial->pair.head : NULL,
        .exempt = exempt_by(trial),
        .version_tip = trial->tip == NULL ? BG_NO_SLICE : trial->tip->version.text,
        .last_stable = stable.version,
        .policy = &policy->version,
        .is_tagged = trial->moment->is_tagged,
        .findings = findings.items,
        .finding_count = findings.count,
        .problems = trial->pair.problems.items,
        .problem_count = trial->pair.problems.count,
        .coverage = coverage,
        .is_emptied = trial->pair.is_emptied,
        .floor = trial->is_heir ? BG_LEVEL_MAJOR : floor.level,
        .floor_by = floor.by.at == NULL ? BG_NO_SLICE : bg_arena_copy(trial->moment->arena, floor.by),
        .surface_is_hidden = is_hidden && bg_titles_code_changed(&changes),
    };
    conclude(trial, &query, &trial->pair.problems, out);
    note_oddity(trial, out);
    note_exemptions(trial, &query, out);
    if (out->outcome == BG_OUTCOME_REJECTED) {
        soften(&trial->pair.problems);
    }
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
            trial.all = touched;
            trial.all_count = count;
            judge_one(&trial, &out->verdicts[out->count++]);
            bg_problems_keep(&out->problems, &trial.pair.problems);
            bg_arena_finish(&trial.arena);
        }
    }
}

static bool is_touched(const struct bg_touched *touched, size_t count, struct bg_slice name) {
    bool is_touched = false;
    for (size_t t = 0; t < count; t++) {
        is_touched |= bg_slice_equal(touched[t].name, name);
    }
    return is_touched;
}

/* Who is named for a bump gets a verdict, whether anything of it changed or not. */
static bool add_named(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_arena *arena,
                      struct bg_touched **touched, size_t *count, struct bg_error *err) {
    size_t room = policy->judges_unchanged ? policy->wanted.count : 0;
    struct bg_touched *all = bg_arena_array(arena, *count + room, sizeof all[0]);
    size_t all_count = *count;
    for (size_t t = 0; t < *count; t++) {
        all[t] = (*touched)[t];
    }
    for (size_t w = 0; w < room; w++) {
        struct bg_touched named = {.name = policy->wanted.items[w], .state = BG_STATE_CHANGED};
        if (!bg_discover_root(moment->base, policy->layout, named.name, arena, &named.base_root, err) ||
            !bg_discover_root(moment->head, policy->layout, named.name, arena, &named.head_root, err)) {
            return false;
        }
        bool is_there = named.base_root.at != NULL && named.head_root.at != NULL;
        if (is_there && !is_touched(all, all_count, named.name)) {
            all[all_count++] = named;
        }
    }
    if (all_count > *count) {
        bg_touched_sort(all, all_count);
        *touched = all;
        *count = all_count;
    }
    return true;
}

static void begin_budget(const struct bg_moment *moment) {
    if (moment->repo != NULL) {
        bg_repo_begin_budget(moment->repo, moment->most_bytes > 0 ? moment->most_bytes : BG_LIMIT_RUN_BYTES,
                             moment->most_steps > 0 ? moment->most_steps : BG_LIMIT_RUN_STEPS);
    }
}

/* What of its means a run has spent to the last: how much that is, and of what. */
struct spent {
    uint64_t most;
    const char *on; /* NULL: nothing is spent */
};

static struct spent spent_of(const struct bg_moment *moment, const struct bg_effort *effort) {
    const struct bg_budget *budget = moment->repo == NULL ? NULL : bg_repo_budget(moment->repo);
    if (budget != NULL && bg_budget_is_spent(budget)) {
        bool is_bytes = budget->bytes > budget->most_bytes;
        return (struct spent){is_bytes ? budget->most_bytes : budget->most_steps,
                              is_bytes ? "bytes were read" : "questions were asked of the trees"};
    }
    return (struct spent){effort->most, effort->steps > effort->most ? "steps of comparing schemas were made" : NULL};
}

/* What was not read or not compared does not pass, whoever wanted to. */
static void hold_to_budget(const struct bg_moment *moment, const struct bg_effort *effort, struct bg_judgement *out) {
    struct spent spent = spent_of(moment, effort);
    out->effort = effort->steps;
    if (spent.on == NULL) {
        return;
    }
    for (size_t i = 0; i < out->count; i++) {
        struct bg_verdict *verdict = &out->verdicts[i];
        verdict->outcome = verdict->outcome == BG_OUTCOME_REJECTED ? BG_OUTCOME_REJECTED : BG_OUTCOME_UNJUDGED;
        verdict->summary =
            verdict->outcome == BG_OUTCOME_REJECTED ? verdict->summary : BG_LITERAL("the run has done all that it may");
    }
    bg_problem_add(&out->problems, BG_ID_RUN_TOO_LARGE, true, (struct bg_place){0},
                   "more than %llu %s in one run, and no more are: what was not looked at is not judged; split the "
                   "change, or name connectors",
                   (unsigned long long)spent.most, spent.on);
}

bool bg_judge_moment(const struct bg_policy *policy, const struct bg_moment *moment, struct bg_seen *seen,
                     struct bg_judgement *out, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_changed *changed;
    size_t changed_count;
    struct bg_touched *touched;
    size_t count;
    struct bg_effort effort = {.most = moment->most_effort > 0 ? moment->most_effort : BG_LIMIT_RUN_EFFORT};
    begin_budget(moment);
    bool is_ok = bg_walk(moment->base, moment->head, &arena, &changed, &changed_count, err);
    if (is_ok && !bg_oid_is_zero(&moment->head_commit)) {
        bg_past_note(moment->repo, &moment->head_commit, &moment->base_commit, changed, changed_count);
    }
    is_ok = is_ok &&
            bg_discover(moment->base, moment->head, changed, changed_count, policy->layout, &arena, &touched, &count,
                        err) &&
            bg_readers_add(moment, policy->layout, seen, (struct bg_change_list){changed, changed_count}, &arena,
                           &touched, &count, err) &&
            bg_before_add_twins(policy, moment, &arena, &touched, &count, err) &&
            add_named(policy, moment, &arena, &touched, &count, err);
    if (is_ok) {
        struct bg_removals removals;
        struct bg_identities identities;
        struct trial template = {.policy = policy,
                                 .moment = moment,
                                 .seen = seen,
                                 .changed = {changed, changed_count},
                                 .removals = &removals,
                                 .identities = &identities,
                                 .effort = &effort};
        bg_removals_begin(&removals, policy, moment, touched, count, template.changed);
        bg_identities_begin(&identities, policy->layout, moment, touched, count);
        judge_all(&template, touched, count, out);
        bg_removals_finish(&removals);
        bg_identities_finish(&identities);
        out->bystanders = bg_bystanders_of(template.changed, touched, count, moment->arena);
        is_ok = bg_bystanders_without_marker(policy, moment, out->bystanders, &out->problems, err);
        hold_to_budget(moment, &effort, out);
    }
    bg_arena_finish(&arena);
    return is_ok;
}
