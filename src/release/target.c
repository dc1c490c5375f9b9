/*
 * The version to write: see target.h. A version that a person names is taken if the check accepts it; nothing else
 * makes a breaking release. What the check accepts already is left as it is, so that a second bump changes nothing; and
 * the level that somebody has declared is never lowered, whatever number the version has to move to.
 */
#include "release/target.h"

#include "base/level.h"
#include "release/next.h"
#include "release/scheme.h"
#include "release/settle.h"
#include "release/version.h"
#include "repo/tags.h"

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

static struct bg_version_answer check(struct bg_arena *arena, const struct bg_target_query *query,
                                      struct bg_slice head) {
    struct bg_version_query asked = {.policy = query->policy,
                                     .base = query->verdict->version_base,
                                     .head = head,
                                     .tip = query->verdict->version_tip,
                                     .last_stable = query->verdict->last_stable,
                                     .required = query->verdict->required};
    return bg_version_check(arena, &asked);
}

/* The part by which a person has raised the version at head so far, whatever it carries; none if it is not above the
 * base, or of the same X.Y.Z. */
static enum bg_level declared_step(const struct bg_target_query *query) {
    struct bg_version base = bg_scheme_read(query->policy, query->verdict->version_base);
    struct bg_version head = bg_scheme_read(query->policy, query->verdict->version_head);
    bool is_raised = base.is_valid && head.is_valid && bg_semver_compare(&head.parsed, &base.parsed) > 0;
    return is_raised ? bg_semver_core_step(&base.parsed, &head.parsed) : BG_LEVEL_NONE;
}

static bool is_candidate(const struct bg_target_query *query, struct bg_slice text) {
    struct bg_version version = bg_scheme_read(query->policy, text);
    return version.is_valid && bg_semver_is_prerelease(&version.parsed);
}

static enum bg_level higher(enum bg_level a, enum bg_level b) {
    return a > b ? a : b;
}

/* A level that the next version shall have. As a step it is the part that is raised, below 1.0.0 as above; else it is
 * what the version has to carry under the policy. */
struct wish {
    enum bg_level level;
    bool is_step;
    bool wants_candidate;
    bool allows_major;
};

static struct bg_version_policy policy_of(const struct bg_target_query *query, const struct wish *wish) {
    struct bg_version_policy policy = *query->policy;
    policy.pre_1_0 = wish->is_step ? BG_PRE_1_0_STRICT : policy.pre_1_0;
    return policy;
}

static struct bg_next_answer next_of(struct bg_arena *arena, const struct bg_target_query *query,
                                     const struct wish *wish) {
    struct bg_version_policy policy = policy_of(query, wish);
    struct bg_next_query next = {.policy = &policy,
                                 .base = start_of_next(query),
                                 .last_stable = query->verdict->last_stable,
                                 .required = wish->level,
                                 .wants_candidate = wish->wants_candidate,
                                 .allows_major = wish->allows_major};
    return bg_version_next(arena, &next);
}

/* Whether the version at head is what the wish asks for already. */
static bool holds(struct bg_arena *arena, const struct bg_target_query *query, const struct wish *wish) {
    struct bg_slice head = query->verdict->version_head;
    struct bg_version_policy policy = policy_of(query, wish);
    struct bg_version_query asked = {.policy = &policy,
                                     .base = query->verdict->version_base,
                                     .head = head,
                                     .tip = query->verdict->version_tip,
                                     .last_stable = query->verdict->last_stable,
                                     .required = wish->level};
    bool is_none = bg_scheme_required(query->policy, wish->level) == BG_LEVEL_NONE; /* such a version does not rise */
    return !is_none && (!wish->wants_candidate || is_candidate(query, head)) &&
           bg_version_check(arena, &asked).outcome == BG_OUTCOME_PASSED &&
           check(arena, query, head).outcome == BG_OUTCOME_PASSED;
}

