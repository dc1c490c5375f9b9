/* Races: see settle.h. The level is that of the numbers alone: what a change demands is said by the check. */
#include "release/settle.h"

#include "release/next.h"
#include "release/scheme.h"
#include "release/version.h"

struct race {
    struct bg_arena *arena;
    const struct bg_settle_query *query;
    struct bg_version base;
    struct bg_version own;
    struct bg_version tip;
};

static struct bg_settlement give(struct bg_slice version) {
    return (struct bg_settlement){.version = version};
}

/* The message names the own version first, then that of the tip. */
static struct bg_settlement leave(const struct race *race, const char *own_does, const char *tip_does) {
    return (struct bg_settlement){
        .why = bg_arena_printf(race->arena, "`%.*s` %s `%.*s`%s; name the version with bumpgate bump --to",
                               BG_ARGS(race->own.text), own_does, BG_ARGS(race->tip.text), tip_does)};
}

static bool is_candidate(const struct bg_version *version) {
    return bg_semver_is_prerelease(&version->parsed);
}

static bool are_of_one_release(const struct bg_version *a, const struct bg_version *b) {
    return bg_semver_compare_core(&a->parsed, &b->parsed) == 0;
}

/* The next candidate of the line that the tip is on. */
static struct bg_settlement go_on(const struct race *race) {
    struct bg_slice next = bg_semver_next_prerelease(race->arena, &race->tip.parsed);
    return next.at == NULL ? leave(race, "cannot be counted on from", ", which has no counter")
                           : give(bg_scheme_write(race->arena, race->query->policy, &race->tip, next));
}

/* The numbers before 1.0.0 are counted as they stand: no level comes in that nobody has named. */
static struct bg_settlement raise(const struct race *race, enum bg_level level) {
    struct bg_slice next = bg_semver_next_core(race->arena, &race->tip.parsed, level);
    if (is_candidate(&race->own)) {
        struct bg_slice rest = race->own.parsed.prerelease;
        struct bg_slice word = bg_slice_cut(&rest, '.');
        next = bg_arena_printf(race->arena, "%.*s-%.*s.1", BG_ARGS(next), BG_ARGS(word));
    }
    return give(bg_scheme_write(race->arena, race->query->policy, &race->tip, next));
}

/* The tip is a candidate: a release joins its line where that can carry the level. */
static struct bg_settlement join(const struct race *race, enum bg_level level) {
    struct bg_next_query next = {
        .policy = race->query->policy, .base = race->tip.text, .required = level, .allows_major = true};
    struct bg_slice joined = bg_version_next(race->arena, &next).version;
    struct bg_version found = bg_scheme_read(race->query->policy, joined);
    bool is_joined = found.is_valid && are_of_one_release(&found, &race->tip);
    return is_joined ? give(joined) : leave(race, "cannot join the candidate", " that the base branch is at");
}

/* The tip has reached the own number. */
static struct bg_settlement count_on(const struct race *race) {
    enum bg_level level = bg_semver_core_step(&race->base.parsed, &race->own.parsed);
    if (is_candidate(&race->own) && is_candidate(&race->tip) && are_of_one_release(&race->own, &race->tip)) {
        return go_on(race);
    }
    if (level == BG_LEVEL_NONE) {
        return leave(race, "belongs to the release of a candidate, and the base branch is at", " already");
    }
    return is_candidate(&race->tip) ? join(race, level) : raise(race, level);
}

/* Still above the tip: it stays, unless it would make a release of the candidate that somebody else has begun. */
static struct bg_settlement stay(const struct race *race) {
    bool is_promotion = is_candidate(&race->base) && are_of_one_release(&race->base, &race->own);
    if (!is_candidate(&race->own) && is_candidate(&race->tip) && are_of_one_release(&race->own, &race->tip) &&
        !is_promotion) {
        return leave(race, "would release", ", a candidate that is on the base branch");
    }
    return give(race->own.text);
}

static struct race read_race(struct bg_arena *arena, const struct bg_settle_query *query) {
    return (struct race){.arena = arena,
                         .query = query,
                         .base = bg_scheme_read(query->policy, query->base),
                         .own = bg_scheme_read(query->policy, query->own),
                         .tip = bg_scheme_read(query->policy, query->tip)};
}

struct bg_settlement bg_settle(struct bg_arena *arena, const struct bg_settle_query *query) {
    struct race race = read_race(arena, query);
    if (bg_slice_equal(query->own, query->base)) {
        return give(query->tip);
    }
    if (bg_slice_equal(query->tip, query->base)) {
        return give(query->own);
    }
    if (!race.base.is_valid || !race.own.is_valid || !race.tip.is_valid) {
        return leave(&race, "cannot be compared with", ", since one of them, or what they began at, is no version");
    }
    if (bg_semver_compare(&race.own.parsed, &race.base.parsed) <= 0) {
        return leave(&race, "was lowered, and the base branch is at", "");
    }
    return bg_semver_compare(&race.own.parsed, &race.tip.parsed) > 0 ? stay(&race) : count_on(&race);
}

/* Of a lower X.Y than the tip. */
static bool is_past(const struct race *race) {
    static const unsigned parts[] = {BG_SEMVER_MAJOR_PART, BG_SEMVER_MINOR_PART};
    int order = 0;
    for (size_t p = 0; p < 2 && order == 0; p++) {
        order = bg_digits_compare(race->own.parsed.part[parts[p]], race->tip.parsed.part[parts[p]]);
    }
    return order < 0;
}

struct bg_settlement bg_settle_backport(struct bg_arena *arena, const struct bg_settle_query *query) {
    struct race race = read_race(arena, query);
    if (!race.tip.is_valid || !race.own.is_valid) {
        return leave(&race, "cannot be compared with", ", since one of them is no version");
    }
    if (!bg_slice_equal(query->own, query->base) && is_past(&race)) {
        return leave(&race, "is of an older line of releases than", ", which the base branch is at");
    }
    struct bg_slice next = bg_semver_next_core(arena, &race.tip.parsed, BG_LEVEL_PATCH);
    return is_candidate(&race.tip) ? join(&race, BG_LEVEL_PATCH)
                                   : give(bg_scheme_write(arena, query->policy, &race.tip, next));
}
