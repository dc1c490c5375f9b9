/*
 * Races by their numbers: where both began, what the pull request declares, where the base branch is, and what comes
 * out. A law over a grid of versions: to settle twice is to settle once, and nothing comes out that the base branch has
 * reached, or a candidate as a release.
 */
#include "release/scheme.h"
#include "release/settle.h"
#include "support/shared.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct row {
    const char *name;
    const char *base;
    const char *own;
    const char *tip;
    const char *settled; /* NULL: a person decides */
} rows[] = {
    {"both took one number", "1.2.3", "1.2.4", "1.2.4", "1.2.5"},
    {"the tip went on twice", "1.2.3", "1.2.4", "1.2.5", "1.2.6"},
    {"a patch upon a minor", "1.2.3", "1.2.4", "1.3.0", "1.3.1"},
    {"a minor upon a minor", "1.2.3", "1.3.0", "1.3.0", "1.4.0"},
    {"a minor upon a minor and its patches", "1.2.3", "1.3.0", "1.3.2", "1.4.0"},
    {"a minor above a patch stays", "1.2.3", "1.3.0", "1.2.4", "1.3.0"},
    {"a major upon a major", "1.2.3", "2.0.0", "2.0.0", "3.0.0"},
    {"a minor upon a major", "1.2.3", "1.3.0", "2.0.0", "2.1.0"},
    {"settled before stays", "1.2.3", "1.3.1", "1.3.0", "1.3.1"},
    {"a number that skips some stays while it is above", "1.2.3", "1.2.9", "1.2.4", "1.2.9"},
    {"a number that skips some goes on by its level", "1.2.3", "1.2.9", "1.2.9", "1.2.10"},
    {"below 1.0.0 a minor stays one", "0.8.0", "0.9.0", "2.0.0", "2.1.0"},
    {"below 1.0.0 upon a minor", "0.8.0", "0.9.0", "0.9.0", "0.10.0"},
    {"nothing declared", "1.2.3", "1.2.3", "1.2.4", "1.2.4"},
    {"nothing released", "1.2.3", "1.2.4", "1.2.3", "1.2.4"},
    {"nothing released, and no version declared", "1.2.3", "next", "1.2.3", "next"},
    {"nothing released, and lowered", "1.2.3", "1.2.2", "1.2.3", "1.2.2"},
    {"nothing declared of what was no version", "next", "next", "1.2.4", "1.2.4"},
    {"both began one candidate", "1.2.3", "1.3.0-rc.1", "1.3.0-rc.1", "1.3.0-rc.2"},
    {"both went on with a candidate", "1.3.0-rc.2", "1.3.0-rc.3", "1.3.0-rc.4", "1.3.0-rc.5"},
    {"a candidate above a patch stays", "1.2.3", "1.3.0-rc.1", "1.2.4", "1.3.0-rc.1"},
    {"a candidate of a patch upon a patch", "2.12.0", "2.12.1-rc.1", "2.12.1", "2.12.2-rc.1"},
    {"a candidate of a minor upon a minor", "1.2.3", "1.3.0-rc.1", "1.3.0", "1.4.0-rc.1"},
    {"a second candidate begins anew", "1.2.3", "1.3.0-rc.2", "1.3.0", "1.4.0-rc.1"},
    {"a promotion stays one", "1.3.0-rc.1", "1.3.0", "1.3.0-rc.2", "1.3.0"},
    {"a patch joins a candidate that can carry it", "1.2.3", "1.2.4", "1.3.0-rc.1", "1.3.0-rc.2"},
    {"a minor does not join a candidate of a patch", "1.2.3", "1.3.0-rc.1", "1.3.1-rc.1", NULL},
    {"a release does not promote another's candidate", "1.2.3", "1.3.0", "1.3.0-rc.1", NULL},
    {"two promotions of one candidate", "1.3.0-rc.1", "1.3.0", "1.3.0", NULL},
    {"a candidate of what is released", "1.3.0-rc.1", "1.3.0-rc.2", "1.3.0", NULL},
    {"candidates without a counter", "4.4.0-rc1", "4.4.0-rc2", "4.4.0-rc2", NULL},
    {"lowered", "1.2.3", "1.2.2", "1.2.4", NULL},
    {"no version", "1.2.3", "next", "1.2.4", NULL},
    {"no version at the tip", "1.2.3", "1.2.4", "next", NULL},
};

/* Backports: the same, and the tip is a line of its own. */
static const struct row backports[] = {
    {"a fix that declares nothing", "1.2.6", "1.2.6", "1.2.6", "1.2.7"},
    {"a fix released elsewhere", "1.2.6", "1.5.0", "1.2.6", "1.2.7"},
    {"written before", "1.2.6", "1.2.7", "1.2.6", "1.2.7"},
    {"the number was taken there as well", "1.2.6", "1.2.7", "1.2.7", "1.2.8"},
    {"a line that is past it", "1.1.0", "1.1.1", "1.2.6", NULL},
    {"a major that is past it", "1.1.0", "1.9.1", "2.0.0", NULL},
    {"a line that prepares a release", "1.2.6", "1.5.0", "1.3.0-rc.1", "1.3.0-rc.2"},
    {"no version", "1.2.6", "next", "1.2.6", NULL},
};

