/* Rule files: what a good one becomes, and the message and place of every kind of mistake. */
#include "rules/rule_read.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char good[] = "id: a-rule\n"
                           "title: A title\n"
                           "since: 0.1.0\n"
                           "class: widens\n"
                           "when: {change: spec-property, how: [added, renamed], required: false, closed: true}\n"
                           "level: {airbyte: minor, strict: major, lenient: patch}\n"
                           "message: \"`{subject}` came.\"\n"
                           "why: Because.\n"
                           "see: A page\n"
                           "examples: [{name: one, kind: spec, base: {}, head: {}, expect: [], witness: {a: 1}}]\n";

/* `good` with the one line that starts with the same key replaced, or another line added. */
static struct bg_slice with_line(struct bg_arena *arena, const char *line) {
    struct bg_slice rest = BG_LITERAL(good);
    struct bg_slice key = {line, strcspn(line, ":") + 1};
    struct bg_slice text = BG_LITERAL("");
    bool is_replaced = false;
    while (rest.len > 0) {
        struct bg_slice old = bg_slice_cut(&rest, '\n');
        if (bg_slice_starts(old, key)) {
            old = bg_slice_of(line);
            is_replaced = true;
        }
        text = bg_arena_printf(arena, "%.*s%.*s\n", BG_ARGS(text), BG_ARGS(old));
    }
    return is_replaced ? text : bg_arena_printf(arena, "%.*s%s\n", BG_ARGS(text), line);
}

static bool read_text(struct bg_arena *arena, const char *path, struct bg_slice text, struct bg_rule *rule,
                      struct bg_error *err) {
    return bg_rule_read_file(arena, bg_source_new(arena, bg_slice_of(path), text), true, rule, err);
}

static void test_good(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rule rule;
    struct bg_error err = {.code = BG_ERROR_NONE};
    assert_true(read_text(&arena, "rules/spec/a-rule.yaml", BG_LITERAL(good), &rule, &err));
    assert_true(bg_slice_is(rule.id, "a-rule"));
    assert_true(bg_slice_is(rule.group, "spec"));
    assert_int_equal(rule.class, BG_RULE_WIDENS);
    assert_int_equal(rule.kind, BG_CHANGE_SPEC_PROPERTY);
    assert_int_equal(rule.hows, 1u << BG_HOW_ADDED | 1u << BG_HOW_RENAMED);
    assert_int_equal(rule.flag_mask, BG_FLAG_REQUIRED | BG_FLAG_CLOSED);
    assert_int_equal(rule.flag_values, BG_FLAG_CLOSED);
    assert_int_equal(rule.levels[BG_RULE_PROFILE_AIRBYTE], BG_LEVEL_MINOR);
    assert_int_equal(rule.levels[BG_RULE_PROFILE_STRICT], BG_LEVEL_MAJOR);
    assert_int_equal(rule.levels[BG_RULE_PROFILE_LENIENT], BG_LEVEL_PATCH);
    assert_true(bg_slice_is(rule.message, "`{subject}` came."));
    assert_null(rule.fix.at);
    assert_true(bg_slice_starts(rule.examples, BG_LITERAL("examples: [{name: one")));
    bg_arena_finish(&arena);
}

struct row {
    const char *name;
    const char *line;
    const char *error; /* LINE:COLUMN: MESSAGE */
};

static const struct row rows[] = {
    {"an unknown key", "levle: major", "11:1: the rule has no key `levle`; did you mean `level`?"},
    {"an unknown kind", "when: {change: spec-propety}",
     "5:16: `change` has no value `spec-propety`; did you mean `spec-property`?"},
    {"an unknown how", "when: {change: field, how: remvoed}",
     "5:28: `how` has no value `remvoed`; did you mean `removed`?"},
    {"an unknown flag", "when: {change: field, requird: true}",
     "5:23: `when` has no key `requird`; did you mean `required`?"},
    {"a flag that is no claim", "when: {change: field, required: 1}", "5:33: `required` is neither true nor false"},
    {"a direction that the kind does not have", "when: {change: field, how: [added, narrowed]}",
     "5:36: no `field` is ever `narrowed`: it is added, removed or renamed"},
    {"a kind of one direction", "when: {change: spec-dialect, how: removed}",
     "5:35: no `spec-dialect` is ever `removed`: it is changed"},
    {"a flag that the kind does not carry", "when: {change: file, required: true}",
     "5:22: no `file` is ever `required`; what it may be: ships"},
    {"a flag of a kind without any", "when: {change: field, required: true}", "5:23: no `field` is ever `required`"},
    {"a class for what can refuse", "when: {change: spec-type, how: narrowed}",
     "4:8: `class` is `widens`, but what the rule claims can refuse a saved configuration: it `rejects`"},
    {"a class for what cannot refuse", "class: rejects",
     "4:8: `class` is `rejects`, but nothing that the rule claims can refuse a saved configuration"},
    {"a class for both", "when: {change: spec-enum-value, how: [added, removed]}",
     "4:8: `class` is `widens`, but some of what the rule claims can refuse a saved configuration and some cannot"},
    {"no kind", "when: {how: added}", "5:7: `when` lacks the key `change`"},
    {"no directions", "when: {change: field, how: []}", "5:28: `how` is an empty list"},
    {"a broken pattern", "when: {change: file, subject: 'a['}", "5:31: `a[` is no pattern: it has a `[` without `]`"},
    {"an unknown level", "level: huge", "6:8: `level` has no value `huge`"},
    {"a profile is missing", "level: {airbyte: minor, strict: major}", "6:8: `level` lacks the key `lenient`"},
    {"an unknown class", "class: widen", "4:8: `class` has no value `widen`; did you mean `widens`?"},
    {"an unknown placeholder", "message: \"{subjekt} came.\"",
     "7:10: `message` has no placeholder `{subjekt}`; did you mean `subject`?"},
    {"a title of two lines", "title: \"a\\nb\"", "2:8: `title` is more than one plain line"},
    {"an id with blanks", "id: a rule", "1:5: `id` holds more than lower-case letters, digits and hyphens"},
    {"an id that is not the file's name", "id: other", "1:5: the file must be named `other.yaml`, as its rule is"},
    {"no reason", "why:", "1:1: the rule lacks the key `why`"},
    {"no example", "examples: []", "10:11: `examples` is an empty list"},
    {"a faulty example", "examples: [{name: x, kind: spec, base: {}, head: {}}]",
     "10:12: the example lacks the key `expect`"},
    {"a key twice", "zzz: 1\nid: a-rule", "12:1: the key \"id\" stood twice in one mapping; the later value counted"},
};

static void test_mistake(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rule rule;
    struct bg_error err = {.code = BG_ERROR_NONE};
    assert_false(read_text(&arena, "rules/spec/a-rule.yaml", with_line(&arena, row->line), &rule, &err));
    char text[1200];
    (void)snprintf(text, sizeof text, "%u:%u: %s", err.line, err.column, err.message);
    assert_string_equal(text, row->error);
    assert_string_equal(err.file, "rules/spec/a-rule.yaml");
    assert_int_equal(err.code, BG_ERROR_USAGE);
    bg_arena_finish(&arena);
}

UNIT(rules_rule_read) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const struct row *row;
            void *state;
        } pass = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_mistake, .initial_state = pass.state};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_good);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