/* The release that the open candidate prepares: that of the base, else one that head has begun. */
static struct bg_target promote(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_slice start = start_of_next(query);
    struct bg_slice text = is_candidate(query, start) ? start : query->verdict->version_head;
    if (!is_candidate(query, text)) {
        bool is_tip = !bg_slice_equal(start, query->verdict->version_base);
        bool was_one = is_candidate(query, query->verdict->version_base);
        if (was_one && !is_tip) {
            return give(query->verdict->version_head);
        }
        return refuse(BG_ID_NO_CANDIDATE, BG_OUTCOME_REJECTED,
                      bg_arena_printf(arena, "`%.*s`%s is no candidate that could be promoted", BG_ARGS(start),
                                      is_tip ? ", which stands on the base branch or in another file," : ""));
    }
    struct bg_version candidate = bg_scheme_read(query->policy, text);
    return give(bg_scheme_write(arena, query->policy, &candidate,
                                bg_semver_next_core(arena, &candidate.parsed, BG_LEVEL_NONE)));
}

static struct bg_target accept(struct bg_arena *arena, const struct bg_target_query *query, struct bg_target target) {
    if (target.version.at == NULL) {
        return target;
    }
    struct bg_version_answer answer = check(arena, query, target.version);
    return answer.outcome == BG_OUTCOME_PASSED
               ? target
               : refuse(bg_version_code_id(answer.code), BG_OUTCOME_REJECTED, answer.message);
}

/* A promotion is the decision of a person, and is written. Where the candidate changes more than its number promises,
 * the check says so, and who promotes it hears that first. */
static struct bg_target accept_promotion(struct bg_arena *arena, const struct bg_target_query *query,
                                         struct bg_target promoted) {
    const struct bg_verdict *verdict = query->verdict;
    struct bg_slice head = verdict->version_head;
    struct bg_target target = accept(arena, query, promoted);
    if (promoted.version.at != NULL && bg_scheme_is_above(query->policy, head, promoted.version)) {
        return refuse(BG_ID_DECLARED_HIGHER, BG_OUTCOME_REJECTED,
                      bg_arena_printf(arena, "`%.*s` is declared, which is above `%.*s`, and no command lowers that",
                                      BG_ARGS(head), BG_ARGS(promoted.version)));
    }
    if (target.id != BG_ID_INSUFFICIENT) {
        return target;
    }
    struct bg_slice from = verdict->last_stable.at == NULL
                               ? BG_LITERAL("")
                               : bg_arena_printf(arena, ", as users come from `%.*s`", BG_ARGS(verdict->last_stable));
    struct bg_slice way = BG_LITERAL("");
    for (size_t w = verdict->way_count; w > 0; w--) {
        bool is_of_level =
            verdict->ways[w - 1].reason == BG_ID_NOT_BUMPED || verdict->ways[w - 1].reason == BG_ID_INSUFFICIENT;
        way = is_of_level ? bg_arena_printf(arena, ": %.*s", BG_ARGS(verdict->ways[w - 1].command)) : way;
    }
    promoted.message = bg_arena_printf(arena, "the check rejects this release: %.*s%.*s%.*s", BG_ARGS(target.message),
                                       BG_ARGS(from), BG_ARGS(way));
    return promoted;
}

/* What people have declared stays, also where less is asked for. */
static struct bg_target refuse_lower(struct bg_arena *arena, const struct bg_target_query *query,
                                     const struct wish *wish) {
    const struct bg_verdict *verdict = query->verdict;
    struct bg_slice way =
        query->tag.at != NULL
            ? BG_LITERAL("")
            : bg_arena_printf(arena, "; to write another number, name it: bumpgate bump --to VERSION %.*s",
                              BG_ARGS(verdict->name));
    return refuse(BG_ID_DECLARED_HIGHER, BG_OUTCOME_REJECTED,
                  bg_arena_printf(arena,
                                  "`%.*s` declares a %s, which is more than a %s, and no command lowers that%.*s",
                                  BG_ARGS(verdict->version_head), bg_level_names[declared_step(query)],
                                  bg_level_names[wish->level], BG_ARGS(way)));
}

/* What breaks on top of a candidate is no candidate of another release, but may be that release. */
static bool breaks_candidate(const struct bg_target_query *query, const struct wish *wish) {
    return wish->allows_major && !wish->wants_candidate && query->verdict->required == BG_LEVEL_MAJOR;
}

