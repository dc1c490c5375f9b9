/*
 * The declared version against the needed level: see version.h.
 *
 * The judgement is one function without texts, `judge`. The minimum is found by asking it about the few versions that
 * can come next, lowest first, so that it always agrees with the judgement. Direction comes before size: a lowered
 * major version must not read as the largest step.
 */
#include "release/version.h"

#include "release/scheme.h"

static const struct {
    enum bg_id id;
    enum bg_outcome outcome;
} codes[] = {
    [BG_VERSION_OK] = {BG_ID_OK, BG_OUTCOME_PASSED},
    [BG_VERSION_NEW] = {BG_ID_NEW, BG_OUTCOME_PASSED},
    [BG_VERSION_REMOVED] = {BG_ID_REMOVED, BG_OUTCOME_PASSED},
    [BG_VERSION_REPAIRED] = {BG_ID_REPAIRED, BG_OUTCOME_PASSED},
    [BG_VERSION_OPTED_OUT] = {BG_ID_OPTED_OUT, BG_OUTCOME_PASSED},
    [BG_VERSION_NOT_BUMPED] = {BG_ID_NOT_BUMPED, BG_OUTCOME_REJECTED},
    [BG_VERSION_INSUFFICIENT] = {BG_ID_INSUFFICIENT, BG_OUTCOME_REJECTED},
    [BG_VERSION_DECREASED] = {BG_ID_DECREASED, BG_OUTCOME_REJECTED},
    [BG_VERSION_STALE_BASE] = {BG_ID_STALE_BASE, BG_OUTCOME_REJECTED},
    [BG_VERSION_RC_CORE_CHANGED] = {BG_ID_RC_CORE_CHANGED, BG_OUTCOME_REJECTED},
    [BG_VERSION_MAJOR_RC_FORBIDDEN] = {BG_ID_MAJOR_RC_FORBIDDEN, BG_OUTCOME_REJECTED},
    [BG_VERSION_BUILD_FORBIDDEN] = {BG_ID_BUILD_FORBIDDEN, BG_OUTCOME_REJECTED},
    [BG_VERSION_NEW_BELOW_FLOOR] = {BG_ID_NEW_BELOW_FLOOR, BG_OUTCOME_REJECTED},
    [BG_VERSION_INVALID_BEFORE] = {BG_ID_INVALID_BEFORE, BG_OUTCOME_UNJUDGED},
    [BG_VERSION_INVALID_AFTER] = {BG_ID_INVALID_AFTER, BG_OUTCOME_UNJUDGED},
    [BG_VERSION_INVALID_BASE] = {BG_ID_INVALID_BASE, BG_OUTCOME_UNJUDGED},
};

enum bg_id bg_version_code_id(enum bg_version_code code) {
    return codes[code].id;
}

enum bg_outcome bg_version_code_outcome(enum bg_version_code code) {
    return codes[code].outcome;
}

bool bg_version_id_rejects(enum bg_id id) {
    bool rejects = false;
    for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
        rejects |= codes[c].id == id && codes[c].outcome == BG_OUTCOME_REJECTED;
    }
    return rejects;
}

/* The texts of a query, read. */
struct reading {
    const struct bg_version_policy *policy;
    struct bg_version base;
    struct bg_version head;
    struct bg_version tip;
    struct bg_version last_stable;
    struct bg_version floor; /* of new connectors */
    enum bg_level required;  /* as the scheme needs it */
    bool is_opted_out;
};

/* Only if both are valid. */
static bool is_above(const struct bg_version *higher, const struct bg_version *lower) {
    return bg_semver_compare(&higher->parsed, &lower->parsed) > 0;
}

static bool is_tip_above_base(const struct reading *reading) {
    return reading->tip.is_valid && (!reading->base.is_valid || is_above(&reading->tip, &reading->base));
}

/* What head, which is above base and tip, can carry after the one and after the other: the smaller of both, since the
 * release follows the tip while the changes are those since the base. */
static enum bg_level carried(const struct reading *reading) {
    enum bg_level level = bg_scheme_carried(reading->policy, &reading->base, &reading->last_stable, &reading->head);
    if (is_tip_above_base(reading)) {
        static const struct bg_version unknown = {0};
        enum bg_level from_tip = bg_scheme_carried(reading->policy, &reading->tip, &unknown, &reading->head);
        level = from_tip < level ? from_tip : level;
    }
    return level;
}

