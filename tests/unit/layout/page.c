/*
 * Whose page it is when two connectors name the same one: each row is a connector, a page, and whether that belongs to
 * another of the connectors that are there. `source-other`, `destination-mine` and a file `source-file` stand beside
 * `source-mine`.
 */
#include "layout/page.h"

#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ROOT "connectors/"

static const struct fixture_file files[] = {
    {ROOT "source-mine/metadata.yaml", "data: {}\n"},
    {ROOT "source-other/metadata.yaml", "data: {}\n"},
    {ROOT "source-one-two/metadata.yaml", "data: {}\n"},
    {ROOT "destination-mine/metadata.yaml", "data: {}\n"},
    {ROOT "source-file", "no folder\n"},
    {"source-top/metadata.yaml", "data: {}\n"},
    {"mine/metadata.yaml", "data: {}\n"},
    {NULL, NULL},
};

static const struct {
    const char *root;
    const char *name;
    const char *page;
    bool is_of_another;
} rows[] = {
    {ROOT "source-mine", "source-mine", "docs/sources/mine.md", false},
    {ROOT "source-mine", "source-mine", "docs/sources/other.md", true},
    {ROOT "source-mine", "source-mine", "other.md", true},
    {ROOT "source-mine", "source-mine", "docs/other/mine.md", false},
    {ROOT "source-mine", "source-mine", "docs/sources/other", true},
    {ROOT "source-mine", "source-mine", "docs/sources/other.en.md", true},
    {ROOT "source-mine", "source-mine", "docs/sources/one-two.md", true},
    {ROOT "source-one-two", "source-one-two", "docs/sources/one-two.md", false},
    {ROOT "source-one-two", "source-one-two", "docs/sources/mine.md", true},
    /* Nobody's: no folder of that name, a file, a connector of another type. */
    {ROOT "source-mine", "source-mine", "docs/sources/third.md", false},
    {ROOT "source-mine", "source-mine", "docs/sources/file.md", false},
    {ROOT "source-mine", "source-mine", "docs/sources/top-not.md", false},
    {ROOT "destination-mine", "destination-mine", "docs/sources/other.md", false},
    /* Those of third parties stand below the others, and may be named in another way. */
    {ROOT "source-mine", "source-mine", "docs/sources/top.md", true},
    {ROOT "third-party/acme/acme-other-source", "acme-other-source", "docs/sources/other.md", true},
    {ROOT "third-party/acme/acme-other-source", "acme-other-source", "docs/destinations/other.md", false},
    {ROOT "third-party/acme/acme-other-source", "acme-other-source", "docs/other.md", false},
    {ROOT "third-party/acme/acme-mine-source", "acme-mine-source", "docs/destinations/mine.md", true},
    /* Connectors at the root of the repository stand beside each other as well. */
    {"source-mine", "source-mine", "docs/sources/top.md", true},
    {"source-mine", "source-mine", "docs/sources/other.md", false},
    /* A name that has no type, or is not that of the folder, says nothing of its neighbours. */
    {"mine", "mine", "docs/sources/other.md", false},
    {ROOT "elsewhere", "source-mine", "docs/sources/other.md", false},
};

static void a_page_belongs_to_the_one_it_is_named_after(void **state) {
    (void)state;
    struct trees trees;
    struct bg_arena arena = BG_ARENA_EMPTY;
    trees_init(&trees, files, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool is_of_another = bg_page_is_of_another(trees.base, &arena, bg_slice_of(rows[i].root),
                                                   bg_slice_of(rows[i].name), bg_slice_of(rows[i].page));
        if (is_of_another != rows[i].is_of_another) {
            fail_msg("%s of %s: %d", rows[i].page, rows[i].root, is_of_another);
        }
    }
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

UNIT(layout_page) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_belongs_to_the_one_it_is_named_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
