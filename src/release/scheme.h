/*
 * A version text read by the scheme of a policy, and what a step between two of them can carry. An integer N is kept as
 * N.0.0, so that order and steps are the same code for both schemes.
 */
#ifndef BG_RELEASE_SCHEME_H
#define BG_RELEASE_SCHEME_H

#include "base/semver.h"
#include "rules/profile.h"

struct bg_version {
    bool is_there;     /* false for {NULL, 0}: no connector, or nothing known */
    bool is_valid;     /* a version of the scheme; never if it is not there */
    const char *fault; /* a clause, if it is there and not valid */
    struct bg_slice text;
    bool has_v;
    struct bg_semver parsed;
};

/* Points into `text`. */
struct bg_version bg_scheme_read(const struct bg_version_policy *policy, struct bg_slice text);

/* Whether both are versions, and `a` is the higher one. */
bool bg_scheme_is_above(const struct bg_version_policy *policy, struct bg_slice a, struct bg_slice b);

/* A core of digits ("1.4.3", for integers "2.0.0") written as the scheme does, with a v if `like` has one. */
struct bg_slice bg_scheme_write(struct bg_arena *arena, const struct bg_version_policy *policy,
                                const struct bg_version *like, struct bg_slice core);

/* What the scheme needs for changes of this level: integers rise for breaking changes only. */
enum bg_level bg_scheme_required(const struct bg_version_policy *policy, enum bg_level required);

/*
 * The largest change that the step from `base` up to `head` can carry. A base that is a candidate counts from the
 * stable version before it: from `last_stable` if that is valid, else by what its X.Y.Z tells (X.Y.0 carries at least a
 * minor). Below 1.0.0 the policy maps the step.
 */
enum bg_level bg_scheme_carried(const struct bg_version_policy *policy, const struct bg_version *base,
                                const struct bg_version *last_stable, const struct bg_version *head);

#endif
