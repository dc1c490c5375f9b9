/*
 * The version to write: see target.h. A version that a person names is taken if the check accepts it; nothing else
 * makes a breaking release. What the check accepts already is left as it is, so that a second bump changes nothing.
 */
#include "release/target.h"

#include "base/level.h"
#include "release/next.h"
#include "release/scheme.h"
#include "release/version.h"

static struct bg_target refuse(enum bg_id id, enum bg_outcome outcome, struct bg_slice message) {
    return (struct bg_target){.id = id, .outcome = outcome, .message = message};
}

static struct bg_target give(struct bg_slice version) {
    return (struct bg_target){.version = version, .outcome = BG_OUTCOME_PASSED, .message = BG_NO_SLICE};
}

/* The version that the next one must be above: of base, tip and mirrors the highest. */
static struct bg_slice start_of_next(const struct bg_target_query *query) {
    struct bg_slice texts[] = {query->verdict->version_base, query->verdict->version_tip, query->highest};
    struct bg_slice start = texts[0];
    for (size_t t = 1; t < sizeof texts / sizeof texts[0]; t++) {
        struct bg_version highest = bg_scheme_read(query->policy, start);
        struct bg_version other = bg_scheme_read(query->policy, texts[t]);
        if (other.is_valid && (!highest.is_valid || bg_semver_compare(&other.parsed, &highest.parsed) > 0)) {
            start = texts[t];
        }
    }
    return start;
}

static struct bg_version_answer check_for(struct bg_arena *arena, const struct bg_target_query *query,
                                          struct bg_slice head, enum bg_level required) {
    struct bg_version_query asked = {.policy = query->policy,
                                     .base = query->verdict->version_base,
                                     .head = head,
                                     .tip = query->verdict->version_tip,
                                     .last_stable = query->verdict->last_stable,
                                     .required = required};
    return bg_version_check(arena, &asked);
}

static struct bg_version_answer check(struct bg_arena *arena, const struct bg_target_query *query,
                                      struct bg_slice head) {
    return check_for(arena, query, head, query->verdict->required);
}

/* The release that the open candidate prepares. */
static struct bg_slice promote(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_version start = bg_scheme_read(query->policy, start_of_next(query));
    if (!start.is_valid || !bg_semver_is_prerelease(&start.parsed)) {
        return BG_NO_SLICE;
    }
    return bg_scheme_write(arena, query->policy, &start, bg_semver_next_core(arena, &start.parsed, BG_LEVEL_NONE));
}

/* A person named a version, the level of the step, or the promotion of a candidate. */
static struct bg_target choose_named(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_slice version = query->to;
    enum bg_level level;
    if (bg_slice_is(query->to, "promote")) {
        version = promote(arena, query);
        if (version.at == NULL) {
            return refuse(BG_ID_NO_CANDIDATE, BG_OUTCOME_REJECTED,
                          bg_arena_printf(arena, "`%.*s` is no candidate that could be promoted",
                                          BG_ARGS(query->verdict->version_base)));
        }
    } else if (bg_level_find(query->to, &level)) {
        level = level > query->verdict->required ? level : query->verdict->required;
        if (check_for(arena, query, query->verdict->version_head, level).outcome == BG_OUTCOME_PASSED) {
            return give(query->verdict->version_head);
        }
        struct bg_next_query next = {.policy = query->policy,
                                     .base = start_of_next(query),
                                     .last_stable = query->verdict->last_stable,
                                     .required = level,
                                     .wants_candidate = query->wants_candidate,
                                     .allows_major = bg_slice_is(query->to, "major")};
        struct bg_next_answer answer = bg_version_next(arena, &next);
        if (answer.version.at == NULL) {
            return refuse(bg_next_code_id(answer.code), answer.outcome, answer.message);
        }
        version = answer.version;
    }
    struct bg_version_answer answer = check(arena, query, version);
    if (answer.outcome != BG_OUTCOME_PASSED) {
        return refuse(bg_version_code_id(answer.code), BG_OUTCOME_REJECTED, answer.message);
    }
    return give(version);
}

static struct bg_slice name_command(struct bg_arena *arena, const struct bg_target_query *query,
                                    struct bg_slice message) {
    return bg_arena_printf(arena, "%.*s: bumpgate bump --to major %.*s", BG_ARGS(message),
                           BG_ARGS(query->verdict->name));
}

static struct bg_target choose_next(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_next_query next = {.policy = query->policy,
                                 .base = start_of_next(query),
                                 .last_stable = query->verdict->last_stable,
                                 .required = query->verdict->required,
                                 .wants_candidate = query->wants_candidate};
    struct bg_next_answer answer = bg_version_next(arena, &next);
    if (answer.code == BG_NEXT_NEEDS_HUMAN) {
        return refuse(bg_next_code_id(answer.code), answer.outcome, name_command(arena, query, answer.message));
    }
    if (answer.version.at == NULL) {
        return refuse(bg_next_code_id(answer.code), answer.outcome, answer.message);
    }
    struct bg_version_answer judged = check(arena, query, answer.version);
    if (answer.code == BG_NEXT_NOOP || judged.outcome != BG_OUTCOME_PASSED) {
        /* Nothing is owed, and yet the version at head is wrong: it was lowered. */
        struct bg_version_answer head = check(arena, query, query->verdict->version_head);
        return refuse(bg_version_code_id(head.code), BG_OUTCOME_REJECTED, head.message);
    }
    return give(answer.version);
}

struct bg_target bg_target_choose(struct bg_arena *arena, const struct bg_target_query *query) {
    const struct bg_verdict *verdict = query->verdict;
    if (verdict->state == BG_STATE_REMOVED || verdict->state == BG_STATE_ADDED) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED,
                      verdict->state == BG_STATE_ADDED ? BG_LITERAL("a new connector is not bumped")
                                                       : BG_LITERAL("the connector was removed"));
    }
    if (verdict->outcome == BG_OUTCOME_UNJUDGED) {
        return refuse(verdict->reason_count > 0 ? verdict->reasons[0].id : BG_ID_UNJUDGED, BG_OUTCOME_UNJUDGED,
                      verdict->reason_count > 0 ? verdict->reasons[0].message
                                                : BG_LITERAL("the connector could not be judged"));
    }
    if (query->only_taken && check(arena, query, verdict->version_head).code != BG_VERSION_STALE_BASE) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, BG_LITERAL("the number was not taken"));
    }
    if (query->to.at != NULL) {
        return choose_named(arena, query);
    }
    if (verdict->outcome == BG_OUTCOME_SKIPPED) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, verdict->summary);
    }
    if (check(arena, query, verdict->version_head).outcome != BG_OUTCOME_PASSED) {
        return choose_next(arena, query);
    }
    if (verdict->declared == BG_DECLARED_NONE) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, BG_LITERAL("no new version is owed"));
    }
    return give(verdict->version_head); /* enough; its copies and its changelog row may be missing */
}
