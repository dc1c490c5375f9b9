/* Drafts of the paperwork: where the entry and the section are put. That the check refuses the blanks, tests/cli shows.
 */
#include "airbyte/artefacts.h"
#include "release/planning.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BODY(i)                                                                                                        \
    i "  message: \"bumpgate:blank: what breaks, and what users have to do\"\n" i                                      \
      "  upgradeDeadline: \"bumpgate:blank: YYYY-MM-DD\"\n"

static const struct bg_finding of_spec[] = {{.rule = {"r", 1}, .level = BG_LEVEL_MAJOR, .message = {"It broke.", 9}}};
static const struct bg_finding of_streams[] = {
    {.rule = {"r", 1}, .level = BG_LEVEL_MAJOR, .stream = {"a", 1}, .message = {"A broke.", 8}},
    {.rule = {"r", 1}, .level = BG_LEVEL_MAJOR, .stream = {"b\"", 2}, .message = {"B broke.", 8}},
    {.rule = {"r", 1}, .level = BG_LEVEL_MAJOR, .stream = {"a", 1}, .message = {"A broke again.", 14}},
    {.rule = {"r", 1}, .level = BG_LEVEL_MINOR, .stream = {"c", 1}, .message = {"C grew.", 7}},
};

/* What an artefact makes of one file in a draft of 2.0.0: the id of a refusal, or the text. */
static const char *draft(struct bg_arena *arena, const struct bg_artefact *artefact, const struct bg_verdict *verdict,
                         const char *before) {
    struct bg_layout layout = {
        .metadata = BG_LITERAL("f"), .breaking = BG_LITERAL("data.releases.breakingChanges"), .guide = BG_LITERAL("f")};
    struct bg_plan_query query = {.layout = &layout};
    struct bg_file_change file = {.path = BG_LITERAL("f"), .after = bg_slice_of(before)};
    struct bg_plan_files shared = {.arena = arena, .items = &file, .count = 1, .room = 1};
    struct bg_plan plan = {.to = BG_LITERAL("2.0.0")};
    struct bg_planning planning = {.arena = arena,
                                   .query = &query,
                                   .verdict = verdict,
                                   .plan = &plan,
                                   .about = {.title = BG_LITERAL("X"), .guide_path = BG_LITERAL("f")},
                                   .files = &shared,
                                   .own = {.arena = arena}};
    struct bg_artefact_places places = {.arena = arena};
    artefact->find(&layout, &planning.about, &places);
    assert_int_equal(places.count, 1);
    assert_int_equal(artefact->turn, BG_TURN_IN_DRAFT);
    if (!artefact->write(&planning, &places.items[0])) {
        return bg_id_name(plan.id);
    }
    return planning.own.count == 0 ? before : bg_arena_copy(arena, planning.own.items[0].after).at;
}

