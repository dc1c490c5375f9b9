/* Plans: see plan.h. */
#include "release/plan.h"

#include "release/checkout.h"
#include "release/own_release.h"
#include "release/planning.h"
#include "release/scheme.h"
#include "release/target.h"
#include "layout/expand.h"
#include "layout/read_site.h"
#include "repo/tags.h"
#include "base/semver.h"

/* A number of another major is the mirror's own count: to go on from there would declare what nobody has. */
static bool is_of_line(const struct bg_planning *planning, const struct bg_version *found) {
    struct bg_version version = bg_scheme_read(planning->query->policy, planning->verdict->version_head);
    bool is_semver = planning->query->policy->scheme == BG_SCHEME_SEMVER;
    return !is_semver || !version.is_valid || bg_semver_core_step(&version.parsed, &found->parsed) < BG_LEVEL_MAJOR;
}

/* The highest version that a mirror shows in the head and that is not the change's own: a number that is used up. */
static struct bg_slice highest_mirror(struct bg_planning *planning, struct bg_slice own) {
    struct bg_artefact_places places = {.arena = planning->arena};
    struct bg_slice highest = BG_NO_SLICE;
    bg_artefact_mirror.find(planning->query->layout, &planning->about, &places);
    for (size_t p = 0; p < places.count; p++) {
        struct bg_error err;
        struct bg_source *source = bg_planning_open(planning, places.items[p].path, &err);
        struct bg_slice text = bg_read_site(planning->arena, source, places.items[p].site, NULL);
        struct bg_version found = bg_scheme_read(planning->query->policy, text);
        struct bg_version before = bg_scheme_read(planning->query->policy, highest);
        if (found.is_valid && is_of_line(planning, &found) && !bg_slice_equal(text, planning->verdict->version_head) &&
            !bg_slice_equal(text, own) && (!before.is_valid || bg_semver_compare(&found.parsed, &before.parsed) > 0)) {
            highest = text;
        }
    }
    return highest;
}

/* All places of one artefact; *count grows by their number. */
static bool write_artefact(struct bg_planning *planning, const struct bg_artefact *artefact, size_t *count) {
    struct bg_artefact_places places = {.arena = planning->arena};
    artefact->find(planning->query->layout, &planning->about, &places);
    *count += places.count;
    for (size_t p = 0; artefact->write != NULL && p < places.count; p++) {
        if (!artefact->write(planning, &places.items[p])) {
            return false;
        }
    }
    return true;
}

/* *count becomes how many places there are. */
static bool write_turn(struct bg_planning *planning, enum bg_artefact_turn turn, size_t *count) {
    const struct bg_artefacts *artefacts = planning->query->artefacts;
    *count = 0;
    for (size_t a = 0; a < artefacts->count; a++) {
        if (artefacts->items[a]->turn == turn && !write_artefact(planning, artefacts->items[a], count)) {
            return false;
        }
    }
    return true;
}

/* What is there already under a number that this release had before. */
static bool move_all(struct bg_planning *planning) {
    const struct bg_artefacts *artefacts = planning->query->artefacts;
    struct bg_artefact_places places = {.arena = planning->arena};
    bool is_moved = true;
    for (size_t a = 0; a < artefacts->count && is_moved; a++) {
        const struct bg_artefact *artefact = artefacts->items[a];
        places.count = 0;
        if (artefact->move != NULL) {
            artefact->find(planning->query->layout, &planning->about, &places);
        }
        for (size_t p = 0; p < places.count && is_moved; p++) {
            is_moved = artefact->move(planning, &places.items[p]);
        }
    }
    return is_moved;
}

/* What a release by tag brings along is written like that of others; the tag itself is for whoever releases. */
static bool leave_tag(struct bg_planning *planning) {
    struct bg_arena *arena = planning->arena;
    struct bg_slice tag = bg_release_tag(arena, planning->query->layout->tag, planning->plan->to);
    struct bg_slice why = bg_arena_printf(
        arena, "releases are marked by tags: no file holds the version; the next one is the tag `%.*s`", BG_ARGS(tag));
    bool is_there = bg_slice_equal(planning->plan->to, planning->verdict->version_head);
    if (is_there) {
        return true;
    }
    if (planning->plan->edit_count == 0) {
        return bg_planning_refuse(planning, BG_ID_VERSION_IS_TAG, BG_OUTCOME_UNJUDGED, why, planning->about.version.at);
    }
    bg_planning_leave(planning, planning->about.version.at.file, why.at);
    return true;
}

