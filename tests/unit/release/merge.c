/*
 * Merges of three texts by a layout with a version and a mirror: the version line, the changelog row, and what is left
 * to git. How git calls the driver is tried by tests/cli/merge.console.
 */
#include "airbyte/artefacts.h"
#include "release/merge.h"
#include "release/merging.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define FILE "connectors/c/metadata.yaml"
#define PAGE "docs/c.md"
#define META(version, more) "data:\n  dockerImageTag: " version "\n  name: x\n  a: 1\n  b: 2\n" more
#define ROWS(rows) "# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n" rows
#define ROW(version, n) "| " version " | d | [" n "](https://github.com/o/r/pull/" n ") | s |\n"

#define SECTIONS(sections) "# Changelog\n\n" sections
#define SECTION(version, entry) "## " version "\n\n* " entry "\n\n"
#define COMPARED(from, to) "## [" to "](https://github.com/o/r/compare/v" from "...v" to ") (2026-01-02)\n\n* it\n\n"

static const struct row {
    const char *name;
    const char *path;
    const char *base;
    const char *ours;
    const char *theirs;
    bool tip_is_ours;
    const char *merged; /* NULL: not looked at */
    bool is_clean;
    bool tip_is_unknown;
} rows[] = {
    {"a number that was taken", FILE, META("1.0.0", ""), META("1.0.1", "  c: 3\n"), META("1.0.1", ""), false,
     META("1.0.2", "  c: 3\n"), .is_clean = true},
    {"the tip went on by a minor", FILE, META("1.0.0", ""), META("1.0.1", ""), META("1.1.0", ""), false,
     META("1.1.1", ""), .is_clean = true},
    {"a minor above the tip's patch stays", FILE, META("1.0.0", ""), META("1.1.0", ""), META("1.0.1", ""), false,
     META("1.1.0", ""), .is_clean = true},
    {"the tip is ours", FILE, META("1.0.0", ""), META("1.1.0", ""), META("1.0.1", ""), true, META("1.1.1", ""),
     .is_clean = true},
    {"a breaking release below 1.0.0", FILE, META("0.1.0", ""), META("0.2.0", ""), META("0.2.0", "  c: 3\n"), false,
     META("0.3.0", "  c: 3\n"), .is_clean = true},
    {"a major upon a major", FILE, META("1.0.0", ""), META("2.0.0", "  c: 3\n"), META("2.0.0", ""), false,
     META("3.0.0", "  c: 3\n"), .is_clean = true},
    {"only the tip was raised", FILE, META("1.0.0", ""), META("1.0.0", "  c: 3\n"), META("1.0.1", ""), false,
     META("1.0.1", "  c: 3\n"), .is_clean = true},
    {"candidates of one release", FILE, META("1.0.0", ""), META("1.1.0-rc.1", "  c: 3\n"), META("1.1.0-rc.1", ""),
     false, META("1.1.0-rc.2", "  c: 3\n"), .is_clean = true},
    {"lowered: a conflict", FILE, META("1.0.0", ""), META("0.9.0", ""), META("1.0.1", ""), false, NULL,
     .is_clean = false},
    {"no version in one of them: a conflict", FILE, META("1.0.0", ""), META("1.0.1", ""), META("*x", ""), false, NULL,
     .is_clean = false},
    {"another file: as git", "connectors/c/other.yaml", META("1.0.0", ""), META("1.0.1", ""), META("1.0.2", ""), false,
     NULL, .is_clean = false},
    {"a new file on both sides", FILE, "", META("1.0.1", ""), META("1.0.2", ""), false, NULL, .is_clean = false},
    {"a row", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, ROWS(ROW("1.0.2", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     .is_clean = true},
    {"a row above the tip's", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.1.0", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, ROWS(ROW("1.1.0", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     .is_clean = true},
    {"the same row on both sides", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), .is_clean = true},
    {"two rows of one pull request: a conflict", PAGE, ROWS(ROW("1.0.0", "1")),
     ROWS(ROW("1.0.2", "4") ROW("1.0.1", "3") ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     NULL, .is_clean = false},
    {"a row without a version: as git", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     ROWS("<<<<<<< ours\n" ROW("", "3") "=======\n" ROW("1.0.1", "2") ">>>>>>> theirs\n" ROW("1.0.0", "1")),
     .is_clean = false},
    {"a row of a version that is none: as git", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("next", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     ROWS("<<<<<<< ours\n" ROW("next", "3") "=======\n" ROW("1.0.1", "2") ">>>>>>> theirs\n" ROW("1.0.0", "1")),
     .is_clean = false},
    {"a row of a version that was lowered: as git", PAGE, ROWS(ROW("1.0.0", "1")),
     ROWS(ROW("0.9.0", "3") ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     ROWS("<<<<<<< ours\n" ROW("0.9.0", "3") "=======\n" ROW("1.0.1", "2") ">>>>>>> theirs\n" ROW("1.0.0", "1")),
     .is_clean = false},
    {"a row that the tip has: nothing of its own", PAGE, ROWS(ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), false,
     ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), .is_clean = true},
    {"a row at the end, and nothing else", PAGE, ROWS(ROW("1.0.1", "1")), ROWS(ROW("1.0.1", "1") ROW("1.0.2", "3")),
     ROWS(ROW("1.0.1", "1")), false, ROWS(ROW("1.0.1", "1") ROW("1.0.2", "3")), .is_clean = true},
    {"the row of a tip that is ours", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), true, ROWS(ROW("1.0.2", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     .is_clean = true},
    {"a last row without a line end: as git", PAGE, ROWS(ROW("1.0.0", "1")),
     ROWS(ROW("1.0.0", "1") "| 1.0.1 | d | [3](x) | s |"), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1") "| 1.0.1 | d | [3](x) | s |"), .is_clean = true},
    {"no table at the tip: as git", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), "# X\n",
     false, NULL, .is_clean = false},
    {"the version in another cell of the row as well", PAGE, ROWS(ROW("1.0.0", "1")),
     ROWS("| 1.0.1 | d | [3](x) | 1.0.1 fixes it |\n" ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")),
     false, ROWS("| 1.0.2 | d | [3](x) | 1.0.1 fixes it |\n" ROW("1.0.1", "2") ROW("1.0.0", "1")), .is_clean = true},
    {"a section", PAGE, SECTIONS(SECTION("1.0.0", "1")), SECTIONS(SECTION("1.0.1", "3") SECTION("1.0.0", "1")),
     SECTIONS(SECTION("1.0.1", "2") SECTION("1.0.0", "1")), false,
     SECTIONS(SECTION("1.0.2", "3") SECTION("1.0.1", "2") SECTION("1.0.0", "1")), .is_clean = true},
    {"a section above the tip's, which is ours", PAGE, SECTIONS(SECTION("1.0.0", "1")),
     SECTIONS(SECTION("1.0.1", "2") SECTION("1.0.0", "1")), SECTIONS(SECTION("1.1.0", "3") SECTION("1.0.0", "1")), true,
     SECTIONS(SECTION("1.1.0", "3") SECTION("1.0.1", "2") SECTION("1.0.0", "1")), .is_clean = true},
    {"a section whose heading compares", PAGE, SECTIONS(SECTION("1.0.0", "1")),
     SECTIONS(COMPARED("1.0.0", "1.0.1") SECTION("1.0.0", "1")),
     SECTIONS(COMPARED("1.0.0", "1.0.1") "* more\n\n" SECTION("1.0.0", "1")), false,
     SECTIONS(COMPARED("1.0.1", "1.0.2") COMPARED("1.0.0", "1.0.1") "* more\n\n" SECTION("1.0.0", "1")),
     .is_clean = true},
    {"two sections of one pull request: a conflict", PAGE, SECTIONS(SECTION("1.0.0", "1")),
     SECTIONS(SECTION("1.0.2", "4") SECTION("1.0.1", "3") SECTION("1.0.0", "1")),
     SECTIONS(SECTION("1.0.1", "2") SECTION("1.0.0", "1")), false, NULL, .is_clean = false},
    {"a section that took in what waited: a conflict", PAGE,
     SECTIONS("## [Unreleased]\n\n* waits\n\n" SECTION("1.0.0", "1")),
     SECTIONS("## [Unreleased]\n\n" SECTION("1.0.1", "waits") SECTION("1.0.0", "1")),
     SECTIONS("## [Unreleased]\n\n" SECTION("1.0.1", "2") SECTION("1.0.0", "1")), false, NULL, .is_clean = false},
    {"a section whose link is defined below: a conflict", PAGE, SECTIONS(SECTION("1.0.0", "1")),
     SECTIONS("## [1.0.1]\n\n* 3\n\n" SECTION("1.0.0", "1") "[1.0.1]: https://e.example/1.0.1\n"),
     SECTIONS(SECTION("1.0.1", "2") SECTION("1.0.0", "1")), false, NULL, .is_clean = false},
    {"a row, and a conflict elsewhere", PAGE, "t\n" ROWS(ROW("1.0.0", "1")),
     "o\n" ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")), "u\n" ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false,
     "<<<<<<< ours\no\n=======\nu\n>>>>>>> theirs\n" ROWS(ROW("1.0.2", "3") ROW("1.0.1", "2") ROW("1.0.0", "1")),
     .is_clean = false},
    {"line ends of another system", FILE, "data:\r\n  dockerImageTag: '1.0.0'\r\n  a: 1\r\n  b: 2\r\n",
     "data:\r\n  dockerImageTag: '1.0.1'\r\n  a: 1\r\n  b: 2\r\n  c: 3",
     "data:\r\n  dockerImageTag: '1.0.1'\r\n  a: 1\r\n  b: 2\r\n", false,
     "data:\r\n  dockerImageTag: '1.0.2'\r\n  a: 1\r\n  b: 2\r\n  c: 3", .is_clean = true},
    {"a mirror below a connector", "connectors/c/conf/VERSION", "1.0.0\n", "1.0.1\n", "1.0.1\n", false, "1.0.2\n",
     .is_clean = true},
    {"a mirror and the version in one file", "connectors/d/metadata.yaml", META("1.0.0", "  copy: 1.0.0\n"),
     META("1.0.1", "  copy: 1.0.1\n"), META("1.0.2", "  copy: 1.0.2\n"), false, META("1.0.3", "  copy: 1.0.3\n"),
     .is_clean = true},
    {"a file of that name elsewhere in a connector", "connectors/c/VERSION", "1.0.0\n", "1.0.1\n", "1.0.2\n", false,
     NULL, .is_clean = false},
    {"a file of that name in no connector", "other/place/VERSION", "1.0.0\n", "1.0.1\n", "1.0.2\n", false, NULL,
     .is_clean = false},
    {"the version's file in no connector", "other/metadata.yaml", META("1.0.0", ""), META("1.0.1", ""),
     META("1.0.2", ""), false, NULL, .is_clean = false},
    {"a page of no connector", "docs/none.md", ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), false, NULL, .is_clean = false},
    {"a line beside the number", FILE, META("1.0.0", ""), "data:\n  dockerImageTag: 1.0.1\n  name: y\n  a: 1\n  b: 2\n",
     META("1.0.1", ""), false, "data:\n  dockerImageTag: 1.0.2\n  name: y\n  a: 1\n  b: 2\n", .is_clean = true},
    {"a line beside the number of the tip", FILE, META("1.0.0", ""), META("1.0.1", ""),
     "data:\n  dockerImageTag: 1.0.1\n  name: y\n  a: 1\n  b: 2\n", false,
     "data:\n  dockerImageTag: 1.0.2\n  name: y\n  a: 1\n  b: 2\n", .is_clean = true},
    {"no tip, and the same for both", FILE, META("1.0.0", ""), META("1.0.1", ""), META("1.0.1", "  c: 3\n"),
     .merged = META("1.0.2", "  c: 3\n"), .is_clean = true, .tip_is_unknown = true},
    {"no tip, and a number for each", FILE, META("1.0.0", ""), META("1.1.0", ""), META("1.0.1", ""), .is_clean = false,
     .tip_is_unknown = true},
    {"no tip, and a conflict for both", FILE, META("1.0.0", ""), META("0.9.0", ""), META("0.8.0", ""),
     .is_clean = false, .tip_is_unknown = true},
    {"no tip, and a row for each", PAGE, ROWS(ROW("1.0.0", "1")), ROWS(ROW("1.0.1", "3") ROW("1.0.0", "1")),
     ROWS(ROW("1.0.1", "2") ROW("1.0.0", "1")), .is_clean = false, .tip_is_unknown = true},
    {"no tip, and only one side changed", FILE, META("1.0.0", ""), META("1.1.0", ""), META("1.0.0", ""),
     .merged = META("1.1.0", ""), .is_clean = true, .tip_is_unknown = true}};

static struct trees trees;

static int make_tree(void **state) {
    const struct fixture_file files[] = {{FILE, META("1.0.0", "")},
                                         {"connectors/c/conf/VERSION", "1.0.0\n"},
                                         {"connectors/d/metadata.yaml", "{}"},
                                         {"other/place/VERSION", "1.0.0\n"},
                                         {"other/metadata.yaml", "{}"},
                                         {0}};
    (void)state;
    trees_init(&trees, files, NULL);
    return 0;
}

static int drop_tree(void **state) {
    (void)state;
    trees_finish(&trees);
    return 0;
}

static void test_row(void **state) {
    const struct bg_layout_site mirrors[] = {
        {.file = BG_LITERAL("conf/VERSION"), .kind = BG_LITERAL("plain")},
        {.file = BG_LITERAL("metadata.yaml"), .kind = BG_LITERAL("yaml"), .at = BG_LITERAL("data.copy")},
    };
    const struct bg_slice roots[] = {BG_LITERAL("connectors/{name}")};
    const struct bg_slice markers[] = {BG_LITERAL("metadata.yaml")};
    const struct bg_layout layout = {
        .roots = {roots, 1},
        .marker = {markers, 1},
        .docs_at = BG_LITERAL("data.page"),
        .docs_strip = BG_LITERAL("https://pages.example/"),
        .docs_file = BG_LITERAL("docs/{path}.md"),
        .docs_guess = BG_LITERAL("docs/{name}.md"),
        .version = {.file = BG_LITERAL("metadata.yaml"),
                    .kind = BG_LITERAL("yaml"),
                    .at = BG_LITERAL("data.dockerImageTag")},
        .mirrors = mirrors,
        .mirror_count = 2,
    };
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_slice merged;
    bool is_clean = false;
    struct bg_merge_query query = {
        .tree = trees.base,
        .layout = &layout,
        .artefacts = &bg_airbyte_artefacts,
        .policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
        .path = bg_slice_of(row->path),
        .base = bg_slice_of(row->base),
        .ours = bg_slice_of(row->ours),
        .theirs = bg_slice_of(row->theirs),
        .tip = row->tip_is_unknown ? BG_TIP_UNKNOWN
               : row->tip_is_ours  ? BG_TIP_OURS
                                   : BG_TIP_THEIRS,
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

static void find_file(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    (void)layout;
    (void)about;
    bg_artefact_places_add(out, (struct bg_artefact_place){.path = BG_LITERAL(FILE)});
}

static bool fail_with_ours(const struct bg_merging *merging, const struct bg_artefact_place *place,
                           const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                           struct bg_error *err) {
    (void)place;
    return !merging->tip_is_ours && bg_merging_go_on(merging, texts, out, is_clean, err);
}

static bool fail_with_theirs(const struct bg_merging *merging, const struct bg_artefact_place *place,
                             const struct bg_merge_sides *texts, struct bg_slice *out, bool *is_clean,
                             struct bg_error *err) {
    (void)place;
    return merging->tip_is_ours && bg_merging_go_on(merging, texts, out, is_clean, err);
}

/* Where one of the two sides cannot be merged as the tip, nothing is. */
static void a_failure_is_one(void **state) {
    static const struct bg_artefact artefacts[] = {{.id = "ours", .find = find_file, .merge = fail_with_ours},
                                                   {.id = "theirs", .find = find_file, .merge = fail_with_theirs}};
    static const struct failing {
        size_t artefact;
        enum bg_tip_side tip;
        bool is_done;
    } failing[] = {{0, BG_TIP_OURS, false}, {0, BG_TIP_THEIRS, true},  {0, BG_TIP_UNKNOWN, false},
                   {1, BG_TIP_OURS, true},  {1, BG_TIP_THEIRS, false}, {1, BG_TIP_UNKNOWN, false}};
    const struct bg_slice roots[] = {BG_LITERAL("connectors/{name}")};
    const struct bg_slice markers[] = {BG_LITERAL("metadata.yaml")};
    const struct bg_layout layout = {.roots = {roots, 1}, .marker = {markers, 1}};
    struct bg_arena arena = BG_ARENA_EMPTY;
    (void)state;
    for (size_t f = 0; f < sizeof failing / sizeof failing[0]; f++) {
        const struct bg_artefact *const items[] = {&artefacts[failing[f].artefact]};
        const struct bg_artefacts list = {items, 1};
        struct bg_error err = {.code = BG_ERROR_NONE};
        struct bg_slice merged = BG_LITERAL("");
        bool is_clean = true;
        struct bg_merge_query query = {.tree = trees.base,
                                       .layout = &layout,
                                       .artefacts = &list,
                                       .policy = &bg_profile_find(BG_LITERAL("airbyte"))->version,
                                       .path = BG_LITERAL(FILE),
                                       .base = BG_LITERAL("a\n"),
                                       .ours = BG_LITERAL("b\n"),
                                       .theirs = BG_LITERAL("c\n"),
                                       .tip = failing[f].tip};
        assert_int_equal(bg_merge(&arena, &query, &merged, &is_clean, &err), failing[f].is_done);
    }
    bg_arena_finish(&arena);
}

UNIT(release_merge) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(a_failure_is_one);
    return cmocka_run_group_tests(tests, make_tree, drop_tree);
}
