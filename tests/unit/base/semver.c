/*
 * Semantic Versioning 2.0.0: which texts are versions, their order, what comes next, and what a step declares. The
 * order is tested on every pair of an ascending list, so it also shows that it is total and transitive on that list.
 */
#include "base/semver.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct bg_semver read_version(const char *text) {
    struct bg_semver version;
    const char *fault = NULL;
    if (!bg_semver_read(bg_slice_of(text), &version, &fault)) {
        fail_msg("`%s` was not read: %s", text, fault);
    }
    return version;
}

static void assert_slice(struct bg_slice actual, const char *expected) {
    if (expected == NULL) {
        assert_null(actual.at);
        return;
    }
    if (!bg_slice_is(actual, expected)) {
        fail_msg("`%.*s` is not `%s`", BG_ARGS(actual), expected);
    }
}

static void test_parts(void **state) {
    (void)state;
    struct bg_semver version = read_version("10.20.30-rc.1-x.y+build.01");
    assert_slice(version.part[BG_SEMVER_MAJOR_PART], "10");
    assert_slice(version.part[BG_SEMVER_MINOR_PART], "20");
    assert_slice(version.part[BG_SEMVER_PATCH_PART], "30");
    assert_slice(version.prerelease, "rc.1-x.y");
    assert_slice(version.build, "build.01");
    version = read_version("1.0.0+a-b");
    assert_slice(version.prerelease, NULL);
    assert_slice(version.build, "a-b");
}

static void test_no_versions(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *fault;
    } rows[] = {
        {"", "it is empty"},
        {"1", "it has one part instead of three"},
        {"1.0", "it has two parts instead of three"},
        {"1.0.0.0", "it has more than three parts"},
        {"1.0.0.rc1", "it has more than three parts"},
        {"v1.0.0", "it starts with v"},
        {"01.0.0", "a number starts with 0"},
        {"1.00.0", "a number starts with 0"},
        {"1..0", "a number is missing"},
        {"1.0.", "a number is missing"},
        {"1.2.O", "a part is no number"},
        {" 1.2.3", "a part is no number"},
        {"1.2.3 ", "a part is no number"},
        {"1.0.0-", "an identifier is empty"},
        {"1.0.0-a..b", "an identifier is empty"},
        {"1.0.0-a.", "an identifier is empty"},
        {"1.0.0+", "an identifier is empty"},
        {"1.0.0-a+", "an identifier is empty"},
        {"1.0.0-01", "a number starts with 0"},
        {"1.0.0-a_b", "an identifier has a character other than letters, digits and hyphens"},
        {"1.0.0+a+b", "an identifier has a character other than letters, digits and hyphens"},
        {"1.0.0-\xc3\xa9", "an identifier has a character other than letters, digits and hyphens"},
        {"latest", "a part is no number"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_semver version;
        const char *fault = NULL;
        assert_false(bg_semver_read(bg_slice_of(rows[r].text), &version, &fault));
        assert_string_equal(fault, rows[r].fault);
    }
    struct bg_semver version;
    assert_false(bg_semver_read((struct bg_slice){"1.0.0\0", 6}, &version, NULL));
    assert_false(bg_semver_read(BG_NO_SLICE, &version, NULL));
}

static int sign(int order) {
    return (order > 0) - (order < 0);
}

static void test_order(void **state) {
    (void)state;
    static const char *const ascending[] = {
        "0.0.0-0",
        "0.0.0",
        "0.0.9",
        "0.0.10",
        "0.9.0",
        "0.10.0",
        "1.0.0--",
        "1.0.0-1a",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.1.0",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-beta.99999999999999999999",
        "1.0.0-beta.100000000000000000000",
        "1.0.0-rc.1",
        "1.0.0-rc10",
        "1.0.0-rc9",
        "1.0.0",
        "9.0.0",
        "10.0.0",
        "18446744073709551615.0.0",
        "18446744073709551616.0.0",
        "18446744073709551617.0.0",
    };
    size_t count = sizeof ascending / sizeof ascending[0];
    for (size_t a = 0; a < count; a++) {
        for (size_t b = 0; b < count; b++) {
            struct bg_semver a_version = read_version(ascending[a]);
            struct bg_semver b_version = read_version(ascending[b]);
            assert_int_equal(sign(bg_semver_compare(&a_version, &b_version)), (a > b) - (a < b));
        }
    }
}

static void test_build_does_not_count(void **state) {
    (void)state;
    struct bg_semver plain = read_version("1.0.0-a");
    struct bg_semver built = read_version("1.0.0-a+zzz");
    assert_int_equal(bg_semver_compare(&plain, &built), 0);
}

