/* The changelog row of a raised version: every page is looked at as a whole, all ids that it gives. */
#include "release/artefact.h"
#include "release/release.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define DATED(date)                                                                                                    \
    "# Changelog\n| Version | Date | PR |\n|---|---|---|\n| 1.0.1 | " date                                             \
    " | [1](x) |\n| 1.0.0 | 2026-01-02 | [1](x) |\n"
#define TABLE(rows) "# Changelog\n| Version | PR | Subject |\n|---|---|---|\n" rows

static const struct {
    struct fixture_file page;
    const char *id; /* "": nothing is wrong */
} rows[] = {
    {{"absent.md", NULL}, "changelog-missing"},
    {{"title.md", "# X\n"}, "changelog-missing"},
    {{"other.md", TABLE("| 1.0.10 | [1](x) | 1.0.1 |\n")}, "changelog-row-missing"},
    {{"row.md", TABLE("| `1.0.1` | [1](x) | x |\n")}, ""},
    {{"placeholder.md", TABLE("| 1.0.1 | *PR* | x |\n")}, "changelog-placeholder"},
    {{"zeros.md", TABLE("| 1.0.1 | [#0000](https://h2.example/o/r/pull/0000) | x |\n")}, "changelog-placeholder"},
    {{"zero-shown.md", TABLE("| 1.0.1 | [0](https://h2.example/o/r/pull/12) | x |\n")}, ""},
    {{"word-in-link.md", TABLE("| 1.0.1 | [TBD](https://h2.example/o/r/pull/TBD) | x |\n")}, "changelog-placeholder"},
    {{"bare-address.md", TABLE("| 1.0.1 | https://h2.example/o/r/pull/12 | x |\n")}, ""},
    {{"day.md", DATED("2026-02-03")}, ""},
    {{"no-day.md", DATED("")}, "changelog-date"},
    {{"no-such-day.md", DATED("2026-02-30")}, "changelog-date"},
    {{"word-for-day.md", DATED("TBD")}, "changelog-date"},
    {{"year-ahead.md", DATED("2027-02-04")}, ""},
    {{"too-far-ahead.md", DATED("2027-02-05")}, "changelog-date"},
    {{"too-far-behind.md", DATED("1995-12-31")}, "changelog-date"},
    {{"other-form.md", "# Changelog\n| Version | Date | PR |\n|---|---|---|\n"
                       "| 1.0.1 | 3.2.2026 | [1](x) |\n| 1.0.0 | 2.1.2026 | [1](x) |\n"},
     ""},
    {{"no-number.md", "# Changelog\n| Version | Subject |\n|---|---|\n| 1.0.1 | x |\n"}, ""},
};
enum { COUNT = sizeof rows / sizeof rows[0] };

static struct bg_release_view release_of(struct bg_arena *arena, const struct bg_release_query *query,
                                         const struct bg_verdict *verdict) {
    return (struct bg_release_view){.query = query, .verdict = verdict, .reasons = {.arena = arena}};
}

static void test_pages(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct fixture_file files[COUNT + 1] = {{0}};
    struct trees trees;
    for (size_t r = 1; r < COUNT; r++) {
        files[r - 1] = rows[r].page;
    }
    trees_init(&trees, files, NULL);
    for (size_t r = 0; r < COUNT; r++) {
        struct bg_layout layout = {.docs_at = BG_LITERAL("page")};
        struct bg_connector head = {.about = {.name = BG_LITERAL("x"),
                                              .version = {.text = BG_LITERAL("1.0.1")},
                                              .doc_path = bg_slice_of(rows[r].page.path)}};
        struct bg_release_query query = {
            .head_tree = trees.base, .layout = &layout, .head = &head, .today = BG_LITERAL("2026-02-03")};
        struct bg_verdict raised = {.declared = BG_DECLARED_PATCH};
        struct bg_verdict same = {.declared = BG_DECLARED_NONE};
        struct bg_release_view release = release_of(&arena, &query, &raised);
        struct bg_artefact_places places = {.arena = &arena};
        bg_artefact_changelog_row.find(&layout, &head.about, &places);
        assert_int_equal(places.count, 1);
        bg_artefact_changelog_row.check(&release, &places.items[0]);
        assert_int_equal(release.reasons.count, rows[r].id[0] != '\0');
        if (release.reasons.count > 0) {
            assert_string_equal(bg_id_name(release.reasons.items[0].id), rows[r].id);
        }
        release = release_of(&arena, &query, &same);
        bg_artefact_changelog_row.check(&release, &places.items[0]);
        assert_int_equal(release.reasons.count, 0);
    }
    trees_finish(&trees);
    bg_arena_finish(&arena);
}

UNIT(release_changelog_page) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
