/*
 * Merges of three texts by a layout with one version: the version line, the changelog row, and what is left to git. How
 * git calls the driver is tried by tests/cli/merge.console.
 */
#include "release/merge.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define META(version, more) "data:\n  dockerImageTag: " version "\n  name: x\n  a: 1\n  b: 2\n" more
#define ROWS(rows) "# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n" rows
#define ROW(version, n) "| " version " | d | [" n "](https://github.com/o/r/pull/" n ") | s |\n"

static const struct row {
    const char *name;
    const char *path;
    const char *base;
    const char *ours;
    const char *theirs;
    bool tip_is_ours;
    const char *merged; /* NULL: not looked at */
    bool is_clean;
} rows[] = {
    {"a number that was taken", "metadata.yaml", META("1.0.0", ""), META("1.0.1", "  c: 3\n"), META("1.0.1", ""), false,
     META("1.0.2", "  c: 3\n"), true},
    {"the tip went on by a minor", "c/metadata.yaml", META("1.0.0", ""), META("1.0.1", ""), META("1.1.0", ""), false,
     META("1.1.1", ""), true},
    {"a minor above the tip's patch stays", "metadata.yaml", META("1.0.0", ""), META("1.1.0", ""), META("1.0.1", ""),
     false, META("1.1.0", ""), true},
    {"the tip is ours", "metadata.yaml", META("1.0.0", ""), META("1.1.0", ""), META("1.0.1", ""), true,
     META("1.1.1", ""), true},
    {"a breaking release below 1.0.0", "metadata.yaml", META("0.1.0", ""), META("0.2.0", ""), META("0.2.0", "  c: 3\n"),
     false, META("0.3.0", "  c: 3\n"), true},
    {"a major upon a major", "metadata.yaml", META("1.0.0", ""), META("2.0.0", "  c: 3\n"), META("2.0.0", ""), false,
     META("3.0.0", "  c: 3\n"), true},
    {"only the tip was raised", "metadata.yaml", META("1.0.0", ""), META("1.0.0", "  c: 3\n"), META("1.0.1", ""), false,
     META("1.0.1", "  c: 3\n"), true},
    {"candidates of one release", "metadata.yaml", META("1.0.0", ""), META("1.1.0-rc.1", "  c: 3\n"),
     META("1.1.0-rc.1", ""), false, META("1.1.0-rc.2", "  c: 3\n"), true},
    {"lowered: a conflict", "metadata.yaml", META("1.0.0", ""), META("0.9.0", ""), META("1.0.1", ""), false, NULL,
     false},
    {"no version in one of them: a conflict", "metadata.yaml", META("1.0.0", ""), META("1.0.1", ""), META("*x", ""),
     false, NULL, false},
    {"another file: as git", "other.yaml", META("1.0.0", ""), META("1.0.1", ""), META("1.0.2", ""), false, NULL, false},
    {"a new file on both sides", "metadata.yaml", "", META("1.0.1", ""), META("1.0.2", ""), false, NULL, false},
    {"a row", "docs/x.md", ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, ROWS(ROW("1.0.2", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     true},
    {"a row above the tip's", "docs/x.md", ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.1.0", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, ROWS(ROW("1.1.0", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     true},
    {"the same row on both sides", "docs/x.md", ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), true},
    {"two rows of one pull request: a conflict", "docs/x.md", ROWS(ROW("1.0.0", "1")),
     ROWS(ROW("1.0.2", "4") ROW("1.0.1", "3") ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     NULL, false},
    {"a row, and a conflict elsewhere", "docs/x.md", "t\n" ROWS(ROW("1.0.0", "1")),
     "o\n" ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), "u\n" ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     "<<<<<<< ours\no\n=======\nu\n>>>>>>> theirs\n" ROWS(ROW("1.0.2", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     false},
    {"line ends of another system", "metadata.yaml", "data:\r\n  dockerImageTag: '1.0.0'\r\n  a: 1\r\n  b: 2\r\n",
     "data:\r\n  dockerImageTag: '1.0.1'\r\n  a: 1\r\n  b: 2\r\n  c: 3",
     "data:\r\n  dockerImageTag: '1.0.1'\r\n  a: 1\r\n  b: 2\r\n", false,
     "data:\r\n  dockerImageTag: '1.0.2'\r\n  a: 1\r\n  b: 2\r\n  c: 3", true},
};

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_slice merged;
    bool is_clean = false;
    struct bg_layout layout = {.version = {.file = BG_LITERAL("metadata.yaml"),
                                           .kind = BG_LITERAL("yaml"),
                                           .at = BG_LITERAL("data.dockerImageTag")}};
    struct bg_merge_query query = {
        .layout = &layout,
        .policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
        .path = bg_slice_of(row->path),
        .base = bg_slice_of(row->base),
        .ours = bg_slice_of(row->ours),
        .theirs = bg_slice_of(row->theirs),
        .tip_is_ours = row->tip_is_ours,
    };
    if (!bg_merge(&arena, &query, &merged, &is_clean, &err)) {
        fail_msg("%s", err.message);
    }
    if (row->merged != NULL) {
        assert_string_equal(merged.at, row->merged);
    }
    assert_int_equal(is_clean, row->is_clean);
    bg_arena_finish(&arena);
}

UNIT(release_merge) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
