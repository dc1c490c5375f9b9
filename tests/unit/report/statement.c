/* Statements: how they are told apart. What the formats make of them is shown by report/report and on the command line.
 */
#include "report/statement.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* The same change thrice and another one: the first keeps its fingerprint, so that it is known again. */
static void equal_fingerprints_are_numbered(void **state) {
    (void)state;
    static const char *const given[] = {"aaaaaaaaaaaa", "aaaaaaaaaaaa", "bbbbbbbbbbbb", "aaaaaaaaaaaa"};
    static const char *const expected[] = {"aaaaaaaaaaaa", "aaaaaaaaaaaa-2", "bbbbbbbbbbbb", "aaaaaaaaaaaa-3"};
    struct bg_finding findings[4] = {0};
    for (size_t i = 0; i < 4; i++) {
        findings[i] = (struct bg_finding){.rule = BG_LITERAL("r"), .level = BG_LEVEL_MAJOR};
        (void)snprintf(findings[i].fingerprint, sizeof findings[i].fingerprint, "%s", given[i]);
    }
    struct bg_verdict verdict = {.name = BG_LITERAL("a"), .findings = findings, .finding_count = 4};
    struct bg_run run = {.verdicts = &verdict, .verdict_count = 1};
    struct bg_statements statements;
    size_t found = 0;
    bg_statements_init(&statements, &run);
    for (size_t i = 0; i < statements.count; i++) {
        if (statements.items[i].finding != NULL) {
            assert_string_equal(statements.items[i].fingerprint, expected[found]);
            found++;
        }
    }
    assert_int_equal(found, 4);
    bg_statements_finish(&statements);
}

UNIT(report_statement) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(equal_fingerprints_are_numbered)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
