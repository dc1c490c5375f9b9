/* The label of a pull request beside what was found: when the two differ. */
#include "run/labels.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 4 };

/* A verdict is a letter: b breaks, o does so in order, m is a minor, s breaks and is skipped, u is not judged, x breaks
 * and is not judged. */
static const struct row {
    const char *name;
    const char *verdicts;
    const char *title;
    size_t notes;
    enum bg_titles titles;
    bool is_labelled;
    bool is_unknown; /* which labels there are */
} rows[] = {
    {"a break that nothing says", "b", "fix it", 1, BG_TITLES_NOTE, false, false},
    {"a break that passes", "o", "fix it", 1, BG_TITLES_NOTE, false, false},
    {"two of them, and a minor", "bmo", "fix it", 2, BG_TITLES_FLOOR, false, false},
    {"the label says it", "b", "fix it", 0, BG_TITLES_NOTE, true, false},
    {"a title that follows the convention", "b", "fix: it", 0, BG_TITLES_NOTE, false, false},
    {"no title", "b", NULL, 1, BG_TITLES_NOTE, false, false},
    {"nobody is asked", "b", "fix it", 0, BG_TITLES_IGNORE, false, false},
    {"the labels are not known", "b", "fix it", 0, BG_TITLES_NOTE, false, true},
    {"a minor", "m", "fix it", 0, BG_TITLES_NOTE, false, false},
    {"skipped", "s", "fix it", 0, BG_TITLES_NOTE, false, false},
    {"a break that is not judged", "x", "fix it", 1, BG_TITLES_NOTE, false, false},
    {"a label, and no break", "m", "fix it", 1, BG_TITLES_NOTE, true, false},
    {"a label, and only minors", "mm", "fix: it", 1, BG_TITLES_NOTE, true, false},
    {"a label, and what is skipped", "s", "fix it", 1, BG_TITLES_NOTE, true, false},
    {"a label, and a break among others", "mb", "fix it", 0, BG_TITLES_NOTE, true, false},
    {"a label, and one that is not judged", "mu", "fix it", 0, BG_TITLES_NOTE, true, false},
    {"a label, and no connector", "", "fix it", 0, BG_TITLES_NOTE, true, false},
    {"a label, and nobody is asked", "m", "fix it", 0, BG_TITLES_IGNORE, true, false},
    {"a label that is not known", "m", "fix it", 0, BG_TITLES_NOTE, true, true},
};

static struct bg_verdict verdict_of(char letter) {
    bool is_break = strchr("bosx", letter) != NULL;
    return (struct bg_verdict){.name = BG_LITERAL("source-x"),
                               .required = is_break ? BG_LEVEL_MAJOR : BG_LEVEL_MINOR,
                               .outcome = letter == 's'                  ? BG_OUTCOME_SKIPPED
                                          : letter == 'b'                ? BG_OUTCOME_REJECTED
                                          : strchr("ux", letter) != NULL ? BG_OUTCOME_UNJUDGED
                                                                         : BG_OUTCOME_PASSED};
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_verdict verdicts[MOST];
    struct bg_judgement judgement = {
        .verdicts = verdicts, .count = strlen(row->verdicts), .problems = {.arena = &arena}};
    const struct bg_policy policy = {.titles = row->titles};
    const struct bg_moment moment = {.title = row->title == NULL ? BG_NO_SLICE : bg_slice_of(row->title),
                                     .labels_are_known = !row->is_unknown,
                                     .has_break_label = row->is_labelled};
    for (size_t v = 0; v < judgement.count; v++) {
        verdicts[v] = verdict_of(row->verdicts[v]);
    }
    bg_labels_note(&policy, &moment, &judgement);
    assert_int_equal(judgement.problems.count, row->notes);
    for (size_t p = 0; p < judgement.problems.count; p++) {
        assert_int_equal(judgement.problems.items[p].id, BG_ID_LABEL_DIFFERS);
        assert_false(judgement.problems.items[p].is_fatal);
    }
    bg_arena_finish(&arena);
}

UNIT(run_labels) {
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
