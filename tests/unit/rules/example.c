/*
 * Every example of every built-in rule is true, in every direction that must hold: the pair itself, each side against
 * itself, the pair spelt as JSON (also the fingerprints), the witness against both schemas, and the pair from the other
 * side. What the examples do not show is not shown here.
 */
#include "rules/example.h"

#include "base/buffer.h"
#include "base/level.h"
#include "text/read.h"
#include "text/write_json.h"
#include "rules/match.h"
#include "schema/accept/validate.h"
#include "support/example_pair.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* One example of one rule. */
struct example_case {
    const struct bg_rule *rule;
    const struct bg_example *example;
};

static int by_text(const void *text, const void *other) {
    return bg_slice_compare(*(const struct bg_slice *)text, *(const struct bg_slice *)other);
}

/* The lines in a fixed order, so that an example need not know how reports sort. */
static struct bg_slice sorted_lines(struct bg_arena *arena, const struct bg_slice *lines, size_t count) {
    struct bg_slice *sorted = bg_arena_array(arena, count, sizeof sorted[0]);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = lines[i];
    }
    if (count > 1) {
        qsort(sorted, count, sizeof sorted[0], by_text);
    }
    struct bg_slice text = BG_LITERAL("");
    for (size_t i = 0; i < count; i++) {
        text = bg_arena_printf(arena, "%.*s%.*s\n", BG_ARGS(text), BG_ARGS(sorted[i]));
    }
    return text;
}

static struct bg_slice line_of(struct bg_arena *arena, const struct bg_finding *finding) {
    struct bg_slice line = bg_arena_printf(arena, "%s %.*s", bg_level_names[finding->level], BG_ARGS(finding->rule));
    const struct bg_slice parts[] = {finding->stream, finding->path};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].len > 0) {
            line = bg_arena_printf(arena, "%.*s %.*s", BG_ARGS(line), BG_ARGS(parts[i]));
        }
    }
    return line;
}

static const struct bg_node *as_json(struct bg_arena *arena, const struct bg_node *node) {
    struct bg_buffer text = {0};
    bg_json_write_node(&text, node, BG_JSON_PRETTY, false);
    struct bg_slice copy = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    const struct bg_node *again;
    struct bg_error err;
    if (!bg_read_json(arena, bg_source_new(arena, BG_LITERAL("example.json"), copy), NULL, &again, &err)) {
        fail_msg("%s", err.message);
    }
    return again;
}

static void check_witness(struct bg_arena *arena, const struct bg_node *base, const struct bg_node *head,
                          const struct bg_node *witness) {
    struct bg_validation at_base = bg_schema_validate(arena, base, witness, (struct bg_validate_options){0});
    struct bg_validation at_head = bg_schema_validate(arena, head, witness, (struct bg_validate_options){0});
    assert_int_equal(at_base.validity, BG_VALID);
    assert_int_equal(at_head.validity, BG_INVALID);
}

static const struct bg_node *schema_of(const struct bg_example *example, const struct bg_node *document) {
    return example->kind == BG_EXAMPLE_SPEC ? document : bg_node_at(document, "connectionSpecification");
}

/* The findings of the pair as lines, with their fingerprints if asked; what the engine calls a witness is checked by
 * the validator. */
static struct bg_slice found(struct bg_arena *arena, const struct bg_example *example, const struct bg_node *base,
                             const struct bg_node *head, bool has_fingerprints) {
    struct bg_changes changes = {.arena = arena};
    example_pair_diff(example->kind, base, head, &changes);
    struct bg_rules rules;
    bg_rules_init(&rules, arena);
    struct bg_finding *findings;
    size_t count;
    bg_policy_judge(&rules, BG_RULE_PROFILE_AIRBYTE, &changes, BG_LITERAL("source-x"), arena, &findings, &count);
    struct bg_slice *lines = bg_arena_array(arena, count, sizeof lines[0]);
    for (size_t i = 0; i < count; i++) {
        lines[i] = line_of(arena, &findings[i]);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(findings[k].fingerprint, findings[i].fingerprint);
        }
        if (has_fingerprints) {
            lines[i] = bg_arena_printf(arena, "%.*s %s", BG_ARGS(lines[i]), findings[i].fingerprint);
        }
        if (findings[i].proof == BG_PROOF_WITNESS) {
            struct bg_error err;
            const struct bg_node *witness;
            assert_true(bg_read_json(arena, bg_source_new(arena, BG_LITERAL("witness"), findings[i].witness), NULL,
                                     &witness, &err));
            check_witness(arena, schema_of(example, base), schema_of(example, head), witness);
        }
    }
    return sorted_lines(arena, lines, count);
}

