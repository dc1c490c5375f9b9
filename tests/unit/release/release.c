/*
 * What becomes of a reason that an artefact gives: it rejects, is only said, or is nobody's concern. Which reasons the
 * artefacts have is shown by their own tests.
 */
#include "release/release.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void find_two(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    (void)layout;
    (void)about;
    bg_artefact_places_add(out, (struct bg_artefact_place){.path = BG_LITERAL("one")});
    bg_artefact_places_add(out, (struct bg_artefact_place){.path = BG_LITERAL("two")});
}

static void say_mirror(struct bg_release_view *release, const struct bg_artefact_place *place) {
    bg_reasons_add(&release->reasons, BG_ID_MIRROR_MISMATCH, (struct bg_place){.file = place->path}, "it differs");
}

static void say_guide(struct bg_release_view *release, const struct bg_artefact_place *place) {
    bg_reasons_add(&release->reasons, BG_ID_GUIDE_MISSING, (struct bg_place){.file = place->path}, "it is missing");
}

static const struct row {
    const char *name;
    const char *mirror; /* what its reasons do: "reject", "warn"; NULL: nothing */
    const char *guide;
    size_t reasons; /* of the verdict, which has one of its own */
    size_t problems;
    enum bg_outcome outcome;
} rows[] = {
    {"all reject", "reject", "reject", 5, 0, BG_OUTCOME_REJECTED},
    {"one rejects", "reject", "warn", 3, 2, BG_OUTCOME_REJECTED},
    {"the other one rejects", NULL, "reject", 3, 0, BG_OUTCOME_REJECTED},
    {"all are said", "warn", "warn", 1, 4, BG_OUTCOME_PASSED},
    {"one is said", NULL, "warn", 1, 2, BG_OUTCOME_PASSED},
    {"nothing counts", NULL, NULL, 1, 0, BG_OUTCOME_PASSED},
};

static void test_row(void **state) {
    static const struct bg_artefact artefacts[] = {{.id = "mirror", .find = find_two, .check = say_mirror},
                                                   {.id = "version", .find = find_two, .check = NULL},
                                                   {.id = "guide", .find = find_two, .check = say_guide}};
    static const struct bg_artefact *const items[] = {&artefacts[0], &artefacts[1], &artefacts[2]};
    static const struct bg_artefacts list = {items, 3};
    const struct row *row = *state;
    const char *const effects[] = {row->mirror, row->guide};
    const struct bg_slice globs[] = {BG_LITERAL("mirror-mismatch"), BG_LITERAL("guide-missing")};
    struct bg_evidence_rule rules[2];
    size_t rule_count = 0;
    for (size_t e = 0; e < 2; e++) {
        if (effects[e] != NULL) {
            enum bg_evidence_effect effect = strcmp(effects[e], "reject") == 0 ? BG_EVIDENCE_REJECT : BG_EVIDENCE_WARN;
            rules[rule_count++] = (struct bg_evidence_rule){globs[e], effect};
        }
    }
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_problems problems = {.arena = &arena};
    const struct bg_connector head = {.about = {.name = BG_LITERAL("source-x")}};
    const struct bg_reason first = {.id = BG_ID_OK, .message = BG_LITERAL("its own")};
    struct bg_verdict verdict = {.outcome = BG_OUTCOME_PASSED, .reasons = &first, .reason_count = 1};
    const struct bg_release_query query = {
        .artefacts = &list, .head = &head, .evidence = rules, .evidence_count = rule_count, .problems = &problems};
    bg_release_check(&arena, &query, &verdict);
    assert_int_equal(verdict.outcome, row->outcome);
    assert_int_equal(verdict.version_is_enough, row->outcome == BG_OUTCOME_REJECTED);
    assert_int_equal(verdict.reason_count, row->reasons);
    assert_int_equal(problems.count, row->problems);
    assert_int_equal(verdict.reasons[0].id, BG_ID_OK);
    for (size_t r = 1; r < verdict.reason_count; r++) {
        assert_true(bg_slice_is(verdict.reasons[r].at.file, r % 2 == 1 ? "one" : "two"));
        assert_true(verdict.reasons[r].message.len > 0);
    }
    for (size_t p = 0; p < problems.count; p++) {
        assert_false(problems.items[p].is_fatal);
    }
    bg_arena_finish(&arena);
}

UNIT(release_release) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
