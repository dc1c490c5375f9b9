/* The configuration: what its sections become, and the message and place of every kind of mistake. */
#include "rules/config.h"
#include "rules/config_schema.h"
#include "support/page.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static bool read_text(struct bg_arena *arena, const char *text, struct bg_config *config, struct bg_error *err) {
    struct bg_slice path = BG_LITERAL(".bumpgate.yaml");
    return bg_config_read(config, arena, bg_source_new(arena, path, bg_slice_of(text)), err);
}

static void test_all_sections(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_config config;
    struct bg_error err;
    assert_true(
        read_text(&arena,
                  "layouts: [airbyte-monorepo]\nprofile: strict\npre_1_0: cargo\nlevels: {field-added: patch}\n"
                  "rules: []\ntitles: ignore\nevidence: 'bc-*'\nnever_ships: ['demo/**', '*.txt']\nwaivers: []\n",
                  &config, &err));
    assert_true(bg_node_is(config.layouts, BG_NODE_LIST));
    assert_true(bg_node_is(config.levels, BG_NODE_MAP));
    assert_true(bg_node_is(config.rules, BG_NODE_LIST));
    assert_true(bg_node_is(config.waivers, BG_NODE_LIST));
    assert_true(bg_slice_is(config.profile->name, "strict"));
    assert_true(config.has_pre_1_0);
    assert_int_equal(config.pre_1_0, BG_PRE_1_0_CARGO);
    assert_true(config.has_evidence && config.evidence_count == 1 && bg_slice_is(config.evidence[0].glob, "bc-*") &&
                config.evidence[0].effect == BG_EVIDENCE_REJECT && !config.adds_evidence);
    assert_int_equal(config.titles, BG_TITLES_IGNORE);
    assert_int_equal(config.never_ships_count, 2);
    assert_true(bg_slice_is(config.never_ships[1], "*.txt"));
    bg_arena_finish(&arena);
}

static void test_evidence_by_effect(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_config config;
    struct bg_error err;
    assert_true(read_text(&arena, "evidence: {deadline: reject, 'guide-*': warn}\n", &config, &err));
    assert_true(config.adds_evidence && config.evidence_count == 2);
    assert_int_equal(bg_evidence_effect_of(config.evidence, 2, BG_ID_BC_DEADLINE_TOO_SOON), BG_EVIDENCE_REJECT);
    assert_int_equal(bg_evidence_effect_of(config.evidence, 2, BG_ID_GUIDE_TITLE), BG_EVIDENCE_WARN);
    assert_int_equal(bg_evidence_effect_of(config.evidence, 2, BG_ID_BC_BLANK), BG_EVIDENCE_IGNORE);
    assert_false(read_text(&arena, "evidence: {deadline: refuse}\n", &config, &err));
    bg_arena_finish(&arena);
}

static void test_nothing(void **state) {
    (void)state;
    static const char *const texts[] = {"", "# only a comment\n", "{}", "waivers:\nprofile:\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_config config;
        struct bg_error err;
        assert_true(read_text(&arena, texts[i], &config, &err));
        assert_null(config.layouts);
        assert_null(config.waivers);
        assert_null(config.profile);
        assert_false(config.has_pre_1_0);
        assert_false(config.has_evidence);
        assert_int_equal(config.never_ships_count, 0);
        bg_arena_finish(&arena);
    }
}

struct row {
    const char *name;
    const char *text;
    const char *error; /* LINE:COLUMN: MESSAGE */
};

static const struct row rows[] = {
    {"an unknown key", "profile: strict\nwaiver: []\n",
     "2:1: the configuration has no key `waiver`; did you mean `waivers`?"},
    {"a key twice", "profile: strict\nprofile: strict\n",
     "2:1: the key \"profile\" stood twice in one mapping; the later value counted"},
    {"no mapping", "- profile\n", "1:1: the configuration is not a mapping"},
    {"an unknown profile", "profile: airbite\n", "1:10: there is no profile `airbite`; did you mean `airbyte`?"},
    {"an unknown policy", "pre_1_0: minor-break\n",
     "1:10: `pre_1_0` has no value `minor-break`; did you mean `minor-breaks`?"},
    {"a broken pattern", "never_ships: ['a{b']\n", "1:14: `a{b` is no pattern: it has a `{` without `}`"},
    {"a broken pattern of evidence", "evidence: ['a{b']\n", "1:11: `a{b` is no pattern: it has a `{` without `}`"},
    {"a pattern that is none", "never_ships: [1]\n", "1:15: `never_ships` is not a text"},
    {"not YAML", "profile: [\n", "2:1: not YAML: did not find expected node content"},
};

static void test_mistake(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_config config;
    struct bg_error err = {.code = BG_ERROR_NONE};
    assert_false(read_text(&arena, row->text, &config, &err));
    char text[1200];
    (void)snprintf(text, sizeof text, "%u:%u: %s", err.line, err.column, err.message);
    assert_string_equal(text, row->error);
    assert_string_equal(err.file, ".bumpgate.yaml");
    assert_int_equal(err.code, BG_ERROR_USAGE);
    bg_arena_finish(&arena);
}

static void test_schema_is_fresh(void **state) {
    (void)state;
    struct bg_buffer page = {0};
    bg_config_schema(&page);
    page_expect("bumpgate.schema.json", "the reader of the configuration", "schema", bg_buffer_slice(&page));
    bg_buffer_finish(&page);
}

UNIT(rules_config) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 4];
    for (size_t i = 0; i < ROWS; i++) {
        union {
            const struct row *row;
            void *state;
        } pass = {&rows[i]};
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = test_mistake, .initial_state = pass.state};
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_all_sections);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(test_evidence_by_effect);
    tests[ROWS + 2] = (struct CMUnitTest)cmocka_unit_test(test_nothing);
    tests[ROWS + 3] = (struct CMUnitTest)cmocka_unit_test(test_schema_is_fresh);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
