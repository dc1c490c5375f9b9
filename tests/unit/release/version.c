/*
 * The declared version against the needed level, the next version, and copies of one version. The rows here hold what
 * the shared cases leave open (messages, minimum, the tip of the base branch); the shared cases give breadth. A law
 * over a grid of versions ties the three together: the minimum passes, and nothing that is offered as next is refused.
 */
#include "base/semver.h"
#include "release/next.h"
#include "release/version.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct bg_version_policy policy_of(const char *profile) {
    const struct bg_profile *found = bg_profile_find(bg_slice_of(profile));
    if (found == NULL) {
        fail_msg("no profile `%s`", profile);
        abort();
    }
    return found->version;
}

static enum bg_level level_of(struct bg_slice name) {
    static const char *const names[] = {"none", "patch", "minor", "major"};
    for (size_t n = 0; n < 4; n++) {
        if (bg_slice_is(name, names[n])) {
            return (enum bg_level)n;
        }
    }
    fail_msg("no level `%.*s`", BG_ARGS(name));
    return BG_LEVEL_MAJOR;
}

static bool is_equal_or_report(const char *id, const char *what, struct bg_slice actual, struct bg_slice expected) {
    bool is_same = (actual.at == NULL) == (expected.at == NULL) && bg_slice_equal(actual, expected);
    if (!is_same) {
        print_error("%s: %s is `%.*s`, not `%.*s`\n", id, what, BG_ARGS(actual), BG_ARGS(expected));
    }
    return is_same;
}

