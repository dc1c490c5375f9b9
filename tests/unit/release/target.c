/*
 * The version to write, from texts alone: what a person asked for, what is declared so far, and what the base branch
 * has. That it is written everywhere is looked at by tests/unit/run/bump.c and tests/cli.
 */
#include "release/target.h"

#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct bg_version_policy airbyte = {
    .pre_1_0 = BG_PRE_1_0_MINOR_BREAKS, .candidates_keep_core = true, .forbids_major_candidate = true};
static const struct bg_version_policy cargo = {.pre_1_0 = BG_PRE_1_0_CARGO};
static const struct bg_version_policy integer = {.scheme = BG_SCHEME_INTEGER, .has_v = true};

static const struct row {
    const char *name;
    const char *to; /* of the order */
    const char *base;
    const char *head;
    const char *tip;
    enum bg_level required;
    const char *expected;                   /* a version, or the id of the refusal */
    enum bg_outcome outcome;                /* of a refusal */
    const struct bg_version_policy *policy; /* NULL: airbyte */
    bool wants_candidate;
    bool is_unnamed;
    bool is_draft;
    bool only_taken;
    bool is_backport;
    bool is_unjudged;
    enum bg_state state;
    const char *own; /* of the changelog, where the version file does not show it */
    const char *own_base;
    const char *highest; /* of the mirrors */
} rows[] = {
    {"promote", "promote", "1.3.0-rc.2", "1.3.0-rc.2", "1.3.0-rc.2", BG_LEVEL_NONE, .expected = "1.3.0"},
    {"promote what is promoted", "promote", "1.3.0-rc.2", "1.3.0", "1.3.0-rc.2", BG_LEVEL_NONE, .expected = "1.3.0"},
    {"promote a candidate that the branch began", "promote", "1.2.3", "1.3.0-rc.1", "1.2.3", BG_LEVEL_MINOR,
     .expected = "1.3.0"},
    {"promote the newer candidate of the tip", "promote", "1.3.0-rc.2", "1.3.0-rc.2", "1.3.0-rc.3", BG_LEVEL_NONE,
     .expected = "1.3.0"},
    {"promote what is no candidate", "promote", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "no-candidate",
     .outcome = BG_OUTCOME_REJECTED},
    {"promote what the tip has promoted", "promote", "1.3.0-rc.2", "1.3.0-rc.2", "1.3.0", BG_LEVEL_NONE,
     .expected = "stale-base", .outcome = BG_OUTCOME_REJECTED},
    {"patch without a change", "patch", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "1.2.4"},
    {"minor without a change", "minor", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "1.3.0"},
    {"major without a change", "major", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "2.0.0"},
    {"breaking without a change", "breaking", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "2.0.0"},
    {"from the tip", "minor", "1.2.3", "1.2.3", "1.4.0", BG_LEVEL_NONE, .expected = "1.5.0"},
    {"the step is there", "minor", "1.2.3", "1.3.0", "1.2.3", BG_LEVEL_NONE, .expected = "1.3.0"},
    {"a lower step is there", "minor", "1.2.3", "1.2.4", "1.2.3", BG_LEVEL_NONE, .expected = "1.3.0"},
    {"a higher step is there", "patch", "1.2.3", "1.3.0", "1.2.3", BG_LEVEL_PATCH, .expected = "declared-higher",
     .outcome = BG_OUTCOME_REJECTED},
    {"a higher step is there, and nobody named the connector", "patch", "1.2.3", "1.3.0", "1.2.3", BG_LEVEL_PATCH,
     .expected = "1.3.0", .is_unnamed = true},
    {"a step that does not carry the changes", "patch", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_MINOR, .expected = "1.3.0"},
    {"what carries the changes is there", "patch", "1.2.3", "1.3.0", "1.2.3", BG_LEVEL_MINOR, .expected = "1.3.0"},
    {"a minor for a break", "minor", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_MAJOR, .expected = "needs-human",
     .outcome = BG_OUTCOME_REJECTED},
    {"a minor for a break below 1.0.0", "minor", "0.3.1", "0.3.1", "0.3.1", BG_LEVEL_MAJOR, .expected = "0.4.0"},
    {"major below 1.0.0", "major", "0.3.16", "0.3.16", "0.3.16", BG_LEVEL_MAJOR, .expected = "1.0.0"},
    {"major below 1.0.0 without a change", "major", "0.3.16", "0.3.16", "0.3.16", BG_LEVEL_NONE, .expected = "1.0.0"},
    {"major where a breaking minor is declared", "major", "0.3.16", "0.4.0", "0.3.16", BG_LEVEL_MAJOR,
     .expected = "1.0.0"},
    {"breaking below 1.0.0", "breaking", "0.3.16", "0.3.16", "0.3.16", BG_LEVEL_NONE, .expected = "0.4.0"},
    {"minor where a patch would carry it", "minor", "0.3.16", "0.3.16", "0.3.16", BG_LEVEL_NONE, .expected = "0.4.0",
     .policy = &cargo},
    {"the next candidate", "patch", "1.3.0-rc.1", "1.3.0-rc.1", "1.3.0-rc.1", BG_LEVEL_NONE, .expected = "1.3.0-rc.2"},
    {"a major that the open candidate cannot become", "major", "1.3.0-rc.1", "1.3.0-rc.1", "1.3.0-rc.1", BG_LEVEL_NONE,
     .expected = "promote-first", .outcome = BG_OUTCOME_REJECTED},
    {"a version", "1.2.9", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "1.2.9"},
    {"a version that the tip has", "1.2.9", "1.2.3", "1.2.3", "1.2.9", BG_LEVEL_NONE, .expected = "stale-base",
     .outcome = BG_OUTCOME_REJECTED},
    {"a version that is too low", "1.2.4", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_MINOR, .expected = "insufficient",
     .outcome = BG_OUTCOME_REJECTED},
    {"a version below", "1.2.2", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "decreased",
     .outcome = BG_OUTCOME_REJECTED},
    {"a patch of what only breaks", "patch", "v3", "v3", "v3", BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_REJECTED, .policy = &integer},
    {"breaking, as a whole number", "breaking", "v3", "v3", "v3", BG_LEVEL_NONE, .expected = "v4", .policy = &integer},
    {"a candidate without a change", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "1.2.4-rc.1",
     .wants_candidate = true},
    {"a candidate of what is owed", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_MINOR, .expected = "1.3.0-rc.1",
     .wants_candidate = true},
    {"a candidate of what is declared", NULL, "1.2.3", "1.3.0", "1.2.3", BG_LEVEL_PATCH, .expected = "1.3.0-rc.1",
     .wants_candidate = true},
    {"the candidate is there", NULL, "1.2.3", "1.2.4-rc.1", "1.2.3", BG_LEVEL_PATCH, .expected = "1.2.4-rc.1",
     .wants_candidate = true},
    {"the candidate of a level", "minor", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "1.3.0-rc.1",
     .wants_candidate = true},
    {"a candidate of a major", "major", "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "major-rc-forbidden",
     .outcome = BG_OUTCOME_REJECTED, .wants_candidate = true},
    {"nothing is owed, and nobody named it", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_PASSED, .is_unnamed = true, .wants_candidate = true},
    {"a draft", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "2.0.0", .is_draft = true},
    {"a draft of what is declared", NULL, "1.2.3", "2.0.0", "1.2.3", BG_LEVEL_PATCH, .expected = "2.0.0",
     .is_draft = true},
    {"a draft below 1.0.0", NULL, "0.3.1", "0.3.1", "0.3.1", BG_LEVEL_MAJOR, .expected = "1.0.0", .is_draft = true},
    {"a draft of a breaking minor that is declared", NULL, "0.3.1", "0.4.0", "0.3.1", BG_LEVEL_MAJOR,
     .expected = "0.4.0", .is_draft = true},
    {"a draft of a breaking minor", "breaking", "0.3.1", "0.3.1", "0.3.1", BG_LEVEL_MAJOR, .expected = "0.4.0",
     .is_draft = true},
    {"lowered", NULL, "1.2.3", "1.2.0", "1.2.3", BG_LEVEL_PATCH, .expected = "decreased",
     .outcome = BG_OUTCOME_REJECTED, .is_unnamed = true},
    {"lowered without a change", NULL, "1.2.3", "1.2.0", "1.2.3", BG_LEVEL_NONE, .expected = "decreased",
     .outcome = BG_OUTCOME_REJECTED, .is_unnamed = true},
    {"lowered, and a level", "patch", "1.2.3", "1.2.0", "1.2.3", BG_LEVEL_PATCH, .expected = "decreased",
     .outcome = BG_OUTCOME_REJECTED},
    {"lowered, and a version", "1.2.4", "1.2.3", "1.2.0", "1.2.3", BG_LEVEL_PATCH, .expected = "1.2.4"},
    {"taken: a minor stays a minor", NULL, "1.2.3", "1.3.0", "1.3.0", BG_LEVEL_PATCH, .expected = "1.4.0"},
    {"taken: a major stays a major", NULL, "1.2.3", "2.0.0", "2.0.0", BG_LEVEL_PATCH, .expected = "3.0.0"},
    {"taken: a break that a person declared", NULL, "1.2.3", "2.0.0", "2.0.0", BG_LEVEL_MAJOR, .expected = "3.0.0"},
    {"taken: a breaking minor below 1.0.0", NULL, "0.3.1", "0.4.0", "0.4.0", BG_LEVEL_MAJOR, .expected = "0.5.0"},
    {"taken: a minor where a patch would carry it", NULL, "0.3.1", "0.4.0", "0.4.0", BG_LEVEL_PATCH,
     .expected = "0.5.0", .policy = &cargo},
    {"taken: only the number was raised", NULL, "1.2.3", "1.2.4", "1.2.4", BG_LEVEL_NONE, .expected = "1.2.5"},
    {"taken: a candidate stays one", NULL, "1.2.3", "1.3.0-rc.1", "1.3.0", BG_LEVEL_PATCH, .expected = "1.4.0-rc.1"},
    {"taken: the candidate of the same line", NULL, "1.2.3", "1.3.0-rc.1", "1.3.0-rc.1", BG_LEVEL_PATCH,
     .expected = "1.3.0-rc.2"},
    {"onto: not declared", NULL, "1.2.3", "1.2.3", "1.3.0", BG_LEVEL_PATCH, .expected = "noop",
     .outcome = BG_OUTCOME_PASSED, .only_taken = true},
    {"onto: declared", NULL, "1.2.3", "1.2.4", "1.2.4", BG_LEVEL_PATCH, .expected = "1.2.5", .only_taken = true},
    {"onto: declared, and not enough", NULL, "1.2.3", "1.2.4", "1.2.4", BG_LEVEL_MAJOR, .expected = "1.2.5",
     .only_taken = true},
    {"onto: not taken", NULL, "1.2.3", "1.3.0", "1.2.4", BG_LEVEL_PATCH, .expected = "1.3.0", .only_taken = true},
    {"onto: a candidate that is another's", NULL, "1.2.3", "1.3.0", "1.3.0-rc.1", BG_LEVEL_PATCH,
     .expected = "stale-base", .outcome = BG_OUTCOME_REJECTED, .only_taken = true},
    {"backport: not declared", NULL, "1.2.3", "1.2.3", "1.2.5", BG_LEVEL_PATCH, .expected = "1.2.6", .only_taken = true,
     .is_backport = true},
    {"backport: declared", NULL, "1.2.3", "1.3.0", "1.2.5", BG_LEVEL_PATCH, .expected = "1.2.6", .only_taken = true,
     .is_backport = true},
    {"backport: too much for the line", NULL, "1.2.3", "1.2.3", "1.2.5", BG_LEVEL_MINOR, .expected = "insufficient",
     .outcome = BG_OUTCOME_REJECTED, .only_taken = true, .is_backport = true},
    {"backport: nothing changed", NULL, "1.2.3", "1.2.3", "1.2.5", BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_PASSED, .is_unnamed = true, .only_taken = true, .is_backport = true},
    {"backport: something changed, and nobody named it", NULL, "1.2.3", "1.2.3", "1.2.5", BG_LEVEL_PATCH,
     .expected = "1.2.6", .is_unnamed = true, .only_taken = true, .is_backport = true},
    {"backport: nothing changed, and it was named", NULL, "1.2.3", "1.2.3", "1.2.5", BG_LEVEL_NONE, .expected = "1.2.6",
     .only_taken = true, .is_backport = true},
    {"backport: from an older line", NULL, "1.1.3", "1.1.4", "1.2.0", BG_LEVEL_PATCH, .expected = "stale-base",
     .outcome = BG_OUTCOME_REJECTED, .only_taken = true, .is_backport = true},
    {"beside the file: taken", NULL, "1.2.4", "1.2.4", "1.2.4", BG_LEVEL_PATCH, .expected = "1.2.5", .own = "1.2.4",
     .own_base = "1.2.3"},
    {"beside the file: a minor", NULL, "1.2.4", "1.2.4", "1.2.4", BG_LEVEL_PATCH, .expected = "1.3.0", .own = "1.3.0",
     .own_base = "1.2.3"},
    {"beside the file: not enough", NULL, "1.2.4", "1.2.4", "1.2.4", BG_LEVEL_MINOR, .expected = "1.3.0",
     .own = "1.2.4", .own_base = "1.2.3"},
    {"beside the file: onto", NULL, "1.2.4", "1.2.4", "1.2.4", BG_LEVEL_MINOR, .expected = "1.2.5", .own = "1.2.4",
     .own_base = "1.2.3", .only_taken = true},
    {"a mirror is ahead", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_PATCH, .expected = "1.2.6", .highest = "1.2.5"},
    {"a mirror is behind", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_PATCH, .expected = "1.2.4", .highest = "1.2.2"},
    {"a mirror is ahead of the tip", NULL, "1.2.3", "1.2.3", "1.2.4", BG_LEVEL_MINOR, .expected = "1.4.0",
     .highest = "1.3.0"},
    {"the tip is ahead of a mirror", NULL, "1.2.3", "1.2.3", "1.3.0", BG_LEVEL_MINOR, .expected = "1.4.0",
     .highest = "1.2.4"},
    {"new", NULL, NULL, "0.1.0", NULL, BG_LEVEL_NONE, .expected = "noop", .outcome = BG_OUTCOME_PASSED,
     .is_unnamed = true, .state = BG_STATE_ADDED},
    {"new, and named", "patch", NULL, "0.1.0", NULL, BG_LEVEL_NONE, .expected = "noop", .outcome = BG_OUTCOME_REJECTED,
     .state = BG_STATE_ADDED},
    {"new, and to be promoted", "promote", NULL, "0.1.0", NULL, BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_REJECTED, .state = BG_STATE_ADDED},
    {"new, and a version", "0.2.0", NULL, "0.1.0", NULL, BG_LEVEL_NONE, .expected = "0.2.0", .state = BG_STATE_ADDED},
    {"new, and a version of nobody's", "0.2.0", NULL, "0.1.0", NULL, BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_PASSED, .is_unnamed = true, .state = BG_STATE_ADDED},
    {"removed, and a version", "0.2.0", "0.1.0", NULL, "0.1.0", BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_REJECTED, .state = BG_STATE_REMOVED},
    {"removed", NULL, "0.1.0", NULL, "0.1.0", BG_LEVEL_NONE, .expected = "noop", .outcome = BG_OUTCOME_PASSED,
     .is_unnamed = true, .state = BG_STATE_REMOVED},
    {"not judged", NULL, "1.2.3", "1.2.4", "1.2.3", BG_LEVEL_PATCH, .expected = "parse-error",
     .outcome = BG_OUTCOME_UNJUDGED, .is_unjudged = true},
    {"not judged, and a version", "1.2.5", "1.2.3", "1.2.4", "1.2.3", BG_LEVEL_PATCH, .expected = "parse-error",
     .outcome = BG_OUTCOME_UNJUDGED, .is_unjudged = true},
    {"nothing is owed", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_NONE, .expected = "noop",
     .outcome = BG_OUTCOME_PASSED},
    {"enough", NULL, "1.2.3", "1.3.0", "1.2.3", BG_LEVEL_PATCH, .expected = "1.3.0"},
    {"a break is owed", NULL, "1.2.3", "1.2.3", "1.2.3", BG_LEVEL_MAJOR, .expected = "needs-human",
     .outcome = BG_OUTCOME_REJECTED},
    {"taken, and too low before", NULL, "1.2.3", "1.2.4", "1.2.4", BG_LEVEL_MAJOR, .expected = "needs-human",
     .outcome = BG_OUTCOME_REJECTED},
};

