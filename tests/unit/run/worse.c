/*
 * One judgement of two: which of two verdicts a connector gets, what may have moved between layouts, and problems that
 * both have.
 */
#include "run/worse.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 3 };

/* A verdict is a letter for the root of its connector, one for its state (C changed, A added, R removed), and one for
 * its outcome (s skipped, p passed, r rejected, u not judged). In what is expected a number follows: whose it is. */
static const struct row {
    const char *name;
    const char *all[MOST];
    const char *more[MOST];
    const char *expected;
} rows[] = {
    {"nothing", {NULL}, {NULL}, ""},
    {"one alone", {"aCp"}, {NULL}, "aCp1 "},
    {"the other one alone", {NULL}, {"aCp"}, "aCp2 "},
    {"each has one", {"bCp"}, {"aCr"}, "aCr2 bCp1 "},
    {"in order of the roots", {"cCp", "dCp"}, {"aCr", "eCp"}, "aCr2 cCp1 dCp1 eCp2 "},
    {"the worse one", {"aCp"}, {"aCr"}, "aCr2 "},
    {"the worse one stays", {"aCr"}, {"aCp"}, "aCr1 "},
    {"equal ones", {"aCp"}, {"aCp"}, "aCp1 "},
    {"not judged is worse than rejected", {"aCr"}, {"aCu"}, "aCu2 "},
    {"passed is worse than skipped", {"aCs"}, {"aCp"}, "aCp2 "},
    {"of several", {"aCp", "bCr"}, {"aCr", "bCp"}, "aCr2 bCr1 "},
    {"gone, and new elsewhere", {"aRp"}, {"bAp"}, "aRu1 bAp2 "},
    {"new, and gone elsewhere", {"aAp"}, {"bRp"}, "aAp1 bRu2 "},
    {"gone for both", {"aRp"}, {"aRp"}, "aRp1 "},
    {"gone, and nothing is new", {"aRp"}, {"bCp"}, "aRp1 bCp2 "},
    {"gone, and what is new is known to both", {"aRp", "bAp"}, {"bAp"}, "aRp1 bAp1 "},
    {"gone and new in the same layout", {"aRp", "bAp"}, {NULL}, "aRp1 bAp1 "},
    {"only what is gone is in doubt", {"aCp", "cRp"}, {"bAp"}, "aCp1 bAp2 cRu1 "},
    {"gone on both sides, and new on both", {"aRp", "bAp"}, {"cRp", "dAp"}, "aRu1 bAp1 cRu2 dAp2 "},
};

static const char states[] = "CARM"; /* by enum bg_state */
static const char outcomes[] = "spru";

static struct bg_judgement judgement_of(struct bg_arena *arena, const char *const texts[MOST], const char *whose) {
    struct bg_judgement judgement = {.problems = {.arena = arena}};
    judgement.verdicts = bg_arena_array(arena, MOST, sizeof judgement.verdicts[0]);
    for (size_t v = 0; v < MOST && texts[v] != NULL; v++) {
        judgement.verdicts[judgement.count++] =
            (struct bg_verdict){.name = bg_slice_of(whose),
                                .root = {texts[v], 1},
                                .state = (enum bg_state)(strchr(states, texts[v][1]) - states),
                                .outcome = (enum bg_outcome)(strchr(outcomes, texts[v][2]) - outcomes),
                                .way_count = 1};
    }
    return judgement;
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_judgement all = judgement_of(&arena, row->all, "1");
    struct bg_judgement more = judgement_of(&arena, row->more, "2");
    struct bg_slice found = BG_LITERAL("");
    bg_judgement_worsen(&all, &more, &arena);
    for (size_t v = 0; v < all.count; v++) {
        const struct bg_verdict *verdict = &all.verdicts[v];
        bool is_doubted = verdict->state == BG_STATE_REMOVED && verdict->outcome == BG_OUTCOME_UNJUDGED;
        found = bg_arena_printf(&arena, "%.*s%.*s%c%c%.*s ", BG_ARGS(found), BG_ARGS(verdict->root),
                                states[verdict->state], outcomes[verdict->outcome], BG_ARGS(verdict->name));
        assert_int_equal(verdict->reason_count, is_doubted);
        assert_int_equal(verdict->way_count, !is_doubted);
        assert_true(!is_doubted || verdict->reasons[0].id == BG_ID_LAYOUT_LEFT);
        assert_ptr_equal(bg_judgement_find(&all, verdict->root), verdict);
    }
    assert_string_equal(found.at, row->expected);
    assert_null(bg_judgement_find(&all, BG_LITERAL("none")));
    bg_arena_finish(&arena);
}

/* The same words at the same place are one problem. */
static void problems_are_said_once(void **state) {
    static const char *const none[MOST] = {NULL};
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_judgement all = judgement_of(&arena, none, "1");
    struct bg_judgement more = judgement_of(&arena, none, "2");
    const struct bg_place place = {.file = BG_LITERAL("f"), .line = 3};
    const struct bg_place below = {.file = BG_LITERAL("f"), .line = 4};
    const struct bg_place other = {.file = BG_LITERAL("g"), .line = 3};
    (void)state;
    bg_problem_add(&all.problems, BG_ID_PARSE_ERROR, true, place, "no YAML");
    bg_problem_add(&more.problems, BG_ID_PARSE_ERROR, true, place, "no YAML");
    bg_problem_add(&more.problems, BG_ID_PARSE_ERROR, true, below, "no YAML");
    bg_problem_add(&more.problems, BG_ID_PARSE_ERROR, true, other, "no YAML");
    bg_problem_add(&more.problems, BG_ID_PARSE_ERROR, true, place, "no JSON");
    bg_problem_add(&more.problems, BG_ID_DUPLICATE_KEY, true, place, "no YAML");
    bg_judgement_worsen(&all, &more, &arena);
    assert_int_equal(all.problems.count, 5);
    assert_int_equal(all.problems.items[1].at.line, 4);
    assert_true(bg_slice_is(all.problems.items[2].at.file, "g"));
    assert_true(bg_slice_is(all.problems.items[3].message, "no JSON"));
    assert_int_equal(all.problems.items[4].id, BG_ID_DUPLICATE_KEY);
    bg_arena_finish(&arena);
}

UNIT(run_worse) {
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[COUNT + 1];
    for (size_t r = 0; r < COUNT; r++) {
        union {
            const struct row *from;
            void *to;
        } row = {&rows[r]};
        tests[r] = (struct CMUnitTest){.name = rows[r].name, .test_func = test_row, .initial_state = row.to};
    }
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(problems_are_said_once);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