/* The step that was asked for; where that does not carry the changes, the next one that does. */
static struct bg_target choose_wish(struct bg_arena *arena, const struct bg_target_query *query,
                                    const struct wish *wish) {
    if (query->is_ordered && declared_step(query) > higher(wish->level, query->verdict->required)) {
        return refuse_lower(arena, query, wish);
    }
    if (holds(arena, query, wish)) {
        return give(query->verdict->version_head);
    }
    struct bg_next_answer answer = next_of(arena, query, wish);
    if (answer.code == BG_NEXT_PROMOTE_FIRST && breaks_candidate(query, wish)) {
        return accept(arena, query, give(check(arena, query, query->verdict->version_head).minimum));
    }
    if (answer.version.at == NULL) {
        return refuse(bg_next_code_id(answer.code), answer.outcome, answer.message);
    }
    if (answer.code == BG_NEXT_NOOP) {
        return refuse(BG_ID_NOOP, query->is_ordered ? BG_OUTCOME_REJECTED : BG_OUTCOME_PASSED,
                      BG_LITERAL("versions of this kind rise for breaking releases only: --to breaking"));
    }
    if (check(arena, query, answer.version).outcome != BG_OUTCOME_PASSED) {
        struct wish enough = *wish;
        enough.level = higher(wish->level, query->verdict->required);
        enough.is_step = false;
        answer = next_of(arena, query, &enough);
    }
    return answer.version.at == NULL ? refuse(bg_next_code_id(answer.code), answer.outcome, answer.message)
                                     : accept(arena, query, give(answer.version));
}

/* A person named a version, the level of the step, or the promotion of a candidate. */
static struct bg_target choose_named(struct bg_arena *arena, const struct bg_target_query *query) {
    struct wish wish = {.is_step = true, .wants_candidate = query->wants_candidate};
    if (bg_slice_is(query->to, "promote")) {
        return accept_promotion(arena, query, promote(arena, query));
    }
    if (bg_slice_is(query->to, "breaking")) {
        wish = (struct wish){.level = BG_LEVEL_MAJOR, .wants_candidate = query->wants_candidate, .allows_major = true};
        return choose_wish(arena, query, &wish);
    }
    if (bg_level_find(query->to, &wish.level)) {
        wish.allows_major = wish.level == BG_LEVEL_MAJOR;
        return choose_wish(arena, query, &wish);
    }
    return accept(arena, query, give(query->to));
}

/* What breaks, whatever number a person has given it: below 1.0.0 that may be a minor. */
static struct bg_target choose_draft(struct bg_arena *arena, const struct bg_target_query *query) {
    struct wish wish = {.level = BG_LEVEL_MAJOR, .wants_candidate = query->wants_candidate, .allows_major = true};
    wish.is_step = !holds(arena, query, &wish);
    return choose_wish(arena, query, &wish);
}

/* Nothing but a candidate was asked for: of the level that is declared or owed, at least of a patch. */
static struct bg_target choose_candidate(struct bg_arena *arena, const struct bg_target_query *query) {
    enum bg_level declared = higher(declared_step(query), BG_LEVEL_PATCH);
    struct wish wish = {
        .level = declared, .is_step = true, .wants_candidate = true, .allows_major = declared == BG_LEVEL_MAJOR};
    return choose_wish(arena, query, &wish);
}

/* Below 1.0.0 a minor may carry a break, and a major would be 1.0.0: a step of its own. */
static struct bg_slice name_command(struct bg_arena *arena, const struct bg_target_query *query,
                                    struct bg_slice message) {
    if (query->tag.at != NULL) {
        return bg_arena_printf(arena, "%.*s: git tag %.*s", BG_ARGS(message),
                               BG_ARGS(bg_release_tag(arena, query->tag, query->verdict->minimum)));
    }
    struct bg_version start = bg_scheme_read(query->policy, start_of_next(query));
    bool is_below = query->policy->scheme == BG_SCHEME_SEMVER && start.is_valid && bg_semver_is_below_1(&start.parsed);
    return bg_arena_printf(arena, "%.*s: bumpgate bump --to %s %.*s", BG_ARGS(message), is_below ? "breaking" : "major",
                           BG_ARGS(query->verdict->name));
}

