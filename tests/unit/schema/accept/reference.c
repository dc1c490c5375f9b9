/* Where references lead, row by row; a document of many steps is refused, not walked for ever. */
#include "schema/accept/reference.h"

#include "base/slice.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const struct {
    const char *name;
    const char *document;
    const char *reference;
    const char *expected; /* "nowhere" if it leads there */
} rows[] = {
    {"the root", "{a: 1}", "#", "{\"a\": 1}"},
    {"nothing at all", "{a: 1}", "", "{\"a\": 1}"},
    {"a pointer", "{a: [{b: 2}]}", "#/a/0/b", "2"},
    {"an escaped pointer", "{a/b~c: 3}", "#/a~1b~0c", "3"},
    {"a pointer in percent", "{'a b%': 3}", "#/a%20b%25", "3"},
    {"a broken escape", "{'a%': 3}", "#/a%", "3"},
    {"nowhere", "{a: 1}", "#/b", "nowhere"},
    {"an anchor", "{x: {$anchor: here, v: 1}}", "#here", "{\"$anchor\": \"here\", \"v\": 1}"},
    {"an anchor of draft-07", "{x: {$id: '#here'}}", "#here", "{\"$id\": \"#here\"}"},
    {"an anchor of draft-04", "{x: [{id: '#here'}]}", "#here", "{\"id\": \"#here\"}"},
    {"no such anchor", "{x: {$anchor: here}}", "#there", "nowhere"},
    {"its own identifier", "{$id: 'http://a/b.json', x: 1}", "http://a/b.json#/x", "1"},
    {"another document", "{$id: 'http://a/b.json', x: 1}", "http://a/c.json#/x", "nowhere"},
    {"a file", "{x: 1}", "other.json", "nowhere"},
    {"a part with an identifier", "{x: 1, y: {$id: 'http://a/d.json'}}", "#/x", "nowhere"},
};

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_references references = {.arena = &arena, .document = document_of(&arena, rows[i].document)};
        const struct bg_node *found = bg_reference_find(&references, bg_slice_of(rows[i].reference));
        document_expect(rows[i].name, found == NULL ? "nowhere" : document_text(&arena, found), rows[i].expected);
        bg_arena_finish(&arena);
    }
}

UNIT(schema_accept_reference) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