static void test_check_rows(void **state) {
    (void)state;
    static const struct {
        const char *name, *profile, *base, *head, *tip, *last_stable;
        enum bg_level required;
        bool is_opted_out;
        const char *code, *minimum, *message;
        enum bg_declared declared;
    } rows[] = {
        {"enough", "airbyte", "1.4.2", "1.5.0", NULL, NULL, BG_LEVEL_MINOR, false, "ok", "1.5.0",
         "`1.5.0` after `1.4.2` is enough for a minor", BG_DECLARED_MINOR},
        {"unchanged and nothing needed", "airbyte", "1.4.2", "1.4.2", NULL, NULL, BG_LEVEL_NONE, false, "ok", "1.4.2",
         "no new version was needed", BG_DECLARED_NONE},
        {"unchanged while the tip moved on", "airbyte", "1.4.2", "1.4.2", "1.9.0", NULL, BG_LEVEL_NONE, false, "ok",
         "1.4.2", "no new version was needed", BG_DECLARED_NONE},
        {"too little", "airbyte", "1.4.2", "1.4.3", NULL, NULL, BG_LEVEL_MAJOR, false, "insufficient", "2.0.0",
         "`1.4.3` after `1.4.2` carries a patch, and a major is needed; the lowest version that passes is `2.0.0`",
         BG_DECLARED_PATCH},
        {"too little below 1.0.0", "airbyte", "0.3.7", "0.3.8", NULL, NULL, BG_LEVEL_MAJOR, false, "insufficient",
         "0.4.0",
         "`0.3.8` after `0.3.7` carries a patch, and a major is needed (below 1.0.0: minor-breaks); the lowest version "
         "that passes is `0.4.0`",
         BG_DECLARED_PATCH},
        {"not raised", "airbyte", "1.4.2", "1.4.2", NULL, NULL, BG_LEVEL_PATCH, false, "not-bumped", "1.4.3",
         "a patch is needed, and the version was not raised above `1.4.2`; the lowest version that passes is `1.4.3`",
         BG_DECLARED_NONE},
        {"a lowered major is not a large step", "airbyte", "2.0.0", "1.0.0", NULL, NULL, BG_LEVEL_MAJOR, false,
         "decreased", "3.0.0",
         "the version was lowered from `2.0.0` to `1.0.0`; the lowest version that passes is `3.0.0`",
         BG_DECLARED_DOWNGRADE},
        {"a lowered version where nothing is needed goes back", "airbyte", "1.4.2", "1.4.1", NULL, NULL, BG_LEVEL_NONE,
         false, "decreased", "1.4.2",
         "the version was lowered from `1.4.2` to `1.4.1`; the lowest version that passes is `1.4.2`",
         BG_DECLARED_DOWNGRADE},
        {"taken", "airbyte", "6.7.0", "6.8.0", "6.8.0", NULL, BG_LEVEL_MINOR, false, "stale-base", "6.9.0",
         "the base branch has `6.8.0` by now; the lowest version that passes is `6.9.0`", BG_DECLARED_MINOR},
        {"above the tip, but by too little from there", "airbyte", "6.7.0", "6.8.1", "6.8.0", NULL, BG_LEVEL_MINOR,
         false, "insufficient", "6.9.0",
         "`6.8.1` after `6.8.0` carries a patch, and a minor is needed; the lowest version that passes is `6.9.0`",
         BG_DECLARED_MINOR},
        {"an unreadable tip", "airbyte", "1.4.2", "1.4.3", "1.4.O", NULL, BG_LEVEL_PATCH, false, "invalid-base", NULL,
         "the version `1.4.O` of the base branch is no semantic version: a part is no number", BG_DECLARED_PATCH},
        {"the next candidate", "airbyte", "1.5.0-rc.1", "1.5.0-rc.1", NULL, NULL, BG_LEVEL_MINOR, false, "not-bumped",
         "1.5.0-rc.2",
         "a minor is needed, and the version was not raised above `1.5.0-rc.1`; the lowest version that passes is "
         "`1.5.0-rc.2`",
         BG_DECLARED_NONE},
        {"a candidate that cannot carry it", "airbyte", "1.5.1-rc.1", "1.5.1-rc.2", NULL, NULL, BG_LEVEL_MINOR, false,
         "insufficient", "1.6.0",
         "`1.5.1-rc.2` after `1.5.1-rc.1` carries a patch, and a minor is needed; the lowest version that passes is "
         "`1.6.0`",
         BG_DECLARED_PRERELEASE},
        {"promotion", "airbyte", "1.5.0-rc.2", "1.5.0", NULL, NULL, BG_LEVEL_MINOR, false, "ok", "1.5.0-rc.3",
         "`1.5.0` after `1.5.0-rc.2` is enough for a minor", BG_DECLARED_PROMOTE},
        {"a prerelease that is no candidate may be of X.0.0", "airbyte", "1.4.2", "2.0.0-src.1", NULL, NULL,
         BG_LEVEL_MAJOR, false, "ok", "2.0.0", "`2.0.0-src.1` after `1.4.2` is enough for a major",
         BG_DECLARED_PRERELEASE},
        {"opted out", "airbyte", "1.4.2", "1.4.2", NULL, NULL, BG_LEVEL_MINOR, true, "opted-out", "1.4.2",
         "a minor would be needed, but the connector opted out of version increments", BG_DECLARED_NONE},
        {"opted out, and raised by less", "airbyte", "1.4.2", "1.4.3", NULL, NULL, BG_LEVEL_MINOR, true, "opted-out",
         "1.4.2", "a minor would be needed, but the connector opted out of version increments", BG_DECLARED_PATCH},
        {"opted out, and a break", "airbyte", "1.4.2", "1.4.2", NULL, NULL, BG_LEVEL_MAJOR, true, "not-bumped", "2.0.0",
         "a major is needed, and the version was not raised above `1.4.2`; the lowest version that passes is `2.0.0`",
         BG_DECLARED_NONE},
        {"opted out, and raised by less than a break", "airbyte", "1.4.2", "1.5.0", NULL, NULL, BG_LEVEL_MAJOR, true,
         "insufficient", "2.0.0",
         "`1.5.0` after `1.4.2` carries a minor, and a major is needed; the lowest version that passes is `2.0.0`",
         BG_DECLARED_MINOR},
        {"new", "airbyte", NULL, "0.1.0", NULL, NULL, BG_LEVEL_NONE, false, "new", "0.0.1", "the connector is new",
         BG_DECLARED_NEW},
        {"new at zero", "airbyte", NULL, "0.0.0", NULL, NULL, BG_LEVEL_NONE, false, "new-below-floor", "0.0.1",
         "a new connector starts above `0.0.0`, and its version is `0.0.0`; the lowest version that passes is `0.0.1`",
         BG_DECLARED_NEW},
        {"new, and the tip has one as well", "airbyte", NULL, "0.1.0", "0.1.0", NULL, BG_LEVEL_NONE, false,
         "stale-base", "0.1.1", "the base branch has `0.1.0` by now; the lowest version that passes is `0.1.1`",
         BG_DECLARED_NEW},
        {"no version at head", "airbyte", "1.4.2", "", NULL, NULL, BG_LEVEL_PATCH, false, "invalid-after", "1.4.3",
         "there is no version where the layout looks for one; a semantic version belongs there; the lowest version "
         "that passes "
         "is `1.4.3`",
         BG_DECLARED_INVALID},
        {"of any length", "airbyte", "1.99999999999999999999.0", "1.99999999999999999999.0", NULL, NULL, BG_LEVEL_MINOR,
         false, "not-bumped", "1.100000000000000000000.0",
         "a minor is needed, and the version was not raised above `1.99999999999999999999.0`; the lowest version that "
         "passes is `1.100000000000000000000.0`",
         BG_DECLARED_NONE},
        {"an integer", "estuary", "v9", "v9", NULL, NULL, BG_LEVEL_MAJOR, false, "not-bumped", "v10",
         "a major is needed, and the version was not raised above `v9`; the lowest version that passes is `v10`",
         BG_DECLARED_NONE},
        {"an integer that rises", "estuary", "v9", "v10", NULL, NULL, BG_LEVEL_MAJOR, false, "ok", "v10",
         "`v10` after `v9` is enough for a major", BG_DECLARED_MAJOR},
        {"the v stays", "faros", "v1.4.2", "v1.4.2", NULL, NULL, BG_LEVEL_PATCH, false, "not-bumped", "v1.4.3",
         "a patch is needed, and the version was not raised above `v1.4.2`; the lowest version that passes is `v1.4.3`",
         BG_DECLARED_NONE},
        {"measured from the last stable version", "default", "1.9.1-rc.1", "1.9.1-rc.2", NULL, "1.9.0", BG_LEVEL_MAJOR,
         false, "insufficient", "2.0.0",
         "`1.9.1-rc.2` after `1.9.1-rc.1` carries a patch, and a major is needed; the lowest version that passes is "
         "`2.0.0`",
         BG_DECLARED_PRERELEASE},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    size_t wrong = 0;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_version_policy policy = policy_of(rows[r].profile);
        struct bg_version_query query = {
            .policy = &policy,
            .base = bg_slice_of(rows[r].base),
            .head = bg_slice_of(rows[r].head),
            .tip = bg_slice_of(rows[r].tip),
            .last_stable = bg_slice_of(rows[r].last_stable),
            .required = rows[r].required,
            .is_opted_out = rows[r].is_opted_out,
        };
        struct bg_version_answer answer = bg_version_check(&arena, &query);
        const char *name = rows[r].name;
        wrong += !is_equal_or_report(name, "code", bg_slice_of(bg_id_name(bg_version_code_id(answer.code))),
                                     bg_slice_of(rows[r].code));
        wrong += !is_equal_or_report(name, "minimum", answer.minimum, bg_slice_of(rows[r].minimum));
        wrong += !is_equal_or_report(name, "message", answer.message, bg_slice_of(rows[r].message));
        if (answer.declared != rows[r].declared) {
            print_error("%s: declared is %d\n", name, (int)answer.declared);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    bg_arena_finish(&arena);
}

/* Base, head, tip and level from a grid: the minimum passes, and is not above a head that passes. */
static void test_minimum_passes(void **state) {
    (void)state;
    static const char *const versions[] = {"0.0.3",      "0.3.7", "0.4.0-rc.1", "0.9.0",      "1.0.0-rc.2",
                                           "1.0.0",      "1.4.2", "1.4.3-rc.1", "1.5.0-rc.1", "1.5.0",
                                           "2.0.0-rc.1", "2.0.0", "2.0.0-dev.1"};
    static const char *const profiles[] = {"airbyte", "default"};
    size_t count = sizeof versions / sizeof versions[0];
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t q = 0; q < count * count * (count + 1) * 4 * 2 * 4; q++) {
        struct bg_version_policy policy = policy_of(profiles[q % 2]);
        policy.pre_1_0 = (enum bg_pre_1_0)(q / 2 % 4);
        size_t tip = q / 32 / count / count;
        struct bg_version_query query = {
            .policy = &policy,
            .required = (enum bg_level)(q / 8 % 4),
            .base = bg_slice_of(versions[q / 32 % count]),
            .head = bg_slice_of(versions[q / 32 / count % count]),
            .tip = tip == count ? BG_NO_SLICE : bg_slice_of(versions[tip]),
        };
        struct bg_version_answer answer = bg_version_check(&arena, &query);
        assert_non_null(answer.minimum.at);
        query.head = answer.minimum;
        struct bg_version_answer again = bg_version_check(&arena, &query);
        if (again.outcome != BG_OUTCOME_PASSED) {
            fail_msg("base %.*s tip %.*s required %d: minimum %.*s is %s", BG_ARGS(query.base), BG_ARGS(query.tip),
                     (int)query.required, BG_ARGS(answer.minimum), bg_id_name(bg_version_code_id(again.code)));
        }
        if (q % 1024 == 0) {
            bg_arena_finish(&arena);
        }
    }
    bg_arena_finish(&arena);
}

/* What is offered as next passes the check from the same base. */
static void test_next_passes(void **state) {
    (void)state;
    static const char *const versions[] = {"0.0.3", "0.3.7",      "0.4.0-rc.1", "1.0.0-rc.2",
                                           "1.4.2", "1.4.3-beta", "1.5.0-rc.1"};
    size_t count = sizeof versions / sizeof versions[0];
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t q = 0; q < count * 4 * 2 * 2 * 2 * 4; q++) {
        struct bg_version_policy policy = policy_of(q % 2 == 0 ? "airbyte" : "default");
        policy.pre_1_0 = (enum bg_pre_1_0)(q / 2 % 4);
        struct bg_next_query query = {
            .policy = &policy,
            .required = (enum bg_level)(q / 8 % 4),
            .wants_candidate = q / 32 % 2 == 1,
            .allows_major = q / 64 % 2 == 1,
            .base = bg_slice_of(versions[q / 128]),
        };
        struct bg_next_answer answer = bg_version_next(&arena, &query);
        assert_int_equal(answer.version.at != NULL, answer.outcome == BG_OUTCOME_PASSED);
        if (answer.version.at == NULL) {
            assert_true(answer.message.len > 0);
            continue;
        }
        struct bg_version_query asked = {
            .policy = &policy, .base = query.base, .head = answer.version, .required = query.required};
        assert_int_equal(bg_version_check(&arena, &asked).outcome, BG_OUTCOME_PASSED);
    }
    bg_arena_finish(&arena);
}

