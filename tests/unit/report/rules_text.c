/* The rules in words, shown with a rule of a user: what the built-in ones say is in docs/rules.md, made from them. */
#include "report/rules_text.h"

#include "text/read.h"
#include "support/page.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char rules_text[] =
    "- id: x-needed\n"
    "  title: A key was needed\n"
    "  class: rejects\n"
    "  when: {change: spec-property, how: [added, moved], required: true, closed: false, subject: [a, 'b*']}\n"
    "  level: {airbyte: major, strict: minor, lenient: patch}\n"
    "  message: 'Needs `{subject}`.'\n"
    "  why: It is missing.\n"
    "  fix: Do not.\n"
    "  see: Nowhere\n"
    "  examples:\n"
    "    - name: a new key\n"
    "      kind: spec\n"
    "      base: {type: object}\n"
    "      head: {type: object, required: [a]}\n"
    "      expect: [major x-needed /properties/a, minor other]\n"
    "      witness: {}\n"
    "    - {name: none, kind: catalog, base: {streams: []}, head: {streams: []}, expect: []}\n";

static const char explained[] = "x-needed\n"
                                "A key was needed.\n"
                                "\n"
                                "  level    major under airbyte, minor under strict, patch under lenient\n"
                                "  class    rejects: a saved configuration may be refused, which is shown by a proof\n"
                                "  claims   spec-property added or moved, required, not closed, subject a or b*\n"
                                "  says     Needs `{subject}`.\n"
                                "  why      It is missing.\n"
                                "  fix      Do not.\n"
                                "  see      Nowhere\n"
                                "\n"
                                "Example: a new key\n"
                                "  base     {\"type\": \"object\"}\n"
                                "  head     {\"type\": \"object\", \"required\": [\"a\"]}\n"
                                "  finds    major x-needed /properties/a\n"
                                "           minor other\n"
                                "  witness  {}\n"
                                "\n"
                                "Example: none\n"
                                "  base     {\"streams\": []}\n"
                                "  head     {\"streams\": []}\n"
                                "  finds    nothing\n";

static void add_rule(struct bg_rules *rules, struct bg_arena *arena) {
    const struct bg_node *section;
    struct bg_error err;
    bg_rules_init(rules, arena);
    if (!bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("x.yaml"), BG_LITERAL(rules_text)), NULL, &section,
                      &err) ||
        !bg_rules_read_section(rules, section, &err)) {
        fail_msg("%s", err.message);
    }
}

static void test_explain(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_rules rules;
    add_rule(&rules, &arena);
    bg_rules_text_explain(&out, &rules, bg_rules_find(&rules, BG_LITERAL("x-needed")));
    assert_string_equal(out.at, explained);
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

static void test_list(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer out = {0};
    struct bg_rules rules;
    add_rule(&rules, &arena);
    bg_rules_text_list(&out, &rules, BG_RULE_PROFILE_STRICT);
    struct bg_slice text = bg_buffer_slice(&out);
    struct bg_slice lines[3];
    struct bg_slice rest = text;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        lines[i] = bg_slice_cut(&rest, '\n');
    }
    assert_true(bg_slice_is(lines[0], "Rules of your own"));
    assert_true(bg_slice_starts(lines[1], BG_LITERAL("  minor  x-needed ")));
    assert_true(bg_slice_ends(lines[1], BG_LITERAL("  A key was needed")));
    assert_true(bg_slice_is(lines[2], ""));
    struct bg_slice summary =
        bg_arena_printf(&arena, "\n\n%zu rules, levels under the profile strict. One in full: bumpgate explain RULE\n",
                        bg_builtin_rule_count + 1);
    assert_true(bg_slice_ends(text, summary));
    bg_buffer_finish(&out);
    bg_arena_finish(&arena);
}

/* Every rule has a row, a section and nothing is left out of the groups. */
static void test_no_rule_is_left_out(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer list = {0};
    struct bg_buffer page = {0};
    struct bg_rules rules;
    bg_rules_init(&rules, &arena);
    bg_rules_text_list(&list, &rules, BG_RULE_PROFILE_AIRBYTE);
    bg_rules_markdown(&page, &rules);
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        struct bg_slice id = bg_builtin_rules[i].id;
        struct bg_slice in_list = bg_arena_printf(&arena, "  %.*s ", BG_ARGS(id));
        struct bg_slice in_page = bg_arena_printf(&arena, "\n### %.*s\n", BG_ARGS(id));
        if (bg_slice_find(bg_buffer_slice(&list), in_list) == list.len ||
            bg_slice_find(bg_buffer_slice(&page), in_page) == page.len) {
            fail_msg("%.*s is in no group", BG_ARGS(id));
        }
    }
    bg_buffer_finish(&list);
    bg_buffer_finish(&page);
    bg_arena_finish(&arena);
}

static void test_page_is_fresh(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rules rules;
    struct bg_buffer page = {0};
    bg_rules_init(&rules, &arena);
    bg_rules_markdown(&page, &rules);
    page_expect("rules.md", "rules/", "markdown", bg_buffer_slice(&page));
    bg_buffer_finish(&page);
    bg_arena_finish(&arena);
}

UNIT(report_rules_text) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_no_rule_is_left_out),
        cmocka_unit_test(test_page_is_fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
