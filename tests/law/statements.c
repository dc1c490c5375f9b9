/*
 * The law of statements: whatever a run says, under each id that there is and in each role that it can have, every
 * format shows it or counts it. Text does not count the changes of a connector that is fine, as its line says what they
 * need; and why a bump wrote nothing is in the text of plans, which is no report of a check.
 */
#include "report/html/page.h"
#include "report/markup.h"
#include "report/plan_text.h"
#include "report/report.h"
#include "report/statement.h"
#include "rules/rules.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define WHAT "The one thing that it says"

enum role { FATAL, PROBLEM, REASON, REFUSAL, NOTE_OF_COVERAGE, CHANGE, WAIVED, ROLE_COUNT };

/* A run that says one thing. */
struct said {
    struct bg_problem problem;
    struct bg_reason reason;
    struct bg_plan plan;
    struct bg_finding finding;
    struct bg_slice note;
    struct bg_verdict verdict;
    struct bg_run run;
};

static void say_word(struct said *said, enum role role, enum bg_id id) {
    said->problem = (struct bg_problem){id, BG_LITERAL(WHAT), {BG_LITERAL("a.yaml"), 1, 1}, role == FATAL};
    said->reason = (struct bg_reason){id, BG_LITERAL(WHAT), {BG_LITERAL("a.yaml"), 1, 1}};
    said->plan = (struct bg_plan){.id = id, .message = BG_LITERAL(WHAT), .outcome = said->verdict.outcome};
    said->run.problem_count = role == FATAL || role == PROBLEM;
    said->verdict.reason_count = role == REASON;
    said->verdict.plan = role == REFUSAL ? &said->plan : NULL;
}

static void say_change(struct said *said, enum role role, struct bg_slice rule, enum bg_level level) {
    said->finding = (struct bg_finding){.rule = rule,
                                        .level = level,
                                        .message = BG_LITERAL(WHAT),
                                        .head = {BG_LITERAL("a.yaml"), 1, 1},
                                        .fingerprint = "aaaaaaaaaaaa",
                                        .waived = role == WAIVED ? BG_LITERAL("r") : BG_NO_SLICE};
    said->verdict.finding_count = 1;
}

static void begin(struct said *said, enum bg_outcome outcome) {
    *said = (struct said){.note = BG_LITERAL(WHAT)};
    said->verdict = (struct bg_verdict){.name = BG_LITERAL("source-a"),
                                        .root = BG_LITERAL("a"),
                                        .outcome = outcome,
                                        .required = BG_LEVEL_MAJOR,
                                        .reasons = &said->reason,
                                        .findings = &said->finding};
    said->run = (struct bg_run){.outcome = outcome,
                                .verdicts = &said->verdict,
                                .verdict_count = 1,
                                .problems = &said->problem,
                                .head_rev = BG_LITERAL("HEAD"),
                                .profile = BG_LITERAL("default")};
    said->run.outcome_counts[outcome] = 1;
}

static bool has(struct bg_slice report, struct bg_slice text) {
    return bg_slice_find(report, text) < report.len;
}

/* In the words of each format. */
static bool counts_one(struct bg_slice report) {
    return has(report, BG_LITERAL("nd 1 more")) || has(report, BG_LITERAL("Also: 1 ")) ||
           has(report, BG_LITERAL("\"omittedResults\": 1"));
}

static bool is_exempt(const char *format, const struct said *said) {
    bool is_text = strcmp(format, "text") == 0 || strcmp(format, "github") == 0;
    bool is_fine = said->verdict.outcome <= BG_OUTCOME_PASSED;
    bool is_plan = said->verdict.plan != NULL;
    return (is_text && is_fine && said->verdict.finding_count > 0) ||
           (is_plan && (is_text || strcmp(format, "markdown") == 0 || strcmp(format, "html") == 0));
}

/* Also where there is nothing to write, for those who ask. */
static void assert_planned(const struct said *said) {
    struct bg_buffer out = {0};
    bg_report_plans(&out, &said->run, &(struct bg_report_options){.is_verbose = true});
    assert_true(has(bg_buffer_slice(&out), BG_LITERAL(WHAT)));
    bg_buffer_finish(&out);
}

