/*
 * Semantic Versioning 2.0.0 (https://semver.org), exactly: grammar, precedence, and the arithmetic of the next version.
 * Numbers are kept as digits and have no upper bound. A parsed version points into the text it was read from.
 */
#ifndef BG_BASE_SEMVER_H
#define BG_BASE_SEMVER_H

#include "base/arena.h"

/* The step between two versions, as the pull request declares it. */
enum bg_declared {
    BG_DECLARED_NONE,
    BG_DECLARED_PATCH,
    BG_DECLARED_MINOR,
    BG_DECLARED_MAJOR,
    BG_DECLARED_PRERELEASE,
    BG_DECLARED_PROMOTE,
    BG_DECLARED_DOWNGRADE,
    BG_DECLARED_NEW,
    BG_DECLARED_REMOVED,
    BG_DECLARED_INVALID,
};

struct bg_semver {
    struct bg_slice text;       /* all of it */
    struct bg_slice part[3];    /* digits of major, minor and patch */
    struct bg_slice prerelease; /* without the hyphen; {NULL, 0} if there is none */
    struct bg_slice build;      /* without the plus; {NULL, 0} if there is none */
};

enum { BG_SEMVER_MAJOR_PART, BG_SEMVER_MINOR_PART, BG_SEMVER_PATCH_PART };

/* Reads all of `text` (clauses 2, 9 and 10). On failure *fault (may be NULL) becomes a literal clause that says why:
 * "it has two parts instead of three". */
bool bg_semver_read(struct bg_slice text, struct bg_semver *out, const char **fault) BG_MUST_CHECK;

/* Precedence (clause 11): below 0, 0 or above 0. Build metadata does not count. */
int bg_semver_compare(const struct bg_semver *a, const struct bg_semver *b);

/* The same for X.Y.Z alone. */
int bg_semver_compare_core(const struct bg_semver *a, const struct bg_semver *b);

/* The leftmost part of X.Y.Z in which the two differ: major, minor or patch; none if the cores are equal. */
enum bg_level bg_semver_core_step(const struct bg_semver *base, const struct bg_semver *head);

/* A version below 1.0.0 by its core: 0.y.z, prereleases included (clause 4). */
bool bg_semver_is_below_1(const struct bg_semver *version);

bool bg_semver_is_prerelease(const struct bg_semver *version);

/* A release candidate: an identifier of the prerelease is `rc`, or `rc` and digits. `1.0.0-src.1` is none. */
bool bg_semver_is_candidate(const struct bg_semver *version);

/* The largest step that X.Y.Z of this version can carry from some version before it: X.0.0 a major, X.Y.0 a minor, any
 * other a patch. */
enum bg_level bg_semver_core_carries(const struct bg_semver *version);

/* "X.Y.Z" of the version, or of the next one whose part for `level` is one higher and whose lower parts are 0 (clauses
 * 6 to 8). Level none gives the core itself. In the arena. */
struct bg_slice bg_semver_next_core(struct bg_arena *arena, const struct bg_semver *version, enum bg_level level);

/* The version with the last identifier of its prerelease counted up: 1.2.3-rc.9 to 1.2.3-rc.10. A lone word gets ".1".
 * {NULL, 0} if the prerelease is not `word` or `word.N` with a word of letters, or the word (dev, preview) marks builds
 * that are not counted. Build metadata is dropped. In the arena. */
struct bg_slice bg_semver_next_prerelease(struct bg_arena *arena, const struct bg_semver *version);

/*
 * What the step from `base` to `head` declares, as texts of two files that both exist: equal texts or equal precedence
 * none; a text that is no version invalid; lower precedence downgrade; a prerelease left for the release of the same
 * X.Y.Z promote; any other move from or to a prerelease prerelease; else the leftmost part that differs. Whether a
 * connector is new or removed is not a matter of texts: the caller knows it.
 */
enum bg_declared bg_semver_declared(struct bg_slice base, struct bg_slice head);

/* Numbers as digits without leading zeros: order, and the number one higher (in the arena). */
int bg_digits_compare(struct bg_slice a, struct bg_slice b);
struct bg_slice bg_digits_next(struct bg_arena *arena, struct bg_slice digits);

#endif
