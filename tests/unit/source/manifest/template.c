/* Templates and the literals they are read back as: what a text becomes, or that it is opaque. */
#include "source/code/python_literal.h"
#include "source/manifest/template.h"
#include "base/buffer.h"
#include "text/builder.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *text;
    const char *expected; /* JSON, or "opaque" */
};

static const char parameters[] = "{name: users, n: 12, t: true, z: , deep: {a: {b: c}}, list: [x, y], 'odd key': 1}";

static const struct row rows[] = {
    {"plain", "updated_at", "\"updated_at\""},
    {"by key", "{{ parameters['name'] }}", "\"users\""},
    {"by key, double quotes and no blanks", "{{parameters[\"name\"]}}", "\"users\""},
    {"by attribute", "{{ parameters.name }}", "\"users\""},
    {"deeper", "{{ parameters.deep['a'].b }}", "\"c\""},
    {"get", "{{ parameters.get('name') }}", "\"users\""},
    {"get with a default", "{{ parameters.get('nothing', 'id') }}", "\"id\""},
    {"get without one is null", "{{ parameters.get('nothing') }}", "null"},
    {"a missing key is empty", "{{ parameters['nothing'] }}", "\"\""},
    {"a key with a blank", "{{ parameters['odd key'] }}", "1"},
    {"mixed with text", "custom_{{ parameters.name }}_{{ parameters.n }}", "\"custom_users_12\""},
    {"a text", "{{ 'fixed' }}", "\"fixed\""},
    {"a number is read back", "{{ parameters.n }}", "12"},
    {"a truth too", "{{ parameters.t }}", "true"},
    {"and null", "{{ parameters.z }}", "null"},
    {"a mapping survives whole", "{{ parameters.deep }}", "{\"a\": {\"b\": \"c\"}}"},
    {"a list survives whole", "{{ parameters['list'] }}", "[\"x\", \"y\"]"},
    {"a mapping inside text does not", "a {{ parameters.deep }}", "opaque"},
    {"the configuration", "{{ config['x'] }}", "opaque"},
    {"or takes the first that is something", "{{ parameters.get('file') or parameters['name'] }}", "\"users\""},
    {"or keeps what there is", "{{ parameters.name or 'x' }}", "\"users\""},
    {"and gives the last", "{{ parameters.name and 'x' }}", "\"x\""},
    {"and gives what is nothing", "{{ '' and 'x' }}", "\"\""},
    {"and binds closer than or", "{{ 'a' or 'b' and '' }}", "\"a\""},
    {"a default that is an expression", "{{ parameters.get('file', parameters['name']) }}", "\"users\""},
    {"a key that is an expression", "{{ parameters[parameters.get('key', 'name')] }}", "\"users\""},
    {"if and else", "{{ 'a' if parameters.t else 'b' }}{{ 'a' if parameters.z else 'b' }}", "\"ab\""},
    {"if without else", "x{{ 'a' if parameters.z }}", "\"x\""},
    {"not", "{{ 'a' if not parameters.z else 'b' }}", "\"a\""},
    {"not twice", "{{ 'a' if not not parameters.z else 'b' }}", "\"b\""},
    {"equal", "{{ 'a' if parameters.n == 12 else 'b' }}", "\"a\""},
    {"not equal", "{{ 'a' if parameters.name != 'users' else 'b' }}", "\"b\""},
    {"in a list", "{{ 'a' if 'x' in parameters.list else 'b' }}", "\"a\""},
    {"not in a list", "{{ 'a' if 'x' not in parameters.list else 'b' }}", "\"b\""},
    {"in a list that is written out", "{{ 'a' if parameters.name in ['x', 'users'] else 'b' }}", "\"a\""},
    {"in a list with a comma too many", "{{ 'a' if parameters.name in ['x',] else 'b' }}", "\"b\""},
    {"in no list at all", "{{ 'a' if parameters.name in [] else 'b' }}", "\"b\""},
    {"in a list with something of the configuration", "{{ 'a' if 'x' in [config.x, 'x'] else 'b' }}", "opaque"},
    {"a list without an end", "{{ 'a' if 'x' in ['x' else 'b' }}", "opaque"},
    {"in a text", "{{ 'a' if 'ser' in parameters.name else 'b' }}", "\"a\""},
    {"in a mapping", "{{ 'a' if 'b' in parameters.deep else 'b' }}", "\"b\""},
    {"in a number", "{{ 'a' if 'b' in parameters.n else 'b' }}", "opaque"},
    {"two texts", "{{ parameters.name + '_x' }}", "\"users_x\""},
    {"a sum", "{{ parameters.n + 1 }}", "opaque"},
    {"joined as texts", "{{ parameters.name ~ '_' ~ parameters.n }}", "\"users_12\""},
    {"in brackets", "{{ ('a' or 'b') + 'c' }}", "\"ac\""},
    {"lower", "{{ 'ABc' | lower }}", "\"abc\""},
    {"lower of other letters", "{{ '\xc3\x84' | lower }}", "opaque"},
    {"trim and then lower", "{{ ' A ' | trim | lower }}", "\"a\""},
    {"string", "{{ parameters.n | string + '0' }}", "120"},
    {"default of what is missing", "{{ parameters.nothing | default('x') }}", "\"x\""},
    {"default of what is empty", "{{ '' | default('x') }}", "\"\""},
    {"default also of what is empty", "{{ '' | default('x', true) }}", "\"x\""},
    {"default without a value", "x{{ parameters.nothing | default }}", "\"x\""},
    {"another filter", "{{ parameters.name | upper }}", "opaque"},
    {"a filter of nothing", "{{ parameters.name | }}", "opaque"},
    {"an opaque side that is not needed", "{{ 'a' or config.x }}", "opaque"},
    {"a word that only begins as one", "{{ parameters.name orx }}", "opaque"},
    {"not that denies nothing", "{{ 'a' not 'b' }}", "opaque"},
    {"brackets that nobody closes", "{{ ('a' }}", "opaque"},
    {"brackets without end",
     "{{ "
     "((((((((((((((((((((((((((((((((((((((((((((((((((((((((('a')))))))))))))))))))))))))))))))))))))))))))))))))))))"
     ")))) "
     "}}",
     "opaque"},
    {"a statement", "{% if x %}y{% endif %}", "opaque"},
    {"a comment", "a{# b #}", "opaque"},
    {"blank control", "{{- parameters.name }}", "opaque"},
    {"not closed", "{{ parameters.name", "opaque"},
    {"not opened", "parameters.name }}", "\"parameters.name }}\""},
    {"no scope of that name", "{{ components_values.name }}", "opaque"},
    {"beyond a missing key", "{{ parameters.nothing.more }}", "opaque"},
    {"an escape in a key", "{{ parameters['a\\\\b'] }}", "opaque"},
    {"one line end goes", "id\n", "\"id\""},
    {"None without a template", "None", "null"},
    {"True without a template", "True", "true"},
    {"an integer", "-12", "-12"},
    {"underscores", "1_000", "1000"},
    {"a float", "1.5e3", "1.5e3"},
    {"a float without a zero", ".5", "0.5"},
    {"a leading zero is text", "012", "\"012\""},
    {"two dots are text", "1.2.3", "\"1.2.3\""},
    {"quotes go", "'q'", "\"q\""},
    {"escapes", "'a\\n\\'b'", "\"a\\n'b\""},
    {"a quote that does not close", "'q", "\"'q\""},
    {"a list", "['a', 1, [None]]", "[\"a\", 1, [null]]"},
    {"a tuple", "(1, 2)", "[1, 2]"},
    {"a tuple of one", "(1,)", "[1]"},
    {"only parentheses", "(1)", "1"},
    {"a dict", "{'a': True, 2: 'b'}", "{\"2\": \"b\", \"a\": true}"},
    {"not quite a list", "['a' 'b' ]]", "\"['a' 'b' ]]\""},
    {"a list of words is text", "[a, b]", "\"[a, b]\""},
    {"a comma too much", "[1,,2]", "\"[1,,2]\""},
    {"text after a literal", "12 apples", "\"12 apples\""},
    {"a name", "Nonesuch", "\"Nonesuch\""},
    {"empty", "", "\"\""},
};