static void test_example(void **state) {
    const struct example_case *test = *state;
    const struct bg_example *example = test->example;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice expect = sorted_lines(&arena, example->expect, example->expect_count);
    assert_string_equal(found(&arena, example, example->base, example->head, false).at, expect.at);
    assert_string_equal(found(&arena, example, example->base, example->base, false).at, "");
    assert_string_equal(found(&arena, example, example->head, example->head, false).at, "");
    const struct bg_node *base = as_json(&arena, example->base);
    const struct bg_node *head = as_json(&arena, example->head);
    struct bg_slice whole = found(&arena, example, example->base, example->head, true);
    assert_string_equal(found(&arena, example, base, head, true).at, whole.at);
    assert_string_equal(found(&arena, example, example->base, head, true).at, whole.at);
    if (example->witness != NULL) {
        check_witness(&arena, schema_of(example, example->base), schema_of(example, example->head), example->witness);
    }
    bg_arena_finish(&arena);
}

/* Whether the line "LEVEL ID ..." is about the rule. */
static bool is_about(struct bg_slice line, const struct bg_rule *rule) {
    struct bg_slice rest = line;
    (void)bg_slice_cut(&rest, ' ');
    return bg_slice_equal(bg_slice_cut(&rest, ' '), rule->id);
}

static bool shows_itself(const struct bg_rule *rule, const struct bg_example *examples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t e = 0; e < examples[i].expect_count; e++) {
            if (is_about(examples[i].expect[e], rule)) {
                return true;
            }
        }
    }
    return false;
}

/* Rules that no pair of documents can show, with the reason. */
static const struct {
    const char *id;
    const char *reason;
} unshown[] = {
    {"code-removed", "documents hold no code"},
    {"copy-late", "documents are no copies"},
    {"spec-turned-opaque", "a schema that is made in code is no document"},
    {"unclassified-change", "what could be shown would have a rule"},
};

static bool can_be_shown(const struct bg_rule *rule) {
    for (size_t i = 0; i < sizeof unshown / sizeof unshown[0]; i++) {
        if (bg_slice_is(rule->id, unshown[i].id)) {
            return false;
        }
    }
    return true;
}

static void test_every_rule_shows_itself(void **state) {
    (void)state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        const struct bg_rule *rule = &bg_builtin_rules[i];
        const struct bg_example *examples;
        size_t count;
        struct bg_error err;
        assert_true(bg_examples_parse(&arena, rule->examples, &examples, &count, &err));
        if (can_be_shown(rule) != shows_itself(rule, examples, count)) {
            fail_msg("whether an example of `%.*s` finds it is not as expected", BG_ARGS(rule->id));
        }
    }
    bg_arena_finish(&arena);
}

/* A test for every example, named RULE: EXAMPLE. */
static size_t example_tests(struct bg_arena *arena, struct CMUnitTest *tests, size_t room) {
    size_t count = 0;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        const struct bg_rule *rule = &bg_builtin_rules[i];
        const struct bg_example *examples;
        size_t example_count;
        struct bg_error err;
        if (!bg_examples_parse(arena, rule->examples, &examples, &example_count, &err)) {
            (void)fprintf(stderr, "%s: %s\n", rule->id.at, err.message);
            exit(EXIT_FAILURE);
        }
        for (size_t e = 0; e < example_count && count < room; e++) {
            struct example_case *test = bg_arena_alloc(arena, sizeof *test);
            *test = (struct example_case){rule, &examples[e]};
            struct bg_slice name = bg_arena_printf(arena, "%.*s: %.*s", BG_ARGS(rule->id), BG_ARGS(examples[e].name));
            tests[count++] = (struct CMUnitTest){.name = name.at, .test_func = test_example, .initial_state = test};
        }
    }
    return count;
}

