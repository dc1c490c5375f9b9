/*
 * What a program that embeds the library sees of a finished run: every accessor of the public header, of a connector
 * that is rejected, one whose change is waived, one that cannot be read, and one that is new; of comparisons, of
 * containment and of versions. All of it as one text.
 */
#include "bumpgate.h"

#include "base/buffer.h"
#include "base/slice.h"
#include "support/git_fixture.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ROOT "airbyte-integrations/connectors/"
#define METADATA(version) "data: {dockerImageTag: " version ", name: Bees}\n"
#define MANIFEST(fields, spec)                                                                                         \
    "type: DeclarativeSource\nstreams:\n- type: DeclarativeStream\n  name: hives\n  schema_loader:\n    type: "        \
    "InlineSchemaLoader\n    schema: {type: object, properties: {" fields                                              \
    "}}\nspec: {type: Spec, connection_specification: {type: object, " spec "}}\n"
#define TWO "id: {type: string}, age: {type: integer}"
#define ONE "id: {type: string}"
#define KEY "properties: {key: {type: string}}"
#define KEYS "required: [host], properties: {key: {type: string}, host: {type: string}}"

static const struct fixture_file base_files[] = {
    {ROOT "source-a/metadata.yaml", METADATA("1.0.0")}, {ROOT "source-a/manifest.yaml", MANIFEST(TWO, KEY)},
    {ROOT "source-b/metadata.yaml", METADATA("1.0.0")}, {ROOT "source-b/manifest.yaml", MANIFEST(TWO, KEY)},
    {ROOT "source-c/metadata.yaml", METADATA("1.0.0")}, {ROOT "source-c/manifest.yaml", MANIFEST(TWO, KEY)},
};

static const struct fixture_file head_files[] = {
    {ROOT "source-a/metadata.yaml", METADATA("1.0.1")},
    {ROOT "source-a/manifest.yaml", MANIFEST(ONE, KEYS)},
    {ROOT "source-b/metadata.yaml", METADATA("1.0.1")},
    {ROOT "source-b/manifest.yaml", MANIFEST(ONE, KEY)},
    {ROOT "source-c/manifest.yaml", "type: [\n"},
    {ROOT "source-d/metadata.yaml", METADATA("0.1.0")},
    {ROOT "source-d/manifest.yaml", MANIFEST(ONE, KEY)},
    {".bumpgate.yaml", "waivers:\n- {rule: field-removed, connector: source-b, stream: hives, path: /properties/age, "
                       "reason: never filled, until: 2999-01-01}\n"},
};

static void add_place(struct bg_buffer *out, struct bg_place place) {
    bg_buffer_printf(out, "%.*s:%u:%u", BG_ARGS(place.file), place.line, place.column);
}

static void add_finding(struct bg_buffer *out, const struct bg_finding *finding) {
    bg_buffer_printf(out, "  %s %.*s %s %s [%.*s] [%.*s]\n    %.*s|%.*s|%.*s|%.*s|%.*s\n    ",
                     bg_name(BG_NAMES_LEVELS, bg_finding_level(finding)), BG_ARGS(bg_finding_rule(finding)),
                     bg_finding_side(finding), bg_finding_proof(finding), BG_ARGS(bg_finding_stream(finding)),
                     BG_ARGS(bg_finding_path(finding)), BG_ARGS(bg_finding_message(finding)),
                     BG_ARGS(bg_finding_why(finding)), BG_ARGS(bg_finding_fix(finding)),
                     BG_ARGS(bg_finding_witness(finding)), BG_ARGS(bg_finding_waived(finding)));
    add_place(out, bg_finding_base(finding));
    bg_buffer_add_text(out, " ");
    add_place(out, bg_finding_head(finding));
    bg_buffer_printf(out, " %s\n", bg_finding_fingerprint(finding));
}

static void add_verdict(struct bg_buffer *out, const struct bg_verdict *verdict) {
    bg_buffer_printf(out, "%.*s %.*s %s %s %s %d [%.*s] [%.*s] [%.*s]\n", BG_ARGS(bg_verdict_name(verdict)),
                     BG_ARGS(bg_verdict_root(verdict)), bg_verdict_state(verdict), bg_verdict_declared(verdict),
                     bg_name(BG_NAMES_LEVELS, bg_verdict_required(verdict)), (int)bg_verdict_outcome(verdict),
                     BG_ARGS(bg_verdict_version_base(verdict)), BG_ARGS(bg_verdict_version_head(verdict)),
                     BG_ARGS(bg_verdict_minimum(verdict)));
    for (size_t i = 0; i < bg_verdict_reason_count(verdict); i++) {
        const struct bg_reason *reason = bg_verdict_reason(verdict, i);
        bg_buffer_printf(out, "  reason %.*s: %.*s ", BG_ARGS(bg_reason_id(reason)),
                         BG_ARGS(bg_reason_message(reason)));
        add_place(out, bg_reason_place(reason));
        bg_buffer_add_text(out, "\n");
    }
    for (size_t i = 0; i < bg_verdict_finding_count(verdict); i++) {
        add_finding(out, bg_verdict_finding(verdict, i));
    }
}

