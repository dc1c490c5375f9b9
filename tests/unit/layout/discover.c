/*
 * Which connectors a change touches, in a small repository in the form of Airbyte's. Every row is two commits. Shows
 * roots, moves and pages; that a history of thousands of commits is found too is measured elsewhere.
 */
#include "layout/discover.h"
#include "base/buffer.h"
#include "support/document.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST_FILES = 10 };

#define C "airbyte-integrations/connectors/"
#define META(id, page)                                                                                                 \
    "data: {dockerImageTag: 1.0.0, definitionId: " id ", documentationUrl: 'https://docs.airbyte.com" page "'}\n"

struct row {
    const char *name;
    struct fixture_file base[MOST_FILES];
    struct fixture_file head[MOST_FILES];
    const char *expected; /* a line each: STATE NAME BASE_ROOT HEAD_ROOT FILES PAGES */
};

#define SOURCE_A                                                                                                       \
    { C "source-a/metadata.yaml", META("1", "/integrations/sources/a") }

static const struct row rows[] = {
    {"nothing of a connector", {SOURCE_A, {"README.md", "1"}}, {SOURCE_A, {"README.md", "2"}}, ""},
    {"a file of one",
     {SOURCE_A, {C "source-a/manifest.yaml", "a: 1"}},
     {SOURCE_A, {C "source-a/manifest.yaml", "a: 2"}},
     "changed source-a source-a source-a 1 0\n"},
    {"two of them, in order",
     {SOURCE_A, {C "source-B/metadata.yaml", META("2", "/x")}, {C "source-a/x", "1"}},
     {SOURCE_A, {C "source-B/metadata.yaml", META("3", "/x")}, {C "source-a/x", "2"}, {C "source-a/y/z", "2"}},
     "changed source-B source-B source-B 1 0\nchanged source-a source-a source-a 2 0\n"},
    {"a new one",
     {SOURCE_A},
     {SOURCE_A, {C "source-b/metadata.yaml", META("2", "/x")}, {C "source-b/x", "1"}},
     "added source-b - source-b 2 0\n"},
    {"one that is gone", {SOURCE_A, {C "source-a/x", "1"}}, {{"README.md", "1"}}, "removed source-a source-a - 2 0\n"},
    {"one that became a folder without metadata",
     {SOURCE_A, {C "source-a/x", "1"}},
     {{C "source-a/x", "1"}},
     "removed source-a source-a - 1 0\n"},
    {"no metadata at all", {SOURCE_A, {C "source-b/x", "1"}}, {SOURCE_A, {C "source-b/x", "2"}}, ""},
    {"a file beside the folders", {SOURCE_A, {C "x", "1"}}, {SOURCE_A, {C "x", "2"}}, ""},
    {"a scaffold",
     {SOURCE_A, {C "source-scaffold-x/metadata.yaml", META("2", "/x")}},
     {SOURCE_A, {C "source-scaffold-x/metadata.yaml", META("3", "/x")}},
     ""},
    {"a third party's",
     {SOURCE_A, {C "third-party/acme/source-z/metadata.yaml", META("2", "/x")}},
     {SOURCE_A, {C "third-party/acme/source-z/metadata.yaml", META("3", "/x")}},
     "changed source-z third-party/acme/source-z third-party/acme/source-z 1 0\n"},
    {"renamed: the same identity",
     {SOURCE_A, {C "source-a/x", "1"}},
     {{C "source-b/metadata.yaml", META("1", "/x")}, {C "source-b/x", "1"}},
     "moved source-b source-a source-b 4 0\n"},
    {"moved: the same name",
     {{C "third-party/acme/source-z/metadata.yaml", META("2", "/x")}},
     {{C "source-z/metadata.yaml", META("3", "/x")}},
     "moved source-z third-party/acme/source-z source-z 2 0\n"},
    {"gone here, new there, and not the same",
     {SOURCE_A},
     {{C "source-b/metadata.yaml", META("2", "/x")}},
     "removed source-a source-a - 1 0\nadded source-b - source-b 1 0\n"},
    {"its page only",
     {SOURCE_A, {"docs/integrations/sources/a.md", "1"}},
     {SOURCE_A, {"docs/integrations/sources/a.md", "2"}},
     "changed source-a source-a source-a 0 1\n"},
    {"its guide only",
     {SOURCE_A},
     {SOURCE_A, {"docs/integrations/sources/a-migrations.md", "2"}},
     "changed source-a source-a source-a 0 1\n"},
    {"files, page and guide",
     {SOURCE_A, {"docs/integrations/sources/a.md", "1"}},
     {SOURCE_A,
      {C "source-a/x", "1"},
      {"docs/integrations/sources/a-migrations.md", "2"},
      {"docs/integrations/sources/a.md", "2"}},
     "changed source-a source-a source-a 1 2\n"},
    {"a page of another name, found by its address",
     {SOURCE_A, {C "source-b/metadata.yaml", META("2", "/integrations/sources/odd/page")}},
     {SOURCE_A,
      {C "source-b/metadata.yaml", META("2", "/integrations/sources/odd/page")},
      {"docs/integrations/sources/odd/page.md", "2"}},
     "changed source-b source-b source-b 0 1\n"},
    {"a page that looks like one of a connector that names another",
     {{C "source-b/metadata.yaml", META("2", "/elsewhere")}},
     {{C "source-b/metadata.yaml", META("2", "/elsewhere")}, {"docs/integrations/sources/b.md", "1"}},
     ""},
    {"a page of nobody", {SOURCE_A}, {SOURCE_A, {"docs/about.md", "1"}}, ""},
};