/* Whether head, before the base branch took its number, was enough for what changed: then a person has declared it. */
static bool was_enough(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_version_query asked = {.policy = query->policy,
                                     .base = query->verdict->version_base,
                                     .head = query->verdict->version_head,
                                     .last_stable = query->verdict->last_stable,
                                     .required = query->verdict->required};
    return bg_version_check(arena, &asked).outcome == BG_OUTCOME_PASSED;
}

/* Of the next version that is enough and the next one of the declared step the higher one. */
static struct bg_next_answer next_enough(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_slice base = query->verdict->version_base;
    struct bg_slice head = query->verdict->version_head;
    bool is_raised = !bg_slice_equal(base, head);
    struct wish enough = {.level =
                              is_raised ? higher(query->verdict->required, BG_LEVEL_PATCH) : query->verdict->required,
                          .wants_candidate = query->wants_candidate || (is_raised && is_candidate(query, head)),
                          .allows_major = is_raised && was_enough(arena, query)};
    struct wish declared = enough;
    declared.is_step = true;
    declared.level = declared_step(query);
    declared.allows_major |= declared.level == BG_LEVEL_MAJOR;
    struct bg_next_answer answer = next_of(arena, query, &enough);
    if (declared.level == BG_LEVEL_NONE || answer.version.at == NULL) {
        return answer;
    }
    struct bg_next_answer other = next_of(arena, query, &declared);
    bool is_higher = bg_scheme_is_above(query->policy, other.version, answer.version);
    return other.version.at == NULL || is_higher ? other : answer;
}

static struct bg_target choose_next(struct bg_arena *arena, const struct bg_target_query *query) {
    struct bg_next_answer answer = next_enough(arena, query);
    if (answer.code == BG_NEXT_NEEDS_HUMAN) {
        return refuse(bg_next_code_id(answer.code), answer.outcome, name_command(arena, query, answer.message));
    }
    if (answer.version.at == NULL) {
        return refuse(bg_next_code_id(answer.code), answer.outcome, answer.message);
    }
    struct bg_version_answer judged = check(arena, query, answer.version);
    if (answer.code == BG_NEXT_NOOP || judged.outcome != BG_OUTCOME_PASSED) {
        /* Nothing is owed, and yet the version at head is wrong. */
        struct bg_version_answer head = check(arena, query, query->verdict->version_head);
        return refuse(bg_version_code_id(head.code), BG_OUTCOME_REJECTED, head.message);
    }
    return give(answer.version);
}

/* Nobody but its author knows why it was lowered: only a version that is named goes above it. */
static bool is_lowered(const struct bg_target_query *query) {
    return bg_scheme_is_above(query->policy, query->verdict->version_base, query->verdict->version_head);
}

static bool names_version(const struct bg_target_query *query) {
    enum bg_level level;
    return query->to.at != NULL && !bg_slice_is(query->to, "promote") && !bg_slice_is(query->to, "breaking") &&
           !bg_level_find(query->to, &level);
}

/* A connector that only one side has. */
static struct bg_target choose_alone(const struct bg_target_query *query) {
    bool is_new = query->verdict->state == BG_STATE_ADDED;
    enum bg_outcome outcome = query->is_ordered ? BG_OUTCOME_REJECTED : BG_OUTCOME_PASSED;
    return refuse(BG_ID_NOOP, outcome,
                  is_new ? BG_LITERAL("a new connector is not bumped") : BG_LITERAL("the connector was removed"));
}