/* A candidate of X.0.0, X above 0, where the policy wants none. */
static bool is_forbidden_candidate(const struct reading *reading) {
    const struct bg_semver *head = &reading->head.parsed;
    return reading->policy->forbids_major_candidate && bg_semver_is_candidate(head) && !bg_semver_is_below_1(head) &&
           bg_semver_core_carries(head) == BG_LEVEL_MAJOR;
}

static bool is_other_candidate(const struct reading *reading, const struct bg_version *before) {
    return reading->policy->candidates_keep_core && before->is_valid && bg_semver_is_candidate(&before->parsed) &&
           bg_semver_is_candidate(&reading->head.parsed) &&
           bg_semver_compare_core(&before->parsed, &reading->head.parsed) != 0;
}

/* A version that nothing before it can be compared with. */
static enum bg_version_code judge_alone(const struct reading *reading, enum bg_version_code code) {
    if (is_forbidden_candidate(reading)) {
        return BG_VERSION_MAJOR_RC_FORBIDDEN;
    }
    if (reading->tip.is_valid && !is_above(&reading->head, &reading->tip)) {
        return BG_VERSION_STALE_BASE;
    }
    if (code == BG_VERSION_NEW && reading->floor.is_valid && !is_above(&reading->head, &reading->floor)) {
        return BG_VERSION_NEW_BELOW_FLOOR;
    }
    return code;
}

/* Head is above base. */
static enum bg_version_code judge_rise(const struct reading *reading) {
    if (reading->tip.is_there && !reading->tip.is_valid) {
        return BG_VERSION_INVALID_BASE;
    }
    if (reading->tip.is_valid && !is_above(&reading->head, &reading->tip)) {
        return BG_VERSION_STALE_BASE;
    }
    if (is_other_candidate(reading, &reading->base) || is_other_candidate(reading, &reading->tip)) {
        return BG_VERSION_RC_CORE_CHANGED;
    }
    if (is_forbidden_candidate(reading)) {
        return BG_VERSION_MAJOR_RC_FORBIDDEN;
    }
    if (carried(reading) >= reading->required) {
        return BG_VERSION_OK;
    }
    return reading->is_opted_out && reading->required < BG_LEVEL_MAJOR ? BG_VERSION_OPTED_OUT : BG_VERSION_INSUFFICIENT;
}

static enum bg_version_code judge(const struct reading *reading) {
    if (!reading->head.is_there) {
        return BG_VERSION_REMOVED;
    }
    if (!reading->head.is_valid) {
        return BG_VERSION_INVALID_AFTER;
    }
    if (reading->policy->forbids_build && reading->head.parsed.build.at != NULL &&
        !bg_slice_equal(reading->base.text, reading->head.text)) {
        return BG_VERSION_BUILD_FORBIDDEN;
    }
    if (!reading->base.is_there) {
        return judge_alone(reading, BG_VERSION_NEW);
    }
    if (!reading->base.is_valid) {
        return reading->required == BG_LEVEL_NONE ? judge_alone(reading, BG_VERSION_REPAIRED)
                                                  : BG_VERSION_INVALID_BEFORE;
    }
    int order = bg_semver_compare(&reading->head.parsed, &reading->base.parsed);
    if (order < 0) {
        return BG_VERSION_DECREASED;
    }
    if (order > 0) {
        return judge_rise(reading);
    }
    if (reading->required == BG_LEVEL_NONE) {
        return BG_VERSION_OK;
    }
    return reading->is_opted_out && reading->required < BG_LEVEL_MAJOR ? BG_VERSION_OPTED_OUT : BG_VERSION_NOT_BUMPED;
}

static bool would_pass(const struct reading *reading, struct bg_slice head) {
    struct reading asked = *reading;
    asked.head = bg_scheme_read(reading->policy, head);
    return codes[judge(&asked)].outcome == BG_OUTCOME_PASSED;
}

/* The version that the next one must be above: of base, tip and floor the highest that there is; NULL without any. */
static const struct bg_version *start_of_next(const struct reading *reading) {
    if (is_tip_above_base(reading)) {
        return &reading->tip;
    }
    if (reading->base.is_valid) {
        return &reading->base;
    }
    return !reading->base.is_there && reading->floor.is_valid ? &reading->floor : NULL;
}