static struct bg_settlement settle(struct bg_arena *arena, const char *base, const char *own, const char *tip) {
    struct bg_settle_query query = {.policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
                                    .base = bg_slice_of(base),
                                    .own = bg_slice_of(own),
                                    .tip = bg_slice_of(tip)};
    return bg_settle(arena, &query);
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_backport = row >= backports && row < backports + sizeof backports / sizeof backports[0];
    struct bg_settle_query query = {.policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
                                    .base = bg_slice_of(row->base),
                                    .own = bg_slice_of(row->own),
                                    .tip = bg_slice_of(row->tip)};
    struct bg_settlement found = is_backport ? bg_settle_backport(&arena, &query) : bg_settle(&arena, &query);
    if (row->settled == NULL) {
        assert_null(found.version.at);
        assert_true(found.why.len > 0);
    } else {
        assert_non_null(found.version.at);
        assert_string_equal(bg_arena_copy(&arena, found.version).at, row->settled);
    }
    bg_arena_finish(&arena);
}

/* One settlement of the grid, held to the laws. */
static void check_laws(struct bg_arena *arena, const char *base, const char *own, const char *tip) {
    struct bg_slice found = settle(arena, base, own, tip).version;
    struct bg_semver settled;
    struct bg_semver reached;
    struct bg_semver declared;
    if (found.at == NULL || strcmp(own, base) == 0 || strcmp(tip, base) == 0) {
        return;
    }
    struct bg_slice again = settle(arena, base, bg_arena_copy(arena, found).at, tip).version;
    if (!bg_semver_read(found, &settled, NULL) || !bg_semver_read(bg_slice_of(tip), &reached, NULL) ||
        !bg_semver_read(bg_slice_of(own), &declared, NULL)) {
        fail_msg("%s, %s, %s: %.*s is no version", base, own, tip, BG_ARGS(found));
    }
    if (!bg_slice_equal(again, found)) {
        fail_msg("%s, %s, %s: %.*s, and then %.*s", base, own, tip, BG_ARGS(found), BG_ARGS(again));
    }
    if (bg_semver_compare(&settled, &reached) <= 0) {
        fail_msg("%s, %s, %s: %.*s is not above the tip", base, own, tip, BG_ARGS(found));
    }
    if (bg_semver_is_prerelease(&declared) && !bg_semver_is_prerelease(&settled)) {
        fail_msg("%s, %s, %s: %.*s releases a candidate", base, own, tip, BG_ARGS(found));
    }
}

static void test_laws(void **state) {
    static const char *const versions[] = {"0.1.0",      "0.2.0",      "1.0.0", "1.2.3",      "1.2.4-rc.1", "1.2.4",
                                           "1.3.0-rc.1", "1.3.0-rc.2", "1.3.0", "1.3.1-rc.1", "2.0.0-rc.1", "2.0.0"};
    enum { COUNT = sizeof versions / sizeof versions[0] };
    (void)state;
    for (size_t i = 0; i < (size_t)COUNT * COUNT * COUNT; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        check_laws(&arena, versions[i % COUNT], versions[i / COUNT % COUNT], versions[i / COUNT / COUNT]);
        bg_arena_finish(&arena);
    }
}

static void test_integers(void **state) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_settle_query query = {.policy = &bg_profile_find(BG_LITERAL("estuary"))->version,
                                    .base = BG_LITERAL("v1"),
                                    .own = BG_LITERAL("v2"),
                                    .tip = BG_LITERAL("v2")};
    (void)state;
    struct bg_settlement found = bg_settle(&arena, &query);
    assert_non_null(found.version.at);
    assert_string_equal(bg_arena_copy(&arena, found.version).at, "v3");
    bg_arena_finish(&arena);
}

/* The column of this name in a line of a table with tabs. */
static struct bg_slice column(struct bg_slice header, struct bg_slice line, const char *name) {
    while (header.len > 0) {
        struct bg_slice found = bg_slice_cut(&line, '\t');
        if (bg_slice_is(bg_slice_cut(&header, '\t'), name)) {
            return found;
        }
    }
    fail_msg("no column `%s`", name);
    return BG_NO_SLICE;
}

/* Races of a real history, each with the number that people ended with. Candidates without a counter are refused. */
static void test_real_races(void **state) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice rest = shared_file(&arena, "conformance/races.tsv");
    struct bg_slice header = bg_slice_cut(&rest, '\n');
    size_t count = 0;
    (void)state;
    if (header.at == NULL) {
        skip();
    }
    while (rest.len > 0) {
        struct bg_slice line = bg_slice_cut(&rest, '\n');
        struct bg_settle_query query = {.policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
                                        .base = column(header, line, "version_base"),
                                        .own = column(header, line, "version_declared"),
                                        .tip = column(header, line, "version_a")};
        struct bg_slice settled = bg_settle(&arena, &query).version;
        struct bg_slice expected = column(header, line, "expected");
        bool has_counter = bg_slice_find(expected, BG_LITERAL("-rc")) == expected.len ||
                           bg_slice_find(expected, BG_LITERAL("-rc.")) < expected.len;
        if (!bg_slice_equal(settled, has_counter ? expected : BG_NO_SLICE)) {
            fail_msg("%.*s: %.*s, not %.*s", BG_ARGS(column(header, line, "id")), BG_ARGS(settled), BG_ARGS(expected));
        }
        count++;
    }
    assert_true(count > 200);
    bg_arena_finish(&arena);
}

UNIT(release_settle) {
    enum {
        RACES = sizeof rows / sizeof rows[0],
        COUNT = RACES + sizeof backports / sizeof backports[0],
    };
    struct CMUnitTest tests[COUNT + 3];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {r < RACES ? &rows[r] : &backports[r - RACES]};
        tests[r] = (struct CMUnitTest){.name = row.from->name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest){.name = "laws over a grid", .test_func = test_laws};
    tests[COUNT + 1] = (struct CMUnitTest){.name = "integers", .test_func = test_integers};
    tests[COUNT + 2] = (struct CMUnitTest){.name = "real races", .test_func = test_real_races};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