/* What kept the connector from being judged: its files, before a version that nobody could hold against them. */
static struct bg_target refuse_unjudged(const struct bg_verdict *verdict) {
    for (size_t r = 0; r < verdict->reason_count; r++) {
        if (!bg_version_id_rejects(verdict->reasons[r].id)) {
            struct bg_target target = refuse(verdict->reasons[r].id, BG_OUTCOME_UNJUDGED, verdict->reasons[r].message);
            target.at = verdict->reasons[r].at;
            return target;
        }
    }
    return refuse(BG_ID_UNJUDGED, BG_OUTCOME_UNJUDGED, BG_LITERAL("the connector could not be judged"));
}

static struct bg_settlement settle(struct bg_arena *arena, const struct bg_target_query *query) {
    const struct bg_verdict *verdict = query->verdict;
    bool is_beside = query->own.at != NULL;
    struct bg_settle_query race = {.policy = query->policy,
                                   .base = is_beside ? query->own_base : verdict->version_base,
                                   .own = is_beside ? query->own : verdict->version_head,
                                   .tip =
                                       verdict->version_tip.at != NULL ? verdict->version_tip : verdict->version_base};
    return query->is_backport ? bg_settle_backport(arena, &race) : bg_settle(arena, &race);
}

/* A number that was declared and taken, or that the version file does not show: its level is kept where it is enough.
 */
static bool is_settled(struct bg_arena *arena, const struct bg_target_query *query, struct bg_slice *out) {
    if (query->own.at == NULL && check(arena, query, query->verdict->version_head).code != BG_VERSION_STALE_BASE) {
        return false;
    }
    *out = settle(arena, query).version;
    return out->at != NULL && check(arena, query, *out).outcome == BG_OUTCOME_PASSED;
}

/* What was declared, and nothing more: whether it is enough is for the check to say. A backport needs no declaration,
 * and has to be enough. */
static struct bg_target choose_settled(struct bg_arena *arena, const struct bg_target_query *query) {
    const struct bg_verdict *verdict = query->verdict;
    bool is_declared = query->own.at != NULL || !bg_slice_equal(verdict->version_head, verdict->version_base);
    if (!is_declared && !query->is_backport) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, BG_LITERAL("the number was not taken"));
    }
    if (!is_declared && verdict->outcome == BG_OUTCOME_SKIPPED && !query->is_ordered) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, verdict->summary);
    }
    struct bg_settlement settled = settle(arena, query);
    if (settled.version.at == NULL) {
        return refuse(BG_ID_STALE_BASE, BG_OUTCOME_REJECTED, settled.why);
    }
    return query->is_backport ? accept(arena, query, give(settled.version)) : give(settled.version);
}

struct bg_target bg_target_choose(struct bg_arena *arena, const struct bg_target_query *query) {
    const struct bg_verdict *verdict = query->verdict;
    struct bg_slice settled;
    bool is_alone = verdict->state == BG_STATE_REMOVED || verdict->state == BG_STATE_ADDED;
    if (is_alone && (verdict->state == BG_STATE_REMOVED || !query->is_ordered || !names_version(query))) {
        return choose_alone(query);
    }
    if (verdict->outcome == BG_OUTCOME_UNJUDGED) {
        return refuse_unjudged(verdict);
    }
    struct bg_version_answer head = check(arena, query, verdict->version_head);
    if (is_lowered(query) && !names_version(query)) {
        return refuse(bg_version_code_id(head.code), BG_OUTCOME_REJECTED, head.message);
    }
    if (query->to.at != NULL) {
        return choose_named(arena, query);
    }
    if (query->is_draft) {
        return choose_draft(arena, query);
    }
    if (query->wants_candidate && query->is_ordered) {
        return choose_candidate(arena, query);
    }
    if (query->only_taken) {
        return choose_settled(arena, query);
    }
    if (is_settled(arena, query, &settled)) {
        return give(settled);
    }
    if (verdict->outcome == BG_OUTCOME_SKIPPED) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, verdict->summary);
    }
    if (head.outcome != BG_OUTCOME_PASSED) {
        return choose_next(arena, query);
    }
    if (verdict->declared == BG_DECLARED_NONE) {
        return refuse(BG_ID_NOOP, BG_OUTCOME_PASSED, BG_LITERAL("no new version is owed"));
    }
    return give(verdict->version_head); /* enough; its copies and its changelog row may be missing */
}
