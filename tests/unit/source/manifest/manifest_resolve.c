/*
 * References of manifests, rule by rule: what a document becomes, or where the fault is reported. That real manifests
 * come out as at run time is shown by source/manifest/manifest.
 */
#include "source/manifest/manifest_resolve.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *text;
    const char *expected; /* what `v` becomes, or the error */
};

static const struct row rows[] = {
    {"nothing to resolve", "v: {a: [1, '# no'], b: '#'}", "{\"a\": [1, \"# no\"], \"b\": \"#\"}"},
    {"a text is a reference", "d: {x: 7}\nv: '#/d/x'", "7"},
    {"in a list, never spliced", "d: {l: [1, 2]}\nv: ['#/d/l', 3]", "[[1, 2], 3]"},
    {"in any text", "d: {x: 1}\nv: {description: '#/d/x'}", "{\"description\": 1}"},
    {"a key is none", "d: {x: 1}\nv: {'#/d/x': 2}", "{\"#/d/x\": 2}"},
    {"own members win, one level deep", "d: {b: {a: 1, n: {p: 1}}}\nv: {$ref: '#/d/b', n: {q: 2}}",
     "{\"a\": 1, \"n\": {\"q\": 2}}"},
    {"parameters are replaced, not merged", "d: {b: {$parameters: {a: 1}}}\nv: {$ref: '#/d/b', $parameters: {c: 2}}",
     "{\"$parameters\": {\"c\": 2}}"},
    {"a target that is no mapping throws members away", "d: {l: [1]}\nv: {$ref: '#/d/l', x: 9}", "[1]"},
    {"a $ref that is no reference replaces the mapping", "v: {$ref: other.json, x: 1}", "\"other.json\""},
    {"a null $ref", "v: {$ref: , x: 1}", "null"},
    {"a mapping as $ref is overlaid", "v: {$ref: {a: 1, b: 1}, b: 2}", "{\"a\": 1, \"b\": 2}"},
    {"through other references", "d: {a: {$ref: '#/d/b'}, b: {$ref: '#/d/c', y: 2}, c: {x: 1}}\nv: '#/d/a'",
     "{\"x\": 1, \"y\": 2}"},
    {"look-up is on the raw document", "d: {s: {$ref: '#/d/b'}, b: {r: 1}}\nv: '#/d/s/r'",
     "2:4: the reference \"#/d/s/r\" leads nowhere"},
    {"a key with a slash", "d: {a/b: 1}\nv: '#/d/a/b'", "1"},
    {"the longest remainder wins", "d: {n: {p: 1}, n/p: 2}\nv: '#/d/n/p'", "2"},
    {"below a key with a slash", "d: {a/b: {c: 1}}\nv: '#/d/a/b/c'", "2:4: the reference \"#/d/a/b/c\" leads nowhere"},
    {"no escaping", "d: {a~1b: 1, 'c%20d': 2}\nv: ['#/d/a~1b', '#/d/c%20d']", "[1, 2]"},
    {"no trimming", "d: {'a ': 1}\nv: '#/d/a '", "1"},
    {"list indexes", "d: {l: [a, b, c]}\nv: ['#/d/l/0', '#/d/l/-1']", "[\"a\", \"c\"]"},
    {"an index out of range", "d: {l: [a]}\nv: '#/d/l/1'", "2:4: the reference \"#/d/l/1\" leads nowhere"},
    {"a number as the last step is tried as text", "d: {'200': 1}\nv: '#/d/200'", "1"},
    {"a number in the middle is a number", "d: {'200': {a: 1}}\nv: '#/d/200/a'",
     "2:4: the reference \"#/d/200/a\" leads nowhere"},
    {"and finds an unquoted key", "d: {200: {a: 1}}\nv: '#/d/200/a'", "1"},
    {"a slash at the end", "d: {a: 1}\nv: '#/d/a/'", "1"},
    {"an empty step", "d: {a: 1}\nv: '#/d//a'", "2:4: the reference \"#/d//a\" leads nowhere"},
    {"up to the first line end", "d: {a: 1}\nv: \"#/d/a\\nmore\"", "1"},
    {"config_overrides are copied", "v: {config_overrides: {a: '#/d/x'}}",
     "{\"config_overrides\": {\"a\": \"#/d/x\"}}"},
    {"the older spelling", "d: {x: {a: 1}}\nv: {$ref: '*ref(d.x)', b: 2}", "{\"a\": 1, \"b\": 2}"},
    {"nowhere, in a part that nothing uses", "unused: '#/d/x'\nv: 1", "1:9: the reference \"#/d/x\" leads nowhere"},
    {"the root", "v: '#/'", "1:4: the reference \"#/\" leads back to itself"},
    {"itself", "v: '#/v'", "1:4: the reference \"#/v\" leads back to itself"},
    {"a circle of texts", "a: '#/b'\nb: '#/a'\nv: 1", "2:4: the reference \"#/a\" leads back to itself"},
    {"a circle of mappings", "a: {x: {$ref: '#/b'}}\nb: {$ref: '#/a'}\nv: 1",
     "1:15: the reference \"#/b\" leads back to itself"},
};