static void add_run(struct bg_buffer *out, const struct bg_run *run) {
    bg_buffer_printf(out, "%d %.*s %zu\n", (int)bg_run_outcome(run), BG_ARGS(bg_run_profile(run)),
                     bg_run_problem_count(run));
    for (size_t i = 0; i < bg_run_problem_count(run); i++) {
        const struct bg_problem *problem = bg_run_problem(run, i);
        bg_buffer_printf(out, "problem %.*s: %.*s %d ", BG_ARGS(bg_problem_id(problem)),
                         BG_ARGS(bg_problem_message(problem)), bg_problem_is_fatal(problem));
        add_place(out, bg_problem_place(problem));
        bg_buffer_add_text(out, "\n");
    }
    for (size_t i = 0; i < bg_run_verdict_count(run); i++) {
        add_verdict(out, bg_run_verdict(run, i));
    }
}

static void expect(struct bg_buffer *out, const char *expected) {
    bg_buffer_add_char(out, '\0');
    assert_string_equal(out->at, expected);
    bg_buffer_finish(out);
}

static void a_run_tells_all(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_run *run;
    struct bg_error err;
    struct bg_buffer out = {0};
    fixture_write_files(f, base_files, sizeof base_files / sizeof base_files[0]);
    const char *base = fixture_commit(f, "base");
    fixture_branch(f, "topic");
    fixture_write_files(f, head_files, sizeof head_files / sizeof head_files[0]);
    const char *head = fixture_commit(f, "head");
    if (!bg_run_new(&run, &(struct bg_options){.repo = fixture_path(f), .base = "main"}, &err)) {
        fail_msg("%s", err.message);
    }
    assert_true(bg_slice_is(bg_run_base(run), base));
    assert_true(bg_slice_is(bg_run_head(run), head));
    add_run(&out, run);
    bg_run_free(run);
    fixture_free(f);
    expect(
        &out,
        "3 airbyte 2\n"
        "problem manifest-unreadable: not YAML: did not find expected node content 1 "
        "airbyte-integrations/connectors/source-c/manifest.yaml:2:1\n"
        "problem policy-adopted: the configuration (`waivers`) comes with this change and counts at once, as the base "
        "has none; without it no verdict would be another 0 .bumpgate.yaml:0:0\n"
        "source-a airbyte-integrations/connectors/source-a changed patch major 2 [1.0.0] [1.0.1] [2.0.0]\n"
        "  reason insufficient: `1.0.1` after `1.0.0` carries a patch, and a major is needed; the lowest version "
        "that passes is `2.0.0` airbyte-integrations/connectors/source-a/metadata.yaml:1:24\n"
        "  major field-removed emits rule [hives] [/properties/age]\n"
        "    The field `age` was removed from the stream `hives`.|The column stops being filled. Whoever reads "
        "it gets empty values.|Keep the field, or release a major version with a migration note. If it was misspelt or "
        "never filled, waive this finding.||\n"
        "    airbyte-integrations/connectors/source-a/manifest.yaml:7:61 "
        "airbyte-integrations/connectors/source-a/manifest.yaml:7:40 23ff55701107\n"
        "  major spec-property-required-added accepts witness [] [/properties/host]\n"
        "    `host` was added to the configuration and is required.|No saved configuration has it, so they all stop "
        "validating.|Make it optional, or release a major version with a migration note.|{}|\n"
        "    :0:0 airbyte-integrations/connectors/source-a/manifest.yaml:8:113 e13e29b85c41\n"
        "  patch file-changed about rule [] []\n"
        "    `manifest.yaml` changed.|It is part of what users run.|Release a patch version.||\n"
        "    airbyte-integrations/connectors/source-a/manifest.yaml:0:0 "
        "airbyte-integrations/connectors/source-a/manifest.yaml:0:0 ac8cf5cffbb9\n"
        "source-b airbyte-integrations/connectors/source-b changed patch patch 1 [1.0.0] [1.0.1] [1.0.1]\n"
        "  patch field-removed emits rule [hives] [/properties/age]\n"
        "    The field `age` was removed from the stream `hives`.|The column stops being filled. Whoever reads "
        "it gets empty values.|Keep the field, or release a major version with a migration note. If it was misspelt or "
        "never filled, waive this finding.||never filled\n"
        "    airbyte-integrations/connectors/source-b/manifest.yaml:7:61 "
        "airbyte-integrations/connectors/source-b/manifest.yaml:7:40 91aa2e8db1e3\n"
        "  patch file-changed about rule [] []\n"
        "    `manifest.yaml` changed.|It is part of what users run.|Release a patch version.||\n"
        "    airbyte-integrations/connectors/source-b/manifest.yaml:0:0 "
        "airbyte-integrations/connectors/source-b/manifest.yaml:0:0 c6379cea8622\n"
        "source-c airbyte-integrations/connectors/source-c changed none patch 3 [1.0.0] [1.0.0] [1.0.1]\n"
        "  reason not-bumped: a patch is needed, and the version was not raised above `1.0.0`; the lowest version "
        "that passes is `1.0.1` airbyte-integrations/connectors/source-c/metadata.yaml:1:24\n"
        "  reason manifest-unreadable: not YAML: did not find expected node content "
        "airbyte-integrations/connectors/source-c/manifest.yaml:2:1\n"
        "  patch file-changed about rule [] []\n"
        "    `manifest.yaml` changed.|It is part of what users run.|Release a patch version.||\n"
        "    airbyte-integrations/connectors/source-c/manifest.yaml:0:0 "
        "airbyte-integrations/connectors/source-c/manifest.yaml:0:0 a74255b500cd\n"
        "source-d airbyte-integrations/connectors/source-d added new none 1 [] [0.1.0] [0.0.1]\n");
}

