/*
 * Waivers: each row is a list of waivers at head, what it was at base, and what becomes of two findings of source-x,
 * version 1.5.0, on 2026-06-30: one of `field-removed` (major) and one of `stream-removed` (major).
 */
#include "rules/waive.h"

#include "base/level.h"
#include "text/read.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *head;
    const char *base;
    const char *expect; /* the findings in order, then the problems; or the error */
};

#define NOT_WAIVED "major field-removed\nmajor stream-removed\n"

static const struct row rows[] = {
    {"none", NULL, NULL, NOT_WAIVED},
    {"by rule", "[{rule: field-removed, reason: unused}]", "[{reason: unused, rule: field-removed}]",
     "major stream-removed\npatch field-removed waived: unused\n"},
    {"new in the range", "[{rule: field-removed, reason: unused}]", NULL,
     "patch field-removed waived: unused (new)\nmajor stream-removed\n"},
    {"a changed reason is new", "[{rule: field-removed, reason: unused}]", "[{rule: field-removed, reason: other}]",
     "patch field-removed waived: unused (new)\nmajor stream-removed\n"},
    {"by fingerprint", "[{fingerprint: 0123456789ab, reason: r}]", "[{fingerprint: 0123456789ab, reason: r}]",
     "major stream-removed\npatch field-removed waived: r\n"},
    {"a fingerprint as the rule", "[{rule: 0123456789ab, reason: r}]", "[{rule: 0123456789ab, reason: r}]",
     "major stream-removed\npatch field-removed waived: r\n"},
    {"a fingerprint that YAML takes for a number", "[{rule: 012345670123, reason: r}]",
     "[{rule: 012345670123, reason: r}]", "major field-removed\npatch stream-removed waived: r\n"},
    {"all that it says must fit",
     "[{rule: field-removed, connector: source-x, stream: users, path: /properties/id, reason: r}]", "[]",
     "patch field-removed waived: r (new)\nmajor stream-removed\n"},
    {"another stream", "[{rule: field-removed, stream: teams, reason: r}]", "[]",
     NOT_WAIVED "waiver-unmatched 1:2 the waiver of `field-removed` matched nothing; remove it\n"},
    {"another path", "[{rule: field-removed, path: '', reason: r}]", "[]",
     NOT_WAIVED "waiver-unmatched 1:2 the waiver of `field-removed` matched nothing; remove it\n"},
    {"a path that is the root", "[{rule: stream-removed, path: '', reason: r}]",
     "[{rule: stream-removed, path: '', reason: r}]", "major field-removed\npatch stream-removed waived: r\n"},
    {"another connector, an old waiver", "[{rule: field-removed, connector: source-y, reason: r}]",
     "[{rule: field-removed, connector: source-y, reason: r}]", NOT_WAIVED},
    {"another connector, a new waiver", "[{rule: field-removed, connector: source-y, reason: r}]", "[]",
     NOT_WAIVED "waiver-unmatched 1:2 the waiver of `field-removed` matched nothing; remove it\n"},
    {"no reason", "[{rule: field-removed}]", "[]",
     NOT_WAIVED "waiver-without-reason 1:2 the waiver of `field-removed` gave no reason and covered nothing\n"},
    {"blanks are no reason", "[{rule: field-removed, reason: ' '}]", "[]",
     NOT_WAIVED "waiver-without-reason 1:2 the waiver of `field-removed` gave no reason and covered nothing\n"},
    {"its last day", "[{rule: field-removed, reason: r, until: 2026-06-30}]", "[]",
     "patch field-removed waived: r (new)\nmajor stream-removed\n"},
    {"the day after", "[{rule: field-removed, reason: r, until: 2026-06-29}]", "[]",
     NOT_WAIVED "waiver-expired 1:2 the waiver of `field-removed` ended on 2026-06-29 and covered nothing\n"},
    {"below its version", "[{rule: field-removed, reason: r, below: 1.5.1}]", "[]",
     "patch field-removed waived: r (new)\nmajor stream-removed\n"},
    {"its version was reached", "[{rule: field-removed, reason: r, below: 1.5.0}]", "[]",
     NOT_WAIVED "waiver-expired 1:2 the waiver of `field-removed` ended with version 1.5.0\n"},
    {"an unknown rule", "[{rule: field-remove, reason: r}]", NULL,
     "1:9 there is no rule `field-remove`; did you mean `field-removed`?"},
    {"an unknown key", "[{rule: field-removed, resaon: r}]", NULL,
     "1:24 the waiver has no key `resaon`; did you mean `reason`?"},
    {"neither rule nor fingerprint", "[{reason: r}]", NULL, "1:2 the waiver names neither a rule nor a fingerprint"},
    {"no fingerprint", "[{fingerprint: 0123, reason: r}]", NULL, "1:16 `fingerprint` is not 12 hexadecimal digits"},
    {"no date", "[{rule: field-removed, until: soon, reason: r}]", NULL, "1:31 `until` is not a date like 2027-01-31"},
    {"no version", "[{rule: field-removed, below: '2.0', reason: r}]", NULL,
     "1:31 `below` is not a version: it has two parts instead of three"},
    {"no list", "{rule: field-removed}", NULL, "1:1 `waivers` is not a list of at most 1000 waivers"},
};