/* The knobs of a case's `policy`, over those of its profile. */
static struct bg_version_policy case_policy(const struct bg_node *row) {
    struct bg_slice profile = shared_text(row, "profile");
    const struct bg_profile *found = bg_profile_find(profile.at == NULL ? BG_LITERAL("default") : profile);
    assert_non_null(found);
    struct bg_version_policy policy = found->version;
    struct bg_slice pre_1_0 = bg_node_text(bg_node_path(row, "policy", "pre1", NULL));
    if (pre_1_0.at != NULL) {
        assert_true(bg_pre_1_0_read(pre_1_0, &policy.pre_1_0));
    }
    return policy;
}

static void test_shared_check(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root = shared_json(&arena, "conformance/versions.json");
    if (root == NULL) {
        skip();
    }
    const struct bg_node *rows = bg_node_at(root, "check");
    size_t wrong = 0;
    for (size_t r = 0; r < rows->count; r++) {
        const struct bg_node *row = rows->as.items[r];
        struct bg_version_policy policy = case_policy(row);
        struct bg_version_query query = {
            .policy = &policy,
            .base = shared_text(row, "before"),
            .head = shared_text(row, "after"),
            .tip = shared_text(row, "base_tip"),
            .last_stable = shared_text(row, "last_stable"),
            .required = level_of(shared_text(row, "required")),
            .is_opted_out = bg_node_is(bg_node_at(row, "require_increment"), BG_NODE_BOOL) &&
                            !bg_node_is_true(bg_node_at(row, "require_increment")),
        };
        struct bg_version_answer answer = bg_version_check(&arena, &query);
        struct bg_slice id = shared_text(row, "id");
        wrong += !is_equal_or_report(id.at, "code", bg_slice_of(bg_id_name(bg_version_code_id(answer.code))),
                                     shared_text(row, "code"));
        wrong +=
            !is_equal_or_report(id.at, "outcome", bg_slice_of(answer.outcome == BG_OUTCOME_PASSED ? "pass" : "fail"),
                                shared_text(row, "expect"));
    }
    print_message("check: %zu cases, %zu wrong\n", rows->count, wrong);
    assert_int_equal(wrong, 0);
    bg_arena_finish(&arena);
}