/* Unchanged; the next candidate; the release of the candidates; the next patch, minor, major: the first that passes. */
static struct bg_slice find_minimum(struct bg_arena *arena, const struct reading *reading) {
    const struct bg_version *start = start_of_next(reading);
    if (reading->base.is_valid && would_pass(reading, reading->base.text)) {
        return reading->base.text;
    }
    if (start == NULL) {
        return BG_NO_SLICE;
    }
    struct bg_slice next = bg_semver_next_prerelease(arena, &start->parsed);
    if (next.at != NULL) {
        next = bg_scheme_write(arena, reading->policy, start, next);
        if (would_pass(reading, next)) {
            return next;
        }
    }
    for (enum bg_level level = BG_LEVEL_NONE; level <= BG_LEVEL_MAJOR; level++) {
        struct bg_slice core = bg_semver_next_core(arena, &start->parsed, level);
        next = bg_scheme_write(arena, reading->policy, start, core);
        if (would_pass(reading, next)) {
            return next;
        }
    }
    return BG_NO_SLICE;
}

/* The step as the pull request declares it; what is an integer here is a major step. */
static enum bg_declared declared(const struct reading *reading) {
    if (!reading->head.is_there) {
        return BG_DECLARED_REMOVED;
    }
    if (!reading->base.is_there) {
        return reading->head.is_valid ? BG_DECLARED_NEW : BG_DECLARED_INVALID;
    }
    if (bg_slice_equal(reading->base.text, reading->head.text)) {
        return BG_DECLARED_NONE;
    }
    if (!reading->base.is_valid || !reading->head.is_valid) {
        return BG_DECLARED_INVALID;
    }
    switch (reading->policy->scheme) {
    case BG_SCHEME_SEMVER:
        return bg_semver_declared(reading->base.parsed.text, reading->head.parsed.text);
    case BG_SCHEME_INTEGER:
        return is_above(&reading->head, &reading->base) ? BG_DECLARED_MAJOR : BG_DECLARED_DOWNGRADE;
    }
    return BG_DECLARED_INVALID;
}

static const char *with_article(enum bg_level level) {
    static const char *const words[] = {
        [BG_LEVEL_NONE] = "no release",
        [BG_LEVEL_PATCH] = "a patch",
        [BG_LEVEL_MINOR] = "a minor",
        [BG_LEVEL_MAJOR] = "a major",
    };
    return words[level];
}

static const char *scheme_name(const struct reading *reading) {
    return reading->policy->scheme == BG_SCHEME_INTEGER ? "version number" : "semantic version";
}

