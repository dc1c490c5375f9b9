/*
 * What becomes of a connector: judged, skipped, or out of sight. Which version is enough for which change is shown in
 * release/version; here stands what else decides.
 */
#include "release/verdict.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct bg_version_policy semver = {.pre_1_0 = BG_PRE_1_0_MINOR_BREAKS};
static const struct bg_version_policy integer = {.scheme = BG_SCHEME_INTEGER};

/* What may be said of a connector beside its versions and its changes. */
enum trait {
    BROKEN_FILE = 1 << 0,   /* a file could not be read */
    HARMLESS_FILE = 1 << 1, /* one could not, and nothing depends on it */
    ARCHIVED = 1 << 2,
    WAS_UNLISTED = 1 << 3,
    IS_UNLISTED = 1 << 4,
    OPTED_OUT = 1 << 5,
    TAGGED = 1 << 6,
    EMPTIED = 1 << 7,
    HIDDEN = 1 << 8,
    INTEGER = 1 << 9,
    HAS_METADATA = 1 << 10
};

static const struct row {
    const char *name;
    const char *base;    /* NULL: it was not there; "": it has no version */
    const char *head;    /* likewise */
    enum bg_level found; /* what its changes ask for */
    enum bg_level floor; /* what its title asks for */
    unsigned traits;
    enum bg_outcome outcome;
    const char *reasons; /* their ids */
    const char *minimum; /* NULL: there is none */
    enum bg_declared declared;
    bool is_too_high;
    bool has_summary;
} rows[] = {
    {"enough", "1.2.3", "1.3.0", BG_LEVEL_MINOR, .outcome = BG_OUTCOME_PASSED, .reasons = "", .minimum = "1.3.0",
     .declared = BG_DECLARED_MINOR},
    {"too little", "1.2.3", "1.2.4", BG_LEVEL_MINOR, .outcome = BG_OUTCOME_REJECTED, .reasons = "insufficient ",
     .minimum = "1.3.0", .declared = BG_DECLARED_PATCH},
    {"nothing changed", "1.2.3", "1.2.3", BG_LEVEL_NONE, .outcome = BG_OUTCOME_SKIPPED, .reasons = "",
     .minimum = "1.2.3", .declared = BG_DECLARED_NONE, .has_summary = true},
    {"nothing changed but the version", "1.2.3", "1.2.4", BG_LEVEL_NONE, .outcome = BG_OUTCOME_PASSED, .reasons = "",
     .minimum = "1.2.3", .declared = BG_DECLARED_PATCH},
    {"the title asks for more", "1.2.3", "1.2.4", BG_LEVEL_PATCH, BG_LEVEL_MINOR, .outcome = BG_OUTCOME_REJECTED,
     .reasons = "insufficient ", .minimum = "1.3.0", .declared = BG_DECLARED_PATCH},
    {"the title asks for less", "1.2.3", "1.2.4", BG_LEVEL_MINOR, BG_LEVEL_PATCH, .outcome = BG_OUTCOME_REJECTED,
     .reasons = "insufficient ", .minimum = "1.3.0", .declared = BG_DECLARED_PATCH},
    {"opted out", "1.2.3", "1.2.3", BG_LEVEL_MINOR, .traits = OPTED_OUT, .outcome = BG_OUTCOME_SKIPPED, .reasons = "",
     .minimum = "1.2.3", .declared = BG_DECLARED_NONE, .has_summary = true},
    {"opted out, and gone", "1.2.3", NULL, BG_LEVEL_NONE, .traits = OPTED_OUT, .outcome = BG_OUTCOME_PASSED,
     .reasons = "", .declared = BG_DECLARED_REMOVED},
    {"all of its code was removed", "1.2.3", "1.2.3", BG_LEVEL_NONE, .traits = EMPTIED, .outcome = BG_OUTCOME_SKIPPED,
     .reasons = "", .minimum = "1.2.3", .declared = BG_DECLARED_NONE, .has_summary = true},
    {"not all of it is seen", "1.2.3", "1.2.4", BG_LEVEL_PATCH, .traits = HIDDEN, .outcome = BG_OUTCOME_PASSED,
     .reasons = "", .minimum = "1.2.4", .declared = BG_DECLARED_PATCH, .has_summary = true},
    {"a tag is still to come", "1.2.3", "1.2.3", BG_LEVEL_MINOR, .traits = TAGGED, .outcome = BG_OUTCOME_PASSED,
     .reasons = "", .minimum = "1.3.0", .declared = BG_DECLARED_NONE, .has_summary = true},
    {"a tag that is too low", "1.2.3", "1.2.4", BG_LEVEL_MINOR, .traits = TAGGED, .outcome = BG_OUTCOME_REJECTED,
     .reasons = "insufficient ", .minimum = "1.3.0", .declared = BG_DECLARED_PATCH},

    {"a major where a minor is enough", "1.2.3", "2.0.0", BG_LEVEL_MINOR, .outcome = BG_OUTCOME_PASSED, .reasons = "",
     .minimum = "1.3.0", .declared = BG_DECLARED_MAJOR, .is_too_high = true},
    {"a major that is owed", "1.2.3", "2.0.0", BG_LEVEL_MAJOR, .outcome = BG_OUTCOME_PASSED, .reasons = "",
     .minimum = "2.0.0", .declared = BG_DECLARED_MAJOR},
    {"a major where a breaking minor is enough", "0.2.3", "1.0.0", BG_LEVEL_MAJOR, .outcome = BG_OUTCOME_PASSED,
     .reasons = "", .minimum = "0.3.0", .declared = BG_DECLARED_MAJOR},
    {"a minor where a patch is enough", "1.2.3", "1.3.0", BG_LEVEL_PATCH, .outcome = BG_OUTCOME_PASSED, .reasons = "",
     .minimum = "1.2.4", .declared = BG_DECLARED_MINOR},
    {"an integer where less is enough", "3", "4", BG_LEVEL_MINOR, .traits = INTEGER, .outcome = BG_OUTCOME_PASSED,
     .reasons = "", .minimum = "3", .declared = BG_DECLARED_MAJOR},

    {"a file that cannot be read", "1.2.3", "1.2.4", BG_LEVEL_PATCH, .traits = BROKEN_FILE,
     .outcome = BG_OUTCOME_UNJUDGED, .reasons = "parse-error ", .minimum = "1.2.4", .declared = BG_DECLARED_PATCH,
     .has_summary = true},
    {"a file that decides nothing", "1.2.3", "1.2.4", BG_LEVEL_PATCH, .traits = HARMLESS_FILE,
     .outcome = BG_OUTCOME_PASSED, .reasons = "", .minimum = "1.2.4", .declared = BG_DECLARED_PATCH},
    {"a break beside a file that cannot be read", "1.2.3", "1.2.4", BG_LEVEL_MAJOR, .traits = BROKEN_FILE,
     .outcome = BG_OUTCOME_REJECTED, .reasons = "insufficient parse-error ", .minimum = "2.0.0",
     .declared = BG_DECLARED_PATCH, .has_summary = true},
    {"a minor beside a file that cannot be read", "1.2.3", "1.2.3", BG_LEVEL_MINOR, .traits = BROKEN_FILE,
     .outcome = BG_OUTCOME_REJECTED, .reasons = "not-bumped parse-error ", .minimum = "1.3.0",
     .declared = BG_DECLARED_NONE, .has_summary = true},
    {"a patch beside a file that cannot be read", "1.2.3", "1.2.3", BG_LEVEL_PATCH, .traits = BROKEN_FILE,
     .outcome = BG_OUTCOME_UNJUDGED, .reasons = "not-bumped parse-error ", .minimum = "1.2.4",
     .declared = BG_DECLARED_NONE, .has_summary = true},
    {"a break that is declared, beside a file that cannot be read", "1.2.3", "2.0.0", BG_LEVEL_MAJOR,
     .traits = BROKEN_FILE, .outcome = BG_OUTCOME_UNJUDGED, .reasons = "parse-error ", .minimum = "2.0.0",
     .declared = BG_DECLARED_MAJOR, .has_summary = true},
    {"the version cannot be read", "1.2.3", "", BG_LEVEL_MAJOR, .traits = BROKEN_FILE, .outcome = BG_OUTCOME_UNJUDGED,
     .reasons = "parse-error ", .declared = BG_DECLARED_INVALID, .has_summary = true},
    {"no version, and the metadata can be read", "1.2.3", "", BG_LEVEL_MAJOR, .traits = BROKEN_FILE | HAS_METADATA,
     .outcome = BG_OUTCOME_UNJUDGED, .reasons = "invalid-after parse-error ", .minimum = "2.0.0",
     .declared = BG_DECLARED_INVALID, .has_summary = true},
    {"no version, and all can be read", "1.2.3", "", BG_LEVEL_NONE, .outcome = BG_OUTCOME_UNJUDGED,
     .reasons = "invalid-after ", .minimum = "1.2.3", .declared = BG_DECLARED_INVALID},
    {"no version before, beside a file that cannot be read", "", "1.0.0", BG_LEVEL_MAJOR, .traits = BROKEN_FILE,
     .outcome = BG_OUTCOME_UNJUDGED, .reasons = "invalid-before parse-error ", .declared = BG_DECLARED_INVALID,
     .has_summary = true},
    {"new, too low, and a file cannot be read", NULL, "1.0.0+x", BG_LEVEL_MAJOR, .traits = BROKEN_FILE,
     .outcome = BG_OUTCOME_UNJUDGED, .reasons = "parse-error ", .declared = BG_DECLARED_NEW, .has_summary = true},
    {"out of sight", "1.2.3", NULL, BG_LEVEL_MAJOR, .traits = BROKEN_FILE, .outcome = BG_OUTCOME_UNJUDGED,
     .reasons = "parse-error ", .declared = BG_DECLARED_REMOVED, .has_summary = true},

    {"archived, and rejected", "1.2.3", "1.2.3", BG_LEVEL_MAJOR, .traits = ARCHIVED, .outcome = BG_OUTCOME_SKIPPED,
     .reasons = "", .minimum = "2.0.0", .declared = BG_DECLARED_NONE, .has_summary = true},
    {"archived, and enough", "1.2.3", "1.2.4", BG_LEVEL_PATCH, .traits = ARCHIVED, .outcome = BG_OUTCOME_PASSED,
     .reasons = "", .minimum = "1.2.4", .declared = BG_DECLARED_PATCH},
    {"archived, and a file cannot be read", "1.2.3", "1.2.3", BG_LEVEL_PATCH, .traits = ARCHIVED | BROKEN_FILE,
     .outcome = BG_OUTCOME_UNJUDGED, .reasons = "not-bumped parse-error ", .minimum = "1.2.4",
     .declared = BG_DECLARED_NONE, .has_summary = true},
    {"in no registry", "1.2.3", "1.2.3", BG_LEVEL_MAJOR, .traits = WAS_UNLISTED | IS_UNLISTED,
     .outcome = BG_OUTCOME_SKIPPED, .reasons = "", .minimum = "2.0.0", .declared = BG_DECLARED_NONE,
     .has_summary = true},
    {"put into a registry", "1.2.3", "1.2.3", BG_LEVEL_MAJOR, .traits = WAS_UNLISTED, .outcome = BG_OUTCOME_REJECTED,
     .reasons = "not-bumped ", .minimum = "2.0.0", .declared = BG_DECLARED_NONE},
    {"taken out of all registries", "1.2.3", "1.2.3", BG_LEVEL_MAJOR, .traits = IS_UNLISTED,
     .outcome = BG_OUTCOME_REJECTED, .reasons = "not-bumped ", .minimum = "2.0.0", .declared = BG_DECLARED_NONE},
};