/*
 * Looked at from the other side, a change is another change: what was added was removed, what was widened was narrowed.
 * Each fact of one direction must have its mirror among the facts of the other. Where the mirror is not the plain one,
 * a row says what it is and why.
 */
static const enum bg_change_how plain_mirrors[BG_CHANGE_HOW_COUNT] = {
    [BG_HOW_ADDED] = BG_HOW_REMOVED,         [BG_HOW_REMOVED] = BG_HOW_ADDED,
    [BG_HOW_CHANGED] = BG_HOW_CHANGED,       [BG_HOW_RENAMED] = BG_HOW_RENAMED,
    [BG_HOW_MOVED] = BG_HOW_MOVED,           [BG_HOW_WIDENED] = BG_HOW_NARROWED,
    [BG_HOW_NARROWED] = BG_HOW_WIDENED,      [BG_HOW_LOSSY] = BG_HOW_CHANGED,
    [BG_HOW_DIVERGENT] = BG_HOW_DIVERGENT,   [BG_HOW_SIMPLE_TO_ONEOF] = BG_HOW_CHANGED,
    [BG_HOW_REORDERED] = BG_HOW_REORDERED,   [BG_HOW_EQUIVALENT] = BG_HOW_EQUIVALENT,
    [BG_HOW_AMBIGUOUS] = BG_HOW_REMOVED,     [BG_HOW_DISCRIMINATOR] = BG_HOW_DISCRIMINATOR,
    [BG_HOW_UNDECIDED] = BG_HOW_UNDECIDED,   [BG_HOW_OPAQUE] = BG_HOW_ADDED,
    [BG_HOW_COLLIDED] = BG_HOW_REMOVED,      [BG_HOW_SUFFIXED] = BG_HOW_SUFFIXED,
    [BG_HOW_MAJOR] = BG_HOW_MAJOR,           [BG_HOW_PREDICATE] = BG_HOW_PREDICATE,
    [BG_HOW_OUTPUT] = BG_HOW_OUTPUT,         [BG_HOW_RESET] = BG_HOW_RESET,
    [BG_HOW_UNREADABLE] = BG_HOW_UNREADABLE, [BG_HOW_CHECK] = BG_HOW_CHECK,
};

