/*
 * The commands that a rejection names, by what is known of the pull request. That they help is shown by
 * tests/cli/next_command.console.
 */
#include "release/ways.h"

#include "release/verdict_result.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST = 5 };

/* What may be known beside the verdict. */
enum trait {
    HAS_BASE = 1 << 0,
    BASE_IS_NAMED = 1 << 1,
    WANTS_NUMBER = 1 << 2,
    BY_TITLE = 1 << 3,
    HAS_PAPERWORK = 1 << 4,
    TAGGED = 1 << 5,
    HAS_HEAD = 1 << 6,
    OF_REPO = 1 << 7,
    OF_OTHERS = 1 << 8, /* all other options of a run */
    ON_BRANCH = 1 << 9,
    ON_COMMIT = 1 << 10
};

static const struct bg_version_policy semver = {.pre_1_0 = BG_PRE_1_0_MINOR_BREAKS};

/* A letter is a finding that asks for a release: a and b are rules that break, m and n ask for a minor, w is one that
 * is waived. */
static const struct row {
    const char *name;
    enum bg_id reason;
    const char *base;
    const char *minimum;
    const char *findings;
    enum bg_level required;
    const char *expected[MOST];
    unsigned traits;
    const char *connector; /* NULL: source-x */
    enum bg_declared declared;
    bool is_unjudged;
    bool is_too_high;
} rows[] = {
    {"a patch", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {"bumpgate bump source-x"}},
    {"with the base", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump --base main source-x"}, .traits = HAS_BASE | BASE_IS_NAMED},
    {"with a base that nobody named", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump source-x"}, .traits = HAS_BASE},
    {"without a number", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump source-x --allow-placeholder"}, .traits = WANTS_NUMBER},
    {"a number that is to be filled in", BG_ID_CHANGELOG_PLACEHOLDER, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump --pr NUMBER source-x"}, .traits = WANTS_NUMBER},
    {"by the title", BG_ID_INSUFFICIENT, "1.2.3", "1.3.0", "", BG_LEVEL_MINOR,
     .expected = {"bumpgate bump --to 1.3.0 source-x"}, .traits = BY_TITLE},
    {"a title that breaks", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to 2.0.0 source-x"}, .traits = BY_TITLE | HAS_PAPERWORK},
    {"a break", BG_ID_NOT_BUMPED, "1.2.3", "2.0.0", "", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x"}},
    {"a break with paperwork", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "", BG_LEVEL_MAJOR,
     .expected = {"bumpgate draft source-x"}, .traits = HAS_PAPERWORK},
    {"a break below 1.0.0", BG_ID_NOT_BUMPED, "0.2.3", "0.3.0", "", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to breaking source-x"}},
    {"a break below 1.0.0 with paperwork", BG_ID_NOT_BUMPED, "0.2.3", "0.3.0", "", BG_LEVEL_MAJOR,
     .expected = {"bumpgate draft --to breaking source-x --allow-placeholder"}, .traits = HAS_PAPERWORK | WANTS_NUMBER},
    {"no version passes", BG_ID_NOT_BUMPED, "1.2.3", "", "", BG_LEVEL_MAJOR, .expected = {NULL}},
    {"lowered", BG_ID_DECREASED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump --to 1.2.4 source-x"}},
    {"lowered, and no version passes", BG_ID_DECREASED, "1.2.3", "", "", BG_LEVEL_PATCH, .expected = {NULL}},
    {"taken", BG_ID_STALE_BASE, "1.2.3", "1.2.5", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump --onto main source-x"}, .traits = HAS_BASE},
    {"taken, and no base to name", BG_ID_STALE_BASE, "1.2.3", "1.2.5", "", BG_LEVEL_PATCH, .expected = {NULL}},
    {"a copy is missing", BG_ID_MIRROR_MISMATCH, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump source-x"}},
    {"nothing helps", BG_ID_PARSE_ERROR, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {NULL}},
    {"a tag", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {"git tag v1.2.4"}, .traits = TAGGED},
    {"a tag of a commit", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {"git tag v1.2.4 abc"},
     .traits = TAGGED | HAS_HEAD},
    {"too high", BG_ID_NONE, "1.2.3", "1.3.0", "", BG_LEVEL_MINOR, .expected = {"bumpgate bump --to 1.3.0 source-x"},
     .is_unjudged = true, .is_too_high = true},
    {"a tag that is too high", BG_ID_NONE, "1.2.3", "1.3.0", "", BG_LEVEL_MINOR, .expected = {NULL}, .traits = TAGGED,
     .is_too_high = true},

    {"another repository", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump --repo 'a b' --base main source-x"}, .traits = OF_REPO | HAS_BASE | BASE_IS_NAMED},
    {"options of the run", BG_ID_STALE_BASE, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump --onto main --config c.yaml --profile strict --rules more source-x"},
     .traits = OF_OTHERS | HAS_BASE | BASE_IS_NAMED},
    {"a branch that is not checked out", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"git switch topic", "bumpgate bump source-x"}, .traits = ON_BRANCH},
    {"a commit that is not checked out", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"git -C 'a b' switch --detach 1a2b", "bumpgate bump --repo 'a b' source-x"},
     .traits = ON_COMMIT | OF_REPO},
    {"a tag needs no checkout", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"git -C 'a b' tag v1.2.4 abc"}, .traits = TAGGED | HAS_HEAD | ON_COMMIT | OF_REPO},
    {"no command, no checkout", BG_ID_PARSE_ERROR, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {NULL},
     .traits = ON_BRANCH},

    {"a name with a space", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {"bumpgate bump 'a b'"},
     .connector = "a b"},
    {"a name with a quote", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump 'a'\\''b'"}, .connector = "a'b"},
    {"a name like an option", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump -- '-a'"}, .connector = "-a"},
    {"options in front of it", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "a", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major --base main --allow-placeholder -- '-a'",
                  "bumpgate waive --base main --reason \"...\" --until DATE -- '-a' a0"},
     .traits = HAS_BASE | BASE_IS_NAMED | WANTS_NUMBER, .connector = "-a", .declared = BG_DECLARED_MINOR},
    {"a tab", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {"bumpgate bump $'a\\011b'"},
     .connector = "a\tb"},
    {"a tab and other marks", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump $' ~\\011\\047\\134'"}, .connector = " ~\t'\\"},
    {"a break on a candidate", BG_ID_INSUFFICIENT, "1.3.0-rc.1", "2.0.0", "", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to 2.0.0 source-x"}},
    {"a name like a home", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH, .expected = {"bumpgate bump '~a'"},
     .connector = "~a"},
    {"marks behind the front", BG_ID_NOT_BUMPED, "1.2.3", "1.2.4", "", BG_LEVEL_PATCH,
     .expected = {"bumpgate bump a-~"}, .connector = "a-~"},

    {"one to waive", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "a", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x", "bumpgate waive source-x a0 --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_MINOR},
    {"those that are too much", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "wamb", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x", "bumpgate waive source-x a1 --reason \"...\" --until DATE",
                  "bumpgate waive source-x b3 --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_MINOR},
    {"those that are too much for a patch", BG_ID_INSUFFICIENT, "1.2.3", "1.3.0", "mw", BG_LEVEL_MINOR,
     .expected = {"bumpgate bump source-x", "bumpgate waive source-x m0 --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_PATCH},
    {"a minor that nobody declared", BG_ID_NOT_BUMPED, "1.2.3", "1.3.0", "m", BG_LEVEL_MINOR,
     .expected = {"bumpgate bump source-x"}, .declared = BG_DECLARED_NONE},
    {"a break that nobody declared", BG_ID_NOT_BUMPED, "1.2.3", "2.0.0", "ma", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x", "bumpgate waive source-x a1 --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_NONE},
    {"as many as are named one by one", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "aab", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x", "bumpgate waive source-x a0 --reason \"...\" --until DATE",
                  "bumpgate waive source-x a1 --reason \"...\" --until DATE",
                  "bumpgate waive source-x b2 --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_MINOR},
    {"many of one rule", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "aaaa", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x", "bumpgate waive source-x a --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_MINOR},
    {"many of some rules", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "abacmw", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x", "bumpgate waive source-x a b c --reason \"...\" --until DATE"},
     .declared = BG_DECLARED_MINOR},
    {"many of many rules", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "abcd", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x"}, .declared = BG_DECLARED_MINOR},
    {"no exception from a title", BG_ID_INSUFFICIENT, "1.2.3", "2.0.0", "a", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to 2.0.0 source-x"}, .traits = BY_TITLE, .declared = BG_DECLARED_MINOR},
    {"no exception from a place in the history", BG_ID_DECREASED, "1.2.3", "2.0.0", "a", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to 2.0.0 source-x"}, .declared = BG_DECLARED_MINOR},
    {"no exception of what is not judged", BG_ID_NOT_BUMPED, "1.2.3", "2.0.0", "a", BG_LEVEL_MAJOR,
     .expected = {"bumpgate bump --to major source-x"}, .is_unjudged = true},
};

static struct bg_finding finding_of(const char *letters, size_t f) {
    bool is_minor = letters[f] == 'm' || letters[f] == 'n';
    struct bg_finding finding = {.rule = {&letters[f], 1}, .level = is_minor ? BG_LEVEL_MINOR : BG_LEVEL_MAJOR};
    finding.waived = letters[f] == 'w' ? BG_LITERAL("for once") : BG_NO_SLICE;
    (void)snprintf(finding.fingerprint, sizeof finding.fingerprint, "%c%hhu", letters[f], (unsigned char)f);
    return finding;
}

static struct bg_slice text_with(const struct row *row, unsigned traits, const char *text) {
    return (row->traits & traits) != 0 ? bg_slice_of(text) : BG_NO_SLICE;
}

static void test_row(void **state) {
    enum { ROOM = 8 };
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_finding findings[ROOM];
    const struct bg_reason reason = {.id = row->reason};
    struct bg_verdict verdict = {.name = bg_slice_of(row->connector == NULL ? "source-x" : row->connector),
                                 .version_base = bg_slice_of(row->base),
                                 .minimum = bg_slice_of(row->minimum),
                                 .required = row->required,
                                 .declared = row->declared,
                                 .outcome = row->is_unjudged ? BG_OUTCOME_UNJUDGED : BG_OUTCOME_REJECTED,
                                 .is_too_high = row->is_too_high,
                                 .reasons = &reason,
                                 .reason_count = row->reason != BG_ID_NONE,
                                 .findings = findings,
                                 .finding_count = strlen(row->findings)};
    assert_true(verdict.finding_count <= ROOM);
    for (size_t f = 0; f < verdict.finding_count; f++) {
        findings[f] = finding_of(row->findings, f);
    }
    const struct bg_checkout checkout = {
        .repo = text_with(row, OF_REPO, "a b"),
        .config = text_with(row, OF_OTHERS, "c.yaml"),
        .profile = text_with(row, OF_OTHERS, "strict"),
        .rules = text_with(row, OF_OTHERS, "more"),
        .other = text_with(row, ON_BRANCH | ON_COMMIT, (row->traits & ON_BRANCH) != 0 ? "topic" : "1a2b"),
        .other_is_branch = (row->traits & ON_BRANCH) != 0,
    };
    const struct bg_ways_query query = {
        .checkout = &checkout,
        .policy = &semver,
        .is_by_title = (row->traits & BY_TITLE) != 0,
        .wants_number = (row->traits & WANTS_NUMBER) != 0,
        .has_paperwork = (row->traits & HAS_PAPERWORK) != 0,
        .base_rev = text_with(row, HAS_BASE, "main"),
        .base_is_named = (row->traits & BASE_IS_NAMED) != 0,
        .tag = text_with(row, TAGGED, "v{version}"),
        .head = text_with(row, HAS_HEAD, "abc"),
    };
    bg_ways_find(&arena, &query, &verdict);
    for (size_t w = 0; w < verdict.way_count; w++) {
        assert_true(w < MOST && row->expected[w] != NULL);
        assert_string_equal(bg_arena_copy(&arena, verdict.ways[w].command).at, row->expected[w]);
        assert_true(verdict.ways[w].what.len > 0);
    }
    assert_null(row->expected[verdict.way_count]);
    bg_arena_finish(&arena);
}

UNIT(release_ways) {
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