static struct bg_connector connector_of(const char *version, const struct row *row) {
    static const struct bg_node metadata = {.kind = BG_NODE_MAP};
    struct bg_connector connector = {.about = {.name = BG_LITERAL("source-x"), .root = BG_LITERAL("c/source-x")}};
    connector.about.version.text = version == NULL || version[0] == '\0' ? BG_NO_SLICE : bg_slice_of(version);
    connector.about.metadata = (row->traits & HAS_METADATA) != 0 ? &metadata : NULL;
    connector.about.is_unlisted = (row->traits & IS_UNLISTED) != 0;
    return connector;
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_connector base = connector_of(row->base, row);
    struct bg_connector head = connector_of(row->head, row);
    const struct bg_about exempt = {.is_archived = (row->traits & ARCHIVED) != 0,
                                    .is_unlisted = (row->traits & WAS_UNLISTED) != 0,
                                    .is_opted_out = (row->traits & OPTED_OUT) != 0};
    const struct bg_finding findings[] = {{.level = BG_LEVEL_NONE}, {.level = row->found}, {.level = BG_LEVEL_NONE}};
    const struct bg_problem problems[] = {
        {.id = BG_ID_NOT_FOUND, .message = BG_LITERAL("left out")},
        {.id = BG_ID_PARSE_ERROR, .message = BG_LITERAL("no YAML"), .is_fatal = (row->traits & BROKEN_FILE) != 0}};
    struct bg_verdict_query query = {
        .base = row->base == NULL ? NULL : &base,
        .head = row->head == NULL ? NULL : &head,
        .exempt = &exempt,
        .policy = (row->traits & INTEGER) != 0 ? &integer : &semver,
        .findings = findings,
        .finding_count = 3,
        .problems = problems,
        .problem_count = (row->traits & (BROKEN_FILE | HARMLESS_FILE)) != 0 ? 2 : 0,
        .floor = row->floor,
        .is_tagged = (row->traits & TAGGED) != 0,
        .is_emptied = (row->traits & EMPTIED) != 0,
        .surface_is_hidden = (row->traits & HIDDEN) != 0,
    };
    struct bg_verdict verdict;
    bg_verdict_reach(&arena, &query, &verdict);
    struct bg_slice reasons = BG_LITERAL("");
    for (size_t r = 0; r < verdict.reason_count; r++) {
        reasons = bg_arena_printf(&arena, "%.*s%s ", BG_ARGS(reasons), bg_id_name(verdict.reasons[r].id));
    }
    assert_int_equal(verdict.outcome, row->outcome);
    assert_string_equal(reasons.at, row->reasons);
    assert_int_equal(verdict.declared, row->declared);
    assert_int_equal(verdict.minimum.at != NULL, row->minimum != NULL);
    assert_true(row->minimum == NULL || bg_slice_is(verdict.minimum, row->minimum));
    assert_int_equal(verdict.is_too_high, row->is_too_high);
    assert_int_equal(verdict.summary.len > 0, row->has_summary);
    assert_int_equal(verdict.is_exempt,
                     (row->traits & ARCHIVED) != 0 || (~row->traits & (WAS_UNLISTED | IS_UNLISTED)) == 0);
    bg_arena_finish(&arena);
}

UNIT(release_verdict) {
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