/* Facts whose mirror is another one; several rows for a fact are alternatives. */
static const struct {
    enum bg_change_kind kind;
    enum bg_change_how how;
    enum bg_change_kind mirror_kind;
    enum bg_change_how mirror_how;
    const char *reason;
} exceptions[] = {
    {BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_OUTPUT, BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_OUTPUT, "the plain mirror"},
    {BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_OUTPUT, BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_UNDECLARED,
     "the place that a value goes to may be no setting"},
    {BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_UNDECLARED, BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_OUTPUT, "and the other way round"},
    {BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_UNDECLARED, BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_CHANGED,
     "a new output hurts nobody, wherever it goes"},
    {BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_CHANGED, BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_CHANGED, "the plain mirror"},
    {BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_CHANGED, BG_CHANGE_CONNSPEC_OAUTH, BG_HOW_UNDECLARED,
     "an output that nobody read may go"},
    {BG_CHANGE_OBJECT, BG_HOW_ADDED, BG_CHANGE_OBJECT, BG_HOW_REMOVED, "the plain mirror"},
    {BG_CHANGE_OBJECT, BG_HOW_ADDED, BG_CHANGE_OBJECT, BG_HOW_OPAQUE, "out of sight is not known to be gone"},
    {BG_CHANGE_OBJECT_KEY, BG_HOW_CHANGED, BG_CHANGE_OBJECT_KEY, BG_HOW_REMOVED, "the first key is the last one"},
    {BG_CHANGE_OBJECT_KEY, BG_HOW_REMOVED, BG_CHANGE_OBJECT_KEY, BG_HOW_CHANGED, "the last key is the first one"},
    {BG_CHANGE_OBJECT_KEY, BG_HOW_REMOVED, BG_CHANGE_OBJECT_KEY, BG_HOW_ADDED, "the plain mirror"},
    {BG_CHANGE_OBJECT_SCHEMA, BG_HOW_NARROWED, BG_CHANGE_OBJECT_SCHEMA, BG_HOW_WIDENED, "the plain mirror"},
    {BG_CHANGE_OBJECT_SCHEMA, BG_HOW_NARROWED, BG_CHANGE_OBJECT_SCHEMA, BG_HOW_NARROWED,
     "of two sets that only overlap each lacks something of the other"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_ADDED, BG_CHANGE_SPEC_PROPERTY, BG_HOW_REMOVED, "the plain mirror"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_ADDED, BG_CHANGE_SPEC_PROPERTY, BG_HOW_MOVED,
     "what came into a section moves out of it"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_ADDED, BG_CHANGE_SPEC_PROPERTY, BG_HOW_RENAMED,
     "a new name that is required is an addition as well"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_MOVED, BG_CHANGE_SPEC_PROPERTY, BG_HOW_MOVED, "the plain mirror"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_MOVED, BG_CHANGE_SPEC_PROPERTY, BG_HOW_ADDED,
     "a section that vanishes is a removal of the section"},
    {BG_CHANGE_SPEC_SET, BG_HOW_NARROWED, BG_CHANGE_SPEC_ADDITIONAL_PROPERTIES, BG_HOW_WIDENED,
     "only in one direction a keyword explains all of it"},
    {BG_CHANGE_SPEC_SET, BG_HOW_UNDECIDED, BG_CHANGE_SPEC_BRANCH, BG_HOW_REMOVED,
     "what could not be decided in one direction may be plain in the other"},
    {BG_CHANGE_SPEC_TYPE, BG_HOW_CHANGED, BG_CHANGE_SPEC_TYPE, BG_HOW_CHANGED, "the plain mirror"},
    {BG_CHANGE_SPEC_TYPE, BG_HOW_CHANGED, BG_CHANGE_SPEC_TYPE, BG_HOW_SIMPLE_TO_ONEOF,
     "only one direction makes options of a simple value"},
    {BG_CHANGE_FIELD, BG_HOW_ADDED, BG_CHANGE_FIELD, BG_HOW_REMOVED, "the plain mirror"},
    {BG_CHANGE_FIELD, BG_HOW_ADDED, BG_CHANGE_STREAM_COLUMNS, BG_HOW_REMOVED, "the loss of all columns is one fact"},
    {BG_CHANGE_STREAM_COLUMNS, BG_HOW_REMOVED, BG_CHANGE_FIELD, BG_HOW_ADDED, "the loss of all columns is one fact"},
    {BG_CHANGE_FIELD_NAME, BG_HOW_COLLIDED, BG_CHANGE_FIELD, BG_HOW_REMOVED, "no name collides with one that leaves"},
    {BG_CHANGE_FIELD_TYPE, BG_HOW_CHANGED, BG_CHANGE_FIELD_TYPE, BG_HOW_CHANGED, "the plain mirror"},
    {BG_CHANGE_FIELD_TYPE, BG_HOW_CHANGED, BG_CHANGE_FIELD_TYPE, BG_HOW_WIDENED,
     "the way back from a wider column loses values"},
    {BG_CHANGE_FIELD_TYPE, BG_HOW_CHANGED, BG_CHANGE_FIELD_TYPE, BG_HOW_LOSSY,
     "the way back from a wider column loses values"},
    {BG_CHANGE_FIELD_TYPE, BG_HOW_WIDENED, BG_CHANGE_FIELD_TYPE, BG_HOW_CHANGED,
     "the way back from a wider column loses values"},
    {BG_CHANGE_STREAM, BG_HOW_ADDED, BG_CHANGE_STREAM, BG_HOW_REMOVED, "the plain mirror"},
    {BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED, "the plain mirror"},
    {BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED, BG_CHANGE_FIELD, BG_HOW_ADDED, "what comes into sight is new to see"},
    {BG_CHANGE_FIELD, BG_HOW_ADDED, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED, "what comes into sight is new to see"},
    {BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED, BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED,
     "what comes into sight is new to see"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHANGED,
     "what comes into sight is new to see"},
    {BG_CHANGE_STREAM, BG_HOW_ADDED, BG_CHANGE_STREAM_READABILITY, BG_HOW_REMOVED,
     "out of sight is not known to be gone"},
    {BG_CHANGE_STREAM, BG_HOW_ADDED, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_REMOVED,
     "a file that comes may be a stream, one that goes and was not named was none"},
    {BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_REMOVED, BG_CHANGE_STREAM, BG_HOW_ADDED,
     "a file that comes may be a stream, one that goes and was not named was none"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED, BG_CHANGE_STREAM_READABILITY, BG_HOW_OPAQUE, "in sight, out of sight"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED, BG_CHANGE_STREAM_READABILITY, BG_HOW_UNREADABLE,
     "in sight, not to be found"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_UNREADABLE, BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED,
     "in sight, not to be found"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_REMOVED, BG_CHANGE_STREAM_READABILITY, BG_HOW_CHANGED,
     "what was never in sight appears or vanishes as a whole"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_REMOVED, BG_CHANGE_STREAM, BG_HOW_ADDED,
     "a stream that comes into sight is new as far as can be seen"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_CHANGED, BG_CHANGE_STREAM_READABILITY, BG_HOW_REMOVED,
     "what was never in sight appears or vanishes as a whole"},
    {BG_CHANGE_STREAM_RECORDS, BG_HOW_CHANGED, BG_CHANGE_STREAM_RECORDS, BG_HOW_CHANGED, "the plain mirror"},
    {BG_CHANGE_STREAM_RECORDS, BG_HOW_CHANGED, BG_CHANGE_STREAM_RECORDS, BG_HOW_REMOVED, "what is let through again"},
    {BG_CHANGE_STREAM_RECORDS, BG_HOW_CHANGED, BG_CHANGE_STREAM_RECORDS, BG_HOW_NARROWED, "what is let through again"},
    {BG_CHANGE_STREAM_RECORDS, BG_HOW_REMOVED, BG_CHANGE_STREAM_RECORDS, BG_HOW_CHANGED, "what is let through again"},
    {BG_CHANGE_STREAM_RECORDS, BG_HOW_NARROWED, BG_CHANGE_STREAM_RECORDS, BG_HOW_CHANGED, "what is let through again"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_REMOVED, BG_CHANGE_SPEC_PROPERTY, BG_HOW_ADDED, "the plain mirror"},
    {BG_CHANGE_SPEC_PROPERTY, BG_HOW_REMOVED, BG_CHANGE_SPEC_BRANCH, BG_HOW_REMOVED,
     "an option without its key is gone, and the one with it is new"},
    {BG_CHANGE_STREAM_STATE, BG_HOW_RESET, BG_CHANGE_STREAM_STATE, BG_HOW_RESET, "the plain mirror"},
    {BG_CHANGE_STREAM_STATE, BG_HOW_RESET, BG_CHANGE_STREAM_STATE, BG_HOW_CHANGED,
     "the older form of state is understood by the newer code only"},
    {BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHECK, BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED,
     "a list that can be read whole is told once, and not for each of its streams"},
    {BG_CHANGE_STREAM_READABILITY, BG_HOW_ADDED, BG_CHANGE_STREAM_ASSUMPTION, BG_HOW_CHECK, "the same"},
    {BG_CHANGE_STREAM_STATE, BG_HOW_CHANGED, BG_CHANGE_STREAM_STATE, BG_HOW_CHANGED, "the plain mirror"},
    {BG_CHANGE_STREAM_STATE, BG_HOW_CHANGED, BG_CHANGE_STREAM_STATE, BG_HOW_RESET,
     "the older form of state is understood by the newer code only"},
};

