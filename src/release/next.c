/*
 * The next version: see next.h. It is the lowest version of its kind that the check accepts, so the two cannot
 * disagree; only what a person must decide first is decided here.
 */
#include "release/next.h"

#include "release/scheme.h"
#include "release/version.h"

static const struct {
    enum bg_id id;
    enum bg_outcome outcome;
} codes[] = {
    [BG_NEXT_NOOP] = {BG_ID_NOOP, BG_OUTCOME_PASSED},
    [BG_NEXT_BUMPED] = {BG_ID_BUMPED, BG_OUTCOME_PASSED},
    [BG_NEXT_NEEDS_HUMAN] = {BG_ID_NEEDS_HUMAN, BG_OUTCOME_REJECTED},
    [BG_NEXT_PROMOTE_FIRST] = {BG_ID_PROMOTE_FIRST, BG_OUTCOME_REJECTED},
    [BG_NEXT_UNKNOWN_PRERELEASE] = {BG_ID_UNKNOWN_PRERELEASE, BG_OUTCOME_REJECTED},
    [BG_NEXT_FORBIDDEN] = {BG_ID_MAJOR_RC_FORBIDDEN, BG_OUTCOME_REJECTED},
    [BG_NEXT_INVALID_BASE] = {BG_ID_INVALID_BASE, BG_OUTCOME_UNJUDGED},
};

enum bg_id bg_next_code_id(enum bg_next_code code) {
    return codes[code].id;
}

static struct bg_next_answer refuse(enum bg_next_code code, struct bg_slice message) {
    return (struct bg_next_answer){.code = code, .outcome = codes[code].outcome, .message = message};
}

static struct bg_next_answer give(enum bg_next_code code, struct bg_slice version, struct bg_slice message) {
    return (struct bg_next_answer){
        .code = code, .outcome = codes[code].outcome, .version = version, .message = message};
}

static struct bg_version_answer check(struct bg_arena *arena, const struct bg_next_query *query, struct bg_slice head) {
    struct bg_version_query asked = {.policy = query->policy,
                                     .base = query->base,
                                     .head = head,
                                     .last_stable = query->last_stable,
                                     .required = query->required};
    return bg_version_check(arena, &asked);
}

/* The lowest of the next patch, minor and major that passes: as a release, or as the first candidate of `word`. */
static struct bg_next_answer raise_core(struct bg_arena *arena, const struct bg_next_query *query,
                                        const struct bg_version *base, struct bg_slice word) {
    struct bg_version_answer answer = {0};
    for (enum bg_level level = BG_LEVEL_PATCH; level <= BG_LEVEL_MAJOR; level++) {
        struct bg_slice next = bg_semver_next_core(arena, &base->parsed, level);
        if (word.at != NULL) {
            next = bg_arena_printf(arena, "%.*s-%.*s.1", BG_ARGS(next), BG_ARGS(word));
        }
        next = bg_scheme_write(arena, query->policy, base, next);
        answer = check(arena, query, next);
        if (answer.outcome == BG_OUTCOME_PASSED) {
            return give(BG_NEXT_BUMPED, next, BG_NO_SLICE);
        }
    }
    return refuse(BG_NEXT_FORBIDDEN, answer.message);
}

/* Base is a prerelease: the next one of its line if that carries the level, else a new line where that is allowed. */
static struct bg_next_answer raise_prerelease(struct bg_arena *arena, const struct bg_next_query *query,
                                              const struct bg_version *base) {
    struct bg_slice next = bg_semver_next_prerelease(arena, &base->parsed);
    if (next.at == NULL) {
        return refuse(BG_NEXT_UNKNOWN_PRERELEASE,
                      bg_arena_printf(arena, "`%.*s` has no counter that could be raised", BG_ARGS(base->text)));
    }
    next = bg_scheme_write(arena, query->policy, base, next);
    if (check(arena, query, next).outcome == BG_OUTCOME_PASSED) {
        return give(BG_NEXT_BUMPED, next, BG_NO_SLICE);
    }
    if (query->policy->candidates_keep_core) {
        return refuse(
            BG_NEXT_PROMOTE_FIRST,
            bg_arena_printf(arena,
                            "the release that `%.*s` prepares cannot carry these changes; promote it or roll it "
                            "back first",
                            BG_ARGS(base->text)));
    }
    if (query->required == BG_LEVEL_MAJOR && !query->allows_major) {
        return refuse(BG_NEXT_NEEDS_HUMAN, BG_LITERAL("a breaking release is for a person to declare"));
    }
    struct bg_slice rest = base->parsed.prerelease;
    return raise_core(arena, query, base, bg_slice_cut(&rest, '.'));
}

struct bg_next_answer bg_version_next(struct bg_arena *arena, const struct bg_next_query *query) {
    struct bg_version base = bg_scheme_read(query->policy, query->base);
    struct bg_version head = bg_scheme_read(query->policy, query->head);
    if (!base.is_valid) {
        return refuse(BG_NEXT_INVALID_BASE,
                      bg_arena_printf(arena, "no version comes after `%.*s`: %s", BG_ARGS(query->base),
                                      base.is_there ? base.fault : "there is none"));
    }
    struct bg_slice declared = head.is_there ? query->head : query->base;
    if (check(arena, query, declared).outcome == BG_OUTCOME_PASSED) {
        return give(BG_NEXT_NOOP, declared, bg_arena_printf(arena, "`%.*s` is enough already", BG_ARGS(declared)));
    }
    if (bg_scheme_required(query->policy, query->required) == BG_LEVEL_NONE) {
        return give(BG_NEXT_NOOP, query->base, BG_LITERAL("no new version is needed"));
    }
    if (bg_semver_is_prerelease(&base.parsed)) {
        return raise_prerelease(arena, query, &base);
    }
    if (query->required == BG_LEVEL_MAJOR && !query->allows_major) {
        return refuse(BG_NEXT_NEEDS_HUMAN, BG_LITERAL("a breaking release is for a person to declare"));
    }
    return raise_core(arena, query, &base, query->wants_candidate ? BG_LITERAL("rc") : BG_NO_SLICE);
}