static void a_comparison_tells_all(void **state) {
    (void)state;
    struct fixture *f = fixture_new();
    struct bg_comparison *comparison;
    struct bg_error err;
    struct bg_buffer out = {0};
    fixture_write(f, "a.yaml", MANIFEST(TWO, KEY));
    fixture_write(f, "b.yaml", MANIFEST(ONE, KEYS));
    bg_buffer_printf(&out, "%s/a.yaml", fixture_path(f));
    bg_buffer_add_char(&out, '\0');
    struct bg_buffer head = {0};
    bg_buffer_printf(&head, "%s/b.yaml", fixture_path(f));
    bg_buffer_add_char(&head, '\0');
    if (!bg_compare(&comparison, &(struct bg_compare_options){.base = out.at, .head = head.at}, &err)) {
        fail_msg("%s", err.message);
    }
    out.len = 0;
    bg_buffer_printf(&out, "%s %s %zu", bg_comparison_kind(comparison),
                     bg_name(BG_NAMES_LEVELS, bg_comparison_required(comparison)),
                     bg_comparison_finding_count(comparison));
    for (size_t i = 0; i < bg_comparison_finding_count(comparison); i++) {
        bg_buffer_printf(&out, " %.*s", BG_ARGS(bg_finding_rule(bg_comparison_finding(comparison, i))));
    }
    bg_comparison_free(comparison);
    bg_buffer_finish(&head);
    fixture_free(f);
    expect(&out, "manifest major 2 field-removed spec-property-required-added");
}

static void versions_tell_all(void **state) {
    (void)state;
    struct bg_version_result *result;
    struct bg_error err;
    struct bg_buffer out = {0};
    struct bg_check_version_options check = {.base = "1.0.0", .head = "1.0.1", .required = BG_LEVEL_MINOR};
    struct bg_next_version_options next = {.base = "1.0.0", .required = BG_LEVEL_MINOR};
    for (int i = 0; i < 2; i++) {
        assert_true(i == 0 ? bg_check_version(&result, &check, &err) : bg_next_version(&result, &next, &err));
        bg_buffer_printf(&out, "%d %s [%.*s] [%.*s]\n", (int)bg_version_result_outcome(result),
                         bg_version_result_code(result), BG_ARGS(bg_version_result_message(result)),
                         BG_ARGS(bg_version_result_version(result)));
        bg_version_result_free(result);
    }
    expect(&out, "2 insufficient [`1.0.1` after `1.0.0` carries a patch, and a minor is needed; the lowest version "
                 "that passes is `1.1.0`] [1.1.0]\n"
                 "1 bumped [] [1.1.0]\n");
}

UNIT(run_results) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_tells_all),
        cmocka_unit_test(a_comparison_tells_all),
        cmocka_unit_test(versions_tell_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