static const char *resolved(struct bg_arena *arena, const struct bg_node *root) {
    const struct bg_node *out = NULL;
    struct bg_error err = {0};
    return bg_manifest_resolve(arena, root, &out, &err) ? document_text(arena, bg_node_at(out, "v"))
                                                        : document_error(arena, &err);
}

static void a_document_is_resolved(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    document_expect(row->name, resolved(&arena, document_of(&arena, row->text)), row->expected);
    bg_arena_finish(&arena);
}

/* Thirty levels, each twice the one before: a graph of sixty nodes, a billion if written out. */
static void a_document_that_is_too_wide_is_refused(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    bg_buffer_add_text(&text, "d:\n  l0: [x]\n");
    for (int i = 1; i <= 30; i++) {
        bg_buffer_printf(&text, "  l%d: ['#/d/l%d', '#/d/l%d']\n", i, i - 1, i - 1);
    }
    bg_buffer_add_text(&text, "v: '#/d/l30'\n");
    bg_buffer_add_char(&text, '\0');
    assert_string_equal(resolved(&arena, document_of(&arena, text.at)),
                        "24:8: written out, this has more nodes than can be read");
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

/* Sixteen levels fit: and take no more room than the document does. */
static void what_is_shared_stays_shared(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    bg_buffer_add_text(&text, "d:\n  l0: [x]\n");
    for (int i = 1; i <= 16; i++) {
        bg_buffer_printf(&text, "  l%d: ['#/d/l%d', '#/d/l%d']\n", i, i - 1, i - 1);
    }
    bg_buffer_add_char(&text, '\0');
    const struct bg_node *root = document_of(&arena, text.at);
    size_t before = bg_arena_total(&arena);
    const struct bg_node *out = NULL;
    assert_true(bg_manifest_resolve(&arena, root, &out, NULL));
    const struct bg_node *last = bg_node_path(out, "d", "l16", NULL);
    assert_ptr_equal(last->as.items[0], last->as.items[1]);
    assert_int_equal(last->weight, 3 * (1u << 16) - 1);
    assert_true(bg_arena_total(&arena) - before < (size_t)64 * 1024);
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

/* A chain of references as long as the file. */
static void a_chain_that_is_too_long_is_refused(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    bg_buffer_add_text(&text, "v: '#/a0'\n");
    for (unsigned i = 0; i < 3 * BG_LIMIT_FRAMES; i++) {
        bg_buffer_printf(&text, "a%u: '#/a%u'\n", i, i + 1);
    }
    bg_buffer_printf(&text, "a%u: 1\n", 3 * BG_LIMIT_FRAMES);
    bg_buffer_add_char(&text, '\0');
    const char *got = resolved(&arena, document_of(&arena, text.at));
    assert_non_null(strstr(got, "references were followed more than 1000 levels deep"));
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

UNIT(source_manifest_manifest_resolve) {
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 3];
    size_t count = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_document_is_resolved, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[count] = (struct CMUnitTest)cmocka_unit_test(a_document_that_is_too_wide_is_refused);
    tests[count + 1] = (struct CMUnitTest)cmocka_unit_test(what_is_shared_stays_shared);
    tests[count + 2] = (struct CMUnitTest)cmocka_unit_test(a_chain_that_is_too_long_is_refused);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