/* What happened, without the remedy. */
static struct bg_slice describe(struct bg_arena *arena, const struct reading *reading, enum bg_version_code code,
                                enum bg_level carries) {
    struct bg_slice base = reading->base.text;
    struct bg_slice head = reading->head.text;
    struct bg_slice tip = reading->tip.text;
    const char *needed = with_article(reading->required);
    bool is_below_1 = reading->base.is_valid && bg_semver_is_below_1(&reading->base.parsed);
    switch (code) {
    case BG_VERSION_OK:
        return reading->required == BG_LEVEL_NONE ? BG_LITERAL("no new version was needed")
                                                  : bg_arena_printf(arena, "`%.*s` after `%.*s` is enough for %s",
                                                                    BG_ARGS(head), BG_ARGS(base), needed);
    case BG_VERSION_NEW:
        return BG_LITERAL("the connector is new");
    case BG_VERSION_REMOVED:
        return BG_LITERAL("the connector was removed");
    case BG_VERSION_REPAIRED:
        return bg_arena_printf(arena, "`%.*s` repaired `%.*s`, which was no %s", BG_ARGS(head), BG_ARGS(base),
                               scheme_name(reading));
    case BG_VERSION_OPTED_OUT:
        return bg_arena_printf(arena, "%s would be needed, but the connector opted out of version increments", needed);
    case BG_VERSION_NOT_BUMPED:
        return bg_arena_printf(arena, "%s is needed, and the version was not raised above `%.*s`", needed,
                               BG_ARGS(base));
    case BG_VERSION_INSUFFICIENT:
        return bg_arena_printf(arena, "`%.*s` after `%.*s` carries %s, and %s is needed%s%s%s", BG_ARGS(head),
                               BG_ARGS(is_tip_above_base(reading) ? tip : base), with_article(carries), needed,
                               is_below_1 ? " (below 1.0.0: " : "",
                               is_below_1 ? bg_pre_1_0_name(reading->policy->pre_1_0) : "", is_below_1 ? ")" : "");
    case BG_VERSION_DECREASED:
        return bg_arena_printf(arena, "the version was lowered from `%.*s` to `%.*s`", BG_ARGS(base), BG_ARGS(head));
    case BG_VERSION_STALE_BASE:
        if (bg_slice_equal(tip, head)) {
            return bg_arena_printf(arena, "the base branch has `%.*s` by now", BG_ARGS(tip));
        }
        return bg_arena_printf(arena, "the base branch has `%.*s` by now, and `%.*s` is not above it", BG_ARGS(tip),
                               BG_ARGS(head));
    case BG_VERSION_RC_CORE_CHANGED:
        return bg_arena_printf(arena, "`%.*s` is a candidate of another release than `%.*s`, which is still open",
                               BG_ARGS(head), BG_ARGS(is_other_candidate(reading, &reading->base) ? base : tip));
    case BG_VERSION_MAJOR_RC_FORBIDDEN:
        return bg_arena_printf(arena, "`%.*s` is a candidate of a new major version, which this profile does not allow",
                               BG_ARGS(head));
    case BG_VERSION_BUILD_FORBIDDEN:
        return bg_arena_printf(arena, "`%.*s` has build metadata, and an image tag cannot hold a plus sign",
                               BG_ARGS(head));
    case BG_VERSION_NEW_BELOW_FLOOR:
        return bg_arena_printf(arena, "a new connector starts above `%.*s`, and its version is `%.*s`",
                               BG_ARGS(reading->floor.text), BG_ARGS(head));
    case BG_VERSION_INVALID_BEFORE:
        if (base.len == 0) {
            return bg_arena_printf(arena, "the base has no version where the layout looks for one; a %s belongs there",
                                   scheme_name(reading));
        }
        return bg_arena_printf(arena, "the base version `%.*s` is no %s: %s", BG_ARGS(base), scheme_name(reading),
                               reading->base.fault);
    case BG_VERSION_INVALID_AFTER:
        if (head.len == 0) {
            return bg_arena_printf(arena, "there is no version where the layout looks for one; a %s belongs there",
                                   scheme_name(reading));
        }
        return bg_arena_printf(arena, "`%.*s` is no %s: %s", BG_ARGS(head), scheme_name(reading), reading->head.fault);
    case BG_VERSION_INVALID_BASE:
        return bg_arena_printf(arena, "the version `%.*s` of the base branch is no %s: %s", BG_ARGS(tip),
                               scheme_name(reading), reading->tip.fault);
    }
    return BG_NO_SLICE;
}

struct bg_version_answer bg_version_check(struct bg_arena *arena, const struct bg_version_query *query) {
    struct reading reading = {
        .policy = query->policy,
        .base = bg_scheme_read(query->policy, query->base),
        .head = bg_scheme_read(query->policy, query->head),
        .tip = bg_scheme_read(query->policy, query->tip),
        .last_stable = bg_scheme_read(query->policy, query->last_stable),
        .floor = bg_scheme_read(query->policy, query->policy->new_floor),
        .required = bg_scheme_required(query->policy, query->required),
        .is_opted_out = query->is_opted_out,
    };
    struct bg_version_answer answer = {.code = judge(&reading), .declared = declared(&reading)};
    answer.outcome = codes[answer.code].outcome;
    if (reading.base.is_valid && reading.head.is_valid && is_above(&reading.head, &reading.base)) {
        answer.carried = carried(&reading);
    }
    if (reading.head.is_there) {
        answer.minimum = find_minimum(arena, &reading);
    }
    answer.message = describe(arena, &reading, answer.code, answer.carried);
    if (answer.outcome != BG_OUTCOME_PASSED && answer.minimum.at != NULL) {
        answer.message = bg_arena_printf(arena, "%.*s; the lowest version that passes is `%.*s`",
                                         BG_ARGS(answer.message), BG_ARGS(answer.minimum));
    }
    return answer;
}

struct bg_slice bg_version_compare_copies(struct bg_arena *arena, const struct bg_version_copy *primary,
                                          const struct bg_version_copy *mirror) {
    if (bg_slice_equal(primary->text, mirror->text)) {
        return BG_NO_SLICE;
    }
    return bg_arena_printf(arena, "%.*s says `%.*s` and %.*s says `%.*s`", BG_ARGS(mirror->file), BG_ARGS(mirror->text),
                           BG_ARGS(primary->file), BG_ARGS(primary->text));
}