static void test_entries(void **state) {
    (void)state;
    static const struct {
        const char *before, *after; /* or the id of the refusal */
    } rows[] = {
        {"data:\n  a: 1\n", "data:\n  a: 1\n  releases:\n    breakingChanges:\n      2.0.0:\n" BODY("      ")},
        {"data:\n  a:\n  - 1\n\n  # c\n  s: 1\nmetadata: x\n",
         "data:\n  a:\n  - 1\n\n  releases:\n    breakingChanges:\n      2.0.0:\n" BODY(
             "      ") "  # c\n  s: 1\nmetadata: x\n"},
        {"data:\n  b: 1\n  a:\n    - 1\n\n# c\nmetadata: x\n",
         "data:\n  b: 1\n  a:\n    - 1\n  releases:\n    breakingChanges:\n      2.0.0:\n" BODY(
             "      ") "\n# c\nmetadata: x\n"},
        {"data:\n  releases:\n    breakingChanges:\n      0.9.0: {}\n      1.0.0:\n        message: m\n  s: 1\n",
         "data:\n  releases:\n    breakingChanges:\n      0.9.0: {}\n      1.0.0:\n        message: m\n      "
         "2.0.0:\n" BODY("      ") "  s: 1\n"},
        {"data:\n  releases:\n    breakingChanges:\n      1.0.0: {}\n      0.9.0: {}\n",
         "data:\n  releases:\n    breakingChanges:\n      2.0.0:\n" BODY(
             "      ") "      1.0.0: {}\n      0.9.0: {}\n"},
        {"x: 1\ndata:\n    releases:\n        # c\n        rolloutConfiguration: {}\n",
         "x: 1\ndata:\n    releases:\n        # c\n        breakingChanges:\n          2.0.0:\n" BODY(
             "          ") "        rolloutConfiguration: {}\n"},
        {"data:\n  releases:\n    breakingChanges:\n      1.0.0: {message: m}\n",
         "data:\n  releases:\n    breakingChanges:\n      2.0.0:\n" BODY("      ") "      1.0.0: {message: m}\n"},
        {"data:\n  releases:\n    breakingChanges:\n      2.0.0: {upgradeDeadline: d}\n",
         "data:\n  releases:\n    breakingChanges:\n      2.0.0: {upgradeDeadline: d}\n"},
        {"data:\n  releases:\n    breakingChanges:\n      2.0.0: {message: m}\n", "unsupported-style"},
        {"data:\n  releases:\n    breakingChanges:\n      2.0.0:\n        message: m\n      1.0.0: {}\n",
         "data:\n  releases:\n    breakingChanges:\n      2.0.0:\n        message: m\n"
         "        upgradeDeadline: \"bumpgate:blank: YYYY-MM-DD\"\n      1.0.0: {}\n"},
        {"data:\n  releases:\n    breakingChanges:\n      2.0.0:\n        upgradeDeadline: x\n",
         "data:\n  releases:\n    breakingChanges:\n      2.0.0:\n        upgradeDeadline: x\n"},
        {"data: {a: 1}\n", "unsupported-style"},
        {"data:\n  releases: {breakingChanges: {1.0.0: {}}}\n", "unsupported-style"},
        {"data:\n  a: 1\n  releases:\n", "unsupported-style"},
        {"data:\n  releases:\n    breakingChanges: {}\n", "unsupported-style"},
        {"data: [\n", "parse-error"},
        {"- 1\n", "unsupported-style"},
    };
    struct bg_verdict verdict = {.findings = of_spec, .finding_count = 1};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        assert_string_equal(draft(&arena, &bg_artefact_breaking_entry, &verdict, rows[r].before), rows[r].after);
        bg_arena_finish(&arena);
    }
}

static void test_scope(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_verdict verdict = {.findings = of_streams, .finding_count = 4};
    struct bg_slice written = bg_slice_of(draft(&arena, &bg_artefact_breaking_entry, &verdict, "data:\r\n  a: 1\r\n"));
    assert_true(bg_slice_find(written, BG_LITERAL("        scopedImpact:\r\n          - scopeType: stream\r\n"
                                                  "            impactedScopes:\r\n              - \"a\"\r\n"
                                                  "              - \"b\\\"\"\r\n")) < written.len);
    bg_arena_finish(&arena);
}

#define SECTION                                                                                                        \
    "## Upgrading to 2.0.0\n\nbumpgate:blank: why this release breaks, in a sentence or two.\n\nWhat changed:\n\n"     \
    "- It broke.\n\nWho is affected: bumpgate:blank: which connections.\n\n"                                           \
    "1. bumpgate:blank: the steps that users have to take, one by one.\n"

static void test_guides(void **state) {
    (void)state;
    static const struct {
        const char *before, *after;
    } rows[] = {
        {"", "# X Migration Guide\n\n" SECTION},
        {"# X Migration Guide", "# X Migration Guide\n\n" SECTION},
        {"# X\n\n## Upgrading to 3.0.0\n\nT\n\n## Upgrading to 1.0.0\n",
         "# X\n\n## Upgrading to 3.0.0\n\nT\n\n" SECTION "\n## Upgrading to 1.0.0\n"},
        {"# X\n\n## Upgrading to 0.9.0\n\nT\n\n## Upgrading to 1.0.0\n\nU\n",
         "# X\n\n## Upgrading to 0.9.0\n\nT\n\n## Upgrading to 1.0.0\n\nU\n\n" SECTION},
        {"# X\n\n## Upgrading to 1.0.0\n\n## Upgrading to 3.0.0\n",
         "# X\n\n## Upgrading to 1.0.0\n\n" SECTION "\n## Upgrading to 3.0.0\n"},
        {"# X\n\n## Upgrading to 2.0.0\n", "# X\n\n## Upgrading to 2.0.0\n"},
    };
    struct bg_verdict verdict = {.findings = of_spec, .finding_count = 1};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        assert_string_equal(draft(&arena, &bg_artefact_migration_guide, &verdict, rows[r].before), rows[r].after);
        bg_arena_finish(&arena);
    }
}

UNIT(airbyte_draft) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_scope),
        cmocka_unit_test(test_guides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