/* What has another name or namespace stands elsewhere afterwards. */
static bool is_same_place(const struct bg_change *change, const struct bg_change *other) {
    if (change->how == BG_HOW_RENAMED || change->kind == BG_CHANGE_STREAM_NAMESPACE) {
        return true;
    }
    return bg_slice_equal(change->stream, other->stream) && bg_slice_equal(change->path, other->path);
}

static bool is_mirror(const struct bg_change *change, const struct bg_change *other) {
    bool has_exception = false;
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++) {
        if (exceptions[i].kind == change->kind && exceptions[i].how == change->how) {
            has_exception = true;
            if (exceptions[i].mirror_kind == other->kind && exceptions[i].mirror_how == other->how) {
                return true;
            }
        }
    }
    return !has_exception && other->kind == change->kind && other->how == plain_mirrors[change->how] &&
           is_same_place(change, other);
}

static void check_mirrors(const struct bg_rule *rule, const struct bg_example *example,
                          const struct bg_changes *changes, const struct bg_changes *mirrored, size_t *unmirrored) {
    for (size_t i = 0; i < changes->count; i++) {
        bool is_found = changes->items[i].kind == BG_CHANGE_SPEC_SETTING; /* of the head alone: mended says nothing */
        for (size_t k = 0; k < mirrored->count; k++) {
            is_found = is_found || is_mirror(&changes->items[i], &mirrored->items[k]);
        }
        if (!is_found) {
            const struct bg_change *change = &changes->items[i];
            print_error("%.*s: %.*s: %s %s %.*s has no mirror:", BG_ARGS(rule->id), BG_ARGS(example->name),
                        bg_change_kind_name(change->kind), bg_change_how_name(change->how), BG_ARGS(change->path));
            for (size_t k = 0; k < mirrored->count; k++) {
                change = &mirrored->items[k];
                print_error(" (%s %s %.*s)", bg_change_kind_name(change->kind), bg_change_how_name(change->how),
                            BG_ARGS(change->path));
            }
            print_error("\n");
            (*unmirrored)++;
        }
    }
}