static bool write_all(struct bg_planning *planning) {
    const struct bg_layout *layout = planning->query->layout;
    size_t count = 0;
    if (!write_turn(planning, BG_TURN_VERSION, &count) || !write_turn(planning, BG_TURN_FOLLOWS, &count) ||
        !move_all(planning) || (planning->query->is_draft && !write_turn(planning, BG_TURN_IN_DRAFT, &count))) {
        return false;
    }
    if (planning->about.is_tagged) {
        return leave_tag(planning);
    }
    if (!planning->query->is_draft) {
        return true;
    }
    struct bg_place metadata = {.file = bg_path_join(planning->arena, planning->verdict->root, layout->metadata)};
    return count > 0 ||
           bg_planning_refuse(planning, BG_ID_NOT_FOUND, BG_OUTCOME_UNJUDGED,
                              BG_LITERAL("there is no metadata in which breaking changes are announced"), metadata);
}

/* A file that is reached through a link may be that of others, and a link is no text to be edited. */
static bool is_own_file(struct bg_planning *planning, struct bg_slice path) {
    struct bg_slice place = bg_tree_real_path(planning->query->head, path);
    struct bg_refusal refusal;
    return place.at == NULL || bg_slice_equal(place, path) ||
           bg_refuse(planning->arena, &refusal, BG_ID_NOT_WRITABLE, (struct bg_place){.file = path},
                     "%.*s is a symbolic link, or stands behind one; edit %.*s itself", BG_ARGS(path),
                     BG_ARGS(place)) ||
           bg_planning_refuse_edit(planning, &refusal);
}

/* Asked for each connector, so that one that cannot be written keeps no other from it. */
static bool can_be_written(struct bg_planning *planning) {
    const struct bg_plan_files *own = &planning->own;
    struct bg_repo *repo = planning->query->checkout;
    for (size_t f = 0; f < own->count; f++) {
        struct bg_file_change fitted;
        struct bg_refusal refusal;
        if (!is_own_file(planning, own->items[f].path)) {
            return false;
        }
        if (repo != NULL && (!bg_checkout_fit(planning->arena, repo, &own->items[f], &fitted, &refusal) ||
                             (planning->query->is_committed &&
                              !bg_checkout_can_commit(planning->arena, repo, own->items[f].path, &refusal)))) {
            return bg_planning_refuse_edit(planning, &refusal);
        }
    }
    return true;
}

const struct bg_plan *bg_plan_connector(const struct bg_plan_query *query, const struct bg_verdict *verdict,
                                        struct bg_plan_files *files) {
    struct bg_planning planning = {
        .arena = files->arena, .query = query, .verdict = verdict, .files = files, .own = {.arena = files->arena}};
    planning.plan = bg_arena_alloc(files->arena, sizeof *planning.plan);
    planning.plan->from = verdict->version_head;
    (void)bg_about_load(query->head, query->layout, verdict->root, files->arena, NULL, &planning.about);
    struct bg_own_release own = bg_own_release_find(&planning);
    planning.declared[0] = own.version.at != NULL ? own.version : verdict->version_head;
    planning.declared[1] = bg_about_version(query->before, query->layout, verdict->root, files->arena);
    struct bg_target_query asked = {.verdict = verdict,
                                    .policy = query->policy,
                                    .to = query->to,
                                    .tag = planning.about.is_tagged ? query->layout->tag : BG_NO_SLICE,
                                    .own = own.version,
                                    .own_base = own.base,
                                    .highest = highest_mirror(&planning, own.version),
                                    .is_draft = query->is_draft,
                                    .wants_candidate = query->wants_candidate,
                                    .is_ordered = query->is_ordered,
                                    .only_taken = query->only_taken,
                                    .is_backport = query->is_backport};
    struct bg_target target = bg_target_choose(files->arena, &asked);
    if (target.version.at == NULL) {
        (void)bg_planning_refuse(&planning, target.id, target.outcome, target.message,
                                 target.at.file.len > 0 ? target.at : verdict->version_at);
        return planning.plan;
    }
    planning.plan->to = bg_arena_copy(files->arena, target.version);
    planning.plan->outcome = BG_OUTCOME_PASSED;
    planning.plan->message = target.message;
    if (!write_all(&planning) || !can_be_written(&planning)) {
        planning.plan->to = BG_NO_SLICE;
        planning.plan->edit_count = 0;
        return planning.plan;
    }
    if (planning.plan->edit_count == 0) {
        struct bg_slice message =
            query->is_ordered
                ? bg_arena_printf(files->arena, "what was asked for is done already: `%.*s` is written everywhere",
                                  BG_ARGS(planning.plan->to))
                : BG_LITERAL("everything is written already");
        (void)bg_planning_refuse(&planning, BG_ID_NOOP, BG_OUTCOME_PASSED, message, verdict->version_at);
        planning.plan->to = BG_NO_SLICE;
    }
    bg_planning_keep(&planning);
    return planning.plan;
}
