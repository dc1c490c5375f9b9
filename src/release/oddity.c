/* Oddities: see oddity.h. */
#include "release/oddity.h"

#include "release/scheme.h"

static bool is_build(const struct bg_semver *version) {
    struct bg_slice rest = version->prerelease;
    struct bg_slice word = bg_slice_cut(&rest, '.');
    return bg_slice_is(word, "dev") || bg_slice_is(word, "preview");
}

/* The core of the release that `before` prepares, if it does, and those of the next releases. */
static bool is_next(struct bg_arena *arena, const struct bg_version *before, const struct bg_version *head) {
    struct bg_slice core = bg_semver_next_core(arena, &head->parsed, BG_LEVEL_NONE);
    for (enum bg_level level = BG_LEVEL_NONE; level <= BG_LEVEL_MAJOR; level++) {
        if (bg_slice_equal(core, bg_semver_next_core(arena, &before->parsed, level))) {
            return true;
        }
    }
    return false;
}

struct bg_oddity bg_version_oddity(struct bg_arena *arena, const struct bg_version_policy *policy,
                                   struct bg_slice before, struct bg_slice head) {
    struct bg_version from = bg_scheme_read(policy, before);
    struct bg_version to = bg_scheme_read(policy, head);
    if (!to.is_valid || bg_slice_equal(before, head)) {
        return (struct bg_oddity){0};
    }
    if (is_build(&to.parsed)) {
        return (struct bg_oddity){BG_ID_VERSION_OF_BUILD,
                                  bg_arena_printf(arena,
                                                  "`%.*s` is the version of a development build; such versions are "
                                                  "given when an image is published, and are not committed",
                                                  BG_ARGS(head))};
    }
    if (!from.is_valid || bg_semver_compare(&to.parsed, &from.parsed) <= 0 || is_next(arena, &from, &to)) {
        return (struct bg_oddity){0};
    }
    struct bg_slice next[BG_LEVEL_MAJOR + 1];
    for (enum bg_level level = BG_LEVEL_PATCH; level <= BG_LEVEL_MAJOR; level++) {
        next[level] = bg_scheme_write(arena, policy, &from, bg_semver_next_core(arena, &from.parsed, level));
    }
    struct bg_slice choice =
        policy->scheme == BG_SCHEME_INTEGER
            ? bg_arena_printf(arena, "the next one is `%.*s`", BG_ARGS(next[BG_LEVEL_MAJOR]))
            : bg_arena_printf(arena, "the next ones are `%.*s`, `%.*s` and `%.*s`", BG_ARGS(next[BG_LEVEL_PATCH]),
                              BG_ARGS(next[BG_LEVEL_MINOR]), BG_ARGS(next[BG_LEVEL_MAJOR]));
    return (struct bg_oddity){BG_ID_VERSION_SKIPPED,
                              bg_arena_printf(arena, "`%.*s` after `%.*s` skipped a number: %.*s", BG_ARGS(head),
                                              BG_ARGS(before), BG_ARGS(choice))};
}
