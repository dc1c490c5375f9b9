/*
 * The law of the budget of one judgement: where it is spent nothing passes, at whatever place it ends, and where it is
 * just enough all is as without one. And what is asked of the trees grows with the change: twice as many connectors,
 * each with a docs page that its metadata alone names, ask twice as much.
 */
#include "repo/range.h"
#include "run/context.h"
#include "run/judge.h"
#include "report/result.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void write_connector(struct fixture *f, size_t i, const char *version, const char *word) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const char *folder = bg_arena_printf(&arena, "airbyte-integrations/connectors/source-%03zu", i).at;
    fixture_write(f, bg_arena_printf(&arena, "%s/metadata.yaml", folder).at,
                  bg_arena_printf(&arena,
                                  "data:\n  dockerImageTag: %s\n  definitionId: id-%zu\n  documentationUrl: "
                                  "https://docs.airbyte.com/integrations/sources/page-%zu\n",
                                  version, i, i)
                      .at);
    fixture_write(f, bg_arena_printf(&arena, "%s/manifest.yaml", folder).at,
                  bg_arena_printf(&arena,
                                  "type: DeclarativeSource\nstreams:\n- type: DeclarativeStream\n  name: s%zu\n  "
                                  "schema_loader:\n    type: InlineSchemaLoader\n    schema: {type: object, "
                                  "description: %s, properties: {id: {type: string}}}\n",
                                  i, word)
                      .at);
    fixture_write(f, bg_arena_printf(&arena, "docs/integrations/sources/page-%zu.md", i).at,
                  bg_arena_printf(&arena, "# Page %zu\n\n%s\n", i, word).at);
    bg_arena_finish(&arena);
}

static struct fixture *connectors(size_t count) {
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < count; i++) {
        write_connector(f, i, "1.0.0", "before");
    }
    fixture_commit(f, "first");
    fixture_branch(f, "topic");
    for (size_t i = 0; i < count; i++) {
        write_connector(f, i, "1.0.1", "after");
    }
    fixture_commit(f, "second");
    return f;
}

struct outcome {
    size_t count;
    size_t passed;
    size_t fatal;
    struct bg_budget asked;
    uint64_t effort;
};

/* Each bound is 0: none but that of limits.h. */
static struct outcome judge(struct fixture *f, uint64_t most_bytes, uint64_t most_steps, uint64_t most_effort) {
    struct bg_options options = {.repo = fixture_path(f), .base = "main"};
    struct bg_range_options range_options = {.base = "main"};
    struct bg_context context;
    struct bg_range range;
    struct bg_error err = {0};
    struct bg_seen seen = {0};
    struct bg_judgement judgement;
    struct outcome out = {.count = 0};
    if (!bg_context_init(&context, &options, &err) ||
        !bg_range_resolve(context.repo, &range_options, &context.arena, &range, &err) ||
        !bg_context_configure(&context, &options, &(struct bg_ends){range.base, range.tip, range.head}, &err)) {
        fail_msg("%s", err.message);
    }
    struct bg_moment moment = {
        .arena = &context.arena,
        .base = range.base,
        .head = range.head,
        .tip = range.tip,
        .repo = context.repo,
        .base_commit = range.base_commit,
        .today = BG_LITERAL("2026-01-01"),
        .most_bytes = most_bytes,
        .most_steps = most_steps,
        .most_effort = most_effort,
    };
    if (!bg_judge_moment(&context.policy, &moment, &seen, &judgement, &err)) {
        fail_msg("%s", err.message);
    }
    out.count = judgement.count;
    out.asked = *bg_repo_budget(context.repo);
    out.effort = judgement.effort;
    for (size_t i = 0; i < judgement.count; i++) {
        out.passed += judgement.verdicts[i].outcome < BG_OUTCOME_REJECTED;
    }
    for (size_t i = 0; i < judgement.problems.count; i++) {
        out.fatal += judgement.problems.items[i].is_fatal && judgement.problems.items[i].id == BG_ID_RUN_TOO_LARGE;
    }
    bg_seen_finish(&seen);
    bg_context_finish(&context);
    return out;
}

static void test_nothing_passes_beyond(void **state) {
    (void)state;
    enum { COUNT = 3, PLACES = 12 };
    struct fixture *f = connectors(COUNT);
    struct outcome whole = judge(f, 0, 0, 0);
    assert_int_equal(whole.count, COUNT);
    assert_int_equal(whole.passed, COUNT);
    assert_int_equal(whole.fatal, 0);
    for (uint64_t i = 0; i <= PLACES; i++) {
        uint64_t bytes = i < PLACES ? 1 + (whole.asked.bytes - 1) * i / PLACES : whole.asked.bytes;
        uint64_t steps = i < PLACES ? 1 + (whole.asked.steps - 1) * i / PLACES : whole.asked.steps;
        uint64_t effort = i < PLACES ? 1 + (whole.effort - 1) * i / PLACES : whole.effort;
        struct outcome by_effort = judge(f, 0, 0, effort);
        struct outcome by_bytes = judge(f, bytes, 0, 0);
        struct outcome by_steps = judge(f, 0, steps, 0);
        assert_int_equal(by_bytes.passed, i < PLACES ? 0 : COUNT);
        assert_int_equal(by_bytes.fatal, i < PLACES);
        assert_int_equal(by_effort.passed, i < PLACES ? 0 : COUNT);
        assert_int_equal(by_effort.fatal, i < PLACES);
        assert_int_equal(by_steps.passed, i < PLACES ? 0 : COUNT);
        assert_int_equal(by_steps.fatal, i < PLACES);
    }
    fixture_free(f);
}

static void test_grows_with_the_change(void **state) {
    (void)state;
    enum { COUNT = 40 };
    struct fixture *once = connectors(COUNT);
    struct fixture *twice = connectors(2 * COUNT);
    struct bg_budget few = judge(once, 0, 0, 0).asked;
    struct bg_budget many = judge(twice, 0, 0, 0).asked;
    assert_in_range(many.steps * 10, few.steps * 18, few.steps * 22);
    assert_in_range(many.bytes * 10, few.bytes * 18, few.bytes * 22);
    fixture_free(once);
    fixture_free(twice);
}

UNIT(law_budget) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows_with_the_change),
        cmocka_unit_test(test_nothing_passes_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
