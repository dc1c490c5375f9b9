/* Checks of a release: see release.h. */
#include "release/release.h"

struct bg_source *bg_release_open(struct bg_release_view *release, struct bg_tree *tree, struct bg_slice path) {
    struct bg_arena *arena = release->reasons.arena;
    struct bg_slice text = bg_tree_text(tree, path, arena);
    return text.at == NULL ? NULL : bg_source_new(arena, path, text);
}

static void check(struct bg_release_view *release, const struct bg_artefact *artefact) {
    struct bg_artefact_places places = {.arena = release->reasons.arena};
    if (artefact->check == NULL) {
        return;
    }
    artefact->find(release->query->layout, &release->query->head->about, &places);
    for (size_t p = 0; p < places.count; p++) {
        artefact->check(release, &places.items[p]);
    }
}

/* Those that count, behind the reasons that are there. */
static void add_reasons(struct bg_arena *arena, const struct bg_release_view *release, struct bg_verdict *verdict) {
    size_t room = verdict->reason_count + release->reasons.count;
    struct bg_reason *reasons = bg_arena_array(arena, room, sizeof reasons[0]);
    size_t count = verdict->reason_count;
    if (count > 0) {
        memcpy(reasons, verdict->reasons, count * sizeof reasons[0]);
    }
    for (size_t r = 0; r < release->reasons.count; r++) {
        struct bg_reason reason = release->reasons.items[r];
        switch (bg_evidence_effect_of(release->query->evidence, release->query->evidence_count, reason.id)) {
        case BG_EVIDENCE_IGNORE:
            continue;
        case BG_EVIDENCE_WARN:
            bg_problem_add(release->query->problems, reason.id, false, reason.at, "%.*s", BG_ARGS(reason.message));
            continue;
        case BG_EVIDENCE_REJECT:
            break;
        }
        reason.message = bg_arena_copy(arena, reason.message);
        reason.at.file = bg_arena_copy(arena, reason.at.file);
        reasons[count++] = reason;
    }
    if (count > verdict->reason_count) {
        verdict->outcome = BG_OUTCOME_REJECTED;
        verdict->version_is_enough = true;
    }
    verdict->reasons = reasons;
    verdict->reason_count = count;
}

void bg_release_check(struct bg_arena *arena, const struct bg_release_query *query, struct bg_verdict *verdict) {
    if (query->evidence_count == 0) {
        return;
    }
    struct bg_arena own = BG_ARENA_EMPTY;
    struct bg_release_view release = {.query = query, .verdict = verdict, .reasons = {.arena = &own}};
    for (size_t a = 0; a < query->artefacts->count; a++) {
        check(&release, query->artefacts->items[a]);
    }
    add_reasons(arena, &release, verdict);
    bg_arena_finish(&own);
}