static void test_shared_next(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root = shared_json(&arena, "conformance/versions.json");
    if (root == NULL) {
        skip();
    }
    const struct bg_node *rows = bg_node_at(root, "next");
    size_t wrong = 0;
    for (size_t r = 0; r < rows->count; r++) {
        const struct bg_node *row = rows->as.items[r];
        struct bg_version_policy policy = case_policy(row);
        struct bg_next_query query = {
            .policy = &policy,
            .base = shared_text(row, "base"),
            .head = shared_text(row, "head"),
            .required = level_of(shared_text(row, "required")),
            .wants_candidate = bg_slice_is(shared_text(row, "mode"), "rc"),
            .allows_major = bg_node_is_true(bg_node_at(row, "allow_major")),
        };
        struct bg_next_answer answer = bg_version_next(&arena, &query);
        struct bg_slice id = shared_text(row, "id");
        wrong += !is_equal_or_report(id.at, "code", bg_slice_of(bg_id_name(bg_next_code_id(answer.code))),
                                     shared_text(row, "code"));
        wrong += !is_equal_or_report(id.at, "version", answer.version, shared_text(row, "expect_new"));
    }
    print_message("next: %zu cases, %zu wrong\n", rows->count, wrong);
    assert_int_equal(wrong, 0);
    bg_arena_finish(&arena);
}

