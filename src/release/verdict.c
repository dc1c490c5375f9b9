/*
 * The verdict of one connector. In this order: what cannot be read is unjudged, unless a break was seen
 * beside it; what is archived or in no registry is skipped; else the
 * declared version is compared with what the findings demand, and the answer is in release/version.c.
 */
#include "release/verdict.h"

#include "base/level.h"
#include "rules/match.h"
#include "release/no_bump.h"
#include "release/version.h"

/* The connector that stands for both sides: the head, or what was removed. */
static const struct bg_connector *subject_of(const struct bg_verdict_query *query) {
    return query->head != NULL ? query->head : query->base;
}

static void add_reason(struct bg_arena *arena, struct bg_verdict *out, enum bg_id id, struct bg_slice message,
                       struct bg_place at) {
    struct bg_reason *reasons = bg_arena_array(arena, out->reason_count + 1, sizeof reasons[0]);
    if (out->reason_count > 0) {
        memcpy(reasons, out->reasons, out->reason_count * sizeof reasons[0]);
    }
    at.file = bg_arena_copy(arena, at.file);
    reasons[out->reason_count] = (struct bg_reason){id, bg_arena_copy(arena, message), at};
    out->reasons = reasons;
    out->reason_count++;
}

/* What the findings demand, and no less than the title announces where it counts. */
static enum bg_level required_of(const struct bg_verdict_query *query) {
    enum bg_level required = bg_policy_required(query->findings, query->finding_count);
    return required < query->floor ? query->floor : required;
}

static void describe(struct bg_arena *arena, const struct bg_verdict_query *query, struct bg_verdict *out) {
    const struct bg_connector *subject = subject_of(query);
    *out = (struct bg_verdict){
        .name = bg_arena_copy(arena, subject->about.name),
        .root = bg_arena_copy(arena, subject->about.root),
        .base_root = query->base == NULL ? BG_NO_SLICE : bg_arena_copy(arena, query->base->about.root),
        .state = query->state,
        .version_base = query->base == NULL ? BG_NO_SLICE : bg_arena_copy(arena, query->base->about.version.text),
        .version_head = query->head == NULL ? BG_NO_SLICE : bg_arena_copy(arena, query->head->about.version.text),
        .version_tip = bg_arena_copy(arena, query->version_tip),
        .last_stable = bg_arena_copy(arena, query->last_stable),
        .version_at = subject->about.version.at,
        .required = required_of(query),
        .pre_1_0 = bg_slice_of(bg_pre_1_0_name(query->policy->pre_1_0)),
        .findings = query->findings,
        .finding_count = query->finding_count,
        .coverage = query->coverage,
    };
    out->version_at.file = bg_arena_copy(arena, out->version_at.file);
}

static bool is_unreadable(const struct bg_verdict_query *query) {
    for (size_t i = 0; i < query->problem_count; i++) {
        if (query->problems[i].is_fatal) {
            return true;
        }
    }
    return false;
}

/* The message about a version, which says who takes it from a file that the layout does not name first. */
static struct bg_slice with_origin(struct bg_arena *arena, const struct bg_verdict_query *query,
                                   struct bg_slice message) {
    struct bg_slice by = subject_of(query)->about.version_by;
    return by.at == NULL
               ? message
               : bg_arena_printf(arena, "%.*s; %.*s takes its version from here", BG_ARGS(message), BG_ARGS(by));
}

/* The same, with who asks for more than the findings do. */
static struct bg_slice with_title(struct bg_arena *arena, const struct bg_verdict_query *query,
                                  struct bg_slice message) {
    return query->floor_by.at == NULL
               ? message
               : bg_arena_printf(arena, "%.*s; %.*s", BG_ARGS(message), BG_ARGS(query->floor_by));
}

/* Texts for bg_version_check: an absent version of a connector that is there is no version, not a new connector. */
static struct bg_slice version_of(const struct bg_connector *connector) {
    if (connector == NULL) {
        return BG_NO_SLICE;
    }
    return connector->about.version.text.at == NULL ? BG_LITERAL("") : connector->about.version.text;
}

/* A major where less would do. A minor is given for much that files do not show, and is nothing to speak of. */
static bool is_too_high(const struct bg_verdict_query *query, const struct bg_verdict *out,
                        const struct bg_version_answer *answer) {
    return answer->outcome == BG_OUTCOME_PASSED && answer->declared == BG_DECLARED_MAJOR &&
           query->policy->scheme == BG_SCHEME_SEMVER && out->required < BG_LEVEL_MAJOR && out->minimum.len > 0 &&
           !bg_slice_equal(out->minimum, out->version_head);
}

