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

/* What PyYAML loads as False, and what it does not. */
static const struct row flags[] = {
    {"false", "{is: false, v: false}", "holds"},
    {"False", "{is: false, v: False}", "holds"},
    {"FALSE", "{is: false, v: FALSE}", "holds"},
    {"no", "{is: false, v: no}", "holds"},
    {"No", "{is: false, v: No}", "holds"},
    {"NO", "{is: false, v: NO}", "holds"},
    {"off", "{is: false, v: off}", "holds"},
    {"Off", "{is: false, v: Off}", "holds"},
    {"OFF", "{is: false, v: OFF}", "holds"},
    {"a tag that makes it one", "{is: false, v: !!bool 'off'}", "holds"},
    {"an alias", "{is: &no off, v: *no}", "holds"},
    {"a layout that says no", "{is: no, v: false}", "holds"},
    {"double quotes", "{is: false, v: \"false\"}", "does not"},
    {"single quotes", "{is: false, v: 'no'}", "does not"},
    {"a tag that makes it text", "{is: false, v: !!str false}", "does not"},
    {"no word of YAML", "{is: false, v: fALSE}", "does not"},
    {"a letter is text", "{is: false, v: n}", "does not"},
    {"zero", "{is: false, v: 0}", "does not"},
    {"null", "{is: false, v: ~}", "does not"},
    {"an empty text", "{is: false, v: ''}", "does not"},
    {"a list", "{is: false, v: [false]}", "does not"},
    {"nothing", "{is: false, w: false}", "does not"},
    {"true", "{is: false, v: true}", "does not"},
    {"true is asked for", "{is: true, v: On}", "holds"},
    {"false where true is asked for", "{is: true, v: off}", "does not"},
    {"a text is asked for", "{is: 'false', v: 'false'}", "holds"},
    {"a truth where a text is asked for", "{is: 'false', v: false}", "does not"},
    {"a word", "{is: archived, v: archived}", "holds"},
    {"another word", "{is: archived, v: Archived}", "does not"},
    {"a number as text", "{is: '10', v: 10}", "holds"},
};

static void a_flag_is_a_truth(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_node *metadata = document_of(&arena, row->metadata);
    struct bg_layout_test test = {.at = BG_LITERAL("v"), .is = bg_node_at(metadata, "is")};
    document_expect(row->name, bg_metadata_holds(metadata, &test) ? "holds" : "does not", row->expected);
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
    static const struct {
        const struct row *rows;
        size_t count;
        void (*test)(void **state);
    } tables[] = {
        {pages, sizeof pages / sizeof *pages, a_page_is_found},
        {scalars, sizeof scalars / sizeof *scalars, a_scalar_is_read_as_written},
        {flags, sizeof flags / sizeof *flags, a_flag_is_a_truth},
    };
    struct CMUnitTest
        tests[sizeof pages / sizeof *pages + sizeof scalars / sizeof *scalars + sizeof flags / sizeof *flags + 1];
    size_t count = 0;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (size_t i = 0; i < tables[t].count; i++) {
            const struct row *row = &tables[t].rows[i];
            tests[count++] = (struct CMUnitTest){
                .name = row->name, .test_func = tables[t].test, .initial_state = (void *)(uintptr_t)row};
        }
    }
    tests[count] = (struct CMUnitTest)cmocka_unit_test(tags_are_listed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