static void test_shared_mirror(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *root = shared_json(&arena, "conformance/versions.json");
    if (root == NULL) {
        skip();
    }
    const struct bg_node *rows = bg_node_at(root, "mirror");
    for (size_t r = 0; r < rows->count; r++) {
        const struct bg_node *row = rows->as.items[r];
        const struct bg_node *versions = bg_node_at(row, "versions");
        const struct bg_node *mismatched = bg_node_at(row, "mismatched");
        struct bg_slice primary_file = shared_text(row, "primary");
        struct bg_version_copy primary = {primary_file, bg_node_text(bg_node_get(versions, primary_file))};
        size_t found = 0;
        for (size_t v = 0; v < versions->count; v++) {
            struct bg_version_copy copy = {versions->as.members[v].key, bg_node_text(versions->as.members[v].value)};
            if (bg_version_compare_copies(&arena, &primary, &copy).at != NULL) {
                assert_true(found < mismatched->count);
                assert_true(bg_slice_equal(bg_node_text(mismatched->as.items[found]), copy.file));
                found++;
            }
        }
        assert_int_equal(found, mismatched->count);
    }
    print_message("mirror: %zu cases\n", rows->count);
    bg_arena_finish(&arena);
}

static const char *judged(struct bg_arena *arena, const char *profile, const struct bg_node *row,
                          enum bg_level required) {
    struct bg_version_policy policy = policy_of(profile);
    struct bg_version_query query = {.policy = &policy,
                                     .base = shared_text(row, "before_version"),
                                     .head = shared_text(row, "after_version"),
                                     .required = required};
    return bg_id_name(bg_version_code_id(bg_version_check(arena, &query).code));
}

static bool is_stable(struct bg_slice text) {
    struct bg_semver version;
    return bg_semver_read(text, &version, NULL) && !bg_semver_is_prerelease(&version);
}