static struct bg_slice shortened(struct bg_slice root) {
    return root.at == NULL ? BG_LITERAL("-") : bg_slice_from(root, strlen(C));
}

static void a_change_touches(void **state) {
    static const char *const states[] = {"changed", "added", "removed", "moved"};
    const struct row *row = *state;
    struct trees trees;
    trees_init(&trees, row->base, row->head);
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    const struct bg_layout *layout = trees_layout(&arena);
    struct bg_changed *changed = NULL;
    struct bg_touched *touched = NULL;
    size_t changed_count = 0;
    size_t count = 0;
    assert_true(bg_walk(trees.base, trees.head, &arena, &changed, &changed_count, NULL));
    assert_true(bg_discover(trees.base, trees.head, changed, changed_count, layout, &arena, &touched, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        bg_buffer_printf(&text, "%s %.*s %.*s %.*s %zu %zu\n", states[touched[i].state], BG_ARGS(touched[i].name),
                         BG_ARGS(shortened(touched[i].base_root)), BG_ARGS(shortened(touched[i].head_root)),
                         touched[i].file_count, touched[i].doc_count);
    }
    bg_buffer_add_char(&text, '\0');
    document_expect(row->name, text.at, row->expected);
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

static void every_connector_is_listed(void **state) {
    (void)state;
    const struct fixture_file files[] = {{C "source-b/metadata.yaml", "1"},
                                         {C "destination-a/metadata.yaml", "1"},
                                         {C "third-party/acme/source-z/metadata.yaml", "1"},
                                         {C "source-scaffold-x/metadata.yaml", "1"},
                                         {C "source-without/README.md", "1"},
                                         {NULL, NULL}};
    struct trees trees;
    trees_init(&trees, files, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_layout *layout = trees_layout(&arena);
    const struct bg_slice *roots = NULL;
    size_t count = 0;
    assert_true(bg_discover_all(trees.base, layout, &arena, &roots, &count, NULL));
    assert_int_equal(count, 3);
    assert_true(bg_slice_is(roots[0], C "destination-a"));
    assert_true(bg_slice_is(roots[1], C "source-b"));
    assert_true(bg_slice_is(roots[2], C "third-party/acme/source-z"));
    struct bg_slice root;
    assert_true(bg_discover_root(trees.base, layout, BG_LITERAL("source-z"), &arena, &root, NULL));
    assert_true(bg_slice_is(root, C "third-party/acme/source-z"));
    assert_true(bg_discover_root(trees.base, layout, BG_LITERAL("source-y"), &arena, &root, NULL));
    assert_null(root.at);
    bg_arena_finish(&arena);
    trees_finish(&trees);
}

UNIT(layout_discover) {
    enum { COUNT = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_change_touches, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(every_connector_is_listed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
