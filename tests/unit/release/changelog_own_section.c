/*
 * The section of a pull request's own: which one it is, and what its heading becomes. That it is moved when two pull
 * requests take one number is shown in release/merge.
 */
#include "release/changelog_own_section.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define OLD "## 1.0.0\n\n* first\n"
#define LINKED(version) "## [" version "](https://e.example/v" version ")\n\n* it\n\n"

static const struct row {
    const char *name;
    const char *base;
    const char *mine;
    const char *section; /* its bytes; NULL: there is none that could be moved alone */
    const char *heading; /* of 1.2.0 after 1.1.0; NULL: it cannot be renewed */
} rows[] = {
    {"on top", OLD, "# C\n\n## 1.0.1\n\n* it\n\n" OLD, "## 1.0.1\n\n* it\n\n", "## 1.2.0"},
    {"at the end", OLD, OLD "\n## 1.0.1\n\n* it\n", "## 1.0.1\n\n* it\n", "## 1.2.0"},
    {"at the end, which has no line end", OLD, OLD "\n## 1.0.1\n\n* it", NULL, NULL},
    {"in a text that had none", "# C\n", "# C\n\n## 1.0.1\n\n* it\n", "## 1.0.1\n\n* it\n", "## 1.2.0"},
    {"a heading alone", OLD, "## 1.0.1\n" OLD, "## 1.0.1\n", "## 1.2.0"},
    {"with a date", OLD, "## 1.0.1 (2026-01-02)\n\n* it\n\n" OLD, "## 1.0.1 (2026-01-02)\n\n* it\n\n",
     "## 1.2.0 (2026-01-02)"},
    {"with a link", OLD, LINKED("1.0.1") OLD, LINKED("1.0.1"), "## [1.2.0](https://e.example/v1.2.0)"},
    {"with a link to something else", OLD, "## [1.0.1](https://e.example/)\n\n* it\n\n" OLD,
     "## [1.0.1](https://e.example/)\n\n* it\n\n", NULL},
    {"none", OLD, OLD, NULL, NULL},
    {"two", OLD, "## 1.0.2\n\n## 1.0.1\n\n" OLD, NULL, NULL},
    {"the base has more", "## 1.0.1\n\n" OLD, OLD, NULL, NULL},
    {"the base has it in another form", "## v1.0.1\n\n" OLD, "## 1.0.1\n\n" OLD, NULL, NULL},
    {"a heading that says more", OLD, "## 1.0.1 and more\n\n" OLD, NULL, NULL},
    {"a heading of the base that says more", "## 1.0.0 and more\n", "## 1.0.1\n\n## 1.0.0 and more\n", "## 1.0.1\n\n",
     "## 1.2.0"},
    {"its link is defined below", OLD, "## [1.0.1]\n\n" OLD "\n[1.0.1]: https://e.example/\n", NULL, NULL},
    {"another link is defined below", OLD, "## 1.0.1\n\n" OLD "\n[1.0.0]: https://e.example/\n", "## 1.0.1\n\n",
     "## 1.2.0"},
    {"something waited", "## Unreleased\n\n* waits\n\n" OLD, "## 1.0.1\n\n* waits\n\n" OLD, NULL, NULL},
    {"nothing waited", "## Unreleased\n\n" OLD, "## Unreleased\n\n## 1.0.1\n\n" OLD, "## 1.0.1\n\n", "## 1.2.0"},
    {"nothing", "", "", NULL, NULL},
};

static void assert_text(struct bg_arena *arena, struct bg_slice found, const char *expected) {
    assert_int_equal(found.at != NULL, expected != NULL);
    if (expected != NULL) {
        assert_string_equal(bg_arena_copy(arena, found).at, expected);
    }
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice mine = bg_slice_of(row->mine);
    struct bg_own_section own;
    bool is_found = bg_own_section_find(&arena, bg_slice_of(row->base), mine, &own);
    assert_int_equal(is_found, row->section != NULL);
    if (is_found) {
        assert_text(&arena, bg_slice_range(mine, own.at, own.end), row->section);
        assert_string_equal(bg_arena_copy(&arena, own.version).at, "1.0.1");
        assert_text(&arena, bg_own_section_heading(&arena, mine, &own, BG_LITERAL("1.1.0"), BG_LITERAL("1.2.0")),
                    row->heading);
    }
    bg_arena_finish(&arena);
}

static const struct first {
    const char *name;
    const char *text;
    const char *version; /* NULL: there is none */
    size_t at;
} firsts[] = {
    {"first: on top", OLD, "1.0.0", 0},
    {"first: below a title", "# C\n\n" OLD, "1.0.0", 5},
    {"first: below what waits", "## Unreleased\n" OLD, "1.0.0", 14},
    {"first: of two", "## 1.0.1\n" OLD, "1.0.1", 0},
    {"first: none", "# C\n", NULL, 4},
    {"first: nothing", "", NULL, 0},
};

static void test_first(void **state) {
    const struct first *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice version = BG_LITERAL("untouched");
    assert_int_equal(bg_first_section(&arena, bg_slice_of(row->text), &version), row->at);
    assert_text(&arena, version, row->version);
    bg_arena_finish(&arena);
}

UNIT(release_changelog_own_section) {
    enum { ROWS = sizeof rows / sizeof rows[0], FIRSTS = sizeof firsts / sizeof firsts[0] };
    struct CMUnitTest tests[ROWS + FIRSTS];
    for (size_t i = 0; i < ROWS; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = test_row, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    for (size_t i = 0; i < FIRSTS; i++) {
        tests[ROWS + i] = (struct CMUnitTest){
            .name = firsts[i].name, .test_func = test_first, .initial_state = (void *)(uintptr_t)&firsts[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
