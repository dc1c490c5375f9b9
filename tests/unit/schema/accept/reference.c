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
    {"an anchor", "{$defs: {x: {$anchor: here, title: T}}}", "#here", "{\"$anchor\": \"here\", \"title\": \"T\"}"},
    {"an anchor of draft-07", "{items: {$id: '#here'}}", "#here", "{\"$id\": \"#here\"}"},
    {"an anchor of draft-04", "{$schema: 'http://json-schema.org/draft-04/schema#', anyOf: [{id: '#here'}]}", "#here",
     "{\"id\": \"#here\"}"},
    {"an anchor as draft-04 has it, where no draft is named", "{anyOf: [{id: '#here'}]}", "#here",
     "{\"id\": \"#here\"}"},
    {"an anchor of draft-04 in draft-07", "{$schema: 'http://json-schema.org/draft-07/schema', anyOf: [{id: '#here'}]}",
     "#here", "nowhere"},
    {"an anchor beside a reference", "{not: {$ref: '#/x', $id: '#here'}}", "#here", "nowhere"},
    {"no such anchor", "{items: {$anchor: here}}", "#there", "nowhere"},
    {"an anchor in a listed value", "{enum: [{$anchor: here}]}", "#here", "nowhere"},
    {"an anchor in a constant", "{const: {$id: '#here'}}", "#here", "nowhere"},
    {"an anchor in a default", "{default: {$anchor: here}}", "#here", "nowhere"},
    {"an anchor in an example", "{examples: [{$anchor: here}]}", "#here", "nowhere"},
    {"a property that is called anchor", "{properties: {$anchor: here, $id: '#there'}}", "#here", "nowhere"},
    {"a property that is called identifier", "{properties: {$id: {type: string}}}", "#/properties/$id/type",
     "\"string\""},
    {"two of one anchor", "{anyOf: [{$anchor: here}, {$anchor: here, title: T}]}", "#here", "nowhere"},
    {"two of one anchor that are the same", "{anyOf: [{$anchor: here}, {$anchor: here}]}", "#here",
     "{\"$anchor\": \"here\"}"},
    {"its own identifier", "{$id: 'http://a/b.json', x: 1}", "http://a/b.json#/x", "1"},
    {"its own identifier, as seen from there", "{$id: 'http://a/b.json', x: 1}", "b.json#/x", "1"},
    {"its own identifier by draft-04",
     "{$schema: 'http://json-schema.org/draft-04/schema#', id: 'http://a/b.json', x: 1}", "http://a/b.json#/x", "1"},
    {"another document", "{$id: 'http://a/b.json', x: 1}", "http://a/c.json#/x", "nowhere"},
    {"a file", "{x: 1}", "other.json", "nowhere"},
    {"beside a part with an identifier", "{title: T, $defs: {d: {$id: 'http://a/d.json'}}}", "#/title", "\"T\""},
    {"a bundled document", "{$defs: {d: {$id: 'http://a/d.json', not: {const: 1}}}}", "http://a/d.json#/not",
     "{\"const\": 1}"},
    {"a bundled document beside this one", "{$id: 'http://a/x/b.json', $defs: {d: {$id: '../y/./d.json', not: {}}}}",
     "http://a/y/d.json#/not", "{}"},
    {"a bundled document by its path", "{$id: 'http://a/x/b.json', $defs: {d: {$id: /y/d.json, not: {}}}}",
     "/y/d.json#/not", "{}"},
    {"a bundled document without an address around it", "{$defs: {d: {$id: d.json, not: {}}}}", "d.json#/not", "{}"},
    {"an anchor of a bundled document", "{$defs: {d: {$id: d.json, not: {$anchor: here}}}}", "d.json#here",
     "{\"$anchor\": \"here\"}"},
    {"an anchor of a bundled document, asked of the whole", "{$defs: {d: {$id: d.json, not: {$anchor: here}}}}",
     "#here", "nowhere"},
    {"a bundled document in a listed value", "{enum: [{$id: d.json}]}", "d.json", "nowhere"},
    {"two bundled documents of one address", "{$defs: {d: {$id: d.json}, e: {$id: d.json, title: T}}}", "d.json",
     "nowhere"},
    {"a bundled document of another draft",
     "{$defs: {d: {$id: d.json, $schema: 'http://json-schema.org/draft-04/schema#'}}}", "d.json", "nowhere"},
    {"the metaschema of draft-07", "{}", "http://json-schema.org/draft-07/schema#/properties/minLength",
     "{\"$ref\": \"#/definitions/size\"}"},
    {"the metaschema of draft-06", "{}", "http://json-schema.org/draft-06/schema#/properties/if", "nowhere"},
    {"the metaschema of draft-04", "{}", "http://json-schema.org/draft-04/schema#/type", "\"object\""},
    {"a metaschema with dynamic references", "{}", "https://json-schema.org/draft/2020-12/schema", "nowhere"},
    {"a name", "{$id: 'urn:a:b', $defs: {d: {$id: 'urn:c:d', title: T}}}", "urn:c:d#/title", "\"T\""},
};

static void test_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_references references = {.arena = &arena, .document = document_of(&arena, rows[i].document)};
        const struct bg_node *found =
            bg_reference_find(&references, references.document, bg_slice_of(rows[i].reference));
        document_expect(rows[i].name, found == NULL ? "nowhere" : document_text(&arena, found), rows[i].expected);
        bg_arena_finish(&arena);
    }
}

/* What a reference inside a bundled document names is there. */
static void test_inside(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_references references = {
        .arena = &arena,
        .document =
            document_of(&arena, "{title: outer, $defs: {d: {$id: d.json, title: inner, not: {$ref: '#/title'}}}}")};
    const struct bg_node *part = bg_node_at(bg_node_at(references.document, "$defs"), "d");
    const struct bg_node *found = bg_reference_find(&references, bg_node_at(part, "not"), BG_LITERAL("#/title"));
    document_expect("inside", document_text(&arena, found), "\"inner\"");
    found = bg_reference_find(&references, references.document, BG_LITERAL("#/title"));
    document_expect("outside", document_text(&arena, found), "\"outer\"");
    bg_arena_finish(&arena);
}

UNIT(schema_accept_reference) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_inside)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
