/* Values that a package's `spec` adds to choices: for each module, which; and what becomes of a schema with them. */
#include "source/code/spec_values.h"

#include "base/buffer.h"
#include "support/document.h"
#include "support/unit.h"
#include "text/write_json.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SPEC "class S:\n    def spec(self, logger):\n        spec = super().spec(logger)\n"
#define UNIT_AT "        spec.connectionSpecification[\"properties\"][\"unit\"][\"enum\"]"

static const struct {
    const char *text;
    const char *found; /* "none", or the line of `spec`, and "POINTER VALUES" for each choice */
} rows[] = {
    {"", "none"},
    {"def specs(self):\n    pass\n", "none"},
    {SPEC, "2"},
    {SPEC UNIT_AT ".extend([\"day\", 'week'])\n", "2 /properties/unit/enum [\"day\", \"week\"]"},
    {SPEC UNIT_AT " += [\"day\"]\n", "2 /properties/unit/enum [\"day\"]"},
    {SPEC UNIT_AT ".append(\"day\")\n", "2 /properties/unit/enum [\"day\"]"},
    {SPEC UNIT_AT ".append(day)\n", "2 /properties/unit/enum ?"},
    {SPEC UNIT_AT ".remove(\"day\")\n", "2"},
    {SPEC "        more = [\n            \"day\",\n        ]\n" UNIT_AT ".extend(\n            more\n        )\n",
     "2 /properties/unit/enum [\"day\"]"},
    {"MORE: list[str] = [\"day\"]\n" SPEC UNIT_AT ".extend(MORE)\n", "3 /properties/unit/enum [\"day\"]"},
    {SPEC UNIT_AT ".extend(elsewhere.MORE)\n", "2 /properties/unit/enum ?"},
    {SPEC UNIT_AT ".extend([\"day\", x])\n", "2 /properties/unit/enum ?"},
    {SPEC "    def other(self):\n" UNIT_AT ".extend([\"day\"])\n", "2"},
    {"class S:\n    def spec(\n        self,\n    ):\n" UNIT_AT ".extend([\"day\"])\n",
     "2 /properties/unit/enum [\"day\"]"},
    {SPEC "        spec.connectionSpecification[key][\"enum\"].extend([\"day\"])\n", "2"},
    {SPEC "        spec.connectionSpecification[\"properties\n", "2"},
    {SPEC UNIT_AT ".extend([\"day\"", "2 /properties/unit/enum ?"},
};

static void which_values_are_added(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_spec_values added = {0};
        struct bg_place at = {0};
        struct bg_buffer found = {0};
        struct bg_source *source = bg_source_new(&arena, BG_LITERAL("source.py"), bg_slice_of(rows[i].text));
        bool is_defined = bg_python_spec_values(&arena, source, &added, &at);
        if (is_defined) {
            bg_buffer_printf(&found, "%u", at.line);
        } else {
            bg_buffer_add_text(&found, "none");
        }
        for (size_t k = 0; k < added.count; k++) {
            bg_buffer_printf(&found, " %.*s ", BG_ARGS(added.items[k].pointer));
            if (added.items[k].values == NULL) {
                bg_buffer_add_char(&found, '?');
            } else {
                bg_json_write_node(&found, added.items[k].values, BG_JSON_COMPACT, true);
            }
        }
        if (!bg_slice_is(bg_buffer_slice(&found), rows[i].found)) {
            fail_msg("%s: %.*s", rows[i].text, BG_ARGS(bg_buffer_slice(&found)));
        }
        bg_buffer_finish(&found);
        bg_arena_finish(&arena);
    }
}

static const struct {
    const char *schema;
    const char *completed;
} schemas[] = {
    {"{properties: {unit: {enum: [day, 1]}, x: {}}}", "{properties: {unit: {enum: [day, 1, week]}, x: {}}}"},
    {"{properties: {unit: {type: string}}}", "{properties: {unit: {type: string}}}"},
    {"{properties: {unit: {enum: {}}}}", "{properties: {unit: {enum: {}}}}"},
    {"true", "true"},
};

static void what_a_schema_becomes(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_spec_values added = {0};
    BG_VECTOR_ADD(&arena, &added, (struct bg_added_values){BG_LITERAL("/properties/unit/enum"), NULL});
    BG_VECTOR_ADD(&arena, &added,
                  (struct bg_added_values){BG_LITERAL("/properties/unit/enum"), document_of(&arena, "[week, day, 2]")});
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
        const struct bg_node *completed = bg_spec_values_put(&arena, document_of(&arena, schemas[i].schema), &added);
        assert_true(bg_node_equal(completed, document_of(&arena, schemas[i].completed)));
    }
    bg_arena_finish(&arena);
}

UNIT(source_code_python_spec_values) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(which_values_are_added),
                                       cmocka_unit_test(what_a_schema_becomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