/* How many of the declared breaking versions are above `before` and, if there is one, not above `after`. */
static size_t count_crossed(const struct bg_node *row) {
    const struct bg_node *declared = bg_node_at(row, "declared");
    struct bg_semver before;
    struct bg_semver after;
    struct bg_semver breaking;
    bool has_after = bg_semver_read(shared_text(row, "after_version"), &after, NULL);
    size_t count = 0;
    assert_true(bg_semver_read(shared_text(row, "before_version"), &before, NULL));
    for (size_t d = 0; d < declared->count; d++) {
        assert_true(bg_semver_read(bg_node_text(declared->as.items[d]), &breaking, NULL));
        count += bg_semver_compare(&breaking, &before) > 0 && (!has_after || bg_semver_compare(&breaking, &after) <= 0);
    }
    return count;
}

/* Whether a peer's verdict is ours. Which files owe a bump is no question of versions: *is_ours is false for that. */
static bool agrees_with_peer(struct bg_arena *arena, const struct bg_node *row, bool *is_ours) {
    struct bg_slice rule = shared_text(row, "rule");
    struct bg_slice expect = shared_text(row, "expect");
    *is_ours = true;
    if (bg_slice_is(rule, "increment-required") || bg_slice_is(rule, "not-decremented")) {
        enum bg_level required = bg_slice_is(rule, "not-decremented") ? BG_LEVEL_NONE : BG_LEVEL_PATCH;
        bool is_ok = strcmp(judged(arena, "airbyte", row, required), "ok") == 0;
        return is_ok == bg_slice_is(expect, "pass");
    }
    if (bg_slice_is(rule, "is-stable-tag")) {
        return is_stable(shared_text(row, "version")) == bg_node_is_true(bg_node_at(row, "expect"));
    }
    if (bg_slice_is(rule, "breaking-change-needs-major-bump")) {
        const char *code = judged(arena, "faros", row, BG_LEVEL_MAJOR);
        return bg_slice_is(expect, strcmp(code, "ok") == 0             ? "silent"
                                   : strcmp(code, "insufficient") == 0 ? "major-not-bumped"
                                                                       : code);
    }
    *is_ours = !bg_slice_is(rule, "increment-required-for-files");
    return *is_ours && count_crossed(row) == bg_node_at(row, "expect")->count;
}

static void test_shared_peer_rules(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *rows = shared_json(&arena, "conformance/version_rules.json");
    if (rows == NULL) {
        skip();
    }
    size_t agreed = 0;
    size_t asked = 0;
    for (size_t r = 0; r < rows->count; r++) {
        bool is_ours;
        bool is_same = agrees_with_peer(&arena, rows->as.items[r], &is_ours);
        agreed += is_same;
        asked += is_ours;
        if (is_ours && !is_same) {
            print_message("differs %s\n", shared_text(rows->as.items[r], "id").at);
            assert_non_null(bg_node_at(rows->as.items[r], "disputed"));
        }
    }
    print_message("version_rules.json: %zu of %zu cases agree\n", agreed, asked);
    assert_true(agreed >= 37);
    bg_arena_finish(&arena);
}

static void test_copies(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_version_copy primary = {BG_LITERAL("metadata.yaml"), BG_LITERAL("1.5.0-rc.1")};
    struct bg_version_copy mirror = {BG_LITERAL("pyproject.toml"), BG_LITERAL("1.5.0rc1")};
    struct bg_slice message = bg_version_compare_copies(&arena, &primary, &mirror);
    assert_string_equal(message.at, "pyproject.toml says `1.5.0rc1` and metadata.yaml says `1.5.0-rc.1`");
    assert_null(bg_version_compare_copies(&arena, &primary, &primary).at);
    bg_arena_finish(&arena);
}

UNIT(release_version) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_rows),        cmocka_unit_test(test_minimum_passes),
        cmocka_unit_test(test_next_passes),       cmocka_unit_test(test_shared_check),
        cmocka_unit_test(test_shared_next),       cmocka_unit_test(test_shared_mirror),
        cmocka_unit_test(test_shared_peer_rules), cmocka_unit_test(test_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
