/* Schemes: see scheme.h. */
#include "release/scheme.h"

/* Fills `version` from the digits of an integer. */
static void read_integer(struct bg_slice digits, struct bg_version *version) {
    version->is_valid = digits.len > 0 && (digits.len == 1 || digits.at[0] != '0');
    for (size_t i = 0; i < digits.len; i++) {
        version->is_valid = version->is_valid && digits.at[i] >= '0' && digits.at[i] <= '9';
    }
    version->fault = version->is_valid ? NULL : "it is no whole number";
    version->parsed = (struct bg_semver){.text = version->text, .part = {digits, BG_LITERAL("0"), BG_LITERAL("0")}};
}

struct bg_version bg_scheme_read(const struct bg_version_policy *policy, struct bg_slice text) {
    struct bg_version version = {.is_there = text.at != NULL, .text = text};
    if (!version.is_there) {
        return version;
    }
    version.has_v = policy->has_v && bg_slice_starts(text, BG_LITERAL("v"));
    struct bg_slice number = bg_slice_from(text, version.has_v ? 1 : 0);
    switch (policy->scheme) {
    case BG_SCHEME_SEMVER:
        version.is_valid = bg_semver_read(number, &version.parsed, &version.fault);
        break;
    case BG_SCHEME_INTEGER:
        if (policy->has_v && !version.has_v) {
            version.fault = "it does not start with v";
        } else {
            read_integer(number, &version);
        }
        break;
    }
    return version;
}

bool bg_scheme_is_above(const struct bg_version_policy *policy, struct bg_slice a, struct bg_slice b) {
    struct bg_version first = bg_scheme_read(policy, a);
    struct bg_version second = bg_scheme_read(policy, b);
    return first.is_valid && second.is_valid && bg_semver_compare(&first.parsed, &second.parsed) > 0;
}

struct bg_slice bg_scheme_write(struct bg_arena *arena, const struct bg_version_policy *policy,
                                const struct bg_version *like, struct bg_slice core) {
    struct bg_slice rest = core;
    struct bg_slice number = policy->scheme == BG_SCHEME_INTEGER ? bg_slice_cut(&rest, '.') : core;
    return like->has_v ? bg_arena_printf(arena, "v%.*s", BG_ARGS(number)) : number;
}

enum bg_level bg_scheme_required(const struct bg_version_policy *policy, enum bg_level required) {
    return policy->scheme == BG_SCHEME_INTEGER && required < BG_LEVEL_MAJOR ? BG_LEVEL_NONE : required;
}

/* What a step of this size from `from` carries, given what the policy says below 1.0.0 (SemVer, clause 4). */
static enum bg_level map_pre_1_0(enum bg_pre_1_0 policy, const struct bg_semver *from, enum bg_level step) {
    if (!bg_semver_is_below_1(from) || step == BG_LEVEL_NONE) {
        return step;
    }
    bool is_zero_zero = bg_slice_is(from->part[BG_SEMVER_MINOR_PART], "0");
    switch (policy) {
    case BG_PRE_1_0_MINOR_BREAKS:
        return step == BG_LEVEL_MINOR ? BG_LEVEL_MAJOR : step;
    case BG_PRE_1_0_STRICT:
        return step;
    case BG_PRE_1_0_CARGO:
        return step == BG_LEVEL_PATCH && !is_zero_zero ? BG_LEVEL_MINOR : BG_LEVEL_MAJOR;
    case BG_PRE_1_0_FREE:
        return BG_LEVEL_MAJOR;
    }
    return step;
}

enum bg_level bg_scheme_carried(const struct bg_version_policy *policy, const struct bg_version *base,
                                const struct bg_version *last_stable, const struct bg_version *head) {
    const struct bg_semver *from = last_stable->is_valid ? &last_stable->parsed : &base->parsed;
    enum bg_level step = bg_semver_core_step(from, &head->parsed);
    if (bg_semver_is_prerelease(from)) {
        enum bg_level pending = bg_semver_core_carries(from);
        step = step > pending ? step : pending;
    }
    return map_pre_1_0(policy->pre_1_0, from, step);
}