static void compare_versions(struct bg_arena *arena, const struct bg_verdict_query *query, struct bg_verdict *out) {
    struct bg_version_query versions = {
        .policy = query->policy,
        .base = version_of(query->base),
        .head = version_of(query->head),
        .tip = query->version_tip,
        .last_stable = query->last_stable,
        .required = out->required,
        .is_opted_out = query->head != NULL && query->exempt->is_opted_out,
    };
    struct bg_version_answer answer = bg_version_check(arena, &versions);
    out->declared = answer.declared;
    out->minimum = bg_arena_copy(arena, answer.minimum);
    out->outcome = answer.outcome;
    out->is_too_high = is_too_high(query, out, &answer);
    if (answer.code == BG_VERSION_NOT_BUMPED && query->is_tagged) {
        out->outcome = BG_OUTCOME_PASSED;
        out->summary =
            bg_arena_printf(arena, "not released yet: the next release needs a %s", bg_level_names[out->required]);
    } else if (answer.code == BG_VERSION_INVALID_AFTER && query->head->about.metadata == NULL && is_unreadable(query)) {
        out->minimum = BG_NO_SLICE; /* the version is not wrong but out of sight, and the problem says why */
    } else if (answer.outcome != BG_OUTCOME_PASSED && answer.outcome != BG_OUTCOME_SKIPPED) {
        add_reason(arena, out, bg_version_code_id(answer.code),
                   with_origin(arena, query, with_title(arena, query, answer.message)), out->version_at);
    } else if (answer.code == BG_VERSION_OPTED_OUT) {
        out->outcome = BG_OUTCOME_SKIPPED;
        out->summary = BG_LITERAL("it is opted out of version increments");
    } else if (out->required == BG_LEVEL_NONE && out->declared == BG_DECLARED_NONE) {
        struct bg_slice below = subject_of(query)->about.metadata_below;
        out->outcome = BG_OUTCOME_SKIPPED;
        out->summary = query->is_emptied ? BG_LITERAL("all of its code was removed, and it is not released any more")
                                         : bg_no_bump_reason(arena, below, query->findings, query->finding_count);
    } else if (query->surface_is_hidden) {
        out->summary = BG_LITERAL("not all of it can be seen from files, and the code changed");
    }
}

/* Whether a break was seen that the declared version does not carry: what could not be read makes it no better. */
static bool is_broken(const struct bg_verdict_query *query, const struct bg_verdict *out) {
    return out->outcome == BG_OUTCOME_REJECTED && out->required > BG_LEVEL_PATCH && query->base != NULL &&
           query->head != NULL && query->base->about.version.text.len > 0 && query->head->about.version.text.len > 0;
}

/* Why nothing is asked of the connector; {NULL, 0}: all is. Who is in no registry must be in none after the change. */
static struct bg_slice exemption_of(const struct bg_verdict_query *query) {
    if (query->head == NULL) {
        return BG_NO_SLICE;
    }
    if (query->exempt->is_archived) {
        return BG_LITERAL("it is archived");
    }
    return query->exempt->is_unlisted && query->head->about.is_unlisted
               ? BG_LITERAL("no registry carries it, so that it has no users to break")
               : BG_NO_SLICE;
}

void bg_verdict_reach(struct bg_arena *arena, const struct bg_verdict_query *query, struct bg_verdict *out) {
    struct bg_slice exemption = exemption_of(query);
    describe(arena, query, out);
    compare_versions(arena, query, out);
    out->is_exempt = exemption.at != NULL;
    if (is_unreadable(query)) {
        out->outcome = is_broken(query, out) ? BG_OUTCOME_REJECTED : BG_OUTCOME_UNJUDGED;
        out->summary = query->head == NULL ? BG_LITERAL("it is out of sight, and that is no removal")
                                           : BG_LITERAL("a file could not be read");
        for (size_t i = 0; i < query->problem_count; i++) {
            const struct bg_problem *problem = &query->problems[i];
            if (problem->is_fatal) {
                add_reason(arena, out, problem->id, problem->message, problem->at);
            }
        }
    } else if (out->is_exempt && out->outcome != BG_OUTCOME_PASSED) {
        out->outcome = BG_OUTCOME_SKIPPED;
        out->reason_count = 0;
        out->summary = exemption;
    }
}