static const struct bg_node *parse(struct bg_arena *arena, const char *text) {
    const struct bg_node *node = NULL;
    struct bg_error err;
    if (text != NULL &&
        !bg_read_yaml(arena, bg_source_new(arena, BG_LITERAL("c.yaml"), bg_slice_of(text)), NULL, &node, &err)) {
        fail_msg("%s", err.message);
    }
    return node;
}

static void test_waive(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_rules rules;
    struct bg_waivers waivers;
    struct bg_error err;
    bg_rules_init(&rules, &arena);
    if (!bg_waivers_read(&waivers, &arena, parse(&arena, row->head), parse(&arena, row->base), &rules,
                         BG_LITERAL("2026-06-30"), &err)) {
        struct bg_slice said = bg_arena_printf(&arena, "%u:%u %s", err.line, err.column, err.message);
        assert_string_equal(said.at, row->expect);
        bg_arena_finish(&arena);
        return;
    }
    struct bg_finding findings[] = {
        {.rule = BG_LITERAL("field-removed"),
         .level = BG_LEVEL_MAJOR,
         .stream = BG_LITERAL("users"),
         .path = BG_LITERAL("/properties/id"),
         .fingerprint = "0123456789ab"},
        {.rule = BG_LITERAL("stream-removed"),
         .level = BG_LEVEL_MAJOR,
         .stream = BG_LITERAL("teams"),
         .path = BG_LITERAL(""),
         .fingerprint = "012345670123"},
    };
    size_t count = sizeof findings / sizeof findings[0];
    bg_waivers_apply(&waivers, BG_LITERAL("source-x"), BG_LITERAL("1.5.0"), findings, count);
    struct bg_slice text = BG_LITERAL("");
    for (size_t i = 0; i < count; i++) {
        text = bg_arena_printf(&arena, "%.*s%s %.*s%s%.*s%s\n", BG_ARGS(text), bg_level_names[findings[i].level],
                               BG_ARGS(findings[i].rule),
                               findings[i].waived.at == NULL ? "" : " waived: ", BG_ARGS(findings[i].waived),
                               findings[i].waiver_is_new ? " (new)" : "");
    }
    struct bg_problems problems = {.arena = &arena};
    bg_waivers_report(&waivers, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        const struct bg_problem *problem = &problems.items[i];
        assert_false(problem->is_fatal);
        text = bg_arena_printf(&arena, "%.*s%s %u:%u %.*s\n", BG_ARGS(text), bg_id_name(problem->id), problem->at.line,
                               problem->at.column, BG_ARGS(problem->message));
    }
    assert_string_equal(text.at, row->expect);
    bg_arena_finish(&arena);
}

UNIT(rules_waive) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const struct row *row;
            void *state;
        } pass = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_waive, .initial_state = pass.state};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
