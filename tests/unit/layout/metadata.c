/* The page that a connector's metadata names, address by address, and scalars as they stand in the file. */
#include "layout/metadata.h"
#include "support/document.h"
#include "support/trees.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *metadata;
    const char *expected; /* the path, or "none" */
};

#define AT(address) "data: {documentationUrl: '" address "'}"

static const struct row pages[] = {
    {"an address of the site", AT("https://docs.airbyte.com/integrations/sources/x"), "docs/integrations/sources/x.md"},
    {"a slash at the end", AT("https://docs.airbyte.com/integrations/sources/x//"), "docs/integrations/sources/x.md"},
    {"a question", AT("https://docs.airbyte.com/a?b=c"), "docs/a.md"},
    {"a fragment", AT("https://docs.airbyte.com/a#b"), "docs/a.md"},
    {"the site itself", AT("https://docs.airbyte.com"), "none"},
    {"out of the folder", AT("https://docs.airbyte.com/../../x"), "none"},
    {"another site: where most pages are", AT("https://example.com/x"), "docs/integrations/sources/my-api.md"},
    {"no address", "data: {}", "docs/integrations/sources/my-api.md"},
    {"no text", "data: {documentationUrl: [1]}", "docs/integrations/sources/my-api.md"},
    {"no data", "[]", "docs/integrations/sources/my-api.md"},
};

static void a_page_is_found(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_layout *layout = trees_layout(&arena);
    struct bg_layout_names names = bg_layout_names_of(&arena, layout, BG_LITERAL("source-my-api"));
    struct bg_slice path = bg_metadata_docs(&arena, layout, document_of(&arena, row->metadata), &names);
    document_expect(row->name, path.at == NULL ? "none" : bg_arena_copy(&arena, path).at, row->expected);
    bg_arena_finish(&arena);
}

static const struct row scalars[] = {
    {"text", "v: abc", "abc"},
    {"a number keeps its zeros", "v: 1.10", "1.10"},
    {"an octal number", "v: 010", "010"},
    {"quotes go", "v: '1.0'", "1.0"},
    {"a truth", "v: yes", "yes"},
    {"null", "v: ~", "none"},
    {"a list", "v: [1]", "none"},
    {"nothing", "w: 1", "none"},
    {"deeper", "v.w: 1", "none"},
};

static void a_scalar_is_read_as_written(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = bg_metadata_text(document_of(&arena, row->metadata), BG_LITERAL("v"));
    document_expect(row->name, text.at == NULL ? "none" : bg_arena_copy(&arena, text).at, row->expected);
    bg_arena_finish(&arena);
}

static void tags_are_listed(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_layout *layout = trees_layout(&arena);
    const struct bg_node *metadata = document_of(&arena, "data: {tags: [language:java, 7]}");
    assert_true(bg_metadata_has_tag(layout, metadata, BG_LITERAL("language:java")));
    assert_false(bg_metadata_has_tag(layout, metadata, BG_LITERAL("language:python")));
    assert_false(bg_metadata_has_tag(layout, document_of(&arena, "data: {tags: x}"), BG_LITERAL("x")));
    bg_arena_finish(&arena);
}

UNIT(layout_metadata) {
    enum { PAGES = sizeof pages / sizeof *pages, SCALARS = sizeof scalars / sizeof *scalars };
    struct CMUnitTest tests[PAGES + SCALARS + 1];
    for (size_t i = 0; i < PAGES; i++) {
        tests[i] = (struct CMUnitTest){
            .name = pages[i].name, .test_func = a_page_is_found, .initial_state = (void *)(uintptr_t)&pages[i]};
    }
    for (size_t i = 0; i < SCALARS; i++) {
        tests[PAGES + i] = (struct CMUnitTest){.name = scalars[i].name,
                                               .test_func = a_scalar_is_read_as_written,
                                               .initial_state = (void *)(uintptr_t)&scalars[i]};
    }
    tests[PAGES + SCALARS] = (struct CMUnitTest)cmocka_unit_test(tags_are_listed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