static void test_mirrors(void **state) {
    (void)state;
    size_t unmirrored = 0;
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        const struct bg_rule *rule = &bg_builtin_rules[i];
        const struct bg_example *examples;
        size_t count;
        struct bg_error err;
        assert_true(bg_examples_parse(&arena, rule->examples, &examples, &count, &err));
        for (size_t e = 0; e < count; e++) {
            struct bg_changes forward = {.arena = &arena};
            struct bg_changes backward = {.arena = &arena};
            example_pair_diff(examples[e].kind, examples[e].base, examples[e].head, &forward);
            example_pair_diff(examples[e].kind, examples[e].head, examples[e].base, &backward);
            check_mirrors(rule, &examples[e], &forward, &backward, &unmirrored);
            check_mirrors(rule, &examples[e], &backward, &forward, &unmirrored);
        }
        bg_arena_finish(&arena);
    }
    assert_int_equal(unmirrored, 0);
}

UNIT(rules_example) {
    enum { EXAMPLES_MAX = 2000 };
    static struct CMUnitTest examples[EXAMPLES_MAX];
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_rule_shows_itself), cmocka_unit_test(test_mirrors)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    struct bg_arena arena = BG_ARENA_EMPTY;
    size_t count = example_tests(&arena, examples, EXAMPLES_MAX);
    failed += _cmocka_run_group_tests("examples", examples, count, NULL, NULL);
    bg_arena_finish(&arena);
    return failed;
}
