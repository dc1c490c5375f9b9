/* Which pages the metadata of connectors name: the addresses that are kept, and whose they are. */
#include "layout/page_index.h"

#include "base/buffer.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ROOT "airbyte-integrations/connectors/"
#define DOCS "https://docs.airbyte.com/"

static const struct fixture_file files[] = {
    {ROOT "source-a/metadata.yaml",
     "data:\n  dockerImageTag: 1.0.0\n  documentationUrl: " DOCS "integrations/sources/a/\n"},
    {ROOT "source-b/metadata.yaml", "data:\n  dockerImageTag: 1.0.0\n  documentationUrl: \"" DOCS
                                    "integrations/sources/b#setup\"\n  other: " DOCS "integrations/sources/a?x=1\n"
                                    "  again: " DOCS "integrations/sources/b//\n"},
    {ROOT "source-c/metadata.yaml", "data:\n  dockerImageTag: 1.0.0\n  documentationUrl: " DOCS "\n  root: " DOCS
                                    "/\n  roots: " DOCS "//\n  end: " DOCS},
    {NULL, NULL},
};

static void expect(struct bg_tree *tree, const struct bg_layout *layout, const char *expected) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err;
    struct bg_table pages = {0};
    struct bg_buffer said = {0};
    assert_true(bg_page_index(tree, layout, &arena, &pages, &err));
    for (size_t i = 0; i < pages.count; i++) {
        const struct bg_page_roots *roots = pages.entries[i].value;
        bg_buffer_printf(&said, "%.*s:", BG_ARGS(pages.entries[i].key));
        for (size_t r = 0; r < roots->count; r++) {
            bg_buffer_printf(&said, " %.*s", BG_ARGS(bg_path_name(roots->items[r])));
        }
        bg_buffer_add_char(&said, '\n');
    }
    bg_buffer_add_char(&said, '\0');
    assert_string_equal(said.at, expected);
    bg_buffer_finish(&said);
    bg_table_finish(&pages);
    bg_arena_finish(&arena);
}

/* An address without a path is of no page, whether or not what addresses begin with ends in a slash. */
static void addresses_are_cut_and_kept_once(void **state) {
    (void)state;
    struct trees trees;
    struct bg_arena arena = BG_ARENA_EMPTY;
    trees_init(&trees, files, NULL);
    struct bg_layout layout = *trees_layout(&arena);
    expect(trees.base, &layout, "/integrations/sources/a: source-a source-b\n/integrations/sources/b: source-b\n");
    layout.docs_strip = BG_LITERAL(DOCS);
    expect(trees.base, &layout, "integrations/sources/a: source-a source-b\nintegrations/sources/b: source-b\n");
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

UNIT(layout_page_index) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_cut_and_kept_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