static void test_candidates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_candidate;
    } rows[] = {
        {"1.0.0-rc", true},     {"1.0.0-rc.1", true},  {"1.0.0-rc12", true},  {"1.0.0-x.rc.1", true},
        {"1.0.0-src.1", false}, {"1.0.0-rcx", false},  {"1.0.0-1rc", false},  {"1.0.0-alpha.1", false},
        {"1.0.0-rc-1", false},  {"1.0.0-RC.1", false}, {"1.0.0+rc.1", false}, {"1.0.0", false},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_semver version = read_version(rows[r].text);
        assert_int_equal(bg_semver_is_candidate(&version), rows[r].is_candidate);
    }
}

static void test_next(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *core, *patch, *minor, *major, *prerelease;
        enum bg_level carries;
    } rows[] = {
        {"1.4.2", "1.4.2", "1.4.3", "1.5.0", "2.0.0", NULL, BG_LEVEL_PATCH},
        {"0.9.0", "0.9.0", "0.9.1", "0.10.0", "1.0.0", NULL, BG_LEVEL_MINOR},
        {"99.0.0", "99.0.0", "99.0.1", "99.1.0", "100.0.0", NULL, BG_LEVEL_MAJOR},
        {"1.5.0-rc.9+b", "1.5.0", "1.5.1", "1.6.0", "2.0.0", "1.5.0-rc.10", BG_LEVEL_MINOR},
        {"1.5.0-rc", "1.5.0", "1.5.1", "1.6.0", "2.0.0", "1.5.0-rc.1", BG_LEVEL_MINOR},
        {"1.5.0-rc.1.2", "1.5.0", "1.5.1", "1.6.0", "2.0.0", NULL, BG_LEVEL_MINOR},
        {"1.5.0-rc9", "1.5.0", "1.5.1", "1.6.0", "2.0.0", NULL, BG_LEVEL_MINOR},
        {"1.5.0-dev.7", "1.5.0", "1.5.1", "1.6.0", "2.0.0", NULL, BG_LEVEL_MINOR},
        {"1.5.0-dev.a1", "1.5.0", "1.5.1", "1.6.0", "2.0.0", NULL, BG_LEVEL_MINOR},
        {"1.5.0-7", "1.5.0", "1.5.1", "1.6.0", "2.0.0", NULL, BG_LEVEL_MINOR},
        {"1.2.99999999999999999999", "1.2.99999999999999999999", "1.2.100000000000000000000", "1.3.0", "2.0.0", NULL,
         BG_LEVEL_PATCH},
    };
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_semver version = read_version(rows[r].text);
        assert_slice(bg_semver_next_core(&arena, &version, BG_LEVEL_NONE), rows[r].core);
        assert_slice(bg_semver_next_core(&arena, &version, BG_LEVEL_PATCH), rows[r].patch);
        assert_slice(bg_semver_next_core(&arena, &version, BG_LEVEL_MINOR), rows[r].minor);
        assert_slice(bg_semver_next_core(&arena, &version, BG_LEVEL_MAJOR), rows[r].major);
        assert_slice(bg_semver_next_prerelease(&arena, &version), rows[r].prerelease);
        assert_int_equal(bg_semver_core_carries(&version), rows[r].carries);
    }
    bg_arena_finish(&arena);
}

static void test_declared(void **state) {
    (void)state;
    static const struct {
        const char *base, *head;
        enum bg_declared declared;
    } rows[] = {
        {"1.4.2", "1.4.2", BG_DECLARED_NONE},
        {"1.4.2", "1.4.2+b", BG_DECLARED_NONE},
        {"1.4.2", "1.4.5", BG_DECLARED_PATCH},
        {"1.4.2", "1.5.3", BG_DECLARED_MINOR},
        {"3.1.10", "4.0.1", BG_DECLARED_MAJOR},
        {"0.3.7", "0.4.0", BG_DECLARED_MINOR},
        {"1.4.2", "1.4.1", BG_DECLARED_DOWNGRADE},
        {"1.5.0", "1.5.0-rc.1", BG_DECLARED_DOWNGRADE},
        {"3.0.26-rc.1", "3.0.25", BG_DECLARED_DOWNGRADE},
        {"1.4.2", "1.5.0-rc.1", BG_DECLARED_PRERELEASE},
        {"1.5.0-rc.1", "1.5.0-rc.2", BG_DECLARED_PRERELEASE},
        {"1.5.0-rc.1", "1.5.1", BG_DECLARED_PRERELEASE},
        {"1.5.0-rc.2", "1.5.0", BG_DECLARED_PROMOTE},
        {"0.2.36", "0.3.O", BG_DECLARED_INVALID},
        {"0.3.O", "0.3.0", BG_DECLARED_INVALID},
        {"dev", "dev", BG_DECLARED_NONE},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        assert_int_equal(bg_semver_declared(bg_slice_of(rows[r].base), bg_slice_of(rows[r].head)), rows[r].declared);
    }
}

UNIT(base_semver) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),      cmocka_unit_test(test_no_versions),
        cmocka_unit_test(test_order),      cmocka_unit_test(test_build_does_not_count),
        cmocka_unit_test(test_candidates), cmocka_unit_test(test_next),
        cmocka_unit_test(test_declared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