static void a_text_is_rendered(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_template_scope scope = {.name = "parameters", .values = document_of(&arena, parameters)};
    const struct bg_node *text = bg_node_new_text(&arena, bg_slice_of(row->text), NULL);
    const struct bg_node *out = NULL;
    bool is_static = bg_template_render(&arena, text, scope, &out);
    document_expect(row->name, is_static ? document_text(&arena, out) : "opaque", row->expected);
    bg_arena_finish(&arena);
}

/* As deep as the text is long. */
static void brackets_without_end_are_text(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer text = {0};
    for (int i = 0; i < 100000; i++) {
        bg_buffer_add_char(&text, "[({"[i % 3]);
    }
    const struct bg_node *out = bg_python_literal(&arena, bg_buffer_slice(&text), NULL);
    assert_true(bg_slice_equal(bg_node_text(out), bg_buffer_slice(&text)));
    bg_buffer_finish(&text);
    bg_arena_finish(&arena);
}

UNIT(source_manifest_template) {
    struct CMUnitTest tests[sizeof rows / sizeof *rows + 1];
    size_t count = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = a_text_is_rendered, .initial_state = (void *)(uintptr_t)&rows[i]};
    }
    tests[count] = (struct CMUnitTest)cmocka_unit_test(brackets_without_end_are_text);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