static struct bg_slice text_of(const char *text) {
    return text == NULL ? BG_NO_SLICE : bg_slice_of(text);
}

static void test_row(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_raised = row->required > BG_LEVEL_NONE || !bg_slice_equal(text_of(row->base), text_of(row->head));
    const struct bg_reason reasons[] = {{.id = BG_ID_NOT_BUMPED, .message = BG_LITERAL("too low")},
                                        {.id = BG_ID_PARSE_ERROR, .message = BG_LITERAL("no YAML")}};
    struct bg_verdict verdict = {.name = BG_LITERAL("source-x"),
                                 .version_base = text_of(row->base),
                                 .version_head = text_of(row->head),
                                 .version_tip = text_of(row->tip),
                                 .declared = is_raised ? BG_DECLARED_PATCH : BG_DECLARED_NONE,
                                 .required = row->required,
                                 .outcome = row->is_unjudged ? BG_OUTCOME_UNJUDGED
                                            : is_raised      ? BG_OUTCOME_REJECTED
                                                             : BG_OUTCOME_SKIPPED,
                                 .state = row->state,
                                 .reasons = reasons,
                                 .reason_count = row->is_unjudged ? 2 : 0,
                                 .summary = BG_LITERAL("nothing that ships changed")};
    struct bg_target_query query = {.verdict = &verdict,
                                    .policy = row->policy != NULL ? row->policy : &airbyte,
                                    .to = text_of(row->to),
                                    .wants_candidate = row->wants_candidate,
                                    .is_draft = row->is_draft,
                                    .own = text_of(row->own),
                                    .own_base = text_of(row->own_base),
                                    .highest = text_of(row->highest),
                                    .only_taken = row->only_taken,
                                    .is_backport = row->is_backport,
                                    .is_ordered = !row->is_unnamed};
    struct bg_target target = bg_target_choose(&arena, &query);
    struct bg_slice said = target.version.at != NULL ? target.version : bg_slice_of(bg_id_name(target.id));
    assert_string_equal(bg_arena_copy(&arena, said).at, row->expected);
    if (target.version.at == NULL) {
        assert_int_equal(target.outcome, row->outcome);
        assert_true(target.message.len > 0);
    }
    bg_arena_finish(&arena);
}

UNIT(release_target) {
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