static void assert_said(const struct said *said, struct bg_slice id, enum role role) {
    for (size_t f = 0; f < bg_report_format_count; f++) {
        const struct bg_report_options options = {.token = "token"};
        struct bg_buffer out = {0};
        bg_report_formats[f].write(&out, &said->run, &options);
        struct bg_slice report = bg_buffer_slice(&out);
        bool is_shown = has(report, BG_LITERAL(WHAT));
        if (!is_shown && !counts_one(report) && !is_exempt(bg_report_formats[f].name, said)) {
            fail_msg("%s neither shows nor counts %.*s in role %d:\n%.*s", bg_report_formats[f].name, BG_ARGS(id),
                     (int)role, BG_ARGS(report));
        }
        if (strcmp(bg_report_formats[f].name, "json") == 0) {
            assert_true(is_shown && has(report, BG_LITERAL("\"statements\"")));
        }
        if (strcmp(bg_report_formats[f].name, "sarif") == 0 && is_shown && role < NOTE_OF_COVERAGE) {
            assert_true(has(report, bg_vocabulary_find(id)->title)); /* its own words, not those of all reasons */
        }
        bg_buffer_finish(&out);
    }
    struct bg_statements statements;
    bg_statements_init(&statements, &said->run);
    assert_int_equal(statements.count, 1);
    assert_true(bg_slice_equal(statements.items[0].id, id));
    assert_true(statements.items[0].why.len > 0 || role == CHANGE || role == WAIVED);
    bg_statements_finish(&statements);
}

static void test_words(void **state) {
    (void)state;
    for (enum bg_id id = BG_ID_NONE + 1; id < BG_ID_COUNT; id++) {
        for (enum role role = FATAL; role <= REFUSAL; role++) {
            for (enum bg_outcome outcome = BG_OUTCOME_SKIPPED; outcome <= BG_OUTCOME_UNJUDGED; outcome++) {
                struct said said;
                begin(&said, outcome);
                say_word(&said, role, id);
                assert_said(&said, bg_vocabulary_of(id)->id, role);
                if (role == REFUSAL) {
                    assert_planned(&said);
                }
            }
        }
    }
}

/* Its letters, however lines are broken and signs are escaped; a few are enough to know it by. */
static struct bg_slice letters_of(struct bg_arena *arena, struct bg_slice text, size_t most) {
    struct bg_buffer letters = {0};
    for (size_t i = 0; i < text.len && letters.len < most; i++) {
        char c = bg_ascii_lower(text.at[i]);
        if (c >= 'a' && c <= 'z') {
            bg_buffer_add_char(&letters, c);
        }
    }
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&letters));
    bg_buffer_finish(&letters);
    return copy;
}

/* Whoever is told that nothing was judged is told what to do. */
static void test_a_way_out(void **state) {
    static const struct {
        const char *name;
        void (*escape)(struct bg_buffer *, struct bg_slice); /* how sentences become foreign text in it */
    } formats[] = {{"text", bg_buffer_add}, {"markdown", bg_markup_sentence}, {"html", bg_page_sentence}};
    (void)state;
    for (enum bg_id id = BG_ID_NONE + 1; id < BG_ID_COUNT; id++) {
        for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
            struct bg_arena arena = BG_ARENA_EMPTY;
            struct bg_buffer out = {0};
            struct said said;
            begin(&said, BG_OUTCOME_UNJUDGED);
            say_word(&said, REASON, id);
            for (size_t k = 0; k < bg_report_format_count; k++) {
                if (strcmp(bg_report_formats[k].name, formats[f].name) == 0) {
                    bg_report_formats[k].write(&out, &said.run, &(struct bg_report_options){.token = "token"});
                }
            }
            struct bg_buffer words = {0};
            formats[f].escape(&words, bg_vocabulary_of(id)->fix);
            struct bg_slice fix = letters_of(&arena, bg_buffer_slice(&words), 30);
            if (!has(letters_of(&arena, bg_buffer_slice(&out), SIZE_MAX), fix)) {
                fail_msg("%s says of %s nothing to do", formats[f].name, bg_id_name(id));
            }
            bg_buffer_finish(&words);
            bg_buffer_finish(&out);
            bg_arena_finish(&arena);
        }
    }
}

static void test_coverage(void **state) {
    (void)state;
    for (enum bg_outcome outcome = BG_OUTCOME_SKIPPED; outcome <= BG_OUTCOME_UNJUDGED; outcome++) {
        struct said said;
        begin(&said, outcome);
        said.verdict.coverage = (struct bg_coverage){.notes = &said.note, .note_count = 1};
        assert_said(&said, bg_vocabulary_of(BG_ID_NOT_SEEN)->id, NOTE_OF_COVERAGE);
    }
}

static void test_rules(void **state) {
    (void)state;
    for (size_t r = 0; r < bg_builtin_rule_count; r++) {
        for (enum bg_level level = BG_LEVEL_NONE; level <= BG_LEVEL_MAJOR; level++) {
            for (enum bg_outcome outcome = BG_OUTCOME_SKIPPED; outcome <= BG_OUTCOME_UNJUDGED; outcome++) {
                struct said said;
                begin(&said, outcome);
                say_change(&said, CHANGE, bg_builtin_rules[r].id, level);
                assert_said(&said, bg_builtin_rules[r].id, CHANGE);
                say_change(&said, WAIVED, bg_builtin_rules[r].id, level);
                assert_said(&said, bg_builtin_rules[r].id, WAIVED);
            }
        }
    }
}

UNIT(law_statements) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_a_way_out),
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
